from __future__ import annotations

from hypothesis import given

from corpus.parsing.table_grid import GridCell, grid_lines, place_on_grid
from tests.support.tilings import Tiling, tilings


def lines(*rows: list[GridCell]) -> list[str]:
    return grid_lines(place_on_grid(rows))


def cells(*texts: str) -> list[GridCell]:
    return [GridCell(text) for text in texts]


NAMES = "abcdefgh"


@given(tilings())
def test_every_cell_stands_under_its_own_columns_in_each_row_that_it_covers(
    tiling: Tiling,
) -> None:
    height, width, tiles = tiling
    rows: list[list[GridCell]] = [[GridCell(f"name {NAMES[column]}", heading=True) for column in range(width)]]
    rows += [[] for _ in range(height)]
    for number, (row, _, down, across) in enumerate(tiles):
        rows[row + 1].append(GridCell(f"cell {number}", down, across))

    unsaid, given_lines = lines(*rows)[:-height], lines(*rows)[-height:]

    assert len(given_lines) == height
    assert {name for line in unsaid for name in line.split(" | ")} <= {f"name {name}" for name in NAMES}
    for row, line in enumerate(given_lines):
        expected = [
            (column, number)
            for number, (top, column, down, across) in enumerate(tiles)
            if top <= row < top + down and across < width
        ]
        if expected:
            assert line == "; ".join(f"name {NAMES[column]}: cell {number}" for column, number in sorted(expected))


def test_lower_names_are_joined_to_the_ones_above_and_titles_stand_alone() -> None:
    assert lines(
        [GridCell("Beds by town", columns=3)],
        [GridCell("Town", rows=2), GridCell("Beds", columns=2)],
        cells("2019", "2020"),
        cells("Tolma", "4", "5"),
        [GridCell("Closed towns", columns=3)],
        cells("Brenn", "", "2"),
    ) == ["Beds by town", "Town: Tolma; Beds 2019: 4; Beds 2020: 5", "Closed towns", "Town: Brenn; Beds 2020: 2"]


def test_words_under_one_name_go_on_and_figures_stay_apart() -> None:
    header = [GridCell("Stop", columns=2), GridCell("Team"), GridCell("Beds", columns=2)]

    assert lines(header, cells("Tolma", "North", "A", "12", "15")) == ["Stop: Tolma North; Team: A; Beds: 12; Beds: 15"]


def test_a_row_of_names_is_no_second_header_where_values_stand_below_other_names() -> None:
    header = [GridCell("Country"), GridCell("Partners", columns=2)]

    assert lines(header, cells("Niger", "Tolma", "Brenn"), cells("Chad", "Ostrel", "Marn")) == [
        "Country: Niger; Partners: Tolma Brenn",
        "Country: Chad; Partners: Ostrel Marn",
    ]


def test_a_grid_that_cannot_be_told_is_given_without_names() -> None:
    overlapping = [cells("Town", "Beds"), [GridCell("Tolma"), GridCell("4", rows=2)], [GridCell("Brenn", columns=2)]]
    endless = [cells("Town", "Beds"), [GridCell("Tolma", rows=65_534, columns=1_000)] * 500]

    assert lines(*overlapping) == ["Town | Beds", "Tolma | 4", "Brenn"]
    assert len(lines(*endless)) == 2
    assert ":" not in "".join(lines(*endless))


def test_a_long_cell_is_said_once_and_names_no_column() -> None:
    long = "Open to all. " * 60
    merged = [GridCell(long, rows=3), GridCell("3")]

    assert lines(
        cells("Town", "Note", "Beds"), [GridCell("Tolma"), *merged], cells("Brenn", "4"), cells("Marn", "5")
    ) == [
        f"Town: Tolma; Note: {long.strip()}; Beds: 3",
        "Town: Brenn; Beds: 4",
        "Town: Marn; Beds: 5",
    ]
    assert lines([GridCell(long, heading=True), GridCell("Beds", heading=True)], cells("Tolma", "4")) == [
        f"{long.strip()} | Beds",
        "Tolma | 4",
    ]


def test_a_row_over_the_whole_width_heads_a_group_and_names_no_columns() -> None:
    header = [GridCell(name, heading=True) for name in ("Town", "Year", "Beds")]
    group = [GridCell("Coast", columns=3, heading=True)]

    assert lines(header, group, cells("Tolma", "2020", "4")) == ["Coast", "Town: Tolma; Year: 2020; Beds: 4"]


def test_a_cell_over_a_series_of_columns_stands_under_its_ends() -> None:
    header = cells("Post", "2019", "2020", "2021")

    assert lines(header, [GridCell("Nurses"), GridCell("closed", columns=3)], cells("Guards", "1", "2", "3")) == [
        "Post: Nurses; 2019 – 2021: closed",
        "Post: Guards; 2019: 1; 2020: 2; 2021: 3",
    ]


def test_an_empty_cell_keeps_its_place_where_columns_have_no_names() -> None:
    assert lines(cells("", "2020", "2021"), cells("Pumps", "", "15"), cells("Wells", "2", "")) == [
        "Pumps; 2021: 15",
        "Wells; 2020: 2",
    ]
    assert lines(cells("Pumps", "", "15"), cells("Wells", "2", "")) == ["Pumps | | 15", "Wells | 2"]
