"""Which sentences to quote: the words of the question, weighed, and the sentences that answer them best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.model import Practice, Section
from index.analyze import analysis_language, is_stopword, term_of, words_with_terms
from index.arrays import Scores
from index.hits import Hit, PracticeHit
from index.meaning import QueryVectors
from index.parts import PassageTokens
from index.query import Query
from index.search import Searcher
from service.cues import asks_for_a_date, asks_for_an_amount, has_a_date, has_a_number
from service.statements import statement_spans

_MOST_EMBEDDED = 24

_COSINE, _TOKENS, _WEIGHED = 4.0, 20.8, 15.4
_PASSAGE, _COVERED, _AMOUNT, _DATE, _LENGTH = 6.9, 7.2, 1.4, 3.1, -0.5
"""What each sign is worth in a sentence's score, the log-odds that it is the one that answers: fitted on one half of
SQuAD's answerable questions by ``tests/bench/calibrate.py``."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question that carries meaning: its terms by language, its weight (idf; Spärck Jones 1972)."""

    text: str
    terms: dict[str, str]
    weight: float
    occurs: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence: cosines to the question, and the share of its words.

    :param cosine: of the two as wholes.
    :param tokens: the mean of the cosines of the question's tokens to the sentence's closest ones.
    :param weighed: the same mean, each token by the weight of its word.
    :param least: the least of them, of tokens of words that carry meaning.
    :param passage_tokens: as ``tokens``, of the whole passage.
    :param covered: the share of the question's weight in the sentence, the one before it, or the title.
    """

    cosine: float = 0.0
    tokens: float = 0.0
    weighed: float = 0.0
    least: float = 0.0
    passage_tokens: float | None = None
    """``None`` where the snapshot has no tokens: then the cosine stands for all of them."""
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a section, exactly: ``section.text[start:end]``."""

    practice: Practice
    hit: Hit
    section: Section
    start: int
    end: int
    score: float
    signs: Signs = Signs()

    @property
    def text(self) -> str:
        """The words quoted."""
        return self.section.text[self.start : self.end]


def sentences(practice: Practice, hit: Hit) -> Iterator[Quotation]:
    """What of a passage can be quoted, in its order, not yet scored."""
    passage = hit.passage
    section = practice.sections[passage.section]
    for start, end in statement_spans(passage):
        yield Quotation(practice, hit, section, passage.start + start, passage.start + end, 0.0)


def weigh(question: str, searcher: Searcher, language: str | None = None) -> list[Word]:
    """The words of a question that carry meaning, rare ones heavier, each once.

    :param language: of the question; where it is not known, a stop word of any language carries none.
    """
    rules = analysis_language(language)
    lexical = searcher.snapshot.lexical
    size = len(searcher.snapshot.passages)
    words: dict[str, Word] = {}
    for start, end, term in words_with_terms(question, rules):
        text = question[start:end]
        if term in words or is_stopword(text, language and rules):
            continue
        terms = {language: term_of(text, language) for language in lexical.languages}
        frequency = sum(lexical.document_frequency(t, language) for language, t in terms.items() if t)
        weight = math.log(1 + (size - min(frequency, size) + 0.5) / (frequency + 0.5))
        words[term] = Word(text, terms, weight, frequency > 0)
    return list(words.values())


def coverage(words: Sequence[Word], texts: Iterable[str], language: str | None) -> float:
    """The share of the question's weight whose words occur in the texts, from 0 to 1."""
    rules = analysis_language(language)
    present = {term for text in texts for _, _, term in words_with_terms(text, rules)}
    total = sum(word.weight for word in words)
    return sum(word.weight for word in words if word.terms.get(rules) in present) / total if total else 0.0


def quotations(
    query: Query, vectors: QueryVectors, words: Sequence[Word], found: Sequence[PracticeHit], searcher: Searcher
) -> list[Quotation]:
    """Sentences of the passages found, best first: close to the question in meaning and in words.

    Where the snapshot holds the tokens of a passage, its sentences are compared by them. Of the others only the most
    promising by words and passage are embedded, so that an answer costs a few queries, not a build.

    :param vectors: the question's embeddings.
    """
    asked = _Asked.of(query, words, searcher)
    scored: list[Quotation] = []
    rest: list[Quotation] = []
    for practice_hit in found:
        for hit in practice_hit.hits:
            every = list(_candidates(asked, practice_hit.practice, hit))
            tokens = None if hit.across else searcher.tokens_of(hit.passage, vectors)
            (rest if tokens is None else scored).extend(
                every if tokens is None else (_compared(asked, one, tokens) for one in every)
            )
    promising = sorted(rest, key=lambda one: -_score(asked, one))[:_MOST_EMBEDDED]
    closeness = searcher.closeness(query, vectors, [(one.text, one.hit.passage) for one in promising])
    scored += [
        replace(one, signs=replace(one.signs, cosine=close, tokens=close, weighed=close, least=close))
        for one, close in zip(promising, closeness.tolist(), strict=True)
    ]
    return sorted((replace(one, score=_score(asked, one)) for one in scored), key=lambda one: -one.score)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, as sentences are compared with it."""

    text: str
    words: Sequence[Word]
    token_weights: Scores

    @classmethod
    def of(cls, query: Query, words: Sequence[Word], searcher: Searcher) -> _Asked:
        """With the weight of the word that each token of the question is of."""
        rules = analysis_language(query.language)
        weights = {term: word.weight for word in words if (term := word.terms.get(rules))}
        spans = [(start, end, weights.get(term, 0.0)) for start, end, term in words_with_terms(query.meaning, rules)]
        tokens = [
            next((weight for start, end, weight in spans if start <= at < end), 0.0)
            for at in searcher.word_starts(query.meaning)
        ]
        return cls(query.text, words, np.array(tokens, np.float32))

    def unsaid(self, sentence: str, language: str | None) -> str:
        """The words of a sentence that are not the question's own."""
        rules = analysis_language(language)
        asked = {term for _, _, term in words_with_terms(self.text, rules)}
        return " ".join(sentence[a:b] for a, b, term in words_with_terms(sentence, rules) if term not in asked)


def _candidates(asked: _Asked, practice: Practice, hit: Hit) -> Iterator[Quotation]:
    """The sentences of a passage with the share of the question's words in each."""
    before = ""
    for one in sentences(practice, hit):
        covered = coverage(asked.words, [one.text, before, practice.title], hit.passage.language)
        yield replace(one, signs=Signs(covered=covered))
        before = one.text


def _compared(asked: _Asked, quotation: Quotation, passage: PassageTokens) -> Quotation:
    at = quotation.hit.passage.start
    part = passage.part(quotation.start - at, quotation.end - at)
    if part is None:
        return quotation
    weights = asked.token_weights if len(asked.token_weights) == len(part.tokens) else np.ones_like(part.tokens)
    weights = weights if weights.any() else np.ones_like(part.tokens)
    return replace(
        quotation,
        signs=replace(
            quotation.signs,
            cosine=part.cosine,
            tokens=float(part.tokens.mean()),
            weighed=float(part.tokens @ weights / weights.sum()),
            least=float(part.tokens[weights > 0].min()),
            passage_tokens=float(passage.whole.tokens.mean()),
        ),
    )


def _score(asked: _Asked, quotation: Quotation) -> float:
    """The log-odds, up to a constant, that a sentence is the one that answers."""
    signs, language = quotation.signs, quotation.hit.passage.language
    score = _COSINE * signs.cosine + _TOKENS * signs.tokens + _WEIGHED * signs.weighed
    score += _PASSAGE * quotation.hit.score + _COVERED * signs.covered + _LENGTH * math.log(len(quotation.text))
    if asks_for_a_date(asked.text):
        score += _DATE * has_a_date(asked.unsaid(quotation.text, language))
    elif asks_for_an_amount(asked.text):
        score += _AMOUNT * has_a_number(asked.unsaid(quotation.text, language))
    return score
