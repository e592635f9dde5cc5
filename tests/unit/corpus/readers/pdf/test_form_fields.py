from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.parsing.results import Read
from corpus.readers.pdf.document import read_pdf
from corpus.readers.pdf.form_fields import put_in_place
from corpus.readers.pdf.pieces import PdfRow, Piece

LEFT = ("The hostel gives workers a", "bed and a kitchen close to", "the farms where they work.")
RIGHT = ("Employers pay half of the", "rent, and the town gives", "the rest of it each year.")


def two_columns(field: tuple[float, float] | None, value: str = "") -> Read:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Helvetica", 18)
    canvas.drawString(60, 780, "Seasonal hostel")
    canvas.setFont("Helvetica", 10)
    for x, lines in ((60, LEFT), (310, RIGHT)):
        for number, line in enumerate(lines):
            canvas.drawString(x, 720 - 13 * number, line)
    if field is not None:
        canvas.acroForm.textfield(name="sign", value=value, x=field[0], y=field[1], width=150, height=20)
    canvas.save()
    (item,) = read_pdf(stream.getvalue(), "hostel.pdf")
    assert isinstance(item, Read)
    return item


def test_an_empty_field_changes_nothing() -> None:
    plain = two_columns(None).practice.sections

    assert [section.text for section in plain] == ["\n\n".join((" ".join(LEFT), " ".join(RIGHT)))]
    for place in ((60, 100), (310, 700), (150, 760)):
        assert two_columns(place).practice.sections == plain


@pytest.mark.parametrize("place", [(60, 500), (310, 500), (60, 40)])
def test_a_filled_field_leaves_the_columns_as_they_are(place: tuple[float, float]) -> None:
    item = two_columns(place, "Signed by the mayor.")

    text = "\n".join(section.text for section in item.practice.sections)
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert "Signed by the mayor." in "\n".join([text, *item.furniture])


def piece(text: str, left: float, bottom: float) -> Piece:
    return Piece(text, 1, left, left + 50, bottom, bottom / 842, 10.0, bold=False)


def test_what_was_filled_in_joins_the_nearest_row_at_its_height_or_follows_the_one_above() -> None:
    rows: list[PdfRow] = [(piece("Name", 60, 700),), (piece("Town", 60, 680),), (piece("Note", 310, 700),)]
    filled = [piece("Amina", 120, 701), piece("late", 370, 699), piece("Niamey", 62, 668)]

    placed = [tuple(cell.text for cell in row) for row in put_in_place(rows, filled)]

    assert placed == [("Name", "Amina"), ("Town",), ("Niamey",), ("Note", "late")]


@given(
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 800)), max_size=12),
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 800)), max_size=12),
)
def test_every_piece_stays_and_the_rows_of_the_page_keep_their_order(
    own: list[tuple[float, float]], filled: list[tuple[float, float]]
) -> None:
    rows: list[PdfRow] = [(piece(f"own {number}", *place),) for number, place in enumerate(own)]

    placed = put_in_place(rows, [piece(f"filled {number}", *place) for number, place in enumerate(filled)])

    texts = [cell.text for row in placed for cell in row]
    assert len(texts) == len(own) + len(filled)
    assert [text for text in texts if text.startswith("own")] == [row[0].text for row in rows]
