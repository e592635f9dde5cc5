"""Reasons, why something is as it is, as values: the rules give them, and :mod:`service.messages` makes the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class ReasonCode(StrEnum):
    """The reasons that can be given; a language has one sentence for each."""

    NOTHING_CLOSE = "nothing_close"
    OTHER_SUBJECT = "other_subject"
    ONLY_WEAK_MATCHES = "only_weak_matches"
    WORDS_ABSENT = "words_absent"
    PHRASES_ABSENT = "phrases_absent"
    NEGATION_CONTRADICTED = "negation_contradicted"
    PLACES_MISSING = "places_missing"
    YEARS_MISSING = "years_missing"
    NAMES_CHANGED = "names_changed"
    NO_AMOUNT_OR_DATE = "no_amount_or_date"
    NO_SUM_OF_MONEY = "no_sum_of_money"
    NOTHING_COUNTED = "nothing_counted"
    NO_SENTENCE = "no_sentence"
    MODEL_UNCALIBRATED = "model_uncalibrated"
    READER_UNCALIBRATED = "reader_uncalibrated"

    NOTHING_ABOUT = "nothing_about"
    NOTHING_WITHIN = "nothing_within"
    NOTHING_CLOSE_WITHIN = "nothing_close_within"
    NOT_UNDERSTOOD = "not_understood"
    NONE_SURELY = "none_surely"

    NONE_RELATED = "none_related"
    NO_TEXT_TO_COMPARE = "no_text_to_compare"
    RELATED_WITHOUT_BAR = "related_without_bar"

    PASSAGE_GONE = "passage_gone"

    WRITER_BUSY = "writer_busy"
    WRITER_NOT_ASKED = "writer_not_asked"
    WRITER_UNREACHABLE = "writer_unreachable"
    WRITER_REFUSED = "writer_refused"
    WRITER_SILENT = "writer_silent"
    WRITER_SLOW = "writer_slow"
    WRITER_BROKE_OFF = "writer_broke_off"
    WRITER_FAILED = "writer_failed"
    WRITER_BAD_EVENT = "writer_bad_event"
    WRITER_NO_STREAM = "writer_no_stream"
    WRITER_NO_COMPLETION = "writer_no_completion"
    WRITER_TOO_LARGE = "writer_too_large"
    WRITER_ENDLESS = "writer_endless"
    WRITER_EMPTY = "writer_empty"
    NO_ROOM_TO_QUOTE = "no_room_to_quote"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code; the subclasses bring the values that the sentence of theirs names.

    Values are codes, numbers, and words of the reader or of the collection, never words of ours.
    """

    code: ReasonCode


@dataclass(frozen=True, slots=True)
class WordsAbsent(Reason):
    """Words of the question that no passage of the collection holds."""

    code: ReasonCode = field(default=ReasonCode.WORDS_ABSENT, init=False)
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhrasesAbsent(Reason):
    """Quoted phrases that no passage holds word for word."""

    code: ReasonCode = field(default=ReasonCode.PHRASES_ABSENT, init=False)
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmet(Reason):
    """Something that the question asks of a statement and that the closest one does not have.

    :param by_none: whether none of the closest statements has it, not the first alone.
    """

    by_none: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class PlacesMissing(Unmet):
    """Countries of the question, ISO 3166-1 alpha-2, that the closest statement is not about.

    :param avoided: countries that it is about, or may be, and that the question leaves out.
    """

    code: ReasonCode = field(default=ReasonCode.PLACES_MISSING, init=False)
    countries: tuple[str, ...]
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearsMissing(Unmet):
    """Years of the question, from the first to the last of each span, that the closest statement is not of."""

    code: ReasonCode = field(default=ReasonCode.YEARS_MISSING, init=False)
    years: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class NamesChanged(Reason):
    """Names of the question that nothing in the collection has, each with the word that it was read as."""

    code: ReasonCode = field(default=ReasonCode.NAMES_CHANGED, init=False)
    changes: tuple[tuple[str, str], ...]


ListedUnit = Literal["practice", "network"]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions of a facet that a practice was to meet.

    :param values: as filters hold them, with their operators; regions, organisations and types by the names that pages
        and readers use.
    """

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Widening:
    """How many practices there are where conditions are taken off.

    :param narrowings: those taken off.
    """

    narrowings: tuple[Narrowing, ...]
    practices: int


@dataclass(frozen=True, slots=True)
class NothingAbout(Reason):
    """No practice is about the subject of a list, of those with every value of ``within``.

    :param without: how many are about it where conditions are taken off.
    """

    code: ReasonCode = field(default=ReasonCode.NOTHING_ABOUT, init=False)
    unit: ListedUnit
    subject: str
    within: tuple[Narrowing, ...] = ()
    without: tuple[Widening, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingWithin(Reason):
    """No practice has every value of ``within``; without any, there is none at all.

    :param without: how many there are where conditions are taken off; with a subject, how many about that.
    """

    code: ReasonCode = field(default=ReasonCode.NOTHING_WITHIN, init=False)
    unit: ListedUnit
    within: tuple[Narrowing, ...] = ()
    without: tuple[Widening, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NothingCloseWithin(Reason):
    """Nothing is close enough to be quoted of the practices with every value of ``within``, though elsewhere there is.

    :param without: how many practices would be quoted from without any of these conditions.
    """

    code: ReasonCode = field(default=ReasonCode.NOTHING_CLOSE_WITHIN, init=False)
    within: tuple[Narrowing, ...]
    without: int


@dataclass(frozen=True, slots=True)
class NotUnderstood(Reason):
    """Words of the question that say how to choose, and that no condition could be made of."""

    code: ReasonCode = field(default=ReasonCode.NOT_UNDERSTOOD, init=False)
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriterRefused(Reason):
    """The writer's server answered with an HTTP status that is none of success."""

    code: ReasonCode = field(default=ReasonCode.WRITER_REFUSED, init=False)
    status: int


@dataclass(frozen=True, slots=True)
class WriterSilent(Reason):
    """The writer's server sent nothing for so many seconds."""

    code: ReasonCode = field(default=ReasonCode.WRITER_SILENT, init=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class WriterSlow(Reason):
    """The writer was not done within so many seconds."""

    code: ReasonCode = field(default=ReasonCode.WRITER_SLOW, init=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class NoRoomToQuote(Reason):
    """The question leaves no room for a quotation within so many tokens."""

    code: ReasonCode = field(default=ReasonCode.NO_ROOM_TO_QUOTE, init=False)
    tokens: int
