"""A sync killed at any moment."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from corpus.live.address import Site
from corpus.live.sync import sync
from tests.live_kill import HASTY, Watched
from tests.live_site import LiveSite


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("kill")
    with LiveSite(seconds=0.01) as site:
        site.add(*(f"practice-{number}" for number in range(40)))
        watched = Watched(site, folder / Site.of(site.base).name, folder / "peaceful")
        for store in (watched.killed, watched.peaceful):
            sync(store, site.listing, HASTY)
        yield watched


@pytest.mark.e2e
@pytest.mark.parametrize("seconds", [random.Random(seed).uniform(0.4, 2.5) for seed in range(8)])
def test_a_sync_killed_at_a_random_moment_loses_nothing_and_is_continued(watched: Watched, seconds: float) -> None:
    watched.kill_once(seconds)
