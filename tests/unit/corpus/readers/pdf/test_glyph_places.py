"""What is read from the places of glyphs: raised figures, directions, marks across the page, glyphs without text."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfPage, PdfTextPage

from corpus.errors import PageError
from corpus.parsing.results import Item, Problem, Read
from corpus.readers.pdf import document
from corpus.readers.pdf.document import read_pdf
from corpus.readers.pdf.rules import Rule
from tests.support.pdf_glyphs import WIDTH, Set, pdf_of, rtl_lines, shown_from_left

TITLE = Set(50, 760, "The Hostel", 20)
SENTENCE = "The hostel gives workers a bed and a kitchen."


def items(*pages: Sequence[Set], **options: str) -> list[Item]:
    return list(read_pdf(pdf_of(*pages, **options), "hostel.pdf"))


def read(*pages: Sequence[Set], **options: str) -> Read:
    (item,) = items(*pages, **options)
    assert isinstance(item, Read)
    return item


def text_of(*runs: Set) -> str:
    (section,) = read([TITLE, *runs]).practice.sections
    return section.text


def row(*runs: tuple[str, float, float], size: float = 10.0) -> list[Set]:
    """Set texts one after the other on a row, each with its size and how far it is raised, in points."""
    x, sets = 50.0, []
    for text, run_size, up in runs:
        sets.append(Set(x, 700 + up, text, run_size))
        x += len(text) * WIDTH * run_size
    return sets


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("It cost 320", 10, 0), ("1", 7, 4), (" euro.", 10, 0)], "It cost 320 [1] euro."),
        ([("It cost 320", 10, 0), ("12", 7, 4)], "It cost 320 [12]"),
        ([("It cost 320", 10, 0), ("1", 10, 3), (" euro.", 10, 0)], "It cost 320 [1] euro."),
        (
            [("It has 40 m", 10, 0), ("2", 7, 4), (" and 9 workers", 10, 0), ("3", 7, 4)],
            "It has 40 m² and 9 workers [3]",
        ),
        ([("Less CO", 10, 0), ("2", 7, -2), (" was let out.", 10, 0)], "Less CO₂ was let out."),
        ([("On the 21", 10, 0), ("st", 7, 4), (" of May.", 10, 0)], "On the 21st of May."),
        ([("It is 3", 10, 0), ("1", 6, 3), ("⁄", 10, 0), ("2", 6, -1), (" wide.", 10, 0)], "It is 3 1⁄2 wide."),
        ([("1", 6, 3), ("Price of 2021.", 8, 0)], "[1] Price of 2021."),
        ([("Cost 320¹ euro.", 10, 0)], "Cost 320 [1] euro."),
    ],
)
def test_raised_and_lowered_figures_stay_on_their_row_and_join_no_word(
    runs: list[tuple[str, float, float]], text: str
) -> None:
    assert text_of(*row(*runs)) == text


def test_a_gap_behind_a_mark_is_a_space_though_the_file_draws_none() -> None:
    assert text_of(Set(50, 700, "In the XX"), Set(95, 704, "e", 7), Set(102, 700, "century.")) == "In the XXe century."


@settings(max_examples=25, deadline=None)
@given(
    number=st.integers(0, 99999),
    mark=st.integers(1, 99),
    size=st.floats(6, 24),
    smaller=st.floats(0.5, 0.85),
    up=st.floats(0.25, 0.5),
)
def test_no_number_takes_in_its_note(number: int, mark: int, size: float, smaller: float, up: float) -> None:
    runs = row((f"It cost {number}", size, 0), (str(mark), size * smaller, size * up), (" euro.", size, 0))

    assert text_of(*runs).startswith(f"It cost {number} [{mark}] euro.")


def rtl_sets(line: str, y: float, way: str, size: float = 10.0) -> list[Set]:
    """Set a line, given from left to right, as one text, glyph by glyph, or from the right."""
    places = [(550 - (len(line) - number) * WIDTH * size, letter) for number, letter in enumerate(line)]
    if way == "whole":
        return [Set(places[0][0], y, line, size)]
    single = [Set(x, y, letter, size) for x, letter in places if letter != " " or way != "no spaces"]
    return single[::-1] if way == "from the right" else single


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(rtl_lines(), min_size=1, max_size=3),
    way=st.sampled_from(["whole", "glyphs", "from the right", "no spaces"]),
)
def test_right_to_left_lines_are_read_whole_however_they_are_written(lines: list[list[str]], way: str) -> None:
    sets = [rtl_sets(shown_from_left(line), 700 - 14 * number, way) for number, line in enumerate(lines)]
    item = read([*rtl_sets("שלום" * 20, 760, way), *(glyph for line in sets for glyph in line)])

    said = " ".join([item.practice.title, *(section.text for section in item.practice.sections)]).split()
    for line in lines:
        assert " ".join(line) in " ".join(said)


def test_letters_that_one_glyph_shows_keep_their_order() -> None:
    shown = ["ة", "لم", "ك", " ", "ب", "لا", "ط"]

    assert text_of(Set(300, 700, shown)) == "طلاب كلمة"


def test_signs_that_the_file_spells_out_are_read_with_their_vowels_where_they_stand() -> None:
    runs = [
        Set(300, 700, "ة"),
        Set(305, 700, ["m", "x"], actual="مَ"),
        Set(315, 700, "ل"),
        Set(320, 700, ["k"], actual="كَ"),
    ]

    assert text_of(*runs, Set(325, 700, " "), Set(330, 700, "ب")) == "ب كَلمَة"


def test_letters_of_one_sign_that_unicode_knows_too_keep_their_order() -> None:
    assert text_of(Set(300, 700, ["ط", "و", "ط", "\ufccb", "ا"])) == "الخطوط"


@pytest.mark.parametrize(
    ("shown", "text"),
    [("نم Pythonو ةجمربلا ةغل", "لغة البرمجة وPython من"), ("نمPython ةجمربلا ةغل", "لغة البرمجة Python من")],
)
def test_a_latin_word_can_have_a_right_to_left_prefix_but_no_ending(shown: str, text: str) -> None:
    assert text_of(Set(300, 700, shown)) == text


def test_words_that_no_language_writes_are_told() -> None:
    item, problem = items([TITLE, Set(50, 700, ("הבבבה " * 4 + "שלום " * 9)[::-1])])

    assert isinstance(item, Read)
    assert isinstance(problem, Problem)
    assert "4 words can be none" in problem.reason


def test_text_across_the_page_is_set_aside_and_cuts_no_sentence() -> None:
    first, second = SENTENCE[:24], SENTENCE[25:]
    aslant = Set(150, 500, "DRAFT", 60, (1, 1, -1, 1))
    margin = Set(20, 300, "arXiv 2019", 10, (0, 1, -1, 0))

    item = read([TITLE, Set(50, 700, first), aslant, margin, Set(50, 688, second)])

    assert [section.text for section in item.practice.sections] == [SENTENCE]
    assert item.furniture == ("DRAFT", "arXiv 2019")


@pytest.mark.parametrize("turn", [(0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)])
def test_a_page_whose_whole_text_is_turned_is_read_as_it_runs(turn: tuple[int, int, int, int]) -> None:
    across, up = turn[0], turn[1]
    places = [(-200.0, 200.0, 20.0), (-200.0, 100.0, 10.0)]
    sets = [
        Set(300 + across * x - up * y, 400 + up * x + across * y, text, size, turn)
        for (x, y, size), text in zip(places, ("The Hostel", SENTENCE), strict=True)
    ]
    item = read(sets)

    assert item.practice.title == "The Hostel"
    assert [section.text for section in item.practice.sections] == [SENTENCE]


def test_labels_of_a_figure_without_text_cost_no_more_than_themselves() -> None:
    item = read([TITLE, Set(50, 700, SENTENCE * 2), Set(100, 600, [None] * 4, 8)])

    assert [section.text for section in item.practice.sections] == [SENTENCE * 2]
    assert item.furniture == ("\N{REPLACEMENT CHARACTER}" * 4,)


def test_a_first_glyph_without_text_that_stands_apart_is_a_bullet() -> None:
    runs = [Set(50, 700 - 14 * n, [None, " ", *words]) for n, words in enumerate(("Start early.", "Ask all."))]

    assert text_of(*runs) == "- Start early.\n- Ask all."


@pytest.mark.parametrize("lost", [None, "\ue001", "\x05", "\n", "\ufffe"])
def test_lost_letters_are_marked_and_told_with_their_page(lost: str | None) -> None:
    item, problem = items([TITLE, Set(50, 700, SENTENCE)], [Set(50, 700, ["o", lost, "ice ", *SENTENCE])])

    assert isinstance(item, Read)
    assert "o\N{REPLACEMENT CHARACTER}ice" in item.practice.sections[0].text
    assert isinstance(problem, Problem)
    assert problem.source == "hostel.pdf, page 2"
    assert problem.reason.startswith("1 characters have no text")


def test_a_paragraph_without_text_is_told_and_not_quoted() -> None:
    item, problem = items([TITLE, Set(50, 700, SENTENCE), *(Set(50, 600 - 14 * n, [None] * 60) for n in range(4))])

    assert isinstance(item, Read)
    assert [section.text for section in item.practice.sections] == [SENTENCE]
    assert isinstance(problem, Problem)
    assert problem.reason.startswith("240 characters have no text")


def test_a_document_without_any_text_is_refused() -> None:
    with pytest.raises(PageError, match="no text layer"):
        items([Set(50, 700, [None] * 60)])


def test_signs_beyond_the_first_65536_are_whole() -> None:
    assert text_of(Set(50, 700, ["W", "e", " ", "\N{GRINNING FACE}"])) == "We \N{GRINNING FACE}"


@pytest.mark.parametrize("error", [IndexError("out of range"), ValueError("no number"), RecursionError("too deep")])
def test_a_page_that_fails_costs_itself_alone(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    glyphs = document.Glyphs

    def fail_on_page_two(page: PdfPage, text: PdfTextPage, number: int, walls: Iterable[Rule]) -> document.Glyphs:
        if number == 2:
            raise error
        return glyphs(page, text, number, walls)

    monkeypatch.setattr(document, "Glyphs", fail_on_page_two)
    item, problem = items([TITLE, Set(50, 700, SENTENCE)], [Set(50, 700, "Lost.")], [Set(50, 700, "Kept to the end.")])

    assert isinstance(item, Read)
    assert "Kept to the end." in item.practice.sections[-1].text
    assert isinstance(problem, Problem)
    assert problem.source == "hostel.pdf, page 2"
    assert str(error) in problem.reason


@settings(max_examples=30, deadline=None)
@given(
    runs=st.lists(
        st.builds(
            Set,
            x=st.floats(-1e5, 1e5),
            y=st.floats(-1e5, 1e5),
            texts=st.lists(
                st.sampled_from([None, "a", "1", " ", "م", "א", "َ", "(", "-", "\x02"]), min_size=1, max_size=6
            ),
            size=st.sampled_from([0.001, 1.0, 7.0, 10.0, 9999.0]),
            turn=st.sampled_from([(1, 0, 0, 1), (0, 1, -1, 0), (0, 0, 0, 0), (-1, 0, 0, 1), (2, 1, 1, -3)]),
            actual=st.sampled_from([None, "", "لا", "a b"]),
        ),
        max_size=12,
    )
)
def test_no_page_makes_the_reader_fail(runs: list[Set]) -> None:
    found = items([TITLE, Set(50, 700, SENTENCE)], runs)

    assert isinstance(found[0], Read)
    assert not any("reader failed" in item.reason for item in found if isinstance(item, Problem))


def seconds(letters: str, count: int, *, single: bool) -> float:
    texts = (letters * count)[:count]
    data = pdf_of([Set(n, 700, text) for n, text in enumerate(texts)] if single else [Set(0, 700, texts, 0.1)])
    gc.collect()
    gc.disable()  # what other tests left in memory is no part of the time
    try:
        started = time.process_time()
        list(read_pdf(data, "hostel.pdf"))
        return time.process_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("letters", "single"), [("ab c", False), ("x¹", True), ("مل 1", True), ("مل 1", False), ("1a م(", True)]
)
def test_twice_the_glyphs_of_a_row_take_twice_the_time(letters: str, single: bool) -> None:
    assert any(
        seconds(letters, 16_000, single=single) <= 2.5 * seconds(letters, 8_000, single=single) + 0.05
        for _ in range(5)  # what runs beside it can make either of them slow
    )
