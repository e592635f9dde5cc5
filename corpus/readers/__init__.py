"""Readers of files, one module or package for a format: bytes to practices and problems.

In: bytes and the name of their file. Out: practices and problems. May import: parsing, vocabularies, text, model,
errors. A module declares its format by a :class:`Reader`; nothing else lists them.
"""

from __future__ import annotations

from corpus.readers.registry import Reader, ReadFile, reader_for, registered_readers

__all__ = ["ALL_READERS", "READERS", "ReadFile", "Reader", "reader_for"]

ALL_READERS: tuple[Reader, ...] = tuple(dict.fromkeys(registered_readers().values()))
"""Every format that is read."""

READERS: dict[str, ReadFile] = {ending: reader.read for ending, reader in registered_readers().items()}
"""What reads a file, by the ending of its name; a table without a mapping."""
