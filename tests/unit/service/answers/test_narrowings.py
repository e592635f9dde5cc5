"""How much there is without each condition, against plain counting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.facets.masks import Filters
from service.answers.narrowings import widen
from service.reasons import Narrowing, Widening

FACETS = ("country", "year", "type")
PRACTICES = st.lists(st.fixed_dictionaries(dict.fromkeys(FACETS, st.sampled_from("ab"))), max_size=6)


def counted(practices: list[dict[str, str]], filters: Filters) -> int:
    return sum(all(practice[facet] in values for facet, values in filters.items()) for practice in practices)


@given(PRACTICES, st.dictionaries(st.sampled_from(FACETS), st.sampled_from("ab").map(lambda value: (value,))))
def test_conditions_are_taken_off_one_by_one_or_all_together(
    practices: list[dict[str, str]], filters: dict[str, tuple[str, ...]]
) -> None:
    within = [Narrowing(facet, values) for facet, values in filters.items()]

    widenings = list(widen(within, filters, lambda left: counted(practices, left)))

    singly = {
        facet: counted(practices, {other: values for other, values in filters.items() if other != facet})
        for facet in filters
    }
    expected = [Widening((narrowing,), singly[narrowing.facet]) for narrowing in within if singly[narrowing.facet]]
    if not expected and len(filters) > 1:
        expected = [Widening(tuple(within), len(practices))]
    assert widenings == expected


def test_an_objective_is_taken_off_with_what_it_asks_of_the_page() -> None:
    filters = {"objective": ("3",), "basis": ("stated",)}

    asked: list[Filters] = []
    list(widen([Narrowing("objective", ("3",))], filters, lambda left: asked.append(left) or 0))

    assert asked == [{}]
