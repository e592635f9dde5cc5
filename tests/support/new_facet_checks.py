"""Checks of a facet that is new: :mod:`tests.integration.test_new_facet` runs them in a copy that has it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

import service.cli.questions
from corpus import Limit, Practice, Section, SectionKind, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.embedder import Embedder
from index.errors import DamagedSnapshotError
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.cli import app
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

FEEDBACK = Section(SectionKind.PEER_REVIEWER_FEEDBACK, None, "The harbour is sound work.")
REVIEWED = {"practice-harbour", "practice-violin", "practice-anchor"}


def build(folder: Path, practices: list[Practice], embedder: Embedder) -> BuildReport:
    limit = Limit(default_counter(), 100)
    return build_snapshot(folder, Collection(practices=practices), embedder, limit, cache=cache_file(folder))


@pytest.fixture
def bootstrap(tmp_path: Path, hashing_embedder: Embedder, small_practices: list[Practice]) -> Bootstrap:
    """Ten practices, three of them reviewed."""
    practices = [
        replace(practice, sections=(*practice.sections, FEEDBACK)) if practice.practice_id in REVIEWED else practice
        for practice in small_practices
    ]
    folder = tmp_path / "index"
    build(folder, practices, hashing_embedder)
    return Bootstrap(Settings(index=folder, feedback=tmp_path / "feedback.sqlite"), hashing_embedder)


@pytest.fixture
def client(bootstrap: Bootstrap) -> TestClient:
    return TestClient(create_app(LiveIndex(bootstrap)))


def ids(response: str) -> set[str]:
    return {match["practice_id"] for match in json.loads(response)["practices"]}


def test_both_channels_are_filtered(bootstrap: Bootstrap, hashing_embedder: Embedder) -> None:
    searcher = Searcher(Snapshot.open(bootstrap.settings.index), hashing_embedder, 0.65)

    for channel in ("dense", "lexical"):
        matches = searcher.search("harbour", filters={"reviewed": ("yes",)}, channel=channel)
        assert {match.practice.practice_id for match in matches} == REVIEWED


def test_the_api_filters_and_counts(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "harbour", "reviewed": "yes"})
    facets = client.get("/api/v1/facets", params={"reviewed": "yes"}).json()["facets"]
    refused = client.get("/api/v1/search", params={"q": "harbour", "reviewed": "maybe"})

    assert ids(response.text) == REVIEWED
    assert facets[-1] == {
        "facet": "reviewed",
        "label": "Peer review",
        "values": [
            {"value": "no", "label": "Not reviewed", "practices": 7, "selected": False},
            {"value": "yes", "label": "Reviewed by a peer", "practices": 3, "selected": True},
        ],
        "none": 0,
        "not_stated": 0,
        "missing": 0,
    }
    assert (refused.status_code, refused.json()["detail"]) == (400, "reviewed 'maybe' is not known; write yes or no.")


def test_the_schema_of_the_api_has_the_parameter(client: TestClient) -> None:
    parameters = client.get("/openapi.json").json()["paths"]["/api/v1/search"]["get"]["parameters"]

    hints = {parameter["name"]: parameter.get("description") for parameter in parameters}
    assert hints["reviewed"] == "Whether a peer has reviewed the practice: yes, no."


def test_feedback_takes_the_filter(client: TestClient) -> None:
    given = {"question": "harbour?", "helpful": True, "filters": {"reviewed": ["yes"]}}

    assert client.post("/api/v1/feedback", json=given).status_code < 300


def test_the_page_offers_the_values_and_shows_the_choice(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/", params={"reviewed": "yes"}).text)

    offered = {box.attributes["value"]: "checked" in box.attributes for box in page.css("input[name=reviewed]")}
    assert offered == {"no": False, "yes": True}
    assert "Peer review: Reviewed by a peer" in page.css_first(".chips").text()
    assert len(page.css(".listing li")) == 3


def test_the_command_line_has_the_option(bootstrap: Bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.cli.questions, "open_bootstrap", lambda _: bootstrap)
    run = CliRunner().invoke

    result = run(app, ["search", "harbour", "--reviewed", "yes", "--json"])
    refused = run(app, ["search", "harbour", "--reviewed", "maybe"])

    assert ids(result.stdout) == REVIEWED
    assert (refused.exit_code, refused.stderr) == (2, "practices: reviewed 'maybe' is not known; write yes or no.\n")


def test_an_index_built_before_says_how_to_build_it_anew(
    hashing_embedder: Embedder, small_practices: list[Practice]
) -> None:
    folder = Path(os.environ["INDEX_BUILT_BEFORE"])

    with pytest.raises(DamagedSnapshotError) as error:
        Snapshot.open(folder)
    assert "manifest.json was built without the facet reviewed. Mend it with: practices build" in str(error.value)

    rebuilt = build(folder, small_practices, hashing_embedder)
    again = build(folder, small_practices, hashing_embedder)
    assert (rebuilt.unchanged, again.unchanged) == (False, True)
    assert Snapshot.open(folder).facets.values("reviewed") == ["no"]
