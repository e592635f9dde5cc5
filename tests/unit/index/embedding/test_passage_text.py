from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus import Limit, Practice, Section, SectionKind, default_counter
from index.build.preparation import prepare_practice
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


class Letters:
    """Counts letters, as the tokenizer of an English model does in other scripts."""

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


LETTERS = Limit(Letters(), 120)
TWO = InputLimits(LETTERS, BUDGET)
RUSSIAN = "Пекарня обучает мигрантов ремеслу и помогает им найти работу. " * 12
ENGLISH = "The bakery trains newcomers and helps all of them to find work. " * 12


@pytest.mark.parametrize(
    ("limits", "language", "expected"),
    [
        (InputLimits(LETTERS), "en", LETTERS),
        (InputLimits(LETTERS), "ru", LETTERS),
        (TWO, "en", LETTERS),
        (TWO, None, LETTERS),
        (TWO, "ru", BUDGET),
    ],
)
def test_a_passage_keeps_to_the_limit_of_the_model_of_its_language(
    limits: InputLimits, language: str | None, expected: Limit
) -> None:
    assert limits.for_language(language) is expected


@pytest.mark.parametrize(("text", "language", "limit"), [(RUSSIAN, "ru", BUDGET), (ENGLISH, "en", LETTERS)])
def test_a_practice_is_cut_within_the_limits_of_the_models_that_judge_it(
    text: str, language: str, limit: Limit
) -> None:
    alone = prepare_practice(practice("A bakery", text), BUDGET, InputLimits(limit))
    both = prepare_practice(practice("A bakery", text), BUDGET, TWO)

    assert {passage.language for passage in both.passages} == {language}
    assert [passage.text for passage in both.passages] == [passage.text for passage in alone.passages]
    assert both.inputs == alone.inputs
    assert both.truncated == 0


def test_where_one_passage_is_in_the_main_language_all_keep_to_both_limits() -> None:
    prepared = prepare_practice(practice("A bakery", RUSSIAN, ENGLISH), BUDGET, TWO)

    assert {passage.language for passage in prepared.passages} == {"en", "ru"}
    assert all(LETTERS.allows(text) and BUDGET.allows(text) for text in prepared.inputs)
    assert "".join(passage.text for passage in prepared.passages) == RUSSIAN + ENGLISH


def test_a_header_is_as_long_as_the_model_of_the_passages_language_lets_it() -> None:
    page = practice(LONG_TITLE, "text")
    (passage,) = chunk_for(page, BUDGET, [BUDGET]).passages

    english, russian = (
        passage_inputs(page, [replace(passage, language=language)], TWO)[0] for language in ("en", "ru")
    )

    assert (english, russian) == (f"{header(page, 0, LETTERS)}\ntext", f"{header(page, 0, BUDGET)}\ntext")
    assert len(english) < len(russian)
