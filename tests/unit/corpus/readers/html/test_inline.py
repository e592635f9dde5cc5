"""Inside a line: no element but the blocks of the HTML standard cuts a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.html_pages import read_page, summary_of

SENTENCE = "The regional office keeps a supervisory list of guardians for 412 children."
TAGS = (
    "abbr acronym b bdi bdo big center-ish cite code custom-tip data dfn em font i ins kbd label mark output picture "
    "samp slot small span strong tt u var"
).split()


@st.composite
def wrapped(draw: st.DrawFn, text: str = SENTENCE, depth: int = 0) -> str:
    """Cut a text anywhere and wrap its pieces in inline elements."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    parts = []
    for piece in pieces:
        inner = draw(wrapped(piece, depth + 1)) if piece and depth < 3 and draw(st.booleans()) else piece
        tag = draw(st.sampled_from([*TAGS, "wbr", "comment", ""]))
        parts.append(
            {"wbr": f"<wbr>{inner}", "comment": f"<!-- no -->{inner}", "": inner}.get(tag, f"<{tag}>{inner}</{tag}>")
        )
    return "".join(parts)


@settings(deadline=None, max_examples=150)
@given(wrapped())
def test_any_tree_of_inline_elements_gives_the_sentence_back(markup: str) -> None:
    assert summary_of(f"<p>{markup}</p>") == SENTENCE


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<p>Pays the ferry<br>for patients who need<br/>a doctor.<br><br>By phone.</p>",
            "Pays the ferry for patients who need a doctor.\n\nBy phone.",
        ),
        ("<p>Ministry of Labour<br>5 Tide Street<br>Sfax</p>", "Ministry of Labour\n5 Tide Street\nSfax"),
        ("<p>He said <q>we <q>all</q> go</q>.</p>", "He said “we ‘all’ go”."),
        ("<p>Fee: <img src=e.png alt=€> 4.</p>", "Fee: € 4."),
        ("<p><ruby>移<rp>(</rp><rt>yi</rt><rp>)</rp>民<rt>min</rt></ruby>服务。</p>", "移民服务。"),
        (
            "<p>Has <svg><text>5</text></svg> legs.</p><svg><text>Sfax</text><text>9</text></svg>",
            "Has 5 legs.\n\nSfax 9",
        ),
        (
            "<p>Press <button>Start</button> to begin the course.</p><button>Share</button>",
            "Press Start to begin the course.",
        ),
        ("<p>One <span style=display:block>two</span> three</p>", "One\ntwo\nthree"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol type=a start=27><li>c<li value=3>d</ol><ol type=I start=4><li>e</ol>", "aa. c\nc. d\n\nIV. e"),
        ("<ul><li><a href=https://x.org><svg><title>X</title></svg></a><li>b</ul>", "- b"),
        ("<h3>Tides<a href='#t'>¶</a></h3><p>They turn.</p>", "Tides\nThey turn."),
        ("<p>In <time datetime=2021-05>May</time> it rang.</p>", "In May it rang."),
        ("<blockquote><p>I stayed.</p><footer>A sailor</footer></blockquote>", "I stayed.\n\nA sailor"),
    ],
)
def test_lines_are_what_a_reader_sees(markup: str, text: str) -> None:
    assert summary_of(markup) == text


def test_a_link_around_blocks_links_each_of_their_lines() -> None:
    section = read_page("<a href=https://x.org/1><p>Read on.</p><p>It is long.</p></a>").practice.sections[0]

    assert [(section.text[at.start : at.end], at.url) for at in section.links] == [
        ("Read on.", "https://x.org/1"),
        ("It is long.", "https://x.org/1"),
    ]


def test_what_is_shown_from_elsewhere_without_a_title_is_a_link_of_the_practice() -> None:
    practice = read_page("<p>It ticks.</p><iframe src=https://v.org/1></iframe>").practice

    assert (practice.links, practice.sections[0].text) == (("https://v.org/1",), "It ticks.")


PROSE = "A lawyer comes on Mondays and stays."


@pytest.mark.parametrize("tag", ["aside", "header", "footer"])
def test_text_beside_the_text_of_the_main_part_is_kept(tag: str) -> None:
    assert PROSE in summary_of(f"<p>It ticks.</p><article><{tag}><p>{PROSE}</p></{tag}></article>")


@pytest.mark.parametrize(
    "menu",
    [
        f"<aside class=related-pages><p>{PROSE}</p></aside>",
        "<footer><a href=/a>Terms of use.</a> <a href=/b>Contact us.</a></footer>",
        "<nav><p>On this page.</p></nav>",
        "<div class=social-share><a href=/a>Tell a friend.</a></div>",
    ],
)
def test_menus_of_the_main_part_are_furniture(menu: str) -> None:
    assert summary_of(f"<p>It ticks.</p>{menu}<p>It rings, loud and clear, over the whole of the harbour.</p>") == (
        "It ticks.\n\nIt rings, loud and clear, over the whole of the harbour."
    )
