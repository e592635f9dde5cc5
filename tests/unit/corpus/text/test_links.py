from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Link
from corpus.parsing.page import Line, read_page
from corpus.text.links import marked, plain, unmarked, with_marks

WORDS = st.text("abc é语ع\n.", max_size=8)
PARTS = st.lists(st.tuples(WORDS, st.sampled_from(["", "https://example.org/a", "http://example.org/b?c=1;d"])))
MARKS = "\ufdd0\ufdd1\ufdd2"


@given(PARTS)
def test_words_stay_as_they_are_and_addresses_stand_beside_them(parts: list[tuple[str, str]]) -> None:
    text, links = unmarked("".join(marked(words, address) for words, address in parts))

    assert text == "".join(words for words, _ in parts)
    assert not any("\n" in text[link.start : link.end] or not text[link.start : link.end].strip() for link in links)
    assert {link.url for link in links} == {address for words, address in parts if words.strip() and address}
    assert all(before.end <= after.start for before, after in pairwise(links))
    assert unmarked(with_marks(text, links)) == (text, links)


@given(st.text(f"a {MARKS}h", max_size=30))
def test_marks_in_any_order_never_stay_in_a_text(text: str) -> None:
    words, links = unmarked(text)

    assert not set(words) & set(MARKS)
    assert all(0 <= link.start < link.end <= len(words) for link in links)
    assert plain(text) == words


def test_only_web_addresses_are_links_and_their_spaces_are_written_out() -> None:
    assert marked("the desk", "javascript:alert(1)") == "the desk"
    assert unmarked(marked("the desk", "https://example.org/a b")) == (
        "the desk",
        (Link(0, 8, "https://example.org/a%20b"),),
    )


def test_links_of_a_section_are_at_their_words_and_those_of_values_are_kept() -> None:
    lines = [
        Line("The Tide Clock", 1),
        Line.of("Country: " + marked("Niger", "https://example.org/niger")),
        Line("Summary", 2),
        Line("It ticks."),
        Line.of(f"- See {marked('the log', 'https://example.org/log')} of 2019."),
    ]

    page = read_page(lines)
    (section,) = page.sections

    assert section.text == "It ticks.\n- See the log of 2019."
    assert [(section.text[link.start : link.end], link.url) for link in section.links] == [
        ("the log", "https://example.org/log")
    ]
    assert page.written["countries"] == ["Niger"]
    assert page.written["links"] == ["https://example.org/niger"]
