"""The files to read: what lies in the given files and folders, and what there is no page or not theirs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.parsing.column_mapping import is_mapping
from corpus.parsing.results import Problem, ProblemKind
from corpus.sync.storage.page_store import FILE as STORE
from corpus.text.language_files import gather_words
from corpus.text.strings import clean

_FOLDER_ENDINGS = gather_words(Path(__file__).with_name("saved_pages"), "folder_endings")
"""How browsers end the name of the folder that they put beside a page they save."""


def find_files(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """List the files of the given files and folders, in the order of their names, and a problem for each path without.

    Left out in silence are hidden files, what browsers save beside a page, and the files that a store of fetched pages
    knows itself. A link that leads out of the given folders is a problem: what it shows was not given.
    """
    given = [Path(os.path.realpath(path)) for path in paths]
    for path in paths:
        if path.is_dir():
            yield from _files_in(path, given)
        elif path.is_file():
            yield path
        elif path.exists():
            yield _no_file(path)
        else:
            yield Problem(name_of_file(path), "no such file or folder.", ProblemKind.MISSING)


def _files_in(folder: Path, given: Sequence[Path]) -> Iterator[Path | Problem]:
    entries = sorted(path for path in folder.rglob("*") if not _is_hidden(path, folder))
    stores = {path.parent for path in entries if path.name == STORE}
    count = 0
    for path in entries:
        if path.name != STORE and not stores.isdisjoint(path.parents):
            continue
        if path.is_symlink() and path.exists() and not _is_inside(Path(os.path.realpath(path)), given):
            count += 1
            reason = f"a link to {os.path.realpath(path)!r}, outside the given folders; skipped. Give that path too."
            yield Problem(name_of_file(path), reason, ProblemKind.OUTSIDE)
        elif path.is_file() or (path.is_symlink() and not path.exists()):  # reading reports a link that leads nowhere
            if not is_mapping(path.name):  # which is read with its table
                count += 1
                yield path
        elif not path.is_dir():
            count += 1
            yield _no_file(path)
    if not count:
        yield Problem(name_of_file(folder), "the folder holds no files.", ProblemKind.MISSING)


def name_of_file(path: Path) -> str:
    """Write a path on one line, whatever characters are in it."""
    return clean("".join(map(_shown, str(path))))


def _shown(character: str) -> str:
    is_kept = character.isprintable() or "\ud800" <= character <= "\udfff"  # half characters are replaced
    return character if is_kept else repr(character)[1:-1]


def _no_file(path: Path) -> Problem:
    reason = "neither a file nor a folder (a pipe, a socket or a device)."
    return Problem(name_of_file(path), reason, ProblemKind.CLOSED)


def _is_inside(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Tell whether a path is hidden: dot files, and the styles and scripts of a page that was saved."""
    inside = path.relative_to(folder)
    return any(part.startswith(".") for part in inside.parts) or any(
        _belongs_to_page(folder / parent) for parent in inside.parents
    )


def _belongs_to_page(folder: Path) -> bool:
    """Tell whether a folder is the one that a browser puts beside ``page.html`` when it saves it: ``page_files``."""
    page, _, ending = folder.name.rpartition("_")
    return ending in _FOLDER_ENDINGS and any(folder.with_name(f"{page}{html}").is_file() for html in (".html", ".htm"))
