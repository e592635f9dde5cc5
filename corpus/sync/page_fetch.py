"""One page: asked for, judged, and kept."""

from __future__ import annotations

from corpus.errors import PageError
from corpus.sync.errors import FetchError, SiteError
from corpus.sync.http.client import Client, Fetched, is_html
from corpus.sync.page_content import PageContent, refusal
from corpus.sync.storage.page_records import Status, Version, now
from corpus.sync.storage.page_store import PageStore
from corpus.sync.url_pattern import Pattern


def fetch_page(
    address: str, client: Client, store: PageStore, pattern: Pattern, round_id: int
) -> FetchError | str | None:
    """Ask for a page and note what came of it.

    :return: what went wrong, the address of another page that this one has moved to, or nothing of note.
    """
    kept = store.page(address)
    known = kept.version if kept and not kept.withdrawn else None
    before = _reading(address, known, store)
    version = known if before else None  # without its bytes, the page is asked for as if it were not known
    try:
        answer = client.get(
            address,
            etag=version.etag if version else None,
            last_modified=version.last_modified if version else None,
        )
        if answer.status in (404, 410) and known:
            store.miss(address, round_id, f"the site answers {answer.status}: there is no such page any more.")
            return None
        _check_status(answer, address, is_known=version is not None)
        target = _target(answer, address, client, pattern)
        if target:
            store.move(address, round_id, target)
            return target
        if version and answer.status == 304:
            etag, last_modified = answer.etag or version.etag, answer.last_modified or version.last_modified
            store.confirm(address, round_id, etag, last_modified)
        else:
            _judge(answer, address, known, before, store, round_id)
    except FetchError as error:
        store.fail(address, round_id, str(error).removeprefix(f"{address}: "))
        return error
    return None


def _reading(address: str, version: Version | None, store: PageStore) -> PageContent | None:
    """What the kept bytes say, where they are still whole."""
    try:
        return PageContent.of(store.raw.read(version.sha256), address) if version else None
    except PageError:
        return None


def _check_status(answer: Fetched, address: str, *, is_known: bool) -> None:
    if answer.status in (401, 403):
        raise SiteError(f"{address}: the site answers {answer.status}: access is denied.")
    if answer.status != 200 and not (is_known and answer.status == 304):
        raise FetchError(f"{address}: the site answers {answer.status}.")


def _target(answer: Fetched, address: str, client: Client, pattern: Pattern) -> str | None:
    """The other practice that an address leads to; ``None`` where it leads to its own page.

    :raises FetchError: it leads to something else: the home page, a form to log in.
    """
    reached = client.site.tidy(answer.address, address)
    practice = pattern.practice(reached) if reached else None
    if practice is None:
        raise FetchError(f"{address}: leads to {answer.address}, which is no practice.")
    return None if practice.rstrip("/") == address.rstrip("/") else practice


def _judge(
    answer: Fetched, address: str, known: Version | None, before: PageContent | None, store: PageStore, round_id: int
) -> None:
    """Keep the page if it is one, and is not the one that is kept already."""
    if not is_html(answer.content_type):
        raise FetchError(f"{address}: not a web page but {answer.content_type or 'of no stated type'}.")
    page = PageContent.of(answer.body, address)
    if reason := refusal(page, before):
        raise FetchError(f"{address}: {reason}")
    if before and before.practices == page.practices:
        store.confirm(address, round_id, answer.etag, answer.last_modified)
        return
    status = Status.CHANGED if known else Status.NEW
    if known and known.text_sha256 == page.text_sha256:  # only its bytes had been lost, or a field differs
        status = Status.CHANGED if before else Status.UNCHANGED
    version = Version(
        store.raw.keep(answer.body),
        now(),
        answer.content_type,
        page.title,
        page.text_sha256,
        page.has_known_sections,
        answer.etag,
        answer.last_modified,
    )
    store.keep(address, round_id, status, version)
