from __future__ import annotations

import pytest

from corpus.text.negation import negates


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It wasn't found.", "en"),
        ("Il n'est pas venu.", "fr"),
        ("No vino.", "es"),
        ("Он не пришёл.", "ru"),
        ("لم يصل", "ar"),
        ("他不来", "zh"),
    ],
)
def test_a_text_that_says_not_is_known_in_six_languages(text: str, language: str) -> None:
    assert negates(text, language)
    assert not negates(text, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [("undocumented migrants", "en"), ("les sans-papiers", "fr"), ("无证移民", "zh"), ("знания", "ru")],
)
def test_words_that_only_lack_something_do_not_say_not(text: str, language: str) -> None:
    assert not negates(text, language)
