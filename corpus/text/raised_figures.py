"""Raised and lowered characters as running text: note marks in brackets, powers and indices by their own characters.

A raised figure is a note mark unless what stands before it can carry a power: the sign of a unit, a single letter, or
the ten of ``× 10``. A figure that is simply joined would be another one: 320 with note 1 is not 3201.
"""

from __future__ import annotations

import re
import unicodedata

_FIGURES = "0123456789+-"
_RAISED = dict(zip(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", strict=True))
_LOWERED = dict(zip(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋", strict=True))
_TO_RAISED = str.maketrans(_RAISED | {"−": "⁻", "–": "⁻"})
_TO_LOWERED = str.maketrans(_LOWERED | {"−": "₋", "–": "₋"})
_TO_PLAIN = str.maketrans({sign: plain for table in (_RAISED, _LOWERED) for plain, sign in table.items()})
_MARKED = re.compile(r"([⁰¹²³⁴-⁹⁺⁻]+)|[₀-₉₊₋]+")

_NOTES = re.compile(r"[\[(]?\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\])]?\.?")
_LETTER_NOTE = re.compile(r"[\[(]?([a-z])[\])]?")
_TAKES_LETTER_NOTE = re.compile(r"[^\W\d_]{4}$|\d$")
_ORDINALS = (
    (re.compile(r"(?:\d|(?<![^\W_])[IVXLCM]+)$"), frozenset("eo")),
    (re.compile(r"(?<![\d.,])\d{1,2}\.?$"), frozenset("a")),
)
"""What takes which single raised letter as an ordinal: ``2e``, ``XVIIIe``, ``1a``; any other one marks a note."""
_SIGNED = re.compile(r"[-−–+]\d{1,3}|\d{0,2}[-−–+]")
_CARRIES_SIGN = re.compile(r"[^\W_]$|[)\]]$")
_OF_TEN = re.compile(r"[×x·∙*]\s*10$"), re.compile(r"[-−–+]?\d{1,3}")
_TEN = re.compile(r"(?<![\d.,])10$"), re.compile(r"[3-9]")
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}$")
_COUNTED = re.compile(r"(?:\d\s*|[/(]\s*)[^\W\d_]{2}$")
"""A sign of two letters behind a number, a stroke or a bracket: ``40 mi``, ``(in``."""
_VOWELS = frozenset("aeiouyаеиоуыэюя")
_POWERS = ("2", "3")
"""Powers of the units that texts have: areas and volumes."""
_CONTEXT = 12
"""Characters before a mark that can tell what it is."""


def write_raised(before: str, raised: str) -> str:
    """Write raised characters so that they can follow a text.

    :param before: the text that they stand behind, or its end.
    :return: what to append: `` [1]`` for a note, ``²`` for a power, ``st`` for an ordinal.
    """
    raised = raised.strip().translate(_TO_PLAIN)
    before = before[-_CONTEXT:]
    if _is_power(before, raised):
        return raised.translate(_TO_RAISED)
    note = _NOTES.fullmatch(raised) or _letter_note(before, raised)
    if note is None and not any(character.isdigit() for character in raised):
        return raised
    mark = f"[{note[1] if note else raised}]"
    return f" {mark}" if before and not before[-1].isspace() else mark


def write_lowered(before: str, lowered: str) -> str:
    """Write lowered characters so that they can follow a text: ``₂`` in a formula, a note behind a figure."""
    lowered = lowered.strip().translate(_TO_PLAIN)
    if before[-1:].isdigit() and _NOTES.fullmatch(lowered):
        return write_raised(before, lowered)
    return lowered.translate(_TO_LOWERED)


def part_note_marks(text: str) -> str:
    """Part the notes that a text marks by raised characters (``320¹``) from the words and figures before them."""
    parts: list[str] = []
    end = 0
    for mark in _MARKED.finditer(text):
        before = text[max(end, mark.start() - _CONTEXT) : mark.start()]
        parts += [text[end : mark.start()], (write_raised if mark[1] else write_lowered)(before, mark[0])]
        end = mark.end()
        if parts[-1].endswith("]") and text[end : end + 1].isalnum():
            parts.append(" ")
    return "".join([*parts, text[end:]])


def _is_power(before: str, raised: str) -> bool:
    if any(ten.search(before) and power.fullmatch(raised) for ten, power in (_OF_TEN, _TEN)):
        return True
    if _SIGNED.fullmatch(raised):
        return bool(_CARRIES_SIGN.search(before))
    unit = _UNIT.search(before)
    if unit is None or raised not in _POWERS:
        return False
    letters = unicodedata.normalize("NFD", unit[0].casefold())
    return len(unit[0]) == 1 or bool(_COUNTED.search(before)) or _VOWELS.isdisjoint(letters)


def _letter_note(before: str, raised: str) -> re.Match[str] | None:
    """Match one raised letter that marks a note: behind a figure or a whole word, if it makes no ordinal of it."""
    note = _LETTER_NOTE.fullmatch(raised)
    if note is None or not _TAKES_LETTER_NOTE.search(before):
        return None
    is_ordinal = any(number.search(before) and note[1] in letters for number, letters in _ORDINALS)
    return None if is_ordinal else note
