from __future__ import annotations

import pytest

from corpus import Practice
from index.facets.masks import FacetMasks
from service.errors import RequestError
from service.filters.parsing import parse_filters
from service.filters.wording import label


def test_values_as_people_write_them_become_values_of_the_index() -> None:
    raw_filters = {
        "country": ["Niger", "bd", "Maroc", "niger"],
        "objective": [" 07 "],
        "section": ["Key Lessons", "benefit_and_impact"],
        "type": ["project/programme"],
        "language": ["FR", "Spanish", "portugués", "pt-BR"],
        "region": ["afrique de l'ouest", "West Africa", "Lake Chad Basin", "Asia, Middle East"],
        "principle": ["8", "human rights"],
        "sdg": ["05", "Climate action"],
        "organisation": ["Ministère de l’Intérieur", "UNICEF", "Unicef"],
        "year": ["2019", "2021-2022, 2018..2019", "2024 – 2025"],
        "basis": ["Inferred"],
    }

    assert parse_filters(raw_filters) == {
        "country": ("NE", "BD", "MA"),
        "objective": ("7",),
        "section": ("key_lessons", "benefit_and_impact"),
        "type": ("Project/Programme",),
        "language": ("fr", "es", "pt"),
        "region": ("Western Africa", "Lake Chad Basin", "Asia", "middle east"),
        "principle": ("8", "6"),
        "sdg": ("5", "13"),
        "organisation": ("ministere de l interieur", "unicef"),
        "year": ("2019", "2021-2022", "2018-2019", "2024-2025"),
        "basis": ("inferred",),
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
        ("principle", "11", "1 to 10"),
        ("sdg", "18", "1 to 17"),
        ("year", "20x9", "2018-2020"),
        ("year", "2020-2018", "2018-2020"),
        ("language", "Frnch", "ISO 639-1"),
        ("organisation", "!!", "name"),
        ("region", "--", "Western Africa"),
        ("basis", "guessed", "stated, inferred"),
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
    assert label("principle", "8") == "8. Child-sensitive"
    assert label("sdg", "13") == "13. Climate action"
    assert label("language", "fr") == "French"
    assert label("language", "xyz") == "xyz"
    assert label("basis", "inferred") == "Inferred from the text"
    assert label("type", "Policy") == "Policy"


def test_organisations_and_regions_are_shown_as_the_pages_write_them() -> None:
    page = Practice("x", "X", partners=("Ministère de l'Intérieur",), regions=("Middle East", "West Africa"))
    facets = FacetMasks({"x": page}, [])

    assert label("organisation", "ministere de l interieur", facets) == "Ministère de l'Intérieur"
    assert label("region", "middle east", facets) == "Middle East"
    assert label("region", "Western Africa", facets) == "Western Africa"


def test_a_code_of_a_language_goes_before_the_name_of_another() -> None:
    assert parse_filters({"language": ["ga", "Irish", "twi"]}) == {"language": ("ga", "tw")}


def test_a_number_of_many_digits_is_unknown_like_any_other() -> None:
    with pytest.raises(RequestError):
        parse_filters({"objective": ["9" * 5000]})


@pytest.mark.parametrize(
    ("facet", "written", "values"),
    [
        ("country", "not:Niger", ("not:NE",)),
        ("country", "Not : niger", ("not:NE",)),
        ("country", "all:Tchad", ("all:TD",)),
        ("country", "Missing", ("missing",)),
        ("country", "not:missing", ("not:missing",)),
        ("region", "not:Asia, Middle East", ("not:Asia", "not:middle east")),
        ("year", "not:2017-2019, 2021", ("not:2017-2019", "not:2021")),
        ("start", "2017-", ("2017-",)),
        ("end", "-2019", ("-2019",)),
        ("amount", "not:EUR 1m-5m", ("not:EUR 1000000-5000000",)),
        ("amount", "1,000,000; 2m-", ("1000000", "2000000-")),
        ("organisation", "UN: Women", ("un women",)),
        ("organisation", "foo:Niger", ("foo niger",)),
        ("organisation", "any:Missing", ("any:missing",)),
        ("organisation", "not:any:Missing", ("not:any:missing",)),
        ("type", "Aid: a Project", ("Aid: a Project",)),
        ("type", "any:not: a Project", ("any:not: a Project",)),
    ],
)
def test_an_operator_is_kept_with_each_value(facet: str, written: str, values: tuple[str, ...]) -> None:
    assert parse_filters({facet: [written]}) == {facet: values}
    assert parse_filters({facet: values}) == {facet: values}


@pytest.mark.parametrize(
    ("facet", "written", "named", "hint"),
    [
        ("country", "not:Atlantis", "'Atlantis'", "ISO code"),
        ("country", "not:", "'not:'", "not:VALUE"),
        ("organisation", "all: ", "'all:'", "not:VALUE"),
        ("country", "not:all:Niger", "'not:all:Niger'", "not:VALUE"),
        ("country", "foo:Niger", "'foo:Niger'", "not:VALUE leaves out, all:VALUE"),
        ("start", "since:2017", "'since:2017'", "not:VALUE"),
        ("start", "2019-2017", "'2019-2017'", "write 2017-2019"),
        ("amount", "not:many", "'many'", "EUR 1m-5m"),
        ("amount", "1-5m", "'1-5m'", "from 1 to 5,000,000"),
        ("amount", "$5m", "'$5m'", "one way"),
        ("amount", "XXX EUR 5", "'XXX EUR 5'", "two currencies"),
        ("amount", "EUR 1m-USD 2m", "'EUR 1m-USD 2m'", "EUR 1m-5m"),
    ],
)
def test_what_cannot_stand_behind_an_operator_is_named(facet: str, written: str, named: str, hint: str) -> None:
    with pytest.raises(RequestError) as error:
        parse_filters({facet: [written]})

    assert named in str(error.value)
    assert hint in str(error.value)
