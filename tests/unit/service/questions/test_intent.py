from __future__ import annotations

import pytest

from service.questions.intent import parse_intent


@pytest.mark.parametrize(
    ("question", "kind", "unit", "left"),
    [
        ("Which networks worked on trafficking?", "list", "network", "trafficking?"),
        ("List all practices in Niger", "list", "practice", "in Niger"),
        ("how many projects address smuggling", "count", "practice", "smuggling"),
        ("Which national networks exist?", "list", "network", "national ?"),
        ("Which laws protect children?", "list", "practice", "laws protect children?"),
        ("Which countries have practices on remittances?", "list", "country", "on remittances?"),
        ("Who funded the programmes in Libya?", "list", "partner", "funded the programmes in Libya?"),
        ("Who runs projects in Niger?", "list", "implementer", "in Niger?"),
        ("¿Cuántas prácticas hay en Asia?", "count", "practice", "en Asia?"),
        ("¿Qué organizaciones trabajan en salud?", "list", "organisation", "salud?"),
        ("Quels pays aident la diaspora ?", "list", "country", "aident la diaspora ?"),
        ("Combien de projets concernent la santé ?", "count", "practice", "la santé ?"),
        ("Какие страны помогают детям?", "list", "country", "помогают детям?"),
        ("Сколько практик в Африке?", "count", "practice", "в Африке?"),
        ("ما هي الشبكات في آسيا؟", "list", "network", "في آسيا؟"),
        ("كم عدد الممارسات في المغرب؟", "count", "practice", "في المغرب؟"),
        ("亚洲有多少个做法？", "count", "practice", "亚洲 ？"),
        ("尼日尔有哪些项目？", "list", "practice", "尼日尔 ？"),
    ],
)
def test_what_is_asked_for_is_told_from_what_it_is_about(question: str, kind: str, unit: str, left: str) -> None:
    intent = parse_intent(question)

    text = question
    for start, end in reversed(intent.spans):
        text = f"{text[:start]} {text[end:]}"
    assert (intent.kind, intent.unit) == (kind, unit)
    assert " ".join(text.split()) == left


@pytest.mark.parametrize(
    "question",
    [
        "How are missing migrants identified in Italy?",
        "How many managers were trained?",
        "How many countries does the platform span?",
        "What country did the Normans invade?",
        "Which country is an ally of Israel?",
        "What network was designed by the French?",
        "Who led the expedition to Cyprus?",
        "What are the key lessons of projects on remittances?",
        "practices on trafficking",
        "¿Quién organizó la reunión?",
        "什么是国家转介机制？",
        "",
    ],
)
def test_other_questions_ask_for_a_passage(question: str) -> None:
    assert parse_intent(question).kind == "passage"
