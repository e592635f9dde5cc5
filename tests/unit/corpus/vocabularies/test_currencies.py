from __future__ import annotations

import pytest

from corpus.vocabularies.currencies import SHARED, names, split_currency


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("Budget (EUR)", ("Budget", "EUR")),
        ("Budget in US dollars", ("Budget", "USD")),
        ("Montant en euros", ("Montant", "EUR")),
        ("Total_budget_€", ("Total budget", "EUR")),
        ("Budget", None),
        ("All costs", None),  # ALL is the lek only in capitals
        ("Cost ($)", None),
        ("EUR or USD", None),
    ],
)
def test_the_label_of_a_sum_may_name_its_currency(label: str, parts: tuple[str, str] | None) -> None:
    assert split_currency(label) == parts


def test_no_sign_or_name_that_several_currencies_share_is_one() -> None:
    assert not SHARED & names().keys()
    assert ("€",) in names()
