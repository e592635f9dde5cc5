"""What nobody sees is set aside and counted; what a control opens stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.parsing.coverage import measure_coverage
from corpus.parsing.results import Read
from corpus.readers.html.page import read_html
from tests.support.html_pages import read_page, section_words

SHEET = (
    "<style>/* } */ .gone, p.x > b { color: red; display : NONE } .veil{visibility:hidden}"
    "@media print{.ink{display:none}}"
    "@media (max-width: 40em){.small{display:none}} @media screen and (min-width:600px){.wide{display:none}}"
    ".shut{display:none} .shut.open{display:block} [data-x='a}b']{display:none} .over:hover{display:none}"
    ".reader{position:absolute;clip:rect(0 0 0 0)} @font-face{src:url(x)} div:not(.kept) > .in{display:none !important}"
    "</style>"
)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>draft</p>",
        "<p style='color:red; DISPLAY : None !important'>draft</p>",
        "<div style=visibility:hidden><p>draft</p></div>",
        "<dialog>draft</dialog>",
        "<div role=dialog>draft</div>",
        "<div class='modal fade'><p>draft</p></div>",
        "<noscript><p>draft</p></noscript>",
        "<div aria-hidden=true>draft</div>",
        "<i class=material-icons aria-hidden=true>draft</i>",
        "<p class=sr-only>draft</p>",
        "<span class=govuk-visually-hidden>draft</span>",
        "<p class=d-none>draft</p>",
        "<del>draft</del>",
        "<span style='text-decoration: line-through'>draft</span>",
        "<ruby>時<rt>draft</rt></ruby>",
        "<video>draft</video>",
        "<svg><title>draft</title></svg>",
        "<select><option>draft</select>",
        "<p class=gone>draft</p>",
        "<p class=x><b>draft</b></p>",
        "<p class=veil>draft</p>",
        "<p class=wide>draft</p>",
        "<p class=shut>draft</p>",
        "<p data-x='a}b'>draft</p>",
        "<p class=reader>draft</p>",
        "<div><p class=in>draft</p></div>",
        "<div class=cookie-notice><p>draft</p></div>",
        "<h2 class=sr-only>draft</h2>",
    ],
)
def test_what_nobody_sees_is_furniture(hidden: str) -> None:
    item = read_page(f"{SHEET}<p>It ticks.</p>{hidden}<p>It rings.</p>")

    assert "draft" not in section_words(item) | {section.heading for section in item.practice.sections}
    assert "draft" in " ".join(item.furniture)
    assert measure_coverage(item).lost == ()


@pytest.mark.parametrize(
    "shown",
    [
        "<p style=display:block data-hidden=true>seen</p>",
        "<p aria-hidden=false class=hidden-phone title=display:none>seen</p>",
        "<p class='d-none d-md-block'>seen</p>",
        "<p>It is <span aria-hidden=true>seen</span>.</p>",
        "<p class=ink>seen</p>",
        "<p class=small>seen</p>",
        "<p class='shut open'>seen</p>",
        "<p class=over>seen</p>",
        "<div class=kept><p class=in>seen</p></div>",
        "<div class=veil>draft <p style=visibility:visible>seen</p></div>",
        "<div hidden=until-found>seen</div>",
        "<details><summary>Why?</summary>seen</details>",
        "<div id=p role=tabpanel hidden>seen</div>",
        "<button aria-controls=p aria-expanded=false>More</button><div id=p style=display:none>seen</div>",
        "<h3><button aria-expanded=false>Why?</button></h3><div hidden>seen</div>",
        "<div id=c class='accordion-collapse collapse' style=display:none>seen</div>",
        "<a data-toggle=collapse href='#c'>More</a><div id=c hidden>seen</div>",
        "<button class=accordion>Why?</button><div class=panel style='max-height:0;overflow:hidden'>seen</div>",
        "<dialog open>seen</dialog>",
        "<p class=screen-reader>seen</p>",
    ],
)
def test_what_is_shown_or_opened_by_a_control_stays(shown: str) -> None:
    assert "seen" in section_words(read_page(f"{SHEET}<p>It ticks.</p>{shown}"))


def test_a_heading_for_screen_readers_still_heads_its_section() -> None:
    item = read_page("<p>It ticks.</p><h2 class=visually-hidden>Innovation</h2><p>By tide.</p>")

    assert [section.kind.value for section in item.practice.sections] == ["summary", "innovation", "key_lessons"]


def test_the_words_of_a_tab_head_what_it_opens() -> None:
    tabs = "<ul><li><a role=tab href='#a'>Innovation</a><li><a role=tab href='#b'>Impact</a></ul>"
    panels = "<div id=a role=tabpanel>By tide.</div><div id=b role=tabpanel hidden>On time.</div>"

    sections = read_page(f"<p>It ticks.</p>{tabs}{panels}").practice.sections

    assert [(s.heading, s.text) for s in sections][1:3] == [("Innovation", "By tide."), ("Impact", "On time.")]


@pytest.mark.parametrize(
    "wrapper", ["<body style=visibility:hidden>", "<body><div aria-hidden=true style=display:none>"]
)
def test_a_page_that_is_hidden_as_a_whole_until_a_script_shows_it_is_read(wrapper: str) -> None:
    (item,) = read_html(f"{wrapper}<main><h1>Clock</h1><p>It ticks.</p></main>".encode(), "page.html")

    assert isinstance(item, Read)
    assert "ticks" in section_words(item)


def test_rules_beyond_what_a_page_can_ask_for_hide_nothing_and_cost_nothing() -> None:
    rules = "".join(f".a .b{number} .c{{display:none}}" for number in range(5000))
    page = f"<style>{rules}</style>{'<div class=a>' * 50}{'<p class=c>It ticks.</p>' * 400}"

    assert section_words(read_page(page)) >= {"it", "ticks"}


WORDS = st.sampled_from("amber birch cedar delta ember fjord grove heron".split())
TREES = st.recursive(
    WORDS.map(lambda word: f"<p>{word} secret</p>"),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag}>",
        st.sampled_from("div section ul blockquote article h3 table td b span custom-x sup a".split()),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
HIDING = st.sampled_from(
    ["<div hidden>{}</div>", "<div style='display:none'>{}</div>", "<dialog>{}</dialog>", "<div class=gone>{}</div>"]
)


@settings(deadline=None, max_examples=80)
@given(tree=TREES, hiding=HIDING)
def test_no_word_of_a_hidden_part_is_in_a_section_and_all_are_counted(tree: str, hiding: str) -> None:
    item = read_page(f"{SHEET}<p>It ticks</p>{hiding.format(tree)}<p>and rings.</p>")

    assert section_words(item) == {"it", "ticks", "and", "rings", "trust", "takes", "time"}
    if "secret" in tree:
        assert "secret" in " ".join(item.furniture)
    assert measure_coverage(item).lost == ()
