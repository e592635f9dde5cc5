"""The practices of a store of pages, read from what is kept: no fetching, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.errors import LibraryError, PageError
from corpus.model import Capture, Tombstone
from corpus.parsing.results import Item, Problem
from corpus.sync.http.urls import split_language
from corpus.sync.page_content import PageContent
from corpus.sync.storage.page_records import StoredPage
from corpus.sync.storage.page_store import PageStore
from corpus.sync.storage.raw_pages import RawPages
from corpus.text.strings import slug_of_address


def read_stored_practices(store_file: Path) -> Iterator[Item | Tombstone]:
    """Read the pages of a store: practices, problems, and tombstones for what the site has withdrawn or moved."""
    try:
        with PageStore.open(store_file.parent) as store:
            pages = [page for page in store.pages() if page.version]
            raw = store.raw
    except (PageError, LibraryError) as error:
        yield Problem(str(store_file), str(error).removeprefix(f"{store_file}: "))
        return
    for _, versions in groupby(sorted(pages, key=_by_language), key=lambda page: split_language(page.address)[0]):
        first: PageContent | None = None
        for page in versions:
            reading = _read_page(page, raw)
            first = first or reading
            is_same = reading.text_sha256 == first.text_sha256
            yield from _items(page, reading, own_id=is_same, url=_url(first) if is_same else None)


def _by_language(page: StoredPage) -> tuple[str, str]:
    """Sort the versions of a page in several languages together, the one without a language prefix first."""
    return split_language(page.address)


def _read_page(page: StoredPage, raw: RawPages) -> PageContent:
    try:
        assert page.version is not None
        return PageContent.of(raw.read(page.version.sha256), page.address, page.version.content_type)
    except PageError as error:
        return PageContent(b"", (Problem(page.address, f"{error} Fetch it again with: practices sync"),))


def _url(reading: PageContent) -> str | None:
    return next((item.practice.url for item in reading.items if not isinstance(item, Problem)), None)


def _items(page: StoredPage, reading: PageContent, *, own_id: bool, url: str | None) -> Iterator[Item | Tombstone]:
    """Give the practices of a page, with where and when it was fetched.

    :param own_id: whether its id is the one that its address makes; a translation adds its language to it.
    :param url: the address of the version without a prefix where that has the same text, so that both are one page.
    """
    suffix = "" if own_id else f"-{split_language(page.address)[1]}"
    assert page.version is not None
    for item in reading.items:
        if isinstance(item, Problem):
            if page.withdrawn:  # the address and the title are enough to say so
                yield Tombstone(
                    slug_of_address(page.address) + suffix, page.version.title, page.address, page.withdrawn
                )
            else:
                yield item
            continue
        practice_id = item.practice.practice_id + suffix
        if page.withdrawn:
            former = page.moved_to or item.practice.url or page.address
            yield Tombstone(practice_id, item.practice.title, former, page.withdrawn)
        else:
            captures = (Capture(page.address, page.version.fetched, page.failing_since),)
            practice = replace(item.practice, practice_id=practice_id, url=url or item.practice.url, captures=captures)
            yield replace(item, practice=practice)
