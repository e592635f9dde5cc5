"""Glyphs of a cell to its text: raised and lowered figures are told apart from those of the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.readers.pdf.bidi import is_right_to_left, mirrored, reading_order, with_plain_letters
from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.rows import LONGEST_MARK, is_alike, shift
from corpus.readers.pdf.rtl_rows import Sign
from corpus.text.raised_figures import part_note_marks, write_lowered, write_raised
from corpus.text.strings import squeezed

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class _Written:
    """What a glyph adds to the text, and whether it stands raised (1), lowered (-1) or on the line."""

    text: str
    shift: int = 0


def glyphs_text(cell: Sequence[Glyph]) -> str:
    """Write the glyphs of a cell in the order of its text."""
    shown = [glyph for glyph in cell if not glyph.is_space]
    moved = _shifts(shown)
    if not any(moved):
        line = "".join(" " if glyph.is_space else glyph.text for glyph in cell)
        return _joined([_Written(line)])
    written: list[_Written] = []
    number = 0
    for glyph in cell:
        if glyph.is_space:
            beside = set(moved[max(number - 1, 0) : number + 1])
            written.append(_Written(" ", beside.pop() if len(beside) == 1 else 0))
            continue
        written.append(_Written(glyph.text, moved[number]))
        number += 1
    return _joined(written)


def signs_text(cell: Sequence[Sign], *, rtl: bool) -> str:
    """Write the signs of a cell, which come from left to right, in the order that they are read in."""
    order = reading_order([sign.text for sign in cell], rtl)
    texts = mirrored([(cell[number].text, is_rtl and not cell[number].is_spelled) for number, is_rtl in order])
    shown = [cell[number] for number, _ in order if not cell[number].is_space]
    moved = dict(zip(map(id, shown), _shifts([sign.glyphs[0] for sign in shown]), strict=True))
    written: list[_Written] = []
    after_latin = False
    for text, (number, is_rtl) in zip(texts, order, strict=True):
        sign = cell[number]
        if after_latin and is_rtl and is_right_to_left(text):
            written.append(_Written(" "))  # no Latin word has an Arabic ending; a prefix can stand before one
        after_latin = not is_rtl and text[-1:].isalpha()
        written.append(_Written(text, moved.get(id(sign), 0)))
    return _joined(written)


def _shifts(glyphs: Sequence[Glyph]) -> list[int]:
    """Tell for each glyph of a row in reading order whether it is raised (1), lowered (-1) or on the line (0).

    Glyphs of one size and base line are compared with the text before them; the first ones, with what follows.
    """
    if len({(glyph.y, glyph.size) for glyph in glyphs}) == 1:
        return [0] * len(glyphs)
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and is_alike(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    shifts: list[int] = []
    word: Glyph | None = None
    for number, run in enumerate(runs):
        beside = word or (runs[number + 1][0] if number + 1 < len(runs) else run[0])
        moved = shift(run[0], beside) if len(run) <= LONGEST_MARK else 0
        word = word if moved else run[-1]
        shifts += [moved] * len(run)
    return shifts


def _joined(characters: Sequence[_Written]) -> str:
    """Write the text of a cell from its characters in reading order."""
    runs = [
        (moved, "".join(character.text for character in run))
        for moved, run in groupby(characters, key=lambda character: character.shift)
    ]
    text = _Text()
    number = 0
    while number < len(runs):
        moved, run = runs[number]
        if moved and _is_fraction(runs[number : number + 3]):
            text.add_fraction("".join(part.strip() for _, part in runs[number : number + 3]))
            number += 3
            continue
        text.add(run, moved)
        number += 1
    written = _DIRECTION_MARKS.sub("", with_plain_letters("".join(text.parts)).translate(_LIGATURES))
    return squeezed(part_note_marks(written))


class _Text:
    """Text as far as it is written."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._end = ""
        self._after_mark = False

    def add(self, run: str, moved: int) -> None:
        """Add a run that stands raised (1), lowered (-1) or on the line (0)."""
        if moved and run.strip():
            write = write_raised if moved > 0 else write_lowered
            mark = write(self._end, run)
            run = mark + (" " if run[-1].isspace() else "")
        elif self._end.endswith("]") and run[:1].isalnum() and self._after_mark:
            run = f" {run}"
        self._after_mark = bool(moved)
        self._append(run)

    def add_fraction(self, fraction: str) -> None:
        """Add a fraction that is set by raised and lowered figures."""
        self._after_mark = False
        self._append(f" {fraction}" if self._end[-1:].isdigit() else fraction)

    def _append(self, run: str) -> None:
        self.parts.append(run)
        self._end = (self._end + run)[-_CONTEXT:]


def _is_fraction(runs: Sequence[tuple[int, str]]) -> bool:
    """Tell whether raised figures, a stroke and small figures below follow each other."""
    if len(runs) < 3 or runs[0][0] != 1 or runs[1][1].strip() not in ("/", "\N{FRACTION SLASH}"):
        return False
    return runs[0][1].strip().isdigit() and runs[2][1].strip().isdigit() and runs[2][0] < 0
