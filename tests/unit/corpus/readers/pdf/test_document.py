from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

from corpus import PageError, Section, SectionKind
from corpus.parsing.fields import practice_from
from corpus.parsing.results import Problem, Read
from corpus.readers.pdf.document import read_pdf

STYLES = getSampleStyleSheet()
BODY = STYLES["BodyText"]
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=11, alignment=4)
SENTENCE = "The desk tells families at the coast when the sea rises and which boats are still out."


def text(words: str, style: str = "BodyText") -> Paragraph:
    return Paragraph(words, STYLES[style])


def running(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 810, "Network on Migration – good practices")
    canvas.drawRightString(520, 30, f"Page {document.page} of 2")


def pdf(story: Sequence[Flowable], **options: object) -> bytes:
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=(595, 842), **options).build(
        list(story), onFirstPage=running, onLaterPages=running
    )
    return stream.getvalue()


def drawn(*lines: tuple[float, float, str], font: str = "Helvetica", size: float = 11) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont(font, size)
    for x, y, words in lines:
        canvas.drawString(x, y, words)
    canvas.save()
    return stream.getvalue()


def read(data: bytes, source: str = "report.pdf") -> Read:
    (item,) = read_pdf(data, source)
    assert isinstance(item, Read)
    return item


def sections(item: Read) -> list[tuple[str, str | None, str]]:
    return [(section.kind.value, section.heading, section.text) for section in item.practice.sections]


@pytest.fixture(scope="module")
def practice() -> Read:
    """Read a practice of two pages with running heads, a paragraph over the page end, a list, a link and a table."""
    long = " ".join([SENTENCE] * 70)
    story = [
        text("The Tide Clock Desk", "Title"),
        text("<b>Country:</b> Niger"),
        text("Summary", "Heading2"),
        text(long),
        text("Key Lessons", "Heading2"),
        Paragraph("Start early.", STYLES["Bullet"], bulletText="•"),
        Paragraph("Ask the fishers.", STYLES["Bullet"], bulletText="•"),
        text('See <link href="https://example.org/guide">the guide</link> of 2019.'),
        text("Financing of the desk", "Heading2"),
        Table([["Country", "Year"], ["Niger", "2019"], ["Mali", "2020"]]),
    ]
    return read(pdf(story))


def test_a_practice_is_read_with_its_title_fields_and_sections(practice: Read) -> None:
    assert practice.practice.title == "The Tide Clock Desk"
    assert practice.practice.countries == ("NE",)
    assert sections(practice) == [
        ("summary", "Summary", " ".join([SENTENCE] * 70)),
        (
            "key_lessons",
            "Key Lessons",
            "- Start early.\n- Ask the fishers.\nSee the guide of 2019.",
        ),
        ("other", "Financing of the desk", "Country: Niger; Year: 2019\nCountry: Mali; Year: 2020"),
    ]
    lessons = practice.practice.sections[1]
    assert [(lessons.text[link.start : link.end], link.url) for link in lessons.links] == [
        ("the guide", "https://example.org/guide")
    ]


def test_running_heads_and_page_numbers_are_furniture(practice: Read) -> None:
    head = "Network on Migration – good practices"

    assert practice.furniture == (head, "Page 1 of 2", head, "Page 2 of 2")


def test_a_heading_at_the_top_of_every_page_is_no_running_head() -> None:
    story: list[Flowable] = [text("Return Desk", "Title")]
    for words in ("One.", "Two.", "Three."):
        story += [PageBreak(), text("Key lessons", "Heading2"), text(words)]

    assert sections(read(pdf(story))) == [("key_lessons", "Key lessons", words) for words in ("One.", "Two.", "Three.")]


def test_a_paragraph_over_the_end_of_a_page_is_one_line_that_knows_both_pages(practice: Read) -> None:
    summary, lessons, _ = practice.practice.sections
    (first, first_page), (second, second_page) = summary.pages

    assert (first, first_page, second_page) == (0, 1, 2)
    assert 0 < second < len(summary.text)
    assert "\n" not in summary.text
    assert summary.text[second - 1] == " "
    assert (summary.page_at(second - 1), summary.page_at(second)) == (1, 2)
    assert lessons.pages == ((0, 2),)


def test_the_pages_of_a_text_hold_after_its_characters_are_composed() -> None:
    accents = "Les proble\u0300mes des pe\u0302cheurs re\u0301unis."
    story = [
        text("Horloge", "Title"),
        text("Summary", "Heading2"),
        text("One."),
        text("Two."),
        PageBreak(),
        text("Drei."),
    ]
    (section,) = read(pdf(story)).practice.sections
    assert (section.text, section.pages) == ("One.\n\nTwo.\n\nDrei.", ((0, 1), (12, 2)))

    written = Section(SectionKind.SUMMARY, None, f"{accents}\n{accents}", ((0, 1), (len(accents) + 1, 2)))
    (kept,) = practice_from({"title": ["Horloge"]}, [written], "", extra={}).sections
    assert kept.text[kept.pages[1][0] :] == "Les problèmes des pêcheurs réunis."


def test_words_cut_at_line_ends_are_joined_and_hyphens_of_words_stay() -> None:
    lines = [
        "Migrants receive govern-",
        "mental support and self-",
        "reliance grows in 2018-",
        "2020 with co-ordination of well-",
        "known co-",
        "ordination.",
    ]
    data = drawn(*((72, 700 - 13 * number, line) for number, line in enumerate(lines)))

    assert sections(read(data))[0][2] == (
        "Migrants receive governmental support and self-reliance grows in 2018-2020 with co-ordination of well-known "
        "co-ordination."
    )


def test_two_columns_are_read_one_after_the_other_and_numbered_headings_are_known() -> None:
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=(595, 842), title="Microsoft Word - final.docx")
    frames = [Frame(50, 60, 235, 700), Frame(310, 60, 235, 700)]
    document.addPageTemplates(PageTemplate("columns", frames, onPage=running))
    story: list[Flowable] = [text("Return Desk", "Title")]
    for heading in ("Summary", "2. Key lessons", "Recommendations"):
        story += [text(heading, "Heading2"), Paragraph(" ".join([SENTENCE] * 14), SMALL)]
    document.build(story)

    item = read(stream.getvalue())

    assert item.practice.title == "Return Desk"
    assert [(kind, heading) for kind, heading, _ in sections(item)] == [
        ("summary", "Summary"),
        ("key_lessons", "Key lessons"),
        ("recommendations", "Recommendations"),
    ]
    assert {words for _, _, words in sections(item)} == {" ".join([SENTENCE] * 14)}


def test_a_form_printed_as_pdf_is_read_by_its_labels() -> None:
    rows = [
        ("Title of the practice", "The Tide Clock Desk"),
        ("Country", "Niger"),
        ("Dates", "2018 - 2020"),
        ("Type of practice", "Project/Programme"),
        ("Summary", " ".join([SENTENCE] * 3)),
        ("Contact person", "Amina Diallo"),
    ]
    cells = [[Paragraph(label, BOLD), Paragraph(value, BODY)] for label, value in rows]
    table = Table(cells, colWidths=[120, 330], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])

    item = read(pdf([text("Submission form", "Title"), text("Please fill in all fields."), table]))

    practice = item.practice
    assert (practice.title, practice.countries, practice.type) == ("The Tide Clock Desk", ("NE",), "Project/Programme")
    assert practice.dates is not None
    assert (practice.dates.start, practice.dates.end) == ("2018", "2020")
    assert sections(item) == [
        ("other", "Submission form", "Please fill in all fields."),
        ("summary", "Summary", " ".join([SENTENCE] * 3)),
        ("other", "Contact person", "Amina Diallo"),
    ]


def test_what_was_filled_into_a_form_is_read_beside_its_labels() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawString(72, 705, "Country")
    canvas.drawString(72, 665, "Type of practice")
    canvas.drawString(230, 665, "Policy")
    canvas.drawString(330, 665, "Project/Programme")
    canvas.drawString(72, 605, "Summary")
    canvas.acroForm.textfield(name="country", value="Niger", x=200, y=700, width=200, height=20)
    canvas.acroForm.checkbox(name="policy", checked=False, x=205, y=662, size=15)
    canvas.acroForm.checkbox(name="project", checked=True, x=305, y=662, size=15)
    canvas.acroForm.textfield(name="summary", value="The desk tells the tide.", x=200, y=600, width=300, height=20)
    canvas.save()

    item = read(stream.getvalue())

    assert (item.practice.countries, item.practice.type) == (("NE",), "Project/Programme")
    assert sections(item) == [("summary", "Summary", "The desk tells the tide.")]
    assert "☐ Policy" in item.furniture


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("A Desk for the Coast", "A Desk for the Coast"),
        ("Microsoft Word - final.docx", "report"),
        ("untitled", "report"),
    ],
)
def test_without_a_heading_the_title_is_the_stated_one_or_the_name_of_the_file(stated: str, title: str) -> None:
    assert read(pdf([text(SENTENCE), text(SENTENCE)], title=stated)).practice.title == title


def test_a_printed_web_page_gives_what_printing_adds_as_furniture() -> None:
    data = drawn((24, 820, "11/25/26, 3:28 AM"), (72, 700, SENTENCE), (24, 15, "https://example.org/practice/x 1/1"))

    assert set(read(data).furniture) == {"11/25/26, 3:28 AM", "https://example.org/practice/x 1/1"}


def test_pictures_without_text_are_told_with_what_to_do() -> None:
    pixels = io.BytesIO(b"P5 2 2 255\n" + bytes(4))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawString(72, 700, SENTENCE)
    canvas.showPage()
    canvas.drawImage(ImageReader(pixels), 0, 0, 595, 842)
    canvas.showPage()
    canvas.showPage()
    canvas.save()

    item, problem = read_pdf(stream.getvalue(), "scan.pdf")

    assert isinstance(item, Read)
    assert problem == Problem(
        "scan.pdf, page 2",
        "a picture without text; run text recognition (for example ocrmypdf) over it and give the result.",
    )


def locked() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (drawn(), r"scan\.pdf: no text layer in the PDF \(1 pages\); run text recognition"),
        (locked(), r"scan\.pdf: the PDF is locked with a password; save a copy without it\."),
        (b"%PDF-1.4 and nothing more", r"scan\.pdf: not a PDF, or a damaged one; open the PDF and save or print"),
        (b"", r"scan\.pdf: not a PDF, or a damaged one"),
    ],
    ids=["no text", "locked", "damaged", "empty"],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        list(read_pdf(data, "scan.pdf"))
