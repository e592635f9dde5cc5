from __future__ import annotations

import rispy

from service.export.ris import FORMAT
from tests.support.export_examples import EXAMPLE, SEARCH, export_record
from tests.support.suites.exporters import ExporterConformance


class TestRis(ExporterConformance):
    format = FORMAT

    def read_titles(self, text: str) -> list[str]:
        return [reference["title"] for reference in rispy.loads(text)]


def test_ris_is_read_back_by_rispy() -> None:
    [reference] = rispy.loads(FORMAT.export([EXAMPLE], SEARCH))

    assert reference["type_of_reference"] == "ELEC"
    assert reference["title"] == EXAMPLE.practice.title
    assert reference["authors"] == ["International Organization for Migration (IOM),", "Red Cross, Niger,"]
    assert reference["year"] == "2022"
    assert reference["urls"] == [EXAMPLE.practice.url]
    assert reference["abstract"] == "Water, first aid and “a way home”."
    assert reference["keywords"][:2] == ["Niger", "Côte d’Ivoire"]
    assert SEARCH.sentence in reference["notes"]


def test_an_unknown_year_is_left_out_not_guessed() -> None:
    assert "PY  -" not in FORMAT.export([export_record("Text.", submitted=None)], SEARCH)
