from __future__ import annotations

from corpus.loading.collect import Collection
from corpus.model import Practice
from index.build.report import BuildReport
from index.facets.facet import MOST_VALUES


def test_a_practice_that_states_more_than_facets_know_is_noted() -> None:
    names = tuple(f"Guild {number}" for number in range(MOST_VALUES + 1))
    practices = [Practice("a", "Clock", partners=names), Practice("b", "Bell", partners=names[1:])]

    assert BuildReport.of(Collection(practices)).notes == ["a: states 251 partners; filters know the first 250."]
