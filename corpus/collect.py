"""Files and folders to one collection of practices, with a report of everything that was met on the way."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from corpus.errors import PageError
from corpus.model import Practice, Tombstone
from corpus.readers import READERS
from corpus.reading import Problem, ProblemKind, Read
from corpus.strings import clean

BUILT_IN = Path(__file__).parent / "collection"
"""The collection that ships with the project: digests of real practices."""

_LARGEST_FILE = 256 * 1024 * 1024


@dataclass(slots=True)
class Collection:
    """The practices read, in the order of their files, and what the reading has to report."""

    practices: list[Practice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    furniture: Counter[str] = field(default_factory=Counter)
    files: int = 0
    withdrawn: list[Tombstone] = field(default_factory=list)
    """Practices that their site no longer has."""


def collect(paths: Sequence[Path]) -> Collection:
    """Read files and folders of any known format, mixed.

    A file that cannot be read is a problem with its name and reason; the rest goes on. The same page met twice is
    taken once, with the values that are known in either; different pages that would share an id are told apart.
    """
    collection = Collection()
    by_id: dict[str, Practice] = {}
    for path in _files(paths, collection):
        collection.files += 1
        for item in _read(path):
            if isinstance(item, Problem):
                collection.problems.append(item)
                continue
            collection.furniture.update(item.furniture)
            if item.encoding != "utf-8":
                collection.notes.append(f"{item.practice.source}: read as {item.encoding}.")
            _add(item.practice, by_id, collection.notes)
    collection.practices = list(by_id.values())
    return collection


def _files(paths: Iterable[Path], collection: Collection) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            collection.problems.append(Problem(str(path), "no such file or folder.", ProblemKind.MISSING))
        elif path.is_file():
            yield path
        else:
            inside = sorted(p for p in path.rglob("*") if _is_readable(p) and not _hidden(p.relative_to(path)))
            if not inside:
                collection.problems.append(Problem(str(path), "the folder holds no files.", ProblemKind.MISSING))
            yield from inside


def _is_readable(path: Path) -> bool:
    """A file, or a link that leads nowhere, which reading then reports."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(path: Path) -> Iterator[Read | Problem]:
    source = clean(str(path))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        reason = f"files of type {path.suffix or '(none)'!r} are not read; known: {known}."
        yield Problem(source, reason, ProblemKind.UNKNOWN_FORMAT)
        return
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PageError(f"the file is larger than {_LARGEST_FILE // 2**20} MiB; split it.")
        yield from reader(path.read_bytes(), source)
    except PageError as error:
        yield Problem(source, str(error).removeprefix(f"{source}: "))
    except OSError as error:
        yield Problem(source, f"cannot be opened: {error.strerror or error}.", ProblemKind.CLOSED)
    except (RecursionError, ValueError) as error:  # values nested, or numbers written, beyond what Python takes
        yield Problem(source, f"cannot be read: {error}.")


def _add(practice: Practice, by_id: dict[str, Practice], notes: list[str]) -> None:
    known = by_id.get(practice.practice_id)
    if known is None:
        by_id[practice.practice_id] = practice
    elif _texts(known) == _texts(practice) and known.title == practice.title:
        by_id[known.practice_id] = _merged(known, practice)
        notes.append(f"{practice.source}: the same page as {known.source}; kept once.")
    else:
        digest = hashlib.sha256("\x1f".join((practice.title, *_texts(practice))).encode()).hexdigest()[:6]
        other = replace(practice, practice_id=f"{practice.practice_id}-{digest}")
        if other.practice_id not in by_id:
            notes.append(
                f"{practice.source}: another page with the id {practice.practice_id!r} of {known.source}; "
                f"kept as {other.practice_id!r}."
            )
        _add(other, by_id, notes)


def _texts(practice: Practice) -> list[str]:
    return [" ".join(section.text.split()) for section in practice.sections]


def _merged(first: Practice, second: Practice) -> Practice:
    """The first capture of a page, with what only the second one knows."""
    missing = {
        f.name: getattr(second, f.name)
        for f in fields(Practice)
        if getattr(first, f.name) is None and getattr(second, f.name) is not None
    }
    captures = tuple(dict.fromkeys((*first.captures, *second.captures)))
    return replace(first, **missing, extra=second.extra | first.extra, captures=captures)
