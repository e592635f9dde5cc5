"""The plan that an answer shows, given back, gives the same answer; and an export can be repeated from its record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.text.language_files import UN_LANGUAGES
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.web.app import create_app

pytestmark = pytest.mark.model

PRACTICES_IN = {
    "en": "practices {0}",
    "fr": "pratiques {0}",
    "es": "prácticas {0}",
    "ru": "практики {0}",
    "ar": "الممارسات {0}",
    "zh": "{0}的做法",
}
RESTS = {
    "in Niger": ["in Niger", "au Niger", "en Níger", "в Нигере", "في النيجر", "尼日尔"],
    "not in Asia": ["not in Asia", "pas en Asie", "no en Asia", "не в Азии", "ليس في آسيا", "不在亚洲"],
    "by IOM since 2018": [
        "by IOM since 2018",
        "de l'OIM depuis 2018",
        "de la OIM desde 2018",
        "МОМ с 2018 года",
        "للمنظمة الدولية للهجرة منذ 2018",
        "国际移民组织2018年以来",
    ],
    "about children": [
        "about children",
        "sur les enfants",
        "sobre niños",
        "о детях",
        "عن الأطفال",
        "关于儿童",
    ],
}
OTHERS = [
    "How many practices by country?",
    "the 3 newest practices in Africa",
    "Which country has most practices?",
    "Which organisations implement practices in Bangladesh?",
    "Which countries have no practices of IOM?",
    "Which networks worked on counter-trafficking?",
    "Which are the only practices in Niger?",
    "practices in Atlantis or Niger about bakeries",
    "How are missing migrants identified?",
    "How many irregular migrants were registered in Mexico in March 2021?",
    "What did the permit change in Colombia before 2019?",
]
ASKED = [
    *(
        PRACTICES_IN[language].format(rests[number])
        for rests in RESTS.values()
        for number, language in enumerate(UN_LANGUAGES)
    ),
    *OTHERS,
]


@pytest.fixture(scope="module")
def client(built_in: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(built_in)), raise_server_exceptions=False) as client:
        yield client


def answer(client: TestClient, q: str, **parameters: object) -> dict[str, object]:
    response = client.get("/api/v1/answer", params={"q": q, "top": 100, **parameters})
    assert response.status_code == 200, response.text
    body: dict[str, object] = response.json()
    del body["took_ms"]
    return body


@pytest.mark.parametrize("q", ASKED)
def test_the_plan_that_is_shown_gives_the_same_answer(client: TestClient, q: str) -> None:
    shown = answer(client, q)

    assert answer(client, q, plan=json.dumps(shown["plan"])) == shown


@pytest.mark.parametrize(
    "parameters", [{"without": "country:Niger"}, {"without": "kind"}, {"country": "Chad"}], ids=str
)
def test_so_it_does_beside_filters_and_with_a_condition_off(client: TestClient, parameters: dict[str, str]) -> None:
    q = "Which practices in Niger started after 2015?"
    shown = answer(client, q, **parameters)
    filters = {name: value for name, value in parameters.items() if name != "without"}

    assert answer(client, q, plan=json.dumps(shown["plan"]), **filters) == shown
    assert shown != answer(client, q)


def test_a_plan_decides_and_the_question_is_what_is_shown(client: TestClient) -> None:
    plan = {"kind": "count", "conditions": [{"field": "country", "values": ["Niger"]}], "topic": "protection"}

    body = answer(client, "What of the desert?", plan=json.dumps(plan))

    assert (body["question"], body["kind"], body["subject"]) == ("What of the desert?", "count", "protection")
    assert body["set"]["read_as"] == "practices · in Niger · about “protection”"  # type: ignore[index]
    assert body["set"]["total"] == answer(client, "practices in Niger")["set"]["total"]  # type: ignore[index]


def test_an_organisation_that_no_practice_has_gives_an_empty_set_with_its_reason(client: TestClient) -> None:
    plan = {"conditions": [{"field": "organisation", "values": ["World Circus Union"]}]}

    body = answer(client, "Who juggles?", plan=json.dumps(plan))

    assert (body["outcome"], body["set"]["total"]) == ("not_found", 0)  # type: ignore[index]
    assert "world circus union" in str(body["why"]).lower()


def test_words_that_are_not_understood_forbid_found_under_any_plan(client: TestClient) -> None:
    q = "Which are the only practices in Niger?"
    plan = {"conditions": [{"field": "country", "values": ["NE"]}], "not_understood": []}

    body = answer(client, q, plan=json.dumps(plan))

    assert body["outcome"] == "partly"
    assert "only" in str(body["why"])


@pytest.mark.parametrize(
    "q", ["practices in Asia by IOM", "the 3 newest practices", "How are missing migrants identified?"]
)
def test_an_export_can_be_repeated_from_its_record(client: TestClient, q: str) -> None:
    first = exported(client, q)
    again = exported(client, "Something else", plan=first[0]["plan"])

    told = {"query", "score", "passage", "passage_link", "section"}
    if json.loads(first[0]["plan"])["kind"] == "passage":
        again = exported(client, q, plan=first[0]["plan"])
        told = set()
    assert [row["practice_id"] for row in first] == [row["practice_id"] for row in again]
    assert [{n: v for n, v in row.items() if n not in told} for row in first] == [
        {n: v for n, v in row.items() if n not in told} for row in again
    ]


def exported(client: TestClient, q: str, **parameters: str) -> list[dict[str, str]]:
    text = client.get("/api/v1/export", params={"q": q, "format": "csv", **parameters}).text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("path", ["answer", "export"])
@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ('{"conditions": [{"field": "country", "values": ["Atlantis"]}]}', ["'Atlantis'", "ISO"]),
        ('{"order": {"field": "country"}}', ["'country'", "start_date"]),
        ("Niger", ["'Niger'", "JSON"]),
        ("{" + " " * 20_000 + "}", ["20002", "20000"]),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_a_problem(
    client: TestClient, path: str, plan: str, words: list[str]
) -> None:
    form = {"format": "csv"} if path == "export" else {}
    response = client.get(f"/api/v1/{path}", params={"q": "a", "plan": plan, **form})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [word for word in words if word not in response.json()["detail"]] == []


NOT_NIGER = json.dumps({"conditions": [{"field": "country", "operator": "none", "values": ["Niger"]}]})


def shown_page(client: TestClient, address: str, **parameters: str) -> LexborHTMLParser:
    response = client.get(address, params=parameters or None)
    assert response.status_code == 200, response.text
    return LexborHTMLParser(response.text)


def links(page: LexborHTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] or "" for node in page.css(f"{selector} a")]


def read_as(page: LexborHTMLParser) -> str:
    return page.css_first(".read-as").text()


def test_the_page_shows_and_exports_the_set_of_a_plan(client: TestClient) -> None:
    page = shown_page(client, "/", q="Where else?", plan=NOT_NIGER)
    body = answer(client, "Where else?", plan=NOT_NIGER)
    exports = links(page, ".exports")

    assert read_as(page) == f"Read as: {body['set']['read_as']}."  # type: ignore[index]
    assert page.css_first(".total strong").text() == str(body["set"]["total"])  # type: ignore[index]
    assert {parse_qs(urlsplit(address).query)["plan"][0] for address in exports} == {NOT_NIGER}
    (csv_export,) = (address for address in exports if "format=csv" in address)
    rows = list(csv.DictReader(io.StringIO(client.get(csv_export).text.removeprefix("\ufeff"), newline="")))
    assert [row["practice_id"] for row in rows] == body["set"]["practice_ids"]  # type: ignore[index]


def test_the_links_of_the_page_keep_its_plan_and_one_leaves_it(client: TestClient) -> None:
    page = shown_page(client, "/", q='Where "else"?', plan=NOT_NIGER, region="Africa")

    kept = [*links(page, ".chips"), *links(page, ".reading")]
    assert len(kept) >= 5
    assert [address for address in kept if parse_qs(urlsplit(address).query).get("plan") != [NOT_NIGER]] == []
    (left,) = (node.attributes["href"] for node in page.css("a") if "Read the question" in node.text())
    assert "plan" not in parse_qs(urlsplit(left or "").query)
    assert "plan in this address" not in shown_page(client, "/", q="practices in Niger").text()


def test_a_condition_of_a_plan_is_taken_off_turned_and_taken_again(client: TestClient) -> None:
    page = shown_page(client, "/", q="Where else?", plan=NOT_NIGER)
    (_, off, turned) = links(page, ".understood")

    without = shown_page(client, off)
    assert read_as(shown_page(client, turned)) == "Read as: practices · Country: Niger."
    assert read_as(without) == "Read as: practices."
    assert read_as(shown_page(client, links(without, ".understood")[-1])) == read_as(page)


def test_one_of_two_values_that_are_both_asked_for_is_excluded_by_its_link(client: TestClient) -> None:
    page = shown_page(client, "/", q="Which practices are in both Niger and Chad?")

    queries = [parse_qs(urlsplit(address).query) for address in links(page, ".understood")]

    assert [query["country"] for query in queries if "country" in query] == [
        ["not:NE", "all:TD"],
        ["all:NE", "not:TD"],
    ]


def test_what_a_plan_says_to_be_off_can_be_taken(client: TestClient) -> None:
    plan = {"off": [{"field": "country", "values": ["Niger"]}], "topic": "protection"}
    page = shown_page(client, "/", q="What of the desert?", plan=json.dumps(plan))

    again = shown_page(client, links(page, ".understood")[-1])

    assert read_as(again) == "Read as: practices · in Niger · about “protection”."


def test_a_plan_that_cannot_be_carried_out_is_a_page_with_the_reason(client: TestClient) -> None:
    for q, plan, status, words in [
        ("a", "Niger", 422, "plan 'Niger' is no JSON"),
        ("a", '{"conditions": [{"field": "country", "values": ["Atlantis"]}]}', 422, "Atlantis"),
        ("a", "{" + " " * 20_000 + "}", 422, "20002 characters"),
        ("", NOT_NIGER, 400, "q is empty"),
    ]:
        response = client.get("/", params={"q": q, "plan": plan})
        assert (response.status_code, words in LexborHTMLParser(response.text).text()) == (status, True), plan
        assert response.headers["content-type"].startswith("text/html")


def test_the_command_line_takes_a_plan_from_a_file(built_in: Bootstrap, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from service.cli import app

    file, index = tmp_path / "plan.json", str(built_in.settings.index)
    plan = {"conditions": [{"field": "country", "operator": "none", "values": ["Niger"]}]}
    file.write_text(json.dumps(plan), encoding="utf-8")

    runner = CliRunner()
    asked = runner.invoke(app, ["ask", "Where else?", "--plan", f"@{file}", "--json", "--index", index])
    wrong = runner.invoke(app, ["ask", "Where else?", "--plan", '{"kind": "poem"}', "--index", index])
    exported = ["export", "Where else?", "--plan", f"@{file}", "--format", "csv", "-o", str(tmp_path / "a.csv")]
    written = runner.invoke(app, [*exported, "--index", index])

    assert json.loads(asked.stdout)["set"]["read_as"] == "practices · not in Niger"
    assert (wrong.exit_code, "'poem'" in wrong.stderr) == (2, True)
    assert written.exit_code == 0
    assert "practices · not in Niger" in (tmp_path / "a.csv").read_text(encoding="utf-8")
