from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.pdf.hyphens import DocumentWords


@pytest.mark.parametrize(
    ("text", "following", "elsewhere", "joined"),
    [
        ("support of govern-", "mental bodies", "", "support of governmental bodies"),  # in the vocabulary
        ("the Zweck-", "verband pays", "Zweckverband", "the Zweckverband pays"),  # in the document
        ("trade is cross-", "border here", "", "trade is cross-border here"),
        ("a well-", "known place", "wellknown or well-known, well-known", "a well-known place"),
        ("Nord-Süd-", "Dialog", "", "Nord-Süd-Dialog"),
        ("in 2019-", "2021 it", "", "in 2019-2021 it"),
        ("in 2019–", "2021 it", "", "in 2019–2021 it"),
        ("a bed -", "and more", "", "a bed - and more"),
        ("the Volks\u00ad", "hochschule", "", "the Volkshochschule"),
        ("die Volks\u2010", "hochschule", "", "die Volkshochschule"),  # a sign that is set at line ends alone
        ("die Volks\u2010", "hochschule", "Nord\u2010Süd", "die Volks\u2010hochschule"),
    ],
)
def test_hyphens_at_line_ends(text: str, following: str, elsewhere: str, joined: str) -> None:
    assert DocumentWords([text, following, elsewhere]).join(text, following) + following == joined


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_nothing_but_a_hyphen_is_lost_between_lines(text: str, following: str) -> None:
    joined = DocumentWords([text, following]).join(text, following)

    assert joined in (text, f"{text} ", text[:-1])
    assert joined != text[:-1] or text[-1:] in "-\u00ad\u2010\u2011"
