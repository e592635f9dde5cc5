from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from corpus.model import Link
from corpus.parsing.results import Read
from tests.support.sheets import furniture_of, practices_of, problems_of, read_sheet_file, sheet_of
from tests.support.tilings import Tiling, tilings

TABLE = [["Title", "Country", "Summary"], ["Clock", "Niger", "It tells."], ["Dial", "Mali", "It shows."]]


@settings(deadline=None, max_examples=60)
@given(tiling=tilings(least_width=1))
def test_a_merged_cell_counts_in_each_row_and_column_that_it_covers(
    tiling: Tiling,
) -> None:
    height, width, spans = tiling
    tiles = [(top, left, top + down - 1, left + across - 1) for top, left, down, across in spans]
    names = [f"Field {chr(ord('A') + column)}" for column in range(width)]
    rows = [["Title", *names], *([f"Practice {number}"] for number in range(height))]

    def merge(book: object, sheet: object) -> None:
        for number, (top, left, bottom, right) in enumerate(tiles):
            if (top, left) == (bottom, right):
                sheet.write(top + 1, left + 1, f"tile {number} x")
            else:
                sheet.merge_range(top + 1, left + 1, bottom + 1, right + 1, f"tile {number} x")

    read = practices_of(read_sheet_file(sheet_of(rows, merge)))

    at = {
        (row, column): f"tile {number} x"
        for number, (top, left, bottom, right) in enumerate(tiles)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    assert [practice.extra for practice in read] == [
        {name: at[row, column] for column, name in enumerate(names)} for row in range(height)
    ]


def test_the_lower_name_of_a_header_is_joined_to_the_upper_one() -> None:
    rows = [
        ["Title", "Dates", "", "Partner", "", "Results", "Country"],
        ["", "Start", "End", "Name", "Country", "2019", ""],
        ["Clock", "2018", "2020", "Guild", "Chad", "It rang.", "Mali"],
    ]

    def merge(book: object, sheet: object) -> None:
        sheet.merge_range(0, 0, 1, 0, "Title")
        sheet.merge_range(0, 1, 0, 2, "Dates")
        sheet.merge_range(0, 3, 0, 4, "Partner")
        sheet.merge_range(0, 6, 1, 6, "Country")

    (practice,) = practices_of(read_sheet_file(sheet_of(rows, merge)))

    assert practice.dates is not None
    assert (practice.title, practice.dates.start, practice.dates.end) == ("Clock", "2018", "2020")
    assert (practice.countries, practice.extra) == (("ML",), {"Partner Name": "Guild", "Partner Country": "Chad"})
    assert [(section.heading, section.text) for section in practice.sections] == [("Results 2019", "It rang.")]


def test_a_header_of_two_rows_without_merged_cells_is_read_by_its_gaps() -> None:
    rows = [["Title", "Dates", "", "Summary"], ["", "Start", "End", ""], ["Clock", "2018", "2020", "It tells."]]

    (practice,) = practices_of(read_sheet_file(sheet_of(rows)))

    assert practice.dates is not None
    assert (practice.title, practice.dates.start, practice.dates.end) == ("Clock", "2018", "2020")


def test_rows_that_only_go_on_with_merged_cells_are_no_records() -> None:
    def merge(book: object, sheet: object) -> None:
        for column, text in enumerate(["Clock", "Niger", "It tells."]):
            sheet.merge_range(1, column, 2, column, text)

    assert len(practices_of(read_sheet_file(sheet_of(TABLE[:1], merge)))) == 1


def test_a_value_that_is_merged_over_a_form_is_one_record() -> None:
    def merge(book: object, sheet: object) -> None:
        sheet.merge_range(0, 1, 0, 3, "Tide clock")

    rows = [["Title"], ["Partners", "Guild", "Office", "Bank"], ["Summary", "It tells."]]
    (practice,) = practices_of(read_sheet_file(sheet_of(rows, merge)))

    assert (practice.title, practice.partners) == ("Tide clock", ("Guild", "Office", "Bank"))


def test_what_is_hidden_is_set_aside_and_named() -> None:
    def hide(book: object, sheet: object) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        secret = book.add_worksheet("Drafts")
        secret.write_row(0, 0, ["Title", "Draft of ours"])
        secret.very_hidden()

    items = read_sheet_file(sheet_of(TABLE, hide))

    (practice,) = practices_of(items)
    assert (practice.title, practice.countries) == ("Clock", None)
    assert {"Dial", "Mali", "It shows.", "Niger", "Draft of ours"} <= set(furniture_of(items))
    assert isinstance(items[0], Read)
    assert items[0].notes == (
        "file.xlsx#Drafts: the sheet is hidden; it was set aside.",
        "file.xlsx#S: 1 hidden rows (3) were set aside.",
        "file.xlsx#S: 1 hidden columns (B) were set aside.",
    )


def test_rows_that_a_filter_hides_are_hidden() -> None:
    def filter_rows(book: object, sheet: object) -> None:
        sheet.autofilter(0, 0, 2, 2)
        sheet.filter_column(1, "x == Niger")
        sheet.set_row(2, options={"hidden": True})

    assert [p.title for p in practices_of(read_sheet_file(sheet_of(TABLE, filter_rows)))] == ["Clock"]


def test_a_workbook_whose_practices_are_all_hidden_says_so() -> None:
    def hide(book: object, sheet: object) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    reasons = [problem.reason for problem in problems_of(read_sheet_file(sheet_of(TABLE, hide)))]

    assert reasons[1:] == ["file.xlsx#S: 2 hidden rows (2, 3) were set aside.".removeprefix("file.xlsx: ")]


def test_links_of_cells_are_kept() -> None:
    def link(book: object, sheet: object) -> None:
        sheet.write_url(1, 0, "https://example.org/clock", string="Clock")
        sheet.write_url(1, 2, "https://example.org/how", string="It tells.")
        sheet.write_formula(2, 0, '=HYPERLINK("https://example.org/dial","Dial")', None, "Dial")

    first, second = practices_of(read_sheet_file(sheet_of(TABLE, link)))

    assert (first.url, second.url) == ("https://example.org/clock", "https://example.org/dial")
    assert first.sections[0].links == (Link(0, 9, "https://example.org/how"),)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (18, '0 "months"', "18 months"),
        (1200000, '#,##0 "EUR"', "1,200,000 EUR"),
        (3.7e6, '0.0,,"m"', "3.7m"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "[$€-407]#,##0.00", "€1,234.50"),
        (-5, '0 "EUR";[Red]-0 "EUR"', "-5 EUR"),
        (1200000, "#,##0", "1200000"),
        (2019, "0", "2019"),
        (-3, "0;(0)", "-3"),
        (17, "00000", "00017"),
        (0.1 + 0.2, "General", "0.3"),
        (date(2019, 3, 1), "mmm-yy", "2019-03"),
        (date(2019, 3, 5), "mmmm yyyy", "2019-03"),
        (date(2019, 3, 5), "yyyy", "2019"),
        (date(2019, 3, 5), "dd.mm.yyyy", "2019-03-05"),
        (datetime(2019, 3, 5, 14, 30), "yyyy-mm-dd hh:mm", "2019-03-05 14:30"),
        (datetime(2019, 3, 5, 14, 30), "yyyy-mm-dd", "2019-03-05"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_as_they_are_shown_where_that_tells_more(value: object, code: str, text: str) -> None:
    def write(book: object, sheet: object) -> None:
        style = book.add_format({"num_format": code})
        write_value = sheet.write_datetime if isinstance(value, date) else sheet.write
        write_value(1, 1, value, style)

    (practice,) = practices_of(read_sheet_file(sheet_of([["Title", "Figure"], ["Clock"]], write)))

    assert practice.extra == {"Figure": text}


def test_raised_and_lowered_figures_stay_apart_from_the_words() -> None:
    def write(book: object, sheet: object) -> None:
        raised, lowered = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
        sheet.write_rich_string(
            1, 2, "It saw 320", raised, "1", " people on 40 m", raised, "2", " and CO", lowered, "2", "."
        )

    practice, _ = practices_of(read_sheet_file(sheet_of(TABLE, write)))

    assert practice.sections[0].text == "It saw 320 [1] people on 40 m² and CO₂."


def test_errors_are_no_values_and_formulas_without_a_result_are_named() -> None:
    def write(book: object, sheet: object) -> None:
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    data = sheet_of(TABLE, write)
    items = read_sheet_file(data)

    assert [practice.countries for practice in practices_of(items)] == [None, ("ML",)]
    assert isinstance(items[0], Read)
    assert items[0].notes == ("file.xlsx#S: 1 cells show an error (B2) and were left out.",)

    never_computed = edited(data, rb' t="e"><f>1/0</f><v>#DIV/0!</v>', rb"><f>1/0</f><v></v>")
    assert [problem.reason[:60] for problem in problems_of(read_sheet_file(never_computed))] == [
        "the file does not hold the results of formulas (B2); open it"
    ]


def test_totals_that_are_computed_are_no_records_whatever_they_are_called() -> None:
    rows = [["Title", "Budget"], ["Clock", 10], ["Dial", 20], ["Alles zusammen", 31]]

    def write(book: object, sheet: object) -> None:
        sheet.write_formula(3, 1, "=SUM(B2:B3)+1", None, 31)

    assert [p.title for p in practices_of(read_sheet_file(sheet_of(rows, write)))] == ["Clock", "Dial"]


def test_comments_and_boxes_are_set_aside() -> None:
    def write(book: object, sheet: object) -> None:
        sheet.write_comment(1, 0, "Ask Ada first.")
        sheet.insert_textbox(5, 5, "Read me before.")

    items = read_sheet_file(sheet_of(TABLE, write))

    assert {"Ask Ada first.", "Read me before."} <= set(furniture_of(items))


def test_cells_far_from_the_others_are_read_where_they_stand() -> None:
    def write(book: object, sheet: object) -> None:
        sheet.write(1048575, 16383, "far away")

    items = read_sheet_file(sheet_of(TABLE, write))

    assert [practice.title for practice in practices_of(items)] == ["Clock", "Dial"]


def edited(data: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes in the sheet of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            part = archive.read(name)
            assert not name.endswith("sheet1.xml") or re.search(re.escape(old), part)
            copy.writestr(name, part.replace(old, new) if name.endswith("sheet1.xml") else part)
    return out.getvalue()
