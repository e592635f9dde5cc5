"""PDF: the text layer, page by page; then its layout, then its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from corpus.errors import PageError
from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.results import Item, Problem
from corpus.readers.headings import TITLE_LEVEL, with_title
from corpus.readers.pdf.form_fields import put_in_place, tick_boxes
from corpus.readers.pdf.layout import Glyphs
from corpus.readers.pdf.lines import pdf_lines
from corpus.readers.pdf.pieces import PdfRow
from corpus.readers.pdf.rules import Rule, page_rules
from corpus.readers.pdf.streams import has_damaged_stream
from corpus.readers.text import read_lines
from corpus.text.decoding import UTF_8

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 5_000
_PICTURE = 0.5
"""The share of a page without text that a picture covers where the page is a scanned one."""
_RECOGNISE = "run text recognition (for example ocrmypdf) over it and give the result"
_AGAIN = "open the PDF and save or print it as PDF again"


@dataclass(slots=True)
class _Pages:
    """What the pages of a document gave, and the numbers of those that something is wrong with."""

    rows: list[PdfRow] = field(default_factory=list)
    rules: dict[int, list[Rule]] = field(default_factory=dict)
    """Lines drawn on each page."""
    aside: list[str] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    """Pages that nothing at all stands on."""
    failed: dict[str, list[int]] = field(default_factory=dict)
    """Pages by the error of the reader that they met."""
    unnamed: dict[int, int] = field(default_factory=dict)
    """Glyphs in the text of a page whose font does not say which characters they are."""
    unordered: dict[int, int] = field(default_factory=dict)
    """Rows of a page of which the order of reading is not sure."""
    misnamed: dict[int, int] = field(default_factory=dict)
    """Words of a page that no language writes: its fonts name wrong letters."""


def read_pdf(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a PDF, with the page that each part of their text stands on."""
    document = _open(data, source)
    if len(document) > _MOST_PAGES:
        raise PageError(f"{source}: the PDF says that it has {len(document)} pages; split it, {_MOST_PAGES} are read.")
    pages = _Pages()
    for number in range(1, len(document) + 1):
        _read_page(document, number, pages)
    if not pages.rows and not pages.damaged and not pages.failed:
        raise PageError(f"{source}: no text layer in the PDF ({len(document)} pages); {_RECOGNISE}.")
    if pages.rows:
        title = document.get_metadata_dict().get("Title", "")
        stated: Written = {}
        lines = with_title(pdf_lines(pages.rows, pages.rules, stated), title, PurePath(source).stem, TITLE_LEVEL)
        lines += [Line(mark, menu=True) for mark in pages.aside]
        yield from read_lines(lines, source, UTF_8, stated)
    if pages.blank and has_damaged_stream(data):
        pages.damaged = sorted(pages.damaged + pages.blank)
    yield from _problems(pages, source)


def _problems(pages: _Pages, source: str) -> Iterator[Problem]:
    """Name the pages that were not read, or not wholly."""
    if pages.rows:
        yield from _of_pages(pages.scanned, source, f"a picture without text; {_RECOGNISE}.")
    yield from _of_pages(pages.damaged, source, f"damaged, not read; {_AGAIN}.")
    for error, numbers in pages.failed.items():
        yield from _of_pages(
            numbers, source, f"not read, its reader failed ({error}); please report this with the file."
        )
    count = sum(pages.unnamed.values())
    lost = f"{count} characters have no text, the font does not say which they are; {_RECOGNISE}."
    yield from _of_pages(list(pages.unnamed), source, lost)
    count = sum(pages.unordered.values())
    mixed = f"{count} lines in two directions may be read in the wrong order; compare them with the page."
    yield from _of_pages(list(pages.unordered), source, mixed)
    count = sum(pages.misnamed.values())
    wrong = f"the fonts name wrong letters ({count} words can be none), so do not rely on its words; {_RECOGNISE}."
    yield from _of_pages(list(pages.misnamed), source, wrong)


def _of_pages(pages: Sequence[int], source: str, reason: str) -> Iterator[Problem]:
    if pages:
        yield Problem(f"{source}, page {', '.join(map(str, pages))}", reason)


def _open(data: bytes, source: str) -> PdfDocument:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(data)
        if document.get_formtype():
            document.init_forms()
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise PageError(f"{source}: the PDF is locked with a password; save a copy without it.") from error
        raise PageError(f"{source}: not a PDF, or a damaged one; {_AGAIN}.") from error
    return document


def _read_page(document: PdfDocument, number: int, pages: _Pages) -> None:
    """Read a page; whatever is wrong with it costs no other one."""
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDFPage_CountObjects

    try:
        rules = page_rules(document[number - 1])
        glyphs, rows = _page_rows(document, number, rules)
        if not rows and not FPDFPage_CountObjects(document[number - 1]):
            pages.blank.append(number)
        elif not rows and _is_picture(document[number - 1]):
            pages.scanned.append(number)
    except PdfiumError:
        pages.damaged.append(number)
    except Exception as error:
        pages.failed.setdefault(f"{type(error).__name__}: {error}", []).append(number)
    else:
        pages.rows += rows
        pages.rules[number] = [] if glyphs.turn else rules
        pages.aside += glyphs.aside
        pages.unnamed |= {number: glyphs.unnamed} if glyphs.unnamed else {}
        pages.unordered |= {number: glyphs.unordered} if glyphs.unordered else {}
        pages.misnamed |= {number: glyphs.misnamed} if glyphs.misnamed else {}


def _page_rows(document: PdfDocument, number: int, rules: Sequence[Rule]) -> tuple[Glyphs, list[PdfRow]]:
    """Read the rows of a page; what was filled into its form stands where the form has it."""
    page = document[number - 1]
    walls = [rule for rule in rules if not rule.horizontal]
    glyphs = Glyphs(page, page.get_textpage(), number, walls)
    rows = glyphs.rows()
    if page.formenv:
        filled = list(tick_boxes(page, glyphs))
        page.flatten()
        page.close()
        page = document[number - 1]
        flat = Glyphs(page, page.get_textpage(), number)
        filled += [piece for row in flat.rows_beside(glyphs) for piece in row]
        glyphs.aside += flat.aside
        glyphs.unnamed += flat.unnamed
        rows = put_in_place(rows, filled)
    return glyphs, rows


def _is_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    area = page.get_width() * page.get_height()
    boxes = (image.get_bounds() for image in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) > _PICTURE * area for left, bottom, right, top in boxes)
