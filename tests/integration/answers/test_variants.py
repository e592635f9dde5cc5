"""One question asked in several ways has one answer: politeness, case, marks and tags change nothing."""

from __future__ import annotations

import pytest

from index.retrieval.searcher import Searcher
from service.bootstrap import Bootstrap
from service.engine import AnswerResult
from tests.support.asking import ask

pytestmark = pytest.mark.model

QUESTIONS = (
    "Which practices are run by IOM in Niger?",
    "How many practices are there in Morocco?",
    "Which networks worked on counter-trafficking referral mechanisms?",
    "Who signed AB-629?",
    "How much does the Pandemic Unemployment Payment pay?",
    "Combien de pratiques y a-t-il au Maroc ?",
    "¿Cuántas prácticas hay en México?",
)
WAYS = {
    "small letters": "{small}",
    "no mark": "{bare}",
    "many marks": "{bare}???!!",
    "spaces": "  {question}\n",
    "a paragraph": "<p>{question}</p>",
    "bold within": "<div><b>{question}</b> </div>",
    "quotation marks": "“{question}”",
    "straight quotation marks": '"{question}"',
}
POLITE = {
    "en": ("Please, {start}{rest}", "{question} Thanks!", "Could you tell me: {start}{rest}"),
    "fr": ("S'il vous plaît, {start}{rest}", "{question} Merci !"),
    "es": ("Por favor, {start}{rest}", "{question} ¡Gracias!"),
}


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


def answered(question: str, searcher: Searcher) -> tuple[object, ...]:
    """What an answer says: its set, or its sentences."""
    result: AnswerResult = ask(question, searcher)
    if result.practice_set:
        topic = result.practice_set.topic
        return (
            result.answer.outcome,
            result.answer.counts.practices,
            result.practice_set.practice_ids,
            topic and topic.practice_ids,
        )
    first = result.answer.statements[0].text if result.answer.statements else ""
    return result.answer.outcome, first


def in_a_way(question: str, way: str) -> str:
    bare = question.strip("¿? ")
    return way.format(
        question=question, bare=bare, small=question.lower(), start=question[0].lower(), rest=question[1:]
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_form_of_a_question_changes_nothing(question: str, way: str, searcher: Searcher) -> None:
    assert answered(in_a_way(question, WAYS[way]), searcher) == answered(question, searcher)


@pytest.mark.parametrize(
    ("question", "way"),
    [
        (question, way)
        for question in QUESTIONS
        for way in POLITE["fr" if question.endswith(" ?") else "es" if question.startswith("¿") else "en"]
    ],
)
def test_politeness_changes_nothing(question: str, way: str, searcher: Searcher) -> None:
    assert answered(in_a_way(question, way), searcher) == answered(question, searcher)


@pytest.mark.parametrize("question", QUESTIONS)
def test_ten_times_the_same_question_has_one_answer(question: str, searcher: Searcher) -> None:
    assert len({answered(question, searcher) for _ in range(10)}) == 1
