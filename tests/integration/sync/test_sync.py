"""The live repository, against a real web server on this machine."""

from __future__ import annotations

import gzip
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from corpus import collect
from corpus.model import Practice
from corpus.sync.errors import SyncError
from corpus.sync.http.client import FetchPolicy
from corpus.sync.storage.page_store import PageStore
from corpus.sync.sync import SyncReport, sync_site
from corpus.sync.url_pattern import UrlPattern
from tests.support.servers.killed_sync import Watched
from tests.support.servers.live_site import (
    LISTING,
    LiveSite,
    Text,
    cut_gzip,
    cut_off,
    drip,
    drip_headers,
    first_fail,
    gzipped,
    notice_page,
    page,
    practice_page,
    redirect,
    reset,
    send,
    sitemap,
)

HASTY = FetchPolicy(user_agent="PracticeSearch/test", delay=0, backoff=0.01, seconds=1, private=True)


@pytest.fixture
def site() -> Iterator[LiveSite]:
    with LiveSite() as site:
        site.add(*(f"practice-{number}" for number in range(9)))
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


def counts(report: SyncReport) -> dict[str, int]:
    names = "new changed unchanged moved withdrawn failed".split()
    return {name: len(getattr(report, name)) for name in names if getattr(report, name)}


def practices(folder: Path) -> dict[str, Practice]:
    return {practice.practice_id: practice for practice in collect([folder]).practices}


def test_every_page_of_the_second_pager_is_read_and_every_practice_brought_once(site: LiveSite, folder: Path) -> None:
    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"new": 9}
    kept = practices(folder)
    assert sorted(kept) == sorted(site.practices)
    practice = kept["practice-7"]
    assert (practice.title, practice.url) == ("Practice 7", site.address("practice-7"))
    assert practice.sections[0].text == site.practices["practice-7"].summary
    assert (practice.countries, practice.primary_objectives) == (("NE",), (7,))
    assert practice.captures[0].source == site.address("practice-7")
    assert practice.captures[0].fetched is not None
    asked = site.count()
    assert {path: times for path, times in asked.items() if times > 1} == {}
    assert f"{LISTING}?page=%2C2" in asked
    assert not any("1%2C1" in path for path in asked), "no combination of the two pagers is asked for"
    assert {request.agent for request in site.asked} == {"PracticeSearch/test"}


def test_a_second_run_asks_conditionally_and_tells_new_changed_and_unchanged(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.asked.clear()
    site.add("practice-new")
    site.practices["practice-3"].summary = "It says something else now."

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"new": 1, "changed": 1, "unchanged": 8}
    assert (report.new, report.changed) == ([site.address("practice-new")], [site.address("practice-3")])
    conditional = {request.path for request in site.asked if request.conditional}
    assert conditional == {f"/practice/{slug}" for slug in site.practices if slug != "practice-new"}
    assert practices(folder)["practice-3"].sections[0].text == "It says something else now."


def test_the_old_page_stays_beside_the_new_one(site: LiveSite, folder: Path) -> None:
    before = practice_page(site.practices["practice-3"])
    sync_site(folder, site.listing, HASTY)
    site.practices["practice-3"].summary = "It says something else now."
    sync_site(folder, site.listing, HASTY)

    kept = {path.read_bytes() for path in (folder / "raw").rglob("*.html")}

    assert len(kept) == 10
    assert {before, practice_page(site.practices["practice-3"])} <= kept


def test_parts_that_differ_with_each_request_are_no_change(site: LiveSite, folder: Path) -> None:
    site.noise = True
    sync_site(folder, site.listing, HASTY)

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"unchanged": 9}
    assert len(list((folder / "raw").rglob("*.html"))) == 9


def test_last_modified_is_asked_with_where_there_is_no_etag(site: LiveSite, folder: Path) -> None:
    date = "Mon, 01 Mar 2021 00:00:00 GMT"
    body = practice_page(site.practices["practice-3"])
    seen = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["If-Modified-Since"])
        send(request, body, Last_Modified=date)

    site.answers["/practice/practice-3"] = answer
    sync_site(folder, site.listing, HASTY)
    sync_site(folder, site.listing, HASTY)

    assert seen == [None, date]


def test_a_page_that_is_gone_is_withdrawn_and_leaves_a_tombstone(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    del site.practices["practice-3"]
    site.answers["/practice/practice-4"] = page(b"Gone", status=410)

    report = sync_site(folder, site.listing, HASTY)
    collection = collect([folder])

    assert counts(report) == {"withdrawn": 2, "unchanged": 7}
    tombs = [(tomb.practice_id, tomb.title, tomb.url) for tomb in collection.withdrawn]
    assert tombs == [(f"practice-{n}", f"Practice {n}", site.address(f"practice-{n}")) for n in (3, 4)]
    assert len(collection.practices) == 7
    site.asked.clear()
    sync_site(folder, site.listing, HASTY)
    assert "/practice/practice-3" not in site.count(), "what is withdrawn and not listed is not asked for again"


def test_a_withdrawn_page_that_comes_back_is_new_and_its_tombstone_goes(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    text = site.practices.pop("practice-3")
    sync_site(folder, site.listing, HASTY)
    site.practices["practice-3"] = text

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"new": 1, "unchanged": 8}
    assert collect([folder]).withdrawn == []


def test_a_page_that_is_only_not_listed_any_more_stays_and_is_named(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.unlisted.add("practice-3")

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"unchanged": 9}
    assert report.unlisted == [site.address("practice-3")]


FAILING = {
    "an error": page(b"", status=500),
    "busy without end": page(b"", status=503, Retry_After="0"),
    "access denied": page(notice_page("Access denied", "You may not."), status=403),
    "no content": page(b"", status=204),
    "a reset in the middle": reset,
    "cut off": cut_off(practice_page(Text("Practice 3", "Half of it is missing."))),
    "cut gzip": cut_gzip(practice_page(Text("Practice 3", "Half of it is missing." * 50))),
    "no gzip": page(b"not compressed at all", Content_Encoding="gzip"),
    "an encoding nobody asked for": page(b"x", Content_Encoding="br"),
    "a drip": drip,
    "a drip of headers": drip_headers,
    "huge": page(b"<h1>Practice 3</h1>" + b"x" * 3_000_000),
    "huge when unpacked": gzipped(b"<h1>Practice 3</h1>" + b"x" * 30_000_000),
    "another type": page(b"%PDF-1.7", "application/pdf"),
    "a redirect to itself": redirect("/practice/practice-3"),
    "a redirect in a circle": redirect("/circle"),
    "a redirect to another host": redirect("http://example.org/practice/practice-3"),
    "a redirect to another name of this machine": redirect("http://localhost/practice/practice-3"),
    "a redirect to another port": redirect("http://127.0.0.1:9/practice/practice-3"),
    "a redirect to a file": redirect("file:///etc/passwd"),
    "a redirect to nowhere": redirect("http://[/practice"),
    "a redirect to the home page": redirect("/"),
    "maintenance": page(notice_page("Site under maintenance", "We will be back soon.")),
    "a form to log in": page(notice_page("Members", '<form><input type="password" name="p"></form>')),
    "a notice in place of the page": page(notice_page("Welcome", "Our site has a new look.")),
    "nothing": page(b""),
    "no text": page(b"\x00\x01\x02" * 400),
}


@pytest.mark.parametrize("fault", FAILING)
def test_a_page_that_fails_keeps_its_last_good_text_with_the_date(site: LiveSite, folder: Path, fault: str) -> None:
    policy = replace(HASTY, size=1_000_000)
    sync_site(folder, site.listing, policy)
    before = practices(folder)["practice-3"]
    site.answers |= {"/practice/practice-3": FAILING[fault], "/circle": redirect("/practice/practice-3")}
    site.answers["/"] = page(notice_page("The Network", "Welcome."))

    report = sync_site(folder, site.listing, policy)
    after = practices(folder)["practice-3"]

    assert counts(report) == {"unchanged": 8, "failed": 1}
    assert list(report.failed) == [site.address("practice-3")]
    assert after.sections == before.sections
    assert after.captures[0].failing_since is not None
    assert (before.captures[0].failing_since, after.captures[0].fetched) == (None, before.captures[0].fetched)
    del site.answers["/practice/practice-3"]
    assert counts(sync_site(folder, site.listing, policy)) == {"unchanged": 9}
    assert practices(folder)["practice-3"].captures == before.captures


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("an error", "the site answers 500 Internal Server Error."),
        ("a drip", "not answered in full within 1 seconds."),
        ("a drip of headers", "not answered in full within 1 seconds."),
        ("cut gzip", "the compressed content is cut off."),
        ("cut off", "the page is cut off."),
        ("huge", "larger than 0.953674 MiB."),
        ("another type", "not a web page but application/pdf."),
        ("a redirect in a circle", "redirects in a loop or more than 5 times, last to {base}/practice/practice-3."),
        (
            "a redirect to another host",
            "http://example.org/practice/practice-3: another host than 127.0.0.1, which is the only one asked.",
        ),
        ("a redirect to a file", "file:///etc/passwd: only http and https are fetched."),
        ("a redirect to the home page", "leads to {base}/, which is no practice."),
        ("maintenance", "it is titled 'Site under maintenance': a page about an error."),
        ("a form to log in", "it is titled 'Members' and asks for a password."),
        ("a notice in place of the page", "it is titled 'Welcome' and has none of the sections that it had."),
    ],
)
def test_the_reason_of_a_failure_is_named(site: LiveSite, folder: Path, fault: str, reason: str) -> None:
    policy = replace(HASTY, size=1_000_000)
    sync_site(folder, site.listing, policy)
    site.answers |= {"/practice/practice-3": FAILING[fault], "/circle": redirect("/practice/practice-3")}
    site.answers["/"] = page(notice_page("The Network", "Welcome."))

    report = sync_site(folder, site.listing, policy)

    assert report.failed == {site.address("practice-3"): reason.format(base=site.base)}


@pytest.mark.parametrize("fault", ["an error", "a reset in the middle", "cut gzip", "cut off"])
def test_a_passing_fault_is_met_with_another_attempt(site: LiveSite, folder: Path, fault: str) -> None:
    good = page(practice_page(site.practices["practice-3"]))
    site.answers["/practice/practice-3"] = first_fail(2, FAILING[fault], good)

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"new": 9}
    assert site.count()["/practice/practice-3"] == 3


def test_a_listing_that_answers_errors_stops_the_run_and_nothing_is_removed(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.answers[f"{LISTING}?page=%2C1"] = page(b"", status=502)

    with pytest.raises(SyncError, match=r"the listing cannot be read: .* answers 502 Bad Gateway\. Nothing is removed"):
        sync_site(folder, site.listing, HASTY)

    assert len(practices(folder)) == 9
    del site.answers[f"{LISTING}?page=%2C1"]
    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 9}


def test_an_empty_listing_stops_the_run_and_nothing_is_removed(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.unlisted = set(site.practices)

    with pytest.raises(SyncError, match=r"the listing names no practice .* Nothing is removed"):
        sync_site(folder, site.listing, HASTY)

    assert len(practices(folder)) == 9
    site.unlisted = set()
    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 9}


def test_a_listing_without_most_of_the_practices_is_believed_only_when_told_to(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    kept = {slug: site.practices[slug] for slug in list(site.practices)[:4]}
    site.practices = kept

    with pytest.raises(SyncError, match=r"lacks 5 of the 9 practices .* --accept-fewer\. Nothing is removed"):
        sync_site(folder, site.listing, HASTY)
    assert len(practices(folder)) == 9

    report = sync_site(folder, site.listing, HASTY, accept_fewer=True)
    assert counts(report) == {"unchanged": 4, "withdrawn": 5}
    assert sorted(practices(folder)) == sorted(kept)


def test_a_site_that_has_lost_most_of_its_pages_is_not_believed(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    for slug in list(site.practices)[:5]:
        site.answers[f"/practice/{slug}"] = page(b"", status=404)

    with pytest.raises(SyncError, match="5 of 9 known practices are gone, which is hard to believe"):
        sync_site(folder, site.listing, HASTY)

    collection = collect([folder])
    assert (len(collection.practices), collection.withdrawn) == (9, [])
    assert sum(bool(practice.captures[0].failing_since) for practice in collection.practices) == 5


def test_a_site_that_goes_down_in_the_middle_is_left_alone_and_the_next_run_continues(
    site: LiveSite, folder: Path
) -> None:
    down = list(site.practices)[2:]
    site.answers = {f"/practice/{slug}": page(b"", status=503) for slug in down}

    with pytest.raises(SyncError, match=r"stopped after 7 of 9 pages, for the site fails.*run again later"):
        sync_site(folder, site.listing, replace(HASTY, attempts=2))
    assert len(practices(folder)) == 2
    assert sum(f"/practice/{slug}" in site.count() for slug in down) == 5

    site.answers.clear()
    site.asked.clear()
    report = sync_site(folder, site.listing, HASTY)

    assert report.continued
    assert counts(report) == {"new": 9}
    assert site.count() == {"/robots.txt": 1} | {f"/practice/{slug}": 1 for slug in down}


def test_a_site_that_asks_to_come_back_much_later_is_left_alone_at_once(site: LiveSite, folder: Path) -> None:
    site.answers["/practice/practice-3"] = page(b"", status=429, Retry_After="3600")

    with pytest.raises(SyncError, match=r"429 Too Many Requests and asks to come back in 3600 seconds"):
        sync_site(folder, site.listing, HASTY)

    assert site.count()["/practice/practice-3"] == 1


def test_pages_that_fail_for_good_do_not_keep_the_rest_from_being_brought(site: LiveSite, folder: Path) -> None:
    for number in range(5):
        site.answers[f"/practice/practice-{number}"] = page(b"", status=500)

    with pytest.raises(SyncError):
        sync_site(folder, site.listing, HASTY)
    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"new": 4, "failed": 5}


def test_robots_txt_is_obeyed_and_its_crawl_delay_kept(site: LiveSite, folder: Path) -> None:
    site.robots = "User-agent: PracticeSearch\nCrawl-delay: 0.05\nDisallow: /practice/practice-3\n"
    site.practices = dict(list(site.practices.items())[:5])

    report = sync_site(folder, site.listing, HASTY)

    assert report.failed == {site.address("practice-3"): "robots.txt does not allow it."}
    assert "/practice/practice-3" not in site.count()
    times = [request.at for request in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.05


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_cannot_be_read_allows_nothing(site: LiveSite, folder: Path, status: int) -> None:
    site.answers["/robots.txt"] = page(b"", status=status)

    with pytest.raises(SyncError, match=r"robots\.txt cannot be read, so nothing is fetched"):
        sync_site(folder, site.listing, HASTY)

    assert set(site.count()) == {"/robots.txt"}


def test_no_robots_txt_allows_everything(site: LiveSite, folder: Path) -> None:
    site.answers["/robots.txt"] = page(b"", status=404)

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}


def test_a_listing_that_robots_txt_does_not_allow_is_not_read(site: LiveSite, folder: Path) -> None:
    site.robots = "User-agent: *\nDisallow: /hub/\n"

    with pytest.raises(SyncError, match=r"robots\.txt does not allow it"):
        sync_site(folder, site.listing, HASTY)


def test_this_machine_is_fetched_from_only_where_a_setting_allows_it(site: LiveSite, folder: Path) -> None:
    with pytest.raises(SyncError, match=r"127\.0\.0\.1, which is not on the public internet.*PRACTICES_SYNC_PRIVATE"):
        sync_site(folder, site.listing, replace(HASTY, private=False))

    assert site.asked == []


def test_a_name_that_leads_to_this_machine_is_this_machine(site: LiveSite, folder: Path) -> None:
    listing = site.listing.replace("127.0.0.1", "localhost")

    with pytest.raises(SyncError, match=r"localhost leads to .*, which is not on the public internet"):
        sync_site(folder, listing, replace(HASTY, private=False))
    assert site.asked == []

    assert counts(sync_site(folder, listing, HASTY)) == {"new": 9}


def test_a_pager_without_end_is_left_where_it_repeats_itself(site: LiveSite, folder: Path) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        number = int(request.path.partition("%2C")[2] or 0)
        shown = min(number, 2)
        body = site.listing_page(f",{shown}").replace(
            b"</main>", f'<a rel="next" href="?page=%2C{number + 1}">Next</a></main>'.encode()
        )
        send(request, body)

    site.answers[LISTING] = endless

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}
    assert sum(path.startswith(LISTING) for path in site.count()) < 12


def test_a_pager_that_leads_back_to_its_start_ends(site: LiveSite, folder: Path) -> None:
    last = site.listing_page(",2").replace(b"</main>", b'<a rel="next" href="?page=0">Next</a></main>')
    site.answers[f"{LISTING}?page=%2C2"] = page(last)

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_names_the_practices_too(site: LiveSite, folder: Path, packed: bool) -> None:
    body = sitemap(
        *(site.address(slug) for slug in site.practices), f"{site.base}/about", "https://example.org/practice/x"
    )
    index = (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>'
        f"{site.base}/sitemaps/1.xml.gz</loc></sitemap></sitemapindex>"
    ).encode()
    site.answers["/sitemaps/1.xml.gz"] = page(gzip.compress(body) if packed else body, "application/octet-stream")
    site.answers["/index.xml"] = page(index, "application/xml")

    report = sync_site(folder, f"{site.base}/index.xml", HASTY)

    assert counts(report) == {"new": 9}
    assert LISTING not in site.count()


def test_the_home_page_stands_for_the_sitemaps_that_robots_txt_names(site: LiveSite, folder: Path) -> None:
    site.robots += f"Sitemap: {site.base}/sitemap.xml\n"

    assert counts(sync_site(folder, f"{site.base}/", HASTY)) == {"new": 9}


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset><url><loc>http://127.0.0.1/practice/x</loc>",
        gzip.compress(b"<urlset>" + b" " * 60 * 2**20),
        gzip.compress(b"<urlset></urlset>")[:20],
    ],
    ids=["not well formed", "a bomb", "cut off"],
)
def test_a_sitemap_that_cannot_be_read_stops_the_run(site: LiveSite, folder: Path, body: bytes) -> None:
    site.answers["/sitemap.xml"] = page(body, "application/xml")

    with pytest.raises(SyncError, match="the sitemap cannot be read"):
        sync_site(folder, f"{site.base}/sitemap.xml", HASTY)


def test_entities_in_a_sitemap_are_not_unfolded(site: LiveSite, folder: Path) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 100}">{lines}]><urlset><url><loc>&e11;</loc></url></urlset>'
    site.answers["/sitemap.xml"] = page(bomb.encode(), "application/xml")

    with pytest.raises(SyncError, match="the sitemap cannot be read: Maximum entity amplification"):
        sync_site(folder, f"{site.base}/sitemap.xml", HASTY)


def test_another_site_needs_only_the_form_of_its_addresses(site: LiveSite, folder: Path) -> None:
    cases = {f"/case-studies/{slug}": practice_page(text) for slug, text in site.practices.items()}
    site.answers = {path: page(body) for path, body in cases.items()}
    site.answers["/case-studies"] = page("".join(f'<a href="{path}">A case</a>' for path in cases).encode())

    with pytest.raises(SyncError, match=r"no address on it looks like /practice/\*.*--like '/case-studies/\*'"):
        sync_site(folder, f"{site.base}/case-studies", HASTY)

    report = sync_site(folder, f"{site.base}/case-studies", HASTY, pattern=UrlPattern("/case-studies/*"))
    assert counts(report) == {"new": 9}


def test_the_same_text_under_a_language_prefix_is_one_practice(site: LiveSite, folder: Path) -> None:
    site.practices = {slug: site.practices[slug] for slug in ("practice-1", "practice-2")}
    site.listed_languages = ("fr",)
    french = Text("La pratique deux", "Elle aide les personnes.", "fr")
    site.answers["/fr/practice/practice-2"] = page(practice_page(french))

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 4}
    kept = practices(folder)

    assert {name: practice.title for name, practice in kept.items()} == {
        "practice-1": "Practice 1",
        "practice-2": "Practice 2",
        "practice-2-fr": "La pratique deux",
    }
    sources = [capture.source for capture in kept["practice-1"].captures]
    assert sources == [site.address("practice-1"), f"{site.base}/fr/practice/practice-1"]


def test_a_practice_that_has_moved_is_followed_and_its_old_link_says_where(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.add("better-name")
    site.unlisted.add("better-name")
    site.answers["/practice/practice-3"] = redirect("/practice/better-name", 301)

    report = sync_site(folder, site.listing, HASTY)
    collection = collect([folder])

    assert report.moved == {site.address("practice-3"): site.address("better-name")}
    assert report.new == [site.address("better-name")]
    [tomb] = collection.withdrawn
    assert (tomb.practice_id, tomb.url) == ("practice-3", site.address("better-name"))
    assert "better-name" in {practice.practice_id for practice in collection.practices}
    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 9, "moved": 1}


def test_a_practice_that_has_moved_to_a_page_that_fails_stays(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.answers["/practice/practice-3"] = redirect("/practice/better-name", 301)
    site.answers["/practice/better-name"] = page(notice_page("Site under maintenance", "We will be back soon."))

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"unchanged": 8, "failed": 2}
    assert "practice-3" in practices(folder)


def test_a_practice_that_leads_to_a_page_that_is_not_there_is_withdrawn(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    site.answers["/practice/practice-3"] = redirect("/404")

    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 8, "withdrawn": 1}


def test_a_slash_at_the_end_is_no_other_page(site: LiveSite, folder: Path) -> None:
    site.answers["/practice/practice-3"] = redirect("/practice/practice-3/", 301)
    site.answers["/practice/practice-3/"] = page(practice_page(site.practices["practice-3"]))

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}


def test_one_notice_for_many_pages_is_no_practice_though_it_could_be_read_as_one(site: LiveSite, folder: Path) -> None:
    plain = {slug: notice_page(text.title, text.summary) for slug, text in site.practices.items()}
    site.answers = {f"/practice/{slug}": page(body) for slug, body in plain.items()}
    sync_site(folder, site.listing, HASTY)
    for slug in ("practice-3", "practice-4", "practice-5", "practice-6"):
        site.answers[f"/practice/{slug}"] = page(notice_page("A new look", "Find everything on our start page."))

    report = sync_site(folder, site.listing, HASTY)

    assert counts(report) == {"unchanged": 5, "failed": 4}
    assert practices(folder)["practice-3"].title == "Practice 3"


def test_twins_that_are_laid_out_as_practices_are_both_kept(site: LiveSite, folder: Path) -> None:
    for slug in ("practice-3", "practice-4", "practice-5"):
        site.practices[slug] = Text("The same", "It was submitted three times.")

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "nonsense")],
)
def test_a_page_whose_encoding_is_declared_wrongly_is_read(
    site: LiveSite, folder: Path, encoding: str, declared: str
) -> None:
    text = Text(
        "Régularisation à Niamey", "Les personnes déplacées ont été aidées l’été dernier, où qu’elles fussent.", "fr"
    )
    body = practice_page(text).decode().replace(' charset="utf-8"', "").encode(encoding)
    site.answers["/practice/practice-3"] = page(body, f"text/html; charset={declared}")

    sync_site(folder, site.listing, HASTY)

    practice = next(practice for practice in practices(folder).values() if practice.title == text.title)
    assert practice.sections[0].text == text.summary


@pytest.mark.parametrize(
    ("charset", "title", "summary"),
    [
        ("iso-8859-5", "Пункт помощи", "Семьи получают советы каждый день рядом с рынком."),
        ("iso-8859-6", "مكتب المشورة", "تحصل الأسر على المشورة كل يوم في المكتب القريب من السوق."),
        ("windows-1254", "Danışma ofisi", "Aileler her gün danışmanlık alır. Ofis çarşıya yakındır."),
        ("utf-8", "Théta bureau", "Les familles reçoivent des conseils à la journée."),
    ],
)
def test_the_character_set_of_the_header_goes_before_that_of_the_page(
    site: LiveSite, folder: Path, charset: str, title: str, summary: str
) -> None:
    body = practice_page(Text(title, summary)).decode().replace('charset="utf-8"', 'charset="iso-8859-1"')
    site.answers["/practice/practice-3"] = page(body.encode(charset), f"text/html; charset={charset}")

    sync_site(folder, site.listing, HASTY)

    practice = next(practice for practice in practices(folder).values() if practice.title == title)
    assert practice.sections[0].text == summary


def test_links_of_a_listing_are_relative_to_its_base(site: LiveSite, folder: Path) -> None:
    listing = b'<html><head><base href="/practice/"></head><body><a href="practice-1">a</a><a href="practice-2">b</a>'
    site.answers["/based"] = page(listing)

    report = sync_site(folder, f"{site.base}/based", HASTY)

    assert report.new == [site.address("practice-1"), site.address("practice-2")]


def refreshed(target: str, seconds: int = 0) -> bytes:
    head = f'<head><meta http-equiv="Refresh" content="{seconds}; URL=\'{target}\'"><title>Redirecting</title></head>'
    return f"<html>{head}<body><p>Follow <a href='{target}'>this link</a>.</p></body></html>".encode()


def test_a_page_that_sends_its_readers_on_has_moved(site: LiveSite, folder: Path) -> None:
    site.answers["/practice/practice-3"] = page(refreshed("/practice/practice-4"))

    report = sync_site(folder, site.listing, HASTY)

    assert report.moved == {site.address("practice-3"): site.address("practice-4")}
    assert "Redirecting" not in {practice.title for practice in practices(folder).values()}


@pytest.mark.parametrize(
    ("target", "reason"),
    [("https://example.org/practice/x", "another host"), ("/", "which is no practice"), ("practice-4", "in a loop")],
)
def test_a_page_that_sends_its_readers_elsewhere_or_round_in_circles_is_no_practice(
    site: LiveSite, folder: Path, target: str, reason: str
) -> None:
    site.answers["/"] = page(notice_page("Home", "Welcome."))
    site.answers["/practice/practice-3"] = page(refreshed(target))
    site.answers["/practice/practice-4"] = page(refreshed("/practice/practice-3"))

    report = sync_site(folder, site.listing, HASTY)

    assert reason in report.failed[site.address("practice-3")]
    assert "Redirecting" not in {practice.title for practice in practices(folder).values()}


def test_a_page_that_shows_itself_anew_now_and_then_is_read(site: LiveSite, folder: Path) -> None:
    text = Text("The Tide Table", "It is shown anew each minute.")
    body = practice_page(text).replace(b"<head>", b'<head><meta http-equiv="refresh" content="5; url=practice-3">')
    site.answers["/practice/practice-3"] = page(body)

    sync_site(folder, site.listing, HASTY)

    assert text.title in {practice.title for practice in practices(folder).values()}


@pytest.mark.parametrize("path", ["/robots.txt", LISTING])
def test_a_first_run_that_fails_before_any_page_leaves_no_store(site: LiveSite, folder: Path, path: str) -> None:
    site.answers[path] = page(b"", status=503)

    with pytest.raises(SyncError):
        sync_site(folder, site.listing, HASTY)

    assert not folder.exists()


def test_a_kept_page_that_is_damaged_is_named_and_brought_again(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    body = practice_page(site.practices["practice-3"])
    [path] = [path for path in (folder / "raw").rglob("*.html") if path.read_bytes() == body]
    path.write_bytes(b"<h1>Half")

    collection = collect([folder])
    assert [problem.source for problem in collection.problems] == [site.address("practice-3")]
    assert "damaged" in collection.problems[0].reason

    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 9}
    assert path.read_bytes() == body
    assert collect([folder]).problems == []


def test_a_run_begun_anew_asks_for_everything_again(site: LiveSite, folder: Path) -> None:
    site.answers["/practice/practice-7"] = page(b"", status=429, Retry_After="3600")
    with pytest.raises(SyncError):
        sync_site(folder, site.listing, HASTY)
    site.answers.clear()
    site.asked.clear()

    report = sync_site(folder, site.listing, HASTY, fresh=True)

    assert not report.continued
    assert len(site.count()) == 1 + 3 + 2 + 9  # robots.txt, both pagers, the pages


def test_the_parent_folder_of_several_sites_is_read_too(site: LiveSite, tmp_path: Path) -> None:
    sync_site(tmp_path / "pages" / "one", site.listing, HASTY)
    (tmp_path / "pages" / "more.md").write_text("# Another\n\n## Summary\n\nText.\n", encoding="utf-8")

    collection = collect([tmp_path / "pages"])

    assert len(collection.practices) == 10
    assert collection.problems == []


def test_a_store_that_is_damaged_is_named(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    (folder / "pages.sqlite").write_bytes(b"not a database at all" * 100)

    [problem] = collect([folder]).problems

    assert problem.source == str(folder / "pages.sqlite")
    assert "file is not a database" in problem.reason


def test_the_store_knows_each_page_with_address_time_and_hash(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)

    with PageStore.open(folder) as store:
        kept = store.page(site.address("practice-3"))
        assert kept is not None
        assert kept.version is not None
        assert store.raw.read(kept.version.sha256) == practice_page(site.practices["practice-3"])
        assert kept.version.fetched.endswith("+00:00")
        assert kept.version.title == "Practice 3"


def test_two_runs_at_once_on_one_store_are_refused(site: LiveSite, folder: Path) -> None:
    refused = []

    def meanwhile(request: BaseHTTPRequestHandler) -> None:
        with pytest.raises(SyncError) as error:
            sync_site(folder, site.listing, HASTY)
        refused.append(str(error.value))
        send(request, practice_page(site.practices["practice-3"]))

    site.answers["/practice/practice-3"] = meanwhile

    assert counts(sync_site(folder, site.listing, HASTY)) == {"new": 9}
    assert refused == [f"another sync is at work on {folder}; wait until it has ended."]


def test_a_run_cut_off_longer_than_a_day_ago_is_not_continued(site: LiveSite, folder: Path) -> None:
    site.answers["/practice/practice-7"] = page(b"", status=429, Retry_After="3600")
    with pytest.raises(SyncError):
        sync_site(folder, site.listing, HASTY)
    with sqlite3.connect(folder / "pages.sqlite") as database:
        database.execute("UPDATE rounds SET started = '2026-01-01T00:00:00+00:00'")
    database.close()
    site.answers.clear()

    report = sync_site(folder, site.listing, HASTY)

    assert not report.continued
    assert counts(report) == {"new": 2, "unchanged": 7}


def test_progress_counts_the_pages_of_the_listing_and_then_the_practices(site: LiveSite, folder: Path) -> None:
    steps: list[tuple[str, int, int]] = []

    sync_site(folder, site.listing, HASTY, progress=lambda *step: steps.append(step))

    pages = [step for step in steps if step[0] == "Pages"]
    assert [step[0] for step in steps] == ["Listing"] * (len(steps) - len(pages)) + ["Pages"] * len(pages)
    assert pages == [("Pages", done, 9) for done in range(10)]


def test_each_request_is_logged(site: LiveSite, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    site.answers["/practice/practice-3"] = redirect("file:///etc/passwd")

    with caplog.at_level("DEBUG", "corpus.sync.http.client"):
        sync_site(folder, site.listing, HASTY)

    size = len(practice_page(site.practices["practice-2"]))
    lines = [line for line in caplog.messages if f"fetch address={site.address('practice-2')} " in line]
    assert [line.rpartition("=")[0] for line in lines] == [
        f"fetch address={site.address('practice-2')} conditional=False status=200 bytes={size} seconds"
    ]
    assert len(caplog.messages) == len(site.asked)


def test_a_disk_that_is_full_ends_the_run_and_loses_nothing(
    site: LiveSite, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_site(folder, site.listing, HASTY)
    site.practices["practice-3"].summary = "It says something else now."

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            sync_site(folder, site.listing, HASTY)
    assert practices(folder)["practice-3"].sections[0].text.startswith("Practice 3 is a practice")

    assert counts(sync_site(folder, site.listing, HASTY)) == {"changed": 1, "unchanged": 8}
    assert list((folder / "raw").rglob(".unfinished-*")) == []


def test_a_text_repeated_and_then_mended_within_one_round_is_kept(site: LiveSite, folder: Path) -> None:
    notice = page(notice_page("A new look", "Find everything on our start page."))
    for number in range(4):
        site.answers[f"/practice/practice-{number}"] = notice
    site.answers["/practice/practice-5"] = page(b"", status=429, Retry_After="3600")
    with pytest.raises(SyncError):
        sync_site(folder, site.listing, HASTY)
    assert list(practices(folder)) == ["practice-4"]
    site.answers = {"/practice/practice-0": notice}

    report = sync_site(folder, site.listing, HASTY)

    assert report.continued
    assert counts(report) == {"new": 8, "failed": 1}
    assert "practice-1" in practices(folder)


def test_a_sitemap_that_could_not_be_read_is_read_anew(site: LiveSite, folder: Path) -> None:
    good = page(sitemap(*(site.address(slug) for slug in site.practices)), "application/xml")
    site.answers["/sitemap.xml"] = first_fail(1, page(b"<urlset><url>", "application/xml"), good)

    with pytest.raises(SyncError, match=r"the sitemap cannot be read.*Nothing is removed"):
        sync_site(folder, f"{site.base}/sitemap.xml", HASTY)

    assert counts(sync_site(folder, f"{site.base}/sitemap.xml", HASTY)) == {"new": 9}


def test_a_site_where_every_page_fails_is_an_error(site: LiveSite, folder: Path) -> None:
    sync_site(folder, site.listing, HASTY)
    notice = page(notice_page("Site under maintenance", "We will be back soon."))
    site.answers = {f"/practice/{slug}": notice for slug in site.practices}

    with pytest.raises(SyncError, match=r"not one of 9 pages could be brought; .*What is kept stays"):
        sync_site(folder, site.listing, HASTY)

    assert len(practices(folder)) == 9


def test_a_page_that_others_have_moved_to_is_asked_for_though_no_listing_names_either(
    site: LiveSite, folder: Path
) -> None:
    sync_site(folder, site.listing, HASTY)
    site.add("better-name")
    site.unlisted |= {"better-name", "practice-3"}
    site.answers["/practice/practice-3"] = redirect("/practice/better-name", 301)
    sync_site(folder, site.listing, HASTY)

    assert counts(sync_site(folder, site.listing, HASTY)) == {"unchanged": 9}


@pytest.mark.parametrize("seed", range(4))
def test_faults_at_random_lose_nothing_and_leave_the_same_in_the_end(site: LiveSite, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    no_fault_elsewhere = ("a redirect to itself", "a redirect in a circle")  # other pages would have moved
    quick = [fault for name, fault in FAILING.items() if "drip" not in name and name not in no_fault_elsewhere]
    watched = Watched.of(site, tmp_path)

    watched.fail_often(
        lambda: chance.choice(quick) if chance.random() < 0.3 else None, replace(HASTY, backoff=0, size=1_000_000)
    )
