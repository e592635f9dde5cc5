"""What the schema of the API allows is answered, what it forbids is refused, and every response is as it says."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder

from corpus import Limit, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.facets.registry import FACETS
from service.bootstrap import Bootstrap
from service.filters.bounds import LONGEST_FILTER_VALUE
from service.live import LiveIndex
from service.questions.given_plans.parsing import LONGEST_PLAN
from service.settings import Settings
from service.web.app import create_app
from service.web.http.parameters import LONGEST_QUERY
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.small_practices import ten_small_practices

REJECTIONS = ["400", "404", "413", "414", "422", "429"]
"""Those that the schema has; 414 is none of the statuses that invalid data is expected to have otherwise."""
CONFIG = {
    "seed": 20261128,
    "generation": {"max-examples": 5, "deterministic": True, "database": "none"},
    "checks": {"negative_data_rejection": {"expected-statuses": REJECTIONS}},
}
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20).map(lambda text: f"a {text}")
YEARS = st.integers(1900, 2100).map(str)
DATES = st.dates().map(str) | YEARS
NUMBERED = {"objective": 23, "principle": 10, "sdg": 17}
VALUES: dict[str, st.SearchStrategy[str]] = {
    "country": st.sampled_from(["Niger", "ne", "Кения", "ألمانيا", "法国", "Côte d'Ivoire"]),
    "section": st.sampled_from(["summary", "Key Lessons", "innovation"]),
    "language": st.sampled_from(["fr", "French", "pt-BR", "العربية"]),
    "year": YEARS | st.tuples(YEARS, YEARS).map(lambda ends: "-".join(sorted(ends))) | YEARS.map("{}-".format),
    "start": YEARS,
    "end": YEARS.map("-{}".format),
    "ongoing": st.sampled_from(["yes", "no"]),
    "amount": st.integers(1, 10**9).map(str) | st.integers(1, 10**6).map("EUR {}-".format),
    "currency": st.sampled_from(["EUR", "usd", "Swiss franc"]),
    "start_date": DATES,
    "end_date": DATES,
    "basis": st.sampled_from(["stated", "Inferred"]),
    **{name: st.integers(1, most).map(str) for name, most in NUMBERED.items()},
}
OPERATORS = st.sampled_from(["", "", "not:", "all:", "any:", "NOT: "])
PRACTICES = [practice.practice_id for practice in ten_small_practices()][:6]
PLANS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["list", "count", "passage"]),
        "topic": NAMES,
        "conditions": st.lists(
            st.fixed_dictionaries(
                {"field": st.just("country"), "values": st.just(["Niger"])},
                optional={"operator": st.sampled_from(["any", "all", "none"])},
            ),
            max_size=3,
        ),
    },
)


def with_longest(values: st.SearchStrategy[str], most: int, filler: str = " ") -> st.SearchStrategy[str]:
    """Add values that are as long as may be, which are looked for one by one otherwise: that takes a minute."""
    return st.one_of(values, *(values.map(lambda value, n=n: value.ljust(n, filler)) for n in (most, most - 1)))


def register_formats() -> None:
    """Give values of the formats that are this service's own: what they are is told by vocabularies, not by patterns.

    Values that the vocabularies do not know are answered with 400, which the schema says.
    """
    for name in FACETS:
        operated = st.tuples(OPERATORS, VALUES.get(name, NAMES)).map("".join)
        values = with_longest(operated | st.just("missing") | st.just(""), LONGEST_FILTER_VALUE)
        schemathesis.openapi.format(f"{name.replace('_', '-')}-filter", values)
    questions = st.text(max_size=200).map(lambda text: f"harbour {text}")
    schemathesis.openapi.format("question", with_longest(questions, LONGEST_QUERY))
    schemathesis.openapi.format("question-plan", with_longest(PLANS.map(json.dumps), LONGEST_PLAN))
    pairs = st.permutations(PRACTICES).flatmap(lambda ids: st.integers(2, 6).map(lambda most: ",".join(ids[:most])))
    schemathesis.openapi.format("practice-ids", with_longest(pairs, LONGEST_QUERY, ","))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder, embedder = tmp_path_factory.mktemp("index"), HashingEmbedder()
    collection = Collection(practices=ten_small_practices())
    build_snapshot(folder, collection, embedder, Limit(default_counter(), 100))
    settings = Settings(index=folder, feedback=folder / "feedback.sqlite")
    return create_app(LiveIndex(Bootstrap(settings, embedder)))


def failures(recorder: ScenarioRecorder) -> Iterator[str]:
    """Describe the checks that failed, each with its request and response."""
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                case, exchange = recorder.cases[case_id].value, recorder.interactions.get(case_id)
                response = exchange.response if exchange else None
                answer = f"{response.status_code} {response.content[:300]!r}" if response else ""
                request = f"{case.method} {case.formatted_path} {case.query!r:.600} {case.body!r:.600}"
                yield f"{check.name}: {request}: {answer}: {check.failure_info.failure.message}"


def test_the_service_keeps_to_its_schema(app: FastAPI) -> None:
    register_formats()
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG))
    events = list(from_schema(schema).execute())
    scenarios = [event for event in events if isinstance(event, ScenarioFinished)]

    checked = {check.name for event in scenarios for checks in event.recorder.checks.values() for check in checks}
    cases = sum(len(event.recorder.cases) for event in scenarios)
    assert [str(event.info) for event in events if isinstance(event, NonFatalError)] == []
    assert [failure for event in scenarios for failure in failures(event.recorder)] == []
    assert {"positive_data_acceptance", "negative_data_rejection", "response_schema_conformance"} <= checked
    assert cases > 500
