from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from service.export.csv import FORMAT
from tests.support.export_examples import EXAMPLE, SEARCH, export_record
from tests.support.suites.exporters import ExporterConformance


class TestCsv(ExporterConformance):
    format = FORMAT

    def read_titles(self, text: str) -> list[str]:
        return [row["title"] for row in read_rows(text)]


def read_rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_csv_is_read_back_with_one_row_a_practice() -> None:
    [row] = read_rows(FORMAT.export([EXAMPLE], SEARCH))

    assert row["title"] == EXAMPLE.practice.title
    assert row["passage"] == "Water, first aid\nand “a way home”."
    assert row["countries"] == "Niger; Côte d’Ivoire"
    assert row["section"] == "Key lessons"
    assert row["filters"] == "country=NE&country=not:ML&start=2017-"
    assert row["narrowed_to"] == "Country: Niger, not Mali; Year of the start: 2017 or later"
    assert (row["query"], row["snapshot"], row["date"]) == (SEARCH.query, SEARCH.snapshot, SEARCH.date)


@pytest.mark.parametrize("text", ["=1+1", "- a list", "+3", "@sum", "＝1+1", "＋3", "－3", "＠sum"])
def test_a_cell_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    [row] = read_rows(FORMAT.export([export_record(text)], SEARCH))

    assert row["passage"] == f"'{text}"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000 "])
def test_white_space_before_a_formula_hides_it_not(sign: str, before: str) -> None:
    written = f"{before}{sign}cmd()"
    search = replace(SEARCH, query=written)

    [row] = read_rows(FORMAT.export([export_record("text")], search))

    assert row["query"] == f"'{written}"
