"""What a claim has to stand before it is shown; the first thing that is wrong with it is why it is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import regex

from service.cues import negates
from service.writer.claims import Draft
from service.writer.material import Numbered
from service.writer.wording import says, words

CLOSE_ENOUGH = 0.6
"""The least cosine of a claim to its sentence."""

_MARKUP = regex.compile(r"https?:|www\.|[<>`{}#|\\]|\]\(|\*\*|__|\p{L}\.(?:com|org|net|int)\b", regex.IGNORECASE)
_HAS_DIGIT = regex.compile(r"\p{Nd}")
_NAME = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]*")
_LATIN = regex.compile(r"\p{Latin}{2,}")
_CASELESS = frozenset(("ar", "zh"))

Closeness = Callable[[str, Sequence[str], Numbered], Sequence[float]]
"""The cosines of sentences of a quotation to a claim."""


class Fault(StrEnum):
    """What can be wrong with a claim, as a reader is told."""

    UNNUMBERED = "no number of a quotation"
    UNKNOWN_NUMBER = "the number of a quotation that was not given"
    MARKUP = "a link or markup"
    NUMBER = "a number that its quotations do not hold"
    NAME = "a name that its quotations do not hold"
    DENIED = "says no where its quotations do not, or the reverse"
    FAR = "not close in meaning to its quotations"
    REWORDED = "not in the words of its quotations"
    REPEATED = "said before"


def check(draft: Draft, quotations: Sequence[Numbered], closeness: Closeness) -> Fault | tuple[int, ...]:
    """The numbers of the quotations that say a claim, or what is wrong with it."""
    fault = _form(draft, quotations)
    if fault:
        return fault
    named = [one for one in quotations if one.number in draft.numbers]
    fault = _contents(draft.text, named)
    if fault:
        return fault
    sentences = [(one, sentence) for one in named for sentence in one.sentences]
    if not sentences:
        return Fault.REWORDED
    if _denied(draft.text, sentences):
        return Fault.DENIED
    close = [one for one in named if max(closeness(draft.text, one.sentences, one), default=0.0) >= CLOSE_ENOUGH]
    if not close:
        return Fault.FAR
    saying = tuple(one.number for one in close if any(says(s, draft.text, one.passage.language) for s in one.sentences))
    return saying or Fault.REWORDED


def _form(draft: Draft, quotations: Sequence[Numbered]) -> Fault | None:
    if not draft.numbers:
        return Fault.UNNUMBERED
    if not set(draft.numbers) <= {one.number for one in quotations}:
        return Fault.UNKNOWN_NUMBER
    return Fault.MARKUP if _MARKUP.search(draft.text) else None


def _contents(claim: str, named: Sequence[Numbered]) -> Fault | None:
    """Whether every number and every name of a claim stands in the quotations that it names."""
    held = {word for one in named for word in words(one.text)}
    if not {word for word in words(claim) if _HAS_DIGIT.match(word)} <= held:
        return Fault.NUMBER
    caseless = any(one.passage.language in _CASELESS for one in named)
    return None if set(_names(claim, caseless=caseless)) <= held else Fault.NAME


def _names(claim: str, *, caseless: bool) -> Iterator[str]:
    """The words of a claim that are names: capitalised beyond its beginning, or in Latin letters among others."""
    for match in _NAME.finditer(claim):
        if claim[: match.start()].strip("“”«»\"'‘( ") or match.group().isupper():
            yield from words(match.group())
    if caseless:
        for match in _LATIN.finditer(claim):
            yield from words(match.group())


def _denied(claim: str, sentences: Sequence[tuple[Numbered, str]]) -> bool:
    """Whether of a claim and the sentence that shares most words with it only one says *not*."""
    said = set(words(claim))
    nearest, sentence = max(sentences, key=lambda one: _shared(said, set(words(one[1]))))
    language = nearest.passage.language
    return negates(claim, language) != negates(sentence, language) and not says(sentence, claim, language)


def _shared(said: set[str], held: set[str]) -> float:
    return len(said & held) / len(said | held)
