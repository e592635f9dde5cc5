"""Inspection of a file: what was understood of it, before any of it goes into an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.errors import PageError
from corpus.loading.collect import read_file
from corpus.loading.languages import with_language
from corpus.loading.sandbox import Sandbox
from corpus.model import Dates, Practice, Section
from corpus.parsing.coverage import measure_coverage, words_in
from corpus.parsing.results import Problem, Read
from corpus.text.strings import clean
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.currencies import NO_CURRENCY
from corpus.vocabularies.frameworks import OBJECTIVES, PRINCIPLES, SDGS

_NO_FIELDS = frozenset("practice_id language_basis sections extra captures".split())
_PARTS = {"dates": ("dates", "start", "end"), "amounts": ("amounts", "currency")}
"""What the page writes for a field under several labels."""
_NAMES: dict[str, Mapping[int, str]] = {
    "primary_objectives": OBJECTIVES,
    "secondary_objectives": OBJECTIVES,
    "principles": PRINCIPLES,
    "sdgs": SDGS,
}
_BEGINNING = 12
"""Words of a section that are shown."""


@dataclass(frozen=True, slots=True)
class FieldFound:
    """Field of a practice, as it was read."""

    name: str
    state: str
    """``stated``; ``none`` where the page says that there is none; ``unknown`` where it does not say; ``detected``, a
    language that the text tells."""
    values: tuple[str, ...]
    as_written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionFound:
    """Section of a practice, as it was read."""

    kind: str
    heading: str | None
    words: int
    begins: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PracticeFound:
    """Practice of a file, and what became of the words it was read from."""

    practice_id: str
    title: str
    source: str
    encoding: str
    fields: tuple[FieldFound, ...]
    kept_as_written: dict[str, str]
    """What no field takes, by the name of the field it stands under or the page's own."""
    sections: tuple[SectionFound, ...]
    furniture: tuple[str, ...]
    labels: tuple[str, ...]
    words: int
    share: float
    """Of all words: in some field, section or furniture."""
    content_share: float
    """Of the words that are no furniture: in some field or section."""
    lost: tuple[str, ...]
    """Words that are in none."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """Contents of one file."""

    file: str
    practices: tuple[PracticeFound, ...]
    problems: tuple[Problem, ...]


def inspect_file(path: Path) -> Inspection:
    """Read a file and say what was understood, field by field and section by section.

    :raises PageError: there is no such file.
    """
    if not path.is_file():
        what = "is a folder; give one file of it" if path.is_dir() else "no such file"
        raise PageError(f"{path}: {what}.")
    with Sandbox() as guard:
        items = list(read_file(path, guard))
    practices = tuple(_inspect(item) for item in items if isinstance(item, Read))
    return Inspection(str(path), practices, tuple(item for item in items if isinstance(item, Problem)))


def _inspect(read: Read) -> PracticeFound:
    practice, counted = with_language(read.practice), measure_coverage(read)
    return PracticeFound(
        practice.practice_id,
        practice.title,
        practice.source,
        read.encoding.name,
        tuple(_field(name, practice, read) for name in (f.name for f in fields(Practice)) if name not in _NO_FIELDS),
        dict(practice.extra),
        tuple(map(_section, practice.sections)),
        tuple(map(clean, read.furniture)),
        tuple(map(clean, read.labels)),
        counted.words,
        counted.share,
        counted.content_share,
        counted.lost,
    )


def _field(name: str, practice: Practice, read: Read) -> FieldFound:
    value = getattr(practice, name)
    state = "unknown" if value is None else "none" if value == () else "stated"
    if name == "language" and practice.language_basis:
        state = practice.language_basis
    parts = _PARTS.get(name, (name,))
    written = tuple(clean(text) for part in parts for text in read.written.get(part, ()))
    return FieldFound(name, state, _displayed(name, value), written)


def _displayed(name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401
    if value is None:
        return ()
    if isinstance(value, Dates):
        end = "ongoing" if value.ongoing else value.end or ""
        return (f"{value.start or '?'} to {end}" if end else value.start or "",)
    if name == "amounts":
        codes = ["" if amount.currency == NO_CURRENCY else f" {amount.currency}" for amount in value]
        return tuple(
            f"{amount.value:,.2f}".removesuffix(".00") + code for amount, code in zip(value, codes, strict=True)
        )
    if name == "countries":
        return tuple(f"{country_name(code)} ({code})" for code in value)
    if name in _NAMES:
        return tuple(f"{number}. {_NAMES[name][number]}" for number in value)
    return tuple(value) if isinstance(value, tuple) else (str(value),)


def _section(section: Section) -> SectionFound:
    words = section.text.split()
    beginning = " ".join(words[:_BEGINNING]) + (" …" if len(words) > _BEGINNING else "")
    pages = tuple(dict.fromkeys(page for _, page in section.pages))
    return SectionFound(section.kind.value, section.heading, len(words_in(section.text)), beginning, pages)
