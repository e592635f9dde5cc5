"""Links of a PDF page to the web: the addresses that its text does not say."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.readers.pdf.glyphs import Box, Glyph

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_LINKS = 500
"""Links of one page whose targets are kept."""


def link_targets(links: Sequence[tuple[Box, str]], glyphs: Sequence[Glyph]) -> dict[int, str]:
    """Write `` (address)`` for the last character of each link, unless its text says it already."""
    if not links:
        return {}
    inside: dict[int, list[int]] = {}
    characters = {glyph.index: glyph.text for glyph in glyphs if not glyph.is_space}
    for glyph in glyphs:
        if glyph.is_space:
            continue
        index, x, y = glyph.index, (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        for number, (box, _) in enumerate(links):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                inside.setdefault(number, []).append(index)
    targets: dict[int, str] = {}
    for number, indices in inside.items():
        address = links[number][1]
        goes_on = number + 1 in inside and links[number + 1][1] == address
        text = "".join(characters[index] for index in indices)
        if not goes_on and address.rstrip("/") not in text:
            targets[indices[-1]] = f" ({address})"
    return targets


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
