"""Markdown to plain lines: the text that the marks are about, without the marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.parsing.page import Line
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.html.page import html_lines
from corpus.text.links import marked, plain
from corpus.text.raised_figures import write_lowered, write_raised

_LISTS = {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
_ENDS = {"heading_close", "paragraph_close", "bullet_list_close", "ordered_list_close"}
_BLOCKS = {"table_open", "html_block"}
_TEXTS = {"inline", "fence", "code_block"}
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_LEFT_OVER = re.compile(r"\*{2,}|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
"""Emphasis that a parser does not see, for a sign stands beside it: in Chinese without spaces it often does."""
_GAP = re.compile(r"(^|\s) +", re.MULTILINE)
"""What is left where words were taken out."""
_MOVED = re.compile(r"<(/?)(sup|sub)\b", re.IGNORECASE)


def markdown_lines(text: str) -> tuple[list[Line], list[str]]:
    """Write a Markdown text as plain lines: list items keep a dash or number, code keeps its text, HTML is read.

    :return: the lines, and what is struck through, which is set aside.
    """
    reader = _Lines()
    return list(reader.lines(text)), reader.struck


class _Lines:
    """One pass over the tokens of a page."""

    def __init__(self) -> None:
        self.struck: list[str] = []
        self._depth = 0

    def lines(self, text: str) -> Iterator[Line]:
        level = 0
        marker = ""
        tokens = iter(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
        for token in tokens:
            self._depth += token.nesting * (token.type in _LISTS)
            if token.type == "list_item_open":
                marker = f"{'  ' * (self._depth - 1)}{token.info}{token.markup if token.info else '-'} "
            elif token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type in _ENDS:
                level = 0
                yield from [Line("")] * (not self._depth)
            elif token.type in _BLOCKS:
                yield from self._table(tokens) if token.type == "table_open" else _html_lines(token.content)
            elif token.type in _TEXTS:
                yield from self._text(token, marker, level)
                marker = ""

    def _text(self, token: Token, marker: str, level: int) -> Iterator[Line]:
        text = token.content.rstrip("\n") if token.children is None else self._marked(token)
        if marker and (task := _TASK.match(text)):
            text = ("☐" if task[1] == " " else "☑") + text[task.end() :]
        first, *rest = text.split("\n")
        yield Line.of(marker + first, level)
        yield from (Line.of(line, level) for line in rest)

    def _table(self, tokens: Iterator[Token]) -> Iterator[Line]:
        """Write the rows of the table that has opened as lines."""
        rows: list[list[str]] = []
        for token in itertools.takewhile(lambda token: token.type != "table_close", tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._marked(token))
        yield from (Line.of(line, row=True) for line in rows_as_lines(rows, header=any(rows[0])))
        yield Line("")

    def _marked(self, inline: Token) -> str:
        """Write the text of an inline token, with its links marked."""
        text = _InlineText()
        for token in inline.children or []:
            text.add(token)
        self.struck += text.struck
        return text.joined()


class _InlineText:
    """Text of an inline token in the making: pieces, and where what is still open began."""

    def __init__(self) -> None:
        self.struck: list[str] = []
        self._parts: list[str] = []
        self._open: list[tuple[str, str, int]] = []

    def joined(self) -> str:
        text = "".join(self._parts)
        return _GAP.sub(r"\1", text) if self.struck else text

    def add(self, token: Token) -> None:
        if token.type in ("softbreak", "hardbreak"):
            self._parts.append("\n")
        elif token.type in ("link_open", "s_open"):
            self._open.append((token.type, str(token.attrGet("href") or ""), len(self._parts)))
        elif token.type in ("link_close", "s_close"):
            self._close(token.type.replace("close", "open"))
        elif token.type == "html_inline":
            self._add_tag(token.content)
        elif token.type == "image":
            self._parts.append(marked(token.content, str(token.attrGet("src") or "")))
        else:
            self._parts.append(_LEFT_OVER.sub("", token.content) if token.type == "text" else token.content)

    def _add_tag(self, tag: str) -> None:
        """Take a tag of HTML: its text stays, what is raised or lowered is told from the word before."""
        moved = _MOVED.match(tag)
        if tag.startswith("<?"):  # a template, of which it is not for here to say what it is
            self._parts.append(tag)
        elif re.match(r"<br\b", tag, re.IGNORECASE):
            self._parts.append("\n")
        elif moved and moved[1]:
            self._close(moved[2].lower())
        elif moved:
            self._open.append((moved[2].lower(), "", len(self._parts)))

    def _close(self, kind: str) -> None:
        """Close what was opened last, if it is of this kind."""
        if not self._open or self._open[-1][0] != kind:
            return
        _, target, start = self._open.pop()
        text = "".join(self._parts[start:])
        if kind == "link_open":
            text = marked(text, target)
        elif kind == "s_open":
            self.struck.append(plain(text))
            text = ""
        elif kind == "sup":
            text = write_raised("".join(self._parts[:start]), text)
        else:
            text = write_lowered("".join(self._parts[:start]), text)
        self._parts[start:] = [text]


def _html_lines(html: str) -> Iterator[Line]:
    """Write a block of HTML as lines; a comment that never ends is text."""
    if html.lstrip().startswith("<!--") and "-->" not in html:
        yield from map(Line, html.replace("<!--", "", 1).strip().split("\n"))
        return
    yield from html_lines(f"<main>{html}</main>".encode("utf-8-sig"), "the page")
