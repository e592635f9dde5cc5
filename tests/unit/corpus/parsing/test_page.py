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
