"""What clients ask for, and how often: answers, sets, searches, pages, exports, in six languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

_QUESTIONS = Path(__file__).with_name("questions.toml")
_FORMATS = ("ris", "csv", "bibtex")
_NARROWED = ({"region": "Africa"}, {"language": "en"}, {"country": "not:Niger"})
_PRACTICES = 12
"""Practices whose pages are read."""
WEIGHTS = {
    "home": 1,
    "answer page": 6,
    "set page": 3,
    "answer": 4,
    "set": 2,
    "search": 2,
    "practice page": 4,
    "related": 1,
    "facets": 1,
    "export": 1,
    "style": 2,
}
"""How often a kind is asked for, beside the others; within a kind all addresses alike."""


class Address(NamedTuple):
    """A path with its question, and what kind of request it is."""

    kind: str
    path: str


def addresses(practices: Sequence[str]) -> list[Address]:
    """List all that clients ask for.

    :param practices: the ids of the practices that there are.
    """
    languages = tomllib.loads(_QUESTIONS.read_text(encoding="utf-8")).values()
    passages = [question for language in languages for question in language["passages"]]
    sets = [question for language in languages for question in language["sets"]]
    step = max(1, len(practices) // _PRACTICES)
    always = [Address("home", "/"), Address("style", "/static/style.css")]
    return [*always, *_asked(passages, sets), *_read(practices[::step])]


def _asked(passages: Sequence[str], sets: Sequence[str]) -> Iterator[Address]:
    for question in passages:
        yield Address("answer page", f"/?{urlencode({'q': question})}")
        yield Address("answer", f"/api/v1/answer?{urlencode({'q': question})}")
    for question in sets:
        yield Address("set page", f"/?{urlencode({'q': question})}")
        yield Address("set", f"/api/v1/answer?{urlencode({'q': question})}")
    for number, question in enumerate(passages):
        narrowed = _NARROWED[number % len(_NARROWED)]
        yield Address("search", f"/api/v1/search?{urlencode({'q': question} | narrowed)}")
        yield Address("facets", f"/api/v1/facets?{urlencode({'q': question})}")
    for number, question in enumerate((*passages[::3], *sets)):
        form = _FORMATS[number % len(_FORMATS)]
        yield Address("export", f"/api/v1/export?{urlencode({'q': question, 'format': form})}")


def _read(practices: Sequence[str]) -> Iterator[Address]:
    for practice in practices:
        yield Address("practice page", f"/practices/{quote(practice)}")
        yield Address("related", f"/api/v1/practices/{quote(practice)}/related")
