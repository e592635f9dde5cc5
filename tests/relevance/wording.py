"""Sentences for people: what is wrong with a case, which place a practice has."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from pydantic import ValidationError

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


class CaseError(Exception):
    """A case file that cannot be used; the message says where and why."""


def ordinal(place: int) -> str:
    """Write a place from 1 in words up to ten: *seventh*, then in figures: *21st*."""
    return _ORDINALS[place - 1] if place <= len(_ORDINALS) else short_ordinal(place)


def short_ordinal(place: int) -> str:
    """Write a place from 1 in figures: *2nd*."""
    teens = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Write a hint at the nearest known word, or nothing."""
    near = get_close_matches(word, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def what_is_wrong(error: ValidationError, keys: Collection[str]) -> str:
    """Describe the first problem of a case, without the jargon of the validator."""
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return f"the key {key!r} is not known{did_you_mean(key, keys)}"
    if first["type"] == "missing":
        return f"the key {key!r} is missing"
    message = first["msg"].removeprefix("Value error, ").replace("valid tuple", "list in square brackets")
    return f"{key!r} has the value {first['input']!r}: {message}" if key else message
