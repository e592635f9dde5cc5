"""With a model that was not calibrated, every edge says so beside the outcome, also where it is *found*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.embedding.model_roles import Models
from service.answers.answerability import decision
from service.answers.answerability.decision import Outcome
from service.bootstrap import Bootstrap
from service.cli.results import render_answer
from service.live import LiveIndex
from service.messages.answers import HEADINGS, HEADLINES
from service.messages.reasons import render
from service.reasons import Reason, ReasonCode
from service.settings import Settings
from service.web.app import create_app
from tests.support.hashing_embedder import HashingEmbedder

QUESTION = "Who learned to share the harbour?"
LIST = "Какие практики посвящены пингвинам?"
SAID = render(Reason(ReasonCode.MODEL_UNCALIBRATED))


@pytest.fixture(scope="module")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Bootstrap:
    """Return an index of models that nothing was fitted for."""
    models = Models(HashingEmbedder(), HashingEmbedder("other-model"))
    return Bootstrap(Settings(index=tmp_path_factory.mktemp("index")), models)


@pytest.fixture(autouse=True)
def built(bootstrap: Bootstrap, small_practices: Sequence[Practice]) -> None:
    folder: Path = bootstrap.settings.index
    if not (folder / "current").exists():
        collection = Collection(practices=list(small_practices))
        build_snapshot(folder, collection, bootstrap.models, Limit(default_counter(), 100))


@pytest.fixture
def client(bootstrap: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(bootstrap))) as client:
        yield client


@pytest.fixture(params=[Outcome.FOUND, Outcome.PARTLY, Outcome.NOT_FOUND])
def outcome(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Set the bars so that the question has this outcome."""
    wanted: Outcome = request.param
    monkeypatch.setattr(decision, "FOUND_BAR", 0.0 if wanted is Outcome.FOUND else 1.1)
    monkeypatch.setattr(decision, "TOPIC_BAR", 1.1 if wanted is Outcome.NOT_FOUND else 0.0)
    return wanted


def test_the_page_says_it_under_the_heading(client: TestClient, outcome: Outcome) -> None:
    answer = LexborHTMLParser(client.get("/", params={"q": QUESTION}).text).css_first(".answer")

    assert answer.css_first("h2").text() == HEADINGS[outcome]
    assert SAID in answer.css_first(".why").text()
    assert bool(answer.css("blockquote")) == (outcome is not Outcome.NOT_FOUND)


def test_the_api_says_it(client: TestClient, outcome: Outcome) -> None:
    answer = client.get("/api/v1/answer", params={"q": QUESTION}).json()

    assert answer["outcome"] == outcome
    assert SAID in answer["why"]


def test_the_terminal_says_it_behind_the_outcome(bootstrap: Bootstrap, outcome: Outcome) -> None:
    engine = bootstrap.open_engine()

    headline = render_answer(engine.answer(engine.read(QUESTION))).splitlines()[0]

    assert headline.startswith(f"{HEADLINES[outcome]}: ")
    assert headline.endswith(SAID)


def test_it_is_said_where_no_sentence_can_be_quoted(bootstrap: Bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "FOUND_BAR", 0.0)
    monkeypatch.setattr("service.answers.passage_answer._select", lambda *_: [])
    engine = bootstrap.open_engine()

    answer = engine.answer(engine.read(QUESTION)).answer

    assert answer.why == (Reason(ReasonCode.NO_SENTENCE), Reason(ReasonCode.MODEL_UNCALIBRATED))


def test_an_empty_list_in_another_language_is_not_blamed_on_the_collection_alone(bootstrap: Bootstrap) -> None:
    engine = bootstrap.open_engine()

    answer = engine.answer(engine.read(LIST)).answer

    assert (answer.kind, answer.outcome) == ("list", Outcome.NOT_FOUND)
    assert [reason.code for reason in answer.why] == [ReasonCode.NOTHING_ABOUT, ReasonCode.MODEL_UNCALIBRATED]
