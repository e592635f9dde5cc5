"""Parameters that a route does not have are refused by name, and our own pages send none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus import Limit, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

PLAN = json.dumps({"conditions": [{"field": "country", "values": ["Niger"]}], "topic": "harbour"})
ANSWERED = {"/api/v1/search": "q=harbour", "/api/v1/answer": "q=harbour", "/api/v1/export": "q=harbour&format=csv"}
ANSWERED |= {"/api/v1/compare": "ids=practice-harbour,practice-violin"}
ANSWERED |= {"/compare": "id=practice-harbour&id=practice-violin"}
PAGES = ["/", "/compare", "/practices/{practice_id}", "/word-for-word", "/feedback/thanks", "/robots.txt"]
STARTING_POINTS = [
    "/",
    "/?country=NE&year=2012-2014&sdg=missing&language=not:fr",
    f"/?{urlencode({'q': 'Which practices in Niger and not in Mali worked on the harbour?', 'type': 'all:Project'})}",
    f"/?{urlencode({'q': 'Where is the “harbour project”?', 'plan': PLAN, 'without': 'kind'})}",
    f"/?{urlencode({'q': 'penguins', 'country': 'JP'})}",
    "/compare?id=practice-harbour&id=practice-violin&q=harbour",
    "/practices/no-such-practice",
    "/feedback/thanks",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    from tests.support.hashing_embedder import HashingEmbedder
    from tests.support.small_practices import ten_small_practices

    folder, embedder = tmp_path_factory.mktemp("index"), HashingEmbedder()
    collection = Collection(practices=ten_small_practices())
    build_snapshot(folder, collection, embedder, Limit(default_counter(), 100))
    with TestClient(create_app(LiveIndex(Bootstrap(Settings(index=folder), embedder)))) as client:
        yield client


def detail(client: TestClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 422, address
    is_problem = response.headers["content-type"] == "application/problem+json"
    return str(response.json()["detail"]) if is_problem else LexborHTMLParser(response.text).css_first(".lead").text()


def test_an_unknown_parameter_is_refused_by_every_route_with_those_that_exist(client: TestClient) -> None:
    paths = [path for path, methods in client.get("/openapi.json").json()["paths"].items() if "get" in methods]
    for route in [*paths, *PAGES]:
        path = route.replace("{practice_id}", "practice-harbour")
        assert client.get(f"{path}?{ANSWERED.get(path, '')}").status_code == 200, path
        message = detail(client, f"{path}?{ANSWERED.get(path, '')}&colour=red")
        assert message.startswith("colour is not a parameter here"), path
        declared = {name for name, _ in parse_qsl(ANSWERED.get(path, ""))}
        assert all(name in message for name in declared), path


@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/api/v1/practices"])
def test_the_parameter_that_was_probably_meant_is_named(client: TestClient, path: str) -> None:
    message = detail(client, f"{path}?countries=Kenya")

    assert message.startswith("countries is not a parameter here; did you mean country? The parameters are ")
    assert "objective, principle" in message


def test_where_there_is_no_parameter_the_text_says_so(client: TestClient) -> None:
    assert detail(client, "/healthz?verbose=1") == "verbose is not a parameter here; there are none."


@pytest.mark.parametrize("name", ["", "a b", "\x1b[31m", "ü" * 10_000, "q[]", "Q"])
def test_whatever_is_not_a_name_is_shown_in_short(client: TestClient, name: str) -> None:
    message = detail(client, f"/api/v1/facets?{urlencode({name: 'x'})}")

    assert "is not a parameter here" in message
    assert "\x1b" not in message
    assert len(message) < 500


@pytest.mark.parametrize("name", "utm_source utm_campaign fbclid gclid msclkid mc_cid _ga igsh".split())
def test_what_other_sites_append_to_links_is_let_through_on_pages_alone(client: TestClient, name: str) -> None:
    assert client.get(f"/?q=harbour&{name}=x").status_code == 200
    assert client.get(f"/practices/practice-harbour?{name}=x").status_code == 200
    assert detail(client, f"/api/v1/search?q=harbour&{name}=x").startswith(f"{name} is not a parameter here")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/?q=harbour&q=orchard", "q is given 2 times; it takes one value."),
        ("/api/v1/search?q=harbour&top=5&top=5&top=5", "top is given 3 times; it takes one value."),
        ("/compare?id=a&id=b&q=&q=", "q is given 2 times; it takes one value."),
    ],
)
def test_a_single_value_given_twice_is_refused(client: TestClient, address: str, message: str) -> None:
    assert detail(client, address) == message


def test_feedback_has_no_unknown_fields_but_takes_statements_as_answers_gave_them(client: TestClient) -> None:
    statement = {"practice_id": "a", "passage_id": "b", "start": 0, "end": 1, "text": "as it was shown"}
    judged = {"question": "harbour", "helpful": True, "statements": [statement]}

    refused = client.post("/api/v1/feedback", json=judged | {"colour": "red"})

    assert client.post("/api/v1/feedback", json=judged).status_code == 201
    assert (refused.status_code, refused.json()["detail"]) == (422, "colour is not a field here.")


def test_every_link_and_form_of_our_own_pages_is_taken(client: TestClient) -> None:
    waiting, seen = list(STARTING_POINTS), set(STARTING_POINTS)
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        response = client.get(address)
        assert response.status_code in (200, 404), (address, response.text)
        if not response.headers["content-type"].startswith("text/html"):
            continue
        page = LexborHTMLParser(response.text)
        for target in (*links(page), *forms(page)):
            if kind(target) not in {kind(known) for known in seen}:
                seen.add(target)
                waiting.append(target)

    paths = {urlsplit(address).path for address in seen}
    assert {"/compare", "/api/v1/export", "/practices/practice-harbour", "/word-for-word"} <= paths
    assert any("page=" in address or "without=" in address for address in seen)


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    """Give the path and the names of an address: others of its kind have other values."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))


def links(page: LexborHTMLParser) -> Iterator[str]:
    """Yield the addresses of links within the service."""
    targets = (node.attributes.get("href") or "" for node in page.css("a[href], link[href]"))
    yield from (target.partition("#")[0] for target in targets if target.startswith("/"))


def forms(page: LexborHTMLParser) -> Iterator[str]:
    """Yield the addresses that forms send their readers to: as they stand, and with all that can be chosen."""
    for form in page.css('form[method="get"]'):
        for is_all_chosen in (False, True):
            fields = [control for control in form.css("input[name]") if is_all_chosen or is_sent(control)]
            pairs = [(field.attributes["name"], field.attributes.get("value") or "") for field in fields]
            names = [name for name, _ in pairs]
            chosen = [pair for place, pair in enumerate(pairs) if names[:place].count(pair[0]) < 2]
            if names.count("id") != 1 and (form.attributes["action"] != "/compare" or len(chosen) > 2):
                yield f"{form.attributes['action']}?{urlencode(chosen)}"


def is_sent(control: LexborNode) -> bool:
    return control.attributes.get("type") != "checkbox" or "checked" in control.attributes
