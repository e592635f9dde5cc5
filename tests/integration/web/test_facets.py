from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus import Dates, Limit, Practice, default_counter
from corpus.loading.collect import Collection
from corpus.text.strings import fold
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from service.bootstrap import Bootstrap
from service.filters.parameters import TITLES
from service.filters.parsing import parse_filters
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

ORGANISATIONS = tuple(f"Organisation {number}" for number in range(300))


@pytest.fixture
def client(tmp_path: Path, hashing_embedder: Embedder, small_practices: list[Practice]) -> Iterator[TestClient]:
    """Ten practices with text and one that has a title only; three hundred organisations."""
    practices = [
        replace(
            practice,
            dates=Dates("2015", str(2016 + number)),
            implementing=("UNICEF", "Croix-Rouge", *ORGANISATIONS[number::10]) if number % 3 == 0 else ("unicef",),
            partners=("<b>Bold</b> & Co",) if number == 1 else None,
            donors=((), ("UNICEF", "All: Alliance"))[number] if number < 2 else None,
            sdgs=(number % 4 + 1,),
        )
        for number, practice in enumerate(small_practices)
    ]
    practices.append(Practice("untold", "Untold", countries=("NE",), primary_objectives=(1,), dates=Dates("2018")))
    folder = tmp_path / "index"
    build_snapshot(folder, Collection(practices=practices), hashing_embedder, Limit(default_counter(), 100))
    with TestClient(create_app(LiveIndex(Bootstrap(Settings(index=folder), hashing_embedder)))) as client:
        yield client


def counts(client: TestClient, **params: object) -> dict[str, dict[str, int]]:
    body = client.get("/api/v1/facets", params={"top": 1000, **params}).json()
    return {
        facet["facet"]: {value["value"]: value["practices"] for value in facet["values"]} for facet in body["facets"]
    }


def page(client: TestClient, **params: object) -> LexborHTMLParser:
    return LexborHTMLParser(client.get("/", params=params).text)


@pytest.mark.parametrize("filters", [{}, {"country": "NE"}, {"objective": ["1", "2"], "section": "innovation"}])
def test_a_count_is_the_number_of_practices_found_with_that_value(
    client: TestClient, filters: dict[str, object]
) -> None:
    for facet, of_values in counts(client, q="harbour", **filters).items():
        for value, expected in list(of_values.items())[:5]:
            params = {"q": "harbour", "top": 100, **filters, facet: value}
            matches = client.get("/api/v1/search", params=params).json()["practices"]
            assert len(matches) == expected, (facet, value)


def test_facets_name_each_value_and_mark_the_chosen_ones(client: TestClient) -> None:
    params = {"q": "x", "country": ["Niger", "Peru"], "organisation": "unicef", "year": "2016-2017", "top": 1}

    body = client.get("/api/v1/facets", params=params).json()

    by_facet = {offer["facet"]: offer for offer in body["facets"]}
    assert {facet: offer["label"] for facet, offer in by_facet.items()} == TITLES
    assert body["practices"] == 5
    assert body["snapshot"] == client.get("/readyz").text.strip()
    assert by_facet["country"]["values"] == [
        {"value": "BD", "label": "Bangladesh", "practices": 5, "selected": False},
        {"value": "NE", "label": "Niger", "practices": 5, "selected": True},
        {"value": "PE", "label": "Peru", "practices": 0, "selected": True},
    ]
    assert by_facet["organisation"]["values"] == [
        {"value": "unicef", "label": "UNICEF", "practices": 5, "selected": True}
    ]
    assert [value["value"] for value in by_facet["year"]["values"]] == ["2017", "2016-2017"]


def test_a_practice_without_text_is_listed_and_counted_where_nothing_is_asked(client: TestClient) -> None:
    filters = {"country": "NE", "objective": "1", "year": "2018"}

    listed = client.get("/api/v1/practices", params=filters).json()
    browsing = client.get("/api/v1/facets", params=filters).json()
    asking = client.get("/api/v1/facets", params={"q": "harbour", **filters}).json()
    of_section = client.get("/api/v1/practices", params={**filters, "section": "summary"}).json()

    assert "untold" in [practice["practice_id"] for practice in listed]
    assert "untold" not in [practice["practice_id"] for practice in of_section]
    assert (browsing["practices"], asking["practices"]) == (len(listed), len(listed) - 1)
    assert "Untold" in page(client, **filters).css_first(".listing").text()


def test_practices_are_listed_in_pages_of_the_filtered_set(client: TestClient) -> None:
    everything = client.get("/api/v1/practices", params={"country": "BD"}).json()
    second = client.get("/api/v1/practices", params={"country": "BD", "offset": 1, "limit": 2}).json()

    assert [practice["countries"] for practice in everything] == [["BD"]] * 5
    assert second == everything[1:3]


def test_the_box_offers_values_with_counts_and_keeps_what_is_chosen(client: TestClient) -> None:
    box = page(client, q="harbour", country="NE", organisation="Organisation 299", year="2016-2018,2020")

    ticked = {
        (node.attributes["name"], node.attributes["value"])
        for node in box.css("form.ask input[type=checkbox]")
        if "checked" in node.attributes
    }
    years = box.css_first("form.ask input[name=year]")
    assert ticked == {("country", "NE"), ("organisation", "organisation 299")}
    assert years.attributes["value"] == "2016-2018; 2020"
    chips = {chip.text(strip=True): chip.attributes["href"] for chip in box.css(".chips a:not(.turn)")}
    assert [name.removeprefix("Remove the filter").strip(" ×") for name in chips] == [
        "Country: Niger",
        "Organisation: Organisation 299",
        "Year: 2016-2018",
        "Year: 2020",
        "Remove all filters",
    ]
    assert list(chips.values())[2] == "/?q=harbour&country=NE&organisation=organisation+299&year=2020"
    assert list(chips.values())[-1] == "/?q=harbour"


def test_hundreds_of_values_are_a_dozen_to_tick_and_the_rest_to_type(client: TestClient) -> None:
    box = page(client)

    ticked = [node.attributes["value"] for node in box.css("input[name=organisation][type=checkbox]")]
    suggested = [node.attributes["value"] for node in box.css("#l-organisation option")]
    assert len(ticked) == 12 + 1
    assert ticked[-1] == "missing"
    assert ticked[:2] == ["unicef", "croix rouge"]
    assert 100 < len(suggested) <= 200
    assert box.css_first("input[name=organisation][list=l-organisation]") is not None
    narrowed = page(client, organisation=suggested[-1])
    assert narrowed.css_first(".chips a").text().count(suggested[-1]) == 1
    assert len(narrowed.css(".listing li")) == 1
    assert narrowed.css_first("input[name=organisation][type=checkbox]").attributes["value"] == fold(suggested[-1])


def test_every_control_of_the_box_has_a_name(client: TestClient) -> None:
    box = page(client, country="NE")

    named = {label.attributes.get("for") for label in box.css("form.ask label")}
    for field in box.css("form.ask input"):
        assert field.attributes.get("id") in named or field.parent.tag == "label"
    for group in box.css("form.ask fieldset"):
        assert group.css_first("legend").text().strip() in TITLES.values()
    numbers = [int(node.attributes["value"]) for node in box.css("input[name=sdg]:not([value=missing])")]
    assert numbers == sorted(numbers)


def test_the_facts_of_a_practice_lead_to_all_that_share_them(client: TestClient) -> None:
    reading = LexborHTMLParser(client.get("/practices/practice-orchard").text)

    links = {link.text(): link.attributes["href"] for link in reading.css(".fields a")}
    assert {"<b>Bold</b> & Co", "All: Alliance"} <= set(links)
    for name, address in links.items():
        shown = LexborHTMLParser(client.get(address).text)
        assert "The orchard project" in shown.css_first(".listing").text(), name


def test_what_is_not_stated_is_counted_apart_from_none(client: TestClient) -> None:
    body = client.get("/api/v1/facets").json()
    (donor,) = [facet for facet in body["facets"] if facet["facet"] == "donor"]
    box = page(client)
    texts = [node.text(strip=True) for node in box.css("details.facet .note")]
    tick = box.css_first("input[name=donor][value=missing]").parent.text(strip=True)

    assert (body["practices"], len(donor["values"]), donor["none"], donor["not_stated"]) == (11, 2, 1, 9)
    assert donor["missing"] == len(client.get("/api/v1/practices", params={"donor": "missing"}).json()) == 10
    assert tick == "Not stated, or none10practices"
    assert "Of these 1 say that there is none." in texts


def test_the_reading_view_tells_donors_from_partners_and_says_what_is_not_stated(client: TestClient) -> None:
    practices = {practice["title"]: practice["practice_id"] for practice in client.get("/api/v1/practices").json()}
    views = [LexborHTMLParser(client.get(f"/practices/{p}").text) for p in practices.values()]
    labels = [{node.text() for node in view.css("dt")} for view in views]

    assert sum("Donors" in names for names in labels) == 2
    assert all("Donors" in names or "donors" in view.body.text() for names, view in zip(labels, views, strict=True))


def test_a_choice_is_turned_into_its_opposite_and_back_by_a_link(client: TestClient) -> None:
    chosen = page(client, country="NE", year="2016-2018")

    turn = chosen.css_first(".chips .turn")
    turned = LexborHTMLParser(client.get(turn.attributes["href"]).text)
    back = turned.css_first(".chips .turn")

    assert turn.text(strip=True) == "exclude instead: Country not Niger"
    assert turned.css_first(".chips a").text(strip=True).startswith("Remove the filterCountry: not Niger")
    assert len(turned.css(".listing li")) == len(
        client.get("/api/v1/practices", params={"country": "not:NE", "year": "2016-2018"}).json()
    )
    assert back.text(strip=True) == "include instead: Country Niger"
    assert back.attributes["href"] == "/?country=NE&year=2016-2018"


@pytest.mark.parametrize(
    "filters",
    [
        {"country": ["not:NE", "missing"], "year": ["2016-2018", "not:2017"]},
        {"country": ["all:NE", "all:ML", "BD"], "organisation": ["not:unicef"]},
        {"amount": ["EUR 1000-2000", "-500", "missing"], "section": ["not:summary"]},
        {"type": ["any:not: a project"]},
    ],
)
def test_sending_the_form_of_a_search_again_is_the_same_search(
    client: TestClient, filters: dict[str, list[str]]
) -> None:
    """With hidden fields for what has no control of its own."""
    form = page(client, **filters).css_first("form.ask")

    sent: dict[str, list[str]] = {}
    for field in form.css("input"):
        if field.attributes.get("type") != "checkbox" or "checked" in field.attributes:
            value = field.attributes["value"] or ""
            sent.setdefault(field.attributes["name"] or "", []).append(value)
    again = parse_filters({facet: values for facet, values in sent.items() if facet in TITLES})

    assert {facet: set(values) for facet, values in again.items()} == {
        facet: set(values) for facet, values in filters.items()
    }


def test_operators_narrow_every_route(client: TestClient) -> None:
    for facet, value in (("country", "not:NE"), ("year", "2020-"), ("donor", "missing"), ("section", "not:summary")):
        listed = {p["practice_id"] for p in client.get("/api/v1/practices", params={facet: value}).json()}
        params = {"q": "harbour", facet: value, "top": 100}
        searched = client.get("/api/v1/search", params=params).json()["practices"]
        answered = client.get("/api/v1/answer", params=params).json()["practices"]
        exported = client.get("/api/v1/export", params={**params, "format": "csv"}).text
        rows = list(csv.DictReader(io.StringIO(exported.removeprefix("\ufeff"), newline="")))

        expected = listed - {"untold"}
        assert {p["practice_id"] for p in searched} == {p["practice_id"] for p in answered} == expected
        assert {row["practice_id"] for row in rows} == expected
        assert parse_filters(parse_qs(rows[0]["filters"])) == {facet: (value,)}
        assert rows[0]["narrowed_to"].startswith(TITLES[facet])


def test_a_colon_behind_no_operator_is_refused_with_what_exists_or_part_of_a_name(client: TestClient) -> None:
    refused = client.get("/api/v1/practices", params={"country": "foo:Niger"})

    assert refused.status_code == 400
    assert "'foo:Niger'" in refused.json()["detail"]
    assert "not:VALUE" in refused.json()["detail"]
    assert client.get("/api/v1/practices", params={"organisation": "UN: Women"}).json() == []
