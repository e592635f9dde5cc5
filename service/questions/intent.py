"""Intent detection: a passage, a list or a number is asked for; of practices, networks, countries or organisations.

The words that say so (*Which networks…*, *Combien de pratiques…*) are its frame; what is left is its subject. The
frames are written down for the six languages of the United Nations (``patterns/<language>.toml``); a question in no
frame asks for a passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import regex

from corpus.text.language_files import load_language_files
from corpus.text.language_patterns import union_pattern

AnswerKind = Literal["passage", "list", "count"]
Unit = Literal["practice", "network", "country", "organisation", "implementer", "partner"]
QuestionSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question asks for, and the spans of its text that say so."""

    kind: AnswerKind
    unit: Unit
    spans: tuple[QuestionSpan, ...]


_PATTERN_FILES = Path(__file__).with_name("patterns")
_ORDER: tuple[Unit, ...] = ("implementer", "partner", "practice", "network", "country", "organisation")
_COUNTABLE: tuple[Unit, ...] = ("practice", "network")
"""Units that can be counted as such; a number of countries or partners is mostly one that a page gives."""
_UNSPACED = ("zh",)
"""Languages without spaces: a frame may stand anywhere, and its end is not seen."""

_any_of = partial(union_pattern, _PATTERN_FILES, "intent")
_ARTICLE, _CONJUNCTION, _NO_LIST_BEHIND = _any_of("articles"), _any_of("conjunctions"), _any_of("no_list_behind")


def _group(alternatives: Sequence[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


def _language_patterns(
    words: Mapping[str, Any], start: str, end: str
) -> Iterator[tuple[AnswerKind, Unit, regex.Pattern[str]]]:
    """Make the patterns of a language, in the order in which they are tried.

    :param words: the section ``intent`` of its file.
    :param start: what stands before a frame.
    :param end: what stands behind a word.
    """
    lists, counts = "|".join(words["lists"]), "|".join(words["counts"])
    nouns = {unit: rf"{_group(alternatives)}{end}" for unit, alternatives in words["nouns"].items() if alternatives}
    trailing = words["trailing"]
    tail = rf"(?:\s*{trailing['before']}{_group(trailing['verbs'])}?{trailing['behind']}{end})?"
    practices = nouns["practice"]
    for unit in _ORDER:
        if who := "|".join(words["who"].get(unit, ())):
            rest, ahead = (rf"(?:{_ARTICLE}\s+)?{practices}", "") if unit == "implementer" else ("", practices)
            yield "list", unit, _compile(rf"{start}(?P<lead>{who}){rest}(?=.*{ahead})")
        if unit not in nouns:
            continue
        named = rf"{nouns[unit]}(?:\s*(?:,|{_CONJUNCTION})\s*{nouns[unit]})?{tail}"
        yield "list", unit, _compile(rf"{start}(?P<lead>{lists}){named}")
        counted = "" if unit in _COUNTABLE else rf"(?=.*{practices})"
        yield "count", unit, _compile(rf"{start}(?P<lead>{counts}){named}{counted}")
    subject_noun = rf"(?<!{_NO_LIST_BEHIND}.*)(?={_group(words['subject_nouns'])}{end})"
    yield "list", "practice", _compile(rf"{start}(?P<lead>{lists}){subject_noun}")


_PATTERNS = [
    pattern
    for language, sections in load_language_files(_PATTERN_FILES).items()
    for pattern in _language_patterns(
        sections["intent"], *(("", "") if language in _UNSPACED else (r"^\s*", r"(?!\w)"))
    )
]
_ADJECTIVE_LEAD = _compile(_any_of("adjective_leads"))
"""A word between the question word and the noun is part of the subject: *which national networks*."""
_NOT_ADJECTIVE = _compile(_any_of("not_adjectives"))


def parse_intent(question: str) -> Intent:
    """Detect what a question asks for."""
    for kind, unit, pattern in _PATTERNS:
        match = pattern.search(question)
        if match:
            spans = [match.span()]
            lead = _ADJECTIVE_LEAD.fullmatch(match["lead"])
            if lead and not _NOT_ADJECTIVE.fullmatch(lead["kept"]):
                at = match.start("lead")
                spans = [(match.start(), at + lead.start("kept")), (at + lead.end("kept"), match.end())]
            return Intent(kind, unit, tuple(spans))
    return Intent("passage", "practice", ())
