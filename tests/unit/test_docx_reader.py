from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from corpus.readers.docx import read_docx
from corpus.reading import Read

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
    """A submission form as a country office fills it in."""
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
