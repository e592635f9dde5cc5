"""Floors on the built-in collection; ``tests/bench/answers.py`` measures on others."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import MatchStrength, Outcome
from service.answers.model import Answer
from service.bootstrap import Bootstrap
from service.messages.reasons import render_all
from tests.support.asking import answer_in_passages
from tests.support.paths import DATA

pytestmark = pytest.mark.model

ANSWERS = DATA / "answers"
QUESTIONS = ANSWERS / "good_questions.jsonl"
UNANSWERED = ANSWERS / "unanswered_questions.jsonl"
OTHER = (
    "What is the boiling point of tungsten?",
    "Which enzyme splits lactose?",
    "Who painted the ceiling of the Sistine Chapel?",
    "How does a wing produce lift at supersonic speed?",
    "What did the Panthers defence give up in the season?",
    "Quelle est la recette de la ratatouille ?",
    "¿Quién ganó el mundial de ajedrez?",
    "Как пингвины растят птенцов?",
    "كم عدد أقمار المشتري؟",
    "什么是钨的沸点？",
)


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


@pytest.fixture(scope="module")
def answered(searcher: Searcher) -> list[tuple[dict[str, str], Answer]]:
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [
        (question, answer_in_passages(question["question"], searcher, "https://search.example.org"))
        for question in questions
    ]


def test_nine_in_ten_good_questions_are_found_and_none_is_missed(answered: list[tuple[dict[str, str], Answer]]) -> None:
    outcomes = Counter(result.outcome for _, result in answered)

    assert len(answered) >= 60
    assert outcomes[Outcome.FOUND] >= 0.9 * len(answered)
    assert outcomes[Outcome.NOT_FOUND] == 0


def test_every_language_is_answered(answered: list[tuple[dict[str, str], Answer]]) -> None:
    asked_by_language = Counter(question["language"] for question, _ in answered)
    found_by_language = Counter(
        question["language"] for question, result in answered if result.outcome is Outcome.FOUND
    )

    assert set(asked_by_language) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert all(found_by_language[language] >= 0.75 * count for language, count in asked_by_language.items())


def test_the_answer_is_among_the_first_three_sentences_for_most(
    answered: list[tuple[dict[str, str], Answer]],
) -> None:
    held = [
        any(question["answer"].casefold() in said.text.casefold() for said in result.statements[:3])
        for question, result in answered
    ]

    assert sum(held) >= 0.65 * len(held)


@pytest.mark.parametrize("question", OTHER)
def test_questions_on_other_subjects_are_not_found_with_little_confidence(searcher: Searcher, question: str) -> None:
    result = answer_in_passages(question, searcher, "https://search.example.org")

    assert result.outcome is Outcome.NOT_FOUND
    assert result.match is MatchStrength.WEAK
    assert result.confidence is not None
    assert result.confidence < 0.1
    assert result.practices


def test_most_questions_of_the_field_that_are_not_answered_are_not_found(searcher: Searcher) -> None:
    """Some are: that a sentence is about the right thing, and yet not the answer, cannot always be told."""
    questions = [json.loads(line)["question"] for line in UNANSWERED.read_text(encoding="utf-8").splitlines()]
    outcomes = Counter(
        answer_in_passages(question, searcher, "https://search.example.org").outcome for question in questions
    )

    assert outcomes[Outcome.FOUND] <= 0.3 * len(questions)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What is the minimum wage for migrant workers in Malaysia?", "said to be about Malaysia"),
        ("日本如何招收外国护士？", "said to be about Japan"),
        ("How many cards has New York City issued to undocumented migrants?", "asks for an amount or a date"),
        ("¿Cuánto cuesta la matrícula consular?", "asks for a sum of money"),
        ("Which practices do not require an identity card of New York City?", "says what is not so"),
    ],
)
def test_what_the_nearest_sentences_lack_is_said(searcher: Searcher, question: str, why: str) -> None:
    result = answer_in_passages(question, searcher, "https://search.example.org")

    assert result.outcome is Outcome.PARTLY
    assert why in render_all(result.why)
