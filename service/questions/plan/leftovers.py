"""What is left over and is named: comparisons, shares, sums and ranks, unknown organisations, nouns with nothing said.

Whatever says how to choose, and is in no condition and no topic, must not pass for the form of the question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from service.questions.intent import QuestionSpan
from service.questions.plan.agents import roles_of
from service.questions.plan.cues import longest_cue, tokenise
from service.questions.plan.plan import WordUse
from service.questions.plan.stated import field_named
from service.questions.plan.states import is_end
from service.questions.plan.unplanned import next_carrier
from service.questions.plan.words import PlanWord, is_within

_PLACES = ("country", "region")
_WEAK = ("objective", "type", "date")
"""Fields whose nouns are everyday words: *whose objective is to help*, *this type of project*."""
_NEAR = 3
"""Words between a verb and the noun of who does it, at the most."""


def comparisons(words: Sequence[PlanWord], bound: Collection[int]) -> list[int]:
    """Find the words that compare, count, add up or rank what conditions cannot; before other words they are a topic's.

    *More projects in Mali than in Niger*, *what share*, *in several countries*, *the second most*; not *more resilient
    communities*.

    :param bound: places of words that are part of something.
    """
    is_ordered = any(word.named("order") for word in words)
    names = ("operators.unplanned", "operators.rank") if is_ordered else ("operators.unplanned",)
    return [
        at
        for at, word in enumerate(words)
        if at not in bound
        and word.has(*names)
        and word.mention is None
        and not (at + 1 < len(words) and words[at + 1].is_content and words[at + 1].start - word.end <= 1)
    ]


def name_unplanned(
    words: Sequence[PlanWord],
    uses: list[WordUse],
    used: Collection[int],
    frame: Sequence[QuestionSpan],
    language: str,
) -> None:
    """Name what the topic has not taken: roles without an organisation that is known, nouns without a condition.

    :param used: places of words that are part of something.
    """
    _take_nouns(words, uses, used, frame)
    for at in [
        *_agentless_roles(words, used, uses, frame, language),
        *_unbound_nouns(words, uses, used, frame),
        *(at for at, word in enumerate(words) if uses[at] is WordUse.FORM and at not in used and is_end(word)),
    ]:
        uses[at] = WordUse.NOT_UNDERSTOOD


def _take_nouns(
    words: Sequence[PlanWord], uses: list[WordUse], used: Collection[int], frame: Sequence[QuestionSpan]
) -> None:
    """Take nouns of fields into a topic that they stand in: *the cost of remittances*."""
    for at, word in enumerate(words):
        if uses[at] is not WordUse.FORM or at in used or not _is_strong_noun(word) or is_within(word, frame):
            continue
        beside = (next_carrier(words, range(at + 1, len(words))), next_carrier(words, range(at - 1, -1, -1)))
        if any(n is not None and uses[n] is WordUse.TOPIC for n in beside):
            uses[at] = WordUse.TOPIC


def _agentless_roles(
    words: Sequence[PlanWord],
    bound: Collection[int],
    uses: Sequence[WordUse],
    frame: Sequence[QuestionSpan],
    language: str,
) -> list[int]:
    """Find words for a role of which it is said who has it, and no organisation is known: *implemented by NGOs*.

    :param bound: places of words that are part of something.
    """
    return [
        at
        for at, word in enumerate(words)
        if at not in bound
        and roles_of(word)
        and not word.has("nouns.fields", "form.words")
        and not is_within(word, frame)
        and _has_unknown_agent(words, at, bound, uses, frame, language)
    ]


def _has_unknown_agent(
    words: Sequence[PlanWord],
    at: int,
    bound: Collection[int],
    uses: Sequence[WordUse],
    frame: Sequence[QuestionSpan],
    language: str,
) -> bool:
    last = tokenise(words[at].text, language)[-1:]
    behind = list(range(at + 1, len(words)))
    is_by = "operators.by" in longest_cue(last, 0, language)[1]
    if behind and words[behind[0]].has("operators.by"):
        is_by, behind = True, behind[1:]
    agent = next((n for n in behind if not words[n].is_form), None)
    if is_by and agent is not None and agent not in bound and uses[agent] in (WordUse.TOPIC, WordUse.FORM):
        return True
    for places in (range(at + 1, len(words)), range(at - 1, -1, -1)):
        for n in list(places)[:_NEAR]:
            if n in bound or words[n].has("units.practice", "form.prepositions") or is_within(words[n], frame):
                break
            if words[n].has("fields.organisation"):
                return True
    return False


def _unbound_nouns(
    words: Sequence[PlanWord], uses: Sequence[WordUse], used: Collection[int], frame: Sequence[QuestionSpan]
) -> list[int]:
    """Find nouns of fields that nothing is said of: *the budget of projects in Rwanda*, *in more than one country*.

    A kind of place beside a place, or of organisation beside one, says no more than that.
    """
    return [
        at
        for at, word in enumerate(words)
        if uses[at] is WordUse.FORM
        and (word.has("nouns.kinds") or (at not in used and not is_within(word, frame)))
        and (_is_strong_noun(word) or _is_counted(words, at))
        and not _names_kind(words, at)
    ]


def _is_strong_noun(word: PlanWord) -> bool:
    return word.has("nouns.fields") and field_named(word) not in _WEAK


def _is_counted(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether it is asked how many of a field there are: *how many years*."""
    before = next((word for word in reversed(words[:at]) if not word.is_form), None)
    is_field = bool(field_named(words[at])) and not words[at].has("form.words")
    return is_field and before is not None and before.has("question.count")


def _names_kind(words: Sequence[PlanWord], at: int) -> bool:
    kinds = {"country": _PLACES, "region": _PLACES, "organisation": ("organisation",)}.get(field_named(words[at]), ())
    for places in (range(at + 1, len(words)), range(at - 1, -1, -1)):
        beside = next((words[n] for n in places if not words[n].is_form), None)
        if beside is not None and beside.mention is not None and beside.mention.entry.facet in kinds:
            return True
    return False
