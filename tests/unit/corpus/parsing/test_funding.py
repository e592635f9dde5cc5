from __future__ import annotations

import pytest

from corpus.model import Amount
from corpus.parsing.fields import practice_from
from corpus.parsing.record import take_fields

EUR_3M = Amount(3e6, "EUR", "EUR 3 million")


def practice(**written: list[str]) -> object:
    return practice_from({"title": ["T"], **written}, [], "x", extra={})


def record(values: dict[str, object]) -> object:
    taken = take_fields({"title": "T", **values})
    return practice_from(taken.written, taken.sections, "x", extra=taken.extra)


@pytest.mark.parametrize(
    ("written", "donors", "amounts"),
    [
        ("EUR 3 million", None, (EUR_3M,)),
        (
            "European Union (EUR 3 million)",
            ("European Union",),
            (Amount(3e6, "EUR", "European Union (EUR 3 million)"),),
        ),
        ("European Union", ("European Union",), None),
        ("EUR 3 million from Germany", None, (Amount(3e6, "EUR", "EUR 3 million from Germany"),)),
        ("IOM; 2030 Fund", ("IOM", "2030 Fund"), None),
        ("None", (), None),
        ("Not specified", None, None),
    ],
)
def test_funding_names_donors_sums_or_both(written: str, donors: object, amounts: object) -> None:
    page = practice(donors=[written])

    assert (page.donors, page.amounts, page.extra) == (donors, amounts, {})


@pytest.mark.parametrize(
    ("values", "amounts", "extra"),
    [
        ({"budget": 3000000, "currency": "EUR"}, (Amount(3e6, "EUR", "3000000 EUR"),), {}),
        ({"Budget (EUR)": "3 000 000"}, (Amount(3e6, "EUR", "3 000 000 EUR"),), {}),
        ({"budget": "1e+07"}, (Amount(1e7, "XXX", "1e+07"),), {}),
        ({"budget": 3000000}, (Amount(3e6, "XXX", "3000000"),), {}),
        ({"budget": "2.5 million"}, (Amount(2.5e6, "XXX", "2.5 million"),), {}),
        ({"budget": "300"}, None, {"budget": "300"}),
        ({"budget": "2019"}, None, {"budget": "2019"}),
        ({"budget": "3 million or more"}, None, {"budget": "3 million or more"}),
        ({"budget": "2 million", "currency": "dollars"}, None, {"budget": "2 million", "currency": "dollars"}),
        ({"budget": "EUR 3 million", "currency": "USD"}, (EUR_3M,), {"currency": "USD"}),
        ({"budget": "none"}, (), {}),
        ({"budget": "tbc"}, None, {}),
    ],
)
def test_a_sum_of_a_record_takes_the_currency_beside_it_or_stays_as_written(
    values: dict[str, object], amounts: object, extra: dict[str, str]
) -> None:
    page = record(values)

    assert (page.amounts, page.extra) == (amounts, extra)


@pytest.mark.parametrize(
    "label",
    [
        "Budget (USD million)",
        "Budget (thousand EUR)",
        "Budget (k€)",
        "Presupuesto (miles de euros)",
        "Budget (in 1,000 USD)",
    ],
)
def test_a_sum_whose_label_names_a_scale_is_kept_as_written(label: str) -> None:
    known = record({label: "12.5"})

    assert (known.amounts, known.extra) == (None, {label: "12.5"})
