"""Kills the real ``practices build`` at random moments. Run: .venv/bin/python -m tests.bench.kill_build [50].

The built-in collection is built again and again, each time with another sentence on every page, and killed (SIGKILL) at
a random moment: one in five anywhere in the run, two in five after the models are loaded, two in five after it began to
write the snapshot. Moments are counted in CPU time, which other work on the machine does not shift. After each kill the
index is opened, file by file, searched, and has to hold one generation of the collection whole: the one before the
build or the one it made. Builds that end before their moment do not count. Prints a line a kill and the sum.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from corpus.loading.collect import BUILT_IN
from index.embedding.model_roles import Models
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings

PRACTICES = Path(sys.executable).parent / "practices"
KINDS = ("anywhere", "loaded", "loaded", "writing", "writing")
ENDED = "had ended"
_MARK = re.compile(r"Generation (\d+) of these pages\.")


def main(kills: int) -> None:
    """Kill, look, go on."""
    chance = random.Random(7)
    models = Bootstrap(Settings()).models
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        pages, folder = Path(scratch) / "pages", Path(scratch) / "index"
        pages.mkdir()
        for serving in (0, 1):
            write(pages, serving)
            spans = undisturbed(pages, folder)
        print(f"CPU seconds of an undisturbed build, from each sign on: {spans}", flush=True)
        while (number := outcomes.total() + 1) <= kills:
            kind, moment = chance.choice(KINDS), chance.random()
            write(pages, serving + 1)
            state = killed(pages, folder, kind, moment * spans[kind])
            served = look(folder, models)
            assert served in (serving, serving + 1), f"generation {served} is served after {serving}"
            if state != ENDED:
                outcome = f"{state}; {'the old' if served == serving else 'the new'} one serves"
                outcomes[outcome] += 1
                print(f"{number:3}. {moment * spans[kind]:5.2f} s of CPU, {kind}: {outcome}", flush=True)
            serving = served
        write(pages, serving + 1)
        undisturbed(pages, folder)
        assert look(folder, models) == serving + 1
        assert not unfinished(folder)
    print(f"{kills} kills, nothing lost: {dict(outcomes)}")


def write(pages: Path, generation: int) -> None:
    """Make the built-in collection with a sentence of its generation on every page."""
    for page in sorted(BUILT_IN.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        (pages / page.name).write_text(f"{text}\n\nGeneration {generation} of these pages.\n", encoding="utf-8")


@contextmanager
def building(pages: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command."""
    command = [str(PRACTICES), "build", str(pages), "--index", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield process


def undisturbed(pages: Path, folder: Path) -> dict[str, float]:
    """CPU seconds of a build that nobody kills, from each kind's sign on."""
    before, signs, last = unfinished(folder), {"anywhere": 0.0}, 0.0
    with building(pages, folder) as process:
        while process.poll() is None:
            last = max(last, used(process))
            if "loaded" not in signs and has_begun(process):
                signs["loaded"] = last
            if "writing" not in signs and unfinished(folder) - before:
                signs["writing"] = last
            time.sleep(0.005)
    assert process.returncode == 0
    return {kind: round(last - sign, 2) for kind, sign in signs.items()}


def killed(pages: Path, folder: Path, kind: str, moment: float) -> str:
    """Kill a build so many CPU seconds after the sign of a kind; what it had come to."""
    before = unfinished(folder)
    sign: dict[str, Callable[[], object]] = {
        "anywhere": lambda: True,
        "loaded": lambda: has_begun(process),
        "writing": lambda: unfinished(folder) - before,
    }
    with building(pages, folder) as process:
        while process.poll() is None and not sign[kind]():
            time.sleep(0.001)
        start = used(process)
        while process.poll() is None and used(process) < start + moment:
            time.sleep(0.001)
        process.kill()
    if process.returncode == 0:
        return ENDED
    return "killed while writing" if unfinished(folder) - before else "killed"


def used(process: subprocess.Popen[bytes]) -> float:
    """CPU seconds of a process so far; 0 of one that has ended."""
    try:
        times = psutil.Process(process.pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def has_begun(process: subprocess.Popen[bytes]) -> bool:
    """Whether a build holds the lock, which it takes once the models are loaded."""
    try:
        return any(Path(file.path).name == "build.lock" for file in psutil.Process(process.pid).open_files())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def unfinished(folder: Path) -> set[Path]:
    """List what a build has begun to write, or left behind."""
    return set((folder / "snapshots").glob(".building-*"))


def look(folder: Path, models: Models) -> int:
    """Return the generation that is served, after a look at all of it."""
    searcher = Searcher(Snapshot.open(folder), models)
    practices = searcher.snapshot.practices.values()
    marks = [set(_MARK.findall("\n".join(section.text for section in practice.sections))) for practice in practices]
    (generation,) = set().union(*marks)
    assert all(mark == {generation} for mark in marks)
    assert searcher.search("alternatives to detention")
    return int(generation)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
