"""Network classifier: the subject of a practice is organisations or people who work together under one name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import regex

from corpus.model import Practice, SectionKind
from corpus.text.language_patterns import union_pattern
from corpus.text.sentences import sentence_spans

_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "networks")
_NETWORK = (
    rf"(?<!(?<!\p{{L}}){_any_of('adjectives_before')}\s+)(?<!{_any_of('adjectives_joined')})"
    rf"(?<!\p{{Latin}}|\p{{Cyrillic}}|\p{{Arabic}}){_any_of('nouns')}(?!\p{{Latin}}|\p{{Cyrillic}}|\p{{Arabic}})"
    rf"(?!\s+{_any_of('adjectives_behind')})"
)
_IN_TITLE = regex.compile(_NETWORK, regex.IGNORECASE)
_IN_SUMMARY = regex.compile(
    rf"(?<!\p{{L}}){_any_of('verbs')}\s+(?:{_any_of('described')}\s+as\s+)?(?:\w+\s+){{0,3}}{_NETWORK}",
    regex.IGNORECASE,
)
_FIRST = 2
"""Sentences of a summary that say what a practice is."""


def is_network(practice: Practice) -> bool:
    """Tell whether the title of a practice, or the beginning of its summary, says that it is a network.

    Networks of criminals, of roads or of websites' users are what other practices deal with.
    """
    return bool(_IN_TITLE.search(practice.title)) or any(
        _IN_SUMMARY.search(text) for text in _first_sentences(practice)
    )


def _first_sentences(practice: Practice) -> Iterable[str]:
    for section in practice.sections:
        if section.kind is SectionKind.SUMMARY:
            for start, end in sentence_spans(section.text, practice.language)[:_FIRST]:
                yield section.text[start:end]
