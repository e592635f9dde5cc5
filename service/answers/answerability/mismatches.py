"""What a question asks for and the best sentences do not have: its names, its places, a number, its *not*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.text.negation import negates
from index.embedding.model_roles import MAIN_LANGUAGE
from index.lexical.analysed_text import analyse
from index.query.place_names import places_named
from index.query.reader import Query
from service.answers.quotations.quotation import Quotation
from service.questions.answer_types import asks_for_amount, asks_for_date
from service.questions.terms import QueryTerm
from service.reasons import PlacesMissing, Reason, ReasonCode

_FIRST = 3
"""So many sentences are offered at least; an amount or a date may be in any of them."""


def count_missing_names(query: Query, words: Sequence[QueryTerm], best: Quotation) -> int:
    """How many names and numbers of the question the best sentence and its practice's title do not hold."""
    question = analyse(query.text, best.language)
    held = best.analysed.term_set | best.analysed_title.term_set
    weighty = {term for word in words if (term := word.terms.get(question.rules))}
    named = {
        term
        for start, _, term in question.words()
        if start and (query.text[start].isupper() or query.text[start].isdigit())
    }
    return len(named & weighty - held)


def missing_places(query: Query, quoted: Sequence[Quotation]) -> tuple[str, ...]:
    """Countries that the question names and the first sentences' practices neither are from nor name in the passage."""
    countries = [code for code in places_named(query.text, query.language) if not code.isdigit()]
    held = {code for one in quoted[:_FIRST] for code in _places(one)} if countries else set()
    return tuple(code for code in countries if code not in held)


def _places(one: Quotation) -> set[str]:
    language = one.hit.passage.language or MAIN_LANGUAGE
    texts = (one.practice.title, one.hit.passage.text)
    return {*(one.practice.countries or ()), *(code for text in texts for code in places_named(text, language))}


def lacks_answer_type(query: Query, quoted: Sequence[Quotation]) -> bool:
    """Whether an amount or a date is asked for and none of the first sentences has one beside the question's own."""
    asked = asks_for_amount(query.text) or asks_for_date(query.text)
    return asked and not any(one.features.amount or one.features.date for one in quoted[:_FIRST])


def contradicts_negation(query: Query, best: Quotation) -> bool:
    """Whether the question says *not* and the sentence does not: embeddings cannot tell the two apart."""
    return negates(query.text, query.language) and not negates(best.text, best.hit.passage.language)


def mismatches(query: Query, quoted: Sequence[Quotation]) -> Iterator[Reason]:
    """Give what speaks against the sentences being an answer, however close they are."""
    if quoted and contradicts_negation(query, quoted[0]):
        yield Reason(ReasonCode.NEGATION_CONTRADICTED)
    if quoted and (missed := missing_places(query, quoted)):
        yield PlacesMissing(missed)
    if quoted and lacks_answer_type(query, quoted):
        yield Reason(ReasonCode.NO_AMOUNT_OR_DATE)
