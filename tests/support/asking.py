"""Questions put to a searcher, the way the service puts them."""

from __future__ import annotations

from collections.abc import Collection

from index.facets.masks import Filters
from index.query.reader import Query
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import Judgement
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.context import AnswerContext
from service.answers.model import Answer
from service.answers.passage_answer import answer_with_passages, judge_question
from service.answers.quotations.quotation import Quotation
from service.engine import AnswerResult, Engine
from service.questions.plan.plan import QuestionPlan
from service.questions.understanding import interpret


def engine_over(searcher: Searcher, base_url: str = "") -> Engine:
    """An engine that asks a given searcher."""
    return Engine(searcher.snapshot, lambda _: searcher, base_url)


def ask(
    question: str,
    searcher: Searcher,
    base_url: str = "",
    *,
    filters: Filters | None = None,
    top: int = 10,
    without: Collection[str] = (),
) -> AnswerResult:
    """An answer as the service gives it: with a set where the question asks for one."""
    engine = engine_over(searcher, base_url)
    return engine.answer(engine.read(question), filters, top=top, without=without)


def answer_in_passages(question: str, searcher: Searcher, base_url: str = "") -> Answer:
    """An answer in sentences, whatever the question asks for."""
    context = AnswerContext.of(searcher, base_url)
    return answer_with_passages(*_planned(question, context), context)


def features_of(question: str, searcher: Searcher) -> AnswerabilityFeatures:
    """What retrieval knows about a question."""
    return _judged(question, searcher).features


def sentences_for(question: str, searcher: Searcher) -> list[Quotation]:
    """The sentences that an answer is chosen from, best first."""
    return _judged(question, searcher).quotations


def _judged(question: str, searcher: Searcher) -> Judgement:
    return judged_in(question, AnswerContext.of(searcher, ""))


def judged_in(question: str, context: AnswerContext) -> Judgement:
    """What is made of the sentences found for a question."""
    return judge_question(*_planned(question, context), context)


def _planned(question: str, context: AnswerContext) -> tuple[Query, QuestionPlan]:
    query = context.searcher.read(question)
    return query, interpret(query, context.gazetteer, context.snapshot.facets).plan
