from __future__ import annotations

import pytest

from service.errors import RequestError
from service.filters import label, parse_filters


def test_values_as_people_write_them_become_values_of_the_index() -> None:
    wanted = {
        "country": ["Niger", "bd", "Maroc", "niger"],
        "objective": [" 07 "],
        "section": ["Key Lessons", "benefit_and_impact"],
        "type": ["project/programme"],
        "language": ["FR"],
    }

    assert parse_filters(wanted) == {
        "country": ("NE", "BD", "MA"),
        "objective": ("7",),
        "section": ("key_lessons", "benefit_and_impact"),
        "type": ("Project/Programme",),
        "language": ("fr",),
    }


def test_blank_values_filter_nothing() -> None:
    assert parse_filters({"country": ["", "  "], "objective": []}) == {}


@pytest.mark.parametrize(
    ("facet", "value", "hint"),
    [
        ("country", "Atlantis", "ISO code"),
        ("objective", "24", "1 to 23"),
        ("objective", "vii", "1 to 23"),
        ("section", "Ending", "key_lessons"),
    ],
)
def test_a_value_that_is_none_of_its_facet_is_named_with_a_hint(facet: str, value: str, hint: str) -> None:
    with pytest.raises(RequestError) as error:
        parse_filters({facet: [value]})

    assert repr(value) in str(error.value)
    assert hint in str(error.value)


def test_facet_values_are_shown_as_words() -> None:
    assert label("country", "NE") == "Niger"
    assert label("objective", "8").startswith("8. Save lives")
    assert label("section", "key_lessons") == "Key lessons"


def test_a_number_of_many_digits_is_unknown_like_any_other() -> None:
    with pytest.raises(RequestError):
        parse_filters({"objective": ["9" * 5000]})
