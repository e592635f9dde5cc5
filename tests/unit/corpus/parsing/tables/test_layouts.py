"""Any table of practices gives the same ones in whatever layout a sheet has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Practice
from tests.support.sheets import Row, furniture_of, practices_of, read_both, read_sheet_file, sheet_of

NAMES = ("Title", "Country", "Dates", "Summary", "Budget", "Implementing organisation")
BESIDE = [["Partner", "Role", "Contact"], ["Red Cross", "Runs the teams", "desk"], ["Guild", "Funds", "desk"]]

word = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
title = st.lists(word, min_size=2, max_size=4).map(lambda words: " ".join(words).capitalize())
record = st.tuples(
    title,
    st.sampled_from(["Kenya", "Niger", "Chad", "Peru"]),
    st.sampled_from(["2018", "2019 - 2021", "March 2020"]),
    st.lists(word, min_size=5, max_size=9).map(lambda words: " ".join(words).capitalize() + "."),
    st.integers(100, 900).map(str),
    title,
)
records = st.lists(record, min_size=2, max_size=5, unique_by=lambda row: row[0])
briefly = settings(deadline=None, max_examples=40)


def facts(practice: Practice) -> Practice:
    return replace(practice, captures=())


def expected(rows: list[Row]) -> list[Practice]:
    return [facts(practice) for practice in read_both([NAMES, *rows])[0]]


def plain(rows: list[Row]) -> list[Row]:
    return [["Practices of the office"], [], NAMES, *rows, [], ["Source: the registers. Figures are provisional."]]


def with_totals(rows: list[Row]) -> list[Row]:
    total = str(sum(int(str(row[4])) for row in rows))
    return [NAMES, *rows, ["Total", "", "", "", total, ""]]


def with_totals_in_no_known_words(rows: list[Row]) -> list[Row]:
    total = str(sum(int(str(row[4])) for row in rows))
    return [NAMES, *rows, ["Yhteensä", "", "", "", total, ""]]


def two_below(rows: list[Row]) -> list[Row]:
    order = [3, 0, 5, 1, 4, 2]
    below = [[row[at] for at in order] for row in rows[1:]]
    return [NAMES, rows[0], [], *BESIDE, [], [NAMES[at] for at in order], *below]


def two_beside(rows: list[Row]) -> list[Row]:
    left, right = rows[:1], rows[1:]
    blank = [""] * len(NAMES)
    pairs = [(left[n] if n < len(left) else blank, right[n]) for n in range(len(right))]
    return [[*NAMES, "", *NAMES], *([*first, "", *second] for first, second in pairs)]


def legend_beside(rows: list[Row]) -> list[Row]:
    legend = [["Code", "Meaning"], ["A", "active"]]
    return [
        [*row, "", *(legend[number] if number < len(legend) else ["", ""])] for number, row in enumerate([NAMES, *rows])
    ]


def form(rows: list[Row]) -> list[Row]:
    return [["Good practices"], [], *zip(NAMES, *rows, strict=True)]


def forms_below(rows: list[Row]) -> list[Row]:
    return [line for row in rows for line in ([*zip(NAMES, row, strict=True)], [[]]) for line in line]


def form_of_two_label_columns(rows: list[Row]) -> list[Row]:
    lines: list[Row] = []
    for row in rows:
        cells = list(zip(NAMES, row, strict=True))
        lines += [[*cells[n], *cells[n + 1]] for n in range(0, len(cells), 2)] + [[]]
    return lines


LAYOUTS = (
    plain, with_totals, with_totals_in_no_known_words, two_below, two_beside, legend_beside, form, forms_below,
    form_of_two_label_columns,
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@briefly
@given(rows=records)
def test_practices_are_the_same_in_any_layout(layout: object, rows: list[Row]) -> None:
    for read in read_both(layout(rows)):
        assert sorted(map(facts, read), key=repr) == sorted(expected(rows), key=repr)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@briefly
@given(rows=records)
def test_every_word_of_a_sheet_is_in_a_practice_or_set_aside(layout: object, rows: list[Row]) -> None:
    sheet = layout(rows)
    items = read_sheet_file(sheet_of(sheet))

    names = {*NAMES, *map(str, range(100))}
    kept = " ".join([*(repr(practice.to_dict()) for practice in practices_of(items)), *furniture_of(items)])
    countries = {"Kenya", "Niger", "Chad", "Peru"}  # kept by their codes
    assert [c for row in sheet for c in row if c and c not in names | countries and str(c) not in kept] == []


def test_group_headings_and_subtotals_are_set_aside() -> None:
    rows = [
        ["Title", "Country", "Budget", "Summary"],
        ["East", "", "", ""],
        ["Night clinic", "Kenya", 50, "Nurses see patients at night."],
        ["Paper clinic", "Kenya", 70, "Lawyers help with papers."],
        ["Subtotal Kenya", "", 120, ""],
        ["2020", "", "", ""],
        ["Van", "Uganda", 30, "A van registers births."],
        ["Subtotal Uganda", "", 30, ""],
        ["Grand total", "", 150, ""],
        ["* provisional", "", "", ""],
    ]

    def merge(book: object, sheet: object) -> None:
        sheet.merge_range(1, 0, 1, 3, "East")

    items = read_sheet_file(sheet_of(rows, merge))

    assert [practice.title for practice in practices_of(items)] == ["Night clinic", "Paper clinic", "Van"]
    assert furniture_of(items) == [
        "East", "Subtotal Kenya", "120", "2020", "Subtotal Uganda", "30", "Grand total", "150", "* provisional",
    ]  # fmt: skip


def test_a_record_with_nothing_but_its_title_is_one_where_another_follows() -> None:
    for read in read_both([["Title", "Summary"], ["Clock", "It tells."], ["Dial", ""], ["Bell", "It rings."]]):
        assert [practice.title for practice in read] == ["Clock", "Dial", "Bell"]


def test_records_go_on_below_a_blank_row() -> None:
    rows = [["Title", "Country"], ["Clock", "Niger"], [], ["Dial", "Mali"], ["Bell", "Chad"], [], ["Late", "Peru"]]

    for read in read_both(rows):
        assert [practice.title for practice in read] == ["Clock", "Dial", "Bell", "Late"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Name"], ["A", "Active"], ["C", "Closed"]],
        [["Name", "Role", "E-mail"], ["Ada", "editor", "ada@example.org"]],
        [["Status", "Meaning"], ["A", "active"]],
    ],
)
def test_lists_of_codes_and_persons_are_no_practices(rows: list[Row]) -> None:
    table = [["Title", "Summary"], ["Clock", "It tells the tide."]]
    items = read_sheet_file(sheet_of([*table, [], [], *rows]))

    assert [practice.title for practice in practices_of(items)] == ["Clock"]
    assert {cell for row in rows for cell in row} <= set(furniture_of(items))


def test_columns_explained_on_another_sheet_are_no_form() -> None:
    def explain(book: object, sheet: object) -> None:
        legend = book.add_worksheet("Columns")
        for number, row in enumerate([["Title", "what it is called"], ["Country", "where"], ["Summary", "in brief"]]):
            legend.write_row(number, 0, row)

    items = read_sheet_file(sheet_of([["Title", "Country", "Summary"], ["Clock", "Niger", "It tells."]], explain))

    assert [practice.title for practice in practices_of(items)] == ["Clock"]


def test_the_values_of_a_form_may_stand_below_their_labels_and_go_on() -> None:
    for (practice,) in read_both(
        [["Title"], ["Tide clock"], ["Partners", "Red Cross"], ["", "The guild"], ["Summary"], ["It tells the tide."]]
    ):
        assert (practice.title, practice.partners) == ("Tide clock", ("Red Cross", "The guild"))
        assert [section.text for section in practice.sections] == ["It tells the tide."]


def test_a_title_goes_before_the_name_of_a_person() -> None:
    for (practice,) in read_both([["Name", "Title", "Summary"], ["Ms X", "Desk North", "Text"]]):
        assert (practice.title, practice.extra) == ("Desk North", {"Name": "Ms X"})


@pytest.mark.parametrize("name", ["Year", "Année", "Año", "السنة", "Год", "年份"])
def test_a_column_of_years_gives_the_dates(name: str) -> None:
    for (practice,) in read_both([["Title", name], ["Desk", "2019"]]):
        assert practice.dates is not None
        assert practice.dates.start == "2019"


def test_one_date_tells_the_order_of_day_and_month_in_the_others() -> None:
    rows = [["Title", "Start", "End"], ["A", "03/04/2019", "31/12/2020"], ["B", "01/02/2020", ""]]

    for read in read_both(rows):
        assert [practice.dates and practice.dates.start for practice in read] == ["2019-04-03", "2020-02-01"]
    for read in read_both([rows[0], ["A", "03/04/2019", ""]]):
        assert [practice.dates and practice.dates.start for practice in read] == ["2019"]


def test_links_in_cells_of_text_files_stand_beside_the_words() -> None:
    rows = [
        ["Title", "Partners", "Summary"],
        [
            '=HYPERLINK("https://example.org/1";"Well watch")',
            "Bee Union (https://example.org/bees)",
            "See (https://example.org).",
        ],
    ]
    practice = read_both(rows)[1][0]

    assert (practice.title, practice.url) == ("Well watch", "https://example.org/1")
    assert (practice.partners, practice.links) == (("Bee Union",), ("https://example.org/bees",))
    assert practice.sections[0].text == "See (https://example.org)."
