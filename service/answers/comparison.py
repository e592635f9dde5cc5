"""Comparison of practices, section by section: in each cell one sentence, word for word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Practice, SectionKind
from index.lexical.analysis import is_stopword
from index.query.reader import Query
from index.retrieval.hits import PassageHit
from service.answers.context import AnswerContext
from service.answers.model import Statement, statement_of
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.errors import RequestError
from service.practices.lookup import find_practice
from service.questions.terms import term_coverage, weigh_terms

MOST_COMPARED = 6
"""Practices beside one another; more of them no page can hold."""
_PROMISING = 3
"""Sentences of a cell that are compared with the question in meaning."""

SectionRow = tuple[SectionKind, str]
"""A section of the closed list, or one of another kind with its heading."""


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A row: what it is called, and a statement of each practice; ``None`` where a practice does not state it."""

    name: str
    cells: tuple[Statement | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Practices, and the sections that any of them has."""

    question: str
    practices: tuple[Practice, ...]
    sections: tuple[ComparedSection, ...]
    snapshot: str


def compare_practices(ids: Sequence[str], query: Query | None, context: AnswerContext) -> Comparison:
    """Put practices side by side.

    :param query: picks the sentences; without one they are those most central to their section.
    :raises RequestError: fewer than two practices, or more than fit.
    :raises UnknownPracticeError: an id is not known.
    """
    ids = list(dict.fromkeys(ids))
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise RequestError(f"2 to {MOST_COMPARED} different practices can be compared; {len(ids)} given.")
    practices = tuple(find_practice(context.snapshot, practice_id) for practice_id in ids)
    columns = [_cells(practice, context) for practice in practices]
    if query is None:
        selected = [{row: _most_central(cell) for row, cell in column.items()} for column in columns]
    else:
        closest = _closest(query, [cell for column in columns for cell in column.values()], context)
        selected = [{row: closest[id(cell)] for row, cell in column.items()} for column in columns]
    rows = sorted({row: None for column in columns for row in column}, key=_position)
    sections = tuple(
        ComparedSection(
            row[1] or row[0].title,
            tuple(statement_of(column[row], context.base_url) if row in column else None for column in selected),
        )
        for row in rows
    )
    written = query.written if query else ""
    return Comparison(written, practices, sections, context.snapshot.snapshot_id)


def _position(row: SectionRow) -> tuple[int, str]:
    return list(SectionKind).index(row[0]), row[1].casefold()


def _cells(practice: Practice, context: AnswerContext) -> dict[SectionRow, list[Quotation]]:
    """List the sentences of each section that has any, in page order."""
    cells: dict[SectionRow, list[Quotation]] = {}
    for passage in context.snapshot.passages_of(practice.practice_id):
        hit, section = PassageHit(passage, 0.0, 0.0, 0.0), practice.sections[passage.section]
        row = (section.kind, section.heading or "" if section.kind is SectionKind.OTHER else "")
        cells.setdefault(row, []).extend(candidate_quotations(practice, hit))
    return {row: sentences for row, sentences in cells.items() if sentences}


def _closest(query: Query, cells: Sequence[list[Quotation]], context: AnswerContext) -> dict[int, Quotation]:
    """Find the sentence of each cell that is closest to a question in words and meaning, by the cell's identity."""
    vectors = context.searcher.embed(query)
    terms = weigh_terms(query.text, context.snapshot, query.language)
    promising: dict[int, list[Quotation]] = {}
    for cell in cells:
        scored = [replace(sentence, score=term_coverage(terms, [sentence.analysed])) for sentence in cell]
        promising[id(cell)] = sorted(scored, key=lambda sentence: -sentence.score)[:_PROMISING]
    texts = [(sentence.text, sentence.hit.passage) for sentences in promising.values() for sentence in sentences]
    cosines: Iterator[float] = iter(context.texts.similarities(query, vectors, texts).tolist())
    return {
        cell: max(
            (replace(sentence, score=sentence.score + next(cosines)) for sentence in sentences),
            key=lambda sentence: sentence.score,
        )
        for cell, sentences in promising.items()
    }


def _most_central(cell: list[Quotation]) -> Quotation:
    """Find the sentence that says most of what its section says: centroid-based (Radev, Jing, Styś and Tam 2004)."""
    terms = [_content_terms(sentence) for sentence in cell]
    centroid = Counter(term for sentence_terms in terms for term in sentence_terms)
    scores = [
        sum(centroid[term] for term in sentence_terms) / math.sqrt(len(sentence_terms) or 1) for sentence_terms in terms
    ]
    return cell[scores.index(max(scores))]


def _content_terms(quotation: Quotation) -> set[str]:
    analysed = quotation.analysed
    return {
        term for start, end, term in analysed.words() if not is_stopword(analysed.text[start:end], quotation.language)
    }
