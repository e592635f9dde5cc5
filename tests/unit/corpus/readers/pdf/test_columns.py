from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.parsing.results import Read
from corpus.readers.pdf.document import read_pdf
from tests.support.pdf_drawing import Drawn, column, drawn_pdf, side_by_side

WORDS = (
    "the hostel gives workers some bed and kitchen close to farms where they live in summer while inspectors of labour "
    "office visit twice month listen report what have seen council on which growers town seat each employers pay half"
).split()
briefly = settings(deadline=None, max_examples=40)


def sentence(rng: random.Random, length: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(length)).capitalize() + "."


def paragraph(rng: random.Random, least: int = 20) -> str:
    return " ".join(sentence(rng, rng.randint(8, 18)) for _ in range(max(least // 10, rng.randint(2, 4))))


def paragraphs_of(data: bytes) -> list[str]:
    (item,) = read_pdf(data, "columns.pdf")
    assert isinstance(item, Read)
    texts = [section.text for section in item.practice.sections]
    return [line for text in texts for line in text.split("\n") if line]


@briefly
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(1, 3),
    gutter=st.floats(14, 30),
    by_place=st.booleans(),
    abstract=st.booleans(),
    shift=st.sampled_from([0.0, 0.0, 3.0, 6.2]),
)
def test_paragraphs_in_columns_under_what_goes_across_are_read_whole(
    seed: int, count: int, gutter: float, by_place: bool, abstract: bool, shift: float
) -> None:
    rng = random.Random(seed)
    width = (475 - gutter * (count - 1)) / count
    wide = [paragraph(rng, 50)] if abstract else []
    texts = [[paragraph(rng) for _ in range(rng.randint(2, 4))] for _ in range(count)]
    head = [Drawn("Hostels in the valley of strawberries and what became of them all", 60, 780, size=16)]
    above = column(wide, 60, 740, 475)
    top = min([line.bottom for line in above], default=760) - 26
    columns = [column(text, 60 + n * (width + gutter), top - shift * n, width) for n, text in enumerate(texts)]
    lines = side_by_side(columns) if by_place else [line for lines in columns for line in lines]

    assert paragraphs_of(drawn_pdf([*head, *above, *lines])) == [*wide, *(text for column in texts for text in column)]


@pytest.mark.parametrize("by_place", [True, False])
def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(by_place: bool) -> None:
    rng = random.Random(7)
    whole = sentence(rng, 500)
    lines = [line.text for line in column([whole], 0, 0, 220)]
    parts = [lines[:30], lines[30:61], lines[61:]]
    places = [(60, 700), (310, 700), (60, 740)]
    drawn = [
        [Drawn(t, x, y - 12.5 * n) for n, t in enumerate(part)] for part, (x, y) in zip(parts, places, strict=True)
    ]
    first = side_by_side(drawn[:2]) if by_place else [*drawn[0], *drawn[1]]

    assert paragraphs_of(drawn_pdf([Drawn("Hostels", 60, 780, size=16), *first], drawn[2])) == [whole]
