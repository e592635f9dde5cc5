"""Kill a sync many times at random moments: ``python -m tests.bench.kill_sync 50``."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.support.servers.killed_sync import Watched
from tests.support.servers.live_site import LiveSite


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, LiveSite(seconds=0.01) as site:
        site.add(*(f"practice-{number}" for number in range(20)))
        watched = Watched.of(site, Path(folder))
        moments: Counter[str] = Counter()
        began = time.perf_counter()
        for number in range(times):
            moments[watched.kill_once(random.Random(number).random())] += 1
        seconds = time.perf_counter() - began
        print(f"{times} kills in {seconds:.0f} s, nothing lost; the sync was killed: {dict(moments)}")
        print(f"the site now has {len(site.practices)} practices")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
