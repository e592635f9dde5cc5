from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.parsing.results import Read
from corpus.readers.jsonlines import read_json
from corpus.text.strings import clean
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from service.web.http.parameters import LONGEST_QUERY
from tests.support.live import wait_until
from tests.support.paths import DATA

pytestmark = pytest.mark.model

BASE = "http://127.0.0.1:8000"
MAIN_QUESTION = "Which networks worked on counter-trafficking referral mechanisms?"


@pytest.fixture(scope="module")
def client(built_in: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(built_in)), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path, built_in: Bootstrap) -> TestClient:
    """A service without an index."""
    bootstrap = Bootstrap(Settings(index=tmp_path / "none"), built_in.models)
    return TestClient(create_app(LiveIndex(bootstrap)), raise_server_exceptions=False)


def assert_problem(response, status: int, *words: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert set(body) == {"type", "title", "status", "detail"}
    assert all(word in body["detail"] for word in words), body["detail"]


def test_the_schema_is_the_one_reviewed(client: TestClient) -> None:
    snapshot = json.loads((DATA / "openapi.json").read_text(encoding="utf-8"))

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
    question = "How did people work on counter-trafficking referral mechanisms?"
    few, many = (client.get("/api/v1/answer", params={"q": question, "top": top}).json() for top in (1, 10))

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
            assert passage["language"] in ("en", "es", "fr")
            assert passage["across"] is (passage["language"] != "en")
    assert any(passage["matched"] for match in body["practices"] for passage in match["passages"])


def test_filters_narrow_a_search(client: TestClient) -> None:
    params = {"q": "children", "country": ["Niger", "TH"], "section": "summary", "top": 50}

    matches = client.get("/api/v1/search", params=params).json()["practices"]

    assert matches
    assert all({"NE", "TH"} & set(match["countries"]) for match in matches)
    assert {passage["section"] for match in matches for passage in match["passages"]} == {"Summary"}


def test_every_facet_narrows_search_answer_export_and_list_alike(client: TestClient) -> None:
    filters = {"region": "West Africa", "year": "2016-2019", "language": "French"}

    listed = client.get("/api/v1/practices", params=filters).json()
    matches = client.get("/api/v1/search", params={"q": "migrants", "top": 100, **filters}).json()["practices"]
    answered = client.get("/api/v1/answer", params={"q": "migrants", "top": 100, **filters}).json()["practices"]
    exported = client.get("/api/v1/export", params={"q": "migrants", "format": "csv", "top": 100, **filters}).text
    counted = client.get("/api/v1/facets", params={"q": "migrants", **filters}).json()

    expected = {practice["practice_id"] for practice in listed}
    assert "mecanisme-de-reponse-et-de-ressources-pour-les-migrants" in expected
    assert {practice["practice_id"] for practice in matches} == expected
    assert {practice["practice_id"] for practice in answered} == expected
    assert len(list(csv.DictReader(io.StringIO(exported.removeprefix("\ufeff"), newline="")))) == len(expected)
    assert counted["practices"] == len(expected)


def test_practices_are_listed_in_pages(client: TestClient) -> None:
    everything = client.get("/api/v1/practices").json()

    assert len(everything) >= 40
    assert client.get("/api/v1/practices", params={"offset": 5, "limit": 2}).json() == everything[5:7]


def test_what_the_api_gives_of_a_practice_is_read_back_equal(client: TestClient, built_in: Bootstrap) -> None:
    for practice_id, practice in built_in.open_engine().context.searcher.snapshot.practices.items():
        (item,) = read_json(client.get(f"/api/v1/practices/{practice_id}").content, "page.json")

        assert isinstance(item, Read)
        assert replace(item.practice, captures=practice.captures) == practice


def test_related_practices_come_with_their_pair(client: TestClient) -> None:
    practice_id = "migrant-response-and-resources-mechanism-niger"

    body = client.get(f"/api/v1/practices/{practice_id}/related", params={"top": 3}).json()

    assert (body["practice_id"], len(body["related"]), body["has_bar"], body["note"]) == (practice_id, 3, True, "")
    for related in body["related"]:
        for side, owner in (("own", practice_id), ("their", related["practice_id"])):
            sentence, sections = (
                related[f"{side}_sentence"],
                client.get(f"/api/v1/practices/{owner}").json()["sections"],
            )
            text = sections[sentence["section_index"]]["text"]
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            assert sentence["text"] in related[f"{side}_passage"]


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
        ("/api/v1/answer?q=a&principle=11", 400, ["'11'", "1 to 10"]),
        ("/api/v1/export?q=a&format=ris&sdg=18", 400, ["'18'", "1 to 17"]),
        ("/api/v1/practices?year=20x9", 400, ["'20x9'", "2018-2020"]),
        ("/api/v1/facets?basis=guessed", 400, ["'guessed'", "inferred"]),
        ("/api/v1/facets?top=0", 422, ["top"]),
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
    empty: TestClient, tmp_path: Path, built_in: Bootstrap
) -> None:
    bootstrap = Bootstrap(Settings(index=tmp_path / "none"), built_in.models)
    page = tmp_path / "page.txt"

    served: list[tuple[int, str]] = []

    def is_served(snapshot: str) -> bool:
        response = empty.get("/readyz")
        served.append((response.status_code, response.text.strip()))
        return served[-1][1] == snapshot

    with empty:
        page.write_text("First Practice\nSummary\nA bakery for newcomers was opened.\n", encoding="utf-8")
        first = bootstrap.build([page]).snapshot
        wait_until(lambda: is_served(first), "the first one served")
        served.clear()
        page.write_text("First Practice\nSummary\nTwo bakeries for newcomers were opened.\n", encoding="utf-8")
        second = bootstrap.build([page]).snapshot
        wait_until(lambda: is_served(second), "the second one served")

    assert set(served) <= {(200, first), (200, second)}


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


def test_crawlers_are_asked_to_leave_questions_alone(client: TestClient) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())

    wanted = ["/", "/?country=NE", "/practices/zambia-s-national-referral-mechanism"]
    unwanted = ["/?q=remittances", "/compare?id=a", "/api/v1/answer?q=remittances"]
    assert all(rules.can_fetch("any", path) for path in wanted)
    assert not any(rules.can_fetch("any", path) for path in unwanted)


def test_an_unexpected_error_says_nothing_of_the_inside_and_keeps_the_headers(
    built_in: Bootstrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveIndex(built_in)
    monkeypatch.setattr(live, "engine", lambda: 1 / 0)
    client = TestClient(create_app(live), raise_server_exceptions=False)

    response = client.get("/api/v1/search?q=a")

    assert_problem(response, 500, "log")
    assert "division" not in response.text
    assert "content-security-policy" in response.headers


def test_half_a_character_in_a_query_is_no_error(client: TestClient) -> None:
    assert client.get("/api/v1/search?q=a%ED%A0%80").status_code == 200


ODD = [
    "?!…",
    "the of and",
    "who what where",
    "\x01\x02\x1b[31m\x7f",
    "🚢🧑‍🤝‍🧑",
    "\u202eright to left\u202c",
    "\u0301",
    "移民 migrants мигранты المهاجرون प्रवासी",
    'AND OR NOT +-*?~^:()[]{}"\\/',
    "NOT",
    "text_en:children",
    "[a TO *}",
    "children^2~1",
    "/.*/",
    "(a|b)*[c-",
    '"',
    '""',
    '"""children"',
    '"unbalanced children',
    "“unbalanced «quotes» children”",
    '"(NRM)" "[a-z]+" "\\b"',
    '"的"',
    "-children",
    "%00%ff",
    "<b>&amp;</b>",
    "x" * LONGEST_QUERY,
    "word " * (LONGEST_QUERY // 5),
    '"' * LONGEST_QUERY,
    "e\u0301" * (LONGEST_QUERY // 2),
    "移" * LONGEST_QUERY,
]
PATHS = ["/api/v1/search", "/api/v1/answer", "/api/v1/facets", "/api/v1/export", "/"]
CHARACTERS = st.sampled_from("\"“”«»„「」'’+-*?~^:()[]{}\\/|.,;!&<>%#@\0\t\n\u200b\u0301\u202e 移民的мы\u0645é🚢aNRM12")
TYPED = st.text(max_size=60) | st.text(CHARACTERS, max_size=60)


def typed(client: TestClient, path: str, query: str):
    return client.get(path, params={"q": query} | ({"format": "csv"} if path.endswith("export") else {}))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ODD, ids=[ascii(query[:20]) for query in ODD])
def test_an_odd_query_is_answered(client: TestClient, path: str, query: str) -> None:
    response = typed(client, path, query)

    assert response.status_code == 200
    assert "Traceback" not in response.text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=TYPED, path=st.sampled_from(PATHS))
def test_whatever_is_typed_is_answered_or_called_empty(client: TestClient, query: str, path: str) -> None:
    response = typed(client, path, query)

    asks = bool(clean(query).strip())
    assert response.status_code == (200 if asks or path in ("/", "/api/v1/facets") else 400)


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/answer", "/api/v1/facets", "/api/v1/export"])
def test_a_query_that_is_too_long_is_a_problem_document(client: TestClient, path: str) -> None:
    assert_problem(typed(client, path, "migrants " * 1_111 + "x"), 422, "q", str(LONGEST_QUERY))


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/answer", "/api/v1/export"])
@pytest.mark.parametrize("query", ["", "   ", "\n\t", "\u00a0\u3000", "\0", "\u200b \u00ad"])
def test_an_empty_query_is_a_problem_document(client: TestClient, path: str, query: str) -> None:
    assert_problem(typed(client, path, query), 400, "q is empty")


def test_the_answer_tells_how_the_question_was_read(client: TestClient) -> None:
    body = client.get("/api/v1/answer", params={"q": 'Which HSP gave "first aid" to childern?'}).json()

    assert body["question"] == 'Which HSP gave "first aid" to childern?'
    assert body["reading"] == {
        "text": "Which HSP gave first aid to children?",
        "language": "en",
        "phrases": [],
        "loose_phrases": ["first aid"],
        "absent_phrases": [],
        "changes": [{"written": "childern", "read_as": "children"}],
        "expansions": [
            {
                "written": "HSP",
                "other": "Humanitarian Service Points",
                "practice_id": body["reading"]["expansions"][0]["practice_id"],
            }
        ],
    }


def test_likely_objectives_are_told_apart_from_stated_ones(client: TestClient) -> None:
    ids = [practice["practice_id"] for practice in client.get("/api/v1/practices", params={"basis": "inferred"}).json()]
    practices = [client.get(f"/api/v1/practices/{practice_id}").json() for practice_id in ids]
    matches = client.get("/api/v1/search", params={"q": "migrants", "top": 100}).json()["practices"]

    assert practices
    for practice in practices:
        scores = [guess["score"] for guess in practice["inferred_objectives"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert practice["primary_objectives"] is practice["secondary_objectives"] is None
    told = {match["practice_id"]: match["inferred_objectives"] for match in matches if match["inferred_objectives"]}
    assert told == {practice["practice_id"]: practice["inferred_objectives"] for practice in practices}
