"""The text of one block as it is read: pieces of inline elements joined, figures above the line kept apart.

Links are marked in it (see :mod:`corpus.text.links`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.html.labels import looks_like_label
from corpus.text.links import marked, plain, unmarked
from corpus.text.raised_figures import write_lowered, write_raised
from corpus.text.strings import squeezed

_CONTEXT = 16
"""Characters before a raised figure that can tell what it is."""
_MARK = re.compile(r"[\[(]?\s*(\w{1,3}(?:\s*[,;–-]\s*\w{1,3})*)\s*[\])]?")
_FIGURE_MARK = re.compile(r"\[\s*\w{1,3}\s*\]|\(?\d{1,3}\)?")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_BEFORE_A_MARK = re.compile(r"(?:\w|[^\w\s(\[/–—-])$")
_DECIMAL = re.compile(r"\d[.,:]$")
_STROKES = ("/", "⁄")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟۔]['\"”’»)\]]*(?:\s*\[\w{1,3}\])*$")
_ENDS_LINE = re.compile(r"[.!?…。！？؟۔:;；：]['\"”’»)\]]*$")
_LEAST_BEFORE_A_FIGURE = 15
"""Characters of a line that one can go on from which begins with a figure, or in a script without capitals."""


@dataclass(slots=True)
class _Script:
    kind: str
    start: int
    leads_away: bool = False
    """Whether it holds a link within the page."""


class RunningText:
    """The pieces of the line that is being read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._links: list[tuple[int, str]] = []
        """The links that are open: where their words begin, and where they lead."""
        self._scripts: list[_Script] = []
        self._is_after_note = False

    @property
    def has_link(self) -> bool:
        """Tell whether a link is open."""
        return bool(self._links)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been read yet."""
        return not any(piece.strip() for piece in self._pieces)

    def add(self, text: str) -> None:
        """Add a piece; line ends in it are kept."""
        if text:
            if self._is_after_note and text[0].isalnum():
                self._pieces.append(" ")
            self._is_after_note = False
            self._pieces.append(text)

    def open_link(self, address: str, *, within_page: bool) -> None:
        """Begin a link."""
        self._links.append((len(self._pieces), address))
        if within_page and self._scripts:
            self._scripts[-1].leads_away = True

    def close_link(self) -> None:
        """End the last link."""
        if self._links:
            start, address = self._links.pop()
            self._mark_link(start, address)

    def open_script(self, kind: str) -> None:
        """Begin what is raised (``sup``), lowered (``sub``) or raised where it is a figure (``mark``)."""
        self._scripts.append(_Script(kind, len(self._pieces)))

    def close_script(self, *, before_stroke: bool) -> None:
        """End what was begun last; before a stroke it is the upper figure of a fraction."""
        script = self._scripts.pop()
        if self._scripts and script.leads_away:
            self._scripts[-1].leads_away = True
        written = "".join(self._pieces[script.start :])
        words = plain(written).strip()
        if not words:
            return
        before = self._end(script.start)
        if script.kind == "mark":
            text = _note(words) if _is_mark(before, words) else written
        elif before_stroke or (script.kind == "sub" and before.endswith(_STROKES)):
            text = f" {words}" if before[-1:].isdigit() else words
        elif script.leads_away and _MARK.fullmatch(words):
            text = _note(words)
        else:
            text = _scripted(script.kind, before, words, written)
        if text == written:
            return
        _, links = unmarked(written)
        if not before or before[-1].isspace():
            text = text.lstrip()
        self._pieces[script.start :] = [marked(text, links[0].url) if links else text]
        self._is_after_note = text.endswith("]")

    def take(self) -> list[str]:
        """Take the text as lines, and begin anew; an empty one stands for an empty line in the text."""
        if self._links:
            self._mark_link(*self._links[-1])
        text = "".join(self._pieces)
        self._pieces = []
        self._links = [(0, address) for _, address in self._links]
        for script in self._scripts:
            script.start = 0
        self._is_after_note = False
        lines = [squeezed(line) for line in text.split("\n")]
        return _joined(lines) if len(lines) > 1 else list(filter(None, lines))

    def _mark_link(self, start: int, address: str) -> None:
        if address and start < len(self._pieces):
            self._pieces[start:] = [marked("".join(self._pieces[start:]), address)]

    def _end(self, at: int) -> str:
        """Give the last characters before a piece."""
        end = ""
        for piece in reversed(self._pieces[max(at - _CONTEXT, 0) : at]):
            end = plain(piece)[-_CONTEXT:] + end
            if len(end) >= _CONTEXT:
                break
        return end


def _is_mark(before: str, words: str) -> bool:
    """Tell whether a link within the page is the mark of a note: a figure right behind a word."""
    return bool(_FIGURE_MARK.fullmatch(words) and _BEFORE_A_MARK.search(before) and not _DECIMAL.search(before))


def _note(words: str) -> str:
    mark = _MARK.fullmatch(words)
    return f" [{mark[1] if mark else words.strip('[]() ')}]"


def _scripted(kind: str, before: str, words: str, written: str) -> str:
    if kind == "sup" and _BRACKETED.fullmatch(words):
        return f" [{words[1:-1].strip()}]"
    text = (write_raised if kind == "sup" else write_lowered)(before, words)
    if text != words:
        return text
    return f" {words}" if " " in words and before[-1:].isalnum() else written


def _joined(lines: list[str]) -> list[str]:
    """Join the lines of a block that break within a sentence: what ends in one goes on in small letters before that.

    Lines of an address, a verse or a list without sentences stay.
    """
    joined: list[str] = []
    run: list[str] = []
    for line in lines:
        if run and not _goes_on(plain(run[-1]), plain(line)):
            joined += _closed(run)
            run = []
        run.append(line)
    joined += _closed(run)
    kept: list[str] = []
    for number, line in enumerate(joined):
        # one empty line between two breaks makes a paragraph; those at the ends say nothing
        if line or (kept and kept[-1] and any(joined[number:])):
            kept.append(line)
    return kept


def _closed(run: list[str]) -> list[str]:
    if len(run) < 2 or not _ENDS_SENTENCE.search(plain(run[-1])):
        return run
    return [" ".join(run)]


def _goes_on(before: str, after: str) -> bool:
    if not before or not after or _ENDS_LINE.search(before):
        return False
    if after[0].islower():
        return True
    can_go_on = after[0].isdigit() or (after[0].isalpha() and not after[0].isupper())
    is_long = len(before) >= _LEAST_BEFORE_A_FIGURE or before.endswith(",")
    return ((can_go_on and is_long) or before.endswith(",")) and not looks_like_label(before)
