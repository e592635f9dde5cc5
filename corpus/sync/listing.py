"""Practices named by a listing with its pagers, or by sitemaps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from corpus.errors import PageError
from corpus.sync.errors import ListingError
from corpus.sync.http.decompression import DamagedError, TooLargeError, inflate
from corpus.sync.http.urls import Site
from corpus.sync.pagination import further_page
from corpus.sync.url_pattern import UrlPattern
from corpus.text.charsets import charset_of_markup
from corpus.text.decoding import decode

LARGEST = 50 * 2**20
"""The most bytes of a sitemap, unpacked: what sitemaps.org allows."""
_GZIP = b"\x1f\x8b"
_MOST_PAGES = 2_000
_NEXT = "a[rel~=next], link[rel~=next], .pager__item--next a, li.next a, a.next"


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing, or one sitemap, as it was brought."""

    address: str
    body: bytes


@dataclass(slots=True)
class Listing:
    """The practices that a listing names, in its order."""

    practices: dict[str, None] = field(default_factory=dict)
    pages: int = 0
    elsewhere: dict[str, None] = field(default_factory=dict)
    """Addresses on it that are no practices: some of them help to find the pattern that fits."""


ListingProgress = Callable[[int, int], None]
"""Called with the number of pages of the listing read, and of those known so far."""


def read_listing(
    starts: list[str],
    site: Site,
    pattern: UrlPattern,
    fetch: Callable[[str], ListingPage],
    progress: ListingProgress | None = None,
) -> Listing:
    """Collect every practice that a listing or sitemap names, all its pages read.

    :param fetch: brings a page of it, or raises what keeps it from being read: half a listing is none.
    :raises ListingError: it is too long, or cannot be read.
    """
    listing = Listing()
    start = starts[0]
    waiting = deque(starts)
    met = set(starts)
    shown: set[frozenset[str]] = set()
    while waiting:
        page = fetch(waiting.popleft())
        start = start if listing.pages else page.address  # where the address given has led
        listing.pages += 1
        read = _sitemap(page) or _html(page)
        links = _tidied(read.links, read.base, site)
        practices = {practice: None for address in links if (practice := pattern.practice(address))}
        listing.practices.update(practices)
        listing.elsewhere.update(links)
        signature = frozenset(practices or links)
        if read.sitemaps or signature not in shown:  # a pager past its end shows the last page, or the first, again
            shown.add(signature)
            new = dict.fromkeys(address for address in _further(read, start, site) if address not in met)
            met.update(new)
            waiting.extend(new)
        if len(met) > _MOST_PAGES:
            raise ListingError(f"{starts[0]}: the listing has more than {_MOST_PAGES} pages; give one that is shorter.")
        if progress:
            progress(listing.pages, len(met))
    return listing


def _tidied(links: list[str], base: str, site: Site) -> dict[str, None]:
    return {address: None for link in links if (address := site.canonical(link, base))}


def _further(read: _Links, start: str, site: Site) -> Iterator[str]:
    yield from _tidied(read.sitemaps, read.base, site)
    for links, is_next in ((read.pager, False), (read.nexts, True)):
        for address in _tidied(links, read.base, site):
            if further := further_page(address, start, is_next=is_next):
                yield further


@dataclass(frozen=True, slots=True)
class _Links:
    """The links of one page, as written: all; those that may lead to its further pages; those to more sitemaps."""

    base: str
    """What they are relative to."""
    links: list[str]
    pager: list[str] = field(default_factory=list)
    nexts: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def _html(page: ListingPage) -> _Links:
    try:
        tree = LexborHTMLParser(decode(page.body, page.address, [charset_of_markup(page.body)])[0])
    except PageError as error:
        raise ListingError(str(error)) from None
    links, nexts = ([node.attributes.get("href") or "" for node in tree.css(css)] for css in ("a[href]", _NEXT))
    return _Links(_base(tree, page.address), links, pager=links, nexts=nexts)


def _base(tree: LexborHTMLParser, address: str) -> str:
    """Find what the links of a page are relative to: its ``<base>``, else its own address."""
    base = tree.css_first("base[href]")
    try:
        return urljoin(address, (base.attributes.get("href") or "").strip() if base else "")
    except ValueError:
        return address


def _sitemap(page: ListingPage) -> _Links | None:
    """Take the addresses from a sitemap or an index of sitemaps; ``None`` for other pages."""
    body = page.body
    try:
        body = inflate(body, LARGEST) if body.startswith(_GZIP) else body
        if b"<urlset" not in body[:4096] and b"<sitemapindex" not in body[:4096]:
            return None
        # entities stay as they are: a few lines of them can stand for gigabytes
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (DamagedError, TooLargeError, etree.XMLSyntaxError) as error:
        raise ListingError(f"{page.address}: the sitemap cannot be read: {error}.") from None
    return _Links(page.address, _places(root, "url"), sitemaps=_places(root, "sitemap"))


def _places(root: etree._Element, parent: str) -> list[str]:
    return [(place.text or "").strip() for place in root.iterfind(f"{{*}}{parent}/{{*}}loc")]
