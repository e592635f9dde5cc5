from __future__ import annotations

import pytest

from service.questions.answer_types import contains_money, number_spans
from service.questions.plan.money import asks_for_money


@pytest.mark.parametrize(
    ("question", "language", "asks"),
    [
        ("What was the budget of the PROTECT project?", "en", True),
        ("What fee is charged for the permit?", "en", True),
        ("Quel est le budget du mécanisme ?", "fr", True),
        ("¿Cuánto cuesta la matrícula consular?", "es", True),
        ("كم تبلغ ميزانية المنصة؟", "ar", True),
        ("How many euros is the permit?", "en", True),
        ("How much did remittance costs fall in Australia?", "en", False),
        ("¿Cuánto bajó el costo de las remesas?", "es", False),
        ("Which cities cut the cost of remittances?", "en", False),
        ("When did it start?", "en", False),
    ],
)
def test_money_is_asked_for_right_behind_the_question_word(question: str, language: str, asks: bool) -> None:
    assert asks_for_money(question, language) is asks


@pytest.mark.parametrize(
    ("text", "has_money"),
    [
        ("It pays EUR 350 a week.", True),
        ("Le budget est de 3 millions d'euros.", True),
        ("预算为300万欧元。", True),
        ("It reached 350 people in 12 weeks.", False),
        ("The euro is the currency.", False),
    ],
)
def test_a_sum_is_a_number_with_a_currency(text: str, has_money: bool) -> None:
    assert contains_money(text) is has_money


def test_numbers_are_found_whole_and_years_are_none() -> None:
    text = "In 2019 more than 1,500 people and two mayors came."

    assert [text[start:end] for start, end in number_spans(text)] == ["1,500", "two"]
