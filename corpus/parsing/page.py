"""Lines of a page to a practice: every format that has headings is first made into lines, then read here.

Headings and field labels are recognised by their words, not by markup classes. A line that nothing claims goes to the
section it stands in, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from corpus.model import Link, Section, SectionKind
from corpus.parsing.fields import Written, reads_in_full
from corpus.parsing.funding import with_currency
from corpus.text.dates import parse_dates
from corpus.text.links import unmarked, with_marks
from corpus.text.strings import BULLETS, fold
from corpus.vocabularies.countries import country_code
from corpus.vocabularies.frameworks import PRACTICE_TYPES
from corpus.vocabularies.page_labels import (
    bare_field,
    ends_page,
    is_furniture,
    is_kosovo_note,
    page_field,
    section_of,
    site_section,
    starts_page,
)

_SINGLE = ("dates", "start", "end", "type", "submitted")
_ADDRESSES = ("url", "links", "related")
_NUMBERED = ("primary_objectives", "secondary_objectives", "principles", "sdgs")
_LONGEST_VALUE = 160
"""Characters; a longer line under a field label is prose whose heading the capture lost."""
_PROSE = re.compile(r"\w{3,}[.!?](?:\s|$)")
_BULLET = re.compile(rf"^[{BULLETS}]\s+")
_TYPES = {fold(name) for name in PRACTICE_TYPES if name != "Other"}
_BARE_HEADING = re.compile(r"[^\W\d_](?:[^.!?;:]{1,58})[^\s.,;:!?]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its heading level (0: the format marks none), and whether it is known to be a menu."""

    text: str
    level: int = 0
    menu: bool = False
    pages: tuple[tuple[int, int], ...] = ()
    """Where numbered pages begin in it, as (offset, page number): a paragraph can go over several."""
    field: str | None = None
    """The field that it is a value of, where the markup says so."""
    is_label: bool = False
    """Whether it names that field instead."""
    row: bool = False
    """Whether it is a row of a table of data, in which ``Country: Niger`` states no field of the practice."""
    links: tuple[Link, ...] = ()
    """The links in its text."""
    is_file_name: bool = False
    """Whether the page does not have it: the name of its file, put where a title is missing."""

    @classmethod
    def of(cls, marked: str, level: int = 0, **known: Any) -> Self:  # noqa: ANN401
        """Make the line of a text in which links are marked (see :mod:`corpus.text.links`)."""
        text, links = unmarked(marked)
        return cls(text, level, links=links, **known)

    @property
    def marked(self) -> str:
        """The text with its links marked, to be made part of another one."""
        return with_marks(self.text, self.links)

    def with_marked(self, marked: str, **changes: Any) -> Self:  # noqa: ANN401
        """Give the line another text, made of its marked one."""
        text, links = unmarked(marked)
        return replace(self, text=text, links=links, **changes)


@dataclass(slots=True)
class Page:
    """A page taken apart: values as written, sections in page order, and what was set aside."""

    written: Written = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    """Names of fields, headings without a text below them, and the title where it is said again."""
    links: list[str] = field(default_factory=list)
    """Where the values of fields lead, and headings."""
    is_titled_by_first_line: bool = False
    """Whether its title is a line that no markup calls one."""

    @property
    def footnotes(self) -> dict[str, str]:
        """The footnote on Kosovo, where a value is marked for it."""
        places = (value for name in ("countries", "regions") for value in self.written.get(name, ()))
        notes = [line for line in self.furniture if is_kosovo_note(line)]
        return {"footnote": notes[0]} if notes and any("kosovo" in value.casefold() for value in places) else {}


def split_pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Split a capture that may hold several pages, one after another or the same one pasted twice."""
    starts = [0]
    title: str | None = None
    after_end = False
    last_section = max((number for number, line in enumerate(lines) if site_section(line.text)), default=-1)
    for number, line in enumerate(lines):
        text = line.text.strip()
        if not text or line.menu:
            continue
        is_content = not is_furniture(text)
        again = title is not None and (
            starts_page(text) or (after_end and is_content) or (text == title and _labelled(lines, number + 1))
        )
        if again and number <= last_section:
            starts.append(number)
            title = None
        after_end = ends_page(text)
        if title is None and is_content:
            title = text
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield list(lines[start:end])


def read_page(lines: Sequence[Line], title: str | None = None) -> Page:
    """Take one page apart. Never raises; every line ends up in a value, a section or the furniture.

    :param title: the title where it is known already (front matter); else the first line or heading is taken.
    """
    reader = _Reader(lines, title)
    for number in range(len(lines)):
        reader.take(number)
    reader.close_section()
    if reader.page.links:
        reader.page.written.setdefault("links", []).extend(reader.page.links)
    return reader.page


def _labelled(lines: Sequence[Line], start: int) -> bool:
    following = next((lines[n].text for n in range(start, len(lines)) if lines[n].text.strip()), "")
    return bool(page_field(following) or site_section(following))


class _Reader:
    """One pass over a page: which section or field the next line belongs to."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.number = 0
        self.line = Line("")
        self.page = Page({"title": [title]} if title else {})
        self.kind: SectionKind | None = None
        self.heading: str | None = None
        self.opening = Line("")
        self.level = 0
        self.body: list[Line] = []
        self.field: str | None = None
        self.label = ""
        self.has_title = any(
            line.level == 1 and not line.menu and line.text.strip() and not section_of(line.text) for line in lines
        )
        self.has_headings = any(line.level > 1 for line in lines)
        self.has_summary = any(section_of(line.text) is SectionKind.SUMMARY for line in lines)

    def take(self, number: int) -> None:
        self.number = number
        self.line = self.lines[number]
        text = self.line.text.strip()
        if not text:
            self._blank()
            return
        claims = (
            self._furniture,
            self._stated_value,
            self._title,
            self._section,
            self._label,
            self._unknown_heading,
            self._value,
        )
        if self.line.row:
            self.field = None
        if self.line.row or not any(claim(text) for claim in claims):
            self._body(text)

    def close_section(self) -> None:
        text, pages, links = _section_text(self.body)
        if self.kind is SectionKind.OTHER and not text.strip() and self.heading:
            text, pages, links = _section_text([self.opening])
        else:
            self.page.links += [link.url for link in self.opening.links]
        if self.kind is not None and text.strip():
            self.page.sections.append(Section(self.kind, self.heading, text, pages, links))
        elif self.heading:
            self.page.labels.append(self.heading)
        self.body = []

    def _blank(self) -> None:
        if self.field in _SINGLE and self.page.written[self.field]:
            self.field = None
        self.body.append(Line(""))

    def _furniture(self, text: str) -> bool:
        if not self.line.menu and not is_furniture(text):
            return False
        self.page.furniture.append(text)
        if ends_page(text):
            self._open(SectionKind.OTHER, None, 0)
        return True

    def _stated_value(self, text: str) -> bool:
        if self.line.field is None or (_is_prose(text) and len(text) > _LONGEST_VALUE):
            return False
        if self.line.is_label:
            self.label = text
            self.page.labels.append(text)
            return True
        self._state(self.line.field, text)
        return True

    def _title(self, text: str) -> bool:
        known = self.page.written.get("title")
        if known:
            if self.line.level != 1 or fold(known[0]) != fold(text):
                return False
            self.page.labels.append(text)
            return True
        if self.has_title:
            if self.line.level != 1 or section_of(text):
                return False
        elif self.kind is not None or self.field or site_section(text) or self.line.level:
            return False
        self.page.written["title"] = [text]
        self.page.is_titled_by_first_line = not self.has_title
        return True

    def _section(self, text: str) -> bool:
        level = self.line.level
        kind = section_of(text) if level else site_section(text)
        if kind is None:
            return False
        self._open(kind, text, level)
        return True

    def _label(self, text: str) -> bool:
        label = page_field(text) or self._bare_label(text)
        if label is None or _is_prose(label[1]) or (not label[1] and self._heads_prose()):
            return False
        self.field, value = label
        self.label = text.removesuffix(value)
        self.page.labels.append(self.label)
        self.page.written.setdefault(self.field, [])
        if value:
            self._state(self.field, value)
        else:
            self.page.links += [link.url for link in self.line.links]
        return True

    def _bare_label(self, text: str) -> tuple[str, str] | None:
        """Read a label of one word, before the sections or among the organisations; of a sum that is read, anywhere."""
        label = bare_field(text)
        if label is None or not reads_in_full(*label):
            return None
        is_among_fields = self.kind in (None, SectionKind.ORGANISATIONS) or (
            self.kind is SectionKind.OTHER and self.heading is None
        )
        return label if is_among_fields or label[0] == "amounts" else None

    def _unknown_heading(self, text: str) -> bool:
        level = self.line.level
        inside = self.kind is not None and level > self.level > 0
        if inside:
            self.field = None
        if inside or not (level or self._looks_like_heading(text)):
            return False
        self._open(section_of(text) or SectionKind.OTHER, text, level)
        return True

    def _heads_prose(self) -> bool:
        """Tell whether a line that the markup calls a heading has prose below it, and so is no label."""
        below = (line.text.strip() for line in self.lines[self.number + 1 :])
        return self.line.level > 1 and _is_prose(next(filter(None, below), ""))

    def _looks_like_heading(self, text: str) -> bool:
        """Tell a heading of plain text: a short line of its own between blank lines, with prose below it."""
        if self.has_headings or self.field or self.kind is None or not _BARE_HEADING.fullmatch(text):
            return False
        before = self.lines[self.number - 1].text.strip() if self.number else ""
        after = [line.text.strip() for line in self.lines[self.number + 1 : self.number + 3]]
        alone = not before and len(after) == 2 and not after[0]
        return alone and text[0].isupper() and len(text.split()) <= 6 and len(after[1]) > 60

    def _value(self, text: str) -> bool:
        if self.field is None:
            return False
        full = self.field in _SINGLE and bool(self.page.written[self.field])
        full |= self.field == "amounts" and bool(self.page.written["amounts"]) and not reads_in_full("amounts", text)
        lost_label = self.field in _NUMBERED and _bare_value(text)
        if full or lost_label or bare_field(text) or _is_prose(text):
            self.field = None
            return False
        self._state(self.field, text)
        return True

    def _state(self, name: str, text: str) -> None:
        """Take the line for a value of a field; what the field holds are addresses, where they stand in its links."""
        addresses = [link.url for link in self.line.links]
        value = _BULLET.sub("", text)
        if name == "amounts":
            value = with_currency(self.label, value)
        if addresses and name in _ADDRESSES:
            self.page.labels.append(value)
            self.page.written.setdefault(name, []).extend(addresses)
        else:
            self.page.written.setdefault(name, []).append(value)
            self.page.links += addresses

    def _body(self, text: str) -> None:
        if self.kind is None:
            if name := _bare_value(text):
                self._state(name, text)
                return
            self._open(SectionKind.OTHER if self.has_summary else SectionKind.SUMMARY, None, 0)
        self.body.append(self.line)

    def _open(self, kind: SectionKind, heading: str | None, level: int) -> None:
        self.close_section()
        self.kind, self.heading, self.level, self.field = kind, heading, level, None
        self.opening = self.line if heading else Line("")


SectionText = tuple[str, tuple[tuple[int, int], ...], tuple[Link, ...]]


def _section_text(lines: Sequence[Line]) -> SectionText:
    """Join the lines without empty ones at the ends or several in a row.

    :return: the text, where pages begin in it, and its links.
    """
    kept: list[Line] = []
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(replace(line, text=line.text.rstrip()))
    while kept and not kept[-1].text:
        kept.pop()
    pages: list[tuple[int, int]] = []
    links: list[Link] = []
    start = 0
    for line in kept:
        pages += [(start + at, page) for at, page in line.pages if not pages or page != pages[-1][1]]
        links += [Link(start + link.start, start + link.end, link.url) for link in line.links]
        start += len(line.text) + 1
    return "\n".join(line.text for line in kept), tuple(pages), tuple(links)


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_VALUE or bool(_PROSE.search(text))


def _bare_value(text: str) -> str | None:
    """Guess the field of a value whose label the capture lost; such values stand before the first section."""
    if re.fullmatch(r"\d{4}\s*[-–—]\s*(?:\d{4}|\w+)", text) and parse_dates(text):
        return "dates"
    if fold(text) in _TYPES:
        return "type"
    return "countries" if len(text) > 3 and country_code(text) else None
