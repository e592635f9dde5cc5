"""The file of feedback in every bad state: readers are told, the keeper is told once with the cure, nothing breaks."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from service.bootstrap import Bootstrap
from service.cli.app import app
from service.feedback.store import FeedbackStore
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.feedback_troubles import TROUBLES
from tests.support.paths import ROOT
from tests.support.served_practices import bootstrap_of_small_practices

OWN = {"sec-fetch-site": "same-origin"}
WORD = {"question": "Which harbour?", "helpful": True}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Bootstrap:
    return bootstrap_of_small_practices(tmp_path_factory.mktemp("index"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "feedback.sqlite"


@pytest.fixture
def client(served: Bootstrap, path: Path) -> Iterator[TestClient]:
    settings = Settings(index=served.settings.index, feedback=path, feedback_mb=1)
    with TestClient(create_app(LiveIndex(Bootstrap(settings, served.models))), client=("192.0.2.1", 5000)) as client:
        yield client


@pytest.mark.parametrize("state", TROUBLES)
def test_readers_get_503_without_a_path_and_the_keeper_one_line_with_it(
    client: TestClient, path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    spoil, cure, stops_reading = TROUBLES[state]
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes() if path.is_file() else None

    with caplog.at_level(logging.INFO):
        answers = [client.post("/api/v1/feedback", json=WORD) for _ in range(3)]
        page = client.post("/feedback", content=urlencode({"q": "x", "helpful": "true"}), headers=OWN)

    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert page.status_code == 503
    assert "Feedback cannot be kept" in page.text
    assert all(str(path.parent) not in text for text in (answers[0].text, page.text))
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("service")]
    assert str(path) in line
    assert cure in line
    assert "\n" not in line
    assert client.get("/", params={"q": "Which harbour?"}).status_code == 200
    assert (path.read_bytes() if path.is_file() else None) == before

    monkeypatch.setenv("PRACTICES_FEEDBACK", str(path))
    exported = CliRunner().invoke(app, ["feedback", "export", "-o", str(path.parent.parent / "out")])
    assert exported.exit_code == int(stops_reading)
    if stops_reading:
        (told,) = exported.stderr.splitlines()
        assert str(path) in told
        assert cure in told


def test_a_locked_file_is_told_and_feedback_is_kept_again_when_it_is_free(
    client: TestClient, path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.feedback.feedback_file._PATIENCE", 0.01)
    assert client.post("/api/v1/feedback", json=WORD).status_code == 201
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        locked = client.post("/api/v1/feedback", json=WORD)
        other.execute("ROLLBACK")
    freed = client.post("/api/v1/feedback", json=WORD)

    assert (locked.status_code, freed.status_code) == (503, 201)
    assert "is locked by another program" in caplog.text
    assert len(list(FeedbackStore(path).all())) == 2


def test_a_client_cannot_take_the_share_of_another(served: Bootstrap, path: Path) -> None:
    settings = Settings(index=served.settings.index, feedback=path)
    served_app = create_app(LiveIndex(Bootstrap(settings, served.models)))
    with ExitStack() as stack:
        greedy, other = (
            stack.enter_context(TestClient(served_app, client=(address, 5000)))
            for address in ("2001:db8::1", "192.0.2.2")
        )
        codes = [greedy.post("/api/v1/feedback", json=WORD).status_code for _ in range(25)]
        page = greedy.post("/feedback", content=urlencode({"q": "x", "helpful": "true"}), headers=OWN)

        assert codes == [201] * 20 + [429] * 5
        assert page.status_code == 429
        assert other.post("/api/v1/feedback", json=WORD).status_code == 201


_SMALL_DISK = """
import sys
from dataclasses import replace
from pathlib import Path
from service.errors import FeedbackFileError
from service.feedback.store import FeedbackStore
from tests.support.feedback_examples import GOOD
store = FeedbackStore(Path(sys.argv[1]) / "feedback.sqlite")
try:
    for _ in range(int(sys.argv[2])):
        store.add(replace(GOOD, comment="x" * 20_000))
except FeedbackFileError as error:
    print(error)
print(len(list(store.all())))
"""


def on_disk(folder: Path, options: str, tries: int) -> list[str]:
    """Keep feedback on a disk of its own, mounted for one process; give what that says."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("needs unshare, to mount a small disk")
    script = f'mount -t tmpfs -o {options} none {folder} && exec "$0" -c "$1" {folder} {tries}'
    command = ["unshare", "-rm", "sh", "-c", script, sys.executable, _SMALL_DISK]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    return result.stdout.splitlines()


def test_a_full_disk_is_told_and_what_was_kept_stays_readable(tmp_path: Path) -> None:
    *told, kept = on_disk(tmp_path, "size=200k", 40)

    path = tmp_path / "feedback.sqlite"
    assert told == [f"{path}: no room is left on its disk. Make room, or set PRACTICES_FEEDBACK elsewhere."]
    assert 0 < int(kept) < 10


def test_a_disk_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    told, kept = on_disk(tmp_path, "ro", 1)

    assert told.startswith(f"{tmp_path}/feedback.sqlite: cannot be read or written: ")
    assert "PRACTICES_FEEDBACK" in told
    assert kept == "0"
