"""A real ``practices sync`` killed at a moment, and what must hold afterwards."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import collect
from corpus.sync.errors import SyncError
from corpus.sync.http.client import FetchPolicy
from corpus.sync.http.urls import Site
from corpus.sync.storage.page_store import PageStore
from corpus.sync.sync import sync_site
from tests.support.servers.live_site import Answer, LiveSite, redirect

PRACTICES = Path(sys.executable).parent / "practices"
HASTY = FetchPolicy(delay=0, backoff=0.01, private=True)

State = dict[str, tuple[str, bool, str | None]]
"""By address: the hash of the text that counts, whether it is withdrawn, and where it has moved to."""


def change(site: LiveSite, generation: int) -> None:
    """Turn the site into that of another day: most pages changed, some new, one gone, one moved."""
    chance = random.Random(generation)
    for slug, text in site.practices.items():
        if chance.random() < 0.7:
            text.summary = f"In generation {generation} it was told anew what {slug} does."
    site.add(*(f"practice-{generation}-{number}" for number in range(3)))
    gone, moved = chance.sample(sorted(site.practices), 2)
    del site.practices[gone]
    site.practices[f"{moved}-renamed"] = site.practices.pop(moved)
    site.answers = {f"/practice/{moved}": redirect(f"/practice/{moved}-renamed")}


def state(folder: Path) -> State:
    """Read what a store holds."""
    with PageStore.open(folder) as store:
        return {
            page.address: (page.version.sha256, page.withdrawn is not None, page.moved_to)
            for page in store.pages()
            if page.version
        }


@dataclass
class Watched:
    """A store whose syncs are killed, beside one that is left in peace."""

    site: LiveSite
    killed: Path
    peaceful: Path
    generation: int = 0
    seconds: float = 0.0
    """How long a sync takes that is left in peace."""

    @classmethod
    def of(cls, site: LiveSite, folder: Path) -> Watched:
        """Two stores in a folder, both of them up to date."""
        watched = cls(site, folder / Site.of(site.base).name, folder / "peaceful")
        sync_site(watched.killed, site.listing, HASTY)
        watched.seconds = sync_site(watched.peaceful, site.listing, HASTY).seconds
        return watched

    def kill_once(self, share: float) -> str:
        """Kill a sync after a share of the time it takes, look at what is left, run it to its end, compare.

        :return: what the sync was about when it was killed.
        """
        before = state(self.killed)
        self.generation += 1
        change(self.site, self.generation)
        self.site.asked.clear()
        ended = self._killed(share * self.seconds)
        self._check_whole(before)
        asked = self.site.count()
        report = sync_site(self.killed, self.site.listing, HASTY)
        twice = {path for path in (self.site.count() - asked) if path in asked and path.startswith("/practice/")}
        again = len([path for path in twice if not path.endswith("renamed")])  # those are asked for as a target too
        assert again <= 1 or not report.continued, f"{again} pages asked for again that the round already had"
        self._check_same()
        return "ended" if ended else ("pages" if report.continued else "start")

    def fail_often(self, faults: Callable[[], Answer | None], policy: FetchPolicy) -> int:
        """Sync three times with faults in the answers, look at what is left, run without them, compare.

        :return: how many runs stopped.
        """
        before = state(self.killed)
        self.generation += 1
        change(self.site, self.generation)
        stopped = 0
        self.site.faults = faults
        for _ in range(3):
            try:
                sync_site(self.killed, self.site.listing, policy)
            except SyncError:
                stopped += 1
            self._check_whole(before)
        self.site.faults = lambda: None
        sync_site(self.killed, self.site.listing, HASTY, fresh=True)
        self._check_same()
        return stopped

    def _check_same(self) -> None:
        """Disturbed or not, both stores hold the same in the end."""
        self.seconds = sync_site(self.peaceful, self.site.listing, HASTY).seconds
        assert state(self.killed) == state(self.peaceful)
        assert not list(self.killed.rglob(".unfinished-*"))

    def _killed(self, after: float) -> bool:
        """Kill a process some seconds after its first request; whether it had ended before."""
        environment = os.environ | {
            "PRACTICES_SYNC_PRIVATE": "true",
            "PRACTICES_SYNC_DELAY": "0",
            "PRACTICES_PAGES": str(self.killed.parent),
        }
        with subprocess.Popen(
            [str(PRACTICES), "sync", self.site.listing], env=environment, stdout=subprocess.DEVNULL
        ) as process:
            deadline = time.monotonic() + 60
            while not self.site.asked:  # until it has begun
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.005)
            time.sleep(after)
            ended = process.poll() is not None
            process.kill()
        return ended

    def _check_whole(self, before: State) -> None:
        """Nothing is lost, no page is half a page, and nothing is withdrawn by a run that has not ended."""
        collection = collect([self.killed])
        assert collection.problems == []
        now = state(self.killed)
        assert {address for address, (_, gone, _) in before.items() if not gone} <= now.keys()
        with PageStore.open(self.killed) as store:
            for sha256, _, _ in now.values():
                assert store.raw.read(sha256).endswith(b"</html>")
