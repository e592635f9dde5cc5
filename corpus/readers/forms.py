"""Forms that people fill in: a label with its value beside or below it, and boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.model import SectionKind
from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.vocabularies.page_labels import PAGE_FIELD_LABELS, field_of, page_field, section_of

TICKED = "☒☑✅⊠🗹"
OPEN = "☐□❏❑❒"
_BOX = re.compile(f"([{TICKED}{OPEN}])")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVXivx]{1,4}|[A-Ha-h])[.):]?\s+(?=\w)")
_ASIDE = re.compile(r"\([^)]*\)")
_OF_PRACTICE = re.compile(
    r"\s+(?:of|de|du|del)\s+(?:(?:the|your|la|le|el)\s+)?(?:good\s+)?(?:practices?|práctica|pratique)\b", re.I
)
_LONGEST_LABEL = 120
FORM_LABEL_LEVEL = 3
"""The heading level of a label, below a title and a heading over the form."""


def label_of(text: str) -> tuple[str, str | SectionKind] | None:
    """The heading or field that a label of a form names, plainly written: ``2. Summary (max. 300 words):``."""
    if len(text) > _LONGEST_LABEL:
        return None
    plain = _NUMBER.sub("", text.strip()).strip(" :*")
    bare = " ".join(_ASIDE.sub(" ", plain).split()).strip(" :*")
    for name in dict.fromkeys((plain, bare, _OF_PRACTICE.sub("", bare), bare.partition("/")[0])):
        if field := field_of(name):
            return name, field
        if kind := section_of(name):
            return name, kind
    return None


def form_lines(label: str, value: Sequence[Line], stated: Written) -> Iterator[Line]:
    """A label and its value as lines of a page.

    :param stated: takes the values of fields that stand in no page's own text, such as its address.
    """
    kept, left = chosen(value)
    if any(_BOX.search(line.text) for line in kept):  # nothing is ticked
        known = label_of(label)
        if known and not isinstance(known[1], SectionKind):
            kept, left = [], [*left, *kept]
    yield from (replace(line, level=0, menu=True) for line in left if line.text.strip())
    yield from _named(label, kept, stated)
    yield Line("")


def _named(label: str, value: Sequence[Line], stated: Written) -> Iterator[Line]:
    filled = [line for line in value if line.text.strip() and not line.menu]
    yield from (line for line in value if line.menu)
    value = [line for line in value if not line.menu]
    named = label_of(label)
    if named is None:
        yield Line(label, level=FORM_LABEL_LEVEL if filled else 0, menu=not filled)
        yield from value
    elif isinstance(named[1], SectionKind):
        yield Line(named[0], level=FORM_LABEL_LEVEL)
        yield from value
    elif named[1] == "title":
        yield Line(" ".join(line.text.strip() for line in filled), level=1)
    elif page_label := _page_label(*named):
        yield Line(page_label)
        yield from (replace(line, level=0) for line in filled)
    else:
        stated.setdefault(named[1], []).extend(line.text.strip() for line in filled)


def _page_label(name: str, field: str) -> str | None:
    """The label by which a page's text names a field."""
    if page_field(name):
        return name
    return next((label for label, known in PAGE_FIELD_LABELS.items() if known == field), None)


def chosen(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Of the options with a box before or behind them the ticked ones, and what is left out; all where none is."""
    if not _is_ticked(lines):
        return list(lines), []
    kept: list[Line] = []
    left: list[Line] = []
    for line in lines:
        before, taken, others = _options(line.text)
        if taken or before or not others:
            kept.append(replace(line, text=" ".join(part for part in (before, "; ".join(taken)) if part)))
        left += [replace(line, text=f"☐ {option}") for option in others]
    return kept, left


def ticked(lines: Iterable[Line]) -> Iterator[Line]:
    """Running text with the options that were not ticked set aside; lists where nothing is ticked stay as they are."""
    options: list[Line] = []
    before = ""
    for line in lines:
        if _BOX.search(line.text):
            options.append(line)
        elif line.text.strip() or not options:
            yield from _decided(options, before)
            options, before = [], line.text.strip() or before
            yield line
    yield from _decided(options, before)


def _decided(options: Sequence[Line], before: str) -> Iterator[Line]:
    kept, left = chosen(options)
    if kept and not left and (page_field(before) or page_field(kept[0].text)) and not _is_ticked(kept):
        kept, left = [], kept  # nothing is ticked: the field is unknown
    yield from kept
    yield from (replace(line, level=0, menu=True) for line in left)
    if options:
        yield Line("")


def _is_ticked(lines: Iterable[Line]) -> bool:
    return any(mark in line.text for line in lines for mark in TICKED)


def _options(text: str) -> tuple[str, list[str], list[str]]:
    """What stands before the boxes of a line, its ticked options, and the others."""
    before, *rest = (part.strip() for part in _BOX.split(text))
    if not rest:
        return text, [], []
    marks, options = rest[0::2], rest[1::2]
    if before and not options[-1]:  # the boxes stand behind their options
        options, before = [before, *options[:-1]], ""
    pairs = list(zip(marks, options, strict=True))
    names = [(mark in TICKED, option.strip(" ;,")) for mark, option in pairs if option.strip(" ;,")]
    return before, [name for tick, name in names if tick], [name for tick, name in names if not tick]
