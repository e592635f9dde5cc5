"""A quotation that leans on the sentence before it begins there, and is still an exact slice of its section."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Practice, Section, SectionKind
from corpus.model import Passage
from index.retrieval.hits import PassageHit
from service.answers.model import Statement, statement_of
from service.answers.quotations.quotation import candidate_quotations

FACEBOOK = "The team advertised on Facebook in 2020. Some 300 people joined that year. Italy pays for the whole of it."
SENTENCES = (
    "The permit was created in 2017.",
    "It helped 300 people from Venezuela.",
    "Some 40 judges were trained that year.",
    "Italy pays for the whole of the project.",
    "They learned how to identify victims.",
    "Short one.",
)
GAPS = (" ", "\n", "\n\n", "\n• ", "\n\nOutcomes\n")


def statements(text: str, start: int = 0, end: int | None = None) -> list[Statement]:
    """Quote every sentence of a passage of a section."""
    section = Section(SectionKind.SUMMARY, "Summary", text)
    practice = Practice("p", "A permit", (section,), language="en")
    cut = text[start:end]
    passage = Passage("p-1", "p", 0, start, start + len(cut), cut, 40, "en")
    return [
        statement_of(quotation, "") for quotation in candidate_quotations(practice, PassageHit(passage, 1.0, 0.5, 0.5))
    ]


def test_that_year_is_quoted_with_the_sentence_that_states_it() -> None:
    first, second, third = statements(FACEBOOK)

    assert (first.before, third.before) == ("", "")
    assert second.before == "The team advertised on Facebook in 2020. "
    assert second.text == "Some 300 people joined that year."


def test_the_sentence_may_stand_in_the_passage_before() -> None:
    (second,) = statements(FACEBOOK, FACEBOOK.index("Some"), FACEBOOK.index(" Italy"))

    assert second.before.startswith("The team advertised")
    assert second.before_start == 0


@pytest.mark.parametrize(
    "text",
    [
        "It helped 300 people from Venezuela.",
        "The permit was created in 2017." + "\n\nAn empty heading" * 6 + "\n\nIt helped 300 people.",
        f"{'word ' * 600}and so on. It helped 300 people from Venezuela.",
    ],
    ids=["first of its section", "far below", "begins out of sight"],
)
def test_without_a_sentence_close_before_it_stands_alone(text: str) -> None:
    assert statements(text)[-1].before == ""


@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), min_size=1, max_size=8))
def test_whatever_stands_before_is_an_exact_slice(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{sentence}{gap}" for sentence, gap in parts)

    for statement in statements(text):
        assert text[statement.start : statement.end] == statement.text
        assert text[statement.before_start : statement.end] == statement.before + statement.text
        assert not statement.before or statement.before.strip()[0].isalpha()
