"""Query parsing: language, quoted phrases, acronyms, place names, and words as the collection spells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.text.language import query_language
from corpus.text.strings import clean
from index.embedding.model_roles import MAIN_LANGUAGE
from index.lexical.phrases import phrases_in, share_in_phrases, without_marks
from index.query.acronyms import Acronyms, Expansion
from index.query.place_names import names_elsewhere
from index.query.spelling import SpellingReader, SpellingReading
from index.query.word_lists import has_word_list

_FLUENT = 4
"""A collection is at home in a language that has at least this fraction (1/4) of the passages of its main one."""
_SHORTEST_ALSO = 3
_MOSTLY_QUOTED = 0.5
"""The least share of a query that is quoted for every phrase to be a condition, see :func:`share_in_phrases`."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    written: str
    text: str
    """The words to look for: slips mended, quotation marks taken off."""
    language: str
    """Of the query, ISO 639-1; the main model's where nothing tells."""
    phrases: tuple[str, ...] = ()
    """Quoted, so that every hit holds them word for word: demanded by a plus sign, or most of the query."""
    loose_phrases: tuple[str, ...] = ()
    """Quoted too, but not demanded: passages that hold them only rank higher."""
    absent_phrases: tuple[str, ...] = ()
    """Those of the loose ones that no passage holds."""
    is_at_home: bool = True
    """Whether much of the collection is in its language."""
    changes: tuple[tuple[str, str], ...] = ()
    """Words as written, and as the collection spells them."""
    changed_names: tuple[tuple[str, str], ...] = ()
    """Those of the changes that may make another name of one."""
    expansions: tuple[Expansion, ...] = ()
    alike: tuple[str, ...] = ()
    """Words of the collection that are its words in another guise: written as one, or cognates."""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the places it names are called in the other languages of the collection, by language."""

    @property
    def is_in_main_language(self) -> bool:
        """Whether it is in the main model's language."""
        return self.language == MAIN_LANGUAGE

    @property
    def text_to_embed(self) -> str:
        """The text to embed: acronyms with what they stand for, so that a model that does not know them can tell."""
        text = self.text.lower() if self.text.isupper() and " " in self.text.strip() else self.text
        long_forms = [form.other for form in self.expansions if len(form.other) > len(form.written)]
        return f"{text} ({'; '.join(long_forms)})" if long_forms else text

    @property
    def also(self) -> tuple[str, ...]:
        """Other ways to say parts of it, for the word search; two letters would find too much else."""
        return (*(form.other for form in self.expansions if len(form.other) >= _SHORTEST_ALSO), *self.alike)


class QueryReader:
    """A parser of queries to one collection, by what that collection knows."""

    def __init__(self, spelling: SpellingReader, acronyms: Acronyms, languages: Mapping[str, int]) -> None:
        """:param languages: how many passages there are in each language."""
        self._spelling = spelling
        self._acronyms = acronyms
        self._languages = languages
        self._most = max(languages.values(), default=0)

    def read(self, written: str) -> Query:
        """Parse a query as this collection understands it.

        A word that exists stays, and what is mended in all but the language of most passages becomes no word of
        another language: the nearest one is a cognate, to be looked for too. Where little of the collection is in the
        language and it is not known which words it has, what the collection lacks is most likely right.

        Quoted phrases are conditions where at least half of the query is quoted; otherwise only those with a plus sign.
        """
        text = clean(written)
        language = query_language(without_marks(text), self._languages) or MAIN_LANGUAGE
        spoken = self._languages.get(language, 0)
        reading = self._spelling.read(text, language, only_within=spoken < self._most)
        alike = [*reading.joined, *reading.cognates]
        is_at_home = _FLUENT * spoken >= self._most
        if reading.changes and not is_at_home and not has_word_list(language):
            alike += [read_as for _, read_as in reading.changes]
            reading = SpellingReading(text)
        quoted = phrases_in(reading.text)
        is_mostly_quoted = share_in_phrases(reading.text, language) >= _MOSTLY_QUOTED
        phrases = quoted if is_mostly_quoted else phrases_in(reading.text, demanded=True)
        text = without_marks(reading.text)
        return Query(
            written,
            text,
            language,
            phrases,
            tuple(phrase for phrase in quoted if phrase not in phrases),
            is_at_home=is_at_home,
            changes=reading.changes,
            changed_names=tuple(change for change in reading.changes if change[0] in reading.names),
            expansions=tuple(self._acronyms.expand(text)),
            alike=tuple(alike),
            places=self._places(text, language),
        )

    def read_part(self, query: Query, text: str, language: str | None = None) -> Query:
        """Take a part of a query that has been read for a query of its own: nothing is read twice.

        :param text: words of the query, or others that say the same.
        :param language: theirs, where it is not the query's.
        """
        text = without_marks(clean(text))
        for written, read_as in query.changes if language is None else ():
            text = text.replace(written, read_as)
        return replace(
            query,
            text=text,
            language=language or query.language,
            expansions=tuple(self._acronyms.expand(text)),
            alike=query.alike if language is None else (),
            places=self._places(text, language or query.language),
        )

    def _places(self, text: str, language: str) -> dict[str, tuple[str, ...]]:
        """Give the names in the collection's other languages of the places that a text names."""
        return names_elsewhere(text, language) if self._languages.keys() - {language} else {}
