"""Zip archives of files in any format; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.errors import PageError
from corpus.parsing.column_mapping import Companion, is_mapping
from corpus.parsing.results import Item, Problem
from corpus.readers.registry import Reader, reader_for
from corpus.readers.zip_limits import Budget, open_archive, unpack
from corpus.text.strings import clean


def read_archive(data: bytes, source: str, budget: Budget | None = None) -> Iterator[Item]:
    """Read every file in an archive, and in the archives in it, but no deeper.

    :param budget: given for an archive that lies in another.
    """
    inner = budget is not None
    budget = budget or Budget()
    with open_archive(data, source) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _is_system_file(info.filename)]
        budget.spend(archive.infolist(), source)
        if not members:
            raise PageError(f"{source}: the archive holds no files.")
        for info in members:
            if is_mapping(PurePosixPath(info.filename).name):
                continue
            place = clean(f"{source}!{info.filename}")
            try:
                _check_name(info)
                content = unpack(archive, info)
                if not info.filename.lower().endswith(".zip"):
                    read = reader_for(PurePosixPath(info.filename).name, _companion_in(archive, info))
                    yield from read(content, place)
                elif inner:
                    raise PageError("an archive in an archive in an archive is not read; unpack it.")
                else:
                    yield from read_archive(content, place, budget)
            except PageError as error:
                yield Problem(place, str(error).removeprefix(f"{place}: "))
            except (RecursionError, ValueError) as error:  # as for a file that lies in a folder
                yield Problem(place, f"cannot be read: {error}.")


def _check_name(info: zipfile.ZipInfo) -> None:
    """Refuse a file that would lie outside of the archive.

    :raises PageError: its name leads there.
    """
    if ".." in PurePosixPath(info.filename).parts:
        raise PageError("its name leads out of the archive; skipped.")


def _companion_in(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Companion:
    """Give access to the files in the same folder of the archive, by name."""
    folder = PurePosixPath(info.filename).parent

    def companion(name: str) -> bytes | None:
        try:
            return unpack(archive, archive.getinfo(str(folder / name)))
        except KeyError:
            return None

    return companion


def _is_system_file(name: str) -> bool:
    """Tell what programs put beside a person's files (``__MACOSX/``, ``.DS_Store``) from the files."""
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


READER = Reader("zip archive", (".zip",), read_archive)
