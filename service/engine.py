"""Engine, the one front door: every use case once. Pages, API and command line call it and only show what it gives."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from corpus.model import Passage, Practice
from corpus.text.strings import clean, without_tags
from index.enrichment.objective_classifier import InferredObjective
from index.facets.columns import FacetGaps
from index.facets.masks import Filters
from index.lexical.phrases import without_outer_marks
from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.answers.answerability.decision import Outcome
from service.answers.comparison import Comparison, compare_practices
from service.answers.context import AnswerContext
from service.answers.lists.aggregations import AnswerUnit
from service.answers.lists.answer import answer_with_list
from service.answers.lists.practice_set import PracticeSet
from service.answers.model import Answer
from service.answers.passage_answer import answer_with_passages
from service.answers.reader.protocol import AnswerReader
from service.errors import RequestError
from service.export import ExportFormat, SearchRecord
from service.export.record import export_records
from service.filters.facet_options import FacetChoice, facet_choices
from service.filters.wording import describe_filters
from service.practices.lookup import find_practice, passage_note
from service.practices.related import RelatedPractices, find_related
from service.questions.given_plans.adoption import adopt_plan
from service.questions.given_plans.document import PlanDocument
from service.questions.given_plans.proposals import take_proposals
from service.questions.plan.plan import QuestionPlan
from service.questions.politeness import without_politeness
from service.questions.understanding import INTENT_KEY, Interpretation, interpret
from service.reasons import Reason
from service.wording import describe_plan
from service.writer.planner import PlanProposer
from service.writer.writing import AnswerWriter, Writing


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """An answer, how its question was interpreted, and the countries or organisations that it asks for."""

    answer: Answer
    interpretation: Interpretation
    practice_set: PracticeSet | None
    """The set that a list or a count is of."""
    filters: Filters
    """What was searched in: the filters given, and those that the question names."""
    units: list[AnswerUnit]
    overruled: frozenset[str]
    """Facets that the question names and a filter that was given decides."""

    @property
    def plan(self) -> QuestionPlan:
        """The plan as it was carried out: what a filter that was given decides is not in it."""
        return self.interpretation.plan.without_fields(self.overruled)

    @property
    def read_as(self) -> str:
        """How the question was read, in a line."""
        return describe_plan(self.plan, self.interpretation.unit, describe_filters(self.given))

    @property
    def given(self) -> Filters:
        """The filters that were given."""
        planned = self.plan.filters
        return {facet: values for facet, values in self.filters.items() if facet not in planned}


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The practices that match a query, best first."""

    query: Query
    practice_hits: list[PracticeHit]
    snapshot: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """What a search can be narrowed to: the values of each facet, and how many practices the filters let through."""

    practices: int
    choices: dict[str, list[FacetChoice]]
    gaps: dict[str, FacetGaps]
    """How many of these practices have no value of a facet: those that say that there is none, and those silent."""
    snapshot: str


@dataclass(frozen=True, slots=True)
class PracticeView:
    """One practice, whole, with what is known around it."""

    practice: Practice
    passages: list[Passage]
    inferred: tuple[InferredObjective, ...]
    near_identical: list[Practice]
    note: Reason | None
    """Says so where the passage asked for is no longer in the practice."""
    snapshot: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The matches of a query as a file."""

    text: str
    practices: int


class Engine:
    """Engine over one snapshot: everything that can be asked of it."""

    def __init__(
        self,
        snapshot: Snapshot,
        open_searcher: Callable[[Snapshot], Searcher],
        base_url: str,
        writer: AnswerWriter | None = None,
        planner: PlanProposer | None = None,
        open_reader: Callable[[], AnswerReader | None] = lambda: None,
    ) -> None:
        """:param open_searcher: loads the models, when a question is asked for the first time; ``open_reader`` too."""
        self.snapshot = snapshot
        self.base_url = base_url
        self._open_searcher = open_searcher
        self._writer = writer
        self._planner = planner
        self._open_reader = open_reader

    @cached_property
    def context(self) -> AnswerContext:
        """What answers are made with; the models are loaded for it.

        :raises ModelError: a model cannot be loaded, or the reader.
        :raises OtherModelError: the snapshot was made with another model.
        """
        return AnswerContext.of(self._open_searcher(self.snapshot), self.base_url, self._open_reader())

    def without_writer(self) -> Engine:
        """Give an engine over the same context that asks no model behind a server."""
        engine = copy(self)
        engine._writer = engine._planner = None
        return engine

    def read(self, text: str) -> Query:
        """Read a query once, to be handed to whatever else is asked about it.

        :raises RequestError: it is empty.
        """
        text = without_politeness(without_outer_marks(without_tags(clean(text)))).strip()
        if not text:
            raise RequestError("q is empty; give a question or some words to look for.")
        return self.context.searcher.read(text)

    def answer(
        self,
        query: Query,
        filters: Filters | None = None,
        *,
        top: int = 10,
        without: Collection[str] = (),
        plan: PlanDocument | None = None,
    ) -> AnswerResult:
        """Answer a question: with a list where it asks for one, else with sentences.

        :param filters: those given; where a question names another value of the same facet, they win.
        :param top: how many practices to return.
        :param without: constraints that the question names and that are not to be applied, by their keys.
        :param plan: what the question is taken for, in the place of what the rules read in it.
        :raises PlanError: the plan cannot be carried out.
        """
        given = {facet: values for facet, values in (filters or {}).items() if values}
        interpretation = self._interpret(query, given, without, plan)
        if interpretation.kind == "passage":
            answer = answer_with_passages(query, interpretation.plan, self.context, filters=given, top=top)
            return AnswerResult(answer, interpretation, None, given, [], frozenset())
        return self._answer_with_list(query, interpretation, given, top)

    def _interpret(
        self, query: Query, given: Filters, without: Collection[str], plan: PlanDocument | None
    ) -> Interpretation:
        """Interpret a question; a list that no word asks for and that nothing is in gives way to sentences."""
        if plan:
            return adopt_plan(plan, query, self.context.gazetteer, self.snapshot.facets, without)
        interpretation = interpret(query, self.context.gazetteer, self.snapshot.facets, without)
        unclear = interpretation.plan.not_understood
        if self._planner and unclear and interpretation.kind != "passage":
            proposals = self._planner.propose(query.written, unclear)
            gazetteer, facets = self.context.gazetteer, self.snapshot.facets
            interpretation = take_proposals(interpretation, proposals, query, gazetteer, facets, without)
        if interpretation.is_presumed and not self.snapshot.practices_with({**interpretation.filters, **given}):
            return interpret(query, self.context.gazetteer, self.snapshot.facets, (*without, INTENT_KEY))
        return interpretation

    def _answer_with_list(self, query: Query, interpretation: Interpretation, given: Filters, top: int) -> AnswerResult:
        narrowed = {**interpretation.filters, **given}
        answer, units, practice_set = answer_with_list(query, interpretation, self.context, narrowed, top=top)
        overruled = frozenset(given) & interpretation.filters.keys()
        return AnswerResult(answer, interpretation, practice_set, narrowed, units, overruled)

    def write(self, answer: Answer) -> Writing | None:
        """Begin to have an answer written; ``None`` without an answer writer, or with nothing to write from."""
        return self._writer.write(answer, self.context) if self._writer else None

    def search(self, query: Query, filters: Filters | None = None, *, top: int = 10) -> SearchResult:
        """Find the practices that match a query; of near-identical ones the best stands for all."""
        started = time.perf_counter()
        hits = self.context.searcher.search(query, top, filters=filters, grouped=True)
        took = round(1000 * (time.perf_counter() - started), 1)
        return SearchResult(query, hits, self.snapshot.snapshot_id, took)

    def related(self, practice_id: str, *, top: int = 5) -> RelatedPractices:
        """Find the practices most like a given one, of those that are above the bar.

        :raises UnknownPracticeError: no practice has this id.
        """
        return find_related(self.context.texts, practice_id, top)

    def compare(self, practice_ids: Sequence[str], question: str = "") -> Comparison:
        """Put practices side by side, section by section.

        :raises RequestError: fewer than two practices, or more than fit.
        :raises UnknownPracticeError: an id is not known.
        """
        text = clean(question).strip()
        return compare_practices(practice_ids, self.read(text) if text else None, self.context)

    def export(
        self,
        query: Query,
        export_format: ExportFormat,
        filters: Filters | None = None,
        *,
        top: int = 50,
        without: Collection[str] = (),
        plan: PlanDocument | None = None,
    ) -> ExportedFile:
        """Write the matches of a query in an export format, with a record that makes the search repeatable.

        A question for a list is exported as the list that answers it.

        :param without: and ``plan``, as in :meth:`answer`.
        :raises PlanError: the plan cannot be carried out.
        """
        given = {facet: values for facet, values in self.snapshot.facets.resolved(filters or {}).items() if values}
        interpretation = self._interpret(query, given, without, plan)
        if interpretation.kind == "passage":
            hits = self.context.searcher.search(query, top, filters=given)
            narrowed: Filters = given
            narrowed_to = describe_filters(given, self.snapshot.facets)
        else:
            result = self._answer_with_list(query, interpretation, given, top)
            hits = result.answer.practices if result.answer.outcome is not Outcome.NOT_FOUND else []
            narrowed, narrowed_to = result.filters, result.read_as
        today = datetime.now(UTC).date().isoformat()
        model = self.context.searcher.models.main.name
        carried_out = PlanDocument.of(interpretation).as_json()
        record = SearchRecord(
            query.written, self.snapshot.snapshot_id, model, today, narrowed, narrowed_to, carried_out
        )
        return ExportedFile(export_format.export(export_records(hits, self.base_url), record), len(hits))

    def facets(self, query: Query | None, filters: Filters, *, top: int = 50) -> FacetCounts:
        """Count what a search can be narrowed to.

        The counts are over the practices that filters and quoted phrases let through, which is what a search ranks.

        :param query: ``None`` browses; practices that have a title and no text count too, as :meth:`practices` lists
            them.
        :param top: how many values of a facet, at the most.
        """
        snapshot, browsing = self.snapshot, query is None
        within = None if query is None else self.context.searcher.allowed(query, {})
        choices = facet_choices(snapshot.facets, filters, top, within=within, textless=browsing)
        practices = int(snapshot.facets.practices(filters, within, textless=browsing).sum())
        gaps = snapshot.facets.gaps(filters, within, textless=browsing)
        return FacetCounts(practices, choices, gaps, snapshot.snapshot_id)

    def practices(self, filters: Filters) -> list[Practice]:
        """List the practices that filters let through, in the order of the collection."""
        return self.snapshot.practices_with(filters)

    def practice(self, practice_id: str, passage_id: str = "") -> PracticeView:
        """Show one practice, whole.

        :param passage_id: a passage that a link was made for.
        :raises WithdrawnPracticeError: its site has withdrawn it.
        :raises UnknownPracticeError: no practice has this id.
        """
        snapshot = self.snapshot
        return PracticeView(
            find_practice(snapshot, practice_id),
            snapshot.passages_of(practice_id),
            snapshot.inferred.get(practice_id, ()),
            snapshot.near_identical(practice_id),
            passage_note(snapshot, practice_id, passage_id),
            snapshot.snapshot_id,
        )
