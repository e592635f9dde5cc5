"""A question as words with what each may mean: a cue, a name, a number, a year; words without any are its topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from corpus.text.strings import fold
from index.lexical.analysis import is_stopword
from service.questions.gazetteer import Gazetteer, Mention, language_names
from service.questions.intent import QuestionSpan
from service.questions.plan.beside_figures import cues_beside_figures
from service.questions.plan.cues import Cues, Token, is_year, longest_cue, number_words, tokenise
from service.questions.plan.figures import chinese_scale, figure_value, is_indefinite, period_of
from service.questions.plan.naming import is_of_practice
from service.questions.plan.spelled_numbers import spelled_number
from service.questions.plan.units_beside import UnitBeside, units_beside


@dataclass(frozen=True, slots=True)
class PlanWord:
    """A word of a question, or several that are one name or one cue."""

    start: int
    end: int
    text: str
    cues: Cues = frozenset()
    mention: Mention | None = None
    number: float | None = None
    is_year: bool = False
    scale: float = 0.0
    """Of a magnitude, or of a number that has its own: 百万 of 5百万; 0: it has none."""
    period: tuple[str, str] | None = None
    """Of a date, its first and last one, as ISO has them, each with as much of it as is written."""
    is_stop_word: bool = False
    """Whether it carries no meaning by itself, whatever cue it is."""

    def has(self, *cues: str) -> bool:
        """Tell whether it may be one of these cues."""
        return not self.cues.isdisjoint(cues)

    def named(self, section: str) -> tuple[str, ...]:
        """List the cues of a section that it may be, by their names."""
        return _names(self.cues, section)

    @property
    def month(self) -> int | None:
        """The month that it may name."""
        return next((int(name.rpartition(".")[2]) for name in self.named("time")), None)

    @property
    def months(self) -> tuple[int, int] | None:
        """The first and last month of what it may name: a month, a quarter or a half of a year."""
        if self.month:
            return self.month, self.month
        for name in self.named("periods"):
            kind, _, number = name.partition("_")
            length = _MONTHS_OF[kind]
            return length * (int(number) - 1) + 1, length * int(number)
        return None

    @property
    def is_form(self) -> bool:
        """Whether it carries nothing but the form of the question."""
        return self.mention is None and self.number is None and (self.cues <= _FORM if self.cues else self.is_stop_word)

    @property
    def is_content(self) -> bool:
        """Whether it can only be what the question is about."""
        return self.mention is None and self.number is None and not self.cues and not self.is_stop_word


@lru_cache(maxsize=4096)
def _names(cues: Cues, section: str) -> tuple[str, ...]:
    """List the names of the cues of a section; a lexicon has a few hundred sets of cues."""
    return tuple(sorted(cue.removeprefix(f"{section}.") for cue in cues if cue.startswith(f"{section}.")))


def is_within(word: PlanWord, spans: Sequence[QuestionSpan]) -> bool:
    """Tell whether a word stands within one of some spans."""
    return any(start <= word.start and word.end <= end for start, end in spans)


_FORM = frozenset({"form.words", "form.prepositions", "form.stating", "form.stated", "question.whether"})
_ALIKE = frozenset({"topic.words"})
"""Words of a topic that share their term with a cue: *declaration* is not *declared*."""
_MONTHS_OF = {"quarter": 3, "half": 6}


def read_words(text: str, language: str, gazetteer: Gazetteer, frame: Sequence[QuestionSpan] = ()) -> list[PlanWord]:
    """Read the words of a question, in order; names first, then numbers, then the longest cue at each place."""
    tokens = tokenise(text, language)
    named = gazetteer.find(text, language)
    mentions = {mention.start: mention for mention in named if is_of_practice(text, language, mention, frame)}
    mentions |= {mention.start: mention for mention in _languages(text, language, tokens)}
    return list(_words(text, language, tokens, mentions))


def _words(text: str, language: str, tokens: Sequence[Token], mentions: dict[int, Mention]) -> Iterator[PlanWord]:
    units = units_beside(tokens, [at for at in range(len(tokens)) if _is_number(tokens, at, language)], language)
    at = 0
    while at < len(tokens):
        unit, mention = units.get(at), mentions.get(tokens[at].start)
        if unit:
            span = slice(tokens[at].start, tokens[unit.end - 1].end)
            yield PlanWord(span.start, span.stop, text[span], unit.cues, scale=unit.scale)
            at = unit.end
        elif mention:
            yield PlanWord(mention.start, mention.end, text[mention.start : mention.end], mention=mention)
            at = next((n for n in range(at, len(tokens)) if tokens[n].start >= mention.end), len(tokens))
        else:
            end, cues = _cue(tokens, at, language)
            cues -= _ALIKE
            is_period = any(cue.startswith("periods.") for cue in cues)  # *2 квартал*
            number = None if is_period else _number(text, tokens, at, units, language)
            end, word = number or _other_word(text, tokens, at, end, cues, language)
            yield word
            at = end


def _is_number(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Tell whether a token is a number, its last word, or a magnitude: what a currency or a magnitude stands beside."""
    is_figure = tokens[at].kind in ("number", "chinese", "share")
    return is_figure or bool(
        spelled_number(tokens[: at + 1], at, language)[0] > at
        or any(cue.startswith("numbers.") for cue in longest_cue(tokens, at, language)[1])
    )


def _cue(tokens: Sequence[Token], at: int, language: str) -> tuple[int, Cues]:
    """Find the longest cue, but for one that is none where it stands.

    Of *or after* before a date, it is *or* alone: what follows compares the next number.
    """
    end, cues = longest_cue(tokens, at, language)
    if cues and cues <= _BEHIND_NUMBERS and any(token.kind for token in tokens[end : end + _REACH]):
        shorter, own = longest_cue(tokens[: at + 1], at, language)
        return (shorter, own) if "operators.or" in own else (end, cues)
    if idle := cues - cues_beside_figures(tokens, at, end, cues, language):
        return (end, cues - idle) if end == at + 1 else _cue(tokens[: at + 1], at, language)
    return end, cues


_BEHIND_NUMBERS = frozenset({"operators.least_behind", "operators.most_behind"})
_REACH = 3
"""Words between a comparison and its number."""


def _number(
    text: str, tokens: Sequence[Token], at: int, units: Mapping[int, UnitBeside], language: str
) -> tuple[int, PlanWord] | None:
    """Read the number or the date that begins at a token, with where it ends; it may be one that cannot be read."""
    token = tokens[at]
    if (day := _ORDINAL.fullmatch(token.text)) and _is_by_month(tokens, at, language):
        return at + 1, _number_word(text, token.start, token.end, float(day[1]))
    if _DECADE.fullmatch(token.text):
        return at + 1, _number_word(text, token.start, token.end, None)
    if token.kind in ("", "word"):
        end, value = spelled_number(tokens, at, language) if language != "zh" and not token.kind else (at, None)
        if end <= at + 1 and (end == at or "numbers.units" in longest_cue(tokens, at, language)[1]):
            return None
        return end, _number_word(text, token.start, tokens[end - 1].end, value)
    if token.kind == "date":
        period = period_of(token.term)
        cues = frozenset({"dates.written" if period else _UNREAD})
        return at + 1, PlanWord(token.start, token.end, token.text, cues, period=period)
    is_scaled = at + 1 in units and units[at + 1].scale > 0
    value = figure_value(token.text, token.kind, is_scaled=is_scaled)
    if token.kind == "chinese" and is_indefinite(text, token.start):
        value = None
    is_sum = at + 1 in units or any(unit.end == at and unit.currency for unit in units.values())
    word = _number_word(text, token.start, token.end, value, is_year=is_year(token) and not is_sum)
    return at + 1, replace(word, scale=chinese_scale(token.text) if token.kind == "chinese" else 0.0)


_UNREAD = "numbers.unread"
_DECADE = regex.compile(r"(?:19|20)\d0s")
_ORDINAL = regex.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|º|°|ª|го|е|й)")
"""A day of a month, as *1er juillet*."""


def _is_by_month(tokens: Sequence[Token], at: int, language: str) -> bool:
    beside = (n for n in (at - 1, at + 1, at + 2) if 0 <= n < len(tokens))
    return any(cue.startswith("time.") for n in beside for cue in longest_cue(tokens, n, language)[1])


def _number_word(text: str, start: int, end: int, value: float | None, *, is_year: bool = False) -> PlanWord:
    cues = frozenset[str]() if value is not None else frozenset({_UNREAD})
    return PlanWord(start, end, text[start:end], cues, number=value, is_year=is_year)


def _other_word(
    text: str, tokens: Sequence[Token], at: int, end: int, cues: Cues, language: str
) -> tuple[int, PlanWord]:
    token, end = tokens[at], max(end, at + 1)
    if not cues and language == "ar" and _is_joined_function_word(token.text):
        cues = _JOINED
    span = slice(token.start, tokens[end - 1].end)
    number = number_words(language).get(token.term) if end == at + 1 and "numbers.units" in cues else None
    stop = is_stopword(text[span], language) or not any(map(str.isalnum, text[span]))
    return end, PlanWord(span.start, span.stop, text[span], cues, number=number, is_stop_word=stop)


_JOINED = frozenset({"operators.and", "form.words"})


def _is_joined_function_word(word: str) -> bool:
    """Tell whether a word of Arabic is *and* with a function word: *وفي*."""
    return word.startswith("و") and is_stopword(word[1:], "ar")


_IN = frozenset({"in", "en", "na", "на", "用", "以"})
"""Words before the name of a language that something is written in."""
_AROUND = 6


def _languages(text: str, language: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Find names of languages where something is said to be written in them: they are mostly names of peoples too."""
    names = language_names(language)
    width = 2 if language == "zh" else 1
    for at in range(len(tokens) - width + 1):
        span = tokens[at].start, tokens[at + width - 1].end
        if entry := names.get(fold(text[slice(*span)])):
            before = tokens[at - 1].text.casefold() if at else ""
            around = range(max(0, at - _AROUND), min(len(tokens), at + width + _AROUND))
            is_said = any("fields.language" in longest_cue(tokens, n, language)[1] for n in around)
            if is_said or before in _IN or language == "zh" or text[span[0]] == "ب":
                yield Mention(*span, entry)
