"""Results of reading: a practice or a problem, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from corpus.errors import PageError
from corpus.model import Practice, Section
from corpus.parsing.fields import Written, practice_from
from corpus.parsing.titles import AFTER_FILE, unrendered_note
from corpus.text.decoding import UTF_8, Encoding
from corpus.text.templates import is_unrendered


@dataclass(frozen=True, slots=True)
class Read:
    """Practice that was read, the page furniture set aside, and the encoding of its file."""

    practice: Practice
    furniture: tuple[str, ...] = ()
    encoding: Encoding = UTF_8
    seen: str = ""
    """Every word that the reader met, to tell what share of it became fields, sections and furniture."""
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values as the page wrote them, by field."""
    labels: tuple[str, ...] = ()
    """What named those values, headings without a text below them, and whatever else only points at content."""
    table: str = ""
    """The table or list that it is a record of; empty for a page."""
    notes: tuple[str, ...] = ()
    """What is to be said of the reading of its file, as what was hidden in it, or where its title is from."""


class ProblemKind(StrEnum):
    """Kinds of things wrong with a file or record, to count problems by."""

    MISSING = "not there, or empty"
    UNKNOWN_FORMAT = "a format that is not read"
    CLOSED = "cannot be opened"
    OUTSIDE = "lies outside the given folders"
    UNREADABLE = "cannot be read"
    ENCODING = "letters may be wrong"
    NO_PRACTICE = "holds no practice"


@dataclass(frozen=True, slots=True)
class Problem:
    """File or record that could not be read, and why."""

    source: str
    reason: str
    kind: ProblemKind = field(default=ProblemKind.UNREADABLE, compare=False)


Item = Read | Problem


def name_of(source: str) -> str:
    """Name a page without a title: its file's name without the ending, also of a file in an archive."""
    return PurePath(source.rpartition(".zip!")[2]).stem


def read_item(
    written: Written,
    sections: Iterable[Section],
    source: str,
    *,
    identity: str = "",
    extra: Mapping[str, str] | None = None,
    furniture: Iterable[str] = (),
    encoding: Encoding = UTF_8,
    seen: str = "",
    labels: Iterable[str] = (),
    table: str = "",
    notes: Iterable[str] = (),
    file_name: str = "",
) -> Item:
    """Build the practice that the parts of a page or record make, or the problem that keeps them from being one.

    :param notes: what a person may want to look at; the source is named before each.
    :param file_name: what it is named after where it has no title; empty for what has to have one.
    """
    titles = written.get("title", [])
    unrendered = [title for title in titles if is_unrendered(title)]
    if unrendered:
        titles = [title for title in titles if title not in unrendered]
        notes = [*notes, *map(unrendered_note, unrendered)]
    if file_name and not titles:
        titles, notes = [file_name], [*notes, AFTER_FILE]
    written = {**written, "title": titles}
    try:
        practice = practice_from(written, sections, source, identity=identity, extra=extra or {})
    except PageError as error:
        reason = " ".join([*map(unrendered_note, unrendered), str(error).removeprefix(f"{source}: ")])
        return Problem(source, reason, ProblemKind.NO_PRACTICE)
    as_written = {name: tuple(values) for name, values in written.items() if values}
    return Read(
        practice,
        (*furniture, *unrendered),
        encoding,
        seen,
        as_written,
        tuple(labels),
        table,
        tuple(f"{source}: {note}" for note in notes),
    )
