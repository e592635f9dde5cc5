from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.pdf.bidi import mirrored, reading_order, with_plain_letters
from tests.support.pdf_glyphs import rtl_lines, shown_from_left


def read(shown: str, *, rtl: bool = True) -> str:
    order = reading_order(shown, rtl=rtl)
    assert sorted(number for number, _ in order) == list(range(len(shown)))
    return "".join(mirrored([(shown[number], is_rtl) for number, is_rtl in order]))


@given(rtl_lines())
def test_a_line_is_read_in_the_order_that_it_was_written_in(words: list[str]) -> None:
    assert read(shown_from_left(words)) == " ".join(words)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("25% םע", "עם 25%"),
        ("2018-2019 ןיב", "בין 2018-2019"),
        ("2019-2018 نيب", "بين 2018-2019"),
        ("1,340 قودنص", "صندوق 1,340"),
        (".(IOM) ةمظنم", "منظمة (IOM)."),
        ("IOM (Niger) عم", "مع IOM (Niger)"),
        ("COVID-19 ةحئاج", "جائحة COVID-19"),
        ("(ةديدج) ةقرو", "ورقة (جديدة)"),
    ],
)
def test_numbers_brackets_and_latin_words_keep_their_own_order(shown: str, text: str) -> None:
    assert read(shown) == text


def test_brackets_that_are_named_as_they_are_read_are_not_turned() -> None:
    assert read(")ةديدج( ةقرو") == "ورقة (جديدة)"


def test_a_right_to_left_phrase_in_a_line_from_left_to_right_is_turned_alone() -> None:
    assert read("In 2019 دقتفملا بتكم was opened", rtl=False) == "In 2019 مكتب المفتقد was opened"


@given(st.text("אבמن ab12%,-/(). €", max_size=60), st.booleans())
def test_no_character_is_lost_or_said_twice(shown: str, rtl: bool) -> None:
    assert sorted(read(shown, rtl=rtl).translate(str.maketrans(")", "("))) == sorted(
        shown.translate(str.maketrans(")", "("))
    )


def test_forms_of_letters_are_written_as_the_letters_and_nothing_else_changes() -> None:
    assert with_plain_letters("ﻣﻜﺘﺐ ﻻ ﷲ ﬁ ½ שׁ") == "مكتب لا الله ﬁ ½ שׁ"
