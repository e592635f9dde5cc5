from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Dates, Limit, Passage, Practice, Section, SectionKind, TokenCounter, default_counter
from corpus.loading.collect import Collection
from corpus.model import Amount
from index.arrays import Vectors, unit_rows
from index.build.builder import build_snapshot
from index.dense.vector_index import DenseIndex
from index.embedding.prompts import Prompts
from index.facets.facet import MOST_VALUES
from index.facets.masks import FacetMasks
from index.facets.registry import FACETS
from index.facets.values import facet_values
from index.lexical.bm25_index import LexicalIndex
from index.retrieval.searcher import CHANNELS, Channel, Searcher
from index.snapshot.snapshot import Snapshot

WORDS = "river bridge market teacher doctor valley sailor garden".split()
COUNTRIES = ("NE", "ML", "BD", "PE")
KINDS = (SectionKind.SUMMARY, SectionKind.KEY_LESSONS, SectionKind.INNOVATION)
TYPES = ("Project/Programme", "Policy", None)
LANGUAGES = ("en", "fr", None)
DATES = (
    Dates("2016", "2018-05"),
    Dates("2019", None, ongoing=True),
    Dates(None, "2020"),
    None,
    Dates("2015-01-31"),
    Dates(None, None, ongoing=True),
)
YEARS = ((2016, 2017, 2018), (2019, 2020, 2021, 2022), (2020,), (), (2015,), (2022,))
"""The years of DATES in an index that is open until 2022."""
OPEN_UNTIL = 2022
REGIONS = ("Afrique de l'Ouest", "Lake Chad basin", "lake chad BASIN", "Asia, Middle East")
ORGANISATIONS = ("IOM", "Unicef", "UNICEF", "Ministère de l'Intérieur", "Red Cross")
WITHIN = {
    "NE": {"Africa", "Sub-Saharan Africa", "Western Africa", "Sahel", "Lake Chad Basin"},
    "ML": {"Africa", "Sub-Saharan Africa", "Western Africa", "Sahel"},
    "BD": {"Asia", "Southern Asia"},
    "PE": {"Americas", "Latin America and the Caribbean", "South America"},
    "Afrique de l'Ouest": {"Africa", "Sub-Saharan Africa", "Western Africa"},
    "Lake Chad basin": {"Africa", "Sub-Saharan Africa", "Lake Chad Basin"},
    "lake chad BASIN": {"Africa", "Sub-Saharan Africa", "Lake Chad Basin"},
    "Asia, Middle East": {"Asia", "middle east"},
}
FOLDED = {"Unicef": "unicef", "UNICEF": "unicef", "IOM": "iom", "Red Cross": "red cross"} | {
    "Ministère de l'Intérieur": "ministere de l interieur"
}
WEIGHT = 0.65


class SpreadEmbedder:
    """Every text has a vector of its own, so that no two cosines tie."""

    languages = None
    is_narrow = False
    prompts = Prompts()

    def __init__(self) -> None:
        counter: TokenCounter = default_counter()
        self.name, self.dimension, self.limit = "spread", 16, Limit(counter, 254)

    def embed_passages(self, texts: Iterable[str]) -> Vectors:
        rows = [np.random.default_rng(list(text.encode())).standard_normal(16, np.float32) for text in texts]
        return unit_rows(np.array(rows))

    embed_queries = embed_passages


def practices() -> list[Practice]:
    """Of forty-two, every seventh states no objective and the last two have no text."""
    chance = np.random.default_rng(11)

    def drawn(values: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(chance.choice(values, chance.integers(most + 1), replace=False).tolist())

    return [
        Practice(
            practice_id=f"practice-{number}",
            title=f"Title {number}",
            language=LANGUAGES[number % 3],
            dates=DATES[number % len(DATES)],
            countries=None if number % 5 == 0 else drawn(COUNTRIES, 2),
            regions=drawn(REGIONS, 1) or None,
            primary_objectives=(number % 4 + 1,) if number % 7 else None,
            secondary_objectives=(number % 3 + 1, 23) if number % 7 else None,
            principles=(number % 10 + 1,) if number % 4 else None,
            sdgs=(number % 3 + 1, 17) if number % 3 else None,
            type=TYPES[number % 3],
            implementing=drawn(ORGANISATIONS, 3) or None,
            partners=drawn(ORGANISATIONS, 1),
            sections=tuple(
                Section(kind, None, " ".join(chance.choice(WORDS, 2 + number % 4)) + f" {number}")
                for kind in KINDS[: 1 + number % 3]
                if number < 40
            ),
        )
        for number in range(42)
    ]


INFERRED = {f"practice-{number}": (number % 5 + 5, 9) for number in range(42) if number % 14 == 0}


@dataclass(frozen=True)
class Small:
    """Both indexes and the masks over the practices, with a language of its own for every fourth passage."""

    practices: dict[str, Practice]
    passages: list[Passage]
    vectors: Vectors
    dense: DenseIndex
    lexical: LexicalIndex
    facets: FacetMasks

    def owners(self, ordinals: Iterable[int]) -> set[str]:
        return {self.passages[ordinal].practice_id for ordinal in ordinals}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    by_id = {practice.practice_id: practice for practice in practices()}
    passages = [
        Passage(f"{practice_id}/{number}", practice_id, number, 0, len(section.text), section.text, 3)
        for practice_id, practice in by_id.items()
        for number, section in enumerate(practice.sections)
    ]
    passages = [replace(p, language="es" if n % 4 == 0 else None) for n, p in enumerate(passages)]
    folder = tmp_path_factory.mktemp("lexical")
    values = (
        facet_values(
            by_id[p.practice_id],
            p.section,
            language=p.language,
            inferred=INFERRED.get(p.practice_id, ()),
            open_until=OPEN_UNTIL,
        )
        for p in passages
    )
    LexicalIndex.build(folder, zip([p.text for p in passages], repeat("en"), values))
    vectors = SpreadEmbedder().embed_passages([p.text for p in passages])
    masks = FacetMasks(by_id, passages, INFERRED, OPEN_UNTIL)
    return Small(by_id, passages, vectors, DenseIndex.from_vectors(vectors), LexicalIndex.open(folder), masks)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A snapshot of the practices with text, all with stated objectives, none ongoing, all English or unknown."""
    folder, embedder = tmp_path_factory.mktemp("facets"), SpreadEmbedder()
    stated = [
        replace(
            practice,
            language=practice.language and "en",
            secondary_objectives=(*(practice.secondary_objectives or ()), 23),
            dates=practice.dates and replace(practice.dates, ongoing=False),
        )
        for practice in practices()
        if practice.sections
    ]
    build_snapshot(folder, Collection(practices=stated), embedder, Limit(default_counter(), 100))
    return Searcher(Snapshot.open(folder), embedder, WEIGHT)


def values_of(practice: Practice, passage: Passage | None, inferred: tuple[int, ...] = ()) -> dict[str, set[str]]:
    """Written out here anew, so that the definition in index/ is compared with another one."""
    stated = (*(practice.primary_objectives or ()), *(practice.secondary_objectives or ()))
    years = next((years for dates, years in zip(DATES, YEARS, strict=True) if dates == practice.dates), None)
    if years is None:  # no longer ongoing
        years = (2019,) if practice.dates.start else ()
    named = (*(practice.countries or ()), *(practice.regions or ()))
    return {
        "country": set(practice.countries or ()),
        "region": {region for name in named for region in WITHIN[name]},
        "objective": {str(number) for number in stated or inferred},
        "principle": {str(number) for number in practice.principles or ()},
        "sdg": {str(number) for number in practice.sdgs or ()},
        "type": {practice.type} - {None},
        "organisation": {FOLDED[name] for name in (*(practice.implementing or ()), *(practice.partners or ()))},
        "section": {str(practice.sections[passage.section].kind)} if passage else set(),
        "language": {(passage and passage.language) or practice.language} - {None},
        "year": {str(year) for year in years},
        "basis": {"stated"} if stated else {"inferred"} if inferred else set(),
    }


def passes(values: Mapping[str, set[str]], filters: Mapping[str, tuple[str, ...]]) -> bool:
    return all(set(wanted) & values[facet] for facet, wanted in filters.items())


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


VALUES = {
    "country": some(*COUNTRIES, "FR"),
    "region": some("Africa", "Western Africa", "Asia", "Europe", "Lake Chad Basin", "middle east"),
    "objective": some("1", "2", "3", "4", "23", "9", "8"),
    "principle": some("1", "4", "10"),
    "sdg": some("1", "2", "17"),
    "type": some("Project/Programme", "Policy", "Service"),
    "organisation": some(*FOLDED.values(), "unhcr"),
    "section": some(*(kind.value for kind in KINDS), "media"),
    "language": some("en", "fr", "es"),
    "year": some(*map(str, range(2014, 2024))),
    "basis": some("stated", "inferred"),
}
"""The facets that the tests here compare with another implementation, with values to ask for."""

FILTERS = st.lists(st.sampled_from(tuple(VALUES)), max_size=4, unique=True).flatmap(
    lambda facets: st.fixed_dictionaries({facet: VALUES[facet] for facet in facets})
)
QUERIES = st.lists(st.sampled_from([*WORDS, "the", "zebra"]), min_size=1, max_size=4).map(" ".join)
Wanted = dict[str, tuple[str, ...]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, filters=FILTERS, top=st.sampled_from([1, 5, 1000]))
def test_both_indexes_rank_the_filtered_set_and_nothing_else(
    small: Small, query: str, filters: Wanted, top: int
) -> None:
    kept = [
        ordinal
        for ordinal, passage in enumerate(small.passages)
        if passes(
            values_of(small.practices[passage.practice_id], passage, INFERRED.get(passage.practice_id, ())), filters
        )
    ]
    vector = SpreadEmbedder().embed_queries([query])[0]
    cosines = sorted(((float(small.vectors[ordinal] @ vector), ordinal) for ordinal in kept), reverse=True)
    words = dict(zip(*(part.tolist() for part in small.lexical.search(query, 10_000)), strict=True))
    scores = sorted((words[ordinal] for ordinal in kept if ordinal in words), reverse=True)

    near, closeness = small.dense.search(vector, top, small.facets.mask(filters))
    ordinals, bm25 = small.lexical.search(query, top, filters)

    assert near.tolist() == [ordinal for _, ordinal in cosines][:top]
    assert closeness.tolist() == pytest.approx([cosine for cosine, _ in cosines][:top], abs=1e-5)
    assert bm25.tolist() == pytest.approx(scores[:top], abs=1e-4)
    assert {ordinal: words[ordinal] for ordinal in ordinals.tolist()} == pytest.approx(
        dict(zip(ordinals.tolist(), bm25.tolist(), strict=True)), abs=1e-4
    )
    assert set(ordinals.tolist()) <= set(kept)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS, textless=st.booleans(), step=st.none() | st.integers(1, 4))
def test_counts_equal_a_naive_count_of_practices(
    small: Small, filters: Wanted, textless: bool, step: int | None
) -> None:
    rows: list[tuple[str, Passage | None]] = [
        (passage.practice_id, passage)
        for ordinal, passage in enumerate(small.passages)
        if step is None or ordinal % step == 0
    ]
    rows += [(p, None) for p, practice in small.practices.items() if textless and not practice.sections]
    known = [(p, values_of(small.practices[p], passage, INFERRED.get(p, ()))) for p, passage in rows]
    naive: dict[str, dict[str, set[str]]] = {facet: {} for facet in VALUES}
    for facet in VALUES:
        others = {name: wanted for name, wanted in filters.items() if name != facet}
        for practice_id, values in known:
            for value in values[facet] if passes(values, others) else ():
                naive[facet].setdefault(value, set()).add(practice_id)
    within = None if step is None else np.arange(len(small.passages)) % step == 0

    counts = small.facets.counts(filters, within, textless=textless)
    kept = small.facets.practices(filters, within, textless=textless)

    assert {facet: counts[facet] for facet in VALUES} == {
        facet: {value: len(having) for value, having in naive[facet].items()} for facet in VALUES
    }
    assert {p for p, keep in zip(small.practices, kept, strict=True) if keep} == {
        p for p, values in known if passes(values, filters)
    }


def test_counts_come_most_frequent_first_and_then_in_order(small: Small) -> None:
    counts = small.facets.counts({})

    assert list(counts) == list(FACETS)
    for facet, of_values in counts.items():
        numbered = facet in ("objective", "principle", "sdg")
        dated = facet in ("year", "start", "end", "start_date", "end_date")
        expected = sorted(of_values, key=lambda v: int(v) if numbered else -float(v.split("-")[0]) if dated else v)
        assert list(of_values) == sorted(expected, key=lambda value: -of_values[value])
    assert small.facets.values("year") == [str(year) for year in range(2022, 2014, -1)]
    assert small.facets.values("objective") == ["1", "2", "3", "4", "5", "8", "9", "23"]


def test_practices_without_text_are_let_through_by_what_they_state(small: Small) -> None:
    silent = small.practices["practice-41"]
    filters = {"objective": (str(silent.objectives[0]),), "sdg": tuple(map(str, silent.sdgs or ()))}

    with_text = small.facets.practices(filters)
    listed = small.facets.practices(filters, textless=True)
    of_section = small.facets.practices({**filters, "section": ("summary",)}, textless=True)

    assert (with_text[41], listed[41], of_section[41]) == (False, True, False)
    assert small.facets.practices({}, textless=True).all()
    assert np.flatnonzero(~small.facets.practices({})).tolist() == [40, 41]


def test_an_organisation_is_shown_as_most_practices_write_it() -> None:
    forms = ["Unicef", "UNICEF", "UNICEF", "unicef "]
    masks = FacetMasks({str(n): Practice(str(n), "T", partners=(form,)) for n, form in enumerate(forms)}, [])

    assert masks.values("organisation") == ["unicef"]
    assert masks.written("organisation", "unicef") == "UNICEF"
    assert masks.written("organisation", "who") == "who"
    assert masks.counts({}, textless=True)["organisation"] == {"unicef": 4}


def brute_force(searcher: Searcher, query: str, filters: Wanted, channel: Channel) -> dict[int, float]:
    """The score of every passage that a filter lets through, from the scores of all passages.

    For one language and one plain model: cosines over the best of all and BM25 over the best of all, and then the
    cosines once more with the query moved towards the five best passages.
    """
    snapshot = searcher.snapshot
    assert searcher.read(query).language == "en"
    ordinals = {passage.passage_id: number for number, passage in enumerate(snapshot.passages)}
    hits = {
        ordinals[hit.passage.passage_id]: hit
        for practice in searcher.search(query, 1000, passages_each=1000)
        for hit in practice.hits
    }
    assert len(hits) == len(snapshot.passages)
    kept = [
        hits[ordinal]
        for ordinal, passage in enumerate(snapshot.passages)
        if passes(values_of(snapshot.practices[passage.practice_id], passage), filters)
    ]
    if channel == "lexical":
        return {ordinals[hit.passage.passage_id]: hit.lexical for hit in kept if hit.lexical > 0}
    meaning = shares({ordinals[hit.passage.passage_id]: hit.dense for hit in kept})
    if channel == "dense":
        return meaning
    words = shares({ordinals[hit.passage.passage_id]: hit.lexical for hit in kept})
    first = {ordinal: WEIGHT * meaning[ordinal] + (1 - WEIGHT) * words[ordinal] for ordinal in meaning}
    best = sorted(first, key=lambda ordinal: (-first[ordinal], ordinal))[:5]
    if not best or first[best[0]] <= 0:
        return first
    vectors = SpreadEmbedder().embed_passages(passage_texts(searcher))
    towards = sum(first[ordinal] / first[best[0]] * vectors[ordinal] for ordinal in best) / len(best)
    moved = SpreadEmbedder().embed_queries([query])[0] + 0.3 * towards
    moved /= np.linalg.norm(moved)
    meaning = shares({ordinal: float(vectors[ordinal] @ moved) for ordinal in meaning})
    return {ordinal: WEIGHT * meaning[ordinal] + (1 - WEIGHT) * words[ordinal] for ordinal in meaning}


def shares(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores over the best one; negative ones are 0."""
    best = max(scores.values(), default=0)
    return {ordinal: max(score, 0) / best if best > 0 else 0 for ordinal, score in scores.items()}


def passage_texts(searcher: Searcher) -> list[str]:
    """What was embedded for each passage: its practice's title above it."""
    practices = searcher.snapshot.practices
    return [f"{practices[p.practice_id].title}\n{p.text}" for p in searcher.snapshot.passages]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, filters=FILTERS, channel=st.sampled_from(CHANNELS))
def test_a_filtered_search_equals_brute_force_over_the_filtered_set(
    searcher: Searcher, query: str, filters: Wanted, channel: Channel
) -> None:
    expected = brute_force(searcher, query, filters, channel)
    ordinals = {passage.passage_id: number for number, passage in enumerate(searcher.snapshot.passages)}
    best: dict[str, float] = {}
    for ordinal, score in expected.items():
        owner = searcher.snapshot.passages[ordinal].practice_id
        best[owner] = max(score, best.get(owner, -1e9))

    matches = searcher.search(query, 40, filters=filters, passages_each=3, channel=channel)

    assert {match.practice.practice_id: match.score for match in matches} == pytest.approx(best, abs=1e-4)
    assert [match.score for match in matches] == pytest.approx(sorted(best.values(), reverse=True), abs=1e-4)
    shown = {ordinals[hit.passage.passage_id]: hit.score for match in matches for hit in match.hits}
    assert shown == pytest.approx(expected, abs=1e-4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_a_mask_is_any_value_within_a_facet_and_all_facets_together(searcher: Searcher, filters: Wanted) -> None:
    snapshot = searcher.snapshot

    mask = snapshot.facets.mask(filters)

    assert mask.tolist() == [
        passes(values_of(snapshot.practices[passage.practice_id], passage), filters) for passage in snapshot.passages
    ]
    owners = {snapshot.passages[ordinal].practice_id for ordinal in np.flatnonzero(mask)}
    assert {practice.practice_id for practice in snapshot.practices_with(filters)} == owners


OPERATED = {
    facet: st.lists(
        st.tuples(st.sampled_from(["", "not:", "all:"]), values.map(lambda wanted: wanted[0]) | st.just("missing")).map(
            "".join
        ),
        min_size=1,
        max_size=3,
    ).map(tuple)
    for facet, values in (VALUES | {"year": some("2016-2018", "2019-", "-2016", "2030", "2020")}).items()
}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=QUERIES,
    filters=st.lists(st.sampled_from(tuple(OPERATED)), max_size=2, unique=True).flatmap(
        lambda facets: st.fixed_dictionaries({facet: OPERATED[facet] for facet in facets})
    ),
    top=st.sampled_from([1, 3, 40]),
)
def test_words_are_narrowed_as_the_masks_are_whatever_the_operators(
    searcher: Searcher, query: str, filters: Wanted, top: int
) -> None:
    snapshot = searcher.snapshot
    ordinals = {passage.passage_id: number for number, passage in enumerate(snapshot.passages)}
    mask = snapshot.facets.mask(filters)

    def by_words(**narrowed: object) -> list[float]:
        matches = searcher.search(query, 1000, passages_each=1000, channel="lexical", **narrowed)  # type: ignore[arg-type]
        hits = [hit for match in matches for hit in match.hits]
        return sorted((hit.lexical for hit in hits if narrowed or mask[ordinals[hit.passage.passage_id]]), reverse=True)

    assert by_words(filters=filters) == pytest.approx(by_words(), abs=1e-4)
    terms, within = snapshot.facets.values_of_any(filters), np.flatnonzero(mask)
    by_ordinals = snapshot.lexical.search(query, top, within=within)
    if terms is not None:
        assert snapshot.lexical.search(query, top, terms)[1].tolist() == pytest.approx(
            by_ordinals[1].tolist(), abs=1e-4
        )
    assert mask[by_ordinals[0]].all()


def test_what_a_page_does_not_say_is_no_value(searcher: Searcher) -> None:
    silent = Practice("x", "X", sections=(Section(SectionKind.OTHER, "Odd", "text"),))

    values = facet_values(silent, 0)
    assert {facet: values[facet] for facet in VALUES} == {
        facet: ("other",) if facet == "section" else () for facet in VALUES
    }
    assert searcher.snapshot.facets.values("type") == ["Policy", "Project/Programme"]
    assert FacetMasks({}, []).mask({"country": ("NE",)}).tolist() == []
    assert FacetMasks({}, []).counts({"country": ("NE",)}) == {facet: {} for facet in FACETS}


@pytest.mark.parametrize(
    ("dates", "submitted", "open_until", "years"),
    [
        (Dates("2018", "2020"), None, None, "2018 2019 2020"),
        (Dates("2018-11", "2019-02-01"), None, None, "2018 2019"),
        (Dates("2018"), "2021", 2026, "2018"),
        (Dates(None, "2020"), None, None, "2020"),
        (Dates("2018", ongoing=True), None, 2020, "2018 2019 2020"),
        (Dates("2018", ongoing=True), "3 May 2019", None, "2018 2019"),
        (Dates("2018", ongoing=True), None, None, "2018"),
        (Dates("2018", ongoing=True), "2016-05-01", None, "2018"),
        (Dates(ongoing=True), None, None, ""),
        (Dates("2020", "2018"), None, None, "2018 2019 2020"),
        (None, "2020", 2026, ""),
    ],
)
def test_a_practice_has_every_year_it_ran_in(
    dates: Dates | None, submitted: str | None, open_until: int | None, years: str
) -> None:
    practice = Practice("x", "X", (Section(SectionKind.SUMMARY, None, "text"),), dates=dates, submitted=submitted)

    assert " ".join(facet_values(practice, 0, open_until=open_until)["year"]) == years


def test_inferred_objectives_stand_in_where_none_are_stated() -> None:
    section = (Section(SectionKind.SUMMARY, None, "text"),)
    stated, silent = Practice("x", "X", section, primary_objectives=(7,)), Practice("y", "Y", section)

    values = [facet_values(practice, 0, inferred=(10, 3)) for practice in (stated, silent)]

    assert [(v["objective"], v["basis"]) for v in values] == [(("7",), ("stated",)), (("10", "3"), ("inferred",))]
    assert facet_values(silent, 0)["basis"] == ()


def test_facets_without_a_wanted_value_filter_nothing(searcher: Searcher) -> None:
    free = searcher.search("river bridge")

    assert searcher.search("river bridge", filters={"country": (), "type": ()}) == free


def test_a_practice_has_a_bounded_number_of_values() -> None:
    """Each of its passages has them all in the index: many of both would be many times as many."""
    names = tuple(f"Guild {number} of the Coast" for number in range(2_000))
    page = Practice("clock", "Clock", (Section(SectionKind.SUMMARY, None, "It ticks."),), implementing=names)

    assert len(facet_values(page, 0)["organisation"]) == MOST_VALUES


def test_a_sum_without_a_currency_is_of_any_sum_and_not_known_to_be_in_one() -> None:
    sums = {"bare": ("2e6", "XXX"), "euro": ("3e6", "EUR"), "dollar": ("4e6", "USD"), "small": ("1e6", "EUR")}
    practices = {
        name: Practice(name, name, amounts=(Amount(float(value), currency, value),))
        for name, (value, currency) in sums.items()
    } | {"silent": Practice("silent", "silent")}
    masks = FacetMasks(practices, [])

    def kept(value: str) -> list[str]:
        marks = masks.practices({"amount": (value,)}, textless=True).tolist()
        return [name for name, is_kept in zip(practices, marks, strict=True) if is_kept]

    assert kept("1500000-") == ["bare", "euro", "dollar"]
    assert kept("EUR 1500000-") == ["euro"]
    assert kept("not:EUR 1500000-") == ["dollar", "small"]
    assert kept("XXX 1500000-") == ["bare"]
    assert masks.not_stated({"amount": ("1500000-",)}, textless=True) == {"amount": 1}
    assert masks.not_stated({"amount": ("EUR 1500000-",)}, textless=True) == {"amount": 2}
    assert masks.values("currency") == ["EUR", "USD"]
