from __future__ import annotations

import pytest

from corpus import Dates, PageError, SectionKind
from corpus.model import Capture, Practice
from corpus.parsing.results import Read
from corpus.readers.text import read_text

FORM_A = """Skip to main content
About
Media
Repository of Practices
Country networks

Repository of Practices

The Tide Clock of Agadez

Primary GCM Objectives

7 - Address and reduce vulnerabilities in migration
Objective 3

Secondary GCM Objectives
15, 23

GCM Guiding Principles*
Child-sensitive
*All practices are to uphold the ten guiding principles of the GCM. This one stands out.

Sustainable Development Goals (SDGs)
SDG 8
Reduced inequalities

Dates

2016 - Present

Type of practice

Project / programme

Geographic scope

Country:
Niger
Côte d'Ivoire

Regions:
West Africa
Sub Regions:
Sahel

Summary

A clock tells the tide to people far from any sea.

It is wound by hand.

Organizations

Main Implementing Organization(s)
U.S. Tide Office
- Clockmakers of St. Louis

Detailed Information
The office winds the clock every Friday.

Partner/Donor Organizations
Harbour Bank

Benefit and Impact

Forty boats sailed in time.

Additional Resources

Read the log at https://example.org/log.

Date submitted:
12 March 2021

Disclaimer: The content of this practice reflects the views of the implementers and nobody else.

More Related Practices:
The Sundial of Zinder

Peer Reviewer Feedback:
Wound well.

*References to Kosovo shall be understood to be in the context of a resolution.
Newsletter
Subscribe to our newsletter.
"""


def practices(text: str, source: str = "page.txt") -> list[Practice]:
    items = list(read_text(text.encode(), source))
    assert all(isinstance(item, Read) for item in items)
    return [item.practice for item in items if isinstance(item, Read)]


def sections(practice: Practice) -> list[tuple[str, str]]:
    return [(section.kind.value, section.text) for section in practice.sections]


def test_a_page_with_values_gives_them_all() -> None:
    (practice,) = practices(FORM_A)

    assert practice.title == "The Tide Clock of Agadez"
    assert practice.primary_objectives == (7, 3)
    assert practice.secondary_objectives == (15, 23)
    assert practice.principles == (8,)
    assert practice.sdgs == (8, 10)
    assert practice.dates == Dates("2016", None, True, "2016 - Present")
    assert practice.type == "Project/Programme"
    assert practice.countries == ("NE", "CI")
    assert practice.regions == ("West Africa", "Sahel")
    assert practice.implementing == ("U.S. Tide Office", "Clockmakers of St. Louis")
    assert practice.partners == ("Harbour Bank",)
    assert practice.submitted == "2021-03-12"
    assert practice.related == ("The Sundial of Zinder",)
    assert practice.links == ("https://example.org/log",)
    assert practice.extra == {}


def test_a_page_with_values_keeps_its_prose_in_sections_and_its_menu_as_furniture() -> None:
    (item,) = read_text(FORM_A.encode(), "page.txt")

    assert isinstance(item, Read)
    assert sections(item.practice) == [
        ("summary", "A clock tells the tide to people far from any sea.\n\nIt is wound by hand."),
        ("organisations", "The office winds the clock every Friday."),
        ("benefit_and_impact", "Forty boats sailed in time."),
        ("additional_resources", "Read the log at https://example.org/log."),
        ("peer_reviewer_feedback", "Wound well."),
    ]
    menu = ("Skip to main content", "About", "Media", "Repository of Practices", "Country networks")
    assert item.furniture[:6] == (*menu, "Repository of Practices")
    assert len(item.furniture) == 11


def test_values_whose_labels_the_capture_lost_are_known_by_their_form() -> None:
    page = """Repository of Practices

The Tide Clock

Sustainable Development Goals (SDGs)

2018 - 2020

Type of practice

Service

Niger

A clock tells the tide to people far from any sea, and a bell repeats it every hour of the night.

Key Lessons

Wind it daily.
"""
    (practice,) = practices(page)

    assert practice.dates == Dates("2018", "2020", False, "2018 - 2020")
    assert (practice.type, practice.countries, practice.sdgs) == ("Service", ("NE",), None)
    assert [kind for kind, _ in sections(practice)] == ["summary", "key_lessons"]
    assert practice.sections[0].heading is None
    assert practice.extra == {}


def test_values_on_the_line_of_their_label_are_read() -> None:
    (practice,) = practices("Clock\nDates: 2019\nCountry: Niger\nDate submitted: 2021-02-03\nSummary\nIt ticks.")

    assert practice.dates == Dates("2019", None, False, "2019")
    assert (practice.countries, practice.submitted) == (("NE",), "2021-02-03")


def test_prose_that_begins_like_a_label_stays_in_its_section() -> None:
    line = "Partner organizations: they came late. Then they helped."

    (practice,) = practices(f"Clock\nKey Lessons\n{line}")

    assert sections(practice) == [("key_lessons", line)]
    assert practice.partners is None


def test_an_unknown_heading_between_blank_lines_opens_a_section_of_its_own() -> None:
    prose = "The clock was carried over the dunes by forty people who sang all the way."

    (practice,) = practices(f"Clock\n\nSummary\n\nIt ticks.\n\nThe Long Road\n\n{prose}\n")

    assert sections(practice) == [("summary", "It ticks."), ("other", prose)]
    assert practice.sections[1].heading == practice.sections[1].name == "The Long Road"


def test_a_page_of_a_title_only_is_a_practice_that_says_nothing_more() -> None:
    (practice,) = practices("The Tide Clock\n")

    assert practice == Practice("the-tide-clock", "The Tide Clock", captures=(Capture("page.txt"),))


def test_text_after_the_end_of_the_page_is_kept() -> None:
    (practice,) = practices("Clock\nSummary\nIt ticks.\nSubscribe to our newsletter.\nA stray word.")

    assert practice.sections[-1].kind is SectionKind.OTHER
    assert practice.sections[-1].text == "A stray word."


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_a_file_without_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(PageError, match=r"empty\.txt: the file (is empty|holds no text)"):
        list(read_text(text.encode(), "empty.txt"))


def test_a_table_with_tabs_is_read_by_its_rows() -> None:
    table = "Title\tCountry\tSummary\nTide clock\tNiger\tIt ticks.\nSundial\tMali\tIt throws a shadow.\n"

    clock, dial = practices(table)

    assert (clock.title, clock.countries, clock.sections[0].text) == ("Tide clock", ("NE",), "It ticks.")
    assert (dial.title, dial.countries) == ("Sundial", ("ML",))


def test_tabs_behind_labels_make_no_table() -> None:
    (practice,) = practices("The Tide Clock\nCountry:\tNiger\nDates:\t2019\nSummary\nIt\tticks.")

    assert practice.title == "The Tide Clock"
