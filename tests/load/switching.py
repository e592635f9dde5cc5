"""Two snapshots in one index folder, and the pointer put to and fro between them."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.snapshot.files import serving_id
from tests.support.paths import ROOT
from tests.support.servers.command import COMMAND

_COLLECTION = ROOT / "corpus" / "collection"


def build(index: Path, *sources: Path) -> str:
    """Build by the real command, the built-in collection where no sources are given; the snapshot's id."""
    command = [*COMMAND, "build", *map(str, sources), "--index", str(index), "--accept-fewer"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return serving_id(index)


def two_snapshots(folder: Path) -> tuple[str, str]:
    """Build the built-in collection, and one of two thirds of it, into an index folder."""
    pages = folder.with_name(f"{folder.name}-pages")
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(_COLLECTION, pages)
    for path in sorted(pages.glob("*.md"))[::3]:
        path.unlink()
    return build(folder), build(folder, pages)


def serve_snapshot(index: Path, snapshot: str) -> None:
    """Name the snapshot that serves, as a build does."""
    pointer = index / "current"
    aside = pointer.with_name("current.aside")
    aside.write_text(f"{snapshot}\n", encoding="utf-8")
    aside.replace(pointer)


@contextmanager
def switched(index: Path, snapshots: tuple[str, str], seconds: float) -> Iterator[None]:
    """Switch from one snapshot to the other every some seconds, as long as the context lasts."""
    ended = threading.Event()

    def switch() -> None:
        turn = 0
        while not ended.wait(seconds):
            turn += 1
            serve_snapshot(index, snapshots[turn % 2])

    thread = threading.Thread(target=switch)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
