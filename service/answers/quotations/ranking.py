"""Ranking of sentences: how close each is to the question, in meaning and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.model import Practice
from index.arrays import Scores
from index.dense.query_vectors import QueryVectors
from index.dense.token_spans import PassageTokens
from index.embedding.model_roles import ModelRole
from index.lexical.analysed_text import AnalysedText, analyse
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from index.retrieval.text_comparison import TextComparison
from service.answers.quotations.counting import CountedThing
from service.answers.quotations.features import SentenceFeatures, log_odds
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.questions.answer_types import asks_for_amount, asks_for_date, contains_date, contains_number
from service.questions.terms import QueryTerm, term_coverage

_MOST_EMBEDDED = 24


def rank_quotations(
    query: Query,
    vectors: QueryVectors,
    terms: Sequence[QueryTerm],
    practice_hits: Sequence[PracticeHit],
    texts: TextComparison,
) -> list[Quotation]:
    """Rank the sentences of the passages found, those of each model's passages best first.

    Where the snapshot holds the tokens of a passage, its sentences are compared by them. Of the others only the most
    promising by words and passage are embedded, so that an answer costs a few queries, not a build.

    :param vectors: the question's embeddings.
    """
    question = _ComparedQuestion.of(query, terms, texts)
    scored: list[Quotation] = []
    without_tokens: list[Quotation] = []
    for practice_hit in practice_hits:
        for hit in practice_hit.hits:
            candidates = list(question.score_by_words(practice_hit.practice, hit))
            tokens = texts.passage_tokens(hit.passage, vectors, _role(hit))
            if tokens is None:
                without_tokens += candidates
            else:
                scored += [question.score_by_tokens(candidate, tokens) for candidate in candidates]
    promising = sorted(without_tokens, key=lambda candidate: -candidate.score)[:_MOST_EMBEDDED]
    cosines = texts.similarities(
        query, vectors, [(_in_context(candidate), candidate.hit.passage) for candidate in promising]
    )
    scored += [
        question.rescore(
            candidate,
            replace(
                candidate.features, cosine=cosine, maxsim=cosine, weighted_maxsim=cosine, min_token_similarity=cosine
            ),
        )
        for candidate, cosine in zip(promising, cosines.tolist(), strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def merge_by_model(ranked: Iterable[Quotation], probabilities: Mapping[ModelRole, float]) -> list[Quotation]:
    """Merge the sentences of both models in one order, by the log-probability that each is the one that answers.

    What the multilingual model judges counts for as much as the main model is unsure: a reader of an English question
    is better served by the next English sentence than by a foreign one that is no likelier.

    :param probabilities: by each model, the probability that the collection answers.
    """
    shares = {
        "main": probabilities["main"],
        "multilingual": probabilities["multilingual"] * (1 - probabilities["main"]),
    }
    by_model: dict[ModelRole, list[Quotation]] = {"main": [], "multilingual": []}
    for quotation in ranked:
        by_model[_role(quotation.hit)].append(quotation)
    merged: list[Quotation] = []
    for model, quotations in by_model.items():
        if quotations:
            total = float(np.logaddexp.reduce([quotation.score for quotation in quotations]))
            offset = math.log(max(shares[model], 1e-9)) - total
            merged += [replace(quotation, score=quotation.score + offset) for quotation in quotations]
    return sorted(merged, key=lambda quotation: -quotation.score)


def _role(hit: PassageHit) -> ModelRole:
    return "multilingual" if hit.multilingual else "main"


def _in_context(quotation: Quotation) -> str:
    """Give what is embedded of a sentence: with the title for the multilingual model, as it embeds passages."""
    return f"{quotation.practice.title}. {quotation.text}" if quotation.hit.multilingual else quotation.text


@dataclass(frozen=True, slots=True)
class _ComparedQuestion:
    """A question, as sentences are compared with it."""

    text: str
    terms: Sequence[QueryTerm]
    token_weights: Mapping[ModelRole, Scores]
    families: Mapping[ModelRole, str]
    """The models whose weights are taken."""
    counted: CountedThing | None

    @classmethod
    def of(cls, query: Query, terms: Sequence[QueryTerm], texts: TextComparison) -> _ComparedQuestion:
        """Give each token of the question the weight of the word that it is of."""
        analysed = analyse(query.text_to_embed, query.language)
        weights = {term: weighed.weight for weighed in terms if (term := weighed.terms.get(analysed.rules))}
        spans = [(start, end, weights.get(term, 0.0)) for start, end, term in analysed.words()]
        tokens = {
            role: np.array(
                [
                    next((weight for start, end, weight in spans if start <= at < end), 0.0)
                    for at in texts.query_token_starts(query.text_to_embed, role)
                ],
                np.float32,
            )
            for role in texts.families
        }
        counted = CountedThing.of(query, texts.query_token_starts(query.text_to_embed))
        return cls(query.text, terms, tokens, texts.families, counted)

    def rescore(self, quotation: Quotation, features: SentenceFeatures) -> Quotation:
        """Give a sentence its features, and the score that they make."""
        score = log_odds(features, self.families[_role(quotation.hit)])
        return replace(quotation, features=features, score=score)

    def score_by_words(self, practice: Practice, hit: PassageHit) -> Iterator[Quotation]:
        """Score the sentences of a passage by the share of the question's words in each."""
        before = analyse("", hit.passage.language)
        for candidate in candidate_quotations(practice, hit):
            yield self.rescore(candidate, self.features(candidate, before))
            before = candidate.analysed

    def score_by_tokens(self, quotation: Quotation, passage: PassageTokens) -> Quotation:
        """Score a sentence by its tokens, those of the model that scored its passage."""
        offset = quotation.hit.passage.start
        similarity = passage.span(quotation.start - offset, quotation.end - offset)
        if similarity is None:
            return quotation
        tokens = similarity.tokens
        weights = self.token_weights[_role(quotation.hit)]
        weights = weights if len(weights) == len(tokens) and weights.any() else np.ones_like(tokens)
        counted = None
        if self.counted and not quotation.hit.multilingual:
            counted = self.counted.closeness(quotation, passage)
        features = replace(
            quotation.features,
            cosine=similarity.cosine,
            maxsim=float(tokens.mean()),
            weighted_maxsim=float(tokens @ weights / weights.sum()),
            min_token_similarity=float(tokens[weights > 0].min()),
            passage_maxsim=float(passage.whole.tokens.mean()),
            counted=counted,
        )
        return self.rescore(quotation, features)

    def features(self, quotation: Quotation, before: AnalysedText) -> SentenceFeatures:
        """Compute what speaks for a sentence before it is compared; ``before`` is the sentence that goes before it."""
        sentence = quotation.analysed
        rest = self._without_own_words(sentence)
        return SentenceFeatures(
            passage_score=quotation.hit.score,
            term_coverage=term_coverage(self.terms, [sentence, before, quotation.analysed_title]),
            date=float(asks_for_date(self.text) and contains_date(rest)),
            amount=float(asks_for_amount(self.text) and contains_number(rest)),
            length=math.log(len(quotation.text)),
        )

    def _without_own_words(self, sentence: AnalysedText) -> str:
        """Give the words of a sentence that are not the question's own."""
        own = analyse(self.text, sentence.rules).term_set
        return " ".join(sentence.text[start:end] for start, end, term in sentence.words() if term not in own)
