"""Subject of a question for a list: ideas of the field, which have names in six languages, and other words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.vocabularies.glossary import ideas
from index.embedding.model_roles import MAIN_LANGUAGE
from index.lexical.analysed_text import AnalysedText, analyse
from index.lexical.analysis import analysis_language
from index.lexical.phrase_trie import PhraseTrie
from index.lexical.term_weights import inverse_document_frequency
from index.query.reader import Query
from index.snapshot.snapshot import Snapshot
from service.questions.terms import QueryTerm, weigh_terms

Lacking = Literal["", "verb", "object"]
_LEAST_PASSAGES = 100
"""Passages of a language from which on a word that is in none of them is rare."""
_BESIDE = 0.5
"""What a word counts beside an idea of the field: it is mostly a verb."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the practices of a list are to be about, ready to be looked for in any of the languages."""

    query: Query
    """The subject as a search, in English where it can be said so."""
    ideas: tuple[tuple[int, float], ...]
    """Numbers of ideas in the glossary, each with its weight."""
    words: tuple[QueryTerm, ...]
    lacking: Lacking = ""
    """Where its heaviest part is a word that the collection has nowhere, though it has the question's language: whether
    that is the first word, mostly a verb, or what the verb is about."""

    @property
    def can_be_covered(self) -> bool:
        """Whether there is anything in it that a text could name."""
        return bool(self.ideas) or any(word.occurs for word in self.words)

    def coverage(self, texts: Sequence[AnalysedText]) -> float:
        """Compute the share of its weight that texts of one language name, from 0 to 1."""
        rules = texts[0].rules
        terms = [term for text in texts for term in text.terms]
        present, text = set(terms), f" {' '.join(terms)} "
        total = sum(weight for _, weight in self.ideas) + sum(word.weight for word in self.words)
        named = sum(weight for number, weight in self.ideas if any(form in text for form in _forms(number, rules)))
        named += sum(word.weight for word in self.words if word.terms.get(rules) in present)
        return named / total if total else 0.0


def parse_subject(text: str, question: Query, snapshot: Snapshot) -> Subject:
    """Parse the subject of a question.

    :param text: the question without what it asks for and what it is narrowed to.
    :param question: the whole question as it was read.
    """
    numbers, rest = _find_ideas(text, question.language)
    weighed = tuple((number, _weight(number, snapshot)) for number in numbers)
    words = weigh_terms(rest, snapshot, question.language)
    if numbers:
        speaks = snapshot.speaks(question.language)
        words = [replace(word, weight=_BESIDE * word.weight) for word in words if word.occurs or speaks]
    query = snapshot.reader.read_part(question, text)
    if numbers and not question.is_in_main_language:
        in_english = ", ".join(ideas()[number]["en"][0] for number in numbers)
        query = snapshot.reader.read_part(question, in_english, MAIN_LANGUAGE)
    lacking = _lacking(text, weighed, words) if _knows_words(question.language, snapshot) else ""
    return Subject(replace(query, places=_with_ideas(query.places, numbers)), weighed, tuple(words), lacking)


def _knows_words(language: str, snapshot: Snapshot) -> bool:
    """Tell whether a collection has so much in a language that it lacks no everyday word."""
    return int((snapshot.languages == language).sum()) >= _LEAST_PASSAGES


def _lacking(text: str, weighed: Sequence[tuple[int, float]], words: Sequence[QueryTerm]) -> Lacking:
    """Tell whether the collection has nowhere what weighs most in a subject."""
    most = max([weight for _, weight in weighed] + [word.weight for word in words], default=0.0)
    unseen = [word for word in words if not word.occurs and word.weight >= most]
    if not unseen:
        return ""
    is_first = len(unseen) == 1 and len(words) + len(weighed) > 1 and text.lstrip().startswith(unseen[0].text)
    return "verb" if is_first else "object"


def _find_ideas(text: str, language: str) -> tuple[list[int], str]:
    """Find the numbers of the ideas that a text names, the longest term at each place, and the words that are left."""
    rules = analysis_language(language)
    words = list(analyse(text, language).words())
    terms = [term for _, _, term in words]
    found_numbers: list[int] = []
    left = list(text)
    for first, end_word, numbers in _trie(rules).find_all(terms):
        found_numbers += numbers
        start, end = words[first][0], words[end_word - 1][1]
        left[start:end] = " " * (end - start)
    return list(dict.fromkeys(found_numbers)), "".join(left)


@cache
def _trie(rules: str) -> PhraseTrie[tuple[int]]:
    root: PhraseTrie[tuple[int]] = PhraseTrie()
    for number, idea in enumerate(ideas()):
        for term in idea.get(rules, idea["en"]):
            root.add(_terms(term, rules), (number,))
    return root


@cache
def _forms(number: int, rules: str) -> tuple[str, ...]:
    """List the terms for an idea in a language, to look for among the terms of a text."""
    return tuple(f" {' '.join(_terms(term, rules))} " for term in ideas()[number].get(rules, ()))


def _terms(text: str, rules: str) -> tuple[str, ...]:
    return analyse(text, rules).terms


def _weight(number: int, snapshot: Snapshot) -> float:
    """Weigh an idea: rare ones more (idf; Spärck Jones 1972), by the rarest word of each of its terms."""
    lexical, size = snapshot.lexical, len(snapshot.passages)
    frequency = 0
    for rules in lexical.languages:
        for term in ideas()[number].get(rules, ()):
            frequency += min((lexical.document_frequency(form, rules) for form in _terms(term, rules)), default=0)
    return inverse_document_frequency(frequency, size)


def _with_ideas(places: Mapping[str, tuple[str, ...]], numbers: Iterable[int]) -> dict[str, tuple[str, ...]]:
    """Add the terms for ideas to the names of places that are looked for in each language."""
    merged = {language: list(names) for language, names in places.items()}
    for number in numbers:
        for language, terms in ideas()[number].items():
            merged.setdefault(language, []).extend(terms)
    return {language: tuple(dict.fromkeys(names)) for language, names in merged.items()}
