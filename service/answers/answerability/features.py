"""What retrieval knows about a question: the features of the probability that the collection answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.embedding.model_roles import ModelRole
from index.lexical.analysed_text import analyse
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from index.snapshot.snapshot import Snapshot
from service.answers.answerability.mismatches import (
    contradicts_negation,
    count_missing_names,
    lacks_answer_type,
    missing_places,
)
from service.answers.quotations.quotation import Quotation
from service.questions.terms import QueryTerm, term_coverage
from service.reasons import Reason

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """Features of a question: what retrieval found for it.

    :param main: features of the hits that the main model scored; ``None`` where it scored none.
    :param multilingual: those of the hits that the multilingual model scored.
    :param absent: words of the question that no passage of the collection holds.
    :param mismatches: what speaks against the best sentences being an answer, however close they are.
    :param families: the models by role.
    """

    main: Mapping[str, float] | None = None
    multilingual: Mapping[str, float] | None = None
    absent: tuple[str, ...] = ()
    mismatches: tuple[Reason, ...] = ()
    families: Mapping[ModelRole, str] = field(default_factory=dict)


def extract_features(
    query: Query,
    terms: Sequence[QueryTerm],
    practice_hits: Sequence[PracticeHit],
    quotations: Sequence[Quotation],
    snapshot: Snapshot,
    families: Mapping[ModelRole, str],
) -> AnswerabilityFeatures:
    """Extract the features of the hits and of their sentences, apart for each model that scored some of them.

    Words are missed only where the collection has passages in the question's language.

    :param quotations: sentences of the practices found, best first.
    :param families: the models by role.
    """
    speaks = snapshot.speaks(query.language)
    absent = tuple(term for term in terms if not term.occurs and speaks)
    by_main = [quotation for quotation in quotations if not quotation.hit.multilingual]
    by_multilingual = [quotation for quotation in quotations if quotation.hit.multilingual]
    return AnswerabilityFeatures(
        _by_main(query, terms, practice_hits, by_main, absent),
        _by_multilingual(query, terms, practice_hits, by_multilingual),
        tuple(term.text for term in absent),
        families=families,
    )


def _by_main(
    query: Query,
    terms: Sequence[QueryTerm],
    practice_hits: Sequence[PracticeHit],
    quotations: Sequence[Quotation],
    absent: Sequence[QueryTerm],
) -> Features | None:
    """Extract the features of the main model's hits; none without a hit, or where no term carries meaning."""
    hits = [(practice, hit) for practice in practice_hits for hit in practice.hits if not hit.multilingual]
    if not hits or not quotations or not terms:
        return None
    best, total = quotations[0], sum(term.weight for term in terms)
    features = {
        "dense": max(hit.dense for _, hit in hits),
        "passage_coverage": max(_coverage(terms, practice, [hit]) for practice, hit in hits),
        "absent_share": sum(term.weight for term in absent) / total,
        "term_coverage": best.features.term_coverage,
        "missing_names": float(count_missing_names(query, terms, best)),
        "missing_places": float(bool(missing_places(query, quotations))),
        "lacks_answer_type": float(lacks_answer_type(query, quotations)),
        "contradicts_negation": float(contradicts_negation(query, best)),
    }
    return features | _by_tokens(quotations)


def _by_tokens(quotations: Sequence[Quotation]) -> Features:
    """Extract the features that the comparison of tokens gives; none where the snapshot has no tokens."""
    maxsims = [
        quotation.features.passage_maxsim for quotation in quotations if quotation.features.passage_maxsim is not None
    ]
    if not maxsims:
        return {}
    return {"passage_maxsim": max(maxsims), "min_token_similarity": quotations[0].features.min_token_similarity}


def _by_multilingual(
    query: Query, terms: Sequence[QueryTerm], practice_hits: Sequence[PracticeHit], quotations: Sequence[Quotation]
) -> Features | None:
    """Extract the features of the multilingual model's hits; words count only within a language."""
    scored = [
        (practice, hits) for practice in practice_hits if (hits := [hit for hit in practice.hits if hit.multilingual])
    ]
    if not scored or not quotations or not terms:
        return None
    coverages = (
        _coverage(terms, practice, hits) for practice, hits in scored if hits[0].passage.language == query.language
    )
    features = {
        "dense": max(hit.dense for _, hits in scored for hit in hits),
        "term_coverage": max(coverages, default=0.0),
        "same_language": float(scored[0][1][0].passage.language == query.language),
        "sentence_cosine": quotations[0].features.cosine,
        "missing_places": float(bool(missing_places(query, quotations))),
        "lacks_answer_type": float(lacks_answer_type(query, quotations)),
    }
    return features | _by_tokens(quotations)


def _coverage(terms: Sequence[QueryTerm], practice: PracticeHit, hits: Sequence[PassageHit]) -> float:
    language = hits[0].passage.language
    texts = [practice.practice.title, *(hit.passage.text for hit in hits)]
    return term_coverage(terms, [analyse(text, language) for text in texts])
