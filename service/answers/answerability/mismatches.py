"""What a question asks for and the best sentences do not have: its names, its places, a number, its *not*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.text.negation import negates
from corpus.vocabularies.countries import country_name
from index.embedding.models import MAIN_LANGUAGE
from index.lexical.analysis import analysis_language, words_with_terms
from index.query.place_names import places_named
from index.query.reader import Query
from service.answers.quotations.quotation import Quotation
from service.questions.answer_types import asks_for_amount, asks_for_date
from service.questions.terms import QueryTerm

_FIRST = 3
"""So many sentences are offered at least; an amount or a date may be in any of them."""


def count_missing_names(query: Query, words: Sequence[QueryTerm], best: Quotation) -> int:
    """How many names and numbers of the question the best sentence and its practice's title do not hold."""
    rules = analysis_language(best.hit.passage.language)
    texts = (best.text, best.practice.title)
    held = {term for text in texts for _, _, term in words_with_terms(text, rules)}
    weighty = {term for word in words if (term := word.terms.get(rules))}
    asked = words_with_terms(query.text, rules)
    named = {term for start, _, term in asked if start and (query.text[start].isupper() or query.text[start].isdigit())}
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


def mismatches(query: Query, quoted: Sequence[Quotation]) -> Iterator[str]:
    """What speaks against the sentences being an answer, however close they are, each in a sentence."""
    if quoted and contradicts_negation(query, quoted[0]):
        yield "The question says what is not so, and the nearest sentence does not."
    if quoted and (missed := missing_places(query, quoted)):
        named = " and ".join(map(country_name, missed))
        yield f"The nearest practices neither are from {named} nor name {'it' if len(missed) == 1 else 'them'}."
    if quoted and lacks_answer_type(query, quoted):
        yield "The question asks for an amount or a date, and the nearest sentences state none."
