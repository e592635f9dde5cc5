from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.parsing.results import Read
from corpus.readers.pdf.document import read_pdf
from tests.support.pdf_drawing import Drawn, Rules, column, drawn_pdf, side_by_side, table

WORDS = "two hostels were built near strawberry farms and one bus line was opened for workers of the valley".split()
NAMES = ["Country", "What was done", "Workers", "Cost in euro", "Remarks"]
COUNTRIES = ["Spain", "Italy", "Greece", "Portugal", "Malta", "Cyprus", "France"]
WIDTHS = {"prose": 140.0, "number": 60.0, "word": 65.0}
TITLE = Drawn("Hostels for workers", 60, 780, size=16)
briefly = settings(deadline=None, max_examples=40)


def prose(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most))).capitalize()


def cell(kind: str, rng: random.Random) -> str:
    if kind == "prose":
        return prose(rng, 3, 18)
    return str(rng.randint(1, 9999)) if kind == "number" else rng.choice(["yes", "no", "partly"])


def lines_of(lines: list[Drawn], rules: Rules = ()) -> list[str]:
    rng = random.Random(1)
    above = column([prose(rng, 40, 50) + "."], 60, 750, 475)
    below = column([prose(rng, 40, 50) + "."], 60, min(line.bottom for line in lines) - 40, 475)
    (item,) = read_pdf(drawn_pdf([TITLE, *above, *lines, *below], rules=rules), "table.pdf")
    assert isinstance(item, Read)
    assert {word for line in lines for word in line.text.split()} <= set(re.findall(r"[^\s:;]+", item.seen))
    return [line for section in item.practice.sections for line in section.text.split("\n") if line]


@briefly
@given(
    seed=st.integers(0, 2**32),
    kinds=st.lists(st.sampled_from(["prose", "number", "word"]), max_size=3),
    ruled=st.booleans(),
    by_place=st.booleans(),
    bold=st.booleans(),
    gap=st.sampled_from([0.0, 3.0, 6.0]),
    empty=st.booleans(),
)
def test_tables_of_wrapped_cells_are_read_with_the_right_names_or_with_none(
    seed: int, kinds: list[str], ruled: bool, by_place: bool, bold: bool, gap: float, empty: bool
) -> None:
    rng = random.Random(seed)
    names = NAMES[: len(kinds) + 2]
    rows = [
        [country, cell("prose", rng), *("" if empty and rng.random() < 0.2 else cell(kind, rng) for kind in kinds)]
        for country in rng.sample(COUNTRIES, rng.randint(2, 6))
    ]
    assume(all(any(cells) for cells in zip(*rows, strict=True)))  # else a name is joined to its neighbour
    numbers = frozenset(place for place, kind in enumerate(kinds, start=2) if kind == "number")
    widths = [70.0, 140.0, *(WIDTHS[kind] for kind in kinds)]
    lines, rules = table([names, *rows], widths, 60, 690, right_aligned=numbers, row_gap=gap, bold_header=bold)

    shown = lines_of(side_by_side([lines]) if by_place else lines, rules if ruled else ())

    wanted = ["; ".join(f"{name}: {value}" for name, value in zip(names, row, strict=True) if value) for row in rows]
    named = [line for line in shown if any(f"{name}: " in line for name in names)]
    assert set(named) <= set(wanted)
    if ruled or not by_place:
        assert len(named) in (0, len(wanted)) if empty or not gap else named == wanted
    assert not ruled or named == wanted


@pytest.mark.parametrize("ruled", [True, False])
def test_a_name_over_two_columns_is_joined_to_the_names_below_it(ruled: bool) -> None:
    upper = [Drawn("Workers", 235, 690)]
    rows = [["Country", "2020", "2021"], ["Spain", "410", "520"], ["Italy", "95", "101"], ["Malta", "7", "12"]]
    lines, rules = table(rows, [120, 80, 80], 60, 685)
    if ruled:
        rules = [*rules, (60, 703, 340, 703), (180, 703, 180, 685), (60, 703, 60, 685), (340, 703, 340, 685)]

    shown = lines_of([*upper, *lines], rules if ruled else ())

    assert [line for line in shown if "Spain" in line] == ["Country: Spain; Workers 2020: 410; Workers 2021: 520"]


def test_a_cell_that_spans_rows_counts_in_each_of_them() -> None:
    lines, rules = table(
        [["Country", "Year", "Workers"], ["Spain", "2020", "410"], ["", "2021", "520"]], [90] * 3, 60, 690
    )
    between = sorted({rule[1] for rule in rules if rule[1] == rule[3]})[1]
    rules = [(150, *rule[1:]) if rule[1] == rule[3] == between else rule for rule in rules]

    assert "Country: Spain; Year: 2021; Workers: 520" in lines_of(lines, rules)


def test_a_table_goes_on_on_the_next_page_without_its_repeated_header() -> None:
    head = ["Country", "What was done", "Workers"]
    first, rules = table([head, ["Spain", "Two hostels", "410"], ["Italy", "One hostel", "95"]], [90, 120, 90], 60, 200)
    second, _ = table([head, ["Malta", "A tent", "12"], ["Cyprus", "A school", "30"]], [90, 120, 90], 60, 700)
    (item,) = read_pdf(drawn_pdf([TITLE, *first], second, rules=rules), "table.pdf")
    assert isinstance(item, Read)
    (section,) = item.practice.sections

    assert section.text.split("\n")[0] == "Country: Spain; What was done: Two hostels; Workers: 410"
    assert section.text.count("Country: ") in (2, 4)
    assert "Country: Malta; What was done: A tent; Workers: 12" in section.text


def test_figures_are_no_names_of_columns() -> None:
    lines, _ = table(
        [["Niger", "12", "4"], ["Mali", "13", "5"], ["Chad", "14", "6"]], [120, 80, 80], 60, 690, bold_header=True
    )

    assert "Niger | 12 | 4" in lines_of(lines)
