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
    missing_places,
)
from service.answers.answerability.reading import Reading
from service.answers.quotations.quotation import Quotation
from service.questions.terms import QueryTerm, term_coverage
from service.reasons import Reason

Features = dict[str, float]

_MOST_MARGIN = 3.0
"""What a sentence is ahead of the next one by, at the most, and where there is no other: log odds."""


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """Features of a question: what retrieval found for it.

    :param main: features of the hits that the main model scored; ``None`` where it scored none.
    :param multilingual: those of the hits that the multilingual model scored.
    :param absent: words of the question that no passage of the collection holds.
    :param mismatches: what speaks against the best sentences being an answer, however close they are.
    :param families: the models by role.
    :param reading: what the reader makes of the first sentence; ``None`` where there is no reader, or no sentence.
    """

    main: Mapping[str, float] | None = None
    multilingual: Mapping[str, float] | None = None
    absent: tuple[str, ...] = ()
    mismatches: tuple[Reason, ...] = ()
    families: Mapping[ModelRole, str] = field(default_factory=dict)
    reading: Reading | None = None


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
    features = {
        "dense": max(hit.dense for _, hit in hits),
        "passage_coverage": max(_coverage(terms, practice, [hit]) for practice, hit in hits),
        "absent_share": sum(term.weight for term in absent) / sum(term.weight for term in terms),
        "missing_places": float(bool(missing_places(query, quotations))),
    }
    return features | _by_sentences(query, terms, quotations)


def _by_sentences(query: Query, terms: Sequence[QueryTerm], quotations: Sequence[Quotation]) -> Features:
    """Extract what the best sentence says of the question's words, and how far it is ahead of the next one.

    :param quotations: those of one model, best first.
    """
    best = quotations[0]
    held = best.analysed.term_set | best.analysed_title.term_set
    unheld = [place for place, term in enumerate(terms) if term.terms.get(best.analysed.rules) not in held]
    features = {
        "passage_score": best.features.passage_score,
        "sentence_cosine": best.features.cosine,
        "margin": min(best.score - quotations[1].score, _MOST_MARGIN) if len(quotations) > 1 else _MOST_MARGIN,
        "unheld_words": float(len(unheld)),
        "heaviest_unheld": max((terms[place].weight for place in unheld), default=0.0),
        "missing_names": float(count_missing_names(query, terms, best)),
        "contradicts_negation": float(contradicts_negation(query, best)),
    }
    return features | _by_tokens(terms, quotations, unheld)


def _by_tokens(terms: Sequence[QueryTerm], quotations: Sequence[Quotation], unheld: Sequence[int]) -> Features:
    """Extract what the comparison of tokens adds; nothing where the snapshot has no tokens.

    :param unheld: places of the words that the best sentence does not hold.
    """
    maxsims = [
        quotation.features.passage_maxsim for quotation in quotations if quotation.features.passage_maxsim is not None
    ]
    words, passage_words = quotations[0].features.words, quotations[0].features.passage_words
    if not maxsims or words is None or passage_words is None:
        return {}
    return {
        "passage_maxsim": max(maxsims),
        "largest_deficit": max((terms[place].weight * (1 - float(words[place])) for place in unheld), default=0.0),
        "least_in_passage": float(passage_words.min()),
    }


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
        "same_language": float(quotations[0].language == query.language),
        "missing_places": float(bool(missing_places(query, quotations))),
    }
    return features | _by_sentences(query, terms, quotations)


def _coverage(terms: Sequence[QueryTerm], practice: PracticeHit, hits: Sequence[PassageHit]) -> float:
    language = hits[0].passage.language
    texts = [practice.practice.title, *(hit.passage.text for hit in hits)]
    return term_coverage(terms, [analyse(text, language) for text in texts])
