"""Grids cut into cells that span rows and columns, for the tests of every format that has such tables."""

from __future__ import annotations

from hypothesis import strategies as st

Tiling = tuple[int, int, list[tuple[int, int, int, int]]]
"""The rows and columns of a grid, and (row, column, rows, columns) of each rectangle, in reading order."""


@st.composite
def tilings(draw: st.DrawFn, least_width: int = 2) -> Tiling:
    """Cut a grid of at most five rows and columns into rectangles that cover it without overlap."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(least_width, 5))
    free = {(row, column) for row in range(height) for column in range(width)}
    tiles = []
    while free:
        row, column = min(free)
        across = draw(st.integers(1, 3))
        while not all((row, column + step) in free for step in range(across)):
            across -= 1
        down = draw(st.integers(1, 3))
        while not all((row + step, column + side) in free for step in range(down) for side in range(across)):
            down -= 1
        free -= {(row + step, column + side) for step in range(down) for side in range(across)}
        tiles.append((row, column, down, across))
    return height, width, tiles
