"""Texts longer than a model takes, cut into pieces that it takes whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from tokenizers import Encoding

Encode = Callable[[str], Encoding]
"""Tokenises a text by itself, without special tokens."""


def text_pieces(text: str, encode: Encode, most: int) -> list[str]:
    """Split a text into consecutive pieces of at most ``most`` tokens; one where the whole has no more.

    Pieces begin at words, except where one word is more than that. Each is counted by itself: the rest of a word, or of
    a character that is several tokens, can have more of them than within the text.
    """
    encoding = encode(text)
    if len(encoding.ids) <= most:
        return [text]
    cuts = _Cuts(encoding, len(text))
    pieces: list[str] = []
    first = 0
    while first < cuts.count:
        end = cuts.before(first, first + most)
        while (over := len(encode(cuts.part(text, first, end)).ids) - most) > 0 and end > cuts.after(first):
            end = cuts.before(first, end - over)
        part = cuts.part(text, first, end)
        pieces += _halves(part, encode, most) if over > 0 else [part]
        first = end
    return pieces


class _Cuts:
    """Where a text can be cut, as numbers of tokens: before those that begin behind all before them; best at words."""

    def __init__(self, encoding: Encoding, length: int) -> None:
        words, offsets = encoding.word_ids, encoding.offsets
        self.count = len(words)
        self._starts = [*accumulate((start for start, _ in offsets[1:]), max, initial=0), length]
        behind = (at for at in range(1, self.count) if self._starts[at - 1] < self._starts[at] < length)
        self._tokens = [*behind, self.count]
        self._words = [at for at in self._tokens if at == self.count or words[at] != words[at - 1]]

    def after(self, first: int) -> int:
        """Give the first cut behind a token."""
        return self._tokens[bisect_right(self._tokens, first)]

    def before(self, first: int, last: int) -> int:
        """Give the last cut behind a token up to another, at a word rather than within, or else the first one."""
        for cuts in (self._words, self._tokens):
            at = bisect_right(cuts, last) - 1
            if at >= 0 and cuts[at] > first:
                return cuts[at]
        return self.after(first)

    def part(self, text: str, first: int, end: int) -> str:
        """Take the text from a cut to another."""
        return text[self._starts[first] : self._starts[end]]


def _halves(text: str, encode: Encode, most: int) -> Sequence[str]:
    """Cut a text whose tokens all begin at one place."""
    if len(text) < 2 or len(encode(text).ids) <= most:
        return [text]
    middle = len(text) // 2
    return [*_halves(text[:middle], encode, most), *_halves(text[middle:], encode, most)]
