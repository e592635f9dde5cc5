"""Hyphens at the ends of lines: those that only cut a word are dropped, those that belong to it are kept.

Both look the same, so a word has to be known without its hyphen: from the rest of the document, from the built-in
collection, or from the vocabulary of tiktoken, whose tokens are the common words of English and a few other languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from corpus.readers.language_words import words_of
from corpus.text.tokens import default_counter

_HYPHENATED = set(words_of("hyphenated_prefixes"))
"""First parts of words that are written with a hyphen, wherever a line ends."""
_COLLECTION = Path(__file__).parents[2] / "collection"
_WORD = re.compile(r"[\w-]+")
_LONGEST_WORD = 80
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010\u2011"
_DASHES = (*_HYPHENS, "\u2013")
_PLAIN = str.maketrans(dict.fromkeys(_HYPHENS, "-"))


class DocumentWords:
    """The words of a document, counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._inside: set[str] = set()
        for text in texts:
            self._counts.update(_WORD.findall(text.casefold().translate(_PLAIN)))
            self._inside.update(re.findall(rf"\w([{_HYPHENS}])\w", text))

    def join(self, text: str, following: str) -> str:
        """Prepare the text of lines for what follows on the next one: with a space, or as the two parts of a word."""
        if text.endswith(_SOFT_HYPHEN):
            return text[:-1]
        if not text.endswith(_DASHES) or not re.match(r"\w", following) or not re.search(r"\w.$", text):
            return f"{text} "
        if text[-1] in _HYPHENS[1:] and text[-1] not in self._inside:
            return text[:-1]  # a sign that programs set at line ends, and that nobody has written between letters
        return text[:-1] if self._is_cut(text, following) else text

    def _is_cut(self, text: str, following: str) -> bool:
        """Tell whether the hyphen that a text ends with only cuts a word."""
        first = re.search(r"([\w-]*)-$", text[-_LONGEST_WORD:].translate(_PLAIN))
        second = _WORD.match(following.translate(_PLAIN))
        before, after = (first[1] if first else "").casefold(), (second[0] if second else "").casefold()
        if not before.replace("-", "").isalpha() or not following[0].islower():
            return False
        joined, written = self._counts[before + after], self._counts[f"{before}-{after}"]
        if joined or written:
            return joined >= written
        return before not in _HYPHENATED and _is_listed(before + after)


@lru_cache(maxsize=10_000)
def _is_listed(word: str) -> bool:
    return word in _collection_words() or default_counter().count([f" {word}"]) == [1]


@cache
def _collection_words() -> frozenset[str]:
    texts = (path.read_text("utf-8") for path in sorted(_COLLECTION.glob("*.md")))
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))
