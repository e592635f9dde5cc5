"""Clients of locust, each of which asks one thing after another: ``locust -f tests/load/clients.py``.

``LOAD_PLAN`` names a file with the addresses and, where answers are compared, the digests that each may have;
``LOAD_RESULT`` the file that is written at the end. A client that gets 503 waits as long as the answer asks for.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import gevent
from locust import FastHttpUser, events, task

from tests.load.answers import digest
from tests.load.mix import WEIGHTS

PLAN: dict[str, Any] = json.loads(Path(os.environ["LOAD_PLAN"]).read_text(encoding="utf-8"))
BY_KIND: dict[str, list[str]] = {}
for kind, path in PLAN["addresses"]:
    BY_KIND.setdefault(kind, []).append(path)
_LONGEST_WAIT = 5.0

statuses: Counter[str] = Counter()
snapshots: Counter[str] = Counter()
seconds: list[float] = []
wrong: list[str] = []


class Reader(FastHttpUser):
    """Somebody who reads and asks, with no pause between two requests."""

    connection_timeout = 60.0
    network_timeout = 120.0

    @task
    def ask(self) -> None:
        """Ask for one thing."""
        [kind] = random.choices(list(BY_KIND), [WEIGHTS[kind] for kind in BY_KIND])
        path = random.choice(BY_KIND[kind])
        started = time.perf_counter()
        with self.client.get(path, name=kind, catch_response=True) as response:
            took = time.perf_counter() - started
            statuses[str(response.status_code)] += 1
            response.success()  # what counts is counted here
            if response.status_code == 503:
                gevent.sleep(_wait(path, response))
                return
            seconds.append(took)
            if "expected" in PLAN and response.status_code:
                _compare(path, digest(response.status_code, response.content or b""))


def _wait(path: str, response: Any) -> float:
    asked = response.headers.get("Retry-After", "")
    if not asked.isdigit():
        wrong.append(f"503 without Retry-After: {path}")
    return min(float(asked) if asked.isdigit() else 1.0, _LONGEST_WAIT)


def _compare(path: str, got: str) -> None:
    names = [name for name, expected in PLAN["expected"].items() if expected[path] == got]
    if not names:
        wrong.append(f"neither snapshot's answer: {path}")
    snapshots[" or ".join(names)] += 1


@events.quitting.add_listener
def write(**_: object) -> None:
    """Write what came of it."""
    result = {"statuses": statuses, "seconds": seconds, "wrong": wrong, "snapshots": snapshots}
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps(result), encoding="utf-8")
