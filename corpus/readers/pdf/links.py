"""Links of a PDF page to the web, beside the words that they are laid over."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.model import Link
from corpus.readers.pdf.cell_text import glyphs_text
from corpus.readers.pdf.glyphs import Box, Glyph

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_LINKS = 500
"""Links of one page whose targets are kept."""


def linked_glyphs(links: Sequence[tuple[Box, str]], glyphs: Sequence[Glyph]) -> dict[int, str]:
    """Find the address that each glyph inside of a link leads to, by the number of the glyph."""
    addresses: dict[int, str] = {}
    for glyph in glyphs if links else ():
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        for box, address in links:
            if not glyph.is_space and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                addresses[glyph.index] = address
    return addresses


def links_in(text: str, cell: Sequence[Glyph], addresses: Mapping[int, str], *, rtl: bool) -> tuple[Link, ...]:
    """Find the links in the text of a cell by the words that their glyphs make; right to left, all of it is one."""
    runs: list[tuple[str, list[Glyph]]] = []
    for glyph in cell:
        address = runs[-1][0] if glyph.is_space and runs else addresses.get(glyph.index, "")
        if not runs or runs[-1][0] != address:
            runs.append((address, []))
        runs[-1][1].append(glyph)
    linked = [address for address, _ in runs if address]
    if rtl and linked:
        return (Link(0, len(text), linked[0]),)
    links: list[Link] = []
    at = 0
    for address, run in runs if linked else ():
        words = glyphs_text(run).strip()
        start = text.find(words, at)
        if words and start >= 0:
            at = start + len(words)
            links += [Link(start, at, address)] if address else []
    return tuple(links) or tuple(Link(0, len(text), address) for address in linked[:1])


def page_links(page: PdfPage) -> list[tuple[Box, str]]:
    """List the place and address of each link of a page to the web."""
    import pypdfium2.raw as pdfium

    links: list[tuple[Box, str]] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    address = ctypes.create_string_buffer(4096)
    while len(links) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        pdfium.FPDFAction_GetURIPath(page.pdf, action, address, len(address))
        written = address.value.decode("utf-8", "replace")
        if written.startswith(("http://", "https://")):
            links.append(((rect.left, rect.bottom, rect.right, rect.top), written))
    return links
