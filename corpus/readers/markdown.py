"""Markdown with YAML front matter: the form of the built-in collection."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from yaml.nodes import Node

from corpus.errors import PageError
from corpus.parsing.page import Line, read_page
from corpus.parsing.record import take_fields
from corpus.parsing.results import Item, name_of, read_item
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.registry import Reader
from corpus.text.decoding import decode
from corpus.text.links import marked
from corpus.text.strings import squeezed

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_LISTS = {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
_ENDS = {"heading_close", "paragraph_close", "bullet_list_close", "ordered_list_close"}
_TEXTS = {"inline", "fence", "code_block", "html_block"}


def read_markdown(data: bytes, source: str) -> Iterator[Item]:
    """Read the practice of a Markdown file: fields from the front matter, sections from the headings."""
    text, encoding = decode(data, source)
    front = _FRONT_MATTER.match(text)
    record = take_fields(_front_matter(front[1] or "", source) if front else {})
    lines = list(_lines(text[front.end() :] if front else text))
    title = next(iter(record.written.get("title", [])), None)
    page = read_page(lines, title)
    page.written.setdefault("title", [name_of(source)])
    for name, values in record.written.items():
        if name != "title" and (other := page.written.get(name, values)) != values:
            record.extra[f"{name} in the text"] = "; ".join(other)
        page.written[name] = values
    yield read_item(
        page.written,
        (*record.sections, *page.sections),
        source,
        identity=record.identity,
        extra=page.footnotes | record.extra,
        furniture=page.furniture,
        encoding=encoding,
        seen="\n".join([*(line.text for line in lines), *record.values]),
        labels=[*page.labels, record.identity],
    )


class _Loader(yaml.SafeLoader):
    """YAML without aliases, by which a few lines can hold a structure without end."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read")
        return super().compose_node(parent, index)


def _front_matter(block: str, source: str) -> dict[object, object]:
    try:
        values = yaml.load(block, _Loader)
    # PyYAML's own constructors fail in many ways on a value that is not what its tag says
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise PageError(f"{source}: the front matter is not valid YAML: {squeezed(str(error))}.") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise PageError(f"{source}: the front matter holds {type(values).__name__}, not 'name: value' lines.")
    return values


def _lines(text: str) -> Iterator[Line]:
    """Write a Markdown text as plain lines: list items keep a dash or number, code keeps its text."""
    depth = level = 0
    marker = ""
    tokens = iter(MarkdownIt("commonmark").enable("table").parse(text))
    for token in tokens:
        if token.type in _LISTS:
            depth += token.nesting
        if token.type == "list_item_open":
            marker = f"{'  ' * (depth - 1)}{token.info}{token.markup if token.info else '-'} "
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type in _ENDS:
            level = 0
            yield from [Line("")] * (not depth)
        elif token.type == "table_open":
            yield from _table_lines(tokens)
        elif token.type in _TEXTS:
            yield from _text_lines(token, marker, level)
            marker = ""


def _text_lines(token: Token, marker: str, level: int) -> Iterator[Line]:
    first, *rest = (_marked(token) if token.children is not None else token.content.rstrip("\n")).split("\n")
    yield Line.of(marker + first, level)
    yield from (Line.of(line, level) for line in rest)


def _table_lines(tokens: Iterator[Token]) -> Iterator[Line]:
    """Write the rows of the table that has opened as lines."""
    rows: list[list[str]] = []
    for token in itertools.takewhile(lambda token: token.type != "table_close", tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_marked(token))
    yield from (Line.of(line, row=True) for line in rows_as_lines(rows, header=any(rows[0])))
    yield Line("")


def _marked(inline: Token) -> str:
    """Write the text of an inline token, with its links marked."""
    parts: list[str] = []
    targets: list[tuple[str, int]] = []
    for token in inline.children or []:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "link_open":
            targets.append((str(token.attrGet("href") or ""), len(parts)))
        elif token.type == "link_close":
            target, start = targets.pop()
            parts[start:] = [marked("".join(parts[start:]), target)]
        elif token.type == "image":
            parts.append(marked(token.content, str(token.attrGet("src") or "")))
        else:
            parts.append(token.content)
    return "".join(parts)


READER = Reader("Markdown", (".markdown", ".md"), read_markdown)
