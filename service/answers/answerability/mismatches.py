"""What a question asks for and the best sentences do not have: its names, its places, a number, its *not*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.text.negation import negates
from index.embedding.model_roles import MAIN_LANGUAGE
from index.lexical.analysed_text import analyse
from index.query.place_names import places_named
from index.query.reader import Query
from service.answers.answerability.conditions import StatementConditions
from service.answers.quotations.quotation import Quotation
from service.questions.answer_types import asks_for_amount, asks_for_date, contains_money
from service.questions.terms import QueryTerm
from service.reasons import NamesChanged, Reason, ReasonCode, Unmet

_LEAST_COUNTED = 0.3
"""The least cosine of what a number counts to what is asked to be counted, of the main model's tokens: of 94 right
sentences of ``squad2-dev-half`` 3 are below it, of 79 wrong ones 15."""
_FIRST = 3
"""So many sentences are looked at for what the probability rests on."""


def count_missing_names(query: Query, terms: Sequence[QueryTerm], best: Quotation) -> int:
    """Count the names and numbers of the question that the best sentence and its practice's title do not hold."""
    question = analyse(query.text, best.language)
    held = best.analysed.term_set | best.analysed_title.term_set
    weighty = {term for query_term in terms if (term := query_term.terms.get(question.rules))}
    named = {
        term
        for start, _, term in question.words()
        if start and (query.text[start].isupper() or query.text[start].isdigit())
    }
    return len(named & weighty - held)


def missing_places(query: Query, quotations: Sequence[Quotation]) -> tuple[str, ...]:
    """Find the countries of the question that the first sentences' practices neither are from nor name there."""
    countries = [code for code in places_named(query.text, query.language) if not code.isdigit()]
    held = {code for quotation in quotations[:_FIRST] for code in _places(quotation)} if countries else set()
    return tuple(code for code in countries if code not in held)


def _places(quotation: Quotation) -> set[str]:
    practice, passage = quotation.practice, quotation.hit.passage
    language = passage.language or MAIN_LANGUAGE
    texts = (practice.title, passage.text)
    return {*(practice.countries or ()), *(code for text in texts for code in places_named(text, language))}


def lacks_answer_type(query: Query, quotations: Sequence[Quotation]) -> bool:
    """Tell whether an amount or a date is asked for and no first sentence has one beside the question's own."""
    if not asks_for_amount(query.text) and not asks_for_date(query.text):
        return False
    return not any(quotation.features.amount or quotation.features.date for quotation in quotations[:_FIRST])


def contradicts_negation(query: Query, best: Quotation) -> bool:
    """Tell whether the question says *not* and the sentence does not: embeddings cannot tell the two apart."""
    return negates(query.text, query.language) and not negates(best.text, best.hit.passage.language)


@dataclass(frozen=True, slots=True)
class StatementChecks:
    """What speaks against sentences being the answer to a question; each sentence is checked once."""

    query: Query
    conditions: StatementConditions
    _found: dict[tuple[str, int, int], tuple[Reason, ...]] = field(default_factory=dict)

    def mismatches(self, quotation: Quotation | None) -> tuple[Reason, ...]:
        """Find what speaks against a sentence, however close it is; ``None``: against the question alone."""
        of_question = (NamesChanged(self.query.changed_names),) if self.query.changed_names else ()
        if quotation is None:
            return of_question
        key = (quotation.hit.passage.passage_id, quotation.start, quotation.end)
        if key not in self._found:
            self._found[key] = (*of_question, *self._of_sentence(quotation))
        return self._found[key]

    def _of_sentence(self, quotation: Quotation) -> Iterator[Reason]:
        if contradicts_negation(self.query, quotation):
            yield Reason(ReasonCode.NEGATION_CONTRADICTED)
        yield from self.conditions.unmet(quotation)
        if self.conditions.wants_money and not contains_money(quotation.text):
            yield Unmet(ReasonCode.NO_SUM_OF_MONEY)
        elif lacks_answer_type(self.query, [quotation]):
            yield Unmet(ReasonCode.NO_AMOUNT_OR_DATE)
        elif (counted := quotation.features.counted) is not None and counted < _LEAST_COUNTED:
            yield Unmet(ReasonCode.NOTHING_COUNTED)
