"""The search of this project, as the checks see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.errors import PracticeSearchError
from corpus.model import Practice
from index.facets.masks import Filters
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from service.answers.model import Statement
from service.filters.parsing import parse_filters
from service.practices.related import find_related
from tests.relevance.case import DEPTH
from tests.relevance.check import Answered, Quoted, RefusedError, Wanted
from tests.support.asking import ask


class SearchEngine:
    """Asks a searcher the way the service does."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def ranking(self, query: str, filters: Wanted) -> list[str]:
        """Rank the practices for a query.

        :raises RefusedError: a filter is not offered, or a value is not of it.
        """
        hits = self.searcher.search(query, DEPTH, filters=_parsed(filters))
        return [hit.practice.practice_id for hit in hits]

    def answer(self, query: str, filters: Wanted) -> Answered:
        """Answer a question.

        :raises RefusedError: a filter is not offered, or a value is not of it.
        """
        given = ask(query, self.searcher, "", filters=_parsed(filters), top=DEPTH).answer
        practices = self.searcher.snapshot.practices
        quoted = [
            Quoted(statement.practice_id, statement.text, word_for_word(statement, practices))
            for statement in given.statements
        ]
        return Answered(given.outcome.value, quoted)

    def related(self, practice_id: str) -> Sequence[str]:
        texts = TextComparison(self.searcher.snapshot, self.searcher.models)
        return [related.practice.practice_id for related in find_related(texts, practice_id, DEPTH).practices]


def word_for_word(statement: Statement, practices: Mapping[str, Practice]) -> bool:
    """Whether a statement is an exact slice of the section that it names."""
    section = practices[statement.practice_id].sections[statement.section_index]
    return section.text[statement.start : statement.end] == statement.text


def _parsed(wanted: Wanted) -> Filters:
    try:
        filters = parse_filters(wanted)
    except PracticeSearchError as error:
        raise RefusedError(f"the search refused the filter: {error}") from None
    # a filter that the search does not know is passed over without a word, and would look as if it had been applied
    if absent := [facet for facet in wanted if facet not in filters]:
        raise RefusedError(f"the search cannot be narrowed by {', '.join(absent)}")
    return filters
