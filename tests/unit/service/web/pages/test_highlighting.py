from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from service.web.pages.highlighting import highlight


def test_words_of_the_query_are_marked_in_any_form() -> None:
    assert highlight("Migrants and a migrant's mechanism", {"migrant", "mechan"}, "en") == (
        "<mark>Migrants</mark> and a <mark>migrant</mark>&#39;s <mark>mechanism</mark>"
    )


def test_markup_in_a_page_stays_text() -> None:
    assert highlight("<script>alert(1)</script> & co", {"alert"}, None) == (
        "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; co"
    )


def test_chinese_pairs_that_touch_are_one_mark() -> None:
    assert highlight("为移民儿童开设", {"移民", "民儿", "儿童"}, "zh") == "为<mark>移民儿童</mark>开设"


def test_without_terms_nothing_is_marked() -> None:
    assert highlight("Migrants & others", set(), "en") == "Migrants &amp; others"


@given(text=st.text(), terms=st.sets(st.sampled_from(["a", "b", "1"])))
def test_marking_changes_no_word(text: str, terms: set[str]) -> None:
    marked = str(highlight(text, terms, "en"))

    assert unescape(marked.replace("<mark>", "").replace("</mark>", "")) == unescape(unescape_free(text))


def unescape_free(text: str) -> str:
    """What escaping and unescaping a text gives: the text itself."""
    return text.replace("&", "&amp;")
