"""Regular expressions out of the alternatives that data files of the six languages list."""

from __future__ import annotations

from pathlib import Path

from corpus.text.language_files import load_language_files


def union_pattern(folder: Path, section: str, key: str) -> str:
    """Join the alternatives that the six languages list under a key of a section, each once, into one group.

    :param folder: of the files, as :func:`~corpus.text.language_files.load_language_files` reads them.
    """
    alternatives = (pattern for table in load_language_files(folder).values() for pattern in table[section][key])
    return f"(?:{'|'.join(dict.fromkeys(alternatives))})"
