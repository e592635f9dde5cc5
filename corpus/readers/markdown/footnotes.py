"""Footnotes ``[^name]``: numbered as they are met, their marks apart from the word before."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*")
_REFERENCE = re.compile(r"[ \t]*\[\^([^\]\s]{1,80})\](?!:)")


def number_footnotes(text: str) -> str:
    """Write the footnotes of a text as ``[1]``, at the word and before the note; a mark without a note stays."""
    lines = text.split("\n")
    code = _in_code(lines)
    prose = [line for line, is_code in zip(lines, code, strict=True) if not is_code]
    defined = dict.fromkeys(note[1] for line in prose if (note := _DEFINITION.match(line)))
    if not defined:
        return text
    met = (mark[1] for line in prose for mark in _REFERENCE.finditer(line) if mark[1] in defined)
    numbers = {name: number for number, name in enumerate(dict.fromkeys([*met, *defined]), start=1)}

    def mark(reference: re.Match[str]) -> str:
        return f" \\[{numbers[reference[1]]}\\]" if reference[1] in numbers else reference[0]

    def write(line: str) -> str:
        note = _DEFINITION.match(line)
        if note is None:
            return _REFERENCE.sub(mark, line)
        return f"\n\\[{numbers[note[1]]}\\] {_REFERENCE.sub(mark, line[note.end() :])}"

    return "\n".join(line if is_code else write(line) for line, is_code in zip(lines, code, strict=True))


def _in_code(lines: list[str]) -> list[bool]:
    """Tell which lines stand between fences, these included."""
    inside: list[bool] = []
    fence = ""
    for line in lines:
        rail = _FENCE.match(line)
        closes = bool(fence and rail and rail[1].startswith(fence) and not line[rail.end() :].strip())
        inside.append(bool(fence or rail))
        if closes:
            fence = ""
        elif rail and not fence:
            fence = rail[1]
    return inside
