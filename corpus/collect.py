"""Files and folders to one collection of practices, with a report of everything that was met on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import PageError
from corpus.merging import Pages
from corpus.model import Practice, Tombstone
from corpus.readers import READERS
from corpus.reading import Problem, Read
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
    taken once, with what either of them says (see :mod:`corpus.merging`); different pages that would share an id are
    told apart.
    """
    collection = Collection()
    pages = Pages()
    for path in _files(paths, collection):
        collection.files += 1
        for item in read_file(path):
            if isinstance(item, Problem):
                collection.problems.append(item)
                continue
            collection.furniture.update(item.furniture)
            if item.encoding != "utf-8":
                collection.notes.append(f"{item.practice.source}: read as {item.encoding}.")
            if note := pages.add(item.practice):
                collection.notes.append(note)
    collection.practices, notes = pages.told_apart()
    collection.notes += notes
    return collection


def _files(paths: Iterable[Path], collection: Collection) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            collection.problems.append(Problem(str(path), "no such file or folder."))
        elif path.is_file():
            yield path
        else:
            inside = sorted(p for p in path.rglob("*") if _is_readable(p) and not _hidden(p.relative_to(path)))
            if not inside:
                collection.problems.append(Problem(str(path), "the folder holds no files."))
            yield from inside


def _is_readable(path: Path) -> bool:
    """A file, or a link that leads nowhere, which reading then reports."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read_file(path: Path) -> Iterator[Read | Problem]:
    """What one file holds: practices, and problems with the place they are in; never raises."""
    source = clean(str(path))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        yield Problem(source, f"files of type {path.suffix or '(none)'!r} are not read; known: {known}.")
        return
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PageError(f"the file is larger than {_LARGEST_FILE // 2**20} MiB; split it.")
        yield from reader(path.read_bytes(), source)
    except PageError as error:
        yield Problem(source, str(error).removeprefix(f"{source}: "))
    except OSError as error:
        yield Problem(source, f"cannot be opened: {error.strerror or error}.")
    except (RecursionError, ValueError) as error:  # values nested, or numbers written, beyond what Python takes
        yield Problem(source, f"cannot be read: {error}.")
