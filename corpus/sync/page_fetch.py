"""The fetch of one page: asked for, judged, and kept."""

from __future__ import annotations

from corpus.errors import PageError
from corpus.sync.errors import FetchError, SiteError
from corpus.sync.http.client import Client, FetchResponse, is_html
from corpus.sync.page_content import PageContent, refusal_reason
from corpus.sync.storage.page_records import FetchOutcome, PageVersion, now
from corpus.sync.storage.page_store import PageStore
from corpus.sync.url_pattern import UrlPattern


def fetch_page(
    address: str, client: Client, store: PageStore, pattern: UrlPattern, round_id: int
) -> FetchError | str | None:
    """Ask for a page and note what came of it.

    :return: what went wrong, the address of another page that this one has moved to, or nothing of note.
    """
    kept = store.page(address)
    known = kept.version if kept and not kept.withdrawn else None
    before = _read_page(address, known, store)
    version = known if before else None  # without its bytes, the page is asked for as if it were not known
    try:
        answer = client.get(
            address,
            etag=version.etag if version else None,
            last_modified=version.last_modified if version else None,
        )
        if answer.status in (404, 410) and known:
            store.mark_missing(address, round_id, f"the site answers {answer.status}: there is no such page any more.")
            return None
        _check_status(answer, address, is_known=version is not None)
        target = _target(answer, address, client, pattern)
        if target:
            store.mark_moved(address, round_id, target)
            return target
        if version and answer.status == 304:
            etag, last_modified = answer.etag or version.etag, answer.last_modified or version.last_modified
            store.confirm_version(address, round_id, etag, last_modified)
        else:
            _keep_if_page(answer, address, known, before, store, round_id)
    except FetchError as error:
        store.mark_failed(address, round_id, str(error).removeprefix(f"{address}: "))
        return error
    return None


def _read_page(address: str, version: PageVersion | None, store: PageStore) -> PageContent | None:
    """Read the kept bytes, where they are still whole."""
    try:
        return PageContent.of(store.raw.read(version.sha256), address, version.content_type) if version else None
    except PageError:
        return None


def _check_status(answer: FetchResponse, address: str, *, is_known: bool) -> None:
    if answer.status in (401, 403):
        raise SiteError(f"{address}: the site answers {answer.status}: access is denied.")
    if answer.status != 200 and not (is_known and answer.status == 304):
        raise FetchError(f"{address}: the site answers {answer.status}.")


def _target(answer: FetchResponse, address: str, client: Client, pattern: UrlPattern) -> str | None:
    """Find the other practice that an address leads to; ``None`` where it leads to its own page.

    :raises FetchError: it leads to something else: the home page, a form to log in.
    """
    reached = client.site.canonical(answer.address, address)
    practice = pattern.practice(reached) if reached else None
    if practice is None:
        raise FetchError(f"{address}: leads to {answer.address}, which is no practice.")
    return None if practice.rstrip("/") == address.rstrip("/") else practice


def _keep_if_page(
    answer: FetchResponse,
    address: str,
    known: PageVersion | None,
    before: PageContent | None,
    store: PageStore,
    round_id: int,
) -> None:
    """Keep the page if it is one, and is not the one that is kept already."""
    if not is_html(answer.content_type):
        raise FetchError(f"{address}: not a web page but {answer.content_type or 'of no stated type'}.")
    page = PageContent.of(answer.body, address, answer.content_type)
    if reason := refusal_reason(page, before):
        raise FetchError(f"{address}: {reason}")
    if before and before.practices == page.practices:
        store.confirm_version(address, round_id, answer.etag, answer.last_modified)
        return
    outcome = FetchOutcome.CHANGED if known else FetchOutcome.NEW
    if known and known.text_sha256 == page.text_sha256:  # only its bytes had been lost, or a field differs
        outcome = FetchOutcome.CHANGED if before else FetchOutcome.UNCHANGED
    version = PageVersion(
        store.raw.keep(answer.body),
        now(),
        answer.content_type,
        page.title,
        page.text_sha256,
        page.has_known_sections,
        answer.etag,
        answer.last_modified,
    )
    store.keep_version(address, round_id, outcome, version)
