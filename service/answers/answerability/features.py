"""What retrieval knows about a question: the features of the probability that the collection answers it."""

from __future__ import annotations

from collections.abc import Sequence

from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import AnswerabilityFeatures
from service.answers.answerability.mismatches import (
    contradicts_negation,
    count_missing_names,
    lacks_answer_type,
    missing_places,
)
from service.answers.quotations.quotation import Quotation
from service.questions.terms import QueryTerm, term_coverage

Features = dict[str, float]


def extract_features(
    query: Query,
    words: Sequence[QueryTerm],
    found: Sequence[PracticeHit],
    quoted: Sequence[Quotation],
    searcher: Searcher,
) -> AnswerabilityFeatures:
    """The evidence in what was found and in its sentences, apart for each model that judged some of it.

    Words are missed only where the collection has passages in the question's language.

    :param quoted: sentences of the practices found, best first.
    """
    speaks = searcher.snapshot.speaks(query.language)
    absent = tuple(word for word in words if not word.occurs and speaks)
    return AnswerabilityFeatures(
        _by_main(query, words, found, [one for one in quoted if not one.hit.multilingual], absent),
        _by_multilingual(query, words, found, [one for one in quoted if one.hit.multilingual]),
        tuple(word.text for word in absent),
    )


def _by_main(
    query: Query,
    words: Sequence[QueryTerm],
    found: Sequence[PracticeHit],
    quoted: Sequence[Quotation],
    absent: Sequence[QueryTerm],
) -> Features | None:
    """The features where the first model judged; none where it did not, or nothing carries meaning."""
    hits = [(practice, hit) for practice in found for hit in practice.hits if not hit.multilingual]
    if not hits or not quoted or not words:
        return None
    best, total = quoted[0], sum(word.weight for word in words)
    features = {
        "dense": max(hit.dense for _, hit in hits),
        "passage_coverage": max(_held(words, practice, [hit]) for practice, hit in hits),
        "absent_share": sum(word.weight for word in absent) / total,
        "term_coverage": best.features.term_coverage,
        "missing_names": float(count_missing_names(query, words, best)),
        "missing_places": float(bool(missing_places(query, quoted))),
        "lacks_answer_type": float(lacks_answer_type(query, quoted)),
        "contradicts_negation": float(contradicts_negation(query, best)),
    }
    tokens = [one.features.passage_maxsim for one in quoted if one.features.passage_maxsim is not None]
    return features | (
        {"passage_maxsim": max(tokens), "min_token_similarity": best.features.min_token_similarity} if tokens else {}
    )


def _by_multilingual(
    query: Query, words: Sequence[QueryTerm], found: Sequence[PracticeHit], quoted: Sequence[Quotation]
) -> Features | None:
    """The features where the model across languages judged; words count only within a language."""
    judged = [(one, hits) for one in found if (hits := [hit for hit in one.hits if hit.multilingual])]
    if not judged or not quoted or not words:
        return None
    held = (_held(words, one, hits) for one, hits in judged if hits[0].passage.language == query.language)
    return {
        "dense": max(hit.dense for _, hits in judged for hit in hits),
        "term_coverage": max(held, default=0.0),
        "same_language": float(judged[0][1][0].passage.language == query.language),
        "sentence_cosine": quoted[0].features.cosine,
        "missing_places": float(bool(missing_places(query, quoted))),
        "lacks_answer_type": float(lacks_answer_type(query, quoted)),
    }


def _held(words: Sequence[QueryTerm], practice: PracticeHit, hits: Sequence[PassageHit]) -> float:
    texts = [practice.practice.title, *(hit.passage.text for hit in hits)]
    return term_coverage(words, texts, hits[0].passage.language)
