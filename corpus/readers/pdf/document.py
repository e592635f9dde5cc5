"""PDF: the text layer, page by page; then its layout, then its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from corpus.errors import PageError
from corpus.parsing.fields import Written
from corpus.parsing.results import Item, Problem
from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.headings import TITLE_LEVEL, with_title
from corpus.readers.pdf.layout import order_by_place
from corpus.readers.pdf.lines import pdf_lines
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.rules import Rule, page_rules
from corpus.readers.text import read_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 5_000
_PICTURE = 0.5
"""The share of a page without text that a picture covers where the page is a scanned one."""
_RECOGNISE = "run text recognition (for example ocrmypdf) over it and give the result"
_AGAIN = "open the PDF and save or print it as PDF again"


def read_pdf(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a PDF, with the page that each part of their text stands on."""
    document = _open(data, source)
    if len(document) > _MOST_PAGES:
        raise PageError(f"{source}: the PDF says that it has {len(document)} pages; split it, {_MOST_PAGES} are read.")
    rows: list[PdfRow] = []
    rules: dict[int, list[Rule]] = {}
    scanned: list[int] = []
    damaged: list[int] = []
    for number in range(1, len(document) + 1):
        page_rows = _page_rows(document, number, rules)
        rows += page_rows or ()
        if page_rows is None:
            damaged.append(number)
        elif not page_rows and _is_picture(document[number - 1]):
            scanned.append(number)
    if not rows and not damaged:
        raise PageError(f"{source}: no text layer in the PDF ({len(document)} pages); {_RECOGNISE}.")
    if rows:
        title = document.get_metadata_dict().get("Title", "")
        stated: Written = {}
        lines = with_title(pdf_lines(rows, rules, stated), title, PurePath(source).stem, TITLE_LEVEL)
        yield from read_lines(lines, source, "utf-8", stated)
        yield from _pages_left_out(scanned, source, f"a picture without text; {_RECOGNISE}.")
    yield from _pages_left_out(damaged, source, f"damaged, not read; {_AGAIN}.")


def _pages_left_out(pages: Sequence[int], source: str, reason: str) -> Iterator[Problem]:
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


def _page_rows(document: PdfDocument, number: int, rules: dict[int, list[Rule]]) -> list[PdfRow] | None:
    """Read the rows of a page; ``None`` where it is damaged.

    :param rules: takes the lines that are drawn on the page.
    """
    from pypdfium2 import PdfiumError

    from corpus.readers.pdf.layout import Glyphs

    try:
        page = document[number - 1]
        boxes = list(_tick_boxes(page, number)) if page.formenv else []
        if page.formenv:
            page.flatten()
            page.close()
            page = document[number - 1]
        text = page.get_textpage()
        rows = Glyphs(page, text, number).rows()
        text.close()
        rules[number] = page_rules(page)
    except PdfiumError:
        return None
    if page.formenv:
        rows = order_by_place([*(piece for row in rows for piece in row), *boxes])
    return rows


def _tick_boxes(page: PdfPage, number: int) -> Iterator[Piece]:
    """Write the boxes of a form that can be filled in as the signs that stand for them."""
    import pypdfium2.raw as pdfium

    kinds = pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetFormFieldType(page.formenv, note) in kinds and pdfium.FPDFAnnot_GetRect(note, rect):
            sign = TICKED_BOXES[0] if pdfium.FPDFAnnot_IsChecked(page.formenv, note) else OPEN_BOXES[0]
            height = rect.top - rect.bottom
            place = (rect.top + rect.bottom) / 2 / (page.get_height() or 1)
            yield Piece(sign, number, rect.left, rect.right, rect.bottom + height / 4, place, height, False)
        pdfium.FPDFPage_CloseAnnot(note)


def _is_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    area = page.get_width() * page.get_height()
    boxes = (image.get_bounds() for image in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) > _PICTURE * area for left, bottom, right, top in boxes)
