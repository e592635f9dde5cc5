"""Pages of sites that are not built like the repository: nothing of the main part is lost, and little else is taken."""

from __future__ import annotations

import re
from dataclasses import astuple
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from corpus.model import Link, Practice
from corpus.parsing.results import Read
from corpus.readers.html.page import read_html
from corpus.vocabularies.countries import country_name
from tests.support.paths import DATA

PAGES = sorted((DATA / "pages").glob("*.html"))
LABELS = {"country", "regions", "dates", "period", "partners", "funding"}
"""Labels of fields, which are understood and not kept as words."""
PARAGRAPH = (
    "<p>The boats that carry the school along the river stop at six villages a day, and at two more on Friday.</p>"
)


def read(page: str) -> Read:
    (item,) = read_html(page.encode(), "page.html")
    assert isinstance(item, Read)
    return item


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def visible(page: str) -> set[str]:
    tree = LexborHTMLParser(page)
    for node in tree.css("head, script"):
        node.decompose()
    return words(tree.root.text(separator=" ") if tree.root else "")


def parts(path: Path) -> tuple[set[str], set[str]]:
    """Part the words of a page into those of the main part, which comments in it mark, and those outside only."""
    pieces = re.split(r"<!--/?main-->", path.read_text(encoding="utf-8"))
    main = visible(" ".join(pieces[1::2]))
    return main, visible(" ".join(pieces[0::2])) - main


def kept(practice: Practice) -> set[str]:
    headings = [practice.title, *(section.heading or "" for section in practice.sections)]
    fields = [
        *(practice.regions or ()),
        *(practice.partners or ()),
        *(practice.donors or ()),
        *map(str, astuple(practice.dates or Practice("", ""))),
    ]
    countries = [country_name(code) for code in practice.countries or ()]
    return words(" ".join([*headings, *fields, *countries, *(section.text for section in practice.sections)]))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_of_the_main_part_is_lost(path: Path) -> None:
    main, _ = parts(path)

    assert main - LABELS - kept(read(path.read_text(encoding="utf-8")).practice) == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_stands_around_the_main_part_is_furniture(path: Path) -> None:
    _, outside = parts(path)
    item = read(path.read_text(encoding="utf-8"))

    taken = outside & words(" ".join(section.text for section in item.practice.sections))
    assert outside - words(" ".join(item.furniture)) <= taken
    # left in: a wiki's categories and notes on its own articles, and a footer without a name in a table for layout
    assert len(taken) <= {"wiki": 13, "layout-table": 11}.get(path.stem, 1)


@pytest.mark.parametrize(
    ("markup", "field", "values"),
    [
        ("<dl><dt>Partners<dd>Harbour Bank<dd>Guild; Office</dl>", "partners", ("Harbour Bank", "Guild", "Office")),
        ("<table><tr><th>Region<td>Sahel<br>Gulf</table>", "regions", ("Sahel", "Gulf")),
        ("<table><tr><td>Country<td>Niger<tr><td>Partners:<td>Guild</table>", "countries", ("NE",)),
        ("<p><strong>Country:</strong> Niger, Mali</p>", "countries", ("NE", "ML")),
        (
            "<div><b class=field__label>SDGs</b><b class=field__item>8</b><b class=field__item>10</b></div>",
            "sdgs",
            (8, 10),
        ),
        (
            "<div><span class=views-label>Country: </span><span class=field-content>Niger</span></div>",
            "countries",
            ("NE",),
        ),
        ("<dl><dt>Start date<dd><time datetime=2019-03-05>5 mars</time></dl>", "dates", "2019-03-05"),
    ],
)
def test_fields_are_known_by_their_labels(markup: str, field: str, values: object) -> None:
    practice = read(f"<h1>Clock</h1>{markup}<h2>How</h2><p>It ticks.</p>").practice

    value = getattr(practice, field)
    assert (value.start if field == "dates" else value) == values
    assert [(s.heading, s.text) for s in practice.sections][-1] == ("How", "It ticks.")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<dl><dt>Prize<dd>4 coins<dd>2 goats<dt>Note</dl>", "Prize: 4 coins\n2 goats\nNote"),
        ("<table><tr><th>Prize<td>4 coins</table>", "Prize: 4 coins"),
        ("<table><tr><th>Year<th>Boats<tr><td>2018<td>40</table>", "Year: 2018; Boats: 40"),
        ("<table><tr><td>a<ul><li>b<li>c</ul><td>d</table>", "a; b; c | d"),
        ("<ol start=3><li>One<ul><li>two</ul><li>Three</ol>", "3. One\n  - two\n4. Three"),
        ("<p>It ticks<sup><a href='#n'>1</a></sup> m<sup>2</sup>", "It ticks [1] m²"),
        ("<p>one<br>two<p><img alt='A boat' src=https://x.org/b.png>", "one\ntwo\n\nA boat"),
        ("<pre>one\ntwo</pre><details><summary>Who?</summary>All.</details>", "one\ntwo\n\nWho?\nAll."),
        ("<a href=https://x.org/1>a</a><a href=https://x.org/2>b</a>", "a b"),
    ],
)
def test_lists_tables_links_and_notes_are_lines_that_can_be_read(markup: str, text: str) -> None:
    (section,) = read(f"<main><h1>Clock</h1><h2>Summary</h2>{markup}</main>").practice.sections

    assert section.text == text


def test_a_saved_page_knows_its_address_and_its_links_start_from_the_base() -> None:
    practice = read(
        "<!-- saved from url=(0027)https://example.org/p/clock -->\n<html><head><base href='https://cdn.example.org/x/'>"
        "<meta property='article:published_time' content='2021-05-04'><meta property='og:title' content='The Clock'>"
        "<title>Clock – Site</title></head><body><p>See <a href='log'>the log</a>.</p></body></html>"
    ).practice

    assert (practice.title, practice.url) == ("The Clock", "https://example.org/p/clock")
    assert practice.sections[0].text == "See the log."
    assert practice.sections[0].links == (Link(4, 11, "https://cdn.example.org/x/log"),)
    assert practice.extra == {"article:published_time": "2021-05-04"}


def test_an_article_that_is_a_teaser_is_not_taken_for_the_page() -> None:
    page = (
        f"<body><div><h1>School</h1>{PARAGRAPH * 4}</div><article><h3>Also here</h3><p>A bridge.</p></article></body>"
    )

    item = read(page)

    assert (item.practice.title, item.furniture) == ("School", ("Also here", "A bridge."))


def test_a_row_of_a_table_of_data_states_no_field_of_the_practice() -> None:
    rows = "<tr><th>Country<th>Boats<th>Year</tr><tr><td>Niger<td>40<td>2018</tr><tr><td>Mali<td>9<td>2019</tr>"

    practice = read(f"<h1>Boats</h1><h2>Summary</h2><table>{rows}</table>").practice

    assert (practice.countries, practice.extra) == (None, {})
    assert practice.sections[0].text == "Country: Niger; Boats: 40; Year: 2018\nCountry: Mali; Boats: 9; Year: 2019"


def test_lists_without_end_do_not_grow_with_their_depth() -> None:
    (section,) = read("<h1>Clock</h1><h2>Summary</h2>" + "<ul><li>a" * 500).practice.sections

    assert section.text.split("\n")[-1] == f"{'  ' * 8}- a"
