"""Ranking of sentences: how close each is to the question, in meaning and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.model import Practice
from index.arrays import Mask, Scores
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
            replace(candidate.features, cosine=cosine, maxsim=cosine, weighted_maxsim=cosine),
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
    weights: Scores
    """Of the words, shape (words,)."""
    tokens_of: Mapping[ModelRole, Mask]
    """Which of the question's tokens are of which word, shape (words, tokens), by model."""
    families: Mapping[ModelRole, str]
    """The models whose weights are taken."""
    counted: CountedThing | None

    @classmethod
    def of(cls, query: Query, terms: Sequence[QueryTerm], texts: TextComparison) -> _ComparedQuestion:
        """Give each token of the question the weight of the word that it is of."""
        analysed = analyse(query.text_to_embed, query.language)
        places = {term.term: place for place, term in enumerate(terms)}
        spans = [(start, end, places[term]) for start, end, term in analysed.words() if term in places]
        starts = {
            role: np.array(texts.query_token_starts(query.text_to_embed, role), np.int64) for role in texts.families
        }
        tokens_of = {role: _tokens_of_words(spans, at, len(terms)) for role, at in starts.items()}
        # of a language that the collection has nothing in, all tokens weigh the same
        weights = np.array([term.weight * (analysed.rules in term.terms) for term in terms], np.float32)
        counted = CountedThing.of(query, starts["main"].tolist())
        return cls(query.text, terms, weights, tokens_of, texts.families, counted)

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
        tokens, tokens_of = similarity.tokens, self.tokens_of[_role(quotation.hit)]
        if tokens_of.shape[1] != len(tokens):  # a question too long for the model
            tokens_of = np.zeros((len(self.terms), len(tokens)), bool)
        weights: Scores = np.where(tokens_of, self.weights[:, None], 0).sum(axis=0)
        weights = weights if weights.any() else np.ones_like(tokens)
        counted = None
        if self.counted and not quotation.hit.multilingual:
            counted = self.counted.closeness(quotation, passage)
        features = replace(
            quotation.features,
            cosine=similarity.cosine,
            maxsim=float(tokens.mean()),
            weighted_maxsim=float(tokens @ weights / weights.sum()),
            passage_maxsim=float(passage.whole.tokens.mean()),
            counted=counted,
            words=_by_word(tokens, tokens_of),
            passage_words=_by_word(passage.whole.tokens, tokens_of),
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


def _tokens_of_words(spans: Sequence[tuple[int, int, int]], starts: NDArray[np.int_], words: int) -> Mask:
    """Tell which tokens begin within which word.

    :param spans: start, end and place of each word.
    :return: shape (words, tokens).
    """
    tokens_of: Mask = np.zeros((words, len(starts)), bool)
    for start, end, place in spans:
        tokens_of[place] |= (starts >= start) & (starts < end)
    return tokens_of


def _by_word(tokens: Scores, tokens_of: Mask) -> Scores:
    """Take the mean of the tokens of each word; 1, where a word has none: nothing is known against it."""
    counts = tokens_of.sum(axis=1)
    sums = np.where(tokens_of, tokens, 0).sum(axis=1)
    means: Scores = np.where(counts > 0, sums / np.maximum(counts, 1), 1.0)
    return means
