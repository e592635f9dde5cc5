from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from corpus import PageError, collect
from corpus.model import Practice
from corpus.parsing.results import Problem, Read
from corpus.readers import reader_for
from corpus.readers.delimited import read_delimited
from corpus.readers.workbook import read_workbook
from corpus.readers.workbook.binary import as_written
from tests.support.page_writers import workbook

AKVO = """IATI identifier,Project title,Summary,Accountable,Funding partner,Recipient countries,Start date,Budget
XM-1,Durable solutions,For children.,IOM,EU Trust Fund,"Libya; Egypt",2021-01-01,3700000
"""
AKVO_MAPPING = """[columns]
"IATI identifier" = "id"
"Project title" = "title"
"Accountable" = "partners"
"Funding partner" = "partners"
"Recipient countries" = "countries"
"Budget" = "extra"
"""
GFMD = """Country;Title;Who;What;Themes;Checked by
Niger;Tide clock;A guild;Tells the tide.;Remittances;Ada
"""
GFMD_MAPPING = """[columns]
"Who" = "organisations"
"What" = "summary"
"Checked by" = "ignore"
"""


def rows(text: str | bytes, source: str = "file.csv") -> list[Read | Problem]:
    return list(read_delimited(text if isinstance(text, bytes) else text.encode(), source))


def practices(items: list[Read | Problem]) -> list[Practice]:
    return [item.practice for item in items if isinstance(item, Read)]


def mapped(table: str, mapping: str, name: str = "mapping.toml") -> list[Read | Problem]:
    files = {name: mapping.encode()}
    return list(reader_for("their.csv", files.get)(table.encode(), "their.csv"))


def test_a_row_is_a_practice_and_columns_that_nothing_names_are_kept() -> None:
    (practice,) = practices(rows("Title,Country,Key Lessons,Mood\nClock,Niger; Mali,Wind it.,calm\n"))

    assert (practice.title, practice.countries, practice.extra) == ("Clock", ("NE", "ML"), {"Mood": "calm"})
    assert [(s.kind.value, s.text) for s in practice.sections] == [("key_lessons", "Wind it.")]


def test_the_place_of_a_row_is_the_line_it_begins_on() -> None:
    items = rows('Title,Text\nOne,"two\nlines"\n\n,no title\nThree,x\n')

    assert [item.practice.source if isinstance(item, Read) else item.source for item in items] == [
        "file.csv:2",
        "file.csv:5",
        "file.csv:6",
    ]
    assert isinstance(items[1], Problem)
    assert items[1].reason.startswith("no title found")
    assert practices(items)[0].sections[0].text == "two\nlines"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "All practices, of 2020; a list\n\n"])
def test_the_delimiter_and_the_header_are_found(delimiter: str, first: str) -> None:
    table = f'{first}title{delimiter}country{delimiter}text\nClock{delimiter}Niger{delimiter}"One, two; three\tfour|"\n'

    (item,) = rows(table)

    assert isinstance(item, Read)
    assert (item.practice.title, item.practice.countries) == ("Clock", ("NE",))
    assert item.practice.sections[0].text == "One, two; three\tfour|"
    assert " ".join(item.furniture).split() == first.replace(delimiter, " ").split()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_decoded_as_any_text(encoding: str) -> None:
    text = "sep=;\nTitle;Country\nL’été à Zinder, où l’eau est rare en février;Côte d’Ivoire\n"

    (practice,) = practices(rows(text.encode(encoding)))

    assert (practice.title[:5], practice.countries) == ("L’été", ("CI",))


def test_cells_beyond_the_header_and_columns_of_one_name_are_kept() -> None:
    (practice,) = practices(rows("Title,,Mood,Mood\nClock,a,calm,glad,b\n"))

    assert practice.extra == {"column 2": "a", "Mood": "calm; glad", "column 5": "b"}


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row() -> None:
    items = rows('Title,Text\nOne,x\nTwo,"y\nThree,z\n')

    assert [(p.title, p.sections[0].text) for p in practices(items)] == [("One", "x"), ("Two", "y\nThree,z")]
    assert [item.source for item in items if isinstance(item, Problem)] == ["file.csv:3"]


def test_a_table_without_a_title_column_says_what_it_has_and_what_to_do() -> None:
    with pytest.raises(PageError, match=r"file\.csv: no column is named as the title; found 'Betreff', 'Land'\. Name"):
        rows("Betreff,Land\nUhr,Niger\n")


def test_a_mapping_names_the_columns_of_a_project_export() -> None:
    (practice,) = practices(mapped(AKVO, AKVO_MAPPING))

    assert (practice.practice_id, practice.title) == ("xm-1", "Durable solutions")
    assert (practice.partners, practice.countries) == (("IOM", "EU Trust Fund"), ("LY", "EG"))
    assert practice.dates is not None
    assert (practice.dates.start, practice.extra) == ("2021-01-01", {"Budget": "3700000"})


def test_a_mapping_makes_sections_of_columns_and_leaves_out_what_it_is_told_to() -> None:
    (practice,) = practices(mapped(GFMD, GFMD_MAPPING, "their.mapping.toml"))

    assert [(s.kind.value, s.heading, s.text) for s in practice.sections] == [
        ("organisations", "Who", "A guild"),
        ("summary", "What", "Tells the tide."),
    ]
    assert practice.extra == {"Themes": "Remittances"}


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        (
            '[columns]\nWhat = "mood"',
            r"'What' is mapped to 'mood', which is no field or section; known: id, text, title",
        ),
        ("[columns]\nWhat = 3", "'What' is mapped to 3, which is no"),
        ('[columns]\nWhy = "text"', "no column is named 'Why'; the columns are 'Country', 'Title', 'Who'"),
        ('[colums]\nWhat = "text"', r"a mapping file has one table, \[columns\]; found also 'colums'"),
        ("columns", "not valid TOML"),
        ("", "the file is empty"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_the_reason(mapping: str, reason: str) -> None:
    with pytest.raises(PageError, match=rf"mapping\.toml: {reason}"):
        mapped(GFMD, mapping)


def test_the_mapping_of_a_folder_is_no_page_and_that_of_the_table_goes_first(tmp_path: Path) -> None:
    (tmp_path / "their.csv").write_text(GFMD, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text('[columns]\nNo = "title"', encoding="utf-8")
    (tmp_path / "their.csv.mapping.toml").write_text(GFMD_MAPPING, encoding="utf-8")

    collection = collect([tmp_path])

    assert (collection.files, collection.problems) == (1, [])
    assert [s.heading for s in collection.practices[0].sections] == ["Who", "What"]


def test_a_workbook_gives_the_practices_of_every_sheet_with_their_places() -> None:
    sheets = {
        "Sheet1": [["Our practices"], [], ["Title", "Country"], ["Clock", "Niger"], [], ["", "Mali"], ["Dial", "Chad"]],
        "Notes": [["Ask Ada before you change anything."]],
        "Empty": [],
        "2020": [["name", "text"], ["Bell", "It rings."]],
    }

    items = list(read_workbook(workbook(sheets), "file.xlsx"))

    places = [(item.practice.source, item.practice.title) for item in items if isinstance(item, Read)]
    assert places == [("file.xlsx#Sheet1!4", "Clock"), ("file.xlsx#Sheet1!7", "Dial"), ("file.xlsx#2020!2", "Bell")]
    untitled, notes = [item for item in items if isinstance(item, Problem)]
    assert (untitled.source, untitled.reason[:14]) == ("file.xlsx#Sheet1!6", "no title found")
    assert (notes.source, notes.reason[:34]) == ("file.xlsx#Notes", "no column is named as the title; f")
    assert isinstance(items[0], Read)
    assert items[0].furniture == ("Our practices",)


def test_dates_and_numbers_are_read_as_a_person_would_write_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(2, 1, ["title", "start", "end", "id", "Cost"])
        sheet.write_string(3, 1, "Clock")
        sheet.write_number(3, 2, 2019)
        sheet.write_datetime(3, 3, datetime(2020, 3, 5), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_number(3, 4, 17)
        sheet.write_number(3, 5, 0.1 + 0.2)

    (item,) = read_workbook(out.getvalue(), "file.xlsx")

    assert isinstance(item, Read)
    practice = item.practice
    assert practice.dates is not None
    assert (practice.dates.start, practice.dates.end) == ("2019", "2020-03-05")
    assert (practice.practice_id, practice.source, practice.extra) == ("17", "file.xlsx#S!4", {"Cost": "0.3"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2019.0, "2019"),
        (-0.5, "-0.5"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (date(2019, 3, 5), "2019-03-05"),
        (datetime(2019, 3, 5), "2019-03-05"),
        (datetime(2019, 3, 5, 14, 30), "2019-03-05 14:30"),
        (timedelta(hours=1, minutes=2), "1:02:00"),
        ("Clock", "Clock"),
    ],
)
def test_a_cell_is_written_as_a_person_would(value: object, text: str) -> None:
    assert as_written(value) == text


def test_a_spreadsheet_of_open_document_is_read() -> None:
    names = {prefix: f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0" for prefix in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in (["title", "start"], ["Clock", "2019"])
    )
    content = (
        f"<office:document-content {spaces}>"
        f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", content)

    (practice,) = practices(list(read_workbook(out.getvalue(), "file.ods")))

    assert (practice.title, practice.dates and practice.dates.start, practice.source) == (
        "Clock",
        "2019",
        "file.ods#S!2",
    )


@pytest.mark.parametrize("data", [b"", b"PK\3\4 no workbook", b"words"])
def test_what_is_no_workbook_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PageError, match=r"file\.xlsx: not a workbook that can be read"):
        list(read_workbook(data, "file.xlsx"))


def test_a_workbook_of_empty_sheets_is_refused() -> None:
    with pytest.raises(PageError, match=r"file\.xlsx: every sheet is empty"):
        list(read_workbook(workbook({"A": [], "B": []}), "file.xlsx"))


def test_cells_that_span_a_sheet_without_end_are_refused_before_it_is_laid_out() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        sheet.write(0, 0, "title")
        for row in range(400):
            sheet.write(row, 16383, "far away")

    with pytest.raises(PageError, match=r"file\.xlsx#A: the sheet spans more than 5,000,000 cells"):
        list(read_workbook(out.getvalue(), "file.xlsx"))


def test_merged_cells_without_end_are_refused() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        sheet.write(2000, 5000, "far away")
        sheet.merge_range(0, 0, 1000, 5000, "title")

    with pytest.raises(PageError, match="merged cells cover more than 5,000,000 cells"):
        list(read_workbook(out.getvalue(), "file.xlsx"))
