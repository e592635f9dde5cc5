"""``practices sync`` as people call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.servers.live_site import LISTING, LiveSite, page

PRACTICES = Path(sys.executable).parent / "practices"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site() -> Iterator[LiveSite]:
    with LiveSite() as site:
        site.add("harbour", "orchard", "bakery")
        yield site


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        usual = {"PRACTICES_SYNC_PRIVATE": "true", "PRACTICES_SYNC_DELAY": "0", "PRACTICES_SYNC_BACKOFF": "0.01"}
        return subprocess.run(
            [str(PRACTICES), "sync", *arguments],
            cwd=tmp_path,
            env=os.environ | usual | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


def test_what_was_brought_is_counted_and_listed_with_the_command_that_builds_from_it(
    run: Run, site: LiveSite, tmp_path: Path
) -> None:
    site.answers["/practice/bakery"] = page(b"", status=500)

    shown = run(site.listing, PRACTICES_SYNC_CONTACT="mailto:me@example.org")

    assert (shown.returncode, shown.stderr) == (0, "")
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert [line for line in lines if line[0] in ("new", "changed", "unchanged", "withdrawn", "failed")] == [
        ["new", "2"],
        ["changed", "0"],
        ["unchanged", "0"],
        ["withdrawn", "0"],
        ["failed", "1"],
    ]
    assert f"new: {site.address('harbour')}\n" in shown.stdout
    assert f"failed: {site.address('bakery')}: the site answers 500 Internal Server Error.\n" in shown.stdout
    folder = f"var/pages/127.0.0.1-{site.base.rpartition(':')[2]}"
    assert shown.stdout.endswith(f"\nBuild from them with: practices build {folder}\n")
    assert (tmp_path / folder / "pages.sqlite").exists()
    [agent] = {request.agent for request in site.asked}
    assert agent.startswith("PracticeSearch/")
    assert agent.endswith(" (+mailto:me@example.org)")


def test_json_is_one_object(run: Run, site: LiveSite, tmp_path: Path) -> None:
    shown = run(site.listing, "--json", "--pages", "kept")

    report = json.loads(shown.stdout)
    assert report["new"] == [site.address(slug) for slug in ("bakery", "harbour", "orchard")]
    assert (report["listing"], report["changed"], report["failed"]) == (site.listing, [], {})
    assert Path(report["folder"]).parent == Path("kept")


@pytest.mark.parametrize("address", ["practices.example.org", "ftp://example.org/x", "https://me:secret@example.org/"])
def test_an_address_that_is_none_is_wrong_usage(run: Run, address: str) -> None:
    shown = run(address)

    assert (shown.returncode, shown.stdout) == (2, "")
    assert len(shown.stderr.splitlines()) == 1


def test_a_failing_site_ends_the_command_with_one_line(run: Run, site: LiveSite) -> None:
    site.answers[LISTING] = page(b"", status=500)

    shown = run(site.listing)

    assert (shown.returncode, shown.stdout) == (1, "")
    [line] = shown.stderr.splitlines()
    assert line.startswith("practices: the listing cannot be read: ")


def test_this_machine_is_not_fetched_from_unless_a_setting_allows_it(run: Run, site: LiveSite) -> None:
    shown = run(site.listing, PRACTICES_SYNC_PRIVATE="false")

    assert shown.returncode == 1
    assert "set PRACTICES_SYNC_PRIVATE=true" in shown.stderr
    assert site.asked == []


@pytest.mark.model
def test_pages_are_built_from_in_the_same_call(run: Run, site: LiveSite) -> None:
    shown = run(site.listing, "--build", "--index", "index", "--json")

    both = json.loads(shown.stdout)
    assert (len(both["sync"]["new"]), both["build"]["practices"], both["build"]["problems"]) == (3, 3, [])
