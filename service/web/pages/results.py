"""The page of an answer: its quotations, how the question was interpreted, the nearest practices."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from typing import Any

from fastapi import Request, Response
from markupsafe import Markup

from index.facets.masks import Filters
from index.lexical.analysis import analysis_language, query_terms
from index.lexical.phrases import demanding
from index.query.reader import Query
from index.snapshot.snapshot import Snapshot
from service.answers.model import Answer, Statement, nearest_of
from service.engine import AnswerResult, Engine
from service.export import EXPORT_FORMATS
from service.messages.answers import describe_intent, describe_support, heading_of
from service.messages.plans import unstated_notes
from service.messages.reading import describe_loose_phrase, describe_phrase
from service.messages.reasons import render_all
from service.messages.writing import describe_left_out
from service.questions.given_plans.document import PlanDocument
from service.questions.plan.plan import PlannedCondition
from service.questions.understanding import INTENT_KEY, Interpretation
from service.web.http.metrics import note_answer
from service.web.http.parameters import MOST_PRACTICES
from service.web.http.streaming import StreamedResponse
from service.web.pages.environment import templates
from service.web.pages.highlighting import highlight
from service.web.pages.urls import LinkAllowance, search_address, search_query_string
from service.wording import describe_condition, describe_order, unit_name
from service.writer.writing import Writing

_PAUSE = Markup("<!-- more is coming -->")
"""Where a page that is made slowly is sent as far as it is; not sent itself."""

templates.env.globals.update(
    pause=_PAUSE,
    describe_left_out=describe_left_out,
    describe_phrase=describe_phrase,
    describe_loose_phrase=describe_loose_phrase,
)


def results_page(
    request: Request,
    engine: Engine,
    query: Query,
    box: dict[str, Any],
    without: Sequence[str],
    given: PlanDocument | None = None,
) -> Response:
    """Answer a question with a page; one that a model still writes to is sent while it is made.

    :param box: what the search box needs, see :func:`service.web.pages.search_box.search_box`.
    :param given: what the question is taken for, in the place of what is read in it.
    :raises PlanError: the plan cannot be carried out.
    """
    result = engine.answer(query, box["filters"], without=without, plan=given)
    note_answer(request, result.answer)
    context = box | _results(result, engine.snapshot, box, without)
    writing = engine.write(result.answer)
    if writing:
        return _stream(context | {"request": request}, writing)
    return templates.TemplateResponse(request, "results.html", context)


def _stream(context: dict[str, Any], writing: Writing) -> Response:
    """Send the page of results up to each ``pause`` while what follows is still being made."""
    parts = _up_to_each_pause(context, writing)
    # compressing would hold back what is to be read now, and is left out where an encoding is named
    return StreamedResponse(parts, "text/html", {"Content-Encoding": "identity"})


def _up_to_each_pause(context: dict[str, Any], writing: Writing) -> Generator[str]:
    held: list[str] = []
    with closing(iter(writing)) as claims:
        for piece in templates.get_template("results.html").generate(context | {"writing": writing, "claims": claims}):
            if piece == _PAUSE:
                yield "".join(held)
                held.clear()
            else:
                held.append(piece)
        yield "".join(held)


def _results(result: AnswerResult, snapshot: Snapshot, box: dict[str, Any], without: Sequence[str]) -> dict[str, Any]:
    answer, interpretation = result.answer, result.interpretation
    is_list, subject = interpretation.kind != "passage", interpretation.subject
    members = answer.counts.practices if is_list else 0
    all_of_it = f"&top={MOST_PRACTICES}" if is_list else ""
    address, demands = partial(search_address, plan=box["plan"]), LinkAllowance()
    exported = search_query_string(box["q"], box["filters"], without=without, plan=box["plan"])
    return {
        "answer": answer,
        "heading": heading_of(answer),
        "why": render_all(answer.why),
        "quoted": _by_practice(answer.statements),
        "listed": nearest_of(answer),
        "backing": describe_support(answer.kind, answer.support),
        "practice_of": snapshot.practices,
        "mark": lambda text, language: highlight(text.strip(), _terms(answer, language), language),
        "address_demanding": lambda phrase: demands.link(
            lambda: address(demanding(answer.query.written, phrase), box["filters"], without=without)
        ),
        "exports": {
            export_format.label: f"/api/v1/export?{exported}&format={export_format.name}{all_of_it}"
            for export_format in EXPORT_FORMATS.values()
        },
        "most_exported": MOST_PRACTICES,
        "understood": list(_interpretation_chips(result, box, without)),
        "address_unplanned": search_address(box["q"], box["filters"]),
        "practice_set": result.practice_set,
        "conditions": bool(result.plan.conditions or result.given),
        "read_as": result.read_as,
        "describe_order": describe_order,
        "unstated_notes": unstated_notes,
        "units": result.units,
        "subject": subject,
        "subject_or_q": subject if is_list else box["q"],
        "unit_name": partial(unit_name, interpretation.unit),
        "hidden_members": max(0, members - len(answer.statements)),
    }


def _interpretation_chips(
    result: AnswerResult, box: dict[str, Any], without: Sequence[str]
) -> Iterator[dict[str, object]]:
    """Give what the question was taken for, each part with the address that takes it otherwise.

    An address is empty where the page has no room for it.
    """
    interpretation, filters = result.interpretation, box["filters"]
    allowance = LinkAllowance()

    def address_of(filters: Filters, without: Sequence[str]) -> str:
        return allowance.link(lambda: search_address(box["q"], filters, without=without, plan=box["plan"]))

    if interpretation.kind != "passage":
        name = describe_intent(interpretation.kind, interpretation.unit)
        yield {"name": name, "applied": True, "address": address_of(filters, without=(*without, INTENT_KEY))}
    elif INTENT_KEY in without:
        others = [key for key in without if key != INTENT_KEY]
        address = address_of(filters, without=others)
        yield {"name": "a question for a list", "applied": False, "address": address}
    if result.practice_set is None:
        return
    for condition in result.plan.conditions:
        address = address_of(filters, without=(*without, condition.key))
        turned = condition.turned
        turned_values = result.plan.with_turned(condition).filters[condition.field]
        yield {
            "name": describe_condition(condition),
            "applied": True,
            "address": address,
            "turn": "include instead" if condition.is_excluding else "exclude instead",
            "turned_name": describe_condition(turned),
            "turned": address_of({**filters, condition.field: turned_values}, without=without),
        }
    for condition in interpretation.plan.off:
        others = [key for key in without if key != condition.key]
        if condition.key in without:
            address = address_of(filters, without=others)
        else:
            address = allowance.link(partial(_address_with_on, box, interpretation, condition, without))
        yield {"name": describe_condition(condition), "applied": False, "address": address}


def _address_with_on(
    box: dict[str, Any], interpretation: Interpretation, condition: PlannedCondition, without: Sequence[str]
) -> str:
    """Make the address that applies a condition which the plan of the address has off."""
    plan = PlanDocument.of(interpretation).with_on(condition).as_json()
    return search_address(box["q"], box["filters"], without=without, plan=plan)


def _by_practice(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """Group runs of statements of one practice; their order stays."""
    return [(practice, list(run)) for practice, run in groupby(statements, key=lambda statement: statement.practice_id)]


def _terms(answer: Answer, language: str | None) -> set[str]:
    """Give the index terms in a language of the question's words and of the other ways to say them."""
    rules = analysis_language(language)
    other_terms = (term for text in answer.query.also for term in query_terms(text, rules))
    return {term for word in answer.words if (term := word.terms.get(rules))}.union(other_terms)
