from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.numerals import read_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,250,000.50", 1250000.5),
        ("1.250.000,50", 1250000.5),
        ("1 250 000,5", 1250000.5),
        ("1'250'000", 1250000),
        ("12,50,000", 1250000),
        ("١٬٢٥٠", 1250),
        ("٢٫٥", 2.5),
        ("1,250", 1250),
        ("0.500", 0.5),
        ("2.4e+07", 2.4e7),
    ],
)
def test_marks_of_many_places(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["1,00,0", "1.2.3", "1,000.00.0", "1 000.000.000", "1" * 41])
def test_marks_that_stand_where_they_should_not_are_not_read(written: str) -> None:
    assert read_number(written) is None


def test_one_mark_before_three_digits_leaves_a_doubt_where_a_fraction_is_likely() -> None:
    assert read_number("1.500", is_scaled=True) is None
    assert read_number("1,500", has_mills=True) is None
    assert read_number("1,500.0", is_scaled=True) == 1500


@given(st.from_regex(r"\d[\d.,'’ \u202f٬٫]{0,30}", fullmatch=True))
def test_a_number_that_is_read_has_the_digits_that_are_written(written: str) -> None:
    value = read_number(written)

    if value is not None:
        digits = "".join(map(str, Decimal(repr(value)).as_tuple().digits)).strip("0")
        assert "".join(str(int(c)) for c in written if c.isdecimal()).strip("0")[:12] == digits[:12]
