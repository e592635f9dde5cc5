from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from corpus import PageError
from corpus.parsing.results import Item, Read
from corpus.readers.word.document import read_doc, read_docx

Reader = Callable[[bytes, str], Iterator[Item]]

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Document) -> Read:
    (item,) = read_docx(saved(document), "form.docx")
    assert isinstance(item, Read)
    return item


def put(where: Paragraph | _Cell, *markup: str) -> None:
    """Put raw markup of Word at the end of a paragraph or a cell."""
    element = where._p if isinstance(where, Paragraph) else where._tc
    for part in markup:
        element.append(parse_xml(part.replace(">", f" {NAMES}>", 1) if "/>" not in part.split(">")[0] + ">" else part))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tick_box(ticked: bool) -> str:
    return control(run("x"), f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>')


def fill(cell: _Cell, *texts: str, style: str | None = None) -> None:
    cell.paragraphs[0].text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)
    for paragraph in cell.paragraphs if style else []:
        paragraph.style = style


def sections(item: Read) -> list[tuple[str, str | None, str]]:
    return [(section.kind.value, section.heading, section.text) for section in item.practice.sections]


@pytest.fixture
def form() -> Document:
    """Write a submission form as a country office fills it in."""
    document = docx.Document()
    document.add_heading("Call for practices: submission form", 0)
    document.add_paragraph("Please fill in every field. Fields with * are mandatory.")
    document.sections[0].header.paragraphs[0].text = "Network on Migration"
    table = document.add_table(rows=0, cols=2)
    answers = [
        ("Title of the practice*", ["The Tide Clock Desk"]),
        ("Country/Countries:", ["Niger"]),
        ("Dates", ["2018 - Present"]),
        ("Type of practice (choose one)", []),
        ("Primary GCM objectives", ["7 - Reduce vulnerabilities", "23 - Strengthen cooperation"]),
        ("Main implementing organization(s)", ["International Organization for Migration (IOM)"]),
        ("Website", []),
        ("1. Summary (max. 300 words)", ["A desk tells the tide.", "It opened in 2018 and answers in four languages."]),
        ("2. Key lessons", ["Open early", "Close late"]),
        ("Contact person", ["Amina Diallo"]),
    ]
    for label, texts in answers:
        cells = table.add_row().cells
        fill(cells[0], label)
        if texts:
            fill(cells[1], *texts, style="List Bullet" if label == "2. Key lessons" else None)
    options = table.rows[3].cells[1].paragraphs[0]
    put(options, tick_box(False), run(" Policy "), tick_box(True), run(" Project/Programme"))
    put(table.rows[6].cells[1].paragraphs[0], control(run("Click to enter text."), "<w:showingPlcHdr/>"))
    return document


def test_a_submission_form_is_read_field_by_field_and_section_by_section(form: Document) -> None:
    item = read(form)

    practice = item.practice
    assert practice.title == "The Tide Clock Desk"
    assert practice.countries == ("NE",)
    assert practice.dates is not None
    assert (practice.dates.start, practice.dates.ongoing) == ("2018", True)
    assert practice.type == "Project/Programme"
    assert practice.primary_objectives == (7, 23)
    assert practice.implementing == ("International Organization for Migration (IOM)",)
    assert sections(item)[1:] == [
        (
            "summary",
            "Summary (max. 300 words)",
            "A desk tells the tide.\n\nIt opened in 2018 and answers in four languages.",
        ),
        ("key_lessons", "Key lessons", "- Open early\n- Close late"),
        ("other", "Contact person", "Amina Diallo"),
    ]
    assert {"☐ Policy", "Click to enter text.", "Website", "Network on Migration"} <= set(item.furniture)


def test_headings_by_style_and_by_bold_lines_open_sections() -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 1)
    document.add_heading("Summary", 2)
    document.add_paragraph("It ticks.")
    document.add_paragraph().add_run("2. Key lessons").bold = True
    document.add_paragraph("Wind it daily.")
    document.add_heading("Funding", 2)
    document.add_paragraph("By the harbour.")

    assert read(document).practice.title == "The Tide Clock"
    assert sections(read(document)) == [
        ("summary", "Summary", "It ticks."),
        ("key_lessons", "Key lessons", "Wind it daily."),
        ("other", "Funding", "By the harbour."),
    ]


def test_lists_keep_their_bullets_numbers_and_depth() -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    document.add_heading("Key lessons", 1)
    for words, style in [("a", "List Bullet"), ("b", "List Bullet"), ("one", "List Number"), ("two", "List Number")]:
        document.add_paragraph(words, style)
    nested = document.add_paragraph("deeper", "List Bullet")
    number = document.styles["List Bullet"].element.pPr.numPr.numId.val
    nested._p.get_or_add_pPr().get_or_add_numPr().get_or_add_ilvl().val = 1
    nested._p.pPr.numPr.get_or_add_numId().val = number

    assert sections(read(document)) == [("key_lessons", "Key lessons", "- a\n- b\n1. one\n2. two\n  - deeper")]


def test_a_table_of_data_becomes_rows_that_name_their_columns() -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    document.add_heading("Summary", 1)
    table = document.add_table(rows=3, cols=3)
    for cell, words in zip(table._cells, "Country Year Desks Niger 2019 4 Mali 2020 5".split(), strict=True):
        cell.text = words

    item = read(document)

    assert item.practice.countries is None
    assert sections(item) == [
        ("summary", "Summary", "Country: Niger; Year: 2019; Desks: 4\nCountry: Mali; Year: 2020; Desks: 5")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Title", "The Tide Clock"], ["Country", "Niger"], ["Start date", "2018"], ["Summary", "It ticks."]],
        [["Title"], ["The Tide Clock"], ["Country"], ["Niger"], ["Start date"], ["2018"], ["Summary"], ["It ticks."]],
        [["Title", "Country", "Start date", "Summary"], ["The Tide Clock", "Niger", "2018", "It ticks."]],
        [["Title", "The Tide Clock", "Country", "Niger"], ["Start date", "2018", "Summary", "It ticks."]],
        [
            ["1", "Title", "The Tide Clock"],
            ["2", "Country", "Niger"],
            ["3", "Start date", "2018"],
            ["4", "Summary", "It ticks."],
        ],
    ],
    ids=["beside", "below", "under each", "two beside", "numbered"],
)
def test_a_value_stands_beside_or_below_its_label(rows: list[list[str]]) -> None:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cell, words in zip(table._cells, [words for row in rows for words in row], strict=True):
        cell.text = words

    item = read(document)

    practice = item.practice
    assert practice.dates is not None
    assert (practice.title, practice.countries, practice.dates.start) == ("The Tide Clock", ("NE",), "2018")
    assert sections(item) == [("summary", "Summary", "It ticks.")]


def test_a_label_over_several_rows_takes_the_values_of_all() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    cells = ["Country", "Niger", "", "Mali", "Summary", "It ticks.", "Dates", "2018"]
    for cell, words in zip(table._cells, cells, strict=True):
        cell.text = words
    table.cell(0, 0).merge(table.cell(1, 0))
    document.core_properties.title = "The Tide Clock"

    item = read(document)

    assert (item.practice.title, item.practice.countries) == ("The Tide Clock", ("NE", "ML"))


def test_links_notes_boxes_and_tracked_changes_are_read_and_comments_are_furniture() -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    document.add_heading("Summary", 1)
    linked = document.add_paragraph("See ")
    target = document.part.relate_to(
        "https://example.org/guide",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        True,
    )
    put(linked, f'<w:hyperlink r:id="{target}">{run("the guide")}</w:hyperlink>')
    field = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText>HYPERLINK "https://example.org/map"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run(" and the map"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
    put(linked, *field)
    changed = document.add_paragraph("It is ")
    put(
        changed,
        '<w:del w:id="1"><w:r><w:delText>slow</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("quick")}</w:ins>',
    )
    boxed = document.add_paragraph("Beside it")
    put(boxed, f"<w:r><w:pict><w:txbxContent><w:p>{run('A box says so.')}</w:p></w:txbxContent></w:pict></w:r>")
    noted = document.add_paragraph("It ticks")
    put(noted, '<w:r><w:footnoteReference w:id="5"/></w:r>')
    document.add_comment(noted.runs, "Is that so?", "Amina")
    data = with_part(
        saved(document),
        "footnotes",
        f'<w:footnotes {NAMES}><w:footnote w:id="5"><w:p>{run("Since 2018.")}</w:p></w:footnote></w:footnotes>',
    )

    (item,) = read_docx(data, "form.docx")

    assert isinstance(item, Read)
    assert sections(item)[0][2].split("\n\n") == [
        "See the guide and the map",
        "It is quick",
        "Beside it\nA box says so.",
        "It ticks [1]\n[1] Since 2018.",
    ]
    assert "Is that so?" in item.furniture


def with_part(data: bytes, name: str, xml: str) -> bytes:
    """Write a Word file with one more part, related to its document."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member == "word/_rels/document.xml.rels":
                text = text.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rId99" Type="{kind}" Target="{name}.xml"/></Relationships>'.encode(),
                )
            if member == "[Content_Types].xml":
                text = text.replace(
                    b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{content}"/></Types>'.encode()
                )
            new.writestr(member, text)
        new.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"wordprocessingml.document.main+xml", b"wordprocessingml.document.main+xml"),
        (
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ],
    ids=["docx", "docm"],
)
@pytest.mark.parametrize("reader", [read_docx, read_doc])
def test_files_with_macros_and_files_with_the_old_ending_are_read_alike(
    reader: Reader, before: bytes, after: bytes
) -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member).replace(before, after))

    (item,) = reader(stream.getvalue(), "form.doc")

    assert isinstance(item, Read)
    assert item.practice.title == "The Tide Clock"


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("reader", "data", "reason"),
    [
        (
            read_doc,
            b"\xd0\xcf\x11\xe0" * 99,
            r"form\.docx: Word's old format \(\.doc\) is not read; open it and save it as \.docx\.",
        ),
        (
            read_docx,
            b"\xd0\xcf\x11\xe0" * 99,
            r"form\.docx: the file is locked with a password, or in Word's old format",
        ),
        (read_docx, b"text", r"form\.docx: not a Word file, or a damaged one; open it and save it again"),
        (read_docx, zipped("a.txt"), r"form\.docx: not a Word file, or a damaged one"),
    ],
    ids=["old", "locked", "no archive", "no document"],
)
def test_what_cannot_be_read_says_why_and_what_to_do(reader: Reader, data: bytes, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        list(reader(data, "form.docx"))


@pytest.mark.parametrize(
    ("written", "type_", "aside"),
    [
        ("Type of practice: ☒ Policy or law ☐ Project/Programme", "Policy or law", ["☐ Project/Programme"]),
        ("Type of practice: Policy or law ☒ Project/Programme ☐", "Policy or law", ["☐ Project/Programme"]),
        (
            "Type of practice: ☐ Policy or law ☐ Project/Programme",
            None,
            ["Type of practice: ☐ Policy or law ☐ Project/Programme"],
        ),
    ],
)
def test_the_ticked_options_of_a_line_are_its_value(written: str, type_: str | None, aside: list[str]) -> None:
    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    document.add_paragraph(written)
    document.add_heading("Summary", 1)
    document.add_paragraph("☐ Ask first")
    document.add_paragraph("☐ Then build")

    item = read(document)

    assert item.practice.type == type_
    assert list(item.furniture) == aside
    assert sections(item) == [("summary", "Summary", "☐ Ask first\n☐ Then build")]
