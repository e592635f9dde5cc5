from __future__ import annotations

import pytest

from corpus.model import SectionKind
from corpus.parsing.page import Line, read_page


@pytest.mark.parametrize("text", ["- aé", "• ao", "(ne)"])
def test_a_word_of_two_letters_in_a_list_is_text_and_no_country(text: str) -> None:
    page = read_page([Line("The Tide Clock"), Line(text)])

    assert "countries" not in page.written
    assert [(section.kind, section.text) for section in page.sections] == [(SectionKind.SUMMARY, text)]


@pytest.mark.parametrize("text", ["- Niger", "- USA", "Côte d'Ivoire", "U.K."])
def test_a_country_alone_on_its_line_before_any_section_is_one(text: str) -> None:
    page = read_page([Line("The Tide Clock"), Line(text)])

    assert page.written["countries"] == [text.removeprefix("- ")]
    assert page.sections == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Donors: European Union", "donors", "European Union"),
        ("Budget : 3\u202f000\u202f000 euros", "amounts", "3\u202f000\u202f000 euros"),
        ("Total budget (EUR): 3 000 000", "amounts", "3 000 000 EUR"),
        ("Start: March 2019", "start", "March 2019"),
        ("Доноры: Европейский союз", "donors", "Европейский союз"),
        ("预算：300万欧元", "amounts", "300万欧元"),
    ],
)
def test_a_label_of_one_word_with_a_value_that_is_read_states_a_field_before_the_sections(
    text: str, field: str, value: str
) -> None:
    page = read_page([Line("The Tide Clock"), Line(text), Line("Summary"), Line("It tells the tide.")])

    assert page.written[field] == [value]
    assert [section.text for section in page.sections] == ["It tells the tide."]


@pytest.mark.parametrize(
    "text", ["Partners: engage them early.", "Budget: the money came late.", "Start: small", "Donors: Mint"]
)
def test_in_the_text_of_a_section_such_a_label_begins_a_sentence(text: str) -> None:
    page = read_page([Line("The Tide Clock"), Line("Summary"), Line(text)])

    assert [section.text for section in page.sections] == [text]


def test_a_line_with_a_label_of_its_own_is_no_further_value_of_the_field_above() -> None:
    lines = ["The Tide Clock", "Donors: Mint", "Budget: four coins", "Start: 2019", "Summary", "It tells the tide."]

    page = read_page([Line(line) for line in lines])

    assert (page.written["donors"], page.written["start"]) == (["Mint"], ["2019"])
    assert "Budget: four coins" in page.sections[0].text
