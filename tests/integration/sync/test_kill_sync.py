"""A sync killed at any moment."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.support.servers.killed_sync import Watched
from tests.support.servers.live_site import LiveSite


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with LiveSite(seconds=0.01) as site:
        site.add(*(f"practice-{number}" for number in range(20)))
        yield Watched.of(site, tmp_path_factory.mktemp("kill"))


@pytest.mark.e2e
@pytest.mark.parametrize("share", [random.Random(seed).random() for seed in range(8)])
def test_a_sync_killed_at_a_random_moment_loses_nothing_and_is_continued(watched: Watched, share: float) -> None:
    watched.kill_once(share)
