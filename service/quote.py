"""Which sentences to quote: the words of the question, weighed, and the sentences that answer them best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from corpus.model import Practice, Section
from corpus.sentences import sentence_spans
from index.analyze import analysis_language, is_stopword, term_of, words_with_terms
from index.hits import Hit, PracticeHit
from index.meaning import QueryVectors
from index.query import Query
from index.search import Searcher

_FEWEST_WORDS = 4
"""A shorter line is a heading, not a statement; scripts without spaces are counted in characters."""
_FEWEST_CHARACTERS = 8
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_BULLETS = " \t\n-–•*"
_MOST_EMBEDDED = 24
_WORD_SHARE = 0.5
_PASSAGE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question that carries meaning: its terms by language, its weight (idf; Spärck Jones 1972)."""

    text: str
    terms: dict[str, str]
    weight: float
    occurs: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a section, exactly: ``section.text[start:end]``."""

    practice: Practice
    hit: Hit
    section: Section
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words quoted."""
        return self.section.text[self.start : self.end]


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

    Only the most promising by words and passage are embedded, so that an answer costs a few queries, not a build.

    :param vectors: the question's embeddings.
    """
    sentences = [
        _quotation(words, practice_hit.practice, hit, start, end)
        for practice_hit in found
        for hit in practice_hit.hits
        for start, end in statement_spans(hit)
    ]
    promising = sorted(sentences, key=lambda quotation: -quotation.score)[:_MOST_EMBEDDED]
    closeness = searcher.closeness(query, vectors, [(one.text, one.hit.passage) for one in promising])
    scored = [replace(one, score=one.score + float(close)) for one, close in zip(promising, closeness, strict=True)]
    return sorted(scored, key=lambda quotation: -quotation.score)


def _quotation(words: Sequence[Word], practice: Practice, hit: Hit, start: int, end: int) -> Quotation:
    covered = coverage(words, [hit.passage.text[start:end]], hit.passage.language)
    score = _WORD_SHARE * covered + _PASSAGE_SHARE * hit.score
    at = hit.passage.start
    return Quotation(practice, hit, practice.sections[hit.passage.section], at + start, at + end, score)


def statement_spans(hit: Hit) -> Iterable[tuple[int, int]]:
    """Spans of statements within a passage, without bullets: no headings, no lead-ins to a list."""
    text = hit.passage.text
    for start, end in sentence_spans(text, hit.passage.language):
        sentence = text[start:end].rstrip()
        first = len(sentence) - len(sentence.lstrip(_BULLETS))
        if _is_statement(sentence[first:]):
            yield start + first, start + len(sentence)


def _is_statement(sentence: str) -> bool:
    words = sentence.split()
    long_enough = len(words) >= _FEWEST_WORDS or any(
        len(_SPACELESS.findall(word)) >= _FEWEST_CHARACTERS for word in words
    )
    return long_enough and not sentence.endswith((":", "："))
