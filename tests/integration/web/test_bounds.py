"""No request costs more than thirty ordinary ones, and none more than thrice what half of it costs."""

from __future__ import annotations

import gc
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

import anyio
import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from starlette.types import ASGIApp, Message

from corpus import Limit, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.facets.registry import FACETS
from service.bootstrap import Bootstrap
from service.filters.bounds import LONGEST_FILTER_VALUE, MOST_FILTER_VALUES
from service.live import LiveIndex
from service.questions.given_plans.parsing import LONGEST_PLAN
from service.settings import Settings
from service.web.app import create_app
from service.web.http.address_limit import LONGEST_ADDRESS
from service.web.http.parameters import LONGEST_ID, LONGEST_QUERY
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.small_practices import ten_small_practices

Pairs = Sequence[tuple[str, str]]
ORDINARY = "Which practices in Niger worked on the harbour since 2012?"
FLOOR_SECONDS, FLOOR_BYTES = 0.2, 100_000
"""Below them a request costs so little that its growth tells nothing."""

NEEDED = {"/api/v1/search": [("q", "harbour")], "/api/v1/answer": [("q", "harbour")]}
NEEDED |= {"/api/v1/export": [("q", "harbour"), ("format", "csv")]}
NEEDED |= {"/api/v1/compare": [("ids", "practice-harbour,practice-violin")]}
NEEDED |= {"/compare": [("id", "practice-harbour"), ("id", "practice-violin")]}
PRACTICE = "/practices/practice-harbour"
PATHS = ["/", "/compare", PRACTICE, *NEEDED, "/api/v1/facets", "/api/v1/practices", f"/api/v1{PRACTICE}"]
PATHS += [f"/api/v1{PRACTICE}/related"]
LISTS = {"without": 20, "ids": 20, "id": 20} | dict.fromkeys(FACETS, MOST_FILTER_VALUES)
LENGTHS = {"q": LONGEST_QUERY, "plan": LONGEST_PLAN, "passage": LONGEST_ID, "id": LONGEST_ID, "ids": LONGEST_QUERY}
LENGTHS |= {"without": 300} | dict.fromkeys(FACETS, LONGEST_FILTER_VALUE)
NUMBERS = {"top", "limit", "offset", "page"}
CHOSEN = {"country": "NE ML BD KE FR DE ES IT".split(), "section": ["summary"], "basis": ["stated"], "language": ["en"]}
CHOSEN |= {"ongoing": ["yes"], "currency": "EUR USD CHF".split(), "amount": ["EUR 1000-5000", "50000-", "-10"]}
CHOSEN |= {name: [str(number) for number in range(1, 9)] for name in ("objective", "principle", "sdg")}
CHOSEN |= {name: [f"{2000 + number}-{2010 + number}" for number in range(50)] for name in ("year", "start", "end")}
CHOSEN |= {name: ["2015-02-01", "2016", "2011-05"] for name in ("start_date", "end_date")}


@dataclass(frozen=True)
class Cost:
    status: int
    size: int
    seconds: float
    text: str


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder, embedder = tmp_path_factory.mktemp("index"), HashingEmbedder()
    collection = Collection(practices=ten_small_practices())
    build_snapshot(folder, collection, embedder, Limit(default_counter(), 100))
    with TestClient(create_app(LiveIndex(Bootstrap(Settings(index=folder), embedder)))) as client:
        for language in (ORDINARY, "¿Qué prácticas?", "Quelles pratiques ?", "哪些国家", "Какие страны", "ما البلدان"):
            client.get("/", params={"q": language})  # what is read once for all questions is not counted
        yield client


@pytest.fixture(scope="module")
def ordinary(client: TestClient) -> Cost:
    costs = [cost_of(client, "/", [("q", ORDINARY)]) for _ in range(3)]
    assert {cost.status for cost in costs} == {200}
    return max(costs, key=lambda cost: cost.seconds)


def cost_of(client: TestClient, path: str, pairs: Pairs) -> Cost:
    gc.disable()  # a collection walks all that other tests of this process have left, for up to a second
    try:
        started = time.process_time()
        response = client.get(f"{path}?{urlencode(pairs)}", headers={"Accept-Encoding": "identity"})
        seconds = time.process_time() - started
    finally:
        gc.enable()
    return Cost(response.status_code, len(response.content), seconds, response.text)


def assert_refused_at_once(ask: Callable[[], Cost], ordinary: Cost) -> Cost:
    """Return the costs of a refusal, whose time is looked at again where another thread may have got in between."""
    costs = [ask()]
    while costs[-1].seconds >= FLOOR_SECONDS + ordinary.seconds and len(costs) < 3:
        costs.append(ask())
    assert costs[-1].seconds < FLOOR_SECONDS + ordinary.seconds
    return costs[-1]


def assert_grows_in_proportion(costs: Sequence[Cost], ordinary: Cost, what: object) -> None:
    """Check costs whose requests double each time."""
    for half, whole in pairwise(costs):
        assert whole.seconds <= max(3 * half.seconds, FLOOR_SECONDS), what
        assert whole.size <= max(3 * half.size, FLOOR_BYTES), what
    assert max(cost.seconds for cost in costs) <= 30 * max(ordinary.seconds, FLOOR_SECONDS / 2), what
    assert max(cost.size for cost in costs) <= 30 * ordinary.size, what


def undisturbed(measure: Callable[[], list[Cost]], ordinary: Cost, what: object) -> None:
    """Check costs, a second time where another process may have got in between."""
    try:
        assert_grows_in_proportion(measure(), ordinary, what)
    except AssertionError:
        assert_grows_in_proportion(measure(), ordinary, what)


def parameters(client: TestClient, path: str) -> list[str]:
    """List the parameters of a route, as it names them itself."""
    refused = cost_of(client, path, [("no-such-parameter", "")])
    match = re.search(r"The parameters are ([\w, ]+)\.", refused.text)
    assert match, refused.text
    return match[1].split(", ")


def values(name: str, number: int) -> Pairs:
    chosen = CHOSEN.get(name) or [f"{name} {place}" for place in range(number)]
    return [(name, chosen[place % len(chosen)]) for place in range(number)]


def needed(path: str, name: str) -> Pairs:
    return [pair for pair in NEEDED.get(path, []) if pair[0] != name]


def test_the_parameters_of_the_schema_are_those_measured_here(client: TestClient) -> None:
    measured = {name for path in PATHS for name in parameters(client, path)}
    paths = client.get("/openapi.json").json()["paths"]
    declared = {
        parameter["name"]
        for methods in paths.values()
        for parameter in methods.get("get", {}).get("parameters", ())
        if parameter["in"] == "query"
    }

    assert declared <= measured
    assert measured - {"format", "write", *NUMBERS} == {*LISTS, *LENGTHS}


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_given_again_and_again_is_bounded(client: TestClient, ordinary: Cost, path: str) -> None:
    for name in parameters(client, path):
        most = LISTS.get(name, 1)
        within = [n for n in (1, 2, 4, 8, 16, 32, 50) if n <= most]
        if path == "/" and most > 1:
            undisturbed(
                lambda name=name, within=within: [cost_of(client, path, values(name, n)) for n in within],
                ordinary,
                (path, name),
            )
        for number in (most + 1, 64, 128, 256, 512, 1000) if path == "/" else (most + 1, 1000):
            pairs = [*needed(path, name), *values(name, number)]
            refused = assert_refused_at_once(lambda pairs=pairs: cost_of(client, path, pairs), ordinary)
            limit = f"{number} values are more than the {most} that are read" if most > 1 else f"{number} times"
            assert (refused.status, f"{name}" in refused.text, limit in refused.text) == (422, True, True), refused.text


@pytest.mark.parametrize("path", PATHS)
def test_a_value_that_is_longer_is_bounded(client: TestClient, ordinary: Cost, path: str) -> None:
    for name in parameters(client, path):
        if most := LENGTHS.get(name):
            refused = cost_of(client, path, [*needed(path, name), (name, "x" * (most + 1))])
            limit = f"{most + 1} characters are more than the {most} that are read"
            assert (refused.status, limit in refused.text) == (422, True), (path, name, refused.text)
            within = cost_of(client, path, [*needed(path, name), (name, "x" * most)])
            assert within.status in (200, 400, 404, 422), (path, name)
            assert limit not in within.text
            assert within.seconds <= 30 * max(ordinary.seconds, FLOOR_SECONDS / 2)


@pytest.mark.parametrize(("path", "name"), [("/", "page"), ("/api/v1/practices", "offset"), ("/api/v1/facets", "top")])
@pytest.mark.parametrize("value", ["99999999999", "9" * 5000, "-1", "x"])
def test_a_number_is_bounded_and_the_limit_is_named(client: TestClient, path: str, name: str, value: str) -> None:
    refused = cost_of(client, path, [(name, value)])
    shown = LexborHTMLParser(refused.text).text()

    assert refused.status == 422
    assert f"{name} '{value[:50]}" in shown
    assert len(shown) < 3000


@pytest.mark.parametrize("prefix", ["/practices/", "/api/v1/practices/"])
def test_the_id_of_a_path_is_bounded(client: TestClient, prefix: str) -> None:
    assert client.get(prefix + "x" * LONGEST_ID).status_code == 404
    refused = client.get(prefix + "x" * (LONGEST_ID + 1))

    assert refused.status_code == 422
    assert f"practice_id: {LONGEST_ID + 1} characters are more than the {LONGEST_ID} that are read" in refused.text


def test_all_filters_together_are_bounded(client: TestClient, ordinary: Cost) -> None:
    chosen = [pair for name in ("type", "donor", "partner", "organisation") for pair in values(name, 25)]

    undisturbed(
        lambda: [cost_of(client, "/", [("q", "harbour"), *chosen[:n]]) for n in (12, 25, 50, 100)], ordinary, "filters"
    )
    refused = cost_of(client, "/api/v1/search", [("q", "harbour"), *chosen, ("country", "NE")])
    assert refused.status == 422
    assert "101 values with" in refused.text
    assert "100 values with 6000 characters are read" in refused.text


def test_the_page_of_a_search_with_most_and_longest_choices_names_them_all(client: TestClient) -> None:
    names = [f"{number:02d}" + "ж" * 118 for number in range(50)]
    page = LexborHTMLParser(cost_of(client, "/", [("q", "harbour"), *(("type", name) for name in names)]).text)

    chips = page.css(".chips li")
    assert sum(name in chip.text() for chip in chips for name in names) >= 50
    assert 0 < len(page.css(".chips a:not(.turn)")) < 50
    assert "too long for a link beside each of its choices" in page.text()
    assert page.css_first(".chips .all").attributes["href"] == "/?q=harbour"


QUESTIONS = [
    '"a" ',
    '+"a b" ',
    "+",
    '"',
    "([{<",
    "a",
    "a ",
    "12345 ",
    "2019 ",
    "12 March 2019 ",
    "EUR 5 million ",
    "$1 ",
    "Niger, Kenya and Mali ",
    "GIZ and UNICEF ",
    "not ",
    "and or ",
    "not in Niger ",
    "移民",
    "哪些国家不在尼日尔",
    "不在",
    "الهجرة في النيجر ",
    "🚢",
    "e\u0301",
    "\u0301",
    "в Нигере и Мали без ",
    "<b>",
    "&amp;",
    "a-",
    "a.b.",
    "ﷺ",
    "NRM (National Referral Mechanism) ",
    "childern migratoin ",
    "Which practices in Niger? ",
    "how many ",
    "last ",
]


@pytest.mark.parametrize("unit", QUESTIONS, ids=ascii)
def test_a_question_of_any_kind_takes_in_proportion_to_its_length(
    client: TestClient, ordinary: Cost, unit: str
) -> None:
    def measure() -> list[Cost]:
        return [cost_of(client, "/", [("q", (unit * length)[:length])]) for length in (500, 1000, LONGEST_QUERY)]

    undisturbed(measure, ordinary, unit)


@pytest.mark.parametrize(
    "unit", [" ", "\u00a0", ",", ". ", "!", "-", "please ", "thank you. ", "\n", "/", "'"], ids=ascii
)
def test_what_stands_between_words_takes_in_proportion_to_its_length(
    client: TestClient, ordinary: Cost, unit: str
) -> None:
    def measure() -> list[Cost]:
        questions = [f"harbour{(unit * length)[: length - 15]} harbour" for length in (500, 1000, LONGEST_QUERY)]
        return [cost_of(client, "/", [("q", question)]) for question in questions]

    undisturbed(measure, ordinary, unit)


def conditions(number: int) -> dict[str, object]:
    return {"conditions": [{"field": "type", "values": [f"type {n}"]} for n in range(number)], "topic": "harbour"}


PLANS: dict[str, Callable[[int], object]] = {
    "conditions": lambda number: conditions(number // 50),
    "off": lambda number: {"off": conditions(number // 50)["conditions"]},
    "values": lambda number: {"conditions": [{"field": "country", "values": ["Niger", "Mali"] * (number // 8)}]},
    "words": lambda number: {"topic": "x " * number, "not_understood": ["y"] * number},
    "depth": lambda number: json.loads("[" * min(number, 900) + "]" * min(number, 900)),
}


@pytest.mark.parametrize("kind", PLANS)
def test_a_plan_takes_in_proportion_to_its_length(client: TestClient, ordinary: Cost, kind: str) -> None:
    def measure() -> list[Cost]:
        plans = [json.dumps(PLANS[kind](number)) for number in (250, 500, 1000, 2000)]
        return [cost_of(client, "/", [("q", "harbour"), ("plan", plan)]) for plan in plans]

    undisturbed(measure, ordinary, kind)


async def answer_to(app: ASGIApp, path: str, query: str) -> tuple[int, dict[str, str], bytes]:
    """Ask an application without a client, which has limits of its own."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    await app(scope | {"http_version": "1.1", "scheme": "http", "server": ("testserver", 80)}, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/", "q=" + "x" * LONGEST_ADDRESS),
        ("/practices/" + "x" * LONGEST_ADDRESS, ""),
        ("/api/v1/search", "q=a&" * (LONGEST_ADDRESS // 4)),
        ("/no-such-page", "x" * LONGEST_ADDRESS),
    ],
    ids=["question", "path", "repeated", "nowhere"],
)
def test_an_address_is_bounded_as_a_whole(client: TestClient, path: str, query: str) -> None:
    status, headers, body = anyio.run(answer_to, client.app, path, query)

    is_api = path.startswith("/api/")
    says = f"The address has {len(path) + len(query)} bytes; {LONGEST_ADDRESS} are read."
    assert (status, headers["content-type"]) == (
        414,
        "application/problem+json" if is_api else "text/html; charset=utf-8",
    )
    assert "content-security-policy" in headers
    assert json.loads(body)["detail"].startswith(says) if is_api else says in body.decode()
    assert len(body) < 10_000


def test_the_longest_plan_and_question_fit_into_an_address(client: TestClient) -> None:
    plan = json.dumps(conditions(20) | {"not_understood": ['"'] * 1500})
    filled = [("q", '"' * LONGEST_QUERY), ("plan", f"{plan}{' ' * (LONGEST_PLAN - len(plan))}")]

    assert 30_000 < len(urlencode(filled)) < LONGEST_ADDRESS
    assert cost_of(client, "/", filled).status == 200
    assert "is no JSON" in cost_of(client, "/", [("plan", '"' * LONGEST_PLAN)]).text


@pytest.mark.parametrize("path", ["/practices/", "/api/v1/search/?q=harbour", "/word-for-word/", "/static/"])
def test_a_slash_too_many_redirects_nowhere(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Host": "elsewhere.example"}, follow_redirects=False)

    assert response.status_code == 404
    assert "elsewhere.example" not in response.text
