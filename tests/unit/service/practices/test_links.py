from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from corpus import Practice
from service.practices.links import reading_url, source_url, text_directive

BASE = "https://search.example.org"


def test_a_short_quotation_is_named_whole() -> None:
    assert text_directive("Aid for   migrants") == "Aid%20for%20migrants"


def test_a_long_quotation_is_named_by_both_ends() -> None:
    assert (
        text_directive("one two three four five six seven eight nine")
        == "one%20two%20three%20four,six%20seven%20eight%20nine"
    )


def test_the_ends_of_a_quoted_list_are_within_its_first_and_last_line() -> None:
    words = "The corridors that were studied are:\n\n- Austria–Turkey;\n- Belgium–Morocco."

    assert unquote(text_directive(words)) == "The corridors that were,Belgium–Morocco."


@pytest.mark.parametrize("words", ["counter-trafficking, today", "a & b", "a-,b-", "100 % of #1", "où – là"])
def test_characters_with_a_meaning_in_a_text_fragment_are_escaped(words: str) -> None:
    directive = text_directive(words)

    assert not set(directive) & set("-,&# ")
    assert unquote(directive) == words


def test_a_page_with_an_address_is_linked_there_at_the_words(small_practices: list[Practice]) -> None:
    practice = replace(small_practices[0], url="https://example.org/practice/harbour#old")

    assert source_url(practice, "p1", "learned to share", BASE) == (
        "https://example.org/practice/harbour#:~:text=learned%20to%20share"
    )


def test_a_digest_and_a_page_without_address_are_linked_in_the_reading_view(small_practices: list[Practice]) -> None:
    expected = f"{BASE}/practices/practice-harbour?passage=p1#p1:~:text=to%20share"

    assert source_url(replace(small_practices[0], url=None), "p1", "to share", BASE) == expected
    assert source_url(replace(small_practices[0], digest_of="A page"), "p1", "to share", BASE) == expected


def test_ids_in_any_script_are_escaped_in_addresses() -> None:
    assert reading_url(BASE, "a/b ж", "p1") == f"{BASE}/practices/a%2Fb%20%D0%B6?passage=p1#p1"


def test_what_reading_put_around_the_words_of_a_page_stays_out_of_the_link() -> None:
    assert text_directive("- a way home") == "a%20way%20home"


@pytest.mark.parametrize(("page", "expected"), [(3, "#page=3"), (None, "")])
def test_a_pdf_is_linked_at_the_page(small_practices: list[Practice], page: int | None, expected: str) -> None:
    practice = replace(small_practices[0], url="https://example.org/Report.PDF?v=2#old")

    assert source_url(practice, "p1", "to share", BASE, page) == f"https://example.org/Report.PDF?v=2{expected}"
    assert source_url(replace(practice, digest_of="A"), "p1", "to share", BASE, page).startswith(f"{BASE}/practices/")


def test_an_address_that_cannot_be_read_is_linked_at_the_words(small_practices: list[Practice]) -> None:
    practice = replace(small_practices[0], url="http://[x/report.pdf")

    assert source_url(practice, "p1", "to share", BASE, 3) == "http://[x/report.pdf#:~:text=to%20share"
