"""A tree of words, to find forms of several words in a text in a few steps a word, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_T = TypeVar("_T")


@dataclass(slots=True)
class PhraseTrie(Generic[_T]):
    """A step in the tree: what may come next, and the form that ends here."""

    next: dict[str, PhraseTrie[_T]] = field(default_factory=dict)
    form: _T | None = None

    def add(self, words: Iterable[str], form: _T) -> None:
        """Keep a form under its words; of two under the same words the first is kept."""
        node = self
        for word in words:
            node = node.next.setdefault(word, PhraseTrie())
        node.form = node.form or form

    def longest(self, words: Sequence[str], at: int) -> tuple[int, _T | None]:
        """Where the longest form that starts at a word ends; ``(at, None)`` where none does."""
        node: PhraseTrie[_T] | None = self
        until, best, form = at, at, None
        while until < len(words) and (node := node.next.get(words[until]) if node else None):
            until += 1
            if node.form:
                best, form = until, node.form
        return best, form
