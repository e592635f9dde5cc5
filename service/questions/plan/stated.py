"""Fields that are to be stated, whatever their value: *with an end date*; and those joined to one that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from service.questions.intent import QuestionSpan
from service.questions.plan.words import PlanWord, is_within

AGENTS = ("implementing", "donors", "partners", "accountable", "organisation")
STATED_FIELDS = (
    "start",
    "end",
    "date",
    "ongoing",
    "country",
    "region",
    "language",
    "amount",
    "objective",
    "sdg",
    "type",
    *AGENTS,
)
_CONJUNCTIONS = ("operators.and", "operators.or")


def find_stated(
    words: Sequence[PlanWord], taken: Collection[int], frame: Sequence[QuestionSpan], *, is_noun_last: bool
) -> dict[str, set[int]]:
    """Find the nouns of fields that are to be stated, with the words that say so.

    :param taken: words that are part of something else.
    :param frame: the spans that say what is asked for.
    :param is_noun_last: whether what a noun is like stands before it, as in English: *a donor conference*.
    """
    stated: dict[str, set[int]] = {}
    at = 0
    while at < len(words):
        if not _is_free_noun(words, at, taken, frame) or not _is_asked_for(words, at, is_noun_last=is_noun_last):
            at += 1
            continue
        add_field(stated, words[at], {at})
        for joined, by in joined_nouns(words, at, ("operators.and",)):
            if not _is_free_noun(words, joined, taken, frame):
                break
            add_field(stated, words[joined], {joined, *by})
            at = joined
        at += 1
    return stated


def add_field(fields: dict[str, set[int]], word: PlanWord, taken: set[int]) -> None:
    """Add the field that a word names, with the words that it takes; a date is that of the start and of the end."""
    named = field_named(word)
    for name in ("start", "end") if named == "date" else (named,):
        fields.setdefault(name, set()).update(taken)


def field_named(word: PlanWord) -> str:
    """Give the field that a word names; empty where it names none."""
    return next((name for name in word.named("fields") if name in STATED_FIELDS), "")


def joined_nouns(
    words: Sequence[PlanWord], at: int, conjunctions: Sequence[str] = _CONJUNCTIONS
) -> Iterator[tuple[int, set[int]]]:
    """Give the nouns of fields that conjunctions join to one, each with these: *a budget nor a country*."""
    by: set[int] = set()
    for following in range(at + 1, len(words)):
        word = words[following]
        if word.has("nouns.fields") and by:
            yield following, by
            by = set()
        elif word.has(*conjunctions):
            by = {*by, following}
        elif not word.is_form or word.has("form.stating"):
            return


def _is_free_noun(words: Sequence[PlanWord], at: int, taken: Collection[int], frame: Sequence[QuestionSpan]) -> bool:
    return (
        at not in taken
        and words[at].has("nouns.fields")
        and bool(field_named(words[at]))
        and not is_within(words[at], frame)
    )


def _is_asked_for(words: Sequence[PlanWord], at: int, *, is_noun_last: bool) -> bool:
    """Tell whether a word that says so stands before a noun, or behind it, and the noun is no part of another one."""
    beside = (at - 1, at + 1) if is_noun_last else ()
    if any(0 <= n < len(words) and words[n].is_content and _gap(words, n, at) <= 1 for n in beside):
        return False
    for before in reversed(range(at)):
        if words[before].has("form.stating", "form.stated") and not words[before].has("question.which"):
            return True
        is_article = not is_noun_last and words[before].number == 1 and words[before].has("form.words")  # *un budget*
        if not words[before].is_form and not is_article:
            break
    behind = next((word for word in words[at + 1 :] if not word.is_stop_word or word.has("form.stated")), None)
    return behind is not None and behind.has("form.stated")


def _gap(words: Sequence[PlanWord], first: int, second: int) -> int:
    low, high = sorted((first, second))
    return words[high].start - words[low].end
