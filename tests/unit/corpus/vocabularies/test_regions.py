from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from babel import Locale

import corpus.vocabularies.regions
from corpus.text.language_files import UN_LANGUAGES
from corpus.vocabularies.regions import REGIONS, region_names, region_names_in, regions_around, regions_of

GROUPS = Path(corpus.vocabularies.regions.__file__).with_name("region_groups.toml")

NOWHERE = {"AQ"}
"""Antarctica, which M49 puts into no region."""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("West Africa", "Western Africa"),
        ("Afrique de l’Ouest", "Western Africa"),
        ("ÁFRICA OCCIDENTAL", "Western Africa"),
        ("America Latina y el Caribe", "Latin America and the Caribbean"),
        ("Latin America & the Caribbean", "Latin America and the Caribbean"),
        ("Amérique latine", "Latin America and the Caribbean"),
        ("Afrique subsaharienne", "Sub-Saharan Africa"),
        ("Norte de África", "Northern Africa"),
        ("South-East Asia", "South-eastern Asia"),
        ("Asie du Sud-Est", "South-eastern Asia"),
        ("the caribbean", "Caribbean"),
        ("Central Africa", "Middle Africa"),
        ("Europa oriental", "Eastern Europe"),
        ("North America", "Northern America"),
    ],
)
def test_a_region_is_known_by_its_names_in_three_languages(written: str, name: str) -> None:
    assert region_names(written) == (name,)


def test_every_canonical_name_is_its_own() -> None:
    assert [region_names(name) for name in REGIONS] == [(name,) for name in REGIONS]


def test_what_is_no_region_of_m49_stays_as_it_is_written() -> None:
    assert region_names("Ibero-America") == ("Ibero-America",)
    assert region_names(" Asia,  Middle  East ; asie") == ("Asia", "Middle East")
    assert region_names(" , ") == ()


def test_a_country_lies_in_regions_from_the_widest_on() -> None:
    assert regions_of("BJ") == ("Africa", "Sub-Saharan Africa", "Western Africa")
    assert regions_of("MX") == ("Americas", "Latin America and the Caribbean", "Central America")
    assert regions_of("US") == ("Americas", "Northern America")
    assert regions_of("XX") == ()


def test_a_region_is_part_of_wider_ones() -> None:
    assert regions_around("Western Africa") == ("Africa", "Sub-Saharan Africa", "Western Africa")
    assert regions_around("Europe") == ("Europe",)
    assert regions_around("Mesoamerica") == ("Mesoamerica",)


def test_a_group_of_countries_is_a_region_within_those_that_all_of_them_are_in() -> None:
    assert regions_of("NE") == ("Africa", "Sub-Saharan Africa", "Western Africa", "Lake Chad Basin", "Sahel")
    assert regions_around("Sahel") == ("Africa", "Sub-Saharan Africa", "Sahel")
    assert regions_around("Maghreb") == ("Africa", "Maghreb")
    assert regions_around("Mashreq") == ("Mashreq",)


@pytest.mark.parametrize("group", tomllib.loads(GROUPS.read_text("utf-8")).items(), ids=lambda group: group[0])
def test_a_group_of_countries_has_codes_a_source_and_a_name_in_every_language(
    group: tuple[str, dict[str, str]],
) -> None:
    name, stated = group

    assert all(regions_of(code) for code in stated["countries"].split())
    assert stated["source"]
    assert all(name in region_names_in(language).values() for language in UN_LANGUAGES)


def test_every_country_is_placed_once() -> None:
    names = Locale("en").territories
    beyond_iso = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
    codes = {code for code in names if len(code) == 2 and code.isalpha()} - beyond_iso

    assert {code for code in codes if not regions_of(code)} == NOWHERE
    assert all(regions_of(code)[0] in ("Africa", "Americas", "Asia", "Europe", "Oceania") for code in codes - NOWHERE)
