"""Politeness around a question: *Could you tell me …*, *… Thanks!* asks for nothing (six languages)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern

_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "polite")
# signs are taken all or none, from the first of them on: in a long run of spaces each would be tried with each
_LEAD = regex.compile(
    rf"\A(?:[\s¿¡]*+{_any_of('lead')}(?:(?![\w-])|(?<=\p{{Han}}))[\s,.:;!—،，：。！]*+)+", regex.IGNORECASE
)
_BEFORE_TAIL = r"[\s,.;!—،，。！¡]"
_TAIL = regex.compile(
    rf"(?<!{_BEFORE_TAIL})(?:{_BEFORE_TAIL}*+(?<!\w){_any_of('tail')}(?!\w)[\s.!—،，。！]*+)+(?P<mark>[?？؟]*)\Z",
    regex.IGNORECASE,
)
_LEAST_WORDS = 2
_WORD = regex.compile(r"\p{Han}|\w+")


def without_politeness(question: str) -> str:
    """Take off what is said for politeness; the whole stays where hardly anything else is left."""
    rest = _TAIL.sub(r"\g<mark>", _LEAD.sub("", question))
    return rest.strip() if len(_WORD.findall(rest)) >= _LEAST_WORDS else question
