from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

pytestmark = pytest.mark.model

BASE = "http://127.0.0.1:8000"
HEADED = {
    "Which networks worked on counter-trafficking referral mechanisms?": "What the practices say",
    "Who convenes the peer learning platform on alternatives to child detention?": "What the practices say",
    "What budget does the African Union Border Programme have?": "Closest sentences",
    "Which practices in Asia that are not from May are there?": "Closest practices",
    "How do penguins raise their young?": "Not in this collection",
    "How many practices are there in Japan?": "Nothing within these conditions",
}
LEANING = (
    "How many Venezuelan migrants could stay in Colombia with the special permit?",
    "What alternatives to detention exist for children?",
)
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> \"quoted\" & done"


@pytest.fixture(scope="module")
def client(built_in: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(built_in))) as client:
        yield client


def page(client: TestClient, path: str, **params: object) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, params=params).text)


def test_an_empty_box_shows_the_collection_and_questions_to_try(client: TestClient) -> None:
    home = page(client, "/")

    assert len(home.css(".listing li")) >= 40
    assert home.css_first("form.ask input[name=q]") is not None


def test_every_example_question_is_answered(client: TestClient) -> None:
    for link in page(client, "/").css(".examples a"):
        answer = LexborHTMLParser(client.get(link.attributes["href"]).text)

        assert answer.css("blockquote"), link.text()


def test_quotations_lead_to_their_passage_in_the_reading_view(client: TestClient) -> None:
    answer = page(client, "/", q="Which networks worked on counter-trafficking referral mechanisms?")
    quoted = answer.css_first("blockquote").text().strip()
    path, _, anchor = answer.css_first("figcaption a").attributes["href"].partition("#")

    reading = LexborHTMLParser(client.get(path).text)

    assert "National Referral Mechanism" in quoted
    assert quoted in reading.css_first(f"#{anchor}").text()


def test_matched_words_are_marked(client: TestClient) -> None:
    answer = page(client, "/", q="alternatives to detention")

    assert {mark.text().casefold() for mark in answer.css(".matches mark")} >= {"alternatives", "detention"}


def test_what_is_not_here_is_said_with_the_nearest_practices(client: TestClient) -> None:
    answer = page(client, "/", q="How do penguins raise their young?")

    assert answer.css_first(".answer h2").text() == "Not in this collection"
    assert "penguins" in answer.css_first(".why").text()
    assert not answer.css("blockquote")
    assert 0 < len(answer.css(".matches li")) <= 3
    assert not answer.css(".exports")


@pytest.mark.parametrize("q", ["How are missing migrants identified?", "Which practices are about remittances?"])
def test_a_filter_that_leaves_nothing_is_named_with_what_there_is_without_it(client: TestClient, q: str) -> None:
    answer = page(client, "/", q=q, country="Japan")
    body = client.get("/api/v1/answer", params={"q": q, "country": "Japan"}).json()

    assert answer.css_first(".answer h2").text() == "Nothing within these conditions"
    assert answer.css_first(".why").text() == body["why"]
    assert re.search(r"country Japan; without this condition: \d+ practices?( about “remittances”)?\.$", body["why"])


def test_heading_and_support_are_one_signal(client: TestClient) -> None:
    """No word of the match stands beside a heading that could say otherwise."""
    for q, heading in HEADED.items():
        answer = page(client, "/", q=q).css_first(".answer")

        assert answer.css_first("h2").text() == heading
        assert len(answer.css(".why")) <= 1
        assert " match" not in " ".join(node.text() for node in answer.css("h2, .why, .support")).replace("matches", "")


def test_a_sentence_that_leans_on_the_one_before_is_shown_with_it(client: TestClient) -> None:
    leaning = 0
    for q in LEANING:
        shown = page(client, "/", q=q).css("blockquote p")
        statements = client.get("/api/v1/answer", params={"q": q}).json()["statements"]
        leaning += sum(bool(statement["before"]) for statement in statements)

        assert [node.text() for node in shown] == [
            statement["before"] + statement["text"].strip() for statement in statements
        ]
        assert [bool(node.css(".before")) for node in shown] == [bool(statement["before"]) for statement in statements]
    assert leaning


@pytest.mark.parametrize(
    "path", ["/", "/?q=remittances", "/practices/zambia-s-national-referral-mechanism", "/nothing"]
)
def test_what_word_for_word_means_is_linked_from_each_page(client: TestClient, path: str) -> None:
    (link,) = LexborHTMLParser(client.get(path).text).css("footer a[href='/word-for-word']")

    explained = page(client, link.attributes["href"])

    assert "word for word" in explained.css_first("h1").text()
    text = explained.css_first("main").text()
    assert all(word in text for word in ("true", "complete", "up to date", "an answer to your question", "captured"))
    for heading in ("What the practices say", "Closest sentences", "Not in this collection"):
        assert heading in [term.text() for term in explained.css("dt")]


def test_what_word_for_word_means_needs_no_index(tmp_path: Path) -> None:
    with TestClient(create_app(LiveIndex(Bootstrap(Settings(index=tmp_path))))) as client:
        assert client.get("/word-for-word").status_code == 200
        assert "/word-for-word" not in client.get("/openapi.json").json()["paths"]


def test_the_outcome_links_to_what_word_for_word_means(client: TestClient) -> None:
    assert page(client, "/", q="alternatives to detention").css_first(".answer .support a[href='/word-for-word']")


def test_the_reading_view_shows_every_section_whole(client: TestClient) -> None:
    practice = client.get("/api/v1/practices/bangladesh-united-nations-network-migration-bdunnm").json()

    reading = page(client, "/practices/bangladesh-united-nations-network-migration-bdunnm")

    shown = [node.text() for node in reading.css("article .section .text")]
    assert shown == [section["text"] for section in practice["sections"]]
    assert len(reading.css(".related li")) == 5


def test_a_filter_is_shown_and_can_be_taken_away(client: TestClient) -> None:
    listing = page(client, "/", country="Niger")

    chip = listing.css_first(".chips a")
    assert "Country: Niger" in chip.text()
    assert chip.attributes["href"] == "/"
    assert 0 < len(listing.css(".listing li")) < 20


def test_what_a_user_types_stays_text(client: TestClient) -> None:
    text = client.get("/", params={"q": HOSTILE}).text

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert LexborHTMLParser(text).css_first("input[name=q]").attributes["value"] == HOSTILE


def test_what_a_page_says_stays_text(tmp_path: Path, built_in: Bootstrap) -> None:
    bootstrap = Bootstrap(Settings(index=tmp_path / "index"), built_in.models)
    source = tmp_path / "page.md"
    title = HOSTILE.replace("'", "")
    source.write_text(
        f"---\ntitle: 'Bad {title}'\ncountry: Niger\nnote: '<b>bold</b>'\n---\n\n## Summary\n\n```\n{HOSTILE}\n```\n",
        encoding="utf-8",
    )
    bootstrap.build([source])
    with TestClient(create_app(LiveIndex(bootstrap))) as client:
        practice_id = client.get("/api/v1/practices").json()[0]["practice_id"]

        texts = [client.get(path).text for path in ("/", "/?q=quoted+alert", f"/practices/{practice_id}")]

    for text in texts:
        assert "<script" not in text
        assert "<img src=x" not in text
        assert "<b>bold" not in text
    assert "alert" in texts[2]


def test_errors_are_pages_too(client: TestClient) -> None:
    missing = client.get("/practices/atlantis")
    wrong = client.get("/", params={"q": "a", "country": "Atlantis"})

    assert (missing.status_code, wrong.status_code) == (404, 400)
    assert "text/html" in missing.headers["content-type"]
    assert "Atlantis" in wrong.text


def test_a_page_needs_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/?q=children", "/practices/zambia-s-national-referral-mechanism"):
        tree = LexborHTMLParser(client.get(path).text)
        loaded = [node.attributes.get("href") or "" for node in tree.css("link")]
        loaded += [node.attributes.get("src") or "" for node in tree.css("script, img, iframe")]

        assert loaded
        assert all(address.startswith("/static/") for address in loaded)


def test_the_page_says_how_a_question_was_read(client: TestClient) -> None:
    answer = page(client, "/", q='Which HSP gave +"first aid" to childern?')

    reading = answer.css_first("ul.reading")
    assert reading.attributes["aria-label"] == "How the question was read"
    said = [" ".join(item.text().split()) for item in reading.css("li")]
    assert said[0].startswith("Read “childern” as children.")
    assert said[1].startswith("Also looked for Humanitarian Service Points: this practice says")
    assert said[2] == "Only passages that hold “first aid” word for word, or whose practice has it in its title."
    assert client.get(reading.css_first("a").attributes["href"]).status_code == 200
    assert {mark.text().casefold() for mark in answer.css(".matches mark")} >= {"first", "aid"}


def test_a_question_read_as_it_is_written_needs_no_words_about_it(client: TestClient) -> None:
    assert page(client, "/", q="alternatives to detention").css(".reading") == []


def test_both_forms_of_an_acronym_are_marked(client: TestClient) -> None:
    for question in ("HSP", "Humanitarian Service Points"):
        marked = {mark.text().casefold() for mark in page(client, "/", q=question).css(".matches mark")}

        assert {"hsp", "humanitarian", "service", "points"} <= {word for text in marked for word in text.split()}


def test_a_phrase_that_nobody_has_finds_no_practice_and_says_so(client: TestClient) -> None:
    answer = page(client, "/", q='"no such words anywhere"')

    assert answer.css_first(".answer h2").text() == "Not in this collection"
    assert answer.css(".matches li") == answer.css("blockquote") == []
    assert "No practice matches" in answer.css_first("section[aria-labelledby=practices]").text()


@pytest.mark.parametrize("query", ['"<script>alert(1)</script>"', "“<img src=x onerror=alert(1)>”"])
def test_a_hostile_phrase_stays_text(client: TestClient, query: str) -> None:
    text = client.get("/", params={"q": query}).text

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert LexborHTMLParser(text).css_first("ul.reading li").text().count("alert(1)") == 1


def test_a_query_that_is_too_long_is_a_page_that_says_so(client: TestClient) -> None:
    response = client.get("/", params={"q": "x" * 10_000})

    assert response.status_code == 422
    assert "text/html" in response.headers["content-type"]
    assert "This cannot be asked so" in response.text
    assert "10000 characters are more than the 2000 that are read; please shorten it." in response.text


def test_passages_and_quotations_are_tagged_with_their_language(client: TestClient) -> None:
    answer = page(client, "/", q="¿Qué redes de fiscales investigan la trata de personas?")

    assert "es" in {node.attributes.get("lang") for node in answer.css("blockquote")}
    assert {node.attributes.get("lang") for node in answer.css(".matches .text")} <= {"en", "es", "fr"}


def test_likely_objectives_are_called_inferred_and_lead_to_others_like_it(client: TestClient) -> None:
    practice_id = client.get("/api/v1/practices", params={"basis": "inferred"}).json()[0]["practice_id"]

    reading = page(client, f"/practices/{practice_id}")

    told = next(node for node in reading.css(".fields p") if "states no GCM objectives" in node.text())
    address = told.css_first("a").attributes["href"]
    assert "basis=inferred" in address
    assert f"/practices/{practice_id}" in client.get(address).text
    stated = page(client, "/practices/zambia-s-national-referral-mechanism")
    assert not any("states no GCM objectives" in node.text() for node in stated.css(".fields p"))
