from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.export import SearchRecord
from service.filters.parsing import parse_filters
from service.filters.wording import describe_filters, describe_values, selections
from service.web.pages.urls import search_query_string

OPERANDS = {
    "country": ("NE", "ML", "missing"),
    "organisation": ("un women", "any:missing", "missing"),
    "type": ("Aid: a Project", "50 % & more; a=b", "any:all: of it"),
    "year": ("2017", "2017-", "-2019", "2017-2019"),
    "amount": ("EUR 50000", "1000.1250-", "-5000"),
}
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        facet: st.lists(
            st.tuples(st.sampled_from(["", "not:", "all:"]), st.sampled_from(operands)).map("".join),
            min_size=1,
            max_size=3,
            unique=True,
        ).map(tuple)
        for facet, operands in OPERANDS.items()
    },
)


@pytest.mark.parametrize(
    ("facet", "values", "texts"),
    [
        ("country", ("NE", "TD"), ["Niger", "Chad"]),
        ("country", ("not:NE",), ["not Niger"]),
        ("country", ("all:NE", "all:TD"), ["Niger and Chad"]),
        ("country", ("all:NE", "ML", "all:TD", "all:BF"), ["and Niger, Chad and Burkina Faso", "Mali"]),
        ("country", ("missing",), ["not stated"]),
        ("country", ("not:missing",), ["stated"]),
        ("start", ("2017-", "-2010", "2012-2013"), ["2017 or later", "2010 or earlier", "2012-2013"]),
        ("amount", ("50000000-", "not:EUR -1000"), ["50,000,000 or more", "not EUR 1,000 or less"]),
    ],
)
def test_choices_are_shown_as_words(facet: str, values: tuple[str, ...], texts: list[str]) -> None:
    assert [choice.text for choice in selections(facet, values)] == texts


def test_the_choices_of_a_facet_are_said_together() -> None:
    assert describe_values("country", ("not:ML", "NE", "TD")) == "Niger or Chad, not Mali"
    assert describe_values("country", ("missing", "not:ML")) == "not Mali, or not stated"
    assert describe_filters({"country": ("NE", "missing"), "start": ("2017-",), "type": ()}) == (
        "Country: Niger or not stated; Year of the start: 2017 or later"
    )


@given(FILTERS)
def test_each_choice_can_be_taken_off_and_turned(filters: dict[str, tuple[str, ...]]) -> None:
    for facet, values in filters.items():
        choices = list(selections(facet, values))
        assert sorted(value for choice in choices for value in choice.taken) == sorted(values)
        for choice in choices:
            turned = list(selections(facet, choice.turned))
            assert parse_filters({facet: choice.turned}) == {facet: choice.turned}
            if len(choice.turned) == 1 and not choice.taken[0].startswith("all:"):
                assert turned[0].turned == choice.taken


@given(FILTERS)
def test_filters_are_read_back_from_an_address_and_from_an_export(filters: dict[str, tuple[str, ...]]) -> None:
    record = SearchRecord("q", "s", "m", "2026-01-01", filters)

    assert parse_filters(parse_qs(search_query_string("", filters))) == filters
    assert parse_filters(parse_qs(record.parameters)) == filters
