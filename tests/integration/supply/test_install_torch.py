from __future__ import annotations

import base64
import hashlib
import os
import socket
import subprocess
import threading
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audit.locked import FOLDER, locked_versions
from tests.support.paths import ROOT

[TORCH] = locked_versions(FOLDER / "torch.txt")


class Index:
    """A package index on this machine that has PyTorch in one build; it remembers what it was asked for."""

    def __init__(self, folder: Path, build: str) -> None:
        self.version = TORCH.version + build
        (folder / "torch").mkdir(parents=True)
        self.wheel = folder / "torch" / f"torch-{self.version}-py3-none-any.whl"
        write_wheel(self.wheel, self.version)
        (folder / "torch" / "index.html").write_text(f'<a href="{self.wheel.name}">{self.wheel.name}</a>')
        self.asked: list[str] = []
        asked = self.asked

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                asked.append(self.path)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def serving(self) -> Iterator[Index]:
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        yield self
        self.server.shutdown()
        thread.join()
        self.server.server_close()


def write_wheel(path: Path, version: str) -> None:
    """Write a package that has a version and nothing in it."""
    folder = f"torch-{version}.dist-info"
    texts = {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n",
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in texts.items():
            wheel.writestr(name, text)
        record = [
            f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},"
            for name, text in texts.items()
        ]
        wheel.writestr(f"{folder}/RECORD", "\n".join([*record, f"{folder}/RECORD,,"]))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    return folder


@pytest.fixture
def cpu(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "cpu", "+cpu").serving() as index:
        yield index


@pytest.fixture
def ordinary(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "ordinary", "").serving() as index:
        yield index


def installed(environment: Path, index: str, ordinary: Index, *options: str) -> str:
    """Install in a fresh state, and tell which version came."""
    python = environment / "bin/python"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    settings = clean | {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": ordinary.url, "PIP_NO_CACHE_DIR": "1"}
    quiet = {"capture_output": True, "text": True, "env": settings}
    subprocess.run([python, "-m", "pip", "uninstall", "--yes", "torch"], **quiet, check=True)
    script = [python, ROOT / "requirements/install_torch.py", index, *options]
    subprocess.run(script, **quiet, check=True, timeout=60)
    command = "import importlib.metadata; print(importlib.metadata.version('torch'))"
    return subprocess.run([python, "-c", command], **quiet, check=True).stdout.strip()


def test_the_cpu_build_of_its_own_index_goes_first(environment: Path, cpu: Index, ordinary: Index) -> None:
    assert installed(environment, cpu.url, ordinary) == cpu.version
    assert ordinary.asked == []


def test_where_nobody_listens_the_ordinary_index_is_taken(environment: Path, ordinary: Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert installed(environment, f"http://127.0.0.1:{port}", ordinary) == ordinary.version


def test_an_index_that_never_answers_costs_seconds(environment: Path, ordinary: Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = f"http://127.0.0.1:{silent.getsockname()[1]}"

        assert installed(environment, index, ordinary) == ordinary.version


def test_an_index_without_the_version_is_passed_over(environment: Path, cpu: Index, ordinary: Index) -> None:
    (cpu.wheel.parent / "index.html").write_text("")

    assert installed(environment, cpu.url, ordinary) == ordinary.version


def test_an_index_whose_file_is_gone_is_passed_over(environment: Path, cpu: Index, ordinary: Index) -> None:
    cpu.wheel.unlink()

    assert installed(environment, cpu.url, ordinary) == ordinary.version


def test_options_are_all_that_is_tried(environment: Path, cpu: Index, ordinary: Index, tmp_path: Path) -> None:
    with Index(tmp_path / "own", "+own").serving() as own:
        assert installed(environment, cpu.url, ordinary, "--index-url", own.url) == own.version
    assert cpu.asked == []
    assert ordinary.asked == []
