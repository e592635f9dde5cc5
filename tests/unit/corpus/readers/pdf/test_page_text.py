from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest

from corpus.parsing.results import Read
from corpus.readers.pdf.document import read_pdf
from corpus.readers.pdf.lines import pdf_lines
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.rules import Rule
from tests.support.paths import DATA
from tests.support.pdf_drawing import PITCH, Drawn, column, drawn_pdf

TITLE = Drawn("Hostels for workers", 60, 780, size=16)
TEXT = "The hostel gives workers a bed and a kitchen close to the farms where they live in summer. " * 3


def read(data: bytes) -> Read:
    (item,) = read_pdf(data, "hostels.pdf")
    assert isinstance(item, Read)
    return item


def texts(item: Read) -> list[str]:
    return [line for section in item.practice.sections for line in section.text.split("\n") if line]


def test_notes_at_the_foot_of_a_page_stand_behind_the_sentence_that_goes_on_over_them() -> None:
    lines = column([TEXT * 6], 60, 740, 475)
    half = len(lines) // 2 + 1
    notes = [Drawn("1 Price of 2021, without the bus", 60, 80, size=8), Drawn("that workers take.", 60, 70, size=8)]
    below = [Drawn(line.text, 60, 740 - PITCH * number) for number, line in enumerate(lines[half:])]

    shown = texts(read(drawn_pdf([TITLE, *lines[:half], *notes], below)))

    assert shown == [(TEXT * 6).strip(), "1 Price of 2021, without the bus that workers take."]


def test_a_table_in_the_middle_of_a_sentence_does_not_cut_it() -> None:
    lines = column([TEXT], 60, 740, 475)
    cells = [["Spain", "410", "7"], ["Italy", "95", "3"], ["Malta", "12", "2"]]
    table = [Drawn(cell, 60 + 150 * n, 690 - 20 * m, 8) for m, row in enumerate(cells) for n, cell in enumerate(row)]
    below = [Drawn(line.text, 60, 620 - PITCH * number) for number, line in enumerate(lines[2:])]

    shown = texts(read(drawn_pdf([TITLE, *lines[:2], *table, *below])))

    assert shown[0] == TEXT.strip()
    assert shown[1:] == ["Spain | 410 | 7", "Italy | 95 | 3", "Malta | 12 | 2"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    lines = column([TEXT[1:]], 85, 740, 450)[:2]
    rest = column([TEXT[1 + sum(len(line.text) + 1 for line in lines) :]], 60, 715, 475)

    assert texts(read(drawn_pdf([TITLE, Drawn("T", 60, 729, size=32), *lines, *rest]))) == [TEXT.strip()]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "columns-under-a-title",
            "The hostel opened in May and gives seasonal workers a bed, a kitchen and",
        ),
        (
            "columns-with-a-field",
            "half of the rent, and the town pays the rest. Inspectors visit the hostel",
        ),
        (
            "table-of-wrapped-cells",
            "What was done: One hostel was repaired with money of the region and of",
        ),
        ("table-of-wrapped-cells", "a bus line was opened for the workers; Workers: 410"),
        ("numbers-on-lines-of-their-own", "decided on it at its meeting in May 2021."),
        ("numbers-on-lines-of-their-own", "with the money of the region, a sum of 4500 euro for each bed."),
    ],
)
def test_kept_files_are_read_in_whole_sentences(name: str, sentence: str) -> None:
    item = read((DATA / "pdf" / f"{name}.pdf").read_bytes())

    assert any(sentence in section.text for section in item.practice.sections)


def piece(text: str, left: float, width: float, bottom: float, size: float = 10.0, page: int = 1) -> Piece:
    return Piece(text, page, left, left + width, bottom, min(max(bottom / 842, 0.0), 1.0), size, False)


def columns(count: int) -> list[PdfRow]:
    return [
        (piece("some words here", 50, 200, -12.0 * n), piece("others there", 300, 200, -12.0 * n)) for n in range(count)
    ]


def one_row(count: int) -> list[PdfRow]:
    return [tuple(piece(f"w{n}", 30.0 * n, 20 - n % 2 * 10, 500) for n in range(count))]


def scattered(count: int) -> list[PdfRow]:
    rng = random.Random(1)
    return [(piece("W x", rng.uniform(0, 600), rng.uniform(5, 300), rng.uniform(0, 800)),) for _ in range(count)]


def large_letters(count: int) -> list[PdfRow]:
    return [(piece("T", 50, 20, -5.0 * n, 40.0),) for n in range(count)]


def numbers(count: int) -> list[PdfRow]:
    return [(piece(str(n % 9999), 50, 20, 60.0 + n / 10_000),) for n in range(count)]


def cut_sentences(count: int) -> list[PdfRow]:
    rows = [(piece("mid sentence goes here and", 50, 200, -36.0 * n),) for n in range(count)]
    return [row for n, text in enumerate(rows) for row in (text, (piece("Caption", 50, 40, -36.0 * n - 12, 7.0),))]


def calls(rows: list[PdfRow], rules: dict[int, list[Rule]] | None = None) -> int:
    """Count the function calls that a page of these rows takes."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        pdf_lines(rows, rules or {}, {})
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("rows", "count"),
    [(columns, 600), (one_row, 600), (scattered, 1_000), (large_letters, 600), (numbers, 600), (cut_sentences, 600)],
)
def test_work_grows_with_the_text_of_a_page(rows: Callable[[int], list[PdfRow]], count: int) -> None:
    calls(rows(10))  # what is read once

    assert calls(rows(2 * count)) < 2.3 * calls(rows(count))


def test_lines_all_over_a_page_make_no_table_and_little_work() -> None:
    rng = random.Random(1)
    places = [(rng.uniform(0, 600), rng.uniform(0, 500)) for _ in range(1_400)]
    rules = [Rule(n % 2 == 0, at, start, start + 200) for n, (at, start) in enumerate(places)]
    lines = pdf_lines(scattered(500), {1: rules}, {})

    assert sum(line.text.count("W x") for line in lines) == 500
    assert calls(scattered(500), {1: rules}) < 2_000_000
