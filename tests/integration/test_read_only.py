"""Serving needs the right to read, and no other; a build makes what others may read, or says why it cannot."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.confined import COMMAND, in_own_mounts, run_command, without_privileges
from tests.support.live import PATIENCE

pytestmark = [pytest.mark.model, pytest.mark.skipif(os.name != "posix", reason="rights and mounts are of POSIX")]

PAGE = "---\ntitle: Cheaper remittances\ncountry: Niger\n---\n\n## Summary\n\nMobile phones made remittances cheaper.\n"
QUESTION = "How were remittances made cheaper?"
MODELS = {"PRACTICES_ACROSS_MODEL": "none"}


def page_in(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    built = run_command(["build", str(page_in(home / "pages")), "--index", str(home / "index")], **MODELS)
    assert built.returncode == 0, built.stderr
    return home / "index"


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of an index that nobody may write to."""
    folder = shutil.copytree(built, tmp_path / "index")
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Tell what is in a folder and when it was last written; reading leaves this as it is."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in (folder, *folder.rglob("*"))}


@contextmanager
def serving(index: Path, start: Sequence[str], feedback: Path) -> Iterator[str]:
    """Serve an index from a process of its own; gives the address once it answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = {**os.environ, **MODELS, "PYTHONPATH": str(Path(__file__).parents[2])}
    environment["PRACTICES_FEEDBACK"] = str(feedback)
    command = [*start, *COMMAND, "serve", "--port", str(port), "--index", str(index)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(process, f"{address}/readyz")
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)


def _wait_for(process: subprocess.Popen[str], address: str) -> None:
    ends = time.monotonic() + 2 * PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > ends:
                raise AssertionError(process.communicate()[1]) from error
            time.sleep(0.1)


def answer(address: str) -> str:
    with urllib.request.urlopen(f"{address}/api/v1/search?q=remittances", timeout=PATIENCE) as response:
        return str(response.read().decode())


def test_an_index_that_nobody_may_write_to_is_served_and_stays_as_it_is(index: Path, tmp_path: Path) -> None:
    before = states(index)
    with serving(index, without_privileges(), tmp_path / "feedback.sqlite") as address:
        shown = answer(address)

    assert "Cheaper remittances" in shown
    assert states(index) == before


def test_an_index_on_a_disk_that_is_mounted_read_only_is_served(built: Path, tmp_path: Path) -> None:
    start = in_own_mounts(f"mount --bind '{built}' '{built}'", f"mount -o remount,ro,bind '{built}'")
    with serving(built, start, tmp_path / "feedback.sqlite") as address:
        shown = answer(address)

    assert "Cheaper remittances" in shown


@pytest.mark.parametrize("command", [["ask", QUESTION], ["search", QUESTION], ["doctor"]], ids=lambda value: value[0])
def test_commands_that_read_need_no_more(index: Path, command: list[str]) -> None:
    result = run_command([*command, "--index", str(index)], without_privileges(), **MODELS)

    assert (result.returncode, result.stderr) == (0, "")


def test_a_build_into_a_folder_that_it_may_not_write_to_is_one_line(index: Path, tmp_path: Path) -> None:
    pages = page_in(tmp_path / "pages")

    result = run_command(["build", str(pages), "--index", str(index)], without_privileges(), **MODELS)

    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"practices: {index}")
    assert "permission denied; look at that path and the rights to it" in line


@pytest.mark.parametrize("name", ["current", "snapshots/*/dense", "snapshots/*/lexical/meta.json", "snapshots/*"])
def test_what_may_not_be_read_is_named(built: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(built, tmp_path / "index")
    (path,) = folder.glob(name)
    path.chmod(0)

    result = run_command(["ask", QUESTION, "--index", str(folder)], without_privileges(), **MODELS)
    path.chmod(0o700)

    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert str(path) in line
    assert "permission denied" in line


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077], ids=oct)
def test_what_a_build_makes_is_as_readable_as_the_umask_lets_it_be(tmp_path: Path, umask: int) -> None:
    pages = page_in(tmp_path / "pages")
    before = os.umask(umask)
    try:
        result = run_command(["build", str(pages), "--index", str(tmp_path / "index")], **MODELS)
    finally:
        os.umask(before)

    assert result.returncode == 0, result.stderr
    made = [tmp_path / "index", *(tmp_path / "index").rglob("*")]
    wrong = [
        path
        for path in made
        if stat.S_IMODE(path.stat().st_mode) != (0o777 if path.is_dir() else 0o666) & ~umask
        if path.name != "build.lock"
    ]
    assert wrong == []


def test_a_full_disk_is_named_with_the_cure_and_what_was_half_made_is_gone(built: Path, tmp_path: Path) -> None:
    pages, disk = page_in(tmp_path / "pages"), tmp_path / "disk"
    disk.mkdir()
    # room for the snapshot that serves and a part of another one; what is left of it is told from within
    size = sum(path.stat().st_blocks * 512 for path in built.rglob("*") if path.is_file() and "cache" not in path.parts)
    start = in_own_mounts(
        f"mount -t tmpfs -o size={size + 120_000} tmpfs '{disk}'",
        f"cp -r '{built}/current' '{built}/snapshots' '{disk}'",
    )
    (pages / "other.md").write_text(PAGE.replace("Niger", "Mali").replace("phones", "cards"), encoding="utf-8")
    listing = tmp_path / "listing"
    inner = ["sh", "-c", f"\"$@\"; status=$?; find '{disk}' > '{listing}'; cat '{disk}/current'; exit $status", "sh"]

    result = run_command(["build", str(pages), "--index", str(disk), "--no-cache"], [*start, *inner], **MODELS)

    assert result.returncode == 1, result.stdout
    (line,) = result.stderr.splitlines()
    assert str(disk) in line
    assert "Make room there" in line
    left = listing.read_text(encoding="utf-8").splitlines()
    assert [path for path in left if ".building" in path or path.endswith(".new")] == []
    serving = (built / "current").read_text(encoding="utf-8")
    assert result.stdout == serving
    assert {Path(path).name for path in left if Path(path).parent.name == "snapshots"} == {serving.strip()}


def test_paths_in_any_script_work_where_the_locale_knows_only_ascii(tmp_path: Path) -> None:
    home = tmp_path / "практика-実践-é"
    home.mkdir()
    pages, index = page_in(home / "страницы"), home / "указатель"
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **MODELS}
    (pages / "Überweisung.md").write_text(PAGE.replace("Niger", "Mali").replace("phones", "cards"), encoding="utf-8")

    built = run_command(["build", str(pages), "--index", str(index)], **locale)
    shown = run_command(["ask", QUESTION, "--index", str(index)], **locale)
    (index / "current").write_text("none\n", encoding="utf-8")
    refused = run_command(["ask", QUESTION, "--index", str(index)], **locale)

    assert (built.returncode, built.stderr) == (0, "")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "“Mobile phones made remittances cheaper.”" in shown.stdout
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
