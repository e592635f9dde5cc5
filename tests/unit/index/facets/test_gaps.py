"""What a page says that there is none of is told from what it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Amount, Dates, Passage, Practice, Section, SectionKind
from index.facets.columns import FacetGaps
from index.facets.masks import FacetMasks
from index.facets.registry import FACETS

roles = st.none() | st.lists(st.sampled_from(["IOM", "OIM", "Guild"]), max_size=2).map(tuple)
amounts = st.none() | st.lists(st.builds(Amount, st.just(1.0), st.sampled_from(["EUR", "USD"])), max_size=2).map(tuple)
dates = st.none() | st.builds(
    Dates, st.sampled_from([None, "2018"]), st.sampled_from([None, "2020-05"]), st.booleans(), st.just("")
)
practices = st.lists(
    st.builds(
        Practice,
        st.just("x"),
        st.just("X"),
        implementing=roles,
        donors=roles,
        accountable=roles,
        amounts=amounts,
        dates=dates,
        countries=st.none() | st.sampled_from([(), ("NE",)]),
    ),
    max_size=8,
)


def states(practice: Practice) -> dict[str, str]:
    """Written out here anew: whether a practice has a value, says that it has none, or does not say."""

    def state(value: object) -> str:
        return "not stated" if value is None else "valued" if value else "none"

    stated = [value for value in (practice.implementing, practice.donors, practice.accountable) if value is not None]
    when = practice.dates or Dates()
    return {
        "donor": state(practice.donors),
        "accountable": state(practice.accountable),
        "organisation": state(sum(stated, ()) if stated else None),
        "currency": state(practice.amounts),
        "amount": state(practice.amounts),
        "country": state(practice.countries),
        "start": state(when.start),
        "end": "none" if when.ongoing else state(when.end),
        "ongoing": "valued" if when.ongoing or when.end else "not stated",
    }


@given(practices)
def test_values_none_and_not_stated_are_all_practices_between_them(listed: list[Practice]) -> None:
    masks = FacetMasks({str(number): practice for number, practice in enumerate(listed)}, [])

    gaps = masks.gaps({}, textless=True)

    assert list(gaps) == list(FACETS)
    for facet in states(Practice("x", "X")):
        found = [states(practice)[facet] for practice in listed]
        assert gaps[facet] == FacetGaps(
            found.count("none"), found.count("not stated"), len(found) - found.count("valued")
        ), facet


def test_gaps_are_those_of_the_filtered_set_without_the_choice_of_the_facet_itself() -> None:
    listed = {
        "a": Practice("a", "A", countries=("NE",), donors=("IOM",)),
        "b": Practice("b", "B", countries=("NE",), donors=()),
        "c": Practice("c", "C", countries=("ML",)),
    }
    masks = FacetMasks(listed, [])

    assert masks.gaps({"country": ("NE",)}, textless=True)["donor"] == FacetGaps(1, 0, 1)
    assert masks.gaps({"donor": ("iom",)}, textless=True)["donor"] == FacetGaps(1, 1, 2)
    assert masks.gaps({"donor": ("iom",)}, textless=True)["country"] == FacetGaps(0, 0, 0)


def test_a_practice_with_a_value_in_any_passage_is_no_gap_of_a_facet_of_passages() -> None:
    sections = (Section(SectionKind.SUMMARY, None, "one"), Section(SectionKind.OTHER, None, "two"))
    passages = [Passage(str(n), "a", n, 0, 3, "one", 1, language) for n, language in enumerate(["fr", None])]

    masks = FacetMasks({"a": Practice("a", "A", sections)}, passages)

    assert masks.gaps({})["language"] == FacetGaps(0, 0, 1)


@pytest.mark.parametrize(
    ("facet", "written", "value"),
    [("start", "2019", "2019"), ("ongoing", "Yes", "yes"), ("currency", "euro", "EUR"), ("donor", "OIM", "iom")],
)
def test_values_are_read_as_people_write_them(facet: str, written: str, value: str) -> None:
    assert FACETS[facet].parse(written) == (value,)
