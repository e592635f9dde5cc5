"""Titles of pages that state none: what is taken in their place, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.parsing.page import Line, Page
from corpus.text.strings import squeezed
from corpus.text.templates import is_unrendered

SENTENCE_END = re.compile(r"[.!?:;…。][\"'”’»)\]]*$")
_LONGEST_TITLE = 200
AFTER_FILE = "it has no title; named after its file."
AFTER_FIRST_LINE = "no heading is marked as its title; its first line was taken."


def set_unrendered_aside(lines: Sequence[Line], file_name: str) -> tuple[list[Line], list[str]]:
    """Set aside what stands where a title does and is a template that nobody filled in.

    :return: the lines, with the file's name for a title where prose would come to stand there, and what to note.
    """
    kept = list(lines)
    notes: list[str] = []
    has_begun = False
    for number, line in enumerate(lines):
        is_shown = bool(line.text.strip()) and not line.menu
        if is_shown and (line.level == 1 or not has_begun) and is_unrendered(line.text):
            kept[number] = replace(line, level=0, menu=True)
            notes.append(unrendered_note(line.text))
        else:
            has_begun |= is_shown
    first = next((line for line in kept if line.text.strip() and not line.menu), Line(""))
    if notes and not any(line.level == 1 and not line.menu for line in kept) and is_prose(first.text):
        return [Line(file_name, level=1, is_file_name=True), *kept], notes
    return kept, notes


def unrendered_note(title: str) -> str:
    """Say that a title is none."""
    return f"its title {squeezed(title)!r} is a template that was never filled in."


def is_prose(first_line: str) -> bool:
    """Tell whether the first line of a page is no title but its text."""
    return len(first_line) > _LONGEST_TITLE or bool(SENTENCE_END.search(first_line))


def title_notes(page: Page, lines: Sequence[Line]) -> list[str]:
    """Say where a title was taken from that nobody marked as one."""
    if any(line.is_file_name for line in lines):
        return [AFTER_FILE]
    return [AFTER_FIRST_LINE] if page.is_titled_by_first_line else []
