"""What the nearest text says decides: the sentence over its passage, that over its practice."""

from __future__ import annotations

import math

import pytest

from corpus import Practice, Section, SectionKind
from corpus.model import Dates, Passage
from index.facets.ranges import Range
from index.retrieval.hits import PassageHit
from service.answers.answerability.conditions import StatementConditions, text_before
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.reasons import PlacesMissing, Reason, YearsMissing

TEXT = (
    "In Ireland the payment is EUR 350 a week. The permit helped people from Venezuela. It was first paid in 2020. "
    "By then, thousands had applied for it."
)


def quotations(
    countries: tuple[str, ...] | None, dates: Dates | None = None, title: str = "A payment"
) -> list[Quotation]:
    section = Section(SectionKind.SUMMARY, "Summary", TEXT)
    practice = Practice("p", title, (section,), language="en", countries=countries, dates=dates)
    passage = Passage("p-1", "p", 0, 0, len(TEXT), TEXT, 40, "en")
    return list(candidate_quotations(practice, PassageHit(passage, 1.0, 0.5, 0.5)))


def unmet(quotation: Quotation, *, places: tuple[str, ...] = (), avoided: str = "", year: int = 0) -> list[Reason]:
    years = (Range(year, year, ""),) if year else ()
    conditions = StatementConditions((frozenset(places),) if places else (), frozenset(avoided.split()), years)
    return list(conditions.unmet(quotation))


@pytest.mark.parametrize(
    ("sentence", "countries", "places", "is_met"),
    [
        (0, ("IE", "BE"), ("IE",), True),
        (0, ("IE", "BE"), ("BE",), False),  # the sentence is about another country of the practice
        (1, ("CO",), ("CO",), True),  # where people come from is no country of the practice
        (1, ("CO",), ("BE", "CO"), True),
        (3, ("CO",), ("CO",), True),
        (3, None, ("BE",), False),
        (3, None, ("IE",), True),  # the passage names it
    ],
)
def test_a_place_is_looked_for_from_the_sentence_outwards(
    sentence: int, countries: tuple[str, ...] | None, places: tuple[str, ...], is_met: bool
) -> None:
    reasons = unmet(quotations(countries)[sentence], places=places)

    assert reasons == ([] if is_met else [PlacesMissing((sorted(places)[0],))])


def test_a_place_that_the_question_leaves_out_is_not_to_be_meant() -> None:
    assert unmet(quotations(("IE",))[0], avoided="IE") == [PlacesMissing((), ("IE",))]
    assert unmet(quotations(("IE",))[0], avoided="FR") == []


@pytest.mark.parametrize(
    ("sentence", "dates", "year", "is_met"),
    [
        (2, None, 2020, True),
        (2, None, 2021, False),
        (3, None, 2020, True),  # the sentence before it says so
        (3, None, 2019, False),
        (0, Dates("2018", "2021"), 2020, True),  # its passage names 2020
    ],
)
def test_a_year_is_looked_for_from_the_sentence_outwards(
    sentence: int, dates: Dates | None, year: int, is_met: bool
) -> None:
    reasons = unmet(quotations(None, dates)[sentence], year=year)

    assert reasons == ([] if is_met else [YearsMissing(((year, year),))])


def test_where_no_text_states_a_year_the_practice_does() -> None:
    section = Section(SectionKind.SUMMARY, "Summary", "Thousands of people had applied for it in the end.")
    practice = Practice("p", "A payment", (section,), language="en", dates=Dates("2018", "2021"))
    passage = Passage("p-1", "p", 0, 0, len(section.text), section.text, 10, "en")
    (quotation,) = candidate_quotations(practice, PassageHit(passage, 1.0, 0.5, 0.5))

    assert unmet(quotation, year=2020) == []
    assert unmet(quotation, year=2016) == [YearsMissing(((2016, 2016),))]
    later = StatementConditions(years=(Range(2020, math.inf, ""),))
    assert list(later.unmet(quotation)) == []


def test_the_sentence_before_is_that_of_the_same_passage() -> None:
    first, second, *_ = quotations(None)

    assert text_before(first) == ""
    assert text_before(second) == first.text


@pytest.mark.parametrize(
    ("text", "year", "is_met"),
    [
        ("The project ran from 2018 to 2022 in three regions.", 2020, True),
        ("The project ran from 2018 to 2022 in three regions.", 2023, False),
        ("The platform has brought them together since 2018.", 2021, True),
        ("The platform has brought them together since 2018.", 2017, False),
        ("The platform brought them together once in 2018.", 2021, False),
    ],
)
def test_a_span_of_years_is_of_each_of_them(text: str, year: int, is_met: bool) -> None:
    section = Section(SectionKind.SUMMARY, "Summary", text)
    passage = Passage("p-1", "p", 0, 0, len(text), text, 10, "en")
    (quotation,) = candidate_quotations(
        Practice("p", "A project", (section,), language="en"), PassageHit(passage, 1.0, 0.5, 0.5)
    )

    assert (unmet(quotation, year=year) == []) is is_met
