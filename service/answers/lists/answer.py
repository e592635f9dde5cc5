"""Questions for a set: every practice that belongs, with its best sentence, the number and the tallies.

Any other question goes on to :mod:`service.answers.passage_answer`.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.model import Practice
from corpus.text.strings import fold
from index.dense.query_vectors import QueryVectors
from index.facets.masks import Filters
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from service.answers.answerability.decision import Outcome
from service.answers.lists.aggregations import AnswerUnit, aggregate, answer_units, units_stated_by
from service.answers.lists.membership import MOST_JUDGED, select_members
from service.answers.lists.networks import is_network
from service.answers.model import Answer, statement_of
from service.answers.passage_answer import answer_with_passages
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.answers.support import summarise_support
from service.questions.intent import Unit
from service.questions.subject import Subject, parse_subject
from service.questions.understanding import Interpretation, interpret
from service.reasons import ListedUnit, Narrowing, NotAllJudged, NothingAbout, NothingWithin, Reason, ReasonCode

MOST_QUOTED = 100
"""Practices of a set that are quoted; all of them are counted."""
_MOST_EMBEDDED = 40
_MOST_EACH = 3
_SURE = 0.5
_NAMING = 0.5
"""What it is worth to a sentence that it names what is asked for."""
_NAMED_FACETS = ("region", "type", "organisation")
"""Facets whose values are names, not codes."""


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """An answer, how its question was understood, and the countries or organisations that it asks for."""

    answer: Answer
    meant: Interpretation
    filters: Filters
    """What was searched in: the filters given, and those that the question names."""
    units: list[AnswerUnit]
    overruled: frozenset[str] = frozenset()
    """Facets that the question names and a filter that was given decides."""


@dataclass(frozen=True, slots=True)
class _Set:
    """The practices of a set, the likeliest first, and what to say of it."""

    hits: list[PracticeHit]
    nearest: list[PracticeHit]
    outcome: Outcome
    why: tuple[Reason, ...] = ()


def respond(
    question: str,
    searcher: Searcher,
    base_url: str,
    *,
    filters: Filters | None = None,
    top: int = 10,
    without: Collection[str] = (),
) -> AnswerResult:
    """Answer a question: with a set where it asks for one, else with sentences.

    :param filters: those given; where a question names another value of the same facet, they win.
    :param without: constraints that the question names and that are not to be applied, by their keys.
    """
    started = time.perf_counter()
    given = {facet: values for facet, values in (filters or {}).items() if values}
    query = searcher.read(question)
    meant = interpret(question, query.language, searcher, without)
    snapshot = searcher.snapshot
    order = list(snapshot.practices)
    if meant.kind == "passage":
        found = answer_with_passages(question, searcher, base_url, filters=filters, top=top)
        quoted = [snapshot.practices[one] for one in dict.fromkeys(s.practice_id for s in found.statements)]
        return AnswerResult(replace(found, counts=aggregate(quoted, order, snapshot.facets)), meant, given, [])
    narrowed = {**meant.filters, **given}
    subject = parse_subject(meant.subject, query, searcher)
    vectors = searcher.embed(subject.query)
    found_set = (
        _about(subject, vectors, searcher, narrowed, meant) if meant.subject else _all(query, searcher, narrowed, meant)
    )
    practices = [hit.practice for hit in found_set.hits]
    quotations = _quotations(found_set.hits[:MOST_QUOTED], subject, vectors, searcher, meant)
    reply = Answer(
        query=query,
        outcome=found_set.outcome,
        confidence=None,
        match=None,
        why=found_set.why,
        kind=meant.kind,
        statements=[statement_of(one, base_url) for one in quotations],
        practices=(found_set.hits or found_set.nearest)[:top],
        counts=aggregate(practices, order, snapshot.facets),
        support=summarise_support(practices),
        words=list(subject.words),
        snapshot=snapshot.snapshot_id,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
    )
    return AnswerResult(
        reply, meant, narrowed, answer_units(practices, meant.unit), frozenset(given) & meant.filters.keys()
    )


def _may_be(practice: Practice, unit: Unit) -> bool:
    """Whether a practice can be of a set: only one that states an organisation tells which organisations there are."""
    if unit == "network":
        return is_network(practice)
    return unit == "practice" or bool(units_stated_by(practice, unit))


def _about(
    subject: Subject, vectors: QueryVectors, searcher: Searcher, filters: Filters, meant: Interpretation
) -> _Set:
    found, nearest = select_members(subject, vectors, searcher, filters, lambda practice: _may_be(practice, meant.unit))
    hits = [member.hit for member in found]
    if not found:
        nearest = nearest or searcher.search(subject.query, vectors=vectors)
        why = NothingAbout(_listed_unit(meant.unit), meant.subject, _narrowings(filters, meant, searcher))
        return _Set([], nearest, Outcome.NOT_FOUND, (why,))
    if len(nearest) == MOST_JUDGED:
        return _Set(hits, nearest, Outcome.PARTLY, (NotAllJudged(MOST_JUDGED),))
    if found[0].probability < _SURE:
        return _Set(hits, nearest, Outcome.PARTLY, (Reason(ReasonCode.NONE_SURELY),))
    return _Set(hits, nearest, Outcome.FOUND)


def _all(query: Query, searcher: Searcher, filters: Filters, meant: Interpretation) -> _Set:
    """Every practice that the filters let through, where the question says no more."""
    snapshot = searcher.snapshot
    practices = [one for one in snapshot.practices_with(filters) if _may_be(one, meant.unit)]
    if not practices:
        why = NothingWithin(_listed_unit(meant.unit), _narrowings(filters, meant, searcher))
        return _Set([], searcher.search(query), Outcome.NOT_FOUND, (why,))
    hits = [
        PracticeHit(one, 0.0, _first_hits(one, searcher), snapshot.inferred.get(one.practice_id, ()))
        for one in practices
    ]
    return _Set(hits, [], Outcome.FOUND)


def _listed_unit(unit: Unit) -> ListedUnit:
    return "network" if unit == "network" else "practice"


def _narrowings(filters: Filters, meant: Interpretation, searcher: Searcher) -> tuple[Narrowing, ...]:
    """Give what the set was narrowed to: first what the question names, then the filters given."""
    facets, asked = searcher.snapshot.facets, meant.filters
    named = [
        Narrowing(one.facet, (one.label,) if one.facet in _NAMED_FACETS else one.values)
        for one in meant.constraints
        if filters.get(one.facet) == asked[one.facet]
    ]
    given = [
        Narrowing(facet, tuple(facets.written(facet, value) for value in values))
        for facet, values in filters.items()
        if values != asked.get(facet)
    ]
    return (*named, *given)


def _first_hits(practice: Practice, searcher: Searcher) -> tuple[PassageHit, ...]:
    return tuple(PassageHit(passage, 0.0, 0.0, 0.0) for passage in searcher.snapshot.passages_of(practice.practice_id))


def _quotations(
    hits: Sequence[PracticeHit], subject: Subject, vectors: QueryVectors, searcher: Searcher, meant: Interpretation
) -> list[Quotation]:
    """The best sentence of each practice that has one: it names the subject, and is close to it in meaning."""
    each = max(1, min(_MOST_EACH, _MOST_EMBEDDED // max(1, len(hits))))
    picked: list[list[Quotation]] = []
    for hit in hits:
        listed = _sentences(hit, subject, meant, searcher)
        picked.append(sorted(listed, key=lambda one: -one.score)[:each])
    if each > 1 and meant.subject:
        texts = [(one.text, one.hit.passage) for few in picked for one in few]
        closeness = iter(
            TextComparison(searcher.snapshot, searcher.models).similarities(subject.query, vectors, texts).tolist()
        )
        picked = [[replace(one, score=one.score + next(closeness)) for one in few] for few in picked]
    return [max(few, key=lambda one: one.score) for few in picked if few]


def _sentences(hit: PracticeHit, subject: Subject, meant: Interpretation, searcher: Searcher) -> list[Quotation]:
    practice = hit.practice
    names = [f" {fold(name)} " for name in units_stated_by(practice, meant.unit)] if meant.unit != "country" else []
    hits = hit.hits if not names else (*hit.hits, *_first_hits(practice, searcher))
    found = []
    for one in hits:
        for sentence in candidate_quotations(practice, one):
            score = subject.coverage([sentence.text], one.passage.language) if meant.subject else 0.0
            score += _NAMING * any(name in f" {fold(sentence.text)} " for name in names)
            found.append(replace(sentence, score=score))
    return found
