"""What a set question is about: ideas of the field, which have names in six languages, and the words beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from corpus.glossary import Idea, ideas
from index.analyze import analysis_language, words_with_terms
from index.query import Query
from index.search import Searcher
from index.tree import Node
from service.quote import Word, weigh

_BESIDE = 0.5
"""What a word counts beside an idea of the field: it is mostly a verb."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the practices of a set are to be about, ready to be looked for in any of the languages."""

    query: Query
    """The subject as a search, in English where it can be said so."""
    ideas: tuple[tuple[Idea, float], ...]
    words: tuple[Word, ...]

    def coverage(self, texts: Iterable[str], language: str | None) -> float:
        """The share of its weight that texts name, from 0 to 1."""
        rules = analysis_language(language)
        terms = [term for text in texts for _, _, term in words_with_terms(f"{text}\n", rules)]
        present, text = set(terms), f" {' '.join(terms)} "
        total = sum(weight for _, weight in self.ideas) + sum(word.weight for word in self.words)
        named = sum(weight for idea, weight in self.ideas if any(form in text for form in _forms(idea, rules)))
        named += sum(word.weight for word in self.words if word.terms.get(rules) in present)
        return named / total if total else 0.0


def subject_of(text: str, question: Query, searcher: Searcher) -> Subject:
    """Read what a question is about.

    :param text: the question without what it asks for and what it is narrowed to.
    :param question: the whole question as it was read.
    """
    found, rest = _ideas_in(text, question.language)
    weighed = tuple((idea, _weight(idea, searcher)) for idea in found)
    words = weigh(rest, searcher, question.language)
    if found:
        knows = searcher.snapshot.speaks(question.language)
        words = [replace(one, weight=_BESIDE * one.weight) for one in words if one.occurs or knows]
    read = replace(searcher.read(text), written=question.written, language=question.language)
    if found and not question.is_native:
        english = searcher.read(", ".join(idea["en"][0] for idea in found))
        read = replace(english, written=question.written, language="en")
    return Subject(replace(read, places=_merged(read.places, found)), weighed, tuple(words))


def _ideas_in(text: str, language: str) -> tuple[list[Idea], str]:
    """The ideas that a text names, the longest term at each place, and the words that are left."""
    rules = analysis_language(language)
    words = list(words_with_terms(text, rules))
    terms = [term for _, _, term in words]
    found: dict[int, Idea] = {}
    left = list(text)
    at = 0
    while at < len(terms):
        until, idea = _tree(rules).longest(terms, at)
        if idea:
            found[id(idea)] = idea
            start, end = words[at][0], words[until - 1][1]
            left[start:end] = " " * (end - start)
        at = max(until, at + 1)
    return list(found.values()), "".join(left)


@cache
def _tree(rules: str) -> Node[Idea]:
    root: Node[Idea] = Node()
    for idea in ideas():
        for term in idea.get(rules, idea["en"]):
            root.add([form for _, _, form in words_with_terms(term, rules)], idea)
    return root


def _forms(idea: Idea, rules: str) -> list[str]:
    return [f" {' '.join(form for _, _, form in words_with_terms(term, rules))} " for term in idea.get(rules, ())]


def _weight(idea: Idea, searcher: Searcher) -> float:
    """How telling an idea is: rare ones more (idf; Spärck Jones 1972), by the rarest word of each term."""
    lexical, size = searcher.snapshot.lexical, len(searcher.snapshot.passages)
    frequency = 0
    for rules in lexical.languages:
        for term in idea.get(rules, ()):
            forms = [form for _, _, form in words_with_terms(term, rules)]
            frequency += min((lexical.document_frequency(form, rules) for form in forms), default=0)
    frequency = min(frequency, size)
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _merged(places: Mapping[str, tuple[str, ...]], found: Iterable[Idea]) -> dict[str, tuple[str, ...]]:
    merged = {language: list(names) for language, names in places.items()}
    for idea in found:
        for language, terms in idea.items():
            merged.setdefault(language, []).extend(terms)
    return {language: tuple(dict.fromkeys(names)) for language, names in merged.items()}
