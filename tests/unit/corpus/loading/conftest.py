"""One worker for all files of these tests: starting one for each takes longer than all they read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from corpus.loading import collect, inspection
from corpus.loading.sandbox import Sandbox


@pytest.fixture(scope="package")
def guard() -> Iterator[Sandbox]:
    with Sandbox() as guard:
        yield guard


@pytest.fixture(autouse=True)
def shared_worker(guard: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (collect, inspection):
        monkeypatch.setattr(module, "Sandbox", lambda: nullcontext(guard))
