"""What of a site is fetched, and under which address it is known."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from ipaddress import IPv6Address, ip_network

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sync.errors import AddressError
from corpus.sync.http.transport import CheckedTransport
from corpus.sync.http.urls import Site, check_public, split_language
from corpus.sync.pagination import further_page
from corpus.sync.url_pattern import UrlPattern

SITE = Site.of("https://practices.example.org/hub")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://practices.example.org/x", "only http and https are fetched"),
        ("file:///etc/passwd", "only http and https are fetched"),
        ("javascript:alert(1)", "only http and https are fetched"),
        ("https://example.org/x", "another host than practices.example.org"),
        ("https://practices.example.org.evil.org/x", "another host"),
        ("https://practices.example.org@evil.org/x", "another host"),
        ("https://me:secret@practices.example.org/x", "with a user name"),
        ("https://practices.example.org:8443/x", "another port"),
        ("https://practices.example.org:99999/x", "not a number that a port can have"),
        ("http://practices.example.org/x", "from https back to http"),
        ("https://[::1/x", "is not an address"),
    ],
)
def test_what_lies_elsewhere_is_refused_with_the_reason(address: str, reason: str) -> None:
    with pytest.raises(AddressError) as error:
        SITE.check(address)

    assert reason in str(error.value)


def test_the_site_itself_is_let_pass_and_http_may_become_https() -> None:
    SITE.check("https://PRACTICES.example.org:443/x?y=1")
    Site.of("http://practices.example.org/").check("https://practices.example.org/x")


@pytest.mark.parametrize("address", ["practices.example.org", "ftp://x.org/", "", "https://", "http:///x", "//x.org/"])
def test_an_address_to_begin_with_must_be_one_of_the_web(address: str) -> None:
    with pytest.raises(AddressError, match="give one that starts with https://"):
        Site.of(address)


@pytest.mark.parametrize(
    "host", ["..", ".", "a..b", "-x.org", "a%2fb", "x;y", "*", "a" * 300, "example.org.", "[::1%25/..]"]
)
def test_a_host_that_would_make_an_odd_folder_is_refused(host: str) -> None:
    with pytest.raises(AddressError):
        Site.of(f"https://{host}/practice/x")


@given(st.text(min_size=1, max_size=12))
def test_a_folder_of_pages_is_named_by_one_plain_part_of_a_path(host: str) -> None:
    with suppress(AddressError):
        name = Site.of(f"http://{host}:8000/").name
        assert name.strip(". ")
        assert not set(name) & set('/\\:*?"<>|')
        assert name.isprintable()


@pytest.mark.parametrize("address", ["http://localhost:8000/", "https://münchen.example/", "http://x_y.example.org/"])
def test_names_of_hosts_are_taken(address: str) -> None:
    Site.of(address)


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("/practice/x#top", "https://practices.example.org/practice/x"),
        ("http://practices.example.org/practice/x", "https://practices.example.org/practice/x"),
        ("//Practices.Example.org:443/practice/x", "https://practices.example.org/practice/x"),
        (" ../practice/caf\u00e9 ", "https://practices.example.org/practice/caf%C3%A9"),
        ("/practice/caf%C3%A9", "https://practices.example.org/practice/caf%C3%A9"),
        ("?page=,2", "https://practices.example.org/hub/list?page=%2C2"),
        ("https://practices.example.org", "https://practices.example.org/"),
        ("https://example.org/practice/x", None),
        ("mailto:a@example.org", None),
        ("https://[", None),
        ("/practice/\ud800", None),
    ],
)
def test_a_link_is_known_by_one_address(written: str, tidy: str | None) -> None:
    assert SITE.canonical(written, "https://practices.example.org/hub/list") == tidy


def test_a_folder_is_named_after_the_host_and_an_unusual_port() -> None:
    assert SITE.name == "practices.example.org"
    assert Site.of("http://127.0.0.1:8000/x").name == "127.0.0.1-8000"
    assert Site.of("http://[::1]:8000/x").name == "--1-8000"


PRIVATE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "192.0.2.1 ::1 :: fe80::1%eth0 fc00::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 "
    "2002:7f00:1:: 2001:0:4136:e378:8000:63bf:80ff:fffe fec0::1 feff::1 198.51.100.7 203.0.113.7 3fff::1 5f00::1 "
    "64:ff9b:1::7f00:1 100::1 198.18.0.1 240.0.0.1 192.0.0.8"
).split()


@pytest.mark.parametrize("machine", PRIVATE)
def test_a_machine_that_is_not_on_the_public_internet_is_refused(machine: str) -> None:
    with pytest.raises(AddressError, match="set PRACTICES_SYNC_PRIVATE=true"):
        check_public("example.org", machine)


@given(st.ip_addresses(v=6))
def test_only_global_unicast_numbers_of_ipv6_are_let_pass(machine: IPv6Address) -> None:
    embedded = machine.ipv4_mapped or machine in ip_network("64:ff9b::/96")
    if machine not in ip_network("2000::/3") and not embedded:
        with pytest.raises(AddressError):
            check_public("example.org", str(machine))


@pytest.mark.parametrize("machine", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_machine_of_the_public_internet_is_let_pass(machine: str) -> None:
    check_public("example.org", machine)


def test_one_private_machine_among_those_of_a_name_is_enough_to_refuse_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def looked_up(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", ("8.8.8.8", 80)), (socket.AF_INET, 1, 6, "", ("10.0.0.7", 80))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", looked_up)

    async def ask() -> None:
        async with httpx2.AsyncClient(transport=CheckedTransport(private=False)) as client:
            await client.get("http://example.org/")

    with pytest.raises(AddressError, match=r"example\.org leads to 10\.0\.0\.7"):
        asyncio.run(ask())


def test_a_language_prefix_is_told_from_the_address() -> None:
    assert split_language("https://x.org/fr/practice/a") == ("https://x.org/practice/a", "fr")
    assert split_language("https://x.org/pt-br/practice/a?b=1") == ("https://x.org/practice/a?b=1", "pt-br")
    assert split_language("https://x.org/practice/a") == ("https://x.org/practice/a", "")
    assert split_language("https://x.org/fr") == ("https://x.org/fr", "")


@pytest.mark.parametrize(
    ("pattern", "address", "practice"),
    [
        ("/practice/*", "https://x.org/practice/a", "https://x.org/practice/a"),
        ("/practice/*", "https://x.org/practice/a/?utm_source=b", "https://x.org/practice/a/"),
        ("/practice/*", "https://x.org/fr/practice/a", "https://x.org/fr/practice/a"),
        ("/practice/*", "https://x.org/practice/a/feed", None),
        ("/practice/*", "https://x.org/practice/", None),
        ("/practice/*", "https://x.org/practice", None),
        ("/practice/*", "https://x.org/practices/a", None),
        ("/**/cases/*", "https://x.org/a/b/cases/c", "https://x.org/a/b/cases/c"),
        ("/case?id=*", "https://x.org/case?id=12", "https://x.org/case?id=12"),
        ("/case?id=*", "https://x.org/case", None),
        ("/a.b/*", "https://x.org/aXb/c", None),
    ],
)
def test_practices_are_told_by_the_form_of_their_address(pattern: str, address: str, practice: str | None) -> None:
    assert UrlPattern(pattern).practice(address) == practice


@pytest.mark.parametrize(
    ("address", "further"),
    [
        ("https://x.org/list?page=2", "https://x.org/list?page=2"),
        ("https://x.org/list?page=%2C2", "https://x.org/list?page=%2C2"),
        ("https://x.org/list?page=0%2C2", "https://x.org/list?page=%2C2"),
        ("https://x.org/list?page=0", "https://x.org/list"),
        ("https://x.org/list?page=1%2C2", None),
        ("https://x.org/list/page/3/", "https://x.org/list/page/3/"),
        ("https://x.org/list?sort=title", None),
        ("https://x.org/list?sort=title&page=2", None),
        ("https://x.org/other?page=2", None),
    ],
)
def test_the_further_pages_of_a_listing_are_told_from_other_links(address: str, further: str | None) -> None:
    assert further_page(address, "https://x.org/list", is_next=False) == further


def test_a_link_that_says_next_counts_whatever_its_address_looks_like() -> None:
    start = "https://x.org/list"

    assert further_page("https://x.org/list?after=abc", start, is_next=True) == "https://x.org/list?after=abc"
    assert further_page("https://x.org/list?page=1%2C1", start, is_next=True) is None


def test_a_listing_may_begin_at_a_later_page_and_with_a_filter() -> None:
    start = "https://x.org/list?objective=7&page=%2C2"

    assert further_page("https://x.org/list?page=%2C3&objective=7", start, is_next=False) is not None
    assert further_page("https://x.org/list?objective=7", start, is_next=False) == "https://x.org/list?objective=7"
    assert further_page("https://x.org/list?page=%2C3&objective=8", start, is_next=False) is None
