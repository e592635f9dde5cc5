"""Raised and lowered figures: never part of the word or the number before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.html_pages import read_page, summary_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It cost 320<sup>1</sup> euro.", "It cost 320 [1] euro."),
        ("It cost 320<sup> 1</sup>euro.", "It cost 320 [1] euro."),
        ("It has 40 m<sup>2</sup>, H<sub>2</sub>O and CO<sub>2</sub>.", "It has 40 m², H₂O and CO₂."),
        ("The 1<sup>st</sup> and the 2<sup>e</sup> day.", "The 1st and the 2e day."),
        ("Some 10<sup>6</sup> bricks.", "Some 10⁶ bricks."),
        ("Half: 3<sup>1</sup>/<sub>2</sub> cups.", "Half: 3 1/2 cups."),
        ("See it<sup><a href='#n'>[1]</a></sup><sup><a href='#o'>b</a></sup>.", "See it [1] [b]."),
        ("It fell<sup>[<i>citation needed</i>]</sup> again.", "It fell [citation needed] again."),
        ("Boats 45<a href='#n' class=ref>2</a> sail.", "Boats 45 [2] sail."),
        ("In <a href='#y'>2019</a> and 5.<a href='#z'>2</a>.", "In 2019 and 5.2."),
        ("<sup>1</sup>Census of boats.", "[1] Census of boats."),
        ("Boats 45<span style='font-size:60%;vertical-align: super'>2</span> sail.", "Boats 45 [2] sail."),
        ("<style>.n{vertical-align:0.5em}</style>Boats 45<b class=n>2</b> sail.", "Boats 45 [2] sail."),
        ("Base 101<sub>2</sub> here.", "Base 101 [2] here."),
        (
            "<math><msup><mi>x</mi><mn>2</mn></msup></math> is <math><mfrac><mn>1</mn><mn>4</mn></mfrac></math>.",
            "x² is 1/4.",
        ),
    ],
)
def test_raised_figures_are_notes_powers_or_ordinals(markup: str, text: str) -> None:
    assert summary_of(f"<p>{markup}</p>") == text


def test_the_mark_of_a_note_keeps_the_link_that_it_is() -> None:
    (link,) = read_page("<p>It ticks<sup><a href=https://x.org/n>4</a></sup>.</p>").practice.sections[0].links

    assert (link.start, link.end, link.url) == (9, 12, "https://x.org/n")


@settings(deadline=None, max_examples=80)
@given(
    before=st.integers(1, 99_999).filter(lambda number: number != 10),
    mark=st.integers(1, 199),
    raising=st.sampled_from(
        [
            "<sup>{}</sup>",
            "<sup><a href='#x'>{}</a></sup>",
            "<a href='#x'><sup>{}</sup></a>",
            "<sup class=r><span>[</span>{}<span>]</span></sup>",
            "<span style='vertical-align:super'>{}</span>",
            "<sup><sup>{}</sup></sup>",
        ]
    ),
)
def test_a_raised_figure_never_makes_another_number(before: int, mark: int, raising: str) -> None:
    text = summary_of(f"<p>They are {before}{raising.format(mark)} boats.</p>")

    assert text == f"They are {before} [{mark}] boats."
    assert re.findall(r"\d+", text) == [str(before), str(mark)]
