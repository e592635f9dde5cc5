from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Limit, Practice, Section, SectionKind, TokenCounter, default_counter
from corpus.collect import Collection
from index.arrays import Vectors, unit_rows
from index.build import build
from index.facets import FacetMasks, facet_values
from index.search import CHANNELS, Channel, Searcher, Snapshot

WORDS = "river bridge market teacher doctor valley sailor garden".split()
COUNTRIES = ("NE", "ML", "BD", "PE")
KINDS = (SectionKind.SUMMARY, SectionKind.KEY_LESSONS, SectionKind.INNOVATION)
TYPES = ("Project/Programme", "Policy", None)
LANGUAGES = ("en", "fr", None)
WEIGHT = 0.65


class SpreadEmbedder:
    """Every text has a vector of its own, so that no two cosines tie."""

    def __init__(self) -> None:
        counter: TokenCounter = default_counter()
        self.name, self.dimension, self.limit = "spread", 16, Limit(counter, 254)

    def embed_passages(self, texts: Iterable[str]) -> Vectors:
        rows = [np.random.default_rng(list(text.encode())).standard_normal(16, np.float32) for text in texts]
        return unit_rows(np.array(rows))

    embed_queries = embed_passages


def practices() -> list[Practice]:
    chance = np.random.default_rng(11)
    return [
        Practice(
            practice_id=f"practice-{number}",
            title=f"Title {number}",
            language=LANGUAGES[number % 3],
            countries=None if number % 5 == 0 else tuple(chance.choice(COUNTRIES, number % 3, replace=False).tolist()),
            primary_objectives=(number % 4 + 1,) if number % 7 else None,
            secondary_objectives=(number % 3 + 1, 23),
            type=TYPES[number % 3],
            sections=tuple(
                Section(kind, None, " ".join(chance.choice(WORDS, 2 + number % 4)) + f" {number}")
                for kind in KINDS[: 1 + number % 3]
            ),
        )
        for number in range(40)
    ]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder, embedder = tmp_path_factory.mktemp("facets"), SpreadEmbedder()
    build(folder, Collection(practices=practices()), embedder, Limit(default_counter(), 100))
    return Searcher(Snapshot.open(folder), embedder, WEIGHT)


def values_of(snapshot: Snapshot, ordinal: int) -> dict[str, set[str]]:
    """Written out here anew, so that the definition in index/ is compared with another one."""
    passage = snapshot.passages[ordinal]
    practice = snapshot.practices[passage.practice_id]
    stated = (*(practice.primary_objectives or ()), *(practice.secondary_objectives or ()))
    return {
        "country": set(practice.countries or ()),
        "objective": {str(number) for number in stated},
        "type": {practice.type} - {None},
        "section": {str(practice.sections[passage.section].kind)},
        "language": {practice.language} - {None},
    }


def brute_force(
    searcher: Searcher, query: str, filters: dict[str, tuple[str, ...]], channel: Channel
) -> dict[int, float]:
    """The score of every passage that a filter lets through, from the scores of all passages."""
    snapshot = searcher.snapshot
    wanted = {facet: set(values) for facet, values in filters.items() if values}
    kept = [
        ordinal
        for ordinal in range(len(snapshot.passages))
        if all(values & values_of(snapshot, ordinal)[facet] for facet, values in wanted.items())
    ]
    words = dict(zip(*(part.tolist() for part in snapshot.lexical.search(query, 10_000)), strict=True))
    cosines = (snapshot.dense.vectors @ searcher.embedder.embed_queries([query])[0]).tolist()
    if channel == "lexical":
        return {ordinal: words[ordinal] for ordinal in kept if ordinal in words}
    if channel == "dense":
        return {ordinal: cosines[ordinal] for ordinal in kept}
    best_cosine = max((cosines[ordinal] for ordinal in kept), default=0)
    best_words = max((words.get(ordinal, 0) for ordinal in kept), default=0)
    return {
        ordinal: WEIGHT * (max(cosines[ordinal], 0) / best_cosine if best_cosine > 0 else 0)
        + (1 - WEIGHT) * (words.get(ordinal, 0) / best_words if best_words > 0 else 0)
        for ordinal in kept
    }


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "country": some(*COUNTRIES, "FR"),
        "objective": some("1", "2", "3", "4", "23", "9"),
        "type": some("Project/Programme", "Policy"),
        "section": some(*(kind.value for kind in KINDS), "media"),
        "language": some("en", "fr"),
    },
)
QUERIES = st.lists(st.sampled_from([*WORDS, "the", "zebra"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, filters=FILTERS, channel=st.sampled_from(CHANNELS))
def test_a_filtered_search_equals_brute_force_over_the_filtered_set(
    searcher: Searcher, query: str, filters: dict[str, tuple[str, ...]], channel: Channel
) -> None:
    expected = brute_force(searcher, query, filters, channel)
    ordinals = {passage.passage_id: number for number, passage in enumerate(searcher.snapshot.passages)}
    best: dict[str, float] = {}
    for ordinal, score in expected.items():
        owner = searcher.snapshot.passages[ordinal].practice_id
        best[owner] = max(score, best.get(owner, -1e9))

    found = searcher.search(query, 40, filters=filters, passages_each=3, channel=channel)

    assert {hit.practice.practice_id: hit.score for hit in found} == pytest.approx(best, abs=1e-4)
    assert [hit.score for hit in found] == pytest.approx(sorted(best.values(), reverse=True), abs=1e-4)
    shown = {ordinals[hit.passage.passage_id]: hit.score for practice in found for hit in practice.hits}
    assert shown == pytest.approx(expected, abs=1e-4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_a_mask_is_any_value_within_a_facet_and_all_facets_together(
    searcher: Searcher, filters: dict[str, tuple[str, ...]]
) -> None:
    snapshot = searcher.snapshot

    mask = snapshot.facets.mask(filters)

    assert mask.tolist() == [
        all(set(values) & values_of(snapshot, ordinal)[facet] for facet, values in filters.items())
        for ordinal in range(len(snapshot.passages))
    ]
    owners = {snapshot.passages[ordinal].practice_id for ordinal in np.flatnonzero(mask)}
    expected = owners if filters else set(snapshot.practices)
    assert {practice.practice_id for practice in snapshot.practices_with(filters)} == expected


def test_what_a_page_does_not_say_is_no_value(searcher: Searcher) -> None:
    silent = Practice("x", "X", sections=(Section(SectionKind.OTHER, "Odd", "text"),))

    assert facet_values(silent, 0) == {
        "country": (),
        "objective": (),
        "type": (),
        "section": ("other",),
        "language": (),
    }
    assert searcher.snapshot.facets.values("type") == ["Policy", "Project/Programme"]
    assert FacetMasks({}, []).mask({"country": ("NE",)}).tolist() == []


def test_facets_without_a_wanted_value_filter_nothing(searcher: Searcher) -> None:
    free = searcher.search("river bridge")

    assert searcher.search("river bridge", filters={"country": (), "type": ()}) == free
