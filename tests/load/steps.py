"""A step of a load: some clients for some time, and what came of it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.load.memory import MemoryWatch, own_memory, settled
from tests.load.mix import Address
from tests.support.paths import ROOT
from tests.support.servers.command import ServedCommand

_CLIENTS = Path(__file__).with_name("clients.py")


@dataclass(frozen=True, slots=True)
class LoadStep:
    """What some clients got; times are of what was answered, not of 503; memory is in MiB."""

    clients: int
    throughput: float
    p50: float
    p99: float
    statuses: Mapping[str, int]
    wrong: Sequence[str]
    snapshots: Mapping[str, int]
    memory_before: float
    memory_peak: float
    memory_after: float
    looks: Sequence[tuple[float, float]]

    @property
    def broken(self) -> dict[str, int]:
        """Answers that no reader should get: anything but 200, or 503 where there was too much to do."""
        return {status: count for status, count in self.statuses.items() if status not in ("200", "503")}


def load(
    server: ServedCommand,
    asked: Sequence[Address],
    clients: int,
    seconds: float,
    expected: Mapping[str, Mapping[str, str]] | None = None,
    meanwhile: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> LoadStep:
    """Let clients ask for some time.

    :param expected: the digest of each path's answer, by the names of the snapshots that may have given it.
    :param meanwhile: gives what goes on as long.
    """
    plan = {"addresses": asked} | ({"expected": expected} if expected else {})
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in ("LOAD_PLAN", "LOAD_RESULT")}
        files["LOAD_PLAN"].write_text(json.dumps(plan), encoding="utf-8")
        before = own_memory(server.process)
        with MemoryWatch(server.process) as watch, meanwhile():
            _run_locust(server.url, clients, seconds, {name: str(path) for name, path in files.items()})
        server.check()
        result = json.loads(files["LOAD_RESULT"].read_text(encoding="utf-8"))
    times = sorted(result.pop("seconds")) or [0.0]
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    return LoadStep(
        clients,
        len(times) / seconds,
        cuts[49],
        cuts[98],
        memory_before=before,
        memory_peak=watch.peak,
        memory_after=settled(server.process),
        looks=watch.looks,
        **result,
    )


def _run_locust(url: str, clients: int, seconds: float, environment: Mapping[str, str]) -> None:
    options = {
        "--locustfile": str(_CLIENTS),
        "--host": url,
        "--users": str(clients),
        "--spawn-rate": str(clients),
        "--run-time": f"{seconds:g}s",
        "--stop-timeout": "120",
        "--loglevel": "ERROR",
    }
    words = [word for option in options.items() for word in option]
    command = [sys.executable, "-m", "locust", "--headless", "--only-summary", *words]
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    ended = subprocess.run(command, env=os.environ | environment | paths, check=False, **quiet)
    if ended.returncode:
        raise RuntimeError(f"locust ended with {ended.returncode}: {ended.stderr}")
