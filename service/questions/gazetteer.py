"""What a question may name of a collection: countries, regions, organisations, types, and objectives by their titles.

Names are those of the vocabularies in the six languages of the United Nations, and those that the practices use. Words
are compared as the index compares them, so that ``в Нигере`` names Niger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz

from corpus.text.language import UN_LANGUAGES
from corpus.text.strings import fold
from corpus.vocabularies.countries import country_name, country_names
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES
from corpus.vocabularies.regions import known_regions
from index.facets.masks import FacetMasks
from index.lexical.analysis import analysis_language, words_with_terms
from index.lexical.phrase_trie import PhraseTrie
from index.query.place_names import place_names
from index.retrieval.searcher import Searcher
from service.questions.organisation_names import organisation_names

_INITIALS_OF = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE", "DRC": "CD", "RDC": "CD"}
_INITIALS = 6
"""Letters; a name as short as this counts only where it is written in capitals, as initials are."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name of a value, or of several at once: ``IOM`` of every organisation called so."""

    written: str
    facet: str
    values: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text."""

    start: int
    end: int
    name: GazetteerEntry


class Gazetteer:
    """The names that questions to one collection may use."""

    def __init__(self, facets: FacetMasks) -> None:
        self._stated = [*_of_organisations(facets), *_of_types(facets), *_of_regions(facets)]
        self._trees: dict[str, PhraseTrie[list[GazetteerEntry]]] = {}

    def find(self, text: str, language: str) -> list[Mention]:
        """The names in a text, the longest at each place, in order."""
        return _found(text, language, self._tree(language))

    def _tree(self, language: str) -> PhraseTrie[list[GazetteerEntry]]:
        rules = analysis_language(language)
        if rules not in self._trees:
            self._trees[rules] = _planted([*_of_places(language), *self._stated], rules)
        return self._trees[rules]


_NAMES: WeakKeyDictionary[Searcher, Gazetteer] = WeakKeyDictionary()


def gazetteer_of(searcher: Searcher) -> Gazetteer:
    """The names of a searcher's collection, gathered once."""
    if searcher not in _NAMES:
        _NAMES[searcher] = Gazetteer(searcher.snapshot.facets)
    return _NAMES[searcher]


def _planted(names: list[GazetteerEntry], rules: str) -> PhraseTrie[list[GazetteerEntry]]:
    by_terms: dict[tuple[str, ...], list[GazetteerEntry]] = {}
    for name in names:
        terms = tuple(term for _, _, term in words_with_terms(name.written, rules))
        if terms and all(terms):
            by_terms.setdefault(terms, []).append(name)
    root: PhraseTrie[list[GazetteerEntry]] = PhraseTrie()
    for terms, alike in by_terms.items():
        root.add(terms, alike)
    return root


def _found(text: str, language: str, tree: PhraseTrie[list[GazetteerEntry]]) -> list[Mention]:
    words = list(words_with_terms(text, analysis_language(language)))
    terms = [term for _, _, term in words]
    mentions: list[Mention] = []
    for first, end_word, alike in tree.find_all(terms):
        start, end = words[first][0], words[end_word - 1][1]
        if name := _closest(text[start:end], alike):
            mentions.append(Mention(start, end, name))
    return mentions


def _closest(written: str, alike: list[GazetteerEntry]) -> GazetteerEntry | None:
    """Of names with the same stems the one that is written most alike: Niger is not Nigeria, nor *us* the US."""
    fitting = [name for name in alike if not _is_initials(name.written) or written == name.written]
    return max(fitting, key=lambda name: fuzz.ratio(fold(written), fold(name.written)), default=None)


def _is_initials(name: str) -> bool:
    return len(name) <= _INITIALS and name.isascii() and name.isupper()


@cache
def _of_places(language: str) -> tuple[GazetteerEntry, ...]:
    """Countries and regions by their names in a language and in English, a country first where they share a name."""
    countries: dict[str, str] = {}
    codes = set(country_names().values())
    for spoken in {language, "en"} & set(UN_LANGUAGES):
        countries |= {name: code for code, name in place_names(spoken).items() if code in codes}
    countries |= country_names() | _INITIALS_OF
    found = [GazetteerEntry(name, "country", (code,), country_name(code)) for name, code in countries.items()]
    found += [GazetteerEntry(name, "region", (region,), region) for name, region in known_regions().items()]
    found += [
        GazetteerEntry(title, "objective", (str(number),), f"{number}. {title}") for number, title in OBJECTIVES.items()
    ]
    return tuple(found)


def _of_organisations(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    written = {value: facets.written("organisation", value) for value in facets.values("organisation")}
    for name, (values, label) in organisation_names(written).items():
        yield GazetteerEntry(name, "organisation", values, label)


def _of_types(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    for name in dict.fromkeys([*PRACTICE_TYPES, *facets.values("type")]):
        if name != "Other":
            yield GazetteerEntry(name, "type", (name,), name)


def _of_regions(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    for value in facets.values("region"):
        label = facets.written("region", value)
        yield GazetteerEntry(label, "region", (value,), label)
