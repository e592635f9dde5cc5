"""Verification of a claim before it is shown; the first fault is why it is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

import regex

from corpus.text.negation import negates
from corpus.text.references import may_refer_back
from corpus.text.sentences import sentence_spans
from service.writer.claim_parser import DraftClaim
from service.writer.compression import is_compression_of, normalised_words
from service.writer.quotations import NumberedQuotation

CLOSE_ENOUGH = 0.6
"""The least cosine of a claim to its sentence: 720 pairs of two sentences of the built-in collection, in English,
French and Spanish, reach 0.58 at the most; sentences shortened as is allowed mostly have 0.78 and more."""

_MARKUP = regex.compile(r"https?:|www\.|[<>`{}#|\\]|\]\(|\*\*|__|\p{L}\.(?:com|org|net|int)\b", regex.IGNORECASE)
_HAS_DIGIT = regex.compile(r"\p{Nd}")
_NAME = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]*")
_LATIN = regex.compile(r"\p{Latin}{2,}")
_CASELESS = frozenset(("ar", "zh"))

SentenceSimilarity = Callable[[str, Sequence[str], NumberedQuotation], Sequence[float]]
"""The cosines of sentences of a quotation to a claim."""


class Fault(StrEnum):
    """What can be wrong with a claim."""

    UNNUMBERED = "unnumbered"
    UNKNOWN_NUMBER = "unknown_number"
    MARKUP = "markup"
    NUMBER = "number"
    NAME = "name"
    DENIED = "denied"
    FAR = "far"
    REWORDED = "reworded"
    REPEATED = "repeated"
    DANGLING = "dangling"


def verify_claim(
    draft: DraftClaim, quotations: Sequence[NumberedQuotation], similarity: SentenceSimilarity
) -> Fault | tuple[int, ...]:
    """Verify a claim: give the numbers of the quotations that say it, or its first fault."""
    fault = _fault_of_form(draft, quotations)
    if fault:
        return fault
    cited = [quotation for quotation in quotations if quotation.number in draft.numbers]
    fault = _fault_of_contents(draft.text, cited)
    if fault:
        return fault
    sentences = [(quotation, sentence) for quotation in cited for sentence in quotation.sentences]
    if not sentences:
        return Fault.REWORDED
    if _contradicts_negation(draft.text, sentences):
        return Fault.DENIED
    close = [
        quotation
        for quotation in cited
        if max(similarity(draft.text, quotation.sentences, quotation), default=0.0) >= CLOSE_ENOUGH
    ]
    if not close:
        return Fault.FAR
    supporting = tuple(
        quotation.number
        for quotation in close
        if any(is_compression_of(sentence, draft.text, quotation.passage.language) for sentence in quotation.sentences)
    )
    return supporting or Fault.REWORDED


def has_dangling_reference(claim: str, quotation: NumberedQuotation, before: str) -> bool:
    """Tell whether a claim may hold a reference to a sentence that is not shown before it (anaphora).

    Put behind another sentence, *It costs nothing* would be said of something else.
    """
    if not may_refer_back(claim):
        return False
    language = quotation.passage.language
    spans = sentence_spans(quotation.text, language)
    sentences = [quotation.text[start:end].strip() for start, end in spans]
    return not any(
        is_compression_of(sentence, claim, language) and is_compression_of(previous, before, language)
        for previous, sentence in pairwise(sentences)
    )


def _fault_of_form(draft: DraftClaim, quotations: Sequence[NumberedQuotation]) -> Fault | None:
    if not draft.numbers:
        return Fault.UNNUMBERED
    if not set(draft.numbers) <= {quotation.number for quotation in quotations}:
        return Fault.UNKNOWN_NUMBER
    return Fault.MARKUP if _MARKUP.search(draft.text) else None


def _fault_of_contents(claim: str, cited: Sequence[NumberedQuotation]) -> Fault | None:
    """Check that the numbers and the names of a claim stand in the quotations that it cites."""
    quoted = {word for quotation in cited for word in normalised_words(quotation.text)}
    if not {word for word in normalised_words(claim) if _HAS_DIGIT.match(word)} <= quoted:
        return Fault.NUMBER
    caseless = any(quotation.passage.language in _CASELESS for quotation in cited)
    return None if set(_names(claim, caseless=caseless)) <= quoted else Fault.NAME


def _names(claim: str, *, caseless: bool) -> Iterator[str]:
    """Find the words of a claim that are names: capitalised beyond its beginning, or in Latin letters among others."""
    for match in _NAME.finditer(claim):
        if claim[: match.start()].strip("“”«»\"'‘( ") or match.group().isupper():
            yield from normalised_words(match.group())
    if caseless:
        for match in _LATIN.finditer(claim):
            yield from normalised_words(match.group())


def _contradicts_negation(claim: str, sentences: Sequence[tuple[NumberedQuotation, str]]) -> bool:
    """Tell whether only one of a claim and the sentence that shares most words with it says *not*."""
    words = set(normalised_words(claim))
    quotation, sentence = max(sentences, key=lambda pair: _jaccard(words, set(normalised_words(pair[1]))))
    language = quotation.passage.language
    return negates(claim, language) != negates(sentence, language) and not is_compression_of(sentence, claim, language)


def _jaccard(words: set[str], others: set[str]) -> float:
    return len(words & others) / len(words | others)
