"""Claims: conditions that name the words of the question which they take, as a model proposes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.facets.masks import FacetMasks
from index.query.reader import Query
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.document import ORGANISATION_ROLES
from service.questions.given_plans.grounding import COMPARISONS, CUES_OF_FIELDS, NEGATIONS, ground, question_spans
from service.questions.intent import QuestionSpan, parse_intent
from service.questions.plan.agents import ROLES
from service.questions.plan.atoms import find_atoms
from service.questions.plan.cues import has_lexicon
from service.questions.plan.plan import PlannedCondition, QuestionPlan, WordUse
from service.questions.plan.reader import OTHER_LANGUAGE
from service.questions.plan.unplanned import unknown_organisations
from service.questions.plan.words import PlanWord, is_within, read_words

_PLACES = ("country", "region")
_ORGANISATIONS = ("organisation", *ORGANISATION_ROLES)
_CONJUNCTIONS = ("operators.and", "operators.or", "operators.both")
_BEHIND = ("operators.except_behind", *(cue for cue in COMPARISONS if cue.endswith("_behind")))
_TIMES = ("start", "end", "submitted")
_TIME_FIELDS = ("start", "end", "start_date", "end_date", "year")


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """A judge of claims to the words of a question that its rules left."""

    question: str
    read: QuestionPlan
    """By the rules."""
    words: tuple[PlanWord, ...]
    agents: frozenset[QuestionSpan]
    """Places that do something, or that an organisation is from: no practice is said to be there."""
    facets: FacetMasks

    @classmethod
    def of(cls, query: Query, read: QuestionPlan, gazetteer: Gazetteer, facets: FacetMasks) -> ClaimReader:
        """Read the words of a question."""
        question, language = query.written, query.language if has_lexicon(query.language) else OTHER_LANGUAGE
        frame = parse_intent(question).spans
        words = read_words(question, language, gazetteer, frame)
        agents = unknown_organisations(words, find_atoms(words), frame, language)
        return cls(question, read, tuple(words), frozenset((words[at].start, words[at].end) for at in agents), facets)

    def grounded(self, condition: PlannedCondition) -> frozenset[QuestionSpan]:
        """Find the words that a condition accounts for; none where those that it claims do not say it, or are taken."""
        taken = [span for other in self.read.conditions for span in other.spans]
        for start, end in question_spans(condition.words, self.question):
            if any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
                continue
            if self._goes_on((start, end), condition) or not self._fits(condition, taken):
                continue
            claimed = [word for word in self.words if is_within(word, [(start, end)])]
            if condition.field in _PLACES and any(is_within(word, list(self.agents)) for word in claimed):
                continue
            if grounded := ground(condition, claimed, self.question, self.facets):
                return grounded
        return frozenset()

    def not_understood(self, grounded: Iterable[QuestionSpan]) -> tuple[str, ...]:
        """List what is not understood once some words are accounted for, with what is doubtful for another reason."""
        spans = set(grounded)
        unclear = [span for span, use in self.read.uses if use is WordUse.NOT_UNDERSTOOD]
        accounted = {self.question[slice(*span)] for span in unclear if span in spans}
        left = {self.question[slice(*span)] for span in unclear if span not in spans}
        return tuple(text for text in self.read.not_understood if text in left or text not in accounted)

    def _goes_on(self, span: QuestionSpan, condition: PlannedCondition) -> bool:
        """Tell whether what stands beside some words belongs to them: *not led by* Germany, Denmark *or Norway*."""
        before = [word for word in reversed(self.words) if word.end <= span[0]]
        behind = [word for word in self.words if word.start >= span[1]]
        agents = ("operators.by", *(f"fields.{role}" for role in ROLES))
        own = agents if condition.field in (*_PLACES, *_ORGANISATIONS) else ()
        last, following = (next((word for word in beside if not word.is_form), None) for beside in (before, behind))
        is_led = last is not None and last.has(*NEGATIONS, *COMPARISONS, *own)
        is_followed = following is not None and following.has(*_BEHIND, *own)
        return is_led or is_followed or _joins(before) or _joins(behind)

    def _fits(self, condition: PlannedCondition, taken: Sequence[QuestionSpan]) -> bool:
        """Tell whether no free word asks for another role of an organisation, or another end of the time."""
        if condition.field in _ORGANISATIONS:
            kind: tuple[str, ...] = ROLES
        elif condition.field in _TIME_FIELDS:
            kind = _TIMES
        else:
            return True
        free = [word for word in self.words if not is_within(word, taken)]
        cues = {cue for word in free for cue in word.named("fields") if cue in kind}
        return not cues or CUES_OF_FIELDS.get(condition.field, condition.field) in cues


def _joins(beside: Sequence[PlanWord]) -> bool:
    """Tell whether the words beside something begin with a conjunction that a name or a number follows."""
    rest = iter(beside)
    nearest = next((word for word in rest if not word.is_stop_word or word.mention or word.has(*_CONJUNCTIONS)), None)
    if nearest is None or not nearest.has(*_CONJUNCTIONS):
        return False
    following = next((word for word in rest if not word.is_stop_word or word.mention), None)
    return following is not None and (following.mention is not None or following.number is not None)
