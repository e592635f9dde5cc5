from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from service.bootstrap import Bootstrap
from service.cli.app import app
from service.feedback.store import FeedbackStore
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from service.web.http.middleware import LARGEST_BODY

pytestmark = pytest.mark.model

BASE = "http://testserver"
OWN = {"sec-fetch-site": "same-origin"}
IDS = ["zambia-s-national-referral-mechanism", "identifying-missing-migrants-in-italy"]
QUESTION = "Which practices in West Africa give humanitarian assistance?"


@pytest.fixture
def kept(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "feedback.sqlite")


@pytest.fixture
def client(built_in: Bootstrap, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(index=built_in.settings.index, feedback=tmp_path / "feedback.sqlite")
    with TestClient(create_app(LiveIndex(Bootstrap(settings, built_in.models)))) as client:
        yield client


def test_compared_sections_hold_one_verbatim_sentence_a_practice_or_none(client: TestClient) -> None:
    for q in ("who coordinates", ""):
        body = client.get("/api/v1/compare", params={"ids": ",".join(IDS), "q": q}).json()

        assert [practice["practice_id"] for practice in body["practices"]] == IDS
        rows = {row["section"]: row["cells"] for row in body["sections"]}
        assert list(rows) == ["Summary", "Organisations", "Benefit and impact"]
        assert rows["Benefit and impact"][0] is None
        for cells in rows.values():
            for practice_id, cell in zip(IDS, cells, strict=True):
                if cell:
                    sections = client.get(f"/api/v1/practices/{practice_id}").json()["sections"]
                    text = sections[cell["section_index"]]["text"]
                    assert text[cell["start"] : cell["end"]] == cell["text"]
                    assert cell["practice_id"] == practice_id


def test_the_question_picks_the_sentence(client: TestClient) -> None:
    ids = ["identifying-missing-migrants-in-italy", "colombia-s-special-stay-permit"]
    row = client.get("/api/v1/compare", params={"ids": ids, "q": "contact with the families"}).json()["sections"][0]

    assert "families" in row["cells"][0]["text"]


@pytest.mark.parametrize(
    ("ids", "status"), [(IDS[:1], 400), ([IDS[0], IDS[0]], 400), (["x"] * 1 + IDS, 404), (list("abcdefg"), 400)]
)
def test_too_few_too_many_or_unknown_practices_are_refused(client: TestClient, ids: list[str], status: int) -> None:
    assert client.get("/api/v1/compare", params={"ids": ids}).status_code == status
    assert client.get("/compare", params={"id": ids}).status_code == status


def test_the_page_is_a_table_with_headers_and_says_what_is_not_stated(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/compare", params={"id": IDS, "q": "who coordinates"}).text)

    table = page.css_first("table")
    assert table.css_first("caption").text().startswith("The sentence of each section")
    assert len(table.css("th[scope=col]")) == 3
    assert [header.text() for header in table.css("th[scope=row]")] == [
        "Summary",
        "Organisations",
        "Benefit and impact",
    ]
    assert table.css("tbody tr")[2].css("td")[0].text().split()[-2:] == ["not", "stated"]


def test_practices_of_the_results_can_be_chosen_and_compared_without_a_script(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/", params={"q": QUESTION}).text)
    form = page.css_first("form.choose")
    chosen = [box.attributes["value"] for box in form.css("input[name=id]")][:2]
    question = form.css_first("input[name=q]").attributes["value"]

    compared = client.get(str(form.attributes["action"]), params={"id": chosen, "q": question})

    assert compared.status_code == 200
    assert all(f"/practices/{practice_id}" in compared.text for practice_id in chosen)


def test_what_the_question_was_understood_as_can_be_removed_by_a_link(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/", params={"q": QUESTION}).text)
    links = {link.text().strip().rstrip("×").strip(): link.attributes["href"] for link in page.css(".understood a")}

    region = next(address for name, address in links.items() if "Western Africa" in name)
    off = LexborHTMLParser(client.get(str(region)).text)
    back = next(link for link in off.css(".understood a.off") if "Western Africa" in link.text())

    assert page.css_first(".total").text().split()[0] == "3"
    assert off.css_first(".total").text().split()[0] != "3"
    again = LexborHTMLParser(client.get(str(back.attributes["href"])).text)
    assert again.css_first(".total").text() == page.css_first(".total").text()


def test_the_api_says_how_a_question_was_understood(client: TestClient) -> None:
    on = client.get("/api/v1/answer", params={"q": QUESTION, "top": 2}).json()
    off = client.get("/api/v1/answer", params={"q": QUESTION, "without": on["understood"][0]["key"]}).json()

    assert (on["kind"], on["asks_for"], on["subject"]) == ("list", "practice", "give humanitarian assistance")
    assert on["understood"] == [
        {
            "facet": "region",
            "label": "Western Africa",
            "values": ["Western Africa"],
            "key": "region:Western Africa",
            "applied": True,
        }
    ]
    assert (len(on["practices"]), on["counts"]["practices"], len(on["statements"])) == (2, 3, 3)
    assert off["understood"][0]["applied"] is False


def test_countries_can_be_the_units_of_an_answer(client: TestClient) -> None:
    body = client.get("/api/v1/answer", params={"q": "Which countries have practices on diaspora engagement?"}).json()

    units = {unit["value"]: unit for unit in body["answer_units"]}
    assert {"MD", "BI", "NG", "ZW", "TN"} == set(units)
    assert units["NG"]["label"] == "Nigeria"
    assert units["NG"]["count"] == len(units["NG"]["practices"]) == 1


def test_the_form_of_the_page_is_kept_with_what_was_shown(client: TestClient, kept: FeedbackStore) -> None:
    page = LexborHTMLParser(client.get("/", params={"q": QUESTION, "year": "2021-2022"}).text)
    form = page.css_first(".feedback form")
    fields = [(i.attributes["name"], i.attributes["value"] or "") for i in form.css("input[type=hidden]")]
    fields += [("helpful", "false"), ("reason", "incomplete"), ("comment", "More of <Mali>, please.")]

    sent = client.post("/feedback", content=urlencode(fields), headers=OWN, follow_redirects=False)

    assert (sent.status_code, sent.headers["location"]) == (303, "/feedback/thanks")
    assert "Thank you" in client.get("/feedback/thanks").text
    (feedback,) = kept.all()
    assert (feedback.question, feedback.helpful, feedback.reason) == (QUESTION, False, "incomplete")
    assert feedback.comment == "More of <Mali>, please."
    assert feedback.filters == {"year": ["2021-2022"]}
    assert feedback.snapshot == client.get("/readyz").text.strip()
    assert [shown.text for shown in feedback.statements] == [quote.text().strip() for quote in page.css("blockquote")]


@pytest.mark.parametrize("q", [QUESTION, "How are missing migrants identified?", "Quels réseaux de femmes ?", "fees"])
def test_each_statement_of_an_answer_is_kept_with_its_words(client: TestClient, kept: FeedbackStore, q: str) -> None:
    statements = client.get("/api/v1/answer", params={"q": q}).json()["statements"]
    client.post("/api/v1/feedback", json={"question": q, "helpful": True, "statements": statements})
    leaning = [statement | {"start": statement["before_start"]} for statement in statements]
    client.post("/api/v1/feedback", json={"question": q, "helpful": True, "statements": leaning})

    plain, with_context = kept.all()
    assert [shown.text for shown in plain.statements] == [statement["text"] for statement in statements]
    assert [shown.text for shown in with_context.statements] == [s["before"] + s["text"] for s in statements]


def test_a_form_of_another_site_or_of_a_machine_keeps_nothing(client: TestClient, kept: FeedbackStore) -> None:
    form = [("q", "x"), ("helpful", "true")]

    foreign = client.post("/feedback", content=urlencode(form), headers={"sec-fetch-site": "cross-site"})
    machine = client.post("/feedback", content=urlencode([*form, ("website", "x")]), headers=OWN)

    assert (foreign.status_code, machine.status_code) == (403, 200)
    assert list(kept.all()) == []


def test_the_api_keeps_feedback_and_refuses_what_is_wrong(client: TestClient, kept: FeedbackStore) -> None:
    good = {"question": "x", "helpful": False, "reason": "wrong"}

    assert client.post("/api/v1/feedback", json=good).status_code == 201
    assert client.post("/api/v1/feedback", json=good | {"reason": "boring"}).status_code == 400
    assert client.post("/api/v1/feedback", json=good | {"filters": {"colour": ["red"]}}).status_code == 400
    assert client.post("/api/v1/feedback", json=good | {"comment": "a" * 1001}).status_code == 422
    too_large = client.post("/api/v1/feedback", content=b"a" * (LARGEST_BODY + 1))
    assert (too_large.status_code, too_large.json()["status"]) == (413, 413)
    assert [feedback.reason for feedback in kept.all()] == ["wrong"]


def test_more_feedback_than_people_write_is_refused(client: TestClient) -> None:
    good = {"question": "x", "helpful": True}

    *kept, refused = [client.post("/api/v1/feedback", json=good) for _ in range(21)]

    assert {response.status_code for response in kept} == {201}
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")


def test_the_command_line_compares_and_exports(
    client: TestClient, kept: FeedbackStore, built_in: Bootstrap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRACTICES_FEEDBACK", str(tmp_path / "feedback.sqlite"))
    statement = client.get("/api/v1/answer", params={"q": QUESTION}).json()["statements"][0]
    client.post("/api/v1/feedback", json={"question": QUESTION, "helpful": True, "statements": [statement]})

    exported = CliRunner().invoke(app, ["feedback", "export", "--format", "qrels", "-o", str(tmp_path / "out")])
    wrong = CliRunner().invoke(app, ["feedback", "export", "--format", "csv", "-o", str(tmp_path / "out")])

    assert exported.exit_code == 0, exported.output
    assert json.loads((tmp_path / "out/queries.jsonl").read_text(encoding="utf-8"))["text"] == QUESTION
    assert f"f1\t{statement['practice_id']}\t1" in (tmp_path / "out/qrels/feedback.tsv").read_text()
    assert wrong.exit_code == 2
