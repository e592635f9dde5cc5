from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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
            donors=((), ("UNICEF",))[number] if number < 2 else None,
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
    assert [value["value"] for value in by_facet["year"]["values"]] == ["2017", "2016"]


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
    assert years.attributes["value"] == "2016-2018, 2020"
    chips = {chip.text(strip=True): chip.attributes["href"] for chip in box.css(".chips a")}
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
    assert len(ticked) == 12
    assert ticked[:2] == ["unicef", "croix rouge"]
    assert 100 < len(suggested) <= 200
    assert box.css_first("input[name=organisation][list=l-organisation]") is not None
    narrowed = page(client, organisation=suggested[-1])
    assert narrowed.css_first(".chips").text().count(suggested[-1]) == 1
    assert len(narrowed.css(".listing li")) == 1
    assert narrowed.css_first("input[name=organisation][type=checkbox]").attributes["value"] == fold(suggested[-1])


def test_every_control_of_the_box_has_a_name(client: TestClient) -> None:
    box = page(client, country="NE")

    named = {label.attributes.get("for") for label in box.css("form.ask label")}
    for field in box.css("form.ask input"):
        assert field.attributes.get("id") in named or field.parent.tag == "label"
    for group in box.css("form.ask fieldset"):
        assert group.css_first("legend").text().strip() in TITLES.values()
    numbers = [int(node.attributes["value"]) for node in box.css("input[name=sdg]")]
    assert numbers == sorted(numbers)


def test_the_facts_of_a_practice_lead_to_all_that_share_them(client: TestClient) -> None:
    reading = LexborHTMLParser(client.get("/practices/practice-orchard").text)

    links = {link.text(): link.attributes["href"] for link in reading.css(".fields a")}
    assert "<b>Bold</b> & Co" in links
    for name, address in links.items():
        shown = LexborHTMLParser(client.get(address).text)
        assert "The orchard project" in shown.css_first(".listing").text(), name


def test_what_is_not_stated_is_counted_apart_from_none(client: TestClient) -> None:
    body = client.get("/api/v1/facets").json()
    (donor,) = [facet for facet in body["facets"] if facet["facet"] == "donor"]
    texts = [node.text(strip=True) for node in page(client).css("details.facet .note")]

    assert (body["practices"], len(donor["values"]), donor["none"], donor["not_stated"]) == (11, 1, 1, 9)
    assert "Not stated: 9 · None, as the page says: 1" in texts


def test_the_reading_view_tells_donors_from_partners_and_says_what_is_not_stated(client: TestClient) -> None:
    practices = {practice["title"]: practice["practice_id"] for practice in client.get("/api/v1/practices").json()}
    views = [LexborHTMLParser(client.get(f"/practices/{p}").text) for p in practices.values()]
    labels = [{node.text() for node in view.css("dt")} for view in views]

    assert sum("Donors" in names for names in labels) == 2
    assert all("Donors" in names or "donors" in view.body.text() for names, view in zip(labels, views, strict=True))
