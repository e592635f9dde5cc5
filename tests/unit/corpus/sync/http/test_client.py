"""The small parts that a sync is made of."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageError
from corpus.sync.http.client import _retry_after_seconds
from corpus.sync.http.decompression import DamagedError, TooLargeError, inflate
from corpus.sync.http.robots import RobotsRules
from corpus.sync.storage.raw_pages import RawPages


@given(st.binary(max_size=300), st.integers(0, 400))
def test_what_comes_compressed_is_read_whole_within_the_limit_or_not_at_all(content: bytes, limit: int) -> None:
    for packed in (
        gzip.compress(content),
        zlib.compress(content),
        gzip.compress(content[:9]) + gzip.compress(content[9:]),
    ):
        if len(content) <= limit:
            assert inflate(packed, limit) == content
        else:
            with pytest.raises(TooLargeError):
                inflate(packed, limit)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_what_is_cut_off_is_damaged(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content)
    cut = data.draw(st.integers(1, len(packed) - 1))

    with pytest.raises(DamagedError):
        inflate(packed[:cut], 1000)


def test_rules_name_the_pace_the_sitemaps_and_what_is_not_allowed() -> None:
    rules = RobotsRules(
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n\nUser-agent: PracticeSearch\nCrawl-delay: 2\nRequest-rate: 1/5s\n"
        b"Disallow: /admin/\n\nSitemap: https://x.org/sitemap.xml\n"
    )

    assert rules.delay == 5
    assert rules.sitemaps == ["https://x.org/sitemap.xml"]
    assert rules.allow("https://x.org/practice/x")
    assert not rules.allow("https://x.org/admin/x")


def test_a_delay_longer_than_two_minutes_is_cut_with_the_reason_said() -> None:
    rules = RobotsRules(b"User-agent: *\nCrawl-delay: 3600\n")

    assert rules.delay == 120
    assert rules.notes == [
        "robots.txt asks for 3,600 seconds between two requests; 120 are kept, for a sync that takes days would never "
        "end."
    ]
    assert RobotsRules(b"User-agent: *\nCrawl-delay: 120\n").notes == []


@pytest.mark.parametrize("written", [b"", b"\x00\xff" * 100, b"Crawl-delay: inf", b"<html>Not found</html>"])
def test_a_robots_txt_that_says_nothing_allows_everything_at_once(written: bytes) -> None:
    rules = RobotsRules(written)

    assert (rules.allow("https://x.org/practice/x"), rules.delay) == (True, 0)


def test_how_long_to_wait_is_written_in_seconds_or_as_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)

    assert [_retry_after_seconds(written) for written in ("7", " 7 ", "", "soon", "Mon, 01 Mar 2021 00:00:00 GMT")] == [
        7,
        7,
        0,
        0,
        0,
    ]
    assert 3590 < _retry_after_seconds(soon) <= 3600


@given(st.binary(max_size=200))
def test_a_page_is_kept_as_it_is_under_its_hash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    raw = RawPages(tmp_path_factory.mktemp("raw"))

    sha256 = raw.keep(data)

    assert raw.read(sha256) == data
    assert raw.keep(data) == sha256


def test_a_kept_page_that_is_not_what_was_written_is_not_read(tmp_path: Path) -> None:
    raw = RawPages(tmp_path)
    sha256 = raw.keep(b"a whole page")
    raw.path(sha256).write_bytes(b"a whole")

    with pytest.raises(PageError, match="damaged: the content is not the one that was fetched"):
        raw.read(sha256)
    with pytest.raises(PageError, match="cannot be opened"):
        raw.read("0" * 64)
