from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.parsing.coverage import measure_coverage
from corpus.parsing.results import Read
from corpus.readers.word.document import read_docx
from tests.support.tilings import Tiling, tilings
from tests.support.word_files import cell, items_of, paragraph, read_body, run, table, text_of, word_file

RESTART = '<w:vMerge w:val="restart"/>'


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def row(cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


NAMES = "abcdefgh"


@settings(deadline=None, max_examples=60)
@given(tilings())
def test_every_cell_stands_under_its_own_columns_in_each_row_that_it_covers(
    tiling: Tiling,
) -> None:
    height, width, tiles = tiling
    rows = ["".join(cell(f"name {NAMES[column]}") for column in range(width))]
    for at in range(height):
        cells = []
        for number, (top, left, down, across) in sorted(enumerate(tiles), key=lambda tile: tile[1][1]):
            if top <= at < top + down:
                merge = "" if down == 1 else RESTART if top == at else "<w:vMerge/>"
                cells.append((left, cell(f"cell {number}" if top == at else "", span(across) + merge)))
        rows.append("".join(written for _, written in cells))
    rows[0] = row(rows[0], "<w:tblHeader/>")

    lines = text_of(table(*rows)).split("\n")
    if lines[0].split(" | ")[0] in [f"name {name}" for name in NAMES]:  # names under which no cell begins
        del lines[0]

    expected = [
        "; ".join(
            f"name {NAMES[column]}: cell {number}"
            for number, (top, column, down, across) in sorted(enumerate(tiles), key=lambda tile: tile[1][1])
            if top <= at < top + down
        )
        for at in range(height)
        if any(top == at for top, *_ in tiles)  # a row that says nothing of its own is none
    ]
    whole = [at for at in range(height) if any(top == at and across == width for top, _, _, across in tiles)]
    assert len(lines) == len(expected)
    if not whole:
        assert lines == expected


def test_cells_before_and_after_a_row_leave_its_cells_in_their_columns() -> None:
    late = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    rows = [cell("Town") + cell("Beds") + cell("Staff"), cell("Agadez") + cell("45") + cell("6"), row(cell("60"), late)]

    assert text_of(table(*rows)) == "Town: Agadez; Beds: 45; Staff: 6\nBeds: 60"


def test_a_header_of_two_rows_names_each_column_by_both_and_its_repetition_is_furniture() -> None:
    upper = cell("Post", RESTART) + cell("Persons in 2021", span(2))
    lower = cell("", "<w:vMerge/>") + cell("Women") + cell("Men")
    again = cell("") + cell("Women") + cell("Men")
    rows = [upper, lower, cell("Metema") + cell("410") + cell("395"), again, cell("Moyale") + cell("20") + cell("30")]

    item = read_body(table(*rows))

    assert item.practice.sections[0].text == (
        "Post: Metema; Persons in 2021 Women: 410; Persons in 2021 Men: 395\n"
        "Post: Moyale; Persons in 2021 Women: 20; Persons in 2021 Men: 30"
    )


def test_a_row_of_names_that_is_said_again_is_furniture() -> None:
    names = cell("Town") + cell("Country") + cell("Partner")
    rows = [names, cell("Agadez") + cell("Niger") + cell("Caritas"), names, cell("Gao") + cell("Mali") + cell("IOM")]

    item = read_body(table(*rows))

    assert item.practice.sections[0].text.split("\n") == [
        "Town: Agadez; Country: Niger; Partner: Caritas",
        "Town: Gao; Country: Mali; Partner: IOM",
    ]
    assert "Town Country Partner" in item.furniture
    assert measure_coverage(item).share == 1


def test_content_controls_around_rows_and_cells_change_nothing_but_where_nothing_was_filled_in() -> None:
    rows = [
        cell("Town") + cell("Opened") + cell("Beds"),
        control(row(cell("Lodwar") + control(cell("2018")) + cell("6"))),
        row(control(cell("Click here"), "<w:showingPlcHdr/>") + cell("2019") + cell("7")),
    ]

    item = read_body(table(*rows))

    assert item.practice.sections[0].text == "Town: Lodwar; Opened: 2018; Beds: 6\nOpened: 2019; Beds: 7"
    assert "Click here" in item.furniture


@pytest.mark.parametrize(
    "gone",
    [
        row(cell("Gao") + cell("2019") + cell("9"), '<w:del w:id="1"/>'),
        row(cell("Gao") + cell("2019") + cell("9"), "<w:hidden/>"),
        row("".join(cell(text, '<w:cellDel w:id="1"/>') for text in ("Gao", "2019", "9"))),
    ],
    ids=["deleted row", "hidden row", "deleted cells"],
)
def test_rows_and_cells_that_nobody_sees_are_set_aside(gone: str) -> None:
    item = read_body(
        table(cell("Town") + cell("Opened") + cell("Beds"), gone, cell("Lodwar") + cell("2018") + cell("6"))
    )

    assert item.practice.sections[0].text == "Town: Lodwar; Opened: 2018; Beds: 6"
    assert {"Gao", "2019", "9"} <= set(item.furniture)


def test_a_table_in_a_cell_of_a_form_is_the_value_of_its_label() -> None:
    inner = table(cell("Town") + cell("Beds") + cell("Staff"), cell("Agadez") + cell("45") + cell("6"))
    value = f"<w:tc><w:tcPr/>{paragraph(run('The beds:'))}{inner}{paragraph('')}</w:tc>"

    item = read_body(table(cell("Country") + cell("Niger"), cell("Key lessons") + value))

    assert item.practice.countries == ("NE",)
    assert [section.text for section in item.practice.sections] == ["The beds:\n\nTown: Agadez; Beds: 45; Staff: 6"]


def test_a_label_over_several_rows_that_hold_labels_of_their_own_is_their_heading() -> None:
    rows = [
        cell("Organisations", RESTART) + cell("Main implementing organization(s)") + cell("Caritas"),
        cell("", "<w:vMerge/>") + cell("Country") + cell("Niger"),
        cell("Summary", span(2)) + cell("It ticks."),
    ]

    item = read_body(table(*rows))

    assert (item.practice.implementing, item.practice.countries) == (("Caritas",), ("NE",))


def test_what_a_merged_cell_hides_is_set_aside() -> None:
    rows = [
        cell("Town") + cell("Partner") + cell("Beds"),
        cell("Agadez") + cell("Caritas", RESTART) + cell("45"),
        cell("Arlit") + cell("an old name", "<w:vMerge/>") + cell("20"),
    ]

    item = read_body(table(*rows))

    assert item.practice.sections[0].text == (
        "Town: Agadez; Partner: Caritas; Beds: 45\nTown: Arlit; Partner: Caritas; Beds: 20"
    )
    assert "an old name" in item.furniture


def test_a_bold_first_row_names_the_columns_of_a_narrow_table() -> None:
    bold = [f"<w:tc>{paragraph(run(text, '<w:b/>'))}</w:tc>" for text in ("Before", "After")]

    assert text_of(table("".join(bold), cell("No desk") + cell("One desk"))) == "Before: No desk; After: One desk"


def labelled(label: str, value: str) -> str:
    return f"<w:tc>{paragraph(run(label))}{paragraph(run(value))}</w:tc>"


@pytest.mark.parametrize(
    "rows",
    [
        [
            cell("Title") + cell("Country"),
            cell("The Tide Clock") + cell("Niger"),
            cell("Start date") + cell("Donors"),
            cell("2018") + cell("Caritas"),
            cell("Summary", span(2)),
            cell("It ticks.", span(2)),
        ],
        [
            labelled("Title", "The Tide Clock") + labelled("Country", "Niger"),
            labelled("Start date", "2018") + labelled("Donors", "Caritas"),
            labelled("Summary", "It ticks."),
        ],
        [
            cell("Title") + cell("The Tide Clock", span(3)),
            cell("Country") + cell("Niger") + cell("Start date") + cell("2018"),
            cell("Donors") + cell("Caritas", span(3)),
            cell("Summary") + cell("It ticks.", span(3)),
        ],
    ],
    ids=["below each", "in one cell", "two beside"],
)
def test_a_form_is_read_wherever_its_values_stand(rows: list[str]) -> None:
    (item,) = read_docx(word_file(table(*rows)), "form.docx")

    assert isinstance(item, Read)
    practice = item.practice
    assert practice.dates is not None
    assert (practice.title, practice.countries, practice.dates.start) == ("The Tide Clock", ("NE",), "2018")
    assert (practice.sections[0].kind.value, practice.sections[0].text) == ("summary", "It ticks.")


def test_a_row_of_labels_over_several_rows_is_a_table_of_data() -> None:
    names = cell("Country") + cell("Start date") + cell("Partners")
    rows = [names, cell("Niger") + cell("2018") + cell("Caritas"), cell("Mali") + cell("2019") + cell("IOM")]

    item = read_body(table(*rows))

    assert item.practice.countries is None
    assert item.practice.sections[0].text.startswith("Country: Niger; Start date: 2018; Partners: Caritas\n")


def test_labels_without_values_are_no_values_of_each_other() -> None:
    item = read_body(
        table(cell("Partners") + cell(""), cell("Who pays for it") + cell(""), cell("Country") + cell("Niger"))
    )

    assert (item.practice.partners, item.practice.countries) == (None, ("NE",))


pieces = st.sampled_from(["Title", "Country", "Summary", "Partners", "1", "☒", "☐", "Who pays?", "", "Town:"])
cells_of_any_kind = st.tuples(
    st.lists(pieces, min_size=1, max_size=3),
    st.sampled_from(["", span(2), RESTART, "<w:vMerge/>", '<w:hMerge w:val="continue"/>', '<w:cellDel w:id="1"/>']),
    st.sampled_from(["", "<w:b/>", "<w:vanish/>"]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(cells_of_any_kind, min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_word_of_a_table_is_lost(rows: list[list[tuple[list[str], str, str]]]) -> None:
    numbers = count()
    words: list[str] = []

    def paragraphs(texts: list[str], look: str) -> str:
        written = []
        for text in texts:
            words.append(f"word{next(numbers)}x")
            written.append(paragraph(run(text, look)) + paragraph(run(words[-1], look)))
        return "".join(written)

    written = [
        "".join(f"<w:tc><w:tcPr>{own}</w:tcPr>{paragraphs(texts, look)}</w:tc>" for texts, own, look in row)
        for row in rows
    ]

    (item,) = items_of(table(*written))

    assert isinstance(item, Read)
    assert measure_coverage(item).share == 1
    kept = " ".join([item.seen, *(value for values in item.written.values() for value in values)])
    assert [word for word in words if word not in kept] == []
