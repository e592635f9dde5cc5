"""What reading gives: a practice or a problem, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from corpus.errors import PageError
from corpus.fields import Written, practice_from
from corpus.model import Practice, Section


@dataclass(frozen=True, slots=True)
class Read:
    """A practice that was read, the page furniture set aside, and the encoding of its file."""

    practice: Practice
    furniture: tuple[str, ...] = ()
    encoding: str = "utf-8"
    seen: str = ""
    """Every word that the reader met, to tell what share of it became fields, sections and furniture."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or record that could not be read, and why."""

    source: str
    reason: str


Item = Read | Problem


def name_of(source: str) -> str:
    """What a page without a title is called: its file's name without the ending, also of a file in an archive."""
    return PurePath(source.rpartition(".zip!")[2]).stem


def read_item(
    written: Written,
    sections: Iterable[Section],
    source: str,
    *,
    identity: str = "",
    extra: Mapping[str, str] | None = None,
    furniture: Iterable[str] = (),
    encoding: str = "utf-8",
    seen: str = "",
) -> Item:
    """The practice that the parts of a page or record make, or the problem that keeps them from being one."""
    try:
        practice = practice_from(written, sections, source, identity=identity, extra=extra or {})
    except PageError as error:
        return Problem(source, str(error).removeprefix(f"{source}: "))
    return Read(practice, tuple(furniture), encoding, seen)
