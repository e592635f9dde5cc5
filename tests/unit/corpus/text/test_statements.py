from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Passage
from corpus.text.statements import statement_spans


def statements(text: str, language: str | None = "en") -> list[str]:
    passage = Passage("p1", "p", 0, 0, len(text), text, 9, language)
    return [text[start:end] for start, end in statement_spans(passage)]


def test_headings_and_short_lines_are_no_statements() -> None:
    assert statements("Main results\nIt opened a house for women.\nIt closed.") == ["It opened a house for women."]


@pytest.mark.parametrize("language", ["zh", None])
def test_scripts_without_spaces_are_counted_in_characters(language: str | None) -> None:
    assert statements("结果\n该网络为移民开设了一个中心。", language) == ["该网络为移民开设了一个中心。"]


def test_a_language_without_a_stemmer_is_not_one_without_spaces() -> None:
    assert statements("Einleitung\nDas Netz hat ein Haus eröffnet.", "de") == ["Das Netz hat ein Haus eröffnet."]


@pytest.mark.parametrize("bullets", [("- ", "- "), ("• ", "• "), ("o ", "o "), ("1. ", "2. "), ("a) ", "b) ")])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_short_list_is_one_statement_with_the_line_that_leads_into_it(bullets: tuple[str, str], between: str) -> None:
    listed = between.join(("The four corridors were:", f"{bullets[0]}Austria–Turkey;", f"{bullets[1]}Germany–Turkey."))

    assert statements(f"A project looked at corridors.\n{listed}\nIt was sponsored by a bank.") == [
        "A project looked at corridors.",
        listed,
        "It was sponsored by a bank.",
    ]


@pytest.mark.parametrize("bullet", ["- ", "• ", "o ", "-  "])
def test_a_bullet_is_not_part_of_a_statement(bullet: str) -> None:
    assert statements(f"{bullet}It opened a house for women.") == ["It opened a house for women."]


def test_a_word_of_one_letter_is_no_bullet() -> None:
    assert statements("o pedido foi aceito pelo governo.", "pt") == ["o pedido foi aceito pelo governo."]


def test_sentences_within_an_item_belong_to_the_list() -> None:
    text = "It pays for two things:\n- Shelter. It is open all year.\n- Food."

    assert statements(text) == [text]


def test_of_a_long_list_the_items_are_statements_without_bullets() -> None:
    items = [f"- The house number {number} was opened for women and their children by the city." for number in range(9)]

    assert statements("\n".join(["The network did this:", *items])) == [item.removeprefix("- ") for item in items]


def test_a_line_that_leads_into_no_list_is_no_statement() -> None:
    assert statements("The network did the following things:\nIt opened a house for women.") == [
        "It opened a house for women."
    ]


@given(st.text(alphabet="ab :.-•1)\n中：", max_size=80))
def test_statements_are_in_order_apart_and_bare(text: str) -> None:
    spans = list(statement_spans(Passage("p1", "p", 0, 0, len(text), text, 9, "en")))

    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
