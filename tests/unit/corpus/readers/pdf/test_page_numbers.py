from __future__ import annotations

import random

import pytest

from corpus.parsing.results import Read
from corpus.readers.pdf.document import read_pdf
from tests.support.pdf_drawing import PITCH, Drawn, drawn_pdf, wrapped

TITLE = Drawn("Hostels for workers", 60, 780, size=16)
WORDS = "the hostel gives workers some bed and kitchen close to farms where they live while rain falls".split()
rng = random.Random(3)


def page(*last: str, top: float = 740, feet: tuple[Drawn, ...] = ()) -> list[Drawn]:
    """Write a full page of one text whose last lines are these, and what stands at its foot or head."""
    count = int((top - 60) / PITCH) - len(last)
    lines = [*wrapped(" ".join(rng.choices(WORDS, k=20 * count)), 470)[:count], *last]
    return [*(Drawn(line, 60, top - PITCH * number) for number, line in enumerate(lines)), *feet]


def read(*pages: list[Drawn]) -> Read:
    first, *others = pages
    (item,) = read_pdf(drawn_pdf([TITLE, *first], *others), "hostels.pdf")
    assert isinstance(item, Read)
    return item


@pytest.mark.parametrize("number", ["2021.", "4500", "15", "IV.", "1/3", "(12)"])
def test_a_number_that_is_the_last_line_of_a_text_is_no_page_number(number: str) -> None:
    item = read(page(number), page())

    assert f" {number}" in item.practice.sections[0].text
    assert item.furniture == ()


@pytest.mark.parametrize("template", ["{}", "- {} -", "Page {} of 3", "{}/3", "p. {}"])
@pytest.mark.parametrize(("left", "bottom"), [(290, 30), (60, 30), (500, 800)])
def test_numbers_that_count_up_over_pages_are_furniture(template: str, left: float, bottom: float) -> None:
    feet = [Drawn(template.format(number), left, bottom) for number in (1, 2, 3)]
    item = read(*(page("2021.", feet=(foot,)) for foot in feet))

    assert item.furniture == tuple(foot.text for foot in feet)
    assert item.practice.sections[0].text.count(" 2021.") == 3


def test_roman_page_numbers_are_furniture() -> None:
    feet = ["iii", "iv", "v"]

    assert read(*(page(feet=(Drawn(foot, 290, 30),)) for foot in feet)).furniture == tuple(feet)


def test_a_large_figure_alone_at_the_top_of_a_page_is_text() -> None:
    item = read(page(), [Drawn("450", 60, 790, size=24), *page(top=700)])

    assert item.furniture == ()
