from __future__ import annotations

import pytest

from corpus.model import Practice
from corpus.parsing.results import Read
from corpus.readers.html.page import read_html

PAGE = """<!doctype html>
<html lang="fr-CA"><head><title>The Tide Clock | Some Network</title>
<link rel="canonical" href="https://example.org/practice/tide-clock"><style>p {color: red}</style></head>
<body>
<header><a href="/">Home page</a></header>
<nav><ul><li>Menu entry</li></ul></nav>
<main>
  <p>Repository of Practices</p><p>Practice of the week</p>
  <h1>The Tide Clock</h1>
  <dl><dt>Country</dt><dd><a href="https://example.org/taxonomy/term/5">Niger</a></dd>
      <dt>Dates</dt><dd><time datetime="2018">2018</time> - Present</dd></dl>
  <h2>Summary</h2>
  <p>A <em>clock</em> tells the
     <a href="https://example.org/tide">tide</a>.</p>
  <ul><li><p>by day</p></li><li>by night</li><li></li></ul>
  <p>It is wound.</p>
  <h2><button>Key Lessons</button></h2>
  <p>Wind it.</p><button>Share</button>
  <div>Innovation</div>
  <table><tr><td>brass</td><td>four coins</td></tr></table>
  <strong>Additional Resources</strong><br>See https://example.org/log<br>
  <h3>Partner/Donor Organizations</h3><ul><li>Harbour Bank</li></ul>
  <h2>The Long Road</h2>
  <p>It was carried.</p>
  <script>var hidden = 1;</script>
</main>
<aside>Read also</aside>
<footer>Contact us</footer>
</body></html>"""


def read(page: str | bytes) -> Read:
    (item,) = read_html(page if isinstance(page, bytes) else page.encode(), "page.html")
    assert isinstance(item, Read)
    return item


def sections(practice: Practice) -> list[tuple[str, str]]:
    return [(section.kind.value, section.text) for section in practice.sections]


def test_headings_are_known_by_their_words_in_any_element() -> None:
    practice = read(PAGE).practice

    assert sections(practice) == [
        ("other", "Practice of the week"),
        ("summary", "A clock tells the tide.\n\n- by day\n- by night\n\nIt is wound."),
        ("key_lessons", "Wind it."),
        ("innovation", "brass | four coins"),
        ("additional_resources", "See https://example.org/log"),
        ("other", "It was carried."),
    ]
    assert practice.sections[-1].heading == "The Long Road"


def test_fields_come_from_labels_and_from_the_markup() -> None:
    practice = read(PAGE).practice

    assert (practice.title, practice.practice_id, practice.language) == ("The Tide Clock", "tide-clock", "fr")
    assert practice.url == "https://example.org/practice/tide-clock"
    assert practice.dates is not None
    assert (practice.dates.start, practice.dates.ongoing) == ("2018", True)
    assert (practice.countries, practice.partners) == (("NE",), ("Harbour Bank",))
    assert practice.links == ("https://example.org/log",)


def test_what_stands_outside_the_main_part_and_buttons_are_furniture() -> None:
    assert read(PAGE).furniture == (
        "Home page",
        "Menu entry",
        "Repository of Practices",
        "Share",
        "Read also",
        "Contact us",
    )


def test_a_page_without_a_first_heading_takes_its_title_from_the_head() -> None:
    practice = read("<title>Tide Clock | Site</title><h2>Summary</h2><p>It ticks.").practice

    assert (practice.title, sections(practice)) == ("Tide Clock", [("summary", "It ticks.")])


def test_a_page_without_any_title_takes_its_first_line() -> None:
    assert read("<p>Tide Clock</p><p><b>Summary</b></p><p>It ticks.").practice.title == "Tide Clock"


def test_two_teasers_on_one_page_are_both_kept() -> None:
    teasers = "".join(f"<article><h2>Clock {n}</h2><p>It ticks {n} times.</p></article>" for n in (1, 2))

    practice = read(f"<title>All clocks</title><body><nav>Menu</nav>{teasers}</body>").practice

    assert [(s.heading, s.text) for s in practice.sections] == [
        ("Clock 1", "It ticks 1 times."),
        ("Clock 2", "It ticks 2 times."),
    ]


def test_one_article_is_the_main_part_where_no_other_is_marked() -> None:
    item = read("<div>Cookies</div><article><header><h1>Clock</h1></header><p>It ticks.</p></article>")

    assert (item.practice.title, sections(item.practice)) == ("Clock", [("summary", "It ticks.")])
    assert item.furniture == ("Cookies",)


def test_deeply_nested_elements_are_read_without_recursion() -> None:
    practice = read("<h1>Clock</h1><h2>Summary</h2>" + "<div>" * 5000 + "It ticks." + "</div>" * 5000).practice

    assert sections(practice) == [("summary", "It ticks.")]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="windows-1252">', "utf-8-sig"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ("", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one_where_the_page_keeps_to_it(declared: str, encoding: str) -> None:
    page = f"<html><head>{declared}<title>Часы</title></head><h2>Summary</h2><p>Часы идут. </p></html>"

    practice = read(page.encode(encoding)).practice

    assert (practice.title, sections(practice)) == ("Часы", [("summary", "Часы идут.")])


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii"])
def test_a_page_declared_as_latin_1_may_hold_the_quotes_of_windows(declared: str) -> None:
    page = f'<meta charset="{declared}"><h1>L’été</h1><p>“Marée”</p>'

    practice = read(page.encode("cp1252")).practice

    assert (practice.title, sections(practice)) == ("L’été", [("summary", "“Marée”")])


@pytest.mark.parametrize(
    ("declared", "encoding", "stray"),
    [
        ('<meta charset="gb2312">', "gb18030", b""),
        ('<meta charset="iso-8859-9">', "cp1254", b""),
        ('<meta charset="windows-1251">', "cp1251", b"\x98"),
        ('<?xml version="1.0" encoding="big5"?>', "big5", b""),
        ('<meta charset="iso-8859-1">', "utf-8", b""),
    ],
)
def test_a_declared_encoding_is_what_browsers_take_it_for(declared: str, encoding: str, stray: bytes) -> None:
    words = {"gb18030": "镕时钟", "cp1254": "Gemiş “şubat”", "big5": "時鐘", "cp1251": "Часы идут " * 20}.get(
        encoding, "Été"
    )
    page = f"{declared}<h1>Clock</h1><h2>Summary</h2><p>{words}"

    practice = read(page.encode(encoding) + stray).practice

    assert practice.sections[0].text.startswith(words.strip())
