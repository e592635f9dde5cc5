"""Terms of migration in the six languages of the United Nations: what one idea is called.

A multilingual model reads the gist of two or three words badly, and a list of practices stands or falls with them.
A row of ``glossary.tsv`` is one idea, a column a language, the usual term first and others behind a stroke. Only what
means the same stands together: a wider or narrower idea has a row of its own.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

Idea = dict[str, tuple[str, ...]]
"""The terms for one idea by language, the usual one first."""

_FILE = Path(__file__).with_name("glossary.tsv")


@cache
def ideas() -> tuple[Idea, ...]:
    """Read the ideas of the glossary."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple({language: tuple(terms.split("|")) for language, terms in row.items()} for row in rows)
