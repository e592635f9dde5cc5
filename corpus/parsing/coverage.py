"""Word coverage of a page that was read: words in a field or section, set aside as furniture, or lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.parsing.results import Read
from corpus.text.strings import clean

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Word counts of a page, each as often as it stands there."""

    words: int
    furniture: int
    """Words in furniture and nowhere else."""
    lost: tuple[str, ...]
    """Words that are in no field, section or furniture, in the order they were first met."""

    @property
    def share(self) -> float:
        """The share of all words that are in some field, section or furniture."""
        return 1.0 - len(self.lost) / self.words if self.words else 1.0

    @property
    def content_share(self) -> float:
        """The share of the words that are no furniture that are in some field or section."""
        content = self.words - self.furniture
        return 1.0 - len(self.lost) / content if content else 1.0


def measure_coverage(read: Read) -> Coverage:
    """Count what became of the words that a reader met.

    Values count as they were written, with their labels; a word that was met twice has to be kept twice.
    """
    seen = _count([read.seen])
    kept = _count(_kept(read))
    left = seen - kept
    lost = left - _count(read.furniture)
    return Coverage(seen.total(), (left - lost).total(), tuple(lost.elements()))


def words_in(text: str) -> list[str]:
    """Split a text into words as they are counted: runs of letters and digits, without regard to case."""
    return _WORD.findall(clean(text).casefold())


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words_in(text))


def _kept(read: Read) -> Iterator[str]:
    yield from read.labels
    for values in read.written.values():
        yield from values
    for name, value in read.practice.extra.items():
        if name not in read.written:
            yield f"{name}\n{_without_escapes(value)}"
    for section in read.practice.sections:
        yield f"{section.heading or ''}\n{section.text}"


def _without_escapes(value: str) -> str:
    """Strip a value of the escapes of JSON, in which nested ones are kept."""
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.dumps(json.loads(value), ensure_ascii=False).replace("\\n", " ").replace("\\t", " ")
    except (ValueError, RecursionError):
        return value
