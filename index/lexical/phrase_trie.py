"""A trie of words (Fredkin 1960): forms of several words are found in a text in a few steps a word, however many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

_T = TypeVar("_T")


@dataclass(slots=True)
class PhraseTrie(Generic[_T]):
    """A node of the trie: what may come next, and the form that ends here."""

    next: dict[str, PhraseTrie[_T]] = field(default_factory=dict)
    form: _T | None = None

    def add(self, words: Iterable[str], form: _T) -> None:
        """Keep a form under its words; of two under the same words the first is kept."""
        node = self
        for word in words:
            node = node.next.setdefault(word, PhraseTrie())
        if node.form is None:
            node.form = form

    def longest(self, words: Sequence[str], start: int) -> tuple[int, _T | None]:
        """Find the longest form that starts at a word.

        :return: where it ends, and the form; ``(start, None)`` where none starts there.
        """
        node: PhraseTrie[_T] | None = self
        at, end, form = start, start, None
        while at < len(words) and (node := node.next.get(words[at]) if node else None):
            at += 1
            if node.form is not None:
                end, form = at, node.form
        return end, form

    def all_at(self, words: Sequence[str], start: int) -> Iterator[_T]:
        """Yield every form that starts at a word, the shortest first."""
        node: PhraseTrie[_T] | None = self
        for at in range(start, len(words)):
            node = node.next.get(words[at]) if node else None
            if node is None:
                return
            if node.form is not None:
                yield node.form

    def find_all(self, words: Sequence[str]) -> Iterator[tuple[int, int, _T]]:
        """Yield the forms that words spell as (start, end, form): leftmost, longest, none within another."""
        return leftmost_longest(len(words), partial(self.longest, words))


def leftmost_longest(length: int, longest_at: Callable[[int], tuple[int, _T | None]]) -> Iterator[tuple[int, int, _T]]:
    """Yield matches as (start, end, form), going on behind each, as POSIX regular expressions match.

    :param length: how many words there are.
    :param longest_at: what :meth:`PhraseTrie.longest` gives for a start.
    """
    at = 0
    while at < length:
        end, form = longest_at(at)
        if form is not None:
            yield at, end, form
        at = max(end, at + 1)
