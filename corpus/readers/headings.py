"""Headings that are set off by type or place: which lines can be one, and which of them is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.parsing.page import Line
from corpus.parsing.titles import is_prose
from corpus.readers.language_words import any_word_of
from corpus.text.strings import fold, squeezed
from corpus.vocabularies.page_labels import page_field, section_of, site_section

TITLE_LEVEL = 2
"""The level of the biggest heading: above it is only the title that a form gives."""
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-H])[.):]?\s+(?=\w)")
_NO_TITLE = re.compile(
    rf"{any_word_of('untitled')}|(?:microsoft )?(?:word|powerpoint)\b.*|.*\.(?:docx?|pdf|pptx?|indd|html?)|\W*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 160


def with_title(lines: list[Line], stated_title: str, file_name: str, lowest_strong: int = 1) -> list[Line]:
    """Mark or add the title: a top heading, else what the file states, else a first heading, else the file's name.

    :param lowest_strong: the lowest heading level that counts before what the file states.
    """
    if any(line.level == 1 and not line.menu and not section_of(line.text) for line in lines):
        return lines
    shown = [number for number, line in enumerate(lines) if line.text.strip() and not line.menu]
    first = lines[shown[0]] if shown else Line("")
    top = _top_heading(lines, shown, lowest_strong)
    if top is not None:
        return _with_level(lines, top, 1)
    if not _NO_TITLE.fullmatch(stated_title.strip()):
        same = [number for number in shown[:20] if fold(lines[number].text) == fold(stated_title)]
        return _with_level(lines, same[0], 1) if same else [Line(squeezed(stated_title), level=1), *lines]
    if first.level and not is_label(first.text):
        return _with_level(lines, shown[0], 1)
    return [Line(file_name, level=1, is_file_name=True), *lines] if is_prose(first.text) else lines


def _top_heading(lines: Sequence[Line], shown: Sequence[int], lowest_strong: int) -> int | None:
    """Find the first heading of the highest level before the first one that names a section."""
    candidates: list[int] = []
    for number in shown:
        if is_label(lines[number].text):
            break
        if 0 < lines[number].level <= lowest_strong:
            candidates.append(number)
    return min(candidates, key=lambda number: lines[number].level, default=None)


def is_heading_text(text: str) -> bool:
    """Tell whether a line that is set off from the text can be a heading: no sentence, not long, with words."""
    return len(text) <= _LONGEST_HEADING and bool(re.search(r"[^\W\d_]{2}", text)) and not re.search(r"[.,;]$", text)


def plain_heading(text: str) -> str:
    """Take the number off a heading, where the words after it are a known heading."""
    bare = _NUMBERED.sub("", text)
    return bare if section_of(bare) or page_field(bare) else text


def _with_level(lines: list[Line], number: int, level: int) -> list[Line]:
    return [*lines[:number], replace(lines[number], level=level), *lines[number + 1 :]]


def is_label(text: str) -> bool:
    """Tell whether a text is only a heading or a field label of a practice page, or begins with a field label."""
    return bool(site_section(text) or page_field(text))
