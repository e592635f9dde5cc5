"""Tables of data: each cell under its own column, however cells span and rows are grouped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.html_pages import read_page, summary_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<tr><th rowspan=2>Port<th colspan=2>Boats<tr><th>Old<th>New<tr><td rowspan=2>Sfax<td>4<td>9<tr><td>5<td>8",
            "Port: Sfax; Boats Old: 4; Boats New: 9\nPort: Sfax; Boats Old: 5; Boats New: 8",
        ),
        (
            "<thead><tr><th>Port<th>Year<th>Boats<tbody><tr><td rowspan=5>A<td>2019<td>4<tbody><tr><td>B<td>2020<td>7",
            "Port: A; Year: 2019; Boats: 4\nPort: B; Year: 2020; Boats: 7",
        ),
        (
            "<tfoot><tr><td>Total<td>9<td>3<tbody><tr><td>Sfax<td>9<td>3<thead><tr><td>Port<td>Boats<td>Nets",
            "Port: Sfax; Boats: 9; Nets: 3\nPort: Total; Boats: 9; Nets: 3",
        ),
        (
            "<tr><th>Port<th>Year<th>Boats<tr><th colspan=3>South<tr><td>Sfax<td>2019<td>4",
            "South\nPort: Sfax; Year: 2019; Boats: 4",
        ),
        (
            "<caption>Boats by port</caption><tr><td><th>Old<th>New<tr><th>Sfax<td>4<td>9",
            "Boats by port\nSfax; Old: 4; New: 9",
        ),
        ("<tr><th>Port<th>Boats<tr><th>Sfax<td>9<tr><th>Gabes<td>3", "Port: Sfax; Boats: 9\nPort: Gabes; Boats: 3"),
        ("<tr><td>Sails<td><table><tr><th>Year<th>Boats<tr><td>2018<td>4</table>", "Sails\nYear: 2018; Boats: 4"),
        ("<tr><th>Port<th>Kept<tr><td>Sfax<td hidden>draft<td>4", "Port: Sfax; Kept: 4"),
    ],
)
def test_cells_stand_under_their_own_columns(markup: str, text: str) -> None:
    assert summary_of(f"<table>{markup}</table>") == text


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>Partners<td>Guild<tr><th rowspan=2>Country<td>Niger<tr><td>Mali",
        "<tr><th>Country<td>Niger; Mali<th>Partners<td>Guild",
        "<tr><th>Field<th>Value<tr><td>Country<td>Niger; Mali<tr><td>Partners<td>Guild",
        "<tr><th colspan=2>At a glance<tr><td>Country:<td>Niger<br>Mali<tr><td>Partners:<td>Guild",
    ],
)
def test_labels_and_values_state_fields_however_they_span(rows: str) -> None:
    practice = read_page(f"<table>{rows}</table>").practice

    assert (practice.countries, practice.partners) == (("NE", "ML"), ("Guild",))


@settings(deadline=None, max_examples=60)
@given(rows=st.integers(2, 6), spans=st.lists(st.integers(1, 4), min_size=6, max_size=6), cut=st.integers(1, 5))
def test_a_cell_counts_in_every_row_that_it_covers_in_its_group(rows: int, spans: list[int], cut: int) -> None:
    body, expected, held = "", [], (0, "")
    for row in range(rows):
        if row == cut:
            body += "</tbody><tbody>"
            held = (0, "")
        first = ""
        if not held[0]:
            held = (spans[row], f"port{row}")
            first = f"<td rowspan={spans[row]}>port{row}"
        body += f"<tr>{first}<td>{2000 + row}<td>{row}5"
        expected.append(f"Port: {held[1]}; Year: {2000 + row}; Boats: {row}5")
        held = (held[0] - 1, held[1])

    text = summary_of(f"<table><thead><tr><th>Port<th>Year<th>Boats</thead><tbody>{body}</table>")

    assert text.split("\n") == expected
