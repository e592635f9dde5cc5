"""The inverted index, with tantivy: BM25 over stemmed terms, one field a language, analysed by its own rules.

BM25 is tantivy's (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query

from corpus.errors import naming
from index.arrays import Ordinals, Scores
from index.facets.masks import Filters
from index.facets.operators import parse_condition
from index.facets.registry import FACETS
from index.facets.values import FacetValues
from index.lexical.analysed_text import analyse
from index.lexical.analysis import (
    LANGUAGES,
    all_terms,
    analysis_language,
    analyzer,
    is_stopword,
    query_terms,
)
from index.lexical.normalisation import index_text
from index.plain_paths import plain_path, temporary_folder

_HEAP = 128_000_000
_ALSO = 0.5
_PHRASE = 0.1
"""What words that stand side by side as in a quoted phrase score once more. Measured: more loses what is relevant."""
_MANY = 20
"""Where more than one passage in so many is let through, they are sought among all hits rather than named: faster."""
_LOCK_FILES = ".tantivy-*"
_CURE = "Try again; if it stays so, build the index again with: practices build"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_unsigned_field("ordinal", fast=True, indexed=True)
    for facet in FACETS:
        builder = builder.add_text_field(f"facet_{facet}", tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        builder = builder.add_text_field(f"text_{language}", tokenizer_name=language)
    return builder.build()


class LexicalIndex:
    """Lexical retrieval (BM25) over the passages of a snapshot."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        """:param folder: that the postings are in, which an error names."""
        self._folder = folder
        self._schema = index.schema
        self._searcher = index.searcher()
        self._fields = [
            language for language in LANGUAGES if self._searcher.terms_with_prefix(f"text_{language}", "", limit=1)
        ]

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[str, str | None, FacetValues]]) -> None:
        """Write postings into a folder, which must exist and be empty.

        :param passages: text, language and facet values of each passage, in the order of the ordinals.
        """
        with naming(folder, "Build again; there may be no room on that disk."), plain_path(folder) as plain:
            index = tantivy.Index(_schema(), path=str(plain))
            _register(index)
            writer = index.writer(_HEAP, num_threads=1)
            for ordinal, (text, language, facets) in enumerate(passages):
                writer.add_document(_document(ordinal, text, language, facets))
            writer.commit()
            writer.wait_merging_threads()
            for lock in folder.glob(_LOCK_FILES):
                lock.unlink()

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what :meth:`build` wrote; files are memory-mapped, and nothing is written beside them."""
        with _links_to(folder) as links:
            index = tantivy.Index.open(str(links))
            _register(index)
            index.reload()
            return cls(index, folder)

    def search(
        self,
        query: str,
        top: int,
        filters: Filters | None = None,
        *,
        language: str | None = None,
        also: Sequence[str] = (),
        phrases: Sequence[str] = (),
        places: Mapping[str, Sequence[str]] | None = None,
        within: Ordinals | None = None,
    ) -> tuple[Ordinals, Scores]:
        """Retrieve the ``top`` passages by BM25, best first; none where no word of the query occurs.

        :param language: of the query; in other languages only its content words are looked for, which may be names.
        :param also: other ways to say parts of the query; their words weigh half.
        :param phrases: parts of the query; passages in which their words stand side by side score more.
        :param places: names to look for in the passages of one language, by language.
        :param filters: plain values only; what these cannot say (``not:``, ranges) is to be said by ``within``.
        :param within: only these passages take part.
        :raises ValueError: a filter has a value with an operator.
        """
        clauses = self._term_clauses(query, language, places or {})
        clauses += [
            (Occur.Should, Query.boost_query(term, _ALSO))
            for text in also
            for _, term in self._term_clauses(text, language)
        ]
        clauses += self._phrase_clauses(phrases)
        if not clauses or (within is not None and not len(within)):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        words = Query.boolean_query(clauses)
        narrowed = self._filter_clauses(filters or {})
        is_many = within is not None and _MANY * len(within) > self._searcher.num_docs
        if within is not None and not is_many:
            chosen = Query.term_set_query(self._schema, "ordinal", within.tolist())
            narrowed.append((Occur.Must, Query.const_score_query(chosen, 0.0)))
        if narrowed:
            words = Query.boolean_query([(Occur.Must, words), *narrowed])
        return self._top(words, top) if within is None or not is_many else self._top_within(words, top, within)

    def _top(self, words: Query, top: int) -> tuple[Ordinals, Scores]:
        with naming(self._folder, _CURE):
            hits = self._searcher.search(words, top, count=False).hits
            ordinals = self._searcher.fast_field_values("ordinal", [address for _, address in hits])
        return np.array(ordinals, np.int64), np.array([score for score, _ in hits], np.float32)

    def _top_within(self, words: Query, top: int, within: Ordinals) -> tuple[Ordinals, Scores]:
        """Search deeper until enough hits are among the passages let through."""
        let_through = np.zeros(self._searcher.num_docs, bool)
        let_through[within] = True
        depth = 2 * top
        while True:
            ordinals, scores = self._top(words, depth)
            kept = let_through[ordinals]
            if np.count_nonzero(kept) >= top or len(ordinals) < depth:
                return ordinals[kept][:top], scores[kept][:top]
            depth *= 4

    def with_all_words(self, text: str) -> Ordinals:
        """Find the passages that have all words of a text in some order, ascending; stop words count too."""
        by_language: list[Ordinals] = []
        for language in self._fields:
            terms = {term for start, end, term in analyse(text, language).words() if term and end - start > 1}
            if not terms:  # single letters and characters may stand within what the index has as one term
                return np.arange(self._searcher.num_docs, dtype=np.int64)
            field = f"text_{language}"
            clauses = [(Occur.Must, Query.term_query(self._schema, field, term, "basic")) for term in terms]
            by_language.append(self._top(Query.boolean_query(clauses), self._searcher.num_docs)[0])
        return np.unique(np.concatenate(by_language)) if by_language else np.zeros(0, np.int64)

    def knows_values(self, filters: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether the postings have a passage for every value of a filter of plain values.

        A group of countries may be younger than the index, whose passages then have to be given as ``within``.
        """
        return all(
            self._frequency(f"facet_{facet}", parse_condition(value).operand or "")
            for facet, values in filters.items()
            for value in values
        )

    def document_frequency(self, term: str, language: str) -> int:
        """Count the passages of a language that a term occurs in."""
        return self._frequency(f"text_{language}", term)

    def _frequency(self, field: str, term: str) -> int:
        with naming(self._folder, _CURE):
            return int(self._searcher.doc_freq(field, term))

    @property
    def languages(self) -> list[str]:
        """The analysis languages that have passages."""
        return self._fields

    def _term_clauses(
        self, text: str, language: str | None, places: Mapping[str, Sequence[str]] | None = None
    ) -> list[tuple[Occur, Query]]:
        own = analysis_language(language)
        elsewhere = any(field != own for field in self._fields)
        names = _keep_content_words(text, own) if language and elsewhere else text
        clauses = []
        for field in self._fields:
            terms = list(query_terms(text if field == own else names, field))
            translated = [term for name in (places or {}).get(field, ()) for term in query_terms(name, field)]
            terms += [term for term in dict.fromkeys(translated) if term not in terms]
            clauses += [(Occur.Should, Query.term_query(self._schema, f"text_{field}", term, "freq")) for term in terms]
        return clauses

    def _phrase_clauses(self, phrases: Sequence[str]) -> list[tuple[Occur, Query]]:
        clauses = []
        for field, phrase in product(self._fields, phrases):
            terms: list[str | tuple[int, str]] = list(all_terms(phrase, field))
            if len(terms) > 1:
                words = Query.phrase_query(self._schema, f"text_{field}", terms)
            elif terms:
                words = Query.term_query(self._schema, f"text_{field}", terms[0], "freq")
            else:
                continue
            clauses.append((Occur.Should, Query.boost_query(words, _PHRASE)))
        return clauses

    def _filter_clauses(self, filters: Mapping[str, tuple[str, ...]]) -> list[tuple[Occur, Query]]:
        clauses = []
        for facet, values in filters.items():
            conditions = list(map(parse_condition, values))
            wanted = [condition.operand for condition in conditions if condition.is_plain and condition.operand]
            if len(wanted) < len(conditions):
                raise ValueError(f"{facet} {values}: postings know plain values only; give the passages as within.")
            terms = [
                (Occur.Should, Query.term_query(self._schema, f"facet_{facet}", value, "basic")) for value in wanted
            ]
            clauses.append((Occur.Must, Query.const_score_query(Query.boolean_query(terms), 0.0)))
        return clauses


def _document(ordinal: int, text: str, language: str | None, facets: FacetValues) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("ordinal", ordinal)
    field = analysis_language(language)
    document.add_text(f"text_{field}", index_text(text, field))
    for facet, values in facets.items():
        for value in values:
            document.add_text(f"facet_{facet}", value)
    return document


def _keep_content_words(text: str, language: str) -> str:
    """Keep the words of a text that carry meaning in its language: the others mean something else elsewhere."""
    words = (text[start:end] for start, end, _ in analyse(text, "xx").words())
    return " ".join(word for word in words if not is_stopword(word, language))


def _register(index: tantivy.Index) -> None:
    for language in LANGUAGES:
        index.register_tokenizer(language, analyzer(language))


@contextmanager
def _links_to(folder: Path) -> Iterator[Path]:
    """Make a folder of links to the files of another one for a while.

    Tantivy writes a lock beside the files that it opens, even to read them, and the folder may be another user's, or on
    a disk that is mounted read-only. Once the files are mapped, the links are not needed any more.

    :raises IndexFolderError: no file can be made anywhere.
    """
    with temporary_folder() as links:
        for path in folder.iterdir():
            (links / path.name).symlink_to(path.resolve())
        yield links
