"""Gazetteer of a collection: names of countries, regions, organisations and types, and the titles of objectives.

Names are those of the vocabularies in the six languages of the United Nations, and those that the practices use. Words
are compared as the index compares them, so that ``в Нигере`` names Niger.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from babel import Locale
from rapidfuzz import fuzz

from corpus.text.language import UN_LANGUAGES
from corpus.text.strings import fold
from corpus.vocabularies.countries import (
    country_adjectives_in,
    country_initials_in,
    country_name,
    country_names_in,
    shared_country_names,
)
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES
from corpus.vocabularies.organisations import known_names
from corpus.vocabularies.regions import region_names_in
from index.facets.masks import FacetMasks
from index.lexical.analysed_text import analyse
from index.lexical.analysis import LANGUAGES, analysis_language, is_stopword, words_with_terms
from index.lexical.phrase_trie import PhraseTrie
from index.query.common_words import is_common_word
from index.query.inflection import adjective_forms, inflected, with_clitics
from index.query.name_forms import is_form_of

WRITTEN_IN = ("ar", "de", "en", "es", "fr", "it", "pt", "ru", "zh")
_PLACES = ("country", "region")
_MOST_INITIALS = 6
"""Letters; a name as short as this in capitals is initials, which count as they are written."""
_SHORTEST_IN_SMALL = 3
"""Letters of initials that count in small letters too, where they are no common word: *drc*, but not *car* nor *us*."""
_LEAST_LIKENESS = 70
"""Of a name to what is written, in per cent, beside their equal stems: *أو* (or) is not Palau."""
_WITH_INITIALS = re.compile(r"(.*[^()\s])\s*\(([^()]{2,20})\)$")
_INITIALS = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][\w&-]{1,11}")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name of a value, or of several at once: ``IOM`` of every organisation called so."""

    written: str
    facet: str
    values: tuple[str, ...]
    label: str
    is_own: bool = True
    """Whether it is a name in the language of the question, or in no language."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, with its span."""

    start: int
    end: int
    entry: GazetteerEntry


class Gazetteer:
    """The names that questions to a collection may use, as a trie of terms for each language."""

    def __init__(self, facets: FacetMasks) -> None:
        self._stated = [*_organisation_entries(facets), *_type_entries(facets), *_region_entries(facets)]
        self._tries: dict[str, PhraseTrie[list[GazetteerEntry]]] = {}

    def prepare(self) -> None:
        """Make the tries of all languages, each of which the first question in it would otherwise wait for."""
        for language in LANGUAGES:
            self._trie(language)

    def find(self, text: str, language: str) -> list[Mention]:
        """Find the names in a text, the longest at each place, in order."""
        return _find_mentions(text, language, self._trie(language))

    def _trie(self, language: str) -> PhraseTrie[list[GazetteerEntry]]:
        rules = analysis_language(language)
        if rules not in self._tries:
            self._tries[rules] = _build_trie([*_place_entries(language), *self._stated], rules)
        return self._tries[rules]


def _build_trie(entries: list[GazetteerEntry], rules: str) -> PhraseTrie[list[GazetteerEntry]]:
    by_terms: dict[tuple[str, ...], list[GazetteerEntry]] = {}
    for entry in entries:
        forms = with_clitics(entry.written, rules) if entry.facet in _PLACES and entry.is_own else (entry.written,)
        for terms in {tuple(term for *_, term in words_with_terms(form, rules)) for form in forms}:
            if terms and all(terms):
                by_terms.setdefault(terms, []).append(entry)
    root: PhraseTrie[list[GazetteerEntry]] = PhraseTrie()
    for terms, same_terms in by_terms.items():
        root.add(terms, same_terms)
    return root


def _find_mentions(text: str, language: str, trie: PhraseTrie[list[GazetteerEntry]]) -> list[Mention]:
    words = list(analyse(text, language).words())
    terms = [term for _, _, term in words]
    mentions: list[Mention] = []
    for first, end_word, entries in trie.find_all(terms):
        start, end = words[first][0], words[end_word - 1][1]
        if entry := _closest(text[start:end], entries, language):
            mentions.append(Mention(start, end, entry))
    return mentions


def _closest(written: str, entries: list[GazetteerEntry], language: str) -> GazetteerEntry | None:
    """Choose among names with the same stems the most similar spelling: Niger is not Nigeria, nor *us* the US."""
    likeness = {
        entry: fuzz.ratio(fold(written), fold(entry.written))
        for entry in entries
        if _may_mean(written, entry, language)
    }
    best = max(likeness, key=likeness.__getitem__, default=None)
    return best if best and likeness[best] >= _LEAST_LIKENESS else None


def _may_mean(written: str, entry: GazetteerEntry, language: str) -> bool:
    """Tell whether words with the stems of a name may be it: initials as they are written, a place in one of its forms.

    The name of a place in another language begins with a capital: *Réunion* in a question in French is the English one.
    """
    if _is_initials(entry.written):
        as_written, wanted = _letters(written), _letters(entry.written)
        is_no_word = len(wanted) >= _SHORTEST_IN_SMALL and not is_common_word(wanted.lower())
        return as_written == wanted or (is_no_word and as_written == wanted.lower())
    if entry.facet not in _PLACES:
        return True
    return is_form_of(written, entry.written, language) and (entry.is_own or not written[:1].islower())


def _is_initials(name: str) -> bool:
    return len(_letters(name)) <= _MOST_INITIALS and name.isupper()


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))


@cache
def _place_entries(language: str) -> tuple[GazetteerEntry, ...]:
    """List countries and regions by their names in all languages, objectives by their titles.

    A country stands first where a region shares its name.
    """
    entries = [
        GazetteerEntry(initials, "country", (code,), country_name(code))
        for spoken in UN_LANGUAGES
        for initials, code in country_initials_in(spoken).items()
        if spoken == language or not is_stopword(initials.lower(), language)  # in French *CAR* may be shouted
    ]
    for spoken in dict.fromkeys((language if language in UN_LANGUAGES else "en", *UN_LANGUAGES)):
        is_own, is_read = spoken == language or language not in UN_LANGUAGES, spoken in (language, "en")
        forms = _country_forms(spoken) if is_read else [(name, (code,)) for name, code in _own_names(spoken)]
        entries += [
            GazetteerEntry(form, "country", codes, " or ".join(map(country_name, codes)), is_own)
            for form, codes in forms
        ]
    for spoken in (language if language in UN_LANGUAGES else "en", *UN_LANGUAGES):
        is_own = spoken == language or language not in UN_LANGUAGES
        entries += [
            GazetteerEntry(name, "region", (region,), region, is_own)
            for name, region in region_names_in(spoken).items()
        ]
    entries += [
        GazetteerEntry(title, "objective", (str(number),), f"{number}. {title}") for number, title in OBJECTIVES.items()
    ]
    return tuple(entries)


def _own_names(language: str) -> Iterator[tuple[str, str]]:
    """List the names of countries in a language, with their codes, but for those that several share."""
    shared = {fold(name) for name in shared_country_names()}
    return ((name, code) for name, code in country_names_in(language).items() if fold(name) not in shared)


@cache
def _country_forms(language: str) -> list[tuple[str, tuple[str, ...]]]:
    """List what countries are called in a language, and their adjectives, each with the codes of those it may mean.

    A form that is made by rule is left out where it is another country's own word, or two countries have it.
    """
    shared = [(form, codes) for name, codes in shared_country_names().items() for form in _forms(name, language)]
    own = [*_own_names(language)]
    own += [
        (form, code)
        for adjective, code in country_adjectives_in(language).items()
        for form in adjective_forms(adjective, language)
    ]
    made = [(form, code) for name, code in _own_names(language) for form in inflected(name, language)]
    owners: dict[str, set[str]] = {}
    for form, codes in (*((form, (code,)) for form, code in own), *shared):
        owners.setdefault(fold(form), set()).update(codes)
    makers: dict[str, set[str]] = {}
    for form, code in made:
        makers.setdefault(fold(form), set()).add(code)
    sure = [(form, code) for form, code in made if owners.get(fold(form), makers[fold(form)]) == {code}]
    return [*((form, (code,)) for form, code in dict.fromkeys([*own, *sure])), *dict.fromkeys(shared)]


def _forms(name: str, language: str) -> Iterator[str]:
    yield name
    is_adjective = name[:1].islower() or language == "ar"
    yield from adjective_forms(name, language) if is_adjective else inflected(name, language)


@cache
def language_names(language: str) -> dict[str, GazetteerEntry]:
    """Map the names of the languages that practices are mostly written in, folded, in a language and in English."""
    entries: dict[str, GazetteerEntry] = {}
    for spoken in dict.fromkeys((language, "en")):
        for code in WRITTEN_IN if spoken in UN_LANGUAGES else ():
            name = Locale(spoken).languages[code]
            label = Locale("en").languages[code]
            for form in (name, name.replace("语", "文"), f"ب{name}", *inflected(name, spoken)):
                entries.setdefault(fold(form), GazetteerEntry(form, "language", (code,), label))
    return entries


def _organisation_entries(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    written = {value: facets.written("organisation", value) for value in facets.values("organisation")}
    for name, (values, label) in _organisation_names(written).items():
        yield GazetteerEntry(name, "organisation", values, label)


def _type_entries(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    for name in dict.fromkeys([*PRACTICE_TYPES, *facets.values("type")]):
        if name != "Other":
            yield GazetteerEntry(name, "type", (name,), name)


def _region_entries(facets: FacetMasks) -> Iterator[GazetteerEntry]:
    for value in facets.values("region"):
        label = facets.written("region", value)
        yield GazetteerEntry(label, "region", (value,), label)


def _organisation_names(written: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Map every name of the organisations to the values it stands for and the name to show.

    An organisation is meant by its name, its initials, and as a part of another name: the IOM by ``IOM Moldova``.

    :param written: the values of the facet, each with the name that practices write.
    """
    aliases = list(_organisation_aliases(written.values()))
    holders = _values_that_hold((name for _, names in aliases for name in names), written)
    meanings: dict[str, tuple[tuple[str, ...], str]] = {}
    for shown, names in aliases:
        held = {number for name in names for number in holders[fold(name)]}
        values = tuple(value for _, value in sorted(held))
        for name in names if values else ():
            meanings.setdefault(name, (values, shown))
    return {**_beginnings(meanings), **meanings}


def _beginnings(meanings: Mapping[str, tuple[tuple[str, ...], str]]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Map the beginnings of names to the one organisation that begins so: *EU Trust Fund* to that for Africa.

    Only those with another organisation's name in them count, up to a function word: beside *EU*, *Trust Fund* would be
    a topic.
    """
    known = {fold(name) for name in meanings}
    longer: dict[str, list[str]] = {}
    for name in meanings:
        words = name.split()
        for length in range(2, len(words)):
            begin = " ".join(words[:length])
            is_cut_before_function_word = _is_function_word(words[length]) and not _is_function_word(words[length - 1])
            if is_cut_before_function_word and _names_another(fold(begin).split(), known):
                longer.setdefault(begin, []).append(name)
    shortest = {begin: min(names, key=len) for begin, names in longer.items()}
    return {
        begin: meanings[name]
        for begin, name in shortest.items()
        if all(meanings[other] == meanings[name] or other.startswith(name) for other in longer[begin])
    }


def _is_function_word(word: str) -> bool:
    return word.isalpha() and any(is_stopword(word.lower(), language) for language in ("en", "fr", "es"))


def _names_another(words: Sequence[str], known: Collection[str]) -> bool:
    parts = {" ".join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2)}
    return not parts.isdisjoint(known) and " ".join(words) not in known


def _values_that_hold(names: Iterable[str], written: Mapping[str, str]) -> dict[str, list[tuple[int, str]]]:
    """Map each name, folded, to the values whose own names hold it as whole words, each with its number.

    Each name of a value is looked through once for all the names together: to look for each name in each value takes
    the square of their number, which was 40 seconds for 10,000 organisations.
    """
    trie: PhraseTrie[list[tuple[int, str]]] = PhraseTrie()
    holders: dict[str, list[tuple[int, str]]] = {folded: [] for folded in map(fold, names)}
    for folded, values in holders.items():
        trie.add(folded.split(), values)
    for number, (value, name) in enumerate(written.items()):
        words = fold(name).split()
        for start in range(len(words)):
            for values in trie.all_at(words, start):
                if not values or values[-1][0] != number:
                    values.append((number, value))
    return holders


def _organisation_aliases(written: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """List the names to show, each with the names that mean the same organisation."""
    for names in known_names():
        yield names[0], list(names)
    for name in written:
        parts = _WITH_INITIALS.fullmatch(name)
        if parts and _INITIALS.fullmatch(parts[2]):
            yield name, [name, parts[1], parts[2]]
        else:
            yield name, [name]
