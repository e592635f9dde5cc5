from __future__ import annotations

import pytest

from tests.support.export_examples import EXAMPLE, SEARCH, export_record


@pytest.mark.parametrize(
    ("submitted", "year"),
    [("12 May 2022", "2022"), ("2021-05-12", "2021"), ("05/12/2020", "2020"), ("May 22", ""), (None, "")],
)
def test_the_year_is_the_one_of_submission_and_never_guessed(submitted: str | None, year: str) -> None:
    assert export_record("Text.", submitted=submitted).year == year


def test_a_practice_without_an_address_is_named_by_our_reading_view() -> None:
    record = export_record("Text.", url=None)

    assert record.url == "http://127.0.0.1:8000/practices/aid-in-the-desert"
    assert EXAMPLE.url == EXAMPLE.practice.url


def test_the_search_is_told_in_a_sentence() -> None:
    assert SEARCH.sentence == (
        "Found by Practice Search on 2026-01-02 with the query “aid & “help””, narrowed to Country: Niger, not Mali; "
        "Year of the start: 2017 or later (country=NE&country=not:ML&start=2017-); "
        "index snapshot 20260101T000000Z-0123456789ab, model model@1."
    )
