"""A practice that was found, and the search that found it, for the tests of export formats and their golden files."""

from __future__ import annotations

from dataclasses import replace

from corpus import Practice, Section, SectionKind
from corpus.model import Dates, Passage
from index.retrieval.hits import PassageHit, PracticeHit
from service.export import ExportRecord, SearchRecord, export_records

SEARCH = SearchRecord(
    "aid & “help”",
    "20260101T000000Z-0123456789ab",
    "model@1",
    "2026-01-02",
    {"country": ("NE", "not:ML"), "start": ("2017-",)},
    "Country: Niger, not Mali; Year of the start: 2017 or later",
    '{"kind": "list", "topic": "“help”"}',
)


def export_record(text: str, rank: int = 1, **fields: object) -> ExportRecord:
    """Make the record of a practice whose best passage is ``text``; ``fields`` replace those of the practice."""
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
    [record] = export_records([PracticeHit(practice, 0.875, (hit,))], "http://127.0.0.1:8000")
    return replace(record, rank=rank)


EXAMPLE = export_record("Water, first aid\nand “a way home”.")
