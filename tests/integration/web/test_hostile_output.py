"""What hostile pages and clients bring never goes out as it came: in pages, JSON, exports, on the terminal, in logs."""

from __future__ import annotations

import html
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from index.embedding.model_roles import Models
from service.bootstrap import Bootstrap
from service.cli.app import app
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.hostile_pages import ADDRESS, FORBIDDEN, HIDDEN, NUL, SECRET, hostile, write_hostile_pages

QUESTION = hostile("Who mends nets at the harbour") + HIDDEN


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    write_hostile_pages(place / "pages")
    return place


@pytest.fixture(scope="module")
def bootstrap(place: Path) -> Bootstrap:
    bootstrap = Bootstrap(Settings(index=place / "index", feedback=place / "f.sqlite"), Models(HashingEmbedder()))
    bootstrap.build([place / "pages"])
    return bootstrap


@pytest.fixture
def client(bootstrap: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(bootstrap)), raise_server_exceptions=False) as client:
        yield client


def offences(text: str) -> list[str]:
    """List what a text may not hold, each with the words around it."""
    places = [match.start() for match in FORBIDDEN.finditer(text)]
    places += [at for at in range(len(text)) if text.startswith((SECRET, "reader:"), at)]
    return [text[max(0, at - 40) : at + 20] for at in places]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def shown(response: Any) -> str:
    """Give what a reader of a response sees of it."""
    kind = response.headers["content-type"]
    if "json" in kind:
        return "\n".join(strings(response.json()))
    if "csv" in kind or "research-info" in kind:
        return str(response.text).replace("\r\n", "\n")
    return html.unescape(response.text) if "html" in kind else str(response.text)


@pytest.fixture
def ids(bootstrap: Bootstrap) -> list[str]:
    return list(bootstrap.open_engine().snapshot.practices)


def test_all_pages_are_read(ids: list[str]) -> None:
    assert len(ids) == 12


@pytest.mark.parametrize("asked", ["nets", QUESTION, hostile("Which practices are by Harbour Office?")])
@pytest.mark.parametrize("address", ["/", "/api/v1/search", "/api/v1/answer", "/api/v1/facets"])
def test_nothing_hostile_in_answers(client: TestClient, address: str, asked: str) -> None:
    response = client.get(address, params={"q": asked})

    assert response.status_code == 200
    assert offences(shown(response)) == []


@pytest.mark.parametrize("asked", ["nets", QUESTION])
@pytest.mark.parametrize("name", ["ris", "bibtex", "csv"])
def test_nothing_hostile_in_exports(client: TestClient, name: str, asked: str) -> None:
    response = client.get("/api/v1/export", params={"q": asked, "format": name, "top": 20})

    assert response.status_code == 200
    assert offences(shown(response)) == []


def test_nothing_hostile_in_practices_and_comparisons(client: TestClient, ids: list[str]) -> None:
    for practice_id in ids:
        for address in (f"/practices/{practice_id}", f"/api/v1/practices/{practice_id}"):
            response = client.get(address)
            assert (response.status_code, offences(shown(response))) == (200, []), address
        response = client.get(f"/api/v1/practices/{practice_id}/related")
        assert (response.status_code, offences(shown(response))) == (200, []), address
    for address, name in (("/compare", "id"), ("/api/v1/compare", "ids")):
        response = client.get(address, params={name: ids[:3], "q": QUESTION})
        assert (response.status_code, offences(shown(response))) == (200, []), address


REFUSED = [
    ("/practices/" + quote(hostile("x")), {}),
    ("/api/v1/practices/" + quote(hostile("x")), {}),
    ("/api/v1/answer", {"q": "nets", "country": hostile("Atlantis")}),
    ("/", {"q": "nets", "country": hostile("Atlantis")}),
    ("/api/v1/answer", {"q": "nets", "year": hostile("soon")}),
    ("/api/v1/answer", {"q": "nets", "plan": hostile("{")}),
    ("/api/v1/answer", {"q": "nets", "plan": json.dumps({hostile("kind"): ADDRESS})}),
    ("/api/v1/answer", {"q": "nets", "without": hostile("country:NE")}),
    ("/api/v1/export", {"q": "nets", "format": hostile("ris")}),
    ("/api/v1/compare", {"ids": [hostile("a"), HIDDEN]}),
    ("/" + quote(hostile("nowhere")), {}),
    ("/api/v1/answer", {"q": "nets", "top": hostile("many")}),
    ("/practices/x", {"passage": hostile("x")}),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_nothing_hostile_in_what_is_refused(client: TestClient, number: int) -> None:
    address, params = REFUSED[number]

    assert offences(shown(client.get(address, params=params))) == []


def test_nothing_hostile_in_what_the_intake_of_feedback_says_and_keeps(client: TestClient, place: Path) -> None:
    bodies = [
        {"question": QUESTION, "helpful": False, "reason": hostile("wrong")},
        {"question": QUESTION, "helpful": False, "filters": {hostile("country"): ["NE"]}},
        {"question": QUESTION, "helpful": False, "comment": HIDDEN, "filters": {"country": [hostile("NE")]},
         "snapshot": hostile("s"), "statements": [
            {"practice_id": hostile("x"), "passage_id": hostile("x"), "start": 0, "end": 1}]},
    ]  # fmt: skip
    for body in bodies:
        assert offences(shown(client.post("/api/v1/feedback", json=body))) == []
    form = {"q": QUESTION, "helpful": hostile("perhaps")}
    page = client.post("/feedback", content=urlencode(form), headers={"sec-fetch-site": "same-origin"})
    assert offences(shown(page)) == []

    out = place / "out"
    for name in ("qrels", "cases"):
        told = CliRunner(env={"PRACTICES_FEEDBACK": str(place / "f.sqlite")}).invoke(
            app, ["feedback", "export", "--format", name, "-o", str(out)]
        )
        assert told.exit_code == 0
    for file in (file for file in out.rglob("*") if file.is_file()):
        assert offences(file.read_text(encoding="utf-8")) == [], file


NOWHERE = f"/nowhere/{hostile('x').replace(NUL, '')}"
COMMANDS = [
    ["ask", QUESTION], ["ask", QUESTION, "--json"], ["search", QUESTION], ["search", QUESTION, "--json"],
    ["search", "nets", "--country", hostile("Atlantis")], ["related", hostile("hostile-1")],
    ["related", "hostile-1"], ["compare", "hostile-1", "hostile-2"], ["export", QUESTION, "--format", "csv"],
    ["ask", "nets", "--plan", hostile("{")], ["ask", "nets", "--without", hostile("x")],
    ["build", NOWHERE], ["inspect", NOWHERE],
    ["sync", ADDRESS], ["sync", hostile("https://example.org/x")],
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(COMMANDS)))
def test_nothing_hostile_on_the_terminal(
    bootstrap: Bootstrap, place: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("service.bootstrap.Bootstrap.models", property(lambda _: bootstrap.models))
    monkeypatch.chdir(place)
    command = COMMANDS[number]
    index = [] if command[0] in ("inspect", "sync") else ["--index", str(place / "index")]

    result = CliRunner().invoke(app, [*command, *index])

    assert offences(result.stdout.replace("\r\n", "\n")) == []
    assert offences(result.stderr) == []
    assert not isinstance(result.exception, (ValueError, TypeError, OSError))


def test_nothing_hostile_in_what_inspection_and_the_build_say(bootstrap: Bootstrap, place: Path) -> None:
    for file in sorted((place / "pages").iterdir()):
        for more in ([], ["--json"]):
            result = CliRunner().invoke(app, ["inspect", str(file), *more])
            assert result.exit_code == 0
            assert offences(result.stdout) == [], file
    report = (next((place / "index" / "snapshots").iterdir()) / "report.json").read_text(encoding="utf-8")
    assert offences("\n".join(strings(json.loads(report)))) == []


def test_quotations_are_exact_slices_of_the_sections_that_are_served(client: TestClient) -> None:
    statements = client.get("/api/v1/answer", params={"q": "Who trains fishers to mend nets?"}).json()["statements"]

    assert statements
    for statement in statements:
        sections = client.get(f"/api/v1/practices/{statement['practice_id']}").json()["sections"]
        text = sections[statement["section_index"]]["text"]
        assert text[statement["start"] : statement["end"]] == statement["text"]


def test_a_log_line_is_one_line_whatever_it_tells(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    from service.logs import SafeFormatter

    record = logging.LogRecord("service", logging.ERROR, "x", 1, "%s", (hostile("a\n2026 FAKE") + HIDDEN,), None)

    line = SafeFormatter("%(levelname)s %(message)s").format(record)

    assert "\n" not in line
    assert offences(line) == []
