from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.questions.politeness import without_politeness


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("Please, which networks worked?", "which networks worked?"),
        ("Could you tell me: who signed AB-629?", "who signed AB-629?"),
        ("Who signed AB-629? Thanks!", "Who signed AB-629?"),
        ("Hello, I would like to know how migrants are trained", "how migrants are trained"),
        ("How many practices are there in Morocco please?", "How many practices are there in Morocco?"),
        ("S'il vous plaît, combien de pratiques au Maroc ? Merci d'avance !", "combien de pratiques au Maroc ?"),
        ("¿Podría decirme cuántas prácticas hay en México? ¡Gracias!", "cuántas prácticas hay en México?"),
        ("Скажите, пожалуйста, сколько практик в Африке? Спасибо!", "сколько практик в Африке?"),
        ("من فضلك، كم عدد الممارسات في المغرب؟ شكرا", "كم عدد الممارسات في المغرب؟"),
        ("请问尼日尔有哪些项目？谢谢", "尼日尔有哪些项目？"),
    ],
)
def test_what_is_said_for_politeness_is_taken_off(polite: str, plain: str) -> None:
    assert without_politeness(polite) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Please",
        "Tell me about returns",
        "Hi-tech training in Ghana",
        "Which practices please migrants?",
        "",
        "?",
        "谢谢",
    ],
)
def test_words_that_are_the_question_stay(question: str) -> None:
    assert without_politeness(question) == question


@given(st.text(max_size=60))
def test_nothing_but_ends_is_taken_and_taking_it_twice_takes_no_more_than_the_rest(text: str) -> None:
    plain = without_politeness(text)

    assert plain.rstrip("?？؟ ") in text
    assert bool(plain.strip()) == bool(text.strip())
