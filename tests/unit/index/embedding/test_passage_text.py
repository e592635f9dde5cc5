from __future__ import annotations

from corpus import Limit, Practice, Section, SectionKind, default_counter
from index.embedding.passage_text import InputLimits, chunk_for, header, passage_inputs

BUDGET = Limit(default_counter(), 200)
LONG_TITLE = "The very long name of a project that trains newcomers in many trades " * 30


def practice(title: str, *texts: str, heading: str | None = "Key Lessons") -> Practice:
    return Practice("p", title, tuple(Section(SectionKind.KEY_LESSONS, heading, text) for text in texts))


def test_an_input_is_title_and_heading_in_one_line_above_the_text() -> None:
    page = Practice(
        "p",
        "A  bakery\nfor newcomers",
        (
            Section(SectionKind.SUMMARY, "Summary", "  It bakes. \n"),
            Section(SectionKind.INNOVATION, None, "It is new."),
            Section(SectionKind.OTHER, "What else", "More."),
        ),
    )

    passages = chunk_for(page, BUDGET, [BUDGET]).passages

    assert passage_inputs(page, passages, InputLimits(BUDGET)) == [
        "A bakery for newcomers. Summary\nIt bakes.",
        "A bakery for newcomers\nIt is new.",
        "A bakery for newcomers. What else\nMore.",
    ]


def test_without_title_and_heading_the_input_is_the_text() -> None:
    page = practice("", "It bakes.", heading=None)

    assert passage_inputs(page, chunk_for(page, BUDGET, [BUDGET]).passages, InputLimits(BUDGET)) == ["It bakes."]


def test_a_long_header_is_shortened_at_a_word() -> None:
    page = practice(LONG_TITLE, "text")

    line = header(page, 0, BUDGET)

    assert LONG_TITLE.startswith(f"{line} ")
    assert 30 <= BUDGET.counter.count([line])[0] <= 50
