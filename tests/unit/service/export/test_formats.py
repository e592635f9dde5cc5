from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from corpus import Practice, Section, SectionKind
from corpus.model import Dates, Passage
from index.retrieval.hits import PassageHit, PracticeHit
from service.errors import RequestError
from service.export import EXPORT_FORMATS, ExportRecord, SearchRecord, export_records, find_export_format

DATA = Path(__file__).parents[3] / "data"
RECORD = SearchRecord("aid & “help”", "20260101T000000Z-0123456789ab", "model@1", "2026-01-02", {"country": ("NE",)})


def match_of(text: str, **fields: object) -> ExportRecord:
    practice = Practice(
        practice_id="aid-in-the-desert",
        title="Aid in the Desert: 50 % more {care} & #1_b",
        url="https://example.org/practice/aid_in-the-desert?a=1&b=2",
        language="en",
        dates=Dates("2016", None, True, "2016 - Present"),
        type="Project/Programme",
        countries=("NE", "CI"),
        primary_objectives=(8,),
        implementing=("International Organization for Migration (IOM)", "Red Cross, Niger"),
        submitted="12 May 2022",
        sections=(Section(SectionKind.KEY_LESSONS, "Key Lessons", text),),
    )
    practice = replace(practice, **fields)  # type: ignore[arg-type]
    hit = PassageHit(Passage("p1", practice.practice_id, 0, 0, len(text), text, 9), 0.875, 0.5, 3.0)
    return export_records([PracticeHit(practice, 0.875, (hit,))], "http://127.0.0.1:8000")[0]


EXAMPLE = match_of("Water, first aid\nand “a way home”.")


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_each_format_matches_its_golden_file(name: str) -> None:
    form = find_export_format(name)
    golden = DATA / f"matches.{form.ending}"

    assert form.write([EXAMPLE], RECORD) == golden.read_bytes().decode("utf-8"), "make golden rewrites it"


def test_ris_is_read_back_by_rispy() -> None:
    [entry] = rispy.loads(EXPORT_FORMATS["ris"].write([EXAMPLE], RECORD))

    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == EXAMPLE.practice.title
    assert entry["authors"] == ["International Organization for Migration (IOM),", "Red Cross, Niger,"]
    assert entry["year"] == "2022"
    assert entry["urls"] == [EXAMPLE.practice.url]
    assert entry["abstract"] == "Water, first aid and “a way home”."
    assert entry["keywords"][:2] == ["Niger", "Côte d’Ivoire"]
    assert RECORD.sentence in entry["notes"]


def test_bibtex_is_read_back_by_bibtexparser() -> None:
    text = EXPORT_FORMATS["bibtex"].write([EXAMPLE], RECORD)

    [raw] = bibtexparser.parse_string(text).entries
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    [entry] = library.entries

    assert not library.failed_blocks
    assert entry["title"] == EXAMPLE.practice.title
    assert entry["author"] == "International Organization for Migration (IOM) and Red Cross, Niger"
    assert raw["author"] == "{International Organization for Migration (IOM)} and {Red Cross, Niger}"
    assert raw["url"] == EXAMPLE.practice.url
    assert entry["year"] == "2022"
    assert RECORD.snapshot in entry["note"]


def test_csv_is_read_back_with_one_row_a_practice() -> None:
    text = EXPORT_FORMATS["csv"].write([EXAMPLE], RECORD)

    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))

    assert row["title"] == EXAMPLE.practice.title
    assert row["passage"] == "Water, first aid\nand “a way home”."
    assert row["countries"] == "Niger; Côte d’Ivoire"
    assert row["section"] == "Key lessons"
    assert row["filters"] == "country=NE"
    assert (row["query"], row["snapshot"], row["date"]) == (RECORD.query, RECORD.snapshot, RECORD.date)


@pytest.mark.parametrize("text", ["=1+1", "- a list", "+3", "@sum"])
def test_a_cell_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    [row] = csv.DictReader(io.StringIO(EXPORT_FORMATS["csv"].write([match_of(text)], RECORD).removeprefix("\ufeff")))

    assert row["passage"] == f"'{text}"


def test_an_unknown_year_is_left_out_not_guessed() -> None:
    match = match_of("Text.", submitted=None)

    assert match.year == ""
    assert "PY  -" not in EXPORT_FORMATS["ris"].write([match], RECORD)
    assert "year = " not in EXPORT_FORMATS["bibtex"].write([match], RECORD)


@given(
    title=st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(
        lambda t: t.strip() and re.search(r"\w", t)
    ),
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
)
def test_any_text_survives_a_round_trip(title: str, text: str) -> None:
    match = match_of(text, title=title)

    [reference] = rispy.loads(EXPORT_FORMATS["ris"].write([match], RECORD))
    library = bibtexparser.parse_string(EXPORT_FORMATS["bibtex"].write([match], RECORD))
    [row] = csv.DictReader(io.StringIO(EXPORT_FORMATS["csv"].write([match], RECORD).removeprefix("\ufeff"), newline=""))

    assert reference["title"].split() == title.split()
    assert not library.failed_blocks
    assert len(library.entries) == 1
    assert row["title"].removeprefix("'") == title.removeprefix("'")


def test_an_unknown_format_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(RequestError, match="'endnote' is no export format; the formats are: bibtex, csv, ris"):
        find_export_format("endnote")
