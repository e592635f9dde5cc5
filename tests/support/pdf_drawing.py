"""Pages drawn line by line, as programs do that know nothing of paragraphs."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, BOLD, SIZE, PITCH = "Helvetica", "Helvetica-Bold", 10.0, 12.5
PAGE = 595.0, 842.0


Rules = Sequence[tuple[float, float, float, float]]
"""Lines, each from a point to another one."""


@dataclass(frozen=True)
class Drawn:
    """A line of text at a place of a page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    size: float = SIZE
    font: str = FONT


def wrapped(text: str, width: float, size: float = SIZE, font: str = FONT) -> list[str]:
    """Break a text into lines as wide as they can be."""
    return list(simpleSplit(text, font, size, width))


def column(paragraphs: Sequence[str], left: float, top: float, width: float, gap: float = 8.0) -> list[Drawn]:
    """Write paragraphs below each other."""
    lines: list[Drawn] = []
    for paragraph in paragraphs:
        for line in wrapped(paragraph, width):
            lines.append(Drawn(line, left, top))
            top -= PITCH
        top -= gap
    return lines


def side_by_side(columns: Iterable[Sequence[Drawn]]) -> list[Drawn]:
    """Order the lines of columns from the top of the page, as programs do that print by place."""
    return sorted(itertools.chain(*columns), key=lambda line: (-line.bottom, line.left))


def drawn_pdf(*pages: Sequence[Drawn], rules: Rules = ()) -> bytes:
    """Write pages of lines, with rules on the first one."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=PAGE)
    for number, page in enumerate(pages):
        for line in page:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.left, line.bottom, line.text)
        for rule in rules if number == 0 else ():
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    left: float,
    top: float,
    *,
    right_aligned: frozenset[int] = frozenset(),
    padding: float = 4.0,
    row_gap: float = 6.0,
    bold_header: bool = False,
) -> tuple[list[Drawn], list[tuple[float, float, float, float]]]:
    """Draw a table cell by cell, each broken into lines; give the lines, and the rules around its cells."""
    lines: list[Drawn] = []
    edges = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
    heights = [top]
    for number, row in enumerate(rows):
        font = BOLD if bold_header and not number else FONT
        cells = [wrapped(cell, width - 2 * padding, font=font) for cell, width in zip(row, widths, strict=True)]
        for place, cell in enumerate(cells):
            for line_number, line in enumerate(cell):
                at = edges[place] + padding
                if place in right_aligned:
                    at = edges[place + 1] - padding - stringWidth(line, font, SIZE)
                lines.append(Drawn(line, at, heights[-1] - SIZE - row_gap / 2 - PITCH * line_number, font=font))
        heights.append(heights[-1] - row_gap - PITCH * max(len(cell) for cell in cells))
    rules = [(left, height, edges[-1], height) for height in heights]
    rules += [(edge, top, edge, heights[-1]) for edge in edges]
    return lines, rules
