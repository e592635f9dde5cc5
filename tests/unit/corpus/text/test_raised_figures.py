from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.raised_figures import part_note_marks, write_lowered, write_raised


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [
        ("cost 320", "1", "cost 320 [1]"),
        ("the workers", "2", "the workers [2]"),
        ("in 2019", "[3]", "in 2019 [3]"),
        ("as agreed.", "4, 5", "as agreed. [4, 5]"),
        ("loans ", "1", "loans [1]"),
        ("", "1", "[1]"),
        ("cost 320", "1 2", "cost 320 [1 2]"),
        ("40 m", "2", "40 m²"),
        ("40m", "3", "40m³"),
        ("in km", "2", "in km²"),
        ("12 mi", "2", "12 mi²"),
        ("part of", "2", "part of [2]"),
        ("R", "2", "R²"),
        ("3 × 10", "6", "3 × 10⁶"),
        ("10", "6", "10⁶"),
        ("served 10", "2", "served 10 [2]"),
        ("1,010", "6", "1,010 [6]"),
        ("Ca", "2+", "Ca²⁺"),
        ("s", "-1", "s⁻¹"),
        ("40 м", "2", "40 м²"),
        ("21", "st", "21st"),
        ("1", "er", "1er"),
        ("2", "e", "2e"),
        ("au XVIII", "e", "au XVIIIe"),
        ("la 1", "a", "la 1a"),
        ("1,240", "a", "1,240 [a]"),
        ("M", "me", "Mme"),
        ("Windows", "®", "Windows®"),
    ],
)
def test_what_stands_before_tells_notes_powers_and_ordinals_apart(before: str, raised: str, text: str) -> None:
    assert before + write_raised(before, raised) == text


@pytest.mark.parametrize(
    ("before", "lowered", "text"),
    [("CO", "2", "CO₂"), ("(OH)", "2", "(OH)₂"), ("NO", "x", "NOx"), ("PM", "2.5", "PM₂.₅"), ("320", "1", "320 [1]")],
)
def test_lowered_figures_stay_lowered_but_behind_a_figure(before: str, lowered: str, text: str) -> None:
    assert before + write_lowered(before, lowered) == text


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("It cost 320¹ euro.", "It cost 320 [1] euro."),
        ("the workers²and 9 m² of CO₂", "the workers [2] and 9 m² of CO₂"),
        ("no mark at all", "no mark at all"),
    ],
)
def test_marks_that_are_characters_are_parted_too(text: str, parted: str) -> None:
    assert part_note_marks(text) == parted


@given(st.integers(0, 10**7), st.text("0123456789 ,;()[]*-–aE²₂", min_size=1, max_size=8))
def test_a_figure_is_never_made_another_one(number: int, raised: str) -> None:
    for write in (write_raised, write_lowered):
        written = write(str(number), raised)
        assert not (written[:1].isascii() and written[:1].isdigit())
        assert sum(map(str.isdigit, written)) == sum(map(str.isdigit, raised))


@given(st.text("ab 10m²³₂¹[]CO×", max_size=40))
def test_parting_marks_again_changes_nothing(text: str) -> None:
    once = part_note_marks(text)

    assert part_note_marks(once) == once
