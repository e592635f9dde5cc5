"""Other files in a Word file: texts in other formats that belong to it, charts, diagrams, and objects."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.errors import PageError
from corpus.parsing.page import Line
from corpus.parsing.results import Problem
from corpus.readers.html.page import html_lines
from corpus.readers.word.charts import chart_lines
from corpus.readers.word.diagrams import diagram_lines
from corpus.readers.word.package import Package, Relation
from corpus.text.decoding import decode

_MAIL = re.compile(rb"\s*(?:mime-version|content-type|from|date|subject)\s*:", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\?mso-application)", re.IGNORECASE)
_HIGHEST = 2
"""The level of a heading in an embedded text: there is one title, that of the document."""
_SAVE_AGAIN = "open the document in Word and save it again, which makes this a part of its text"
_APART = "save it as a file of its own and give both"

_MOST_NAMED = 5

ReadInner = Callable[[bytes, str], list[Line]]
"""A function from the bytes of a Word file in another one to its lines."""


class Embedded:
    """The files that a Word file refers to; each is read once, whatever refers to it."""

    def __init__(self, package: Package, source: str, read_inner: ReadInner) -> None:
        self.relations: Mapping[str, Relation] = {}
        """What the part that is read now refers to."""
        self._unread: dict[str, list[str]] = {}
        self._package = package
        self._source = source
        self._read_inner = read_inner
        self._read: set[str] = set()

    def chunk(self, relation: str) -> list[Line]:
        """Read a text in another format that Word shows as a part of its own text."""
        return self._lines(relation, self._chunk)

    def chart(self, relation: str) -> list[Line]:
        """Read a chart."""
        return self._lines(relation, lambda part: _rows(chart_lines(self._package.xml(part)), "a chart"))

    def diagram(self, relation: str) -> list[Line]:
        """Read a diagram."""
        return self._lines(relation, lambda part: _rows(diagram_lines(self._package.xml(part)), ""))

    def object(self, relation: str) -> list[Line]:
        """Read a document that is embedded as an object; others are named."""
        return self._lines(relation, self._object)

    def problems(self) -> Iterator[Problem]:
        """Name what was not read, with the reason."""
        for reason, parts in self._unread.items():
            others = f" and {len(parts) - _MOST_NAMED} others" if len(parts) > _MOST_NAMED else ""
            yield Problem(f"{self._source}, {', '.join(parts[:_MOST_NAMED])}{others}", reason)

    def _lines(self, relation: str, read: Callable[[str], list[Line]]) -> list[Line]:
        related = self.relations.get(relation)
        if related is None or related.target in self._read:
            return []
        self._read.add(related.target)
        if related.is_external:
            return self._say(related.target, f"stands outside the document and is not read; {_APART}.")
        try:
            return read(related.target)
        except (PageError, RecursionError) as error:
            return self._say(related.target, str(error).removeprefix(f"{related.target}: "))

    def _say(self, part: str, reason: str) -> list[Line]:
        self._unread.setdefault(reason, []).append(part)
        return []

    def _chunk(self, part: str) -> list[Line]:
        data = self._package.read(part)
        if data.startswith(b"PK"):
            lines = self._read_inner(data, part)
        elif data.startswith(b"{\\rtf"):
            raise PageError(f"a text in rich text format (.rtf) is not read; {_SAVE_AGAIN}.")
        elif _MAIL.match(data):
            lines = html_lines(_page_of(data), part)
        elif _MARKUP.match(data):
            lines = html_lines(data, part)
        else:
            lines = [Line(line) for line in decode(data, part)[0].split("\n")]
        return [*(replace(line, level=max(line.level, _HIGHEST)) if line.level else line for line in lines), Line("")]

    def _object(self, part: str) -> list[Line]:
        data = self._package.read(part)
        if data.startswith(b"PK"):
            try:
                return self._read_inner(data, part)
            except PageError:  # a workbook, or a presentation
                pass
        raise PageError(f"an embedded object is not read; {_APART}.")


def _rows(texts: Iterable[str], name: str) -> list[Line]:
    lines = [Line(text, row=True) for text in texts]
    if name and not lines:
        raise PageError(f"{name} without values is not read; {_APART}.")
    return lines


def _page_of(data: bytes) -> bytes:
    """Take the page out of a page that was saved as one file (MHTML).

    :raises PageError: there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(payload, bytes):
            charset = part.get_content_charset("utf-8")
            try:
                return payload.decode(charset).encode()
            except (LookupError, UnicodeError):
                return payload
    raise PageError(f"a saved page without a text is not read; {_SAVE_AGAIN}.")
