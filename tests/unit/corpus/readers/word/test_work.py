from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from corpus.readers.word.document import read_docx
from tests.support.word_files import Part, cell, page, paragraph, run, table, word_file

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
LINK = '<w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r>'


def part_of(kind: str, element: str, content: Callable[[int], str], number: int) -> Part:
    body = "".join(
        f'<w:{element} w:{"styleId" if element == "style" else "id"}="{n}">{content(n)}</w:{element}>'
        for n in range(number)
    )
    return Part(kind, f"<w:{kind} {{names}}>{body}</w:{kind}>")


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def hostile_styles(number: int) -> bytes:
    styles = part_of("styles", "style", lambda n: f'<w:basedOn w:val="{n + 1}"/>', number)
    return word_file(page(paragraph(run("a"), '<w:pStyle w:val="0"/>') * number), {"styles.xml": styles})


def hostile_notes(number: int) -> bytes:
    notes = part_of("footnotes", "footnote", lambda n: paragraph(run("see") + note(n + 1)), number)
    return word_file(page(paragraph(run("a") + note(0)) * number), {"footnotes.xml": notes})


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "styles in a chain": hostile_styles,
    "notes in a chain": hostile_notes,
    "fields in fields": lambda n: word_file(page(paragraph((BEGIN + LINK + SEPARATE + run("a")) * n + END * n))),
    "fields without end": lambda n: word_file(page(paragraph((BEGIN + LINK + run("a")) * n))),
    "deleted marks": lambda n: word_file(page(paragraph(run("a "), "<w:rPr><w:del/></w:rPr>") * n)),
    "raised runs": lambda n: word_file(page(paragraph((run("a") + run("1", '<w:position w:val="6"/>')) * n))),
    "merged cells": lambda n: word_file(
        page(table(cell("Town") + cell("Beds") + cell("Men"), *[cell("", "<w:vMerge/>") + cell("3") + cell("4")] * n))
    ),
    "one part again and again": lambda n: word_file(
        page('<w:altChunk r:id="rId1"/>' * n), {"a.txt": Part("aFChunk", b"word " * n)}
    ),
}


def work(data: bytes) -> int:
    """Count the calls of functions while a file is read: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        list(read_docx(data, "form.docx"))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_file_is_twice_the_work(name: str) -> None:
    work(HOSTILE[name](1))  # loads what is loaded once

    assert work(HOSTILE[name](400)) <= 2.2 * work(HOSTILE[name](200))
