from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.wiring import Live, Wiring

pytestmark = pytest.mark.model

BASE = "http://127.0.0.1:8000"
MAIN_QUESTION = "Which networks worked on counter-trafficking referral mechanisms?"


@pytest.fixture(scope="module")
def client(built_in: Wiring) -> Iterator[TestClient]:
    with TestClient(create_app(Live(built_in), BASE), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path, built_in: Wiring) -> TestClient:
    """A service without an index."""
    wiring = Wiring(Settings(index=tmp_path / "none"), built_in.embedder)
    return TestClient(create_app(Live(wiring), BASE), raise_server_exceptions=False)


def assert_problem(response, status: int, *words: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert set(body) == {"type", "title", "status", "detail"}
    assert all(word in body["detail"] for word in words), body["detail"]


def test_the_schema_is_the_one_reviewed(client: TestClient) -> None:
    snapshot = json.loads((Path(__file__).parents[1] / "data/openapi.json").read_text(encoding="utf-8"))

    assert client.get("/openapi.json").json() == snapshot, "make golden rewrites it"


def test_an_answer_quotes_and_links(client: TestClient) -> None:
    body = client.get("/api/v1/answer", params={"q": MAIN_QUESTION}).json()

    first = body["statements"][0]
    practice = client.get(f"/api/v1/practices/{first['practice_id']}").json()
    section = practice["sections"][first["section_index"]]
    assert body["outcome"] == "found"
    assert "National Referral Mechanism" in first["text"]
    assert section["text"][first["start"] : first["end"]] == first["text"]
    assert section["name"] == first["section"]
    assert f"#{first['passage_id']}:~:text=" in first["source_url"]
    assert body["snapshot"] == client.get("/readyz").text.strip()


def test_no_answer_is_said_with_the_reason(client: TestClient) -> None:
    body = client.get("/api/v1/answer", params={"q": "How do penguins raise their young?"}).json()

    assert (body["outcome"], body["statements"], body["counts"]["practices"]) == ("not_found", [], 0)
    assert "penguins" in body["why"]


def test_the_answer_does_not_depend_on_how_many_practices_are_asked_for(client: TestClient) -> None:
    few, many = (client.get("/api/v1/answer", params={"q": MAIN_QUESTION, "top": top}).json() for top in (1, 10))

    assert (len(few["practices"]), len(many["practices"])) == (1, 10)
    assert (few["outcome"], few["statements"]) == (many["outcome"], many["statements"])


def test_search_gives_passages_that_are_slices_of_their_section(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "remittances", "top": 3}).json()

    assert len(body["practices"]) == 3
    for match in body["practices"]:
        sections = client.get(f"/api/v1/practices/{match['practice_id']}").json()["sections"]
        for passage in match["passages"]:
            assert sections[passage["section_index"]]["text"][passage["start"] : passage["end"]] == passage["text"]
            assert all(word.casefold().startswith("remittance") for word in passage["matched"])
    assert any(passage["matched"] for match in body["practices"] for passage in match["passages"])


def test_filters_narrow_a_search(client: TestClient) -> None:
    params = {"q": "children", "country": ["Niger", "TH"], "section": "summary", "top": 50}

    matches = client.get("/api/v1/search", params=params).json()["practices"]

    assert matches
    assert all({"NE", "TH"} & set(match["countries"]) for match in matches)
    assert {passage["section"] for match in matches for passage in match["passages"]} == {"Summary"}


def test_practices_are_listed_in_pages(client: TestClient) -> None:
    everything = client.get("/api/v1/practices").json()

    assert len(everything) >= 40
    assert client.get("/api/v1/practices", params={"offset": 5, "limit": 2}).json() == everything[5:7]


def test_related_practices_come_with_their_pair(client: TestClient) -> None:
    found = client.get("/api/v1/practices/zambia-s-national-referral-mechanism/related", params={"top": 3}).json()

    assert len(found) == 3
    assert all(one["own_passage"] and one["their_passage"] for one in found)


def test_an_export_is_a_file(client: TestClient) -> None:
    response = client.get("/api/v1/export", params={"q": "detention", "format": "csv", "top": 4})

    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"), newline="")))
    assert response.headers["content-disposition"] == 'attachment; filename="practices.csv"'
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]
    assert {row["query"] for row in rows} == {"detention"}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/search?q=", 400, ["q is empty"]),
        ("/api/v1/search", 422, ["q"]),
        ("/api/v1/search?q=a&top=0", 422, ["top"]),
        ("/api/v1/search?q=a&country=Atlantis", 400, ["'Atlantis'"]),
        ("/api/v1/search?q=a&objective=99", 400, ["'99'"]),
        (f"/api/v1/answer?q={'x' * 2001}", 422, ["q", "2000"]),
        ("/api/v1/export?q=a&format=pdf", 400, ["'pdf'", "ris"]),
        ("/api/v1/practices/atlantis", 404, ["'atlantis'"]),
        ("/api/v1/practices/atlantis/related", 404, ["'atlantis'"]),
        ("/api/v1/nothing", 404, ["/api/v1/nothing"]),
    ],
)
def test_errors_are_problem_documents_that_name_the_value(
    client: TestClient, path: str, status: int, words: list[str]
) -> None:
    assert_problem(client.get(path), status, *words)


def test_without_an_index_the_service_is_up_but_not_ready_and_says_what_to_do(empty: TestClient) -> None:
    assert empty.get("/healthz").text == "ok\n"
    assert_problem(empty.get("/readyz"), 503, "practices build")
    assert_problem(empty.get("/api/v1/search?q=a"), 503, "practices build")
    assert "practices build" in empty.get("/").text


def test_a_built_index_is_served_without_a_restart_and_so_is_the_next(
    empty: TestClient, tmp_path: Path, built_in: Wiring
) -> None:
    wiring = Wiring(Settings(index=tmp_path / "none"), built_in.embedder)
    page = tmp_path / "page.txt"

    page.write_text("First Practice\nSummary\nA bakery for newcomers was opened.\n", encoding="utf-8")
    first = wiring.build([page]).snapshot
    served_first = empty.get("/readyz").text.strip()
    page.write_text("First Practice\nSummary\nTwo bakeries for newcomers were opened.\n", encoding="utf-8")
    second = wiring.build([page]).snapshot
    served = {empty.get("/readyz").text.strip() for _ in range(400)}

    assert served_first == first
    assert second in served
    assert served <= {first, second}


def test_every_response_forbids_scripts_and_other_hosts(client: TestClient) -> None:
    for path in ("/", "/api/v1/practices", "/static/style.css", "/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy


def test_head_is_answered_like_get_and_other_methods_are_told_what_is_allowed(client: TestClient) -> None:
    head, wrong = client.head("/healthz"), client.post("/api/v1/search")

    assert (head.status_code, head.content) == (200, b"")
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "GET"


def test_an_unexpected_error_says_nothing_of_the_inside_and_keeps_the_headers(
    built_in: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live(built_in)
    monkeypatch.setattr(live, "searcher", lambda: 1 / 0)
    client = TestClient(create_app(live, BASE), raise_server_exceptions=False)

    response = client.get("/api/v1/search?q=a")

    assert_problem(response, 500, "log")
    assert "division" not in response.text
    assert "content-security-policy" in response.headers


def test_half_a_character_in_a_query_is_no_error(client: TestClient) -> None:
    assert client.get("/api/v1/search?q=a%ED%A0%80").status_code == 200
