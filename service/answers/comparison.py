"""Practices side by side, section by section: in each cell one sentence, word for word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Practice, SectionKind
from index.lexical.analysis import analysis_language, is_stopword, words_with_terms
from index.retrieval.hits import PassageHit
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
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


def compare_practices(ids: Sequence[str], question: str, searcher: Searcher, base_url: str) -> Comparison:
    """Practices side by side.

    :param question: picks the sentences; without one they are those most central to their section.
    :raises RequestError: fewer than two practices, or more than fit.
    :raises UnknownPracticeError: an id is not known.
    """
    ids = list(dict.fromkeys(ids))
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise RequestError(f"2 to {MOST_COMPARED} different practices can be compared; {len(ids)} given.")
    practices = tuple(find_practice(searcher.snapshot, one) for one in ids)
    cells = [_sentences(practice, searcher) for practice in practices]
    rows = sorted({row: None for each in cells for row in each}, key=_place)
    pick = _best_for(question, [list(each.values()) for each in cells], searcher) if question else None
    chosen = [{row: (pick[id(of)] if pick else _most_central(of)) for row, of in each.items()} for each in cells]
    sections = tuple(
        ComparedSection(
            row[1] or row[0].title,
            tuple(statement_of(each[row], base_url) if row in each else None for each in chosen),
        )
        for row in rows
    )
    return Comparison(question, practices, sections, searcher.snapshot.snapshot_id)


def _place(row: SectionRow) -> tuple[int, str]:
    return list(SectionKind).index(row[0]), row[1].casefold()


def _sentences(practice: Practice, searcher: Searcher) -> dict[SectionRow, list[Quotation]]:
    """The sentences of each section that has any, in page order."""
    found: dict[SectionRow, list[Quotation]] = {}
    for passage in searcher.snapshot.passages_of(practice.practice_id):
        hit, section = PassageHit(passage, 0.0, 0.0, 0.0), practice.sections[passage.section]
        row = (section.kind, section.heading or "" if section.kind is SectionKind.OTHER else "")
        found.setdefault(row, []).extend(candidate_quotations(practice, hit))
    return {row: every for row, every in found.items() if every}


def _best_for(question: str, cells: Sequence[Sequence[list[Quotation]]], searcher: Searcher) -> dict[int, Quotation]:
    """The sentence of each cell that is closest to a question, by words and by meaning; by the identity of the cell."""
    query = searcher.read(question)
    vectors = searcher.embed(query)
    words = weigh_terms(query.text, searcher, query.language)
    promising: dict[int, list[Quotation]] = {}
    for cell in (cell for each in cells for cell in each):
        scored = [replace(one, score=term_coverage(words, [one.text], one.hit.passage.language)) for one in cell]
        promising[id(cell)] = sorted(scored, key=lambda one: -one.score)[:_PROMISING]
    texts = [(one.text, one.hit.passage) for few in promising.values() for one in few]
    closeness: Iterator[float] = iter(
        TextComparison(searcher.snapshot, searcher.models).similarities(query, vectors, texts).tolist()
    )
    return {
        cell: max((replace(one, score=one.score + next(closeness)) for one in few), key=lambda one: one.score)
        for cell, few in promising.items()
    }


def _most_central(cell: list[Quotation]) -> Quotation:
    """The sentence that says most of what its section says: centroid-based (Radev, Jing, Styś and Tam 2004)."""
    terms = [_content_terms(one) for one in cell]
    centroid = Counter(term for each in terms for term in each)
    scores = [sum(centroid[term] for term in each) / math.sqrt(len(each) or 1) for each in terms]
    return cell[scores.index(max(scores))]


def _content_terms(quotation: Quotation) -> set[str]:
    text, language = quotation.text, quotation.hit.passage.language
    rules = analysis_language(language)
    return {term for start, end, term in words_with_terms(text, rules) if not is_stopword(text[start:end], language)}
