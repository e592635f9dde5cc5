from __future__ import annotations

import pytest

from corpus import Passage, Practice
from index.hits import Hit
from service.quote import statement_spans


def statements(text: str, language: str | None = "en") -> list[str]:
    practice = Practice("p", "P", language=language)
    hit = Hit(Passage("p1", "p", 0, 0, len(text), text, 9), 1.0, 1.0, 1.0)
    return [text[start:end] for start, end in statement_spans(practice, hit)]


def test_headings_lead_ins_and_bullets_are_no_statements() -> None:
    text = "Main results\nThe network did the following:\n- It opened a house for women.\n- It closed."

    assert statements(text) == ["It opened a house for women."]


@pytest.mark.parametrize("language", ["zh", None])
def test_scripts_without_spaces_are_counted_in_characters(language: str | None) -> None:
    assert statements("结果\n该网络为移民开设了一个中心。", language) == ["该网络为移民开设了一个中心。"]


def test_a_language_without_a_stemmer_is_not_one_without_spaces() -> None:
    assert statements("Einleitung\nDas Netz hat ein Haus eröffnet.", "de") == ["Das Netz hat ein Haus eröffnet."]
