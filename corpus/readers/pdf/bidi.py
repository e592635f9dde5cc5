"""Right-to-left text: from where its glyphs stand to the order that it is read in.

The reverse of the Unicode Bidirectional Algorithm (UAX #9) for what a line shows: runs of one direction are found by
the classes of their characters; numbers and Latin words are kept from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

RTL_CLASSES = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_OPENS = dict(zip(")]}»›", "([{«‹", strict=True))
_RTL_COMMAS = ("،", "٬")
"""Signs of Arabic writing that the standard counts as neutral."""
Order = list[tuple[int, bool]]
"""Numbers of characters in the order that they are read in, and whether each is read from right to left."""
_RTL_WORDS = re.compile("[\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u066e-\u06d3]+")
_THRICE = re.compile(r"(.)\1\1")
_FEW = 0.02
"""The share of words up to which they are taken for slips."""
_PRESENTATION = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is of letters that are read from right to left; looks at its first character."""
    return not text.isascii() and unicodedata.bidirectional(text[0]) in RTL_CLASSES


def direction_counts(text: str) -> tuple[int, int]:
    """Count the letters of a text that are read from right to left, and those from left to right."""
    classes: Counter[str] = Counter()
    for character, count in Counter(text).items():
        classes[unicodedata.bidirectional(character)] += count
    return classes["R"] + classes["AL"], classes["L"]


def count_misnamed(texts: Iterable[str]) -> int:
    """Count the right-to-left words that have one letter three times on end, which no language writes.

    Fonts give such words that name another letter for the stroke that lengthens words. A few are slips of the writer.
    """
    words = [word for text in texts for word in _RTL_WORDS.findall(text)]
    misnamed = sum(_THRICE.search(word) is not None for word in words)
    return misnamed if misnamed > max(2, _FEW * len(words)) else 0


def with_plain_letters(text: str) -> str:
    """Write the forms that Arabic and Hebrew letters take in a word as the letters that they are (NFKC)."""
    return _PRESENTATION.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]).replace(" ", ""), text)


def reading_order(shown: Sequence[str], rtl: bool) -> Order:
    """Put the characters of a row in the order that they are read in.

    :param shown: what stands in the row from left to right; the first character of each tells its class.
    :param rtl: whether the row as a whole reads from right to left.
    """
    runs = _Runs(shown)
    return runs.read_rtl(0, len(runs.units)) if rtl else runs.read_ltr()


def mirrored(characters: Sequence[tuple[str, bool]]) -> list[str]:
    """Turn the brackets of right-to-left text so that each opens before it closes.

    Most files name the shape that they show, which is the mirrored bracket; some name the character itself.

    :param characters: texts in reading order, and whether each is read from right to left.
    """
    as_named = [text for text, _ in characters]
    as_shown = [_MIRRORED.get(text, text) if rtl else text for text, rtl in characters]
    return as_named if _unmatched(as_named) < _unmatched(as_shown) else as_shown


def _unmatched(text: Sequence[str]) -> int:
    """Count the brackets that close before they open, or never do."""
    waiting: list[str] = []
    faults = 0
    for character in text:
        if character in _OPENS.values():
            waiting.append(character)
        elif character in _OPENS:
            if waiting and waiting[-1] == _OPENS[character]:
                waiting.pop()
            else:
                faults += 1
    return faults + len(waiting)


class _Runs:
    """The units of a row from left to right: characters, and numbers with what joins their figures."""

    def __init__(self, shown: Sequence[str]) -> None:
        self._shown = shown
        classes = [unicodedata.bidirectional(text[0]) if text else "BN" for text in shown]
        self._arabic = "AL" in classes
        self.units: list[tuple[int, int, str]] = []
        """First number, end and kind (``L``, ``R``, ``N`` for a number, or empty) of each."""
        at = 0
        while at < len(classes):
            end = self._number_end(classes, at)
            self.units.append((at, end, "N" if end > at + 1 else _kind(shown[at], classes[at])))
            at = end

    def read_rtl(self, start: int, end: int) -> Order:
        """Read units from right to left, the runs of Latin words among them from left to right."""
        latin = dict(self._latin_runs(start, end))
        order: Order = []
        at = end
        while at > start:
            if at in latin:
                order += [(number, False) for number in range(self.units[latin[at]][0], self.units[at - 1][1])]
                at = latin[at]
                continue
            at -= 1
            first, stop, kind = self.units[at]
            order += [(number, kind != "N") for number in range(first, stop)]
        return order

    def read_ltr(self) -> Order:
        """Read units from left to right, the runs of right-to-left words among them from right to left."""
        opening = next((at for at, (_, _, kind) in enumerate(self.units) if kind), 0)
        order: Order = []
        at = 0
        while at < len(self.units):
            first, stop, kind = self.units[at]
            if kind == "R" or (kind == "N" and at == opening):
                end = self._rtl_end(at)
                order += self.read_rtl(at, end)
                at = end
            else:
                order += [(number, False) for number in range(first, stop)]
                at += 1
        return order

    def _number_end(self, classes: Sequence[str], at: int) -> int:
        """Find the end of a number that begins here, by the rules W4 to W6; of one character where none does."""
        start = at
        if not self._arabic and classes[at : at + 2] == ["ET", "EN"]:
            at += 1
        if classes[at] not in _NUMBERS:
            return start + 1
        joining = ("CS",) if self._arabic else ("CS", "ES")
        end = at + 1
        while end < len(classes):
            if classes[end] == classes[at] or (classes[end] == "ET" and not self._arabic):
                end += 1
            elif classes[end] in joining and end + 1 < len(classes) and classes[end + 1] == classes[at]:
                end += 2
            else:
                break
        return end

    def _latin_runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Find the runs of Latin words and the numbers between and beside them, as (end, first) units."""
        for is_rtl, stretch in groupby(range(start, end), lambda at: self.units[at][2] == "R"):
            inside = list(stretch)
            kinds = [at for at in inside if self.units[at][2]]
            if is_rtl or not any(self.units[at][2] == "L" for at in kinds):
                continue
            first, last = kinds[0], kinds[-1]
            open_brackets = Counter(
                self._shown[self.units[at][0]] for at in range(first, last) if not self.units[at][2]
            )
            while last < inside[-1] and open_brackets[_OPENS.get(self._shown[self.units[last + 1][0]], "")] > 0:
                last += 1
                open_brackets[_OPENS[self._shown[self.units[last][0]]]] -= 1
            yield last + 1, first

    def _rtl_end(self, start: int) -> int:
        """Find the end of a run of right-to-left words and numbers that begins here, before the next Latin word."""
        end = start + 1
        for at in range(start, len(self.units)):
            kind = self.units[at][2]
            if kind == "L":
                break
            if kind == "R":
                end = at + 1
        return end


def _kind(text: str, bidi_class: str) -> str:
    if bidi_class in RTL_CLASSES or text in _RTL_COMMAS:
        return "R"
    if bidi_class == "L":
        return "L"
    return "N" if bidi_class in _NUMBERS else ""
