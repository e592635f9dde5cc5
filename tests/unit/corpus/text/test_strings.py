from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.strings import clean, escaped, first_few, fold, without_credentials, without_tags

UNSEEN = "\u200b\u00ad\u2060\ufeff\u200e\u200f\u202a\u202e\u2066\u2069\u061c\x00\x07\x7f\ufdd0"


@given(st.text("abç Жعم中", min_size=1), st.data())
def test_what_nobody_sees_never_splits_or_hides_a_word(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    unseen = data.draw(st.text(UNSEEN, min_size=1, max_size=3))

    assert clean(text[:at] + unseen + text[at:]) == clean(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert not {"Cc", "Cs"} & {unicodedata.category(c) for c in cleaned if c not in "\t\n"}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("کتاب\u200cها", "کتاب\u200cها"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("work\u200dshop 5\u200c6", "workshop 56"),
        ("\u0600٢", "\u0600٢"),
        ("it\x92s", "it’s"),
        ("one\x0btwo\u2028three", "one\ntwo\nthree"),
        ("one\r\ntwo\rthree\n\r", "one\ntwo\nthree\n\n"),
        ("e\u0301 \ud83d", "é \ufffd"),
    ],
)
def test_joiners_stay_where_they_shape_and_controls_become_what_they_meant(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


STEERING = "\x00\x07\x1b\x7f\x85\x9b\r\x0b\u061c\u200e\u200f\u2028\u202a\u202e\u2066\u2069"
PARTS = ["https://", "ftp://", "name", "Имя", ":", "word", "@", "host.org", "/", "?", "#", " ", "，", '"', *STEERING]
STEERED = st.lists(st.sampled_from(PARTS) | st.characters(), max_size=30).map("".join)


def credentials_in(text: str) -> list[str]:
    """Find addresses with a user name as a browser would, by their authority."""
    return [match[0] for match in re.finditer(r"://[A-Za-z:.]+@", text)]


@given(STEERED)
def test_a_cleaned_text_steers_nothing_and_names_nobody(text: str) -> None:
    cleaned = clean(text)

    assert not set(STEERING) & set(cleaned)
    assert credentials_in(cleaned) == []
    assert clean(cleaned) == cleaned


@given(STEERED)
def test_an_escaped_text_steers_nothing_and_a_json_text_says_the_same(text: str) -> None:
    assert not set(STEERING) & set(escaped(text))
    assert credentials_in(escaped(text)) == []
    plain = without_credentials(text)
    assert json.loads(escaped(json.dumps(plain, ensure_ascii=False))) == plain


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("See https://reader:word@example.org/a.", "See https://example.org/a."),
        ("https://reader@example.org https://a:b@c.org", "https://example.org https://c.org"),
        ("https://имя:слово@example.org", "https://example.org"),
        ("https://a:b%40c@d@example.org/x@y", "https://example.org/x@y"),
        ("https://example.org/@reader", "https://example.org/@reader"),
        ("https://example.org?mail=a@b.org", "https://example.org?mail=a@b.org"),
        ("https://example.org，mail a@b.org", "https://example.org，mail a@b.org"),
        ("a@b.org and https://example.org", "a@b.org and https://example.org"),
    ],
)
def test_user_names_and_words_go_out_of_addresses_and_nothing_else(text: str, without: str) -> None:
    assert without_credentials(text) == clean(text) == without


def test_joiners_part_no_words_when_texts_are_compared() -> None:
    assert fold("کتاب\u200cها") == fold("کتابها")


def test_an_arabic_word_drawn_apart_is_the_same_word() -> None:
    assert fold("البلـــد") == fold("البلد")


def test_a_long_list_is_told_by_its_first_items() -> None:
    assert first_few(["a", "b"], 2) == ["a", "b"]
    assert first_few([str(n) for n in range(1, 2_000)], 2) == ["1", "2", "… and 1,997 more."]


@pytest.mark.parametrize(
    ("copied", "plain"),
    [
        ("<p>Who signed it?</p>", " Who signed it? "),
        ('<a href="x">it</a> <br/>', " it   "),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a <b", "a <b"),
        ("“<img src=x>”", "“<img src=x>”"),
        ("x<3y>z", "x<3y>z"),
    ],
)
def test_tags_are_taken_off_and_comparisons_stay(copied: str, plain: str) -> None:
    assert without_tags(copied) == plain
