from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import Amount
from corpus.parsing.amounts import name_beside, parse_amounts
from corpus.text.strings import fold

CURRENCIES = {
    "EUR": ("EUR", "€", "euros", "евро", "欧元", "يورو", "Euro"),
    "USD": (
        "USD",
        "US$",
        "US dollars",
        "dollars américains",
        "dólares estadounidenses",
        "долларов США",
        "美元",
        "دولار أمريكي",
    ),
    "GBP": ("GBP", "£", "pounds sterling", "livres sterling"),
    "SEK": ("SEK", "couronnes suédoises", "coronas suecas"),
}
MAGNITUDES = {
    1: ("",),
    1_000: ("k", "thousand", "тыс.", "ألف", "千"),
    1_000_000: ("m", "M", "million", "millions", "millones", "миллионов", "млн", "مليون", "百万"),
    1_000_000_000: ("bn", "billion", "milliards", "mil millones", "млрд", "مليار", "十亿"),
}
GROUPED = (
    "{:,}".format,
    lambda value: f"{value:,}".replace(",", "."),
    lambda value: f"{value:,}".replace(",", " "),
    lambda value: f"{value:,}".replace(",", "\u202f"),
    lambda value: f"{value:,}".replace(",", "’"),
    str,
)
"""How a whole number is written."""


def read(text: str, currency: str | None = None) -> list[tuple[str, float]] | None:
    amounts = parse_amounts(text, currency)
    return None if amounts is None else [(amount.currency, amount.value) for amount in amounts]


@given(
    number=st.integers(0, 999_999_999),
    grouped=st.sampled_from(GROUPED),
    named=st.sampled_from([(code, name) for code, names in CURRENCIES.items() for name in names]),
    is_before=st.booleans(),
    gap=st.sampled_from(["", " ", "\u00a0"]),
)
def test_a_whole_number_with_any_marks_and_any_name_of_its_currency_is_one_sum(
    number: int, grouped: object, named: tuple[str, str], is_before: bool, gap: str
) -> None:
    code, name = named
    text = f"{name}{gap}{grouped(number)}" if is_before else f"{grouped(number)}{gap}{name}"

    assert parse_amounts(text) == (Amount(float(number), code, text),)


@given(
    tenths=st.integers(1, 9999),
    mark=st.sampled_from([".", ","]),
    magnitude=st.sampled_from([(power, word) for power, words in MAGNITUDES.items() for word in words]),
    currency=st.sampled_from([(code, name) for code, names in CURRENCIES.items() for name in names]),
    is_before=st.booleans(),
)
def test_a_decimal_with_any_magnitude_is_one_sum(
    tenths: int, mark: str, magnitude: tuple[int, str], currency: tuple[str, str], is_before: bool
) -> None:
    (power, word), (code, name) = magnitude, currency
    number = " ".join(filter(None, [f"{tenths // 10}{mark}{tenths % 10}", word]))

    [(read_code, value)] = read(f"{name} {number}" if is_before else f"{number} {name}") or [("", 0.0)]

    assert (read_code, round(value)) == (code, round(tenths * power / 10))


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("3,7 millions d'euros", [("EUR", 3.7e6)]),
        ("2 millones de dólares de los Estados Unidos", [("USD", 2e6)]),
        ("人民币500万元", [("CNY", 5e6)]),
        ("٢٫٥ مليون دولار أمريكي", [("USD", 2.5e6)]),
        ("1.250.000,50 €", [("EUR", 1250000.5)]),
        ("INR 12,50,000", [("INR", 1250000)]),
        ("2.4e+07 EUR", [("EUR", 2.4e7)]),
        ("3 MEUR", [("EUR", 3e6)]),
        ("Euro 3.000.000,-", [("EUR", 3e6)]),
        ("EUR 3 million (USD 3.4 million)", [("EUR", 3e6), ("USD", 3.4e6)]),
        ("2020: EUR 1 million; 2021: EUR 2 million", [("EUR", 1e6), ("EUR", 2e6)]),
        ("EUR 3 million for 200 families over 2 years", [("EUR", 3e6)]),
    ],
)
def test_sums_as_pages_write_them(text: str, sums: list[tuple[str, float]]) -> None:
    assert read(text) == sums


@pytest.mark.parametrize(
    "text",
    [
        "3 million",  # no currency
        "$300,000",  # of which country?
        "500 000 FCFA",  # two currencies
        "EUR 2-3 million",
        "between EUR 1 million and EUR 2 million",
        "EUR 1 million to EUR 2 million",
        "EUR 1.500 million",  # 1.5, or 1500?
        "TND 1,500",  # dinars have three decimals
        "EUR 3,000,00",
        "EUR 3 hundred thousand",
        "USD 5 (five) million",
        "EUR 50 per family",
        "50% of EUR 3 million",
        "-5 EUR",
        "",
    ],
)
def test_what_leaves_a_doubt_is_not_read(text: str) -> None:
    assert parse_amounts(text) is None


@given(st.text(st.sampled_from("EUR€$ 0123456789.,'-()/%milonbetwdk\n") | st.characters(), max_size=60))
@example("EUR")
@example("1 111")
@example("(€1)")
def test_any_text_is_read_or_left_and_no_word_of_it_is_lost(text: str) -> None:
    amounts = parse_amounts(text)

    if amounts is not None:
        assert fold(" ".join(amount.as_written for amount in amounts)).split() == fold(text).split()
        assert all(amount.value >= 0 for amount in amounts)


def test_a_number_alone_takes_the_currency_that_its_label_names() -> None:
    assert read("3700000", "EUR") == [("EUR", 3.7e6)]
    assert read("2,5 millions", "EUR") == [("EUR", 2.5e6)]
    assert read("USD 10", "EUR") == [("USD", 10)]
    assert read("10 or 20", "EUR") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("European Union (EUR 3 million)", "European Union"),
        ("Germany: EUR 5 million", "Germany"),
        ("EUR 5 million – Germany", "Germany"),
        ("EU (EUR 1 million), Germany (EUR 2 million)", "EU, Germany"),
        ("EUR 3 million", ""),
        ("EUR 3 million from Germany", None),
    ],
)
def test_the_name_beside_a_sum_is_told_from_a_phrase(text: str, name: str | None) -> None:
    assert name_beside(text) == name
