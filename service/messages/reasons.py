"""Messages for reasons: a sentence for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import singledispatch

from corpus.vocabularies.countries import country_name
from index.facets.operators import parse_condition
from service.filters.wording import describe_values
from service.reasons import (
    NamesChanged,
    Narrowing,
    NoRoomToQuote,
    NothingAbout,
    NothingCloseWithin,
    NothingWithin,
    NotUnderstood,
    PhrasesAbsent,
    PlacesMissing,
    Reason,
    ReasonCode,
    Unmet,
    WordsAbsent,
    WriterRefused,
    WriterSilent,
    WriterSlow,
    YearsMissing,
)
from service.wording import field_title

_SENTENCES = {
    ReasonCode.NOTHING_CLOSE: "Nothing in the collection is close enough to this question to quote.",
    ReasonCode.OTHER_SUBJECT: "The collection seems to be about something else: nothing in it is close enough to this "
    "question to quote.",
    ReasonCode.ONLY_WEAK_MATCHES: "Only weak matches: the sentences are close to the question, but nothing in them "
    "confirms the answer.",
    ReasonCode.NEGATION_CONTRADICTED: "The question says what is not so, and the nearest sentence does not.",
    ReasonCode.NO_SENTENCE: "The practices below are close to this question, but hold no sentence to quote.",
    ReasonCode.MODEL_UNCALIBRATED: "The outcome rests on the words alone, as it was not measured how far the embedding "
    "model in use can be trusted.",
    ReasonCode.READER_UNCALIBRATED: "The outcome rests on what the reader in use says, as it was not measured how "
    "far that can be trusted.",
    ReasonCode.NONE_SURELY: "These practices are close to the question, but none of them surely.",
    ReasonCode.NONE_RELATED: "No other practice of the collection is close enough to this one to be called related.",
    ReasonCode.NO_TEXT_TO_COMPARE: "This practice holds no text that others could be compared with.",
    ReasonCode.RELATED_WITHOUT_BAR: "These are the closest practices, be they related or not: it was not measured how "
    "close unrelated ones come with the embedding model in use.",
    ReasonCode.PASSAGE_GONE: "The passage that this link was made for has changed or is gone; this is the practice as "
    "it is now.",
    ReasonCode.WRITER_BUSY: "The answer writer has enough to do just now.",
    ReasonCode.WRITER_NOT_ASKED: "The answer writer could not be asked just now.",
    ReasonCode.WRITER_UNREACHABLE: "The answer writer cannot be reached.",
    ReasonCode.WRITER_BROKE_OFF: "The answer writer broke off.",
    ReasonCode.WRITER_FAILED: "The answer writer reported an error of its own.",
    ReasonCode.WRITER_BAD_EVENT: "The answer writer sent an event that cannot be read.",
    ReasonCode.WRITER_NO_STREAM: "The answer writer sent something else than a stream of events.",
    ReasonCode.WRITER_NO_COMPLETION: "The answer writer sent something else than a chat completion.",
    ReasonCode.WRITER_TOO_LARGE: "The answer writer sent more than an answer can be.",
    ReasonCode.WRITER_ENDLESS: "The answer writer did not stop writing.",
    ReasonCode.WRITER_EMPTY: "The answer writer wrote nothing.",
}
"""The reasons without values."""

_UNMET = {
    ReasonCode.NO_AMOUNT_OR_DATE: (
        "The question asks for an amount or a date, and the closest sentence states none.",
        "The question asks for an amount or a date, and none of the closest sentences states one.",
    ),
    ReasonCode.NO_SUM_OF_MONEY: (
        "The question asks for a sum of money, and the closest sentence states none.",
        "The question asks for a sum of money, and none of the closest sentences states one.",
    ),
    ReasonCode.NOTHING_COUNTED: (
        "The numbers in the closest sentence count something else than the question asks for.",
        "No number in the closest sentences counts what the question asks for.",
    ),
}
"""What the closest sentence does not have, and what none of the closest has."""

_STATUS = {
    400: "did not accept the request",
    401: "did not accept the key",
    403: "did not accept the key",
    404: "knows no such address or model",
    429: "is asked too often, or its quota is used up",
}


def render_all(reasons: Sequence[Reason]) -> str:
    """Render reasons one after the other, in their order; empty where there are none."""
    return " ".join(map(render, reasons))


@singledispatch
def render(reason: Reason) -> str:
    """Render a reason in a sentence."""
    return _SENTENCES[reason.code]


@render.register
def _(reason: WordsAbsent) -> str:
    return f"No passage of the collection contains {', '.join(map(_quoted, reason.words))}."


@render.register
def _(reason: PhrasesAbsent) -> str:
    return f"No passage holds {' and '.join(map(_quoted, reason.phrases))} word for word."


@render.register
def _(reason: Unmet) -> str:
    of_first, of_all = _UNMET[reason.code]
    return of_all if reason.by_none else of_first


@render.register
def _(reason: PlacesMissing) -> str:
    if reason.avoided and reason.by_none:
        return f"All of the closest sentences are about {_countries(reason.avoided)}, which the question leaves out."
    if reason.by_none:
        return f"None of the closest sentences is said to be about {_countries(reason.countries, ' or ')}."
    if reason.avoided:
        return f"The closest sentence is about {_countries(reason.avoided)}, which the question leaves out."
    return f"The closest sentence is not said to be about {_countries(reason.countries)}."


@render.register
def _(reason: YearsMissing) -> str:
    years = [_span(*span) for span in reason.years]
    if reason.by_none:
        return f"None of the closest sentences is said to be of {' or '.join(years)}."
    return f"The closest sentence is not said to be of {' and '.join(years)}."


@render.register
def _(reason: NamesChanged) -> str:
    written = " and ".join(_quoted(name) for name, _ in reason.changes)
    read = " and ".join(_quoted(as_read) for _, as_read in reason.changes)
    return f"No passage of the collection contains {written}; what was looked for is {read}, which may be another name."


@render.register
def _(reason: NothingAbout) -> str:
    stating = f" that {_narrowed(reason.within)}" if reason.within else ""
    about = f"No {reason.unit} of the collection{stating} is about {_quoted(reason.subject)}"
    return f"{about}{_widened(reason)}."


@render.register
def _(reason: NothingWithin) -> str:
    stating = _narrowed(reason.within) if reason.within else "is known"
    return f"No {reason.unit} of the collection {stating}{_widened(reason, reason.subject)}."


@render.register
def _(reason: NothingCloseWithin) -> str:
    stating = _narrowed(reason.within, several=True)
    return (
        f"Nothing in the practices that {stating} is close enough to this question to quote; "
        f"without {_taken_off(reason.within, reason.within)}, sentences of {reason.without} "
        f"{'practice' if reason.without == 1 else 'practices'} are."
    )


@render.register
def _(reason: NotUnderstood) -> str:
    return f"Not understood, and left aside: {', '.join(map(_quoted, reason.words))}."


@render.register
def _(reason: WriterRefused) -> str:
    if 300 <= reason.status < 400:
        return f"The answer writer sends on to another address, which is not followed (status {reason.status})."
    return f"The answer writer {_STATUS.get(reason.status, 'failed')} (status {reason.status})."


@render.register
def _(reason: WriterSilent) -> str:
    return f"The answer writer was silent for {reason.seconds:g} seconds."


@render.register
def _(reason: WriterSlow) -> str:
    return f"The answer writer took longer than {reason.seconds:g} seconds."


@render.register
def _(reason: NoRoomToQuote) -> str:
    return f"The question leaves no room for a quotation within {reason.tokens} tokens."


def _countries(codes: Sequence[str], joint: str = " and ") -> str:
    return joint.join(map(country_name, codes))


def _span(first: float, last: float) -> str:
    if first == last:
        return f"{first:.0f}"
    if math.isinf(last):
        return f"{first:.0f} or later"
    return f"{last:.0f} or earlier" if math.isinf(first) else f"{first:.0f} to {last:.0f}"


def _quoted(words: str) -> str:
    return f"“{words}”"


def _widened(reason: NothingAbout | NothingWithin, subject: str = "") -> str:
    """Say how many there are with conditions taken off: *; without this condition: 12 practices about “visas”*."""
    about = f" about {_quoted(subject)}" if subject else ""
    numbers = [
        f"without {_taken_off(widening.narrowings, reason.within)}: {widening.practices} "
        f"{reason.unit}{'' if widening.practices == 1 else 's'}{about}"
        for widening in reason.without
        if widening.practices
    ]
    return f"; {'; '.join(numbers)}" if numbers else ""


def _taken_off(narrowings: Sequence[Narrowing], within: Sequence[Narrowing]) -> str:
    if len(narrowings) == len(within):
        return "this condition" if len(within) == 1 else "these conditions"
    return " and ".join(_named(narrowing) for narrowing in narrowings)


def _named(narrowing: Narrowing) -> str:
    return f"{field_title(narrowing.facet)} {describe_values(narrowing.facet, narrowing.values)}"


def _narrowed(within: Sequence[Narrowing], *, several: bool = False) -> str:
    """Say what a list was narrowed to: *states country Kenya and year 2019*, *fits country not Kenya*."""
    conditions = [parse_condition(value) for narrowing in within for value in narrowing.values]
    verb = "state" if all(condition.is_plain for condition in conditions) else "fit"
    return f"{verb}{'' if several else 's'} {' and '.join(map(_named, within))}"
