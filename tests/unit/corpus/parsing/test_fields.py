from __future__ import annotations

import json

import pytest

from corpus import Dates, PageError, Section, SectionKind
from corpus.model import Practice
from corpus.parsing.fields import find_addresses, practice_from
from corpus.text.dates import parse_dates
from corpus.text.strings import slug, slug_of_address
from corpus.vocabularies.countries import country_code, country_name


def practice(**written: list[str]) -> Practice:
    return practice_from({"title": ["Clock"], **written}, [], "page.txt", extra={})


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2018 - Present", ("2018", None, True)),
        ("2018-2020", ("2018", "2020", False)),
        ("2018–2020", ("2018", "2020", False)),
        ("2021-03-01", ("2021-03-01", None, False)),
        ("2021-03-01T00:00:00Z", ("2021-03-01", None, False)),
        ("2018-03 to 2019-12", ("2018-03", "2019-12", False)),
        ("March 2020", ("2020-03", None, False)),
        ("2019 - en cours", ("2019", None, True)),
        ("desde 2019 hasta la actualidad", ("2019", None, True)),
        ("Ongoing", (None, None, True)),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, dates: tuple[str | None, str | None, bool]) -> None:
    assert parse_dates(text) == Dates(*dates, text)


@pytest.mark.parametrize("text", ["", "soon", "12345", "1850", "in 20 years"])
def test_a_text_without_a_year_is_no_date(text: str) -> None:
    assert parse_dates(text) is None


def test_a_start_and_an_end_are_joined() -> None:
    assert practice(start=["2018-03"], end=["2019"]).dates == Dates("2018-03", "2019", False, "2018-03 - 2019")
    assert practice(end=["2019"]).dates == Dates(None, "2019", False, "2019")
    assert practice(start=["2018"], end=["ongoing"]).dates == Dates("2018", None, True, "2018 - ongoing")


def test_a_date_that_is_not_understood_is_kept_as_written() -> None:
    known = practice(dates=["when the dunes moved"])

    assert (known.dates, known.extra) == (None, {"dates": "when the dunes moved"})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("TURQUÍA", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("The Gambia", "GM"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Trinidad and Tobago", "TT"),
        ("Maroc", "MA"),
        ("República Dominicana", "DO"),
        ("Congo", "CG"),
        ("DR Congo", "CD"),
        ("ne", "NE"),
        ("Kosovo", None),
        ("European Union", None),
        ("World", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_names_and_its_code(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_a_country_is_named_in_a_language() -> None:
    assert [country_name("CI", language) for language in ("en", "fr", "es")] == [
        "Côte d’Ivoire",
        "Côte d’Ivoire",
        "Côte d’Ivoire",
    ]
    assert (country_name("DE", "fr"), country_name("DE", "es"), country_name("??")) == ("Allemagne", "Alemania", "??")


def test_countries_may_share_a_line_and_unknown_ones_are_kept() -> None:
    known = practice(countries=["Niger, Mali; Atlantis", "niger", "Kosovo"])

    assert (known.countries, known.extra) == (("NE", "ML"), {"countries": "Atlantis; Kosovo"})


def test_a_name_with_a_comma_in_it_is_one_country() -> None:
    names = ["Congo, Democratic Republic of the", "Korea, Republic of", "Moldova, Republic of"]

    known = practice(countries=names)

    assert (known.countries, known.extra) == (("CD", "KR", "MD"), {})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7", (7,)),
        ("Objective 7", (7,)),
        ("GCM Objective 7: anything", (7,)),
        ("7 - Reduce vulnerabilities", (7,)),
        ("7. Address and reduce vulnerabilities in migration, 2020", (7,)),
        ("ADDRESS AND REDUCE VULNERABILITIES IN MIGRATION", (7,)),
        ("7, 8, 23", (7, 8, 23)),
        ("7; 8\n23; 7", (7, 8, 23)),
        ("Objectives 7 and 8", (7, 8)),
        ("Objectifs 2, 7 et 23", (2, 7, 23)),
        ("Objetivos 2 y 7", (2, 7)),
    ],
)
def test_objectives_are_known_by_number_and_by_title(text: str, numbers: tuple[int, ...]) -> None:
    known = practice(primary_objectives=[text])

    assert (known.primary_objectives, known.extra) == (numbers, {})


@pytest.mark.parametrize("text", ["24", "2030 Agenda", "Peace", "COVID-19", "0"])
def test_what_is_no_objective_is_kept_as_written(text: str) -> None:
    known = practice(primary_objectives=[text])

    assert (known.primary_objectives, known.extra) == (None, {"primary_objectives": text})


def test_a_number_out_of_range_keeps_its_line() -> None:
    known = practice(sdgs=["8, 18"])

    assert (known.sdgs, known.extra) == ((8,), {"sdgs": "8, 18"})


@pytest.mark.parametrize("field", ["countries", "regions", "secondary_objectives", "sdgs", "partners", "related"])
def test_none_is_not_the_same_as_unknown(field: str) -> None:
    stated = [getattr(practice(**{field: [word]}), field) for word in ("None", "N/A", "aucun", "Ninguno")]

    assert stated == [(), (), (), ()]
    assert getattr(practice(**{field: []}), field) is None
    assert getattr(practice(), field) is None


def test_values_that_one_field_cannot_hold_are_kept() -> None:
    known = practice(
        language=["Tide talk"], url=["example.org"], type=["service", "Law/Policy"], submitted=["May", "June"]
    )

    assert (known.language, known.url, known.type, known.submitted) == (None, None, "Service", "May")
    assert known.extra == {"language": "Tide talk", "url": "example.org", "type": "Law/Policy", "submitted": "June"}


def test_links_are_those_stated_and_those_among_the_resources() -> None:
    text = "See (https://example.org/a_(b)), https://example.org/c?d=1. And <http://example.org/e>!"
    resources = Section(SectionKind.ADDITIONAL_RESOURCES, None, text)

    known = practice_from({"title": ["Clock"], "links": ["https://example.org/z"]}, [resources], "page.txt", extra={})

    assert find_addresses("no links: http:// and ftp://example.org") == []
    assert known.links is not None
    assert known.links[0] == "https://example.org/z"
    assert known.links[2:] == ("https://example.org/c?d=1", "http://example.org/e")


def test_the_id_is_the_own_one_else_of_the_address_else_of_the_title() -> None:
    assert slug("Zambia's NRM (2019)") == "zambia-s-nrm-2019"
    assert slug("word " * 40) == "-".join(["word"] * 16)
    assert slug("Часы прилива") == "часы-прилива"
    assert slug_of_address("https://example.org/practice/l%27%C3%A9t%C3%A9/?page=2") == "l-ete"
    assert slug_of_address("https://[broken") == slug_of_address("https://example.org/") == ""
    assert practice(url=["https://example.org/"]).practice_id == "clock"


@pytest.mark.parametrize(
    ("title", "reason"), [([], "no title found"), (["?!"], "no id can be made of the title '\\?!'")]
)
def test_a_practice_without_a_name_is_refused(title: list[str], reason: str) -> None:
    with pytest.raises(PageError, match=f"page.txt: {reason}"):
        practice(title=title)


def test_a_practice_survives_a_trip_through_plain_values() -> None:
    known = practice(dates=["2018"], countries=["None"], sdgs=["8"], partners=["Mint"])

    assert Practice.from_dict(json.loads(json.dumps(known.to_dict()))) == known


def test_numbers_that_are_not_all_understood_are_kept_as_written_too() -> None:
    known = practice(sdgs=["SDG 5, and more", "SDG 10.7"])

    assert known.sdgs == (5, 10)
    assert known.extra == {"sdgs": "SDG 5, and more; SDG 10.7"}


def test_start_and_end_beside_dates_are_kept_as_written() -> None:
    known = practice(dates=["2018"], end=["2020"])

    assert known.dates is not None
    assert known.dates.start == "2018"
    assert known.extra == {"end": "2020"}


@pytest.mark.parametrize("written", ["fr", "fr-CH", "French", "Français", "francés", "французский", "الفرنسية", "法语"])
def test_a_language_is_stated_by_its_code_or_its_name_in_six_languages(written: str) -> None:
    assert practice(language=[written]).language == "fr"


@pytest.mark.parametrize("field", ["partners", "donors", "accountable", "amounts", "countries", "dates", "type"])
@pytest.mark.parametrize("written", ["Not stated", "–", "TBC", "non précisé", "не указано", "غير محدد", "未说明"])
def test_what_says_that_nothing_is_known_is_neither_a_value_nor_none(field: str, written: str) -> None:
    assert getattr(practice(**{field: [written]}), field) is None


def test_none_beside_a_name_is_no_name() -> None:
    assert practice(donors=["None", "Mint"]).donors == ("Mint",)
