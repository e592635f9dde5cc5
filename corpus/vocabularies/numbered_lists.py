"""Lists whose entries have numbers and names, as pages write them: objectives, guiding principles, SDGs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rapidfuzz import fuzz, process

from corpus.text.enumeration import enumerated
from corpus.text.language_files import gather_words
from corpus.text.strings import fold

_WORD_LISTS = Path(__file__).with_name("numbered_lists")
_BEFORE = frozenset(gather_words(_WORD_LISTS, "before_numbers"))
"""Words that may stand before a number, folded: ``GCM Objective 7``, ``ODD 8``, ``Objetivo n.º 7``."""
_AND = "|".join(gather_words(_WORD_LISTS, "conjunctions"))
_TO = "|".join(gather_words(_WORD_LISTS, "ranges"))
_WORDS = r"(?P<words>\D{0,80})"
_ENTRY = re.compile(
    rf"{_WORDS}(?P<number>\d{{1,2}})(?!\d)(?P<target>(?:\.(?:\d{{1,2}}|[a-z])\b)*)"
    rf"(?:\s*(?:[-–—]|{_TO})\s*(?P<last>\d{{1,2}})|(?P<mark>\s*[:.()\[\]–—-]+\s*|\s+|)(?P<rest>[^\W\d].*)?)\W*"
)
_FIRST = re.compile(rf"{_WORDS}(?P<number>\d{{1,2}})(?=\s*(?:[,;:&/.)–—-]|$|(?:{_AND})\b))")
_BARE = re.compile(r"\d{1,2}(?:\s+\d{1,2})+")
_FUZZY = range(40, 400)
"""Characters; of titles as long as this, one that is nearly the same is the same."""
_NEARLY = 92

Entry = tuple[tuple[int, ...], bool]
"""Numbers, and whether more than them is written."""


class NumberedNames:
    """Numbered list, which knows its entries by number and by name."""

    def __init__(self, names: Mapping[int, tuple[str, ...]]) -> None:
        """:param names: the names of each entry, in any language."""
        self._by_name = {fold(name): number for number, entry_names in names.items() for name in entry_names}
        self._words = {
            n: {word for name in entry_names for word in _long_words(name)} for n, entry_names in names.items()
        }
        self._numbers = frozenset(names)

    def named(self, name: str) -> int | None:
        """Return the number of the entry with a name, be it a long one with a slip in it."""
        key = fold(name)
        if known := self._by_name.get(key):
            return known
        if len(key) not in _FUZZY:
            return None
        nearest = process.extractOne(key, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=_NEARLY)
        return self._by_name[nearest[0]] if nearest else None

    def read(self, text: str) -> Entry:
        """Read the numbers that a line gives, and whether the line is to be kept as written, since it says more.

        ``SDG 10.7`` is goal 10 and says more; ``7, 8 & 23`` is three; of what is not understood only a first number.
        """
        if _BARE.fullmatch(text):
            text = ", ".join(text.split())
        entry = self._entry(text)
        several = [entry] if entry else enumerated(text, self._entry)
        if several:
            return tuple(n for numbers, _ in several for n in numbers), any(more for _, more in several)
        first = _FIRST.match(text)
        is_known = first and _all_before(first["words"]) and int(first["number"]) in self._numbers
        return ((int(first["number"]),) if first and is_known else ()), True

    def _entry(self, text: str) -> Entry | None:
        if known := self.named(text):
            return (known,), False
        match = _ENTRY.fullmatch(text)
        if not match or not _all_before(match["words"]):
            return None
        number, last = int(match["number"]), int(match["last"] or match["number"])
        numbers = tuple(range(number, last + 1))
        if not numbers or not self._numbers.issuperset(numbers):
            return None
        return (numbers, bool(match["target"])) if self._is_about(number, match["mark"], match["rest"]) else None

    def _is_about(self, number: int, mark: str | None, rest: str | None) -> bool:
        """Tell whether the words after a number go with it: ``7 - Reduce vulnerabilities``, and not ``10 years``."""
        if not rest:
            return True
        if re.search(r"(?<!\d)\d{1,2}(?!\d)", rest) or self.named(rest) not in (None, number):
            return False
        return bool((mark or "").strip()) or bool(self._words[number] & set(_long_words(rest)))


def _all_before(words: str) -> bool:
    return all(word in _BEFORE for word in fold(words).split())


def _long_words(text: str) -> list[str]:
    return [word for word in fold(text).split() if len(word) > 3]
