from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets.operators import Condition, Operator, combine, parse_condition, with_operand
from index.facets.ranges import Range, parse_range
from index.facets.registry import FACETS
from index.facets.truth import Truth

TEXTS = st.text() | st.lists(
    st.sampled_from(["not:", "all:", "any:", "NOT :", "missing", "Missing", "foo:", "Niger", " "]), max_size=4
).map("".join)
CONDITIONS = st.builds(Condition, st.none() | TEXTS, st.sampled_from(Operator))
THREE = {True: (True, False), False: (False, True), None: (False, False)}


@given(CONDITIONS)
def test_what_is_written_is_read_back(condition: Condition) -> None:
    assert parse_condition(str(condition)) == condition


@given(TEXTS)
def test_whatever_is_written_is_a_condition(written: str) -> None:
    condition = parse_condition(written)

    assert parse_condition(str(condition)) == condition


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("NE", Condition("NE")),
        ("not:NE", Condition("NE", Operator.NOT)),
        ("ALL:NE", Condition("NE", Operator.ALL)),
        ("missing", Condition(None)),
        ("not:missing", Condition(None, Operator.NOT)),
        ("any:missing", Condition("missing")),
        ("not:any:missing", Condition("missing", Operator.NOT)),
        ("UN: Women", Condition("UN: Women")),
    ],
)
def test_an_operator_stands_before_the_first_colon(written: str, condition: Condition) -> None:
    assert parse_condition(written) == condition


def test_an_operand_is_changed_below_its_operator() -> None:
    assert with_operand("not:iom", str.upper) == "not:IOM"
    assert with_operand("iom", lambda _: "missing") == "any:missing"
    assert with_operand("missing", str.upper) == "missing"


@pytest.mark.parametrize(("left", "right"), list(product(THREE, repeat=2)))
def test_truth_is_that_of_kleene(left: bool | None, right: bool | None) -> None:
    first, second = (Truth(*(np.array([part]) for part in THREE[value])) for value in (left, right))
    conjunction = False if False in (left, right) else None if None in (left, right) else True
    disjunction = True if True in (left, right) else None if None in (left, right) else False
    negation = None if left is None else not left

    expected = {"and": conjunction, "or": disjunction, "not": negation}
    for name, truth in {"and": first & second, "or": first | second, "not": ~first}.items():
        assert (bool(truth.is_true[0]), bool(truth.is_false[0])) == THREE[expected[name]], name


@given(st.lists(CONDITIONS, min_size=1, max_size=5), st.data())
def test_the_order_of_conditions_says_nothing(conditions: list[Condition], data: st.DataObject) -> None:
    operands = {condition.operand for condition in conditions}
    truths = {
        o: Truth(
            *map(
                np.array,
                zip(*data.draw(st.lists(st.sampled_from([*THREE.values()]), min_size=3, max_size=3)), strict=True),
            )
        )
        for o in operands
    }

    shuffled = data.draw(st.permutations(conditions))

    assert (
        combine(conditions, truths.__getitem__).is_true.tolist()
        == combine(shuffled, truths.__getitem__).is_true.tolist()
    )


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2017", (2017, 2017, "")),
        ("2017-", (2017, np.inf, "")),
        ("-2017", (-np.inf, 2017, "")),
        ("EUR 1.5-2e+22", (1.5, 2e22, "EUR")),
        ("EUR -5", (-np.inf, 5, "EUR")),
    ],
)
def test_a_range_is_read(value: str, meant: tuple[float, float, str]) -> None:
    assert parse_range(value) == Range(*meant)


@pytest.mark.parametrize("value", ["", "-", "EUR", "EUR -", "1-2-3", "x", "١"])
def test_what_is_no_range_is_none(value: str) -> None:
    assert parse_range(value) is None


amounts = st.floats(0.01, 1e30).map(lambda amount: round(amount, 3))


@given(st.sampled_from(["", "EUR ", "TND "]), st.none() | amounts, st.none() | amounts)
def test_a_sum_that_stands_in_the_index_or_in_a_filter_is_read_back(
    unit: str, low: float | None, high: float | None
) -> None:
    if low is None and high is None:
        return
    low, high = (min(low, high), max(low, high)) if low and high else (low, high)
    parse = FACETS["amount"].parse
    ends = ["" if end is None else repr(end) if "e" in repr(end) else f"{end:.4f}" for end in (low, high)]
    if low and high and low < 1000 <= high and "e" in ends[1]:
        return  # may share its magnitude

    (value,) = parse(f"{unit}{'-'.join(ends)}")

    assert parse(value) == (value,)
    assert parse_range(value) == Range(-np.inf if low is None else low, np.inf if high is None else high, unit.strip())


@pytest.mark.parametrize(
    ("written", "value", "label"),
    [
        ("50m", "50000000", "50,000,000"),
        ("1,000,000-", "1000000-", "1,000,000 or more"),
        ("-1 000 000", "-1000000", "1,000,000 or less"),
        ("€1m–5m", "EUR 1000000-5000000", "EUR 1,000,000 to 5,000,000"),
        ("XXX 2m", "XXX 2000000", "2,000,000 (currency not stated)"),
        ("usd -5000", "USD -5000", "USD 5,000 or less"),
        ("1-5 euros", "EUR 1-5", "EUR 1 to 5"),
    ],
)
def test_sums_are_read_as_people_write_them(written: str, value: str, label: str) -> None:
    assert FACETS["amount"].parse(written) == (value,)
    assert (FACETS["amount"].label or str)(value) == label
