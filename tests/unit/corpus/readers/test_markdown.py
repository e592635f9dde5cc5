from __future__ import annotations

import pytest

from corpus import Dates, PageError
from corpus.model import Amount, Practice
from corpus.parsing.results import Read
from corpus.readers.markdown import read_markdown

PAGE = """---
title: The Tide Clock
url: https://example.org/practice/tide-clock
language: en
start: 2018-03-01
end: Present
countries: [Niger, Atlantis]
objectives:
  primary: [7, 3]
  secondary: "15, 99"
implementing: [Tide Office]
timeline: {2018-03-01: wound, 2019-04-02: stopped}
budget: 4000
---

# The Tide Clock

## Summary

A clock tells the [tide](https://example.org/tide) to *people* far
from any `sea`.

1. It is wound.
2. It ticks:
   - by day
   - by night

### What it costs

| what | how much |
|---|---|
| brass | four coins |

## The Long Road

It was carried.

```
tick = tock
```
"""


def read(text: str, source: str = "folder/page.md") -> Practice:
    (item,) = read_markdown(text.encode(), source)
    assert isinstance(item, Read)
    return item.practice


def test_front_matter_gives_the_fields() -> None:
    practice = read(PAGE)

    assert (practice.title, practice.practice_id, practice.language) == ("The Tide Clock", "tide-clock", "en")
    assert practice.dates == Dates("2018-03-01", None, True, "2018-03-01 - Present")
    assert practice.countries == ("NE",)
    assert (practice.primary_objectives, practice.secondary_objectives) == ((7, 3), (15,))
    assert practice.implementing == ("Tide Office",)


def test_what_no_field_takes_is_kept_as_it_was_written() -> None:
    assert read(PAGE).extra == {
        "countries": "Atlantis",
        "secondary_objectives": "15, 99",
        "timeline": '{"2018-03-01": "wound", "2019-04-02": "stopped"}',
    }
    assert read(PAGE).amounts == (Amount(4000, "XXX", "4000"),)


def test_headings_give_the_sections_and_markup_becomes_plain_lines() -> None:
    summary, other = read(PAGE).sections

    assert (summary.kind.value, summary.heading) == ("summary", "Summary")
    assert summary.text == (
        "A clock tells the tide to people far\nfrom any sea.\n\n"
        "1. It is wound.\n2. It ticks:\n  - by day\n  - by night\n\n"
        "What it costs\n\nwhat: brass; how much: four coins"
    )
    assert (other.kind.value, other.heading, other.text) == (
        "other",
        "The Long Road",
        "It was carried.\n\ntick = tock",
    )


def test_a_file_without_front_matter_takes_its_title_from_the_first_heading() -> None:
    practice = read("Seen in 2019.\n\n# The Tide Clock\n\n# Key Lessons\n\nWind it.\n")

    assert practice.title == "The Tide Clock"
    assert [(s.kind.value, s.text) for s in practice.sections] == [
        ("summary", "Seen in 2019."),
        ("key_lessons", "Wind it."),
    ]


def test_a_file_without_any_title_is_named_after_its_file() -> None:
    assert read("## Key Lessons\n\nWind it.\n").title == "page"


def test_labels_in_the_text_are_fields_and_their_list_items_values() -> None:
    practice = read(
        "# Clock\n## Organizations\n### Partner/Donor Organizations\n- Harbour Bank\n- U.S. Mint\n\n"
        "### How we work\nTogether\n\n## Country: Niger\n"
    )

    assert practice.partners == ("Harbour Bank", "U.S. Mint")
    assert practice.countries == ("NE",)
    assert [(s.kind.value, s.text) for s in practice.sections] == [("organisations", "How we work\n\nTogether")]


def test_where_front_matter_and_text_differ_the_front_matter_holds_and_the_text_is_kept() -> None:
    practice = read("---\ntitle: Clock\ncountries: [Mali]\n---\nCountry: Niger\n\n## Summary\nIt ticks.\n")

    assert practice.countries == ("ML",)
    assert practice.extra == {"countries in the text": "Niger"}


def test_a_heading_other_than_the_title_of_the_front_matter_is_kept() -> None:
    practice = read("---\ntitle: Clock\n---\n# Sundial\n\nIt throws a shadow.\n")

    assert [(s.heading, s.text) for s in practice.sections] == [("Sundial", "It throws a shadow.")]


def test_sections_may_stand_in_the_front_matter_too() -> None:
    practice = read("---\ntitle: Clock\nkey_lessons: Wind it.\nsummary: [It ticks., It tocks.]\n---\n")

    assert [(s.kind.value, s.text) for s in practice.sections] == [
        ("key_lessons", "Wind it."),
        ("summary", "It ticks.\nIt tocks."),
    ]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: [open", "not valid YAML"),
        ("countries: !!bool perhaps", "not valid YAML"),
        ("sdgs: !!int ''", "not valid YAML"),
        ("dates: !!timestamp never", "not valid YAML"),
        ("start: 2020-13-45", "not valid YAML"),
        ("lives: &a [*a]", "not valid YAML: aliases"),
        ("deep: " + "[" * 3000, "not valid YAML"),
        ("- a list", "holds list, not"),
        ("words", "holds str, not"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_with_the_reason(front: str, reason: str) -> None:
    with pytest.raises(PageError, match=rf"page\.md: the front matter (is )?{reason}"):
        read(f"---\n{front}\n---\nText.\n")


def test_empty_front_matter_says_nothing() -> None:
    assert read("---\n---\n# Clock\n").title == "Clock"


def test_a_row_of_a_table_states_no_field_of_the_practice() -> None:
    practice = read("# Boats\n\n## Summary\n\n| Country | Boats |\n|---|---|\n| Niger | 40 |\n| Mali | 9 |\n")

    assert (practice.countries, practice.sections[0].text) == (
        None,
        "Country: Niger; Boats: 40\nCountry: Mali; Boats: 9",
    )
