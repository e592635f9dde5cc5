"""The sync of a site's practices into a store of pages, with a report of what came of it."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.sync.errors import FetchError, SyncError
from corpus.sync.http.client import Client, FetchPolicy
from corpus.sync.http.robots import RobotsRules
from corpus.sync.http.urls import Site
from corpus.sync.round import SyncProgress, SyncRound
from corpus.sync.storage.page_store import FILE, PageStore
from corpus.sync.url_pattern import UrlPattern

UN_NETWORK = "https://migrationnetwork.un.org/hub/repository-of-practices"
"""The Repository of Practices of the UN Network on Migration."""


_LOCK = ".lock"


@dataclass(slots=True)
class SyncReport:
    """The outcome of a round: addresses by what came of them, with a reason where there is one."""

    listing: str
    folder: str
    continued: bool
    """Whether the round had been begun by an earlier run."""
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)
    """Pages that are still there though the listing does not name them any more."""
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0


def sync_site(
    folder: Path,
    listing: str,
    policy: FetchPolicy,
    *,
    pattern: UrlPattern | None = None,
    fresh: bool = False,
    accept_fewer: bool = False,
    progress: SyncProgress | None = None,
) -> SyncReport:
    """Bring the practices that a listing names into a store of pages.

    A run that was cut off is continued, unless ``fresh``. Whatever goes wrong, no page that is kept is lost: one that
    fails keeps its last good text, and one counts as withdrawn only when the site says so when asked for it.

    :param accept_fewer: believe a listing without most of the known practices, and a site without most of its pages.
    :raises SyncError: it had to stop; the next run continues.
    :raises AddressError: ``listing`` is not an address that is fetched.
    """
    began = time.monotonic()
    site = Site.of(listing)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder / _LOCK, timeout=0))
        except Timeout:
            raise SyncError(f"another sync is at work on {folder}; wait until it has ended.") from None
        if not (folder / FILE).exists():
            stack.callback(_remove_if_empty, folder, with_folder=is_new)
        store = stack.enter_context(PageStore.open(folder))
        store.raw.sweep()
        client = stack.enter_context(Client(site, policy))
        client.rules = _rules(client, listing)
        run = SyncRound(store, client, listing, pattern or UrlPattern(), fresh, accept_fewer, progress)
        addresses = run.listed_practices()
        try:
            run.fetch_pages(addresses)
        finally:
            run.reject_repeated()
        run.finish()
        report = _report(run, listing, folder, addresses)
        report.notes += client.rules.notes
    if report.failed and not (report.new or report.changed or report.unchanged or report.moved or report.withdrawn):
        address, reason = next(iter(report.failed.items()))
        raise SyncError(
            f"not one of {len(report.failed)} pages could be brought; the first is {address}: {reason} "
            "What is kept stays."
        )
    report.seconds = time.monotonic() - began
    return report


def site_name(listing: str) -> str:
    """Name the site that a listing is on, fit for a folder.

    :raises AddressError: it is not an address that is fetched.
    """
    site = Site.of(listing)
    site.check(listing)
    return site.name


def _rules(client: Client, listing: str) -> RobotsRules:
    """Read the site's robots.txt; without one everything is allowed, where it cannot be read nothing (RFC 9309)."""
    address = client.site.canonical("/robots.txt", listing) or ""
    try:
        answer = client.get(address)
    except FetchError as error:
        raise SyncError(f"robots.txt cannot be read, so nothing is fetched: {error}") from None
    if answer.status == 200:
        return RobotsRules(answer.body)
    if 400 <= answer.status < 500:
        return RobotsRules()
    raise SyncError(f"robots.txt cannot be read, so nothing is fetched: {address} answers {answer.status}.")


def _remove_if_empty(folder: Path, *, with_folder: bool) -> None:
    """Remove a new store that no page was asked for in, with its lock: there is nothing to continue or to read."""
    with PageStore.open(folder) as store:
        if store.pages():
            return
    with suppress(OSError):  # what is in use, or not ours, stays
        (folder / FILE).unlink()
        (folder / _LOCK).unlink(missing_ok=True)
        shutil.rmtree(store.raw.folder, ignore_errors=True)
        if with_folder:
            folder.rmdir()


def _report(run: SyncRound, listing: str, folder: Path, addresses: list[str]) -> SyncReport:
    report = SyncReport(listing, str(folder), run.continued)
    for page in run.pages():
        assert page.outcome is not None
        outcome = getattr(report, page.outcome)
        if isinstance(outcome, dict):
            outcome[page.address] = page.moved_to or page.reason or ""
        else:
            outcome.append(page.address)
    listed = set(addresses)
    report.unlisted = [address for address in (*report.changed, *report.unchanged) if address not in listed]
    return report
