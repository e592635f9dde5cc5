from __future__ import annotations

import pytest

from corpus.model import Practice
from corpus.parsing.fields import practice_from
from corpus.vocabularies.organisation_lists import split_organisations
from corpus.vocabularies.organisations import Organisations, forms, organisation_key
from index.facets.masks import FacetMasks


@pytest.mark.parametrize(
    "name",
    [
        "IOM",
        "OIM",
        "International Organization for Migration",
        "International Organization for Migration (IOM)",
        "IOM (International Organization for Migration)",
        "IOM - International Organization for Migration",
        "International Organization for Migration, IOM",
        "Organisation internationale pour les migrations (OIM)",
        "المنظمة الدولية للهجرة",
    ],
)
def test_an_organisation_is_one_by_any_of_its_names(name: str) -> None:
    assert organisation_key(name) == "iom"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("UNHCR", "ACNUR", "УВКБ ООН", "المفوضية السامية للأمم المتحدة لشؤون اللاجئين", "联合国难民署"), "unhcr"),
        (("World Health Organization (2)", "WORLD HEALTH ORGANIZATION (WHO)", "OMS"), "who"),
        (("AFD", "Agence Française de Développement", "French Development Agency (AFD)"), "afd"),
        (("OIT - ILO - Organisation Internationale du Travail - International Labour Organization", "МОТ"), "ilo"),
    ],
)
def test_names_in_six_languages_are_one_organisation(names: tuple[str, ...], key: str) -> None:
    assert {organisation_key(name) for name in names} == {key}


def test_a_name_said_twice_is_no_short_form_of_itself() -> None:
    assert forms("EU Trust Fund for Africa, EU Trust Fund for Africa") == (
        "EU Trust Fund for Africa, EU Trust Fund for Africa",
        "",
    )


def test_the_red_cross_is_no_network_of_that_colour() -> None:
    assert organisation_key("Red Cross") != organisation_key("Red Iberoamericana")


@pytest.mark.parametrize("name", ["IOM Moldova", "Ministry of Labour", "who cares", "Government of Kenya (Nairobi)"])
def test_another_organisation_is_not_joined_to_it(name: str) -> None:
    assert organisation_key(name) not in {"iom", "who", "ministry", "government of kenya"}


def test_initials_belong_to_a_name_only_where_they_spell_it() -> None:
    assert forms("Bangladesh Civil Society for Migration (BCSM)") == ("Bangladesh Civil Society for Migration", "BCSM")
    assert forms("ITC - International Trade Center") == ("International Trade Center", "ITC")
    assert forms("Centre pour le dialogue humanitaire - HD") == ("Centre pour le dialogue humanitaire - HD", "")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("IOM, UNHCR and UNICEF", ("IOM", "UNHCR", "UNICEF")),
        ("OIM, ACNUR y UNICEF", ("OIM", "ACNUR", "UNICEF")),
        ("IOM/UNHCR", ("IOM", "UNHCR")),
        ("Food and Agriculture Organization (FAO) and WFP", ("Food and Agriculture Organization (FAO)", "WFP")),
        ("UNHCR and Department of Home Affairs (DHA)", ("UNHCR", "Department of Home Affairs (DHA)")),
        ("Ministry of Labour and Social Affairs", ("Ministry of Labour and Social Affairs",)),
        (
            "Special Commissioner, Ministry of Interior of Italy",
            ("Special Commissioner, Ministry of Interior of Italy",),
        ),
        ("International Organization for Migration, IOM", ("International Organization for Migration, IOM",)),
    ],
)
def test_a_line_of_organisations_is_split_only_where_each_is_known(line: str, names: tuple[str, ...]) -> None:
    assert split_organisations(line) == names


def test_items_of_a_list_lose_their_marks_and_nothing_else() -> None:
    practice = practice_from(
        {"title": ["Clock"], "implementing": ["1. IOM and UNHCR", "• Mint; U.S. Tide Office"]}, [], "x", extra={}
    )

    assert practice.implementing == ("IOM", "UNHCR", "Mint", "U.S. Tide Office")


def test_a_collection_says_itself_what_its_initials_stand_for() -> None:
    known = Organisations(["Tide Clock Guild (TCG)", "TCG", "tide clock guild", "Mint"])

    assert known.key("TCG") == known.key("Tide Clock Guild (TCG)") == "tide clock guild"
    assert known.name("tide clock guild") == "Tide Clock Guild (TCG)"
    assert known.name("nobody") == "nobody"


def test_initials_that_two_names_give_themselves_belong_to_neither() -> None:
    known = Organisations(["Tide Clock Guild (TCG)", "Town Council of Gao (TCG)", "TCG"])

    assert known.key("TCG") == "tcg"


def test_the_facet_joins_the_names_and_a_filter_by_any_of_them_finds_all() -> None:
    names = ["IOM", "International Organization for Migration (IOM)", "OIM", "Tide Clock Guild (TCG)", "TCG", "Mint"]
    practices = {str(n): Practice(str(n), "T", implementing=(name,)) for n, name in enumerate(names)}
    masks = FacetMasks(practices, [])

    def numbers_with(asked: str) -> list[int]:
        kept = masks.practices({"organisation": (organisation_key(asked),)}, textless=True)
        return [number for number, keep in enumerate(kept.tolist()) if keep]

    assert masks.counts({}, textless=True)["organisation"] == {"iom": 3, "tide clock guild": 2, "mint": 1}
    assert masks.written("organisation", "iom") == "International Organization for Migration (IOM)"
    assert numbers_with("OIM") == numbers_with("International Organization for Migration") == [0, 1, 2]
    assert numbers_with("TCG") == numbers_with("tide clock guild") == [3, 4]
    assert masks.resolved({"organisation": ("tcg", "tide clock guild")}) == {"organisation": ("tide clock guild",)}
    assert [practice.implementing for practice in practices.values()] == [(name,) for name in names]
