"""Zip archives that may mean harm: how much may come out of one, counted before anything is unpacked."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import PageError

MIB = 2**20
_HIGHEST_RATIO = 200
"""Of bytes unpacked to bytes packed; text packs to a tenth, the XML of a sheet to a fiftieth."""
_SMALL = MIB
"""Bytes; below this no ratio does harm."""

_FAILURES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError)


@dataclass(slots=True)
class Budget:
    """The budget of an archive and of the archives in it: how much may still come out of them."""

    members: int = 10_000
    size: int = 512 * MIB
    largest: int = 128 * MIB

    def spend(self, members: Sequence[zipfile.ZipInfo], source: str) -> None:
        """Take the members off the budget. Never more than a stated size is unpacked, so a false one does no harm.

        :raises PageError: there are too many, or they unpack to too much.
        """
        self.members -= len(members)
        if self.members < 0:
            raise PageError(f"{source}: the archive holds too many files ({len(members):,}); split it.")
        size = sum(info.file_size for info in members)
        self.size -= size
        if self.size < 0:
            raise PageError(f"{source}: the archive unpacks to too much ({size // MIB:,} MiB); split it.")
        for info in members:
            packs = info.file_size / max(info.compress_size, 1)
            if info.file_size > self.largest or (info.file_size > _SMALL and packs > _HIGHEST_RATIO):
                raise PageError(
                    f"{source}: {info.filename!r} unpacks from {info.compress_size:,} to {info.file_size:,} bytes, "
                    "as a file made to fill the memory does; take it out."
                )


def open_archive(data: bytes, source: str) -> zipfile.ZipFile:
    """Open a zip archive.

    :raises PageError: it is damaged or no archive.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise PageError(f"{source}: not a zip archive that can be read: {error}.") from error


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack one file of an archive.

    :raises PageError: it is encrypted, damaged, or packed in a way that is not known.
    """
    if member.flag_bits & 1:
        raise PageError(f"{member.filename!r} is encrypted; unpack it with its password.")
    try:
        return archive.read(member)
    except _FAILURES as error:
        raise PageError(f"{member.filename!r} cannot be unpacked: {error}.") from error
