"""Zip archives of files in any format; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from corpus.errors import PageError
from corpus.parsing.column_mapping import Companion, is_mapping
from corpus.parsing.results import Item, Problem
from corpus.readers.zip_limits import Budget, open_archive, unpacked
from corpus.text.strings import clean

ReaderFor = Callable[[str, Companion], Callable[[bytes, str], Iterator[Item]]]
"""The reader of a file by its name and what lies beside it."""


def read_archive(data: bytes, source: str, reader_for: ReaderFor, budget: Budget | None = None) -> Iterator[Item]:
    """The practices of every file in an archive, and of the archives in it, but no deeper.

    :param reader_for: gives the reader of a file of any other format.
    :param budget: given for an archive that lies in another.
    """
    inner = budget is not None
    budget = budget or Budget()
    with open_archive(data, source) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        budget.spend(archive.infolist(), source)
        if not members:
            raise PageError(f"{source}: the archive holds no files.")
        for info in members:
            if is_mapping(PurePosixPath(info.filename).name):
                continue
            place = clean(f"{source}!{info.filename}")
            try:
                content = unpacked(archive, info)
                if not info.filename.lower().endswith(".zip"):
                    reader = reader_for(PurePosixPath(info.filename).name, _beside(archive, info))
                    yield from reader(content, place)
                elif inner:
                    raise PageError("an archive in an archive in an archive is not read; unpack it.")
                else:
                    yield from read_archive(content, place, reader_for, budget)
            except PageError as error:
                yield Problem(place, str(error).removeprefix(f"{place}: "))
            except (RecursionError, ValueError) as error:  # as for a file that lies in a folder
                yield Problem(place, f"cannot be read: {error}.")


def _beside(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Companion:
    """The files in the same folder of the archive, by name."""
    folder = PurePosixPath(info.filename).parent

    def companion(name: str) -> bytes | None:
        try:
            return unpacked(archive, archive.getinfo(str(folder / name)))
        except KeyError:
            return None

    return companion


def _hidden(name: str) -> bool:
    """What programs put beside a person's files: ``__MACOSX/``, ``.DS_Store``."""
    return any(part == "__MACOSX" or part.startswith(".") for part in PurePosixPath(name).parts)
