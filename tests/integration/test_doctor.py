"""Doctor names every file and setting that the service needs, all that is wrong with them at once, and the cure."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.sync.storage.page_store import PageStore
from index.embedding.packaged.e5 import e5_source
from service.bootstrap import Bootstrap
from service.cli.app import app
from service.cli.checks.check import Check
from service.cli.checks.links import check_links
from service.cli.checks.models import check_files_of_models
from service.cli.doctor import examine
from service.feedback.store import FeedbackStore
from service.settings import Settings
from tests.support.feedback_examples import GOOD
from tests.support.feedback_troubles import TROUBLES
from tests.support.paths import MODELS, ROOT
from tests.support.served_practices import bootstrap_of_small_practices


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bootstrap:
    return bootstrap_of_small_practices(tmp_path_factory.mktemp("index"))


@pytest.fixture
def place(tmp_path: Path, built: Bootstrap) -> Path:
    shutil.copytree(built.settings.index, tmp_path / "index")
    return tmp_path


def checks(built: Bootstrap, place: Path, **given: object) -> list[Check]:
    """Examine an installation whose files are all in one place."""
    values = {"index": place / "index", "feedback": place / "kept" / "f.sqlite", "pages": place / "pages", **given}
    return examine(Bootstrap(Settings(**values), built.models)).checks  # type: ignore[arg-type]


def troubles(found: list[Check]) -> list[tuple[str, str]]:
    assert all("\n" not in check.says for check in found)
    return [(check.level, check.says) for check in found if check.level != "ok"]


def test_every_file_that_the_service_needs_is_named_with_its_state(built: Bootstrap, place: Path) -> None:
    FeedbackStore(place / "kept" / "f.sqlite").add(GOOD)
    with PageStore.open(place / "pages" / "example.org"):
        pass

    found = checks(built, place)

    assert troubles(found) == []
    (snapshot,) = (place / "index" / "snapshots").iterdir()
    named = {check.where for check in found}
    assert {str(place / "index"), str(snapshot), str(place / "kept" / "f.sqlite"), str(place / "pages")} <= named
    assert {"all-MiniLM-L6-v2", "http://127.0.0.1:8000", tempfile.gettempdir()} <= named


@pytest.mark.parametrize("state", TROUBLES)
def test_a_feedback_file_that_cannot_be_used_is_named(built: Bootstrap, place: Path, state: str) -> None:
    spoil, cure, _ = TROUBLES[state]
    path = place / "kept" / "f.sqlite"
    path.parent.mkdir()
    spoil(path)

    ((level, says),) = troubles(checks(built, place, feedback_mb=1))

    assert level == "problem"
    assert str(path) in says
    assert cure in says


def test_a_locked_feedback_file_one_near_its_cap_and_one_open_to_others_are_named(
    built: Bootstrap, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.feedback.feedback_file._PATIENCE", 0.01)
    path = place / "kept" / "f.sqlite"
    path.parent.mkdir()
    for _ in range(9):
        FeedbackStore(path).add(replace(GOOD, comment="x" * 100_000))

    ((level, says),) = troubles(checks(built, place, feedback_mb=1))
    assert (level, "is near its cap" in says, "PRACTICES_FEEDBACK_MB" in says) == ("warning", True, True)

    path.chmod(0o640)
    ((level, says),) = troubles(checks(built, place))
    assert (level, f"chmod 600 {path}*" in says) == ("warning", True)

    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        ((level, says),) = troubles(checks(built, place))
    assert (level, "is locked by another program" in says) == ("problem", True)


def test_the_snapshot_that_current_names_and_the_others_are_told_apart(built: Bootstrap, place: Path) -> None:
    (snapshot,) = (place / "index" / "snapshots").iterdir()
    other = snapshot.with_name("20200101T000000Z-0123456789ab")
    shutil.copytree(snapshot, other)

    ((level, says),) = troubles(checks(built, place))
    assert level == "warning"
    assert f"{other}: would be refused" in says

    (place / "index" / "current").write_text(f"{other.name}\n")
    ((level, says),) = troubles(checks(built, place))
    assert (level, str(other) in says, "practices build" in says) == ("problem", True, True)


def test_where_there_is_no_index_the_command_that_makes_one_is_named(built: Bootstrap, tmp_path: Path) -> None:
    ((level, says),) = troubles(checks(built, tmp_path))

    assert level == "problem"
    assert f"practices build --index {tmp_path}/index" in says


def test_pages_that_cannot_be_read_are_named(built: Bootstrap, place: Path) -> None:
    store = place / "pages" / "example.org" / "pages.sqlite"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database" * 1000)

    ((level, says),) = troubles(checks(built, place))
    assert (level, f"{store}: cannot be read" in says, "practices sync" in says) == ("problem", True, True)

    (place / "file").write_text("x")
    ((level, says),) = troubles(checks(built, place, pages=place / "file"))
    assert (level, "PRACTICES_PAGES" in says) == ("problem", True)


def test_a_folder_for_temporary_files_that_is_not_there_is_named(
    built: Bootstrap, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))

    (level, says), (other_level, cure) = troubles(checks(built, place))

    assert (level, "is not served: " in says, str(place / "gone") in says) == ("problem", True, True)
    assert (other_level, "TMPDIR" in cure) == ("problem", True)


def test_a_writer_that_is_not_there_is_named(built: Bootstrap, place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        assert troubles(checks(built, place, writer_url=address, writer_model="m")) == []

    ((level, says),) = troubles(checks(built, place, writer_url=address, writer_model="m"))
    assert (level, says.startswith(f"PRACTICES_WRITER_URL={address}: is not reached: ")) == ("problem", True)


@pytest.fixture
def linked_models(tmp_path: Path) -> Path:
    """Return a folder of the real converted models, as links to their files, with a copy of the smallest."""
    for file in (file for folder in MODELS.iterdir() if folder.is_dir() for file in folder.iterdir()):
        link = tmp_path / "models" / file.parent.name / file.name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    layout = tmp_path / "models" / e5_source().version / "layout.json"
    content = layout.read_bytes()
    layout.unlink()
    layout.write_bytes(content)
    return tmp_path / "models"


@pytest.mark.model
def test_a_changed_byte_of_a_model_is_named_and_not_mended(built: Bootstrap, place: Path, linked_models: Path) -> None:
    assert [check.level for check in check_files_of_models(Settings(models=linked_models))] == ["ok", "ok"]
    layout = linked_models / e5_source().version / "layout.json"
    layout.write_bytes(layout.read_bytes().replace(b"384", b"385"))
    changed = layout.read_bytes()

    ((level, says),) = troubles(checks(built, place, models=linked_models))

    assert level == "problem"
    assert says.startswith(f"{layout}: has been changed: ")
    assert f"Remove the folder {layout.parent}" in says
    assert layout.read_bytes() == changed


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({}, "ok"),
        ({"host": "::1"}, "ok"),
        ({"host": "0.0.0.0"}, "problem"),
        ({"host": "::"}, "problem"),
        ({"host": "192.0.2.7"}, "warning"),
        ({"host": "0.0.0.0", "base_url": "http://localhost:8000"}, "problem"),
        ({"host": "0.0.0.0", "base_url": "http://[::1]:8000"}, "problem"),
        ({"host": "::", "base_url": "http://127.0.0.1:8000"}, "problem"),
        ({"host": "127.0.0.1", "base_url": "http://0.0.0.0:8000"}, "problem"),
        ({"host": "127.0.0.1", "base_url": "https://[::]"}, "problem"),
        ({"host": "127.0.0.1", "base_url": "http://localhost:8000"}, "ok"),
        ({"host": "0.0.0.0", "base_url": "http://practices.example.org"}, "warning"),
        ({"host": "0.0.0.0", "base_url": "https://practices.example.org"}, "ok"),
    ],
)
def test_settings_that_make_links_which_no_reader_can_follow_are_named(given: dict[str, str], level: str) -> None:
    (check,) = check_links(Settings(**given))  # type: ignore[arg-type]

    assert check.level == level
    assert level == "ok" or "Set PRACTICES_BASE_URL" in check.says


@pytest.mark.model
def test_all_problems_are_listed_and_the_command_fails(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "folder").mkdir()
    for name, value in {"FEEDBACK": place / "folder", "HOST": "0.0.0.0", "PAGES": place / "pages"}.items():
        monkeypatch.setenv(f"PRACTICES_{name}", str(value))

    listed = CliRunner().invoke(app, ["doctor", "--index", str(place / "index")])
    told = CliRunner().invoke(app, ["doctor", "--index", str(place / "index"), "--json"])

    problems = [line.removeprefix("PROBLEM: ") for line in listed.stdout.splitlines() if line.startswith("PROBLEM: ")]
    assert (listed.exit_code, told.exit_code) == (1, 1)
    assert json.loads(told.stdout)["problems"] == problems
    assert json.loads(told.stdout)["problem"] == problems[0]
    built_with_another, feedback, links = problems
    assert "model" in built_with_another
    assert feedback.startswith(f"{place}/folder: is a folder")
    assert links.startswith("PRACTICES_BASE_URL is empty with PRACTICES_HOST=0.0.0.0")


_CHECKS = """
import sys
from pathlib import Path
from service.cli.checks.index_folder import check_index_folder
from service.cli.checks.stores import check_feedback, check_pages
place = Path(sys.argv[1])
for check in [*check_index_folder(place / "index"), *check_feedback(place / "kept" / "f.sqlite", 100),
              *check_pages(place / "kept" / "pages")]:
    print(check.level, check.says)
"""


def test_rights_that_are_wanting_are_named(place: Path) -> None:
    FeedbackStore(place / "kept" / "f.sqlite").add(GOOD)
    (snapshot,) = (place / "index" / "snapshots").iterdir()
    (snapshot / "practices.jsonl").chmod(0)
    (place / "kept").chmod(0o500)
    command = [*_without_override(), sys.executable, "-c", _CHECKS, str(place)]

    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)

    index, feedback, pages = result.stdout.splitlines()
    assert index.startswith(f"problem {place}/index: cannot be read in full by whoever runs this: {snapshot}/pra")
    assert feedback.startswith(f"problem {place}/kept/f.sqlite: cannot be read or written: ")
    assert pages.startswith(f"problem {place}/kept/pages: is not there and cannot be made in {place}/kept. ")


def _without_override() -> list[str]:
    """Begin a command to which the rights of files apply, as they do not to root."""
    if os.getuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv, so that the rights of files apply to root")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
