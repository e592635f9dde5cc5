"""The further pages of a listing: pagers by number, and links that say "next"."""

from __future__ import annotations

import re
from itertools import zip_longest
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_NAMES = {"page", "p", "paged", "pg", "start", "offset"}
_NUMBERED_PATH = re.compile(r"/page/(\d+)(?=/?$)")


def further_page(address: str, start: str, *, is_next: bool) -> str | None:
    """Recognise a further page of the listing that begins at ``start``.

    :return: its address in one form; ``None`` for other pages.

    A site with two pagers on a page numbers both in one value (``page=0,2`` is the third page of the second list).
    Combinations of the two show nothing that the pages of each alone do not, so they are left out.

    :param is_next: whether a link itself says that it leads to the next page, whatever its address looks like.
    """
    path, query, pages = _parts(address)
    first_path, first_query, first = _parts(start)
    if not is_next and (path, query) != (first_path, first_query):
        return None
    differing = sum(
        number != first_number for name in pages | first for number, first_number in _paired(pages, first, name)
    )
    return _write_address(address, pages) if differing <= 1 else None


def _parts(address: str) -> tuple[str, frozenset[tuple[str, str]], dict[str, tuple[str, ...]]]:
    """Split an address into its path and query without page numbers, and the page numbers by name."""
    scheme_and_host, path = address.partition(urlsplit(address).path)[0], urlsplit(address).path.rstrip("/")
    query = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    pages = {name: _numbers(value) for name, value in query if name in _NAMES}
    if match := _NUMBERED_PATH.search(path):
        path = path[: match.start()]
        pages["/page/"] = (match[1],) if match[1] != "1" else ()
    rest = frozenset((name, value) for name, value in query if name not in _NAMES)
    return scheme_and_host + path, rest, pages


def _numbers(value: str) -> tuple[str, ...]:
    """Split the page numbers of a value: ``,2`` and ``0,2`` are the same; so are ``0`` and nothing."""
    numbers = ["" if part.strip("0") == "" else part for part in value.split(",")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _paired(pages: dict[str, tuple[str, ...]], first: dict[str, tuple[str, ...]], name: str) -> list[tuple[str, str]]:
    return list(zip_longest(pages.get(name, ()), first.get(name, ()), fillvalue=""))


def _write_address(address: str, pages: dict[str, tuple[str, ...]]) -> str:
    scheme, netloc, path, query, _ = urlsplit(address)
    kept = [
        (name, ",".join(pages[name]) if name in pages else value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name not in pages or pages[name]
    ]
    return urlunsplit((scheme, netloc, path, urlencode(kept), ""))
