"""A question as words with what each may mean: a cue, a name, a number, a year; words without any are its topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from corpus.text.strings import fold
from index.lexical.analysis import is_stopword
from service.questions.gazetteer import Gazetteer, Mention, language_names
from service.questions.intent import QuestionSpan
from service.questions.plan.cues import Cues, Token, longest_cue, number_words, tokenise
from service.questions.plan.naming import is_of_practice

_YEAR = regex.compile(r"(?:19|20)\d\d")
_NUMBER = regex.compile(r"\p{Nd}[\p{Nd}.,]*")
_THOUSANDS = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")


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


@cache
def _names(cues: Cues, section: str) -> tuple[str, ...]:
    """List the names of the cues of a section; a lexicon has a few hundred sets of cues."""
    return tuple(sorted(cue.removeprefix(f"{section}.") for cue in cues if cue.startswith(f"{section}.")))


def is_within(word: PlanWord, spans: Sequence[QuestionSpan]) -> bool:
    """Tell whether a word stands within one of some spans."""
    return any(start <= word.start and word.end <= end for start, end in spans)


_FORM = frozenset({"form.words", "form.prepositions"})
_MONTHS_OF = {"quarter": 3, "half": 6}


def read_words(text: str, language: str, gazetteer: Gazetteer, frame: Sequence[QuestionSpan] = ()) -> list[PlanWord]:
    """Read the words of a question, in order; names first, then numbers, then the longest cue at each place."""
    tokens = tokenise(text, language)
    named = gazetteer.find(text, language)
    mentions = {mention.start: mention for mention in named if is_of_practice(text, language, mention, frame)}
    mentions |= {mention.start: mention for mention in _languages(text, language, tokens)}
    return list(_words(text, language, tokens, mentions))


def _words(text: str, language: str, tokens: Sequence[Token], mentions: dict[int, Mention]) -> Iterator[PlanWord]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if mention := mentions.get(token.start):
            yield PlanWord(mention.start, mention.end, text[mention.start : mention.end], mention=mention)
            at = next((n for n in range(at, len(tokens)) if tokens[n].start >= mention.end), len(tokens))
            continue
        end, cues = longest_cue(tokens, at, language)
        is_period = any(cue.startswith("periods.") for cue in cues)  # *2 квартал*
        if not is_period and _NUMBER.fullmatch(digits := token.text.removeprefix("و")):
            is_year = _YEAR.fullmatch(digits) is not None
            yield PlanWord(token.start, token.end, token.text, number=_value(digits), is_year=is_year)
            at += 1
            continue
        if not cues and language == "ar" and _is_joined_function_word(token.text):
            cues = _JOINED
        end = max(end, at + 1)
        span = slice(token.start, tokens[end - 1].end)
        number = number_words(language).get(token.term) if end == at + 1 and "numbers.units" in cues else None
        stop = is_stopword(text[span], language) or not any(map(str.isalnum, text[span]))
        yield PlanWord(span.start, span.stop, text[span], cues, number=number, is_stop_word=stop)
        at = end


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


def _value(text: str) -> float:
    """Read a number: ``1,000,000`` and ``1.000.000`` are a million, ``2,5`` and ``2.5`` two and a half."""
    text = text.rstrip(".,")
    digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(",", "").replace(".", ""))
    whole, comma, rest = digits.rpartition("," if "," in digits else ".")
    return float(f"{whole.replace(',', '').replace('.', '')}.{rest}") if comma else float(digits)
