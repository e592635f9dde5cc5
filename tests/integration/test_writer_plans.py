"""Conditions proposed by a model, with a server that answers over HTTP as it is told to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Bootstrap
from service.errors import SettingsError
from service.live import LiveIndex
from service.settings import Settings, load_settings
from service.web.app import create_app
from tests.support.servers.scripted_server import MISBEHAVIOURS, Script, Scripted, saying, scripted_server

pytestmark = pytest.mark.model

QUESTION = "List the practices in Thailand that are also in Cambodia or Belgium."
CONDITION = {
    "field": "country",
    "operator": "any",
    "values": ["Cambodia", "Belgium"],
    "words": "in Cambodia or Belgium",
}
SECONDS = 2.0


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as server:
        yield server


def client_with(built_in: Bootstrap, url: str, **settings: object) -> TestClient:
    values = {"writer_url": url, "writer_model": "scripted", "writer_seconds": SECONDS, "writer_plans": True} | settings
    bootstrap = Bootstrap(Settings(index=built_in.settings.index, **values), built_in.models)
    return TestClient(create_app(LiveIndex(bootstrap)))


@pytest.fixture(scope="module")
def client(built_in: Bootstrap, server: Scripted) -> TestClient:
    return client_with(built_in, server.url)


@pytest.fixture(scope="module")
def plain(built_in: Bootstrap) -> TestClient:
    """The same service without a writer."""
    return TestClient(create_app(LiveIndex(built_in)))


@pytest.fixture(autouse=True)
def no_requests_yet(server: Scripted) -> None:
    server.requests.clear()


def answer(client: TestClient, question: str = QUESTION, **params: object) -> dict:
    response = client.get("/api/v1/answer", params={"q": question, "write": False} | params)
    assert response.status_code == 200, response.text
    return {name: value for name, value in response.json().items() if name != "took_ms"}


def proposing(*conditions: object) -> Script:
    return saying("```json\n", json.dumps({"conditions": conditions}), "\n```")


def test_a_proposal_that_the_words_say_narrows_the_set_and_is_shown(
    client: TestClient, plain: TestClient, server: Scripted
) -> None:
    server.script = proposing(CONDITION)

    before, body = answer(plain), answer(client)

    assert (before["outcome"], before["set"]["not_understood"]) == ("partly", ["Cambodia", "or", "Belgium"])
    assert (body["outcome"], body["set"]["not_understood"]) == ("found", [])
    assert "in Cambodia or Belgium (as a model reads “in Cambodia or Belgium”)" in body["set"]["read_as"]
    [proposed] = [condition for condition in body["plan"]["conditions"] if condition["proposed"]]
    assert (proposed["field"], proposed["values"]) == ("country", ["KH", "BE"])
    assert set(body["set"]["practice_ids"]) < set(before["set"]["practice_ids"])
    assert len(server.requests) == 1
    sent = server.requests[0]["messages"][1]["content"]  # type: ignore[index]
    assert QUESTION in sent
    assert "Words that were not understood: Cambodia; or; Belgium" in sent


def test_the_plan_that_was_proposed_gives_the_same_answer_without_a_model(
    client: TestClient, plain: TestClient, server: Scripted
) -> None:
    server.script = proposing(CONDITION)
    shown = answer(client)

    assert answer(plain, plan=json.dumps(shown["plan"])) == shown
    assert len(server.requests) == 1
    server.script = proposing()
    assert answer(client, plan=json.dumps(shown["plan"])) == shown
    assert len(server.requests) == 1


def test_what_the_page_shows_says_who_read_it(client: TestClient, server: Scripted) -> None:
    server.script = proposing(CONDITION)

    page = client.get("/", params={"q": QUESTION}).text

    assert "as a model reads “in Cambodia or Belgium”" in page


@pytest.mark.parametrize(
    "written",
    [
        "There is no condition.",
        "{",
        "[" * 5000,
        '{"conditions": 7}',
        '{"conditions": ["Cambodia"]}',
        '{"conditions": [{"field": "country", "values": ["Atlantis"], "words": "in Cambodia or Belgium"}]}',
        '{"conditions": [{"field": "country", "values": ["Cambodia", "Kenya"], "words": "in Cambodia or Belgium"}]}',
        '{"conditions": [{"field": "country", "values": ["Cambodia", "Belgium"], "words": "in Belgium or Cambodia"}]}',
        json.dumps({"conditions": [CONDITION | {"operator": "none"}]}),
        '{"conditions": [{"field": "country", "operator": "missing", "words": "in Cambodia or Belgium"}]}',
        json.dumps({"kind": "passage", "topic": "bread", "off": [], "conditions": []}),
    ],
)
def test_what_does_not_hold_leaves_the_plan_of_the_rules(
    client: TestClient, plain: TestClient, server: Scripted, written: str
) -> None:
    server.script = saying(written)

    assert answer(client) == answer(plain)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_a_server_that_fails_leaves_the_plan_of_the_rules_in_time(
    client: TestClient, plain: TestClient, server: Scripted, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = MISBEHAVIOURS[name][0]
    expected = answer(plain)

    started = time.perf_counter()
    body = answer(client)

    assert body == expected
    assert time.perf_counter() - started < SECONDS + 3
    assert "proposals failed" in caplog.text


@pytest.mark.parametrize("question", ["practices in Niger", "How are missing migrants identified?"])
def test_a_question_that_is_understood_or_asks_for_no_set_is_not_sent(
    client: TestClient, server: Scripted, question: str
) -> None:
    answer(client, question)

    assert server.requests == []


def test_a_writer_is_not_asked_for_plans_unless_it_is_set(built_in: Bootstrap, server: Scripted) -> None:
    client = client_with(built_in, server.url, writer_plans=False)

    answer(client)

    assert server.requests == []


def test_plans_need_a_writer() -> None:
    with pytest.raises(SettingsError, match="PRACTICES_WRITER_URL"):
        load_settings(writer_plans=True)
