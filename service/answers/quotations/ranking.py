"""Which sentences to quote: the words of the question, weighed, and the sentences that answer them best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.model import Practice
from index.arrays import Scores
from index.dense.query_vectors import QueryVectors
from index.dense.token_spans import PassageTokens
from index.embedding.models import ModelRole
from index.lexical.analysis import analysis_language, words_with_terms
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from service.answers.quotations.features import SentenceFeatures, log_odds
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.questions.answer_types import asks_for_amount, asks_for_date, contains_date, contains_number
from service.questions.terms import QueryTerm, term_coverage

_MOST_EMBEDDED = 24


def rank_quotations(
    query: Query, vectors: QueryVectors, words: Sequence[QueryTerm], found: Sequence[PracticeHit], searcher: Searcher
) -> list[Quotation]:
    """Sentences of the passages found, those of each judge best first: close to the question in meaning and in words.

    Where the snapshot holds the tokens of a passage, its sentences are compared by them. Of the others only the most
    promising by words and passage are embedded, so that an answer costs a few queries, not a build.

    :param vectors: the question's embeddings.
    """
    texts = TextComparison(searcher.snapshot, searcher.models)
    asked = _Asked.of(query, words, texts)
    scored: list[Quotation] = []
    rest: list[Quotation] = []
    for practice_hit in found:
        for hit in practice_hit.hits:
            every = list(_candidates(asked, practice_hit.practice, hit))
            tokens = None if hit.multilingual else texts.passage_tokens(hit.passage, vectors)
            (rest if tokens is None else scored).extend(
                every if tokens is None else (_compared(asked, one, tokens) for one in every)
            )
    promising = sorted(rest, key=lambda one: -one.score)[:_MOST_EMBEDDED]
    closeness = texts.similarities(query, vectors, [(_in_context(one), one.hit.passage) for one in promising])
    scored += [
        _scored(
            one, replace(one.features, cosine=close, maxsim=close, weighted_maxsim=close, min_token_similarity=close)
        )
        for one, close in zip(promising, closeness.tolist(), strict=True)
    ]
    return sorted(scored, key=lambda one: -one.score)


def merge_by_model(ranked: Iterable[Quotation], chances: Mapping[ModelRole, float]) -> list[Quotation]:
    """The sentences of both judges in one order, by the logarithm of the probability that each is the one that answers.

    What the model across languages judges counts for as much as the first model is unsure: a reader of an English
    question is better served by the next English sentence than by a foreign one that is no likelier.

    :param chances: by each judge, the probability that the collection answers.
    """
    shares = {"main": chances["main"], "multilingual": chances["multilingual"] * (1 - chances["main"])}
    judged: dict[ModelRole, list[Quotation]] = {"main": [], "multilingual": []}
    for one in ranked:
        judged["multilingual" if one.hit.multilingual else "main"].append(one)
    both: list[Quotation] = []
    for judge, every in judged.items():
        if every:
            whole = math.log(max(shares[judge], 1e-9)) - float(np.logaddexp.reduce([one.score for one in every]))
            both += [replace(one, score=one.score + whole) for one in every]
    return sorted(both, key=lambda one: -one.score)


def _scored(quotation: Quotation, features: SentenceFeatures) -> Quotation:
    return replace(quotation, features=features, score=log_odds(features, multilingual=quotation.hit.multilingual))


def _in_context(quotation: Quotation) -> str:
    """What is embedded of a sentence: with the title where the model across languages judges, as it does passages."""
    return f"{quotation.practice.title}. {quotation.text}" if quotation.hit.multilingual else quotation.text


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, as sentences are compared with it."""

    text: str
    words: Sequence[QueryTerm]
    token_weights: Scores

    @classmethod
    def of(cls, query: Query, words: Sequence[QueryTerm], texts: TextComparison) -> _Asked:
        """With the weight of the word that each token of the question is of."""
        rules = analysis_language(query.language)
        weights = {term: word.weight for word in words if (term := word.terms.get(rules))}
        spans = [
            (start, end, weights.get(term, 0.0)) for start, end, term in words_with_terms(query.text_to_embed, rules)
        ]
        tokens = [
            next((weight for start, end, weight in spans if start <= at < end), 0.0)
            for at in texts.query_token_starts(query.text_to_embed)
        ]
        return cls(query.text, words, np.array(tokens, np.float32))

    def features(self, one: Quotation, before: str) -> SentenceFeatures:
        """What speaks for a sentence before it is compared; ``before`` is the one that goes before it."""
        unsaid = self._unsaid(one.text, one.hit.passage.language)
        return SentenceFeatures(
            passage_score=one.hit.score,
            term_coverage=term_coverage(self.words, [one.text, before, one.practice.title], one.hit.passage.language),
            date=float(asks_for_date(self.text) and contains_date(unsaid)),
            amount=float(asks_for_amount(self.text) and contains_number(unsaid)),
            length=math.log(len(one.text)),
        )

    def _unsaid(self, sentence: str, language: str | None) -> str:
        """The words of a sentence that are not the question's own."""
        rules = analysis_language(language)
        asked = {term for _, _, term in words_with_terms(self.text, rules)}
        return " ".join(sentence[a:b] for a, b, term in words_with_terms(sentence, rules) if term not in asked)


def _candidates(asked: _Asked, practice: Practice, hit: PassageHit) -> Iterator[Quotation]:
    """The sentences of a passage with the share of the question's words in each."""
    before = ""
    for one in candidate_quotations(practice, hit):
        yield _scored(one, asked.features(one, before))
        before = one.text


def _compared(asked: _Asked, quotation: Quotation, passage: PassageTokens) -> Quotation:
    at = quotation.hit.passage.start
    part = passage.span(quotation.start - at, quotation.end - at)
    if part is None:
        return quotation
    weights = asked.token_weights if len(asked.token_weights) == len(part.tokens) else np.ones_like(part.tokens)
    weights = weights if weights.any() else np.ones_like(part.tokens)
    features = replace(
        quotation.features,
        cosine=part.cosine,
        maxsim=float(part.tokens.mean()),
        weighted_maxsim=float(part.tokens @ weights / weights.sum()),
        min_token_similarity=float(part.tokens[weights > 0].min()),
        passage_maxsim=float(passage.whole.tokens.mean()),
    )
    return _scored(quotation, features)
