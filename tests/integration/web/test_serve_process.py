"""The process that `practices serve` starts: few files, a log that stays small, workers, an orderly end."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx2
import pytest

from service.bootstrap import Bootstrap
from tests.support.paths import MODELS, ROOT

FEW_FILES = 450
PROGRAM = "from service.cli import app; app()"


@contextmanager
def serving(index: Path, log: Path, *options: str, files: int = 4096) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the service in a process of its own; gives its address and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PRACTICES_MODELS": str(MODELS), "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-c", PROGRAM, "serve", "--index", str(index), "--port", str(port), *options]
    with log.open("wb") as written:
        process = subprocess.Popen(
            arguments,
            stderr=written,
            stdout=written,
            env=environment,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", process, log)
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        with suppress(httpx2.HTTPError):
            if httpx2.get(address, timeout=30).status_code == 200:
                return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    pytest.fail(f"not ready in time: {log.read_text()}")


def test_more_connections_than_files_neither_stop_the_service_nor_fill_the_log(
    built_in: Bootstrap, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with serving(built_in.settings.index, log, files=FEW_FILES) as (address, process), ExitStack() as held:
        port = int(address.split(":")[-1].strip("/"))
        for _ in range(2 * FEW_FILES):
            held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        started = time.monotonic()
        assert httpx2.get(f"{address}healthz").text == "ok\n"
        assert time.monotonic() - started < 1
        answer = httpx2.get(f"{address}api/v1/answer?q=How are missing migrants identified?", timeout=60)
        assert answer.json()["outcome"] == "found"

        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == -signal.SIGTERM  # as it was told to, by uvicorn, when all is closed
    written = log.read_text()
    assert len(written) < 10_000
    assert "may open 450 files" in written
    assert not re.search(r"missing|127\.0\.0\.1:\d+ -|Traceback", written)


def test_workers_serve_and_their_figures_are_put_together(built_in: Bootstrap, tmp_path: Path) -> None:
    with serving(built_in.settings.index, tmp_path / "log", "--workers", "2") as (address, process):
        for _ in range(20):
            assert httpx2.get(f"{address}api/v1/practices?limit=1", timeout=60).status_code == 200
        figures = httpx2.get(f"{address}metrics", timeout=60).text
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGTERM)
    assert 'practices_requests_total{route="/api/v1/practices",status="200"} 20.0' in figures
