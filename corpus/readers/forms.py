"""Forms that people fill in: a label with its value beside or below it, and boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.model import SectionKind
from corpus.parsing.fields import Written
from corpus.parsing.funding import with_currency
from corpus.parsing.page import Line
from corpus.readers.language_words import any_word_of
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import PAGE_FIELD_LABELS, field_of, page_field, section_of

TICKED_BOXES = "☒☑✅⊠🗹"
OPEN_BOXES = "☐□❏❑❒"
_BOX = re.compile(f"([{TICKED_BOXES}{OPEN_BOXES}])")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVXivx]{1,4}|[A-Ha-h])[.):]?\s+(?=\w)")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_OF_PRACTICE = re.compile(
    rf"\s+{any_word_of('of')}\s+(?:{any_word_of('articles')}\s+)?{any_word_of('practice')}\b", re.IGNORECASE
)
_LONGEST_LABEL = 120
FORM_LABEL_LEVEL = 3
"""The heading level of a label, below a title and a heading over the form."""


def label_of(text: str) -> tuple[str, str | SectionKind] | None:
    """Interpret the label of a form: ``2. Summary (max. 300 words):`` names the summary.

    :return: the label plainly written, and the field or section that it names.
    """
    if len(text) > _LONGEST_LABEL:
        return None
    plain = _NUMBER.sub("", text.strip()).strip(" :*")
    bare = squeezed(_IN_BRACKETS.sub(" ", plain)).strip(" :*")
    for name in dict.fromkeys((plain, bare, _OF_PRACTICE.sub("", bare), bare.partition("/")[0])):
        if field := field_of(name):
            return name, field
        if kind := section_of(name):
            return name, kind
    return None


def form_lines(label: str, value: Sequence[Line], stated: Written) -> Iterator[Line]:
    """Write a label and its value as lines of a page.

    :param stated: takes the values of fields that stand in no page's own text, such as its address.
    """
    ticked, unticked = split_by_ticks(value)
    if any(_BOX.search(line.text) for line in ticked):  # nothing is ticked
        target = label_of(label)
        if target and not isinstance(target[1], SectionKind):
            ticked, unticked = [], [*unticked, *ticked]
    yield from (replace(line, level=0, menu=True) for line in unticked if line.text.strip())
    yield from _labelled_lines(label, ticked, stated)
    yield Line("")


def _labelled_lines(label: str, value: Sequence[Line], stated: Written) -> Iterator[Line]:
    filled = [line for line in value if line.text.strip() and not line.menu]
    yield from (line for line in value if line.menu)
    value = [line for line in value if not line.menu]
    target = label_of(label)
    if target is None:
        yield Line(label, level=FORM_LABEL_LEVEL if filled else 0, menu=not filled)
        yield from value
    elif isinstance(target[1], SectionKind):
        yield Line(target[0], level=FORM_LABEL_LEVEL)
        yield from value
    elif target[1] == "title":
        yield Line.of(" ".join(line.marked.strip() for line in filled), level=1)
    elif target[1] != "amounts" and (page_label := _page_label(*target)):
        yield Line(page_label)
        yield from (replace(line, level=0) for line in filled)
    else:
        for line in filled:
            written = line.text.strip()
            stated.setdefault(target[1], []).append(
                with_currency(label, written) if target[1] == "amounts" else written
            )
            stated.setdefault("links", []).extend(link.url for link in line.links)


def _page_label(name: str, field: str) -> str | None:
    """Find the label by which the text of a page names a field."""
    if page_field(name):
        return name
    return next((label for label, known in PAGE_FIELD_LABELS.items() if known == field), None)


def split_by_ticks(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part options with a box before or behind them into the ticked ones and the others.

    Where nothing is ticked, all lines are kept: it is a list whose bullets are boxes.
    """
    if not _has_tick(lines):
        return list(lines), []
    ticked: list[Line] = []
    unticked: list[Line] = []
    for line in lines:
        before, chosen, others = _split_options(line.marked)
        if chosen or before or not others:
            ticked.append(line.with_marked(" ".join(part for part in (before, "; ".join(chosen)) if part)))
        unticked += [line.with_marked(f"☐ {option}") for option in others]
    return ticked, unticked


def set_unticked_aside(lines: Iterable[Line]) -> Iterator[Line]:
    """Set the options of running text that were not ticked aside; lists where nothing is ticked stay as they are."""
    options: list[Line] = []
    before = ""
    for line in lines:
        if _BOX.search(line.text):
            options.append(line)
        elif line.text.strip() or not options:
            yield from _ticked_options(options, before)
            options, before = [], line.text.strip() or before
            yield line
    yield from _ticked_options(options, before)


def _ticked_options(options: Sequence[Line], before: str) -> Iterator[Line]:
    ticked, unticked = split_by_ticks(options)
    if ticked and not unticked and (page_field(before) or page_field(ticked[0].text)) and not _has_tick(ticked):
        ticked, unticked = [], ticked  # nothing is ticked: the field is unknown
    yield from ticked
    yield from (replace(line, level=0, menu=True) for line in unticked)
    if options:
        yield Line("")


def _has_tick(lines: Iterable[Line]) -> bool:
    return any(mark in line.text for line in lines for mark in TICKED_BOXES)


def _split_options(text: str) -> tuple[str, list[str], list[str]]:
    """Part a line into what stands before its boxes, its ticked options, and the others."""
    before, *rest = (part.strip() for part in _BOX.split(text))
    if not rest:
        return text, [], []
    marks, options = rest[0::2], rest[1::2]
    if before and not options[-1]:  # the boxes stand behind their options
        options, before = [before, *options[:-1]], ""
    pairs = list(zip(marks, options, strict=True))
    names = [(mark in TICKED_BOXES, option.strip(" ;,")) for mark, option in pairs if option.strip(" ;,")]
    return before, [name for tick, name in names if tick], [name for tick, name in names if not tick]
