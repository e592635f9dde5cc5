"""Collection loading: files and folders to one collection, with a report of all that was met on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.errors import PageError
from corpus.loading.files import find_files, name_of_file
from corpus.loading.languages import with_language
from corpus.loading.pages import Pages
from corpus.loading.sandbox import Sandbox
from corpus.model import Practice, Tombstone
from corpus.parsing.results import Item, Problem, ProblemKind, Read
from corpus.readers import READERS, reader_for
from corpus.sync.storage.page_store import FILE as STORE
from corpus.sync.storage.stored_practices import read_stored_practices
from corpus.text.decoding import Encoding

BUILT_IN = Path(__file__).parents[1] / "collection"
"""The collection that ships with the project: digests of real practices."""

_LARGEST_FILE = 256 * 1024 * 1024


@dataclass(slots=True)
class Collection:
    """Practices read, in the order of their files, and what the reading has to report."""

    practices: list[Practice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    furniture: Counter[str] = field(default_factory=Counter)
    files: int = 0
    withdrawn: list[Tombstone] = field(default_factory=list)
    """Practices that their site no longer has."""


def collect(paths: Sequence[Path]) -> Collection:
    """Read files and folders of any known format, mixed, and what ``practices sync`` keeps.

    A file that cannot be read is a problem with its name and reason; the rest goes on. The same page met twice is
    taken once, with what either of them says (see :mod:`corpus.loading.merging`); different pages that would share an
    id are told apart.
    """
    collection = Collection()
    pages = Pages()
    with Sandbox() as guard:
        for source in find_files(paths):
            if isinstance(source, Problem):
                collection.problems.append(source)
                continue
            collection.files += 1
            for item in read_file(source, guard):
                _add_item(item, pages, collection)
    practices, notes = pages.with_unique_ids()
    collection.practices = list(map(with_language, practices))
    collection.notes = list(dict.fromkeys([*collection.notes, *notes]))  # that on an encoding, once a file
    known = {practice.practice_id for practice in collection.practices}
    collection.withdrawn = [tombstone for tombstone in collection.withdrawn if tombstone.practice_id not in known]
    return collection


def _add_item(item: Item | Tombstone, pages: Pages, collection: Collection) -> None:
    if isinstance(item, Problem):
        collection.problems.append(item)
        return
    if isinstance(item, Tombstone):
        collection.withdrawn.append(item)
        return
    collection.furniture.update(item.furniture)
    if not (item.encoding.is_expected or item.encoding.doubt):
        collection.notes.append(f"{item.encoding.source}: read as {item.encoding.name}.")
    collection.notes += item.notes
    if note := pages.add(item.practice, item.table):
        collection.notes.append(note)


def read_file(path: Path, guard: Sandbox) -> Iterator[Item | Tombstone]:
    """Read what one file holds: practices, and problems with the place they are in; never raises.

    Where letters may be wrong, because the encoding is in doubt, a problem says so once, after the first practice.
    """
    doubted: set[Encoding] = set()
    for item in _read_items(path, guard):
        yield item
        if isinstance(item, Read) and item.encoding.doubt and item.encoding not in doubted:
            doubted.add(item.encoding)
            yield Problem(item.encoding.source, item.encoding.doubt, ProblemKind.ENCODING)


def _read_items(path: Path, guard: Sandbox) -> Iterator[Item | Tombstone]:
    source = name_of_file(path)
    if path.name == STORE:
        yield from read_stored_practices(path)
        return
    try:
        reader = reader_for(path.name, partial(_read_companion, path))
        if path.stat().st_size > _LARGEST_FILE:
            yield Problem(source, f"the file is larger than {_LARGEST_FILE // 2**20} MiB; split it.")
            return
        yield from guard.read(reader, path, source)
    except PageError as error:
        known = path.suffix.lower() in READERS
        yield Problem(source, str(error), ProblemKind.UNREADABLE if known else ProblemKind.UNKNOWN_FORMAT)
    except OSError as error:
        yield Problem(source, f"cannot be opened: {error.strerror or error}.", ProblemKind.CLOSED)


def _read_companion(path: Path, name: str) -> bytes | None:
    """Read what lies beside a file under another name."""
    companion = path.with_name(name)
    return companion.read_bytes() if companion.is_file() else None
