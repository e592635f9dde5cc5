"""The steps of a sync: the listing, every page that is due, and what it all means for what is kept."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from corpus.errors import PageError
from corpus.sync.errors import FetchError, ListingError, SiteError, SyncError
from corpus.sync.http.client import Client, FetchResponse, is_html
from corpus.sync.http.urls import split_language
from corpus.sync.listing import LARGEST, Listing, ListingPage, read_listing
from corpus.sync.page_content import decode_fetched
from corpus.sync.page_fetch import fetch_page
from corpus.sync.storage.page_records import FetchOutcome, StoredPage
from corpus.sync.storage.page_store import PageStore
from corpus.sync.url_pattern import UrlPattern
from corpus.text.charsets import charset_of_header

_STALE = timedelta(days=1)
"""A round that was cut off longer ago is not continued: most of it would be old."""
_ENOUGH = 5
"""So many failures of the site in a row end a run."""
_REPEATED = 3
"""So many addresses with one text that is not laid out as a practice show that it is a page about an error."""

SyncProgress = Callable[[str, int, int], None]
"""Called with what is brought (``Listing`` or ``Pages``), how much of it is done, and how much there is."""


class SyncRound:
    """The steps of a run, to be taken in their order."""

    def __init__(
        self,
        store: PageStore,
        client: Client,
        listing: str,
        pattern: UrlPattern,
        fresh: bool,
        accept_fewer: bool,
        progress: SyncProgress | None,
    ) -> None:
        self._store = store
        self._client = client
        self._listing = listing
        self._pattern = pattern
        self._accept_fewer = accept_fewer
        self._progress = progress or _ignore_progress
        oldest = datetime.now(UTC) + (timedelta() if fresh else -_STALE)
        self.round_id, self.continued = store.begin(listing, newer_than=oldest.isoformat(timespec="seconds"))
        self._known = store.listed(listing)

    def listed_practices(self) -> list[str]:
        """Read the practices that the listing names, and check that it can be believed."""
        try:
            listing = self._read()
            self._check(listing)
        except ListingError as error:
            self._store.end(self.round_id, "given up")  # so that the next run reads the listing anew
            raise ListingError(f"{error} Nothing is removed.") from None
        self._store.set_listed(self._listing, listing.practices, self.round_id)
        return list(listing.practices)

    def _read(self) -> Listing:
        starts = [self._listing]
        if urlsplit(self._listing).path in ("", "/"):
            addresses = [self._client.site.canonical(sitemap, self._listing) for sitemap in self._client.rules.sitemaps]
            starts = [address for address in addresses if address] or starts
        return read_listing(
            starts,
            self._client.site,
            self._pattern,
            self._listing_page,
            lambda done, total: self._progress("Listing", done, total),
        )

    def _check(self, listing: Listing) -> None:
        last = [address for address, was_listed in self._known.items() if was_listed]
        missing = [address for address in last if address not in listing.practices]
        if not listing.practices:
            hint = _suggest_pattern(self._pattern, listing.elsewhere)
            raise ListingError(f"{self._listing}: the listing names no practice{hint}.")
        if 2 * len(missing) > len(last) and not self._accept_fewer:
            raise ListingError(
                f"{self._listing}: the listing lacks {len(missing)} of the {len(last)} practices that it named last "
                "time. If that is right, run again with --accept-fewer."
            )

    def _listing_page(self, address: str) -> ListingPage:
        kept = self._store.listing_page(address)
        if kept is None:
            try:
                answer = self._client.get(address, size=LARGEST)
            except FetchError as error:
                raise SyncError(f"the listing cannot be read: {error} Nothing is removed; run again later.") from None
            if answer.status != 200:
                raise SyncError(f"the listing cannot be read: {address} answers {answer.status}. Nothing is removed.")
            kept = answer.address, _as_utf_8(answer)
            self._store.keep_listing_page(address, *kept)
        return ListingPage(*kept)

    def fetch_pages(self, addresses: list[str]) -> None:
        """Fetch every page that this round has not asked for yet, those that failed in it once more at the end."""
        known = {page.address: page for page in self._store.pages() if page.round == self.round_id}
        moved = [page.moved_to for page in known.values() if page.moved_to]
        due = dict.fromkeys([*addresses, *self._known, *moved])
        waiting = deque(address for address in due if address not in known)
        again = deque(address for address in due if address in known and known[address].outcome is FetchOutcome.FAILED)
        troubles = 0
        while waiting or again:
            self._progress("Pages", len(due) - len(waiting) - len(again), len(due))
            address = (waiting or again).popleft()
            result = fetch_page(address, self._client, self._store, self._pattern, self.round_id)
            if isinstance(result, str) and result not in due:
                due[result] = None
                waiting.append(result)
            troubles = troubles + 1 if isinstance(result, SiteError) else 0
            if isinstance(result, SiteError) and waiting and (troubles >= _ENOUGH or result.leave_alone):
                raise SyncError(
                    f"stopped after {len(due) - len(waiting) - len(again)} of {len(due)} pages, for the site fails: "
                    f"{result} What is kept stays; run again later to continue."
                )
        self._progress("Pages", len(due), len(due))

    def reject_repeated(self) -> None:
        """Take back what many addresses have alike: it is no practice but what the site shows in place of one."""
        for text_sha256, addresses in self._store.repeated_texts(self.round_id).items():
            if len({split_language(address)[0] for address in addresses}) >= _REPEATED:
                reason = f"it says the same as {len(addresses) - 1} other pages: a page about an error."
                self._store.reject_text(text_sha256, self.round_id, reason)

    def finish(self) -> None:
        """Believe what the site says of the pages that are gone, unless most of them are."""
        gone = []
        for page in self.pages():
            if page.version is None or page.withdrawn:
                continue
            if page.outcome is FetchOutcome.WITHDRAWN:
                gone.append(page)
            elif page.moved_to and not self._has(page.moved_to):
                reason = f"it has moved to {page.moved_to}, which could not be brought."
                self._store.mark_failed(page.address, self.round_id, reason)
        doubtful = 2 * len(gone) > len(self._known) and not self._accept_fewer
        if doubtful:
            for page in gone:
                self._store.mark_failed(page.address, self.round_id, page.reason or "")
        self._store.withdraw(self.round_id)
        self._store.end(self.round_id)
        if doubtful:
            raise SyncError(
                f"{self._listing}: {len(gone)} of {len(self._known)} known practices are gone, which is hard to "
                "believe. Nothing is removed; if it is right, run again with --accept-fewer."
            )

    def _has(self, address: str) -> bool:
        page = self._store.page(address)
        return page is not None and page.version is not None and page.withdrawn is None

    def pages(self) -> list[StoredPage]:
        """List the pages of this round, those of the runs before that it continues included."""
        return [page for page in self._store.pages() if page.round == self.round_id]


def _as_utf_8(answer: FetchResponse) -> bytes:
    """Recode a page whose header names its character set, which nobody could tell later."""
    if is_html(answer.content_type) and charset_of_header(answer.content_type):
        with suppress(PageError):  # that it is no page is said when it is read
            return decode_fetched(answer.body, answer.address, answer.content_type)[0].encode("utf-8-sig")
    return answer.body


def _suggest_pattern(pattern: UrlPattern, elsewhere: dict[str, None]) -> str:
    """Suggest a pattern for a site's practices: the folder that most of the other addresses are in."""
    folders = Counter(urlsplit(address).path.rpartition("/")[0] for address in elsewhere)
    folder = next((folder for folder, count in folders.most_common() if folder and count > 2), "")
    example = f", for example --like '{folder}/*'" if folder else ""
    return f" (no address on it looks like {pattern.written}; another form can be given with --like{example})"


def _ignore_progress(_what: str, _done: int, _total: int) -> None:
    """Show no progress."""
