"""Filters with operators, compared with the three-valued truth written out anew, value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Amount, Dates, Passage, Practice, Section, SectionKind
from index.facets.masks import FacetMasks

COUNTRIES = ("NE", "ML", "TD")
KINDS = (SectionKind.SUMMARY, SectionKind.KEY_LESSONS)
SUMS = (Amount(50.0, "EUR"), Amount(1500.0, "EUR"), Amount(1500.0, "USD"), Amount(2.5e6, "USD"))
practices = st.lists(
    st.builds(
        Practice,
        st.just("x"),
        st.just("X"),
        st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(
            lambda kinds: tuple(Section(kind, None, "text") for kind in kinds)
        ),
        language=st.sampled_from([None, "en"]),
        countries=st.none() | st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True).map(tuple),
        donors=st.none() | st.sampled_from([(), ("IOM",), ("IOM", "Missing")]),
        dates=st.none()
        | st.builds(Dates, st.sampled_from([None, "2016", "2018"]), st.sampled_from([None, "2019"]), st.booleans()),
        amounts=st.none() | st.lists(st.sampled_from(SUMS), max_size=2, unique=True).map(tuple),
    ),
    max_size=8,
)
OPERANDS = {
    "country": (*COUNTRIES, "FR", "missing"),
    "donor": ("iom", "any:missing", "missing", "unhcr"),
    "start": ("2016", "2017-", "-2016", "2016-2018", "missing"),
    "end": ("2019", "2020-", "-2020", "missing"),
    "amount": ("1500", "EUR 100-", "-1500", "USD 1000-2000", "missing"),
    "language": ("en", "fr", "missing"),
    "section": ("summary", "key_lessons", "missing"),
}
OF_PASSAGES = ("language", "section")


def conditions(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
    value = st.tuples(st.sampled_from(["", "", "not:", "all:"]), st.sampled_from(OPERANDS[facet])).map("".join)
    return st.lists(value, min_size=1, max_size=3, unique=True).map(tuple)


filters_of_facets = st.lists(st.sampled_from(tuple(OPERANDS)), max_size=3, unique=True).flatmap(
    lambda facets: st.fixed_dictionaries({facet: conditions(facet) for facet in facets})
)


def stated(practice: Practice, passage: Passage | None, facet: str) -> Sequence[object] | None:
    dates = practice.dates
    match facet:
        case "country":
            return practice.countries
        case "donor":
            return practice.donors and [name.lower() for name in practice.donors]
        case "start":
            return [int(dates.start)] if dates and dates.start else None
        case "end":
            return [] if dates and dates.ongoing else [int(dates.end)] if dates and dates.end else None
        case "amount":
            return practice.amounts
        case "language":
            language = passage.language if passage and passage.language else practice.language
            return [language] if language else None
        case _:
            return [str(practice.sections[passage.section].kind)] if passage else []


def is_meant(value: object, operand: str) -> bool:
    operand = operand.removeprefix("any:")
    if isinstance(value, str):
        return value == operand
    *unit, written = operand.split(" ")
    low, dash, high = written.partition("-")
    number = value.value if isinstance(value, Amount) else value
    assert isinstance(number, int | float)
    in_unit = not unit or (isinstance(value, Amount) and value.currency == unit[0])
    return in_unit and float(low or 0) <= number <= float(high or ("inf" if dash else low))


def holds(values: Sequence[object] | None, operand: str) -> bool | None:
    if operand == "missing":
        return not values
    return None if values is None else any(is_meant(value, operand) for value in values)


def meets(values: Sequence[object] | None, wanted: Sequence[str]) -> bool:
    """What is unknown is kept apart up to the end, where it is not let through."""
    if "missing" in wanted and not values:
        return True
    plain = [holds(values, value) for value in wanted if not value.startswith(("not:", "all:")) and value != "missing"]
    demanded = [holds(values, value[4:]) for value in wanted if value.startswith("all:")]
    demanded += [
        None if (h := holds(values, value[4:])) is None else not h for value in wanted if value.startswith("not:")
    ]
    if not plain and not demanded:
        return False
    return all(truth is True for truth in demanded) and (not plain or True in plain)


class Reference:
    """Rows of a collection: its passages, and its practices without any."""

    def __init__(self, listed: Sequence[Practice]) -> None:
        self.practices = {
            str(number): replace(practice, practice_id=str(number)) for number, practice in enumerate(listed)
        }
        self.passages = [
            Passage(f"{p}/{n}", p, n, 0, 4, "text", 1, "fr" if n else None)
            for p, practice in self.practices.items()
            for n in range(len(practice.sections))
        ]
        rows: list[tuple[str, Passage | None]] = [(passage.practice_id, passage) for passage in self.passages]
        self.rows = rows + [(p, None) for p, practice in self.practices.items() if not practice.sections]
        self.masks = FacetMasks(self.practices, self.passages)

    def kept(self, filters: Mapping[str, Sequence[str]]) -> list[tuple[str, Passage | None]]:
        return [
            (p, passage)
            for p, passage in self.rows
            if all(meets(stated(self.practices[p], passage, facet), wanted) for facet, wanted in filters.items())
        ]

    def count(self, filters: Mapping[str, Sequence[str]]) -> int:
        return len({p for p, _ in self.kept(filters)})


@given(practices, filters_of_facets)
def test_masks_are_the_truth_of_each_row(listed: list[Practice], filters: dict[str, tuple[str, ...]]) -> None:
    reference = Reference(listed)
    kept = reference.kept(filters)

    mask = reference.masks.mask(filters)
    let_through = reference.masks.practices(filters, textless=True)

    assert [p for p, keep in zip(reference.passages, mask, strict=True) if keep] == [p for _, p in kept if p]
    assert [p for p, keep in zip(reference.practices, let_through, strict=True) if keep] == sorted({p for p, _ in kept})


@given(practices, filters_of_facets)
def test_a_count_is_the_number_of_practices_with_that_value_in_place_of_the_plain_ones(
    listed: list[Practice], filters: dict[str, tuple[str, ...]]
) -> None:
    reference = Reference(listed)

    counts = reference.masks.counts(filters, textless=True)
    gaps = reference.masks.gaps(filters, textless=True)
    not_stated = reference.masks.not_stated(filters, textless=True)

    assert list(not_stated) == list(filters)
    for facet in OPERANDS:
        operated = [value for value in filters.get(facet, ()) if value.startswith(("not:", "all:"))]
        for value, count in counts[facet].items():
            chosen = "any:missing" if value == "missing" else value
            assert count == reference.count({**filters, facet: [*operated, chosen]}), (facet, value)
        others = {other: wanted for other, wanted in filters.items() if other != facet}
        owners = {p: [] for p, _ in reference.kept(others)}  # type: dict[str, list[Sequence[object] | None]]
        for p, passage in reference.kept(others):
            owners[p].append(stated(reference.practices[p], passage, facet))
        silent = sum(all(values is None for values in of_rows) for of_rows in owners.values())
        assert gaps[facet].not_stated == not_stated.get(facet, silent) == silent
        assert gaps[facet].missing == reference.count({**others, facet: ["missing"]})


@pytest.mark.parametrize(
    ("wanted", "let_through"),
    [
        (("NE",), ["niger", "both"]),
        (("all:NE", "all:TD"), ["both"]),
        (("not:NE",), ["chad", "none"]),
        (("not:NE", "missing"), ["chad", "none", "silent"]),
        (("missing",), ["none", "silent"]),
        (("NE", "missing"), ["niger", "both", "none", "silent"]),
        (("TD", "not:NE"), ["chad"]),
        (("not:missing",), ["niger", "chad", "both"]),
    ],
)
def test_what_is_not_stated_is_neither_true_nor_false(wanted: tuple[str, ...], let_through: list[str]) -> None:
    countries = {"niger": ("NE",), "chad": ("TD",), "both": ("NE", "TD"), "none": (), "silent": None}
    masks = FacetMasks({p: Practice(p, p, countries=codes) for p, codes in countries.items()}, [])

    kept = masks.practices({"country": wanted}, textless=True)

    assert [p for p, keep in zip(countries, kept, strict=True) if keep] == let_through


def test_an_organisation_is_left_out_by_whichever_of_its_names() -> None:
    masks = FacetMasks({"a": Practice("a", "A", donors=("IOM",)), "b": Practice("b", "B", donors=("Guild",))}, [])

    assert masks.practices({"donor": ("not:International Organization for Migration",)}, textless=True).tolist() == [
        False,
        True,
    ]
