"""What changes in a collection, as the service tells it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from corpus.model import Capture, Section, SectionKind, Tombstone
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

BASE = "http://127.0.0.1:8000"
TOMBSTONE = Tombstone("practice-lost", "The lost project", "https://example.org/lost", "2026-11-20T08:00:00Z")


class Site:
    """A collection that is built again and again, and the service over it."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder

    def build(self, practices: list[Practice], *withdrawn: Tombstone) -> BuildReport:
        collection = Collection(practices=practices, withdrawn=list(withdrawn))
        limit = Limit(default_counter(), 100)
        return build_snapshot(self.folder, collection, self.embedder, limit, cache=cache_file(self.folder))

    def client(self) -> TestClient:
        bootstrap = Bootstrap(Settings(index=self.folder), Models(self.embedder))
        return TestClient(create_app(LiveIndex(bootstrap)), raise_server_exceptions=False)


@pytest.fixture
def site(tmp_path: Path, hashing_embedder: Embedder) -> Site:
    return Site(tmp_path / "index", hashing_embedder)


@pytest.fixture
def twins(small_practices: list[Practice]) -> list[Practice]:
    """The small practices and, of the first one, two contracts with the same text, one of them in another country."""
    first = small_practices[0]
    contracts = [
        replace(first, practice_id=f"harbour-{name}", title=f"{first.title} - {name}", countries=(country,))
        for name, country in (("IOM", "BD"), ("UNDP", "FR"))
    ]
    return [*small_practices, *contracts]


def test_after_one_changed_page_its_changed_passages_are_embedded_and_all_other_ids_stay(
    site: Site, small_practices: list[Practice]
) -> None:
    site.build(small_practices)
    before = {passage.passage_id: passage for passage in Snapshot.open(site.folder).passages}
    first, *rest = small_practices
    lesson = replace(first.sections[1], text="People near the harbour learned to sell it.")

    report = site.build([replace(first, sections=(first.sections[0], lesson, first.sections[2])), *rest])

    after = {passage.passage_id: passage for passage in Snapshot.open(site.folder).passages}
    assert (report.embedded, report.reused) == (1, 29)
    assert {before[passage_id].text for passage_id in before.keys() - after.keys()} == {first.sections[1].text}
    assert {after[passage_id].text for passage_id in after.keys() - before.keys()} == {lesson.text}


def test_a_practice_knows_its_captures_and_the_hash_of_each_section(
    site: Site, small_practices: list[Practice]
) -> None:
    capture = Capture("pages/harbour.html", "2026-11-02T08:00:00Z", None)
    first = replace(small_practices[0], captures=(capture,), submitted="2023-04-01")
    site.build([first, *small_practices[1:]])
    client = site.client()

    body = client.get("/api/v1/practices/practice-harbour").json()
    page = client.get("/practices/practice-harbour").text
    others = client.get("/practices/practice-orchard").text
    match = client.get("/api/v1/search", params={"q": "harbour"}).json()["practices"][0]

    assert body["captures"] == [
        {"source": "pages/harbour.html", "fetched": "2026-11-02T08:00:00Z", "failing_since": None}
    ]
    assert body["submitted"] == "2023-04-01"
    assert [section["sha256"] for section in body["sections"]] == [section.sha256 for section in first.sections]
    assert "Submitted 2023-04-01, last checked 2026-11-02." in page
    assert (match["practice_id"], match["last_checked"], match["failing_since"]) == (
        "practice-harbour",
        "2026-11-02",
        None,
    )
    assert "last checked 2026-11-02" in client.get("/", params={"q": "harbour"}).text
    assert "checked" not in LexborHTMLParser(others).css_first("article").text()


def test_a_page_that_cannot_be_reached_keeps_its_text_and_says_so(site: Site, small_practices: list[Practice]) -> None:
    capture = Capture("pages/harbour.html", "2026-11-02T08:00:00Z", "2026-11-20T08:00:00Z")
    site.build([replace(small_practices[0], captures=(capture,)), *small_practices[1:]])

    page = site.client().get("/practices/practice-harbour").text

    assert "The page cannot be reached since 2026-11-20; shown is its text of 2026-11-02." in page
    assert "It is a harbour." in page


def test_a_link_to_a_vanished_passage_leads_to_its_practice_with_a_note(
    site: Site, small_practices: list[Practice]
) -> None:
    site.build(small_practices)
    client = site.client()
    link = client.get("/api/v1/search", params={"q": "harbour"}).json()["practices"][0]["passages"][0]["link"]
    address = link.removeprefix(BASE).partition("#")[0]
    there = client.get(address)
    sections = tuple(replace(section, text=f"New. {section.text}") for section in small_practices[0].sections)
    site.build([replace(small_practices[0], sections=sections), *small_practices[1:]])
    client = site.client()

    now = client.get(address)

    assert "is gone" not in there.text
    assert now.status_code == 200
    assert "has changed or is gone" in LexborHTMLParser(now.text).css_first("[role=status]").text()
    assert "New. " in now.text
    assert "has changed or is gone" in client.get(f"/api/v1{address}").json()["note"]
    assert client.get("/api/v1/practices/practice-harbour").json()["note"] == ""
    assert "is gone" not in client.get("/practices/practice-harbour").text


def test_a_withdrawn_practice_says_what_it_was_and_where(site: Site, small_practices: list[Practice]) -> None:
    site.build(small_practices, TOMBSTONE)
    client = site.client()

    page = client.get("/practices/practice-lost", params={"passage": "p1"})
    problems = [client.get(f"/api/v1/practices/practice-lost{path}") for path in ("", "/related")]

    assert page.status_code == 410
    assert all(word in page.text for word in ("The lost project", "2026-11-20", "https://example.org/lost"))
    for problem in problems:
        assert problem.status_code == 410
        assert problem.headers["content-type"] == "application/problem+json"
        assert problem.json()["withdrawn"] == {
            "practice_id": "practice-lost",
            "title": "The lost project",
            "url": "https://example.org/lost",
            "withdrawn": "2026-11-20T08:00:00Z",
        }


def test_a_practice_that_is_back_is_no_longer_withdrawn(site: Site, small_practices: list[Practice]) -> None:
    tombstone = replace(TOMBSTONE, practice_id="practice-harbour")
    site.build(small_practices, tombstone)

    assert site.client().get("/practices/practice-harbour").status_code == 200


def test_a_practice_whose_file_is_gone_is_unknown_with_the_day_it_was_last_known(
    site: Site, small_practices: list[Practice]
) -> None:
    before = site.build(small_practices).snapshot
    site.build(small_practices[1:])
    client = site.client()

    gone, never = (client.get(f"/api/v1/practices/{practice_id}") for practice_id in ("practice-harbour", "atlantis"))

    assert (gone.status_code, never.status_code) == (404, 404)
    day = f"{before[:4]}-{before[4:6]}-{before[6:8]}"
    assert f"It was in the snapshot {before} of {day}." in gone.json()["detail"]
    assert "snapshot" not in never.json()["detail"]


def test_near_identical_practices_are_one_result_that_names_the_others(site: Site, twins: list[Practice]) -> None:
    report = site.build(twins)
    client = site.client()

    body = client.get("/api/v1/search", params={"q": "harbour"}).json()
    page = LexborHTMLParser(client.get("/", params={"q": "harbour"}).text)
    facets = client.get("/api/v1/facets").json()

    group = {"practice-harbour", "harbour-IOM", "harbour-UNDP"}
    first = body["practices"][0]
    named = [match["practice_id"] for match in first["near_identical"]]
    assert (report.duplicate_groups, report.near_identical) == (1, 3)
    assert {first["practice_id"], *named} == group
    assert [match["practice_id"] for match in body["practices"] if match["practice_id"] in group] == [
        first["practice_id"]
    ]
    assert facets["practices"] == len(client.get("/api/v1/practices").json()) == 12
    (said,) = page.css(".matches .same")
    assert said.text().startswith("2 near-identical: ")
    assert all(client.get(link.attributes["href"]).status_code == 200 for link in said.css("a"))


def test_a_filter_lets_through_one_of_a_group_without_the_others(site: Site, twins: list[Practice]) -> None:
    site.build(twins)

    body = site.client().get("/api/v1/search", params={"q": "harbour", "country": "France"}).json()

    assert [(match["practice_id"], match["near_identical"]) for match in body["practices"]] == [("harbour-UNDP", [])]


def test_an_export_has_each_practice_of_a_group(site: Site, twins: list[Practice]) -> None:
    site.build(twins)

    text = site.client().get("/api/v1/export", params={"q": "harbour", "format": "csv"}).text

    assert all(f"/practices/{practice_id}" in text for practice_id in ("harbour-IOM", "harbour-UNDP"))


def test_related_names_near_identical_practices_as_such(site: Site, twins: list[Practice]) -> None:
    site.build(twins)
    client = site.client()

    related = client.get("/api/v1/practices/practice-harbour/related", params={"top": 4}).json()["related"]
    from_outside = client.get("/api/v1/practices/practice-orchard/related", params={"top": 50}).json()["related"]
    practice = client.get("/api/v1/practices/practice-harbour").json()
    page = LexborHTMLParser(client.get("/practices/practice-harbour").text)

    contracts = {"harbour-IOM", "harbour-UNDP"}
    first, *others = related
    assert first["is_near_identical"]
    assert {first["practice_id"], *(practice["practice_id"] for practice in first["near_identical"])} == contracts
    assert len(related) == 4
    assert not any(practice["is_near_identical"] for practice in others)
    listed = [practice["practice_id"] for practice in from_outside]
    named = [practice["practice_id"] for match in from_outside for practice in match["near_identical"]]
    assert {*listed, *named} == {twin.practice_id for twin in twins} - {"practice-orchard"}
    assert len(listed) + len(named) == 11
    assert {other["practice_id"] for other in practice["near_identical"]} == contracts
    said = page.css_first(".related li .same").text()
    assert said == "Near-identical to this practice, as are the others named at the top."
    assert {link.attributes["href"] for link in page.css("article .same a")} == {
        f"/practices/{practice_id}" for practice_id in contracts
    }


def test_a_translation_is_no_near_identical_practice(site: Site) -> None:
    def practice(practice_id: str, language: str, text: str) -> Practice:
        return Practice(
            practice_id, "MigApp", (Section(SectionKind.SUMMARY, None, text),), language=language, countries=("CR",)
        )

    report = site.build(
        [
            practice("one", "en", "An application tells migrants about the risks of the road and the help on it."),
            practice(
                "two", "es", "Una aplicación informa a los migrantes de los riesgos del camino y de la ayuda en él."
            ),
        ]
    )

    assert report.near_identical == 0
