from __future__ import annotations

import pytest

from corpus.model import Practice
from corpus.parsing.fields import practice_from
from corpus.vocabularies.countries import countries_in, country_code
from corpus.vocabularies.regions import is_region, region_names


def practice(**written: list[str]) -> Practice:
    return practice_from({"title": ["Clock"], **written}, [], "page.txt", extra={})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Нигер", "NE"),
        ("النيجر", "NE"),
        ("尼日尔", "NE"),
        ("科特迪瓦", "CI"),
        ("Costa de Marfil", "CI"),
        ("Cabo Verde", "CV"),
        ("Cape Verde", "CV"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("Eswatini", "SZ"),
        ("Timor-Leste", "TL"),
        ("Tanzania (United Republic of)", "TZ"),
        ("Gambia (The)", "GM"),
        ("le Niger", "NE"),
        ("El Salvador", "SV"),
        ("DRC", "CD"),
        ("RDC", "CD"),
        ("Congo, the Democratic Republic of the", "CD"),
        ("République démocratique du Congo", "CD"),
        ("République du Congo", "CG"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("State of Palestine", "PS"),
        ("Holy See", "VA"),
        ("Republic of Niger", "NE"),
        ("Federal Democratic Republic of Ethiopia", "ET"),
        ("República de Chile", "CL"),
        ("NER", "NE"),
    ],
)
def test_a_country_is_known_by_its_full_name_and_in_all_languages_of_the_un(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    "name",
    [
        "Nigerien",
        "Malian",
        "French",
        "Republic of China",
        "State of Georgia",
        "can",
        "aé",
        "Aé.",
        "- ao",
        "Canary Islands",
        "England",
    ],
)
def test_what_is_no_name_of_a_country_is_none(name: str) -> None:
    assert country_code(name) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Niger, Mali and Chad", ["NE", "ML", "TD"]),
        ("Niger, Mali, and Chad", ["NE", "ML", "TD"]),
        ("Niger et Mali", ["NE", "ML"]),
        ("Níger y Malí", ["NE", "ML"]),
        ("Нигер и Мали", ["NE", "ML"]),
        ("النيجر ومالي", ["NE", "ML"]),
        ("尼日尔、马里和乍得", ["NE", "ML", "TD"]),
        ("Bosnia and Herzegovina", ["BA"]),
        ("Trinidad and Tobago, Sao Tome and Principe and Niger", ["TT", "ST", "NE"]),
        ("Niger, Congo, Democratic Republic of the, Mali", ["NE", "CD", "ML"]),
        ("United Kingdom of Great Britain and Northern Ireland and France", ["GB", "FR"]),
    ],
)
def test_countries_on_one_line_are_told_apart_and_no_name_is_cut(text: str, codes: list[str]) -> None:
    assert countries_in(text) == (codes, [])


@pytest.mark.parametrize(
    ("text", "codes", "left"),
    [
        ("Georgia and Alabama", [], ["Georgia and Alabama"]),
        ("Niger (Agadez and Arlit)", ["NE"], ["Niger (Agadez and Arlit)"]),
        ("Kosovo*", [], ["Kosovo*"]),
        ("Kosovo (UNSCR 1244), Serbia", ["RS"], ["Kosovo (UNSCR 1244)"]),
        ("Serbia and Kosovo*", ["RS"], ["Kosovo*"]),
        ("Niger - Mali", [], ["Niger - Mali"]),
    ],
)
def test_what_is_not_surely_a_country_is_kept_as_written(text: str, codes: list[str], left: list[str]) -> None:
    assert countries_in(text) == (codes, left)


def test_regions_among_the_countries_are_regions_and_the_other_way_round() -> None:
    known = practice(
        countries=["Niger", "West Africa; Global", "Atlantis"], regions=["Chad and Mali", "Sahel", "Utopia"]
    )

    assert known.countries == ("NE", "TD", "ML")
    assert known.regions == ("West Africa", "Global", "Sahel", "Utopia")
    assert known.extra == {"countries": "Atlantis"}


def test_a_country_alone_in_the_place_of_a_region_leaves_the_region_unknown() -> None:
    known = practice(regions=["Niger"])

    assert (known.countries, known.regions, known.extra) == (("NE",), None, {})


def test_micronesia_is_a_country_among_countries_and_a_region_among_regions() -> None:
    known = practice(countries=["Micronesia"], regions=["Micronesia"])

    assert (known.countries, known.regions) == (("FM",), ("Micronesia",))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Западная Африка", ("Western Africa",)),
        ("غرب أفريقيا", ("Western Africa",)),
        ("西非", ("Western Africa",)),
        ("Africa, Asia and Europe", ("Africa", "Asia", "Europe")),
        ("Middle East and North Africa", ("Middle East and North Africa",)),
        ("Australia and New Zealand", ("Australia and New Zealand",)),
    ],
)
def test_regions_are_known_in_all_languages_of_the_un(written: str, names: tuple[str, ...]) -> None:
    assert region_names(written) == names


def test_regions_that_m49_does_not_have_are_regions_still() -> None:
    assert all(map(is_region, ["MENA", "Horn of Africa", "Latin America", "Global", "Moyen-Orient", "中东"]))
    assert not any(map(is_region, ["Niger", "Agadez", "Ministry", ""]))
