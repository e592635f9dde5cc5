"""Kills the real ``practices build`` at random moments. Run: .venv/bin/python tests/bench/kill_build.py [50].

The built-in collection is built again and again, each time with another sentence on every page, and killed (SIGKILL) at
a random moment: one in five anywhere in the run, two in five after the models are loaded, two in five after it began to
write the snapshot. After each kill the index is opened, file by file, searched, and has to hold one generation of the
collection whole: the one before the build or the one it made. Builds that end before their moment do not count. Prints
a line a kill and the sum.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus.collect import BUILT_IN
from index.encode import Models
from index.loaded import Snapshot
from index.search import Searcher
from service.settings import Settings
from service.wiring import Wiring

PRACTICES = Path(sys.executable).parent / "practices"
_WRITING = 0.4
"""Seconds after the first sign of a snapshot within which a build that writes is killed."""
_BEYOND = 0.5
"""Seconds by which the other moments reach beyond both ends of what was timed."""
ENDED = "had ended"
_MARK = re.compile(r"Generation (\d+) of these pages\.")


def main(kills: int) -> None:
    """Kill, look, go on."""
    chance = random.Random(7)
    models = Wiring(Settings()).models
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        pages, folder = Path(scratch) / "pages", Path(scratch) / "index"
        pages.mkdir()
        write(pages, 0)
        run(pages, folder)
        write(pages, 1)
        whole, build = run(pages, folder)
        serving = look(folder, models)
        print(f"undisturbed: {whole:.1f} s, of which {build:.1f} s after loading the models", flush=True)
        while (number := outcomes.total() + 1) <= kills:
            kind = chance.choice(["anywhere", "loaded", "loaded", "writing", "writing"])
            earliest = max(0.0, whole - build - _BEYOND) if kind == "loaded" else 0.0
            moment = chance.uniform(earliest, _WRITING if kind == "writing" else whole + _BEYOND)
            write(pages, serving + 1)
            state = killed(pages, folder, moment, kind == "writing")
            served = look(folder, models)
            assert served in (serving, serving + 1), f"generation {served} is served after {serving}"
            if state == ENDED:
                serving = served
                continue
            outcome = f"{state}; {'the old' if served == serving else 'the new'} one serves"
            outcomes[outcome] += 1
            since = "of writing" if kind == "writing" else "of the run"
            print(f"{number:3}. after {moment:5.2f} s {since}: {outcome}", flush=True)
            serving = served
        write(pages, serving + 1)
        run(pages, folder)
        assert look(folder, models) == serving + 1
        assert not unfinished(folder)
    print(f"{kills} kills, nothing lost: {dict(outcomes)}")


def write(pages: Path, generation: int) -> None:
    """The built-in collection with a sentence of its generation on every page."""
    for page in sorted(BUILT_IN.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        (pages / page.name).write_text(f"{text}\n\nGeneration {generation} of these pages.\n", encoding="utf-8")


def command(pages: Path, folder: Path) -> list[str]:
    """The command that builds."""
    return [str(PRACTICES), "build", str(pages), "--index", str(folder), "--json"]


def run(pages: Path, folder: Path) -> tuple[float, float]:
    """Seconds of a build that nobody kills, in all and without loading the models."""
    started = time.perf_counter()
    done = subprocess.run(command(pages, folder), capture_output=True, check=True)
    return time.perf_counter() - started, json.loads(done.stdout)["seconds"]


def killed(pages: Path, folder: Path, moment: float, writing: bool) -> str:
    """Kill a build after so many seconds, of its run or from when it began to write; what it had come to."""
    before = unfinished(folder)
    with subprocess.Popen(command(pages, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while writing and not unfinished(folder) - before and process.poll() is None:
            time.sleep(0.001)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
    if process.returncode == 0:
        return ENDED
    return "killed while writing" if unfinished(folder) - before else "killed"


def unfinished(folder: Path) -> set[Path]:
    """What a build has begun to write, or left behind."""
    return set((folder / "snapshots").glob(".building-*"))


def look(folder: Path, models: Models) -> int:
    """The generation that is served, after a look at all of it."""
    searcher = Searcher(Snapshot.open(folder), models)
    practices = searcher.snapshot.practices.values()
    marks = [set(_MARK.findall("\n".join(section.text for section in practice.sections))) for practice in practices]
    (generation,) = set().union(*marks)
    assert all(mark == {generation} for mark in marks)
    assert searcher.search("alternatives to detention")
    return int(generation)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
