"""Lines drawn on a PDF page: what parts the rows and columns of its tables."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_OBJECTS = 5_000
"""Objects of a page that are looked at, and points of a path: a map has a hundred thousand, a table some hundred."""
_THIN = 2.5
"""Points: what is not wider is a line, however it is drawn."""
_SHORTEST = 8.0
"""Points: what is not longer is a bullet, a tick or a part of a picture."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line; measures are in points."""

    horizontal: bool
    at: float
    """Its height on the page, or its distance from the left edge where it is vertical."""
    start: float
    end: float


def page_rules(page: PdfPage) -> list[Rule]:
    """List the lines that are drawn on a page, the edges of boxes among them."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_OBJECTS:
            rules += _path_rules(drawn)
    return rules


def _path_rules(drawn: ctypes._Pointer[ctypes.Structure]) -> Iterator[Rule]:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if min(right - left, top - bottom) <= _THIN:
        yield from _rule((left, (top + bottom) / 2), (right, (top + bottom) / 2))
        yield from _rule(((left + right) / 2, bottom), ((left + right) / 2, top))
        return
    points = list(_points(drawn))
    for (start, _), (end, is_line) in pairwise(points):
        if is_line:
            yield from _rule(start, end)


def _points(drawn: ctypes._Pointer[ctypes.Structure]) -> Iterator[tuple[Point, bool]]:
    """Give the points of a path on the page, each with whether a straight line leads to it; ends of boxes too."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    first: Point = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        first = point if kind == pdfium.FPDF_SEGMENT_MOVETO else first
        yield point, kind == pdfium.FPDF_SEGMENT_LINETO
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield first, True


def _rule(start: Point, end: Point) -> Iterator[Rule]:
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    if not math.isfinite(width + height):
        return
    if height <= _THIN and width >= _SHORTEST:
        yield Rule(True, (start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0]))
    elif width <= _THIN and height >= _SHORTEST:
        yield Rule(False, (start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1]))
