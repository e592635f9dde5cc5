"""Word search with tantivy: BM25 over stemmed terms, each language analysed by its own rules in a field of its own.

BM25 is tantivy's (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query

from index.analyze import STEMMERS, analysis_language, analyzer, query_terms
from index.arrays import Ordinals, Scores
from index.facets import FACETS, FacetValues, Filters

_LANGUAGES = (*STEMMERS, "xx")
_HEAP = 128_000_000
_LOCK_FILES = ".tantivy-*"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_unsigned_field("ordinal", fast=True)
    for facet in FACETS:
        builder = builder.add_text_field(f"facet_{facet}", tokenizer_name="raw", index_option="basic")
    for language in _LANGUAGES:
        builder = builder.add_text_field(f"text_{language}", tokenizer_name=language)
    return builder.build()


class LexicalIndex:
    """BM25 over the passages of a snapshot."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._fields = [
            language for language in _LANGUAGES if self._searcher.terms_with_prefix(f"text_{language}", "", limit=1)
        ]

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[str, str | None, FacetValues]]) -> None:
        """Write postings into a folder, which must exist and be empty.

        :param passages: text, language and facet values of each passage, in the order of the ordinals.
        """
        index = tantivy.Index(_schema(), path=str(folder))
        _register(index)
        writer = index.writer(_HEAP, num_threads=1)
        for ordinal, (text, language, facets) in enumerate(passages):
            document = tantivy.Document()
            document.add_unsigned("ordinal", ordinal)
            document.add_text(f"text_{analysis_language(language)}", text)
            for facet, values in facets.items():
                for value in values:
                    document.add_text(f"facet_{facet}", value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        for lock in folder.glob(_LOCK_FILES):
            lock.unlink()

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what :meth:`build` wrote; files are memory-mapped."""
        index = tantivy.Index.open(str(folder))
        _register(index)
        index.reload()
        return cls(index)

    def search(self, query: str, top: int, filters: Filters | None = None) -> tuple[Ordinals, Scores]:
        """The ``top`` passages by BM25, best first; none where no word of the query occurs."""
        clauses = [
            (Occur.Should, Query.term_query(self._schema, f"text_{language}", term, "freq"))
            for language in self._fields
            for term in query_terms(query, language)
        ]
        if not clauses:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        words = Query.boolean_query(clauses)
        if filters:
            words = Query.boolean_query([(Occur.Must, words), *self._filter_clauses(filters)])
        hits = self._searcher.search(words, top, count=False).hits
        ordinals = self._searcher.fast_field_values("ordinal", [address for _, address in hits])
        return np.array(ordinals, np.int64), np.array([score for score, _ in hits], np.float32)

    def document_frequency(self, term: str, language: str) -> int:
        """In how many passages of a language a term occurs."""
        return int(self._searcher.doc_freq(f"text_{language}", term))

    @property
    def languages(self) -> list[str]:
        """The analysis languages that have passages."""
        return self._fields

    def _filter_clauses(self, filters: Mapping[str, tuple[str, ...]]) -> list[tuple[Occur, Query]]:
        clauses = []
        for facet, values in filters.items():
            terms = [
                (Occur.Should, Query.term_query(self._schema, f"facet_{facet}", value, "basic")) for value in values
            ]
            clauses.append((Occur.Must, Query.const_score_query(Query.boolean_query(terms), 0.0)))
        return clauses


def _register(index: tantivy.Index) -> None:
    for language in _LANGUAGES:
        index.register_tokenizer(language, analyzer(language))
