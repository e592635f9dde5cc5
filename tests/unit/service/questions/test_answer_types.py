from __future__ import annotations

import pytest

from service.questions.answer_types import asks_for_amount, asks_for_date, contains_date, contains_number


@pytest.mark.parametrize(
    "question",
    [
        "How many came?",
        "What budget does the programme have?",
        "Quel est le budget du réseau ?",
        "¿Cuál es el presupuesto de la red?",
        "Какой бюджет у программы?",
        "Combien sont venus ?",
        "¿Cuántos llegaron?",
        "Сколько приехало?",
        "كم عدد المهاجرين؟",
        "有多少移民？",
    ],
)
def test_questions_for_an_amount_are_known_in_six_languages(question: str) -> None:
    assert asks_for_amount(question)
    assert not asks_for_date(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did it start?",
        "In which year?",
        "Quand a-t-il commencé ?",
        "¿Cuándo empezó?",
        "Когда?",
        "متى بدأ؟",
        "什么时候开始？",
    ],
)
def test_questions_for_a_time_are_known_in_six_languages(question: str) -> None:
    assert asks_for_date(question)
    assert not asks_for_amount(question)


def test_numbers_and_dates_are_told_apart() -> None:
    assert contains_number("forty-two, or two")
    assert not contains_number("many people")
    assert not contains_number("since 2016, when it was the one-stop service")
    assert contains_number("2,016 people in 2016")
    assert contains_date("since 2016")
    assert contains_date("в январе")
    assert not contains_date("300 people")
    assert not contains_date("they may go")
