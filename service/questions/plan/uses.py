"""The use of each word of a question: condition, topic, form, or not understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from service.questions.intent import QuestionSpan
from service.questions.plan.plan import WordUse
from service.questions.plan.words import PlanWord, is_within

_CONNECTIVES = ("operators.and", "operators.or", "operators.both", "form.words", "question.which")


_EMPTY = regex.compile(union_pattern(Path(__file__).parents[1] / "patterns", "subject", "stop_words"), regex.IGNORECASE)
"""Words of questions for a list that say nothing of its topic."""
_FIGURES = ("numbers.unread", "dates.written", "numbers.scale")
"""Numbers that cannot be read, and dates and magnitudes that are in no condition."""
_LARGE = (
    "numbers.million",
    "numbers.a_million",
    "numbers.half_million",
    "numbers.a_half",
    "numbers.billion",
    "numbers.a_billion",
)
_BESIDE_A_NOUN = ("operators.lacking", "operators.rank", "operators.unplanned")
"""Operators that are words of a topic where they are not unbound: *missing migrants*, *second chances*."""
_NEVER_TOPIC = ("units.practice", "units.any")


def use_of(word: PlanWord, at: int, in_conditions: set[int], unbound: list[int]) -> WordUse:
    """Give a word's use.

    :param at: its place.
    :param in_conditions: places of words that conditions, order or groups take.
    :param unbound: places of words that say how to choose and are in none of these.
    """
    if at in in_conditions:
        return WordUse.CONDITION
    if at in unbound:
        return WordUse.NOT_UNDERSTOOD
    if _is_unread_figure(word):
        return WordUse.NOT_UNDERSTOOD
    if word.month:  # *may* and *mars* are other words too
        return WordUse.FORM if word.is_stop_word and word.text.islower() else WordUse.NOT_UNDERSTOOD
    if word.is_content or word.has(*_BESIDE_A_NOUN):
        return WordUse.TOPIC
    if word.named("order") or word.has("operators.only") or word.named("currencies"):
        return WordUse.NOT_UNDERSTOOD
    if word.is_form or word.has(*_CONNECTIVES) or not word.named("operators"):
        return WordUse.FORM if word.number is None or word.has("form.words") else WordUse.NOT_UNDERSTOOD
    return WordUse.NOT_UNDERSTOOD


def _is_unread_figure(word: PlanWord) -> bool:
    """Tell whether a word is a part of a year, a date or a magnitude: in no condition, it is not understood."""
    is_period = word.months is not None and not word.month
    return is_period or word.has(*_FIGURES) or (word.has(*_LARGE) and len(word.text) > 1)


def take_neighbours(words: Sequence[PlanWord], uses: list[WordUse], frame: Sequence[QuestionSpan]) -> None:
    """Take the words of form beside a topic into it that mean something there: *border management*, *COVID-19*."""
    for step, order in ((-1, range(len(words) - 1, 0, -1)), (1, range(len(words) - 1))):
        for at in order:
            beside = at + step
            if words[beside].has("operators.and", "operators.or") and 0 <= beside + step < len(words):
                beside += step
            if uses[at] is WordUse.TOPIC and _may_be_of_topic(words[beside], words[at], uses[beside], frame):
                uses[beside] = WordUse.TOPIC


def _may_be_of_topic(word: PlanWord, beside: PlanWord, use: WordUse, frame: Sequence[QuestionSpan]) -> bool:
    if word.number is not None:
        return use is WordUse.NOT_UNDERSTOOD and abs(word.start - beside.end) <= 1 and not word.is_year
    is_free = use is WordUse.FORM and not is_within(word, frame)
    is_empty = word.is_stop_word or _EMPTY.fullmatch(word.text) is not None
    return is_free and not is_empty and not word.has(*_NEVER_TOPIC)


def free_use(word: PlanWord) -> WordUse:
    """Give the use of a word whose condition is not applied: what it names is looked for."""
    is_named = word.mention is not None or word.number is not None or word.is_content
    return WordUse.TOPIC if is_named else WordUse.FORM


def topic_of(question: str, words: list[PlanWord], uses: list[WordUse]) -> str:
    """Take the words of the topic, with what stands between two of them that carries nothing."""
    parts: list[str] = []
    last, is_whole = -1, False
    for word, use in zip(words, uses, strict=True):
        if use is WordUse.TOPIC:
            gap = question[last : word.start] if is_whole else " " if parts else ""
            parts.append(gap + word.text)
            last, is_whole = word.end, True
        elif use is not WordUse.FORM:
            is_whole = False
    return " ".join("".join(parts).split())
