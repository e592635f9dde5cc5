"""A text split into its words and their index terms, made once and looked at from all sides."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.lexical.analysis import analysis_language, query_terms, words_with_terms

_KEPT = 8_192
"""Texts whose words are kept: the passages and titles that a few hundred questions lead to. One of 200 tokens takes
about 3 KiB beside its own characters, which the snapshot holds anyway."""


@dataclass(frozen=True)
class AnalysedText:
    """A text with the words of it: where each begins and ends, in characters, and its index term.

    :param rules: the analysis language, see :func:`index.lexical.analysis.analysis_language`.
    """

    text: str
    rules: str
    starts: array[int]
    ends: array[int]
    terms: tuple[str, ...]

    @cached_property
    def term_set(self) -> frozenset[str]:
        """The terms, each once."""
        return frozenset(self.terms)

    def words(self) -> Iterator[tuple[int, int, str]]:
        """Give every word as (start, end, term); pairs of characters of scripts without spaces overlap."""
        return zip(self.starts, self.ends, self.terms, strict=True)

    def within(self, start: int, end: int) -> AnalysedText:
        """Cut out the words between two offsets, such as those of a sentence; their offsets stay those of the whole."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        while last > first and self.ends[last - 1] > end:  # a pair of characters that reaches over the end
            last -= 1
        return AnalysedText(
            self.text, self.rules, self.starts[first:last], self.ends[first:last], self.terms[first:last]
        )

    def matched_spans(self, terms: Collection[str]) -> Iterator[tuple[int, int]]:
        """Find where words have one of the terms; what overlaps or touches is one span."""
        first, last = 0, -1
        for start, end, term in self.words():
            if term not in terms:
                continue
            if start > last >= 0:
                yield first, last
            if start > last:
                first = start
            last = end
        if last >= 0:
            yield first, last


@lru_cache(maxsize=_KEPT)
def _analyse(text: str, rules: str) -> AnalysedText:
    starts, ends, terms = array("I"), array("I"), []
    for start, end, term in words_with_terms(text, rules):
        starts.append(start)
        ends.append(end)
        terms.append(term)
    return AnalysedText(text, rules, starts, ends, tuple(terms))


def analyse(text: str, language: str | None) -> AnalysedText:
    """Split a text into words with their terms by the rules of its language; a text met again is not split again."""
    return _analyse(text, analysis_language(language))


def forget() -> None:
    """Forget the texts met so far, as a new process does."""
    _analyse.cache_clear()


def matched_words(query: str, text: str, language: str | None) -> list[str]:
    """Give the words of a text that a query shares with it, as the text writes them, each once."""
    analysed = analyse(text, language)
    spans = analysed.matched_spans(query_terms(query, analysed.rules))
    return list(dict.fromkeys(text[start:end] for start, end in spans))
