from __future__ import annotations

import json
import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.acronyms import Acronym
from index.query.acronyms import Acronyms, Expansion


def acronym(short: str, long: str, practice_id: str = "p") -> Acronym:
    return Acronym(short, long, practice_id, 0, 0, len(long) + len(short) + 3)


KNOWN = Acronyms(
    [
        acronym("CTiP", "Counter Trafficking in Persons", "bd"),
        acronym("CTIP", "Counter-Trafficking in Persons", "later"),
        acronym("CTIP TWG", "Counter Trafficking in Persons Technical Working Group"),
        acronym("DRC", "Danish Refugee Council", "first"),
        acronym("DRC", "Democratic Republic of the Congo", "second"),
        acronym("DRC", "Danish Refugee council", "third"),
        acronym("NRM", "National Referral Mechanism"),
        acronym("IDPs", "internally displaced persons"),
        acronym("IDP", "internal displacement programme"),
        acronym("OIM", "Organización Internacional para las Migraciones"),
        acronym("EU", "European Union"),
        acronym("ECOWAS", "Economic Community of West African States"),
        acronym("SEAS", "Service d’Écoute aux Arrivants Seuls"),
        acronym("BRICK", "Better Roads in Coastal Kenya"),
        acronym("MoI", "Ministry of the Interior"),
        acronym("M&E", "Monitoring and Evaluation"),
        acronym("OWNP", "One WASH National Programme"),
        acronym("WHO", "World Health Organization"),
        acronym("KIDOR", "Kids in Doreno Region"),
        acronym("DORENO", "Data on Return Northward"),
        acronym("SMH", "SendMoneyHome"),
    ]
)


def forms(query: str) -> list[tuple[str, str]]:
    return [(expansion.written, expansion.other) for expansion in KNOWN.expand(query)]


@pytest.mark.parametrize(
    ("query", "written", "others"),
    [
        ("What does CTiP mean?", "CTiP", ["Counter Trafficking in Persons"]),
        ("CTIP", "CTIP", ["Counter Trafficking in Persons"]),
        ("ctip networks", "ctip", ["Counter Trafficking in Persons"]),
        ("in «Ctip»", "Ctip", ["Counter Trafficking in Persons"]),
        ("the CTIP-TWG", "CTIP-TWG", ["Counter Trafficking in Persons Technical Working Group"]),
        ("NRMs in Zambia", "NRMs", ["National Referral Mechanism"]),
        ("nrms in Zambia", "nrms", ["National Referral Mechanism"]),
        ("IDP camps", "IDP", ["internally displaced persons", "internal displacement programme"]),
        ("DRC", "DRC", ["Danish Refugee Council", "Democratic Republic of the Congo"]),
        ("work in the EU", "EU", ["European Union"]),
        ("M&E plans", "M&E", ["Monitoring and Evaluation"]),
        ("BRICK", "BRICK", ["Better Roads in Coastal Kenya"]),
        ("миграция и OIM", "OIM", ["Organización Internacional para las Migraciones"]),
        ("ecowas", "ecowas", ["Economic Community of West African States"]),
        ("COUNTRIES OF THE ECOWAS REGION", "ECOWAS", ["Economic Community of West African States"]),
        ("counter-trafficking in persons networks", "counter-trafficking in persons", ["CTiP"]),
        ("COUNTER  TRAFFICKING, in person", "COUNTER  TRAFFICKING, in person", ["CTiP"]),
        (
            "la organizacion internacional para las migraciones",
            "organizacion internacional para las migraciones",
            ["OIM"],
        ),
        ("service d'ecoute aux arrivants seuls", "service d'ecoute aux arrivants seuls", ["SEAS"]),
        ("SendMoneyHome", "SendMoneyHome", ["SMH"]),
        (
            "counter trafficking in persons technical working group",
            "counter trafficking in persons technical working group",
            ["CTIP TWG"],
        ),
    ],
)
def test_a_query_gets_the_other_forms(query: str, written: str, others: list[str]) -> None:
    assert forms(query) == [(written, other) for other in others]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?! -",
        "a brick house",
        "WHO IS IN THE EU",
        "who helps",
        "eu",
        "le moi et toi",
        "the SEA",
        "doreno",
        "CTiPs2 XCTiP CTiPX",
        "counter trafficking of persons",
        "Counter Trafficking in",
        "Counter Trafficking in Persons (CTiP)",
        "m e",
        "国际移民组织 هجرة",
    ],
)
def test_other_words_are_left_alone(query: str) -> None:
    assert forms(query) == []


def test_a_word_of_a_long_form_is_an_acronym_only_with_its_capitals() -> None:
    assert forms("DORENO") == [("DORENO", "Data on Return Northward")]


def test_every_form_in_a_query_is_expanded_once_and_in_order() -> None:
    assert KNOWN.expand("Does the NRM help internally displaced persons as the NRM should?") == [
        Expansion("NRM", "National Referral Mechanism", "p"),
        Expansion("internally displaced persons", "IDPs", "p"),
    ]


def test_the_practice_named_is_the_one_that_comes_first() -> None:
    assert [expansion.practice_id for expansion in KNOWN.expand("DRC")] == ["first", "second"]
    assert KNOWN.expand("Counter-Trafficking in Persons") == [Expansion("Counter-Trafficking in Persons", "CTiP", "bd")]


def test_at_most_three_other_forms() -> None:
    many = Acronyms([acronym("ABC", f"Alpha Beta C{letter}") for letter in "abcdef"])

    assert [expansion.other for expansion in many.expand("ABC")] == ["Alpha Beta Ca", "Alpha Beta Cb", "Alpha Beta Cc"]


def test_records_survive_json() -> None:
    records = [json.loads(json.dumps(record)) for record in KNOWN.to_records()]

    assert Acronyms.from_records(records).to_records() == KNOWN.to_records()
    assert Acronyms.from_records(records).expand("CTiP in the DRC") == KNOWN.expand("CTiP in the DRC")
    assert Acronyms([]).expand("CTiP") == []
    assert Acronyms([]).to_records() == []


TOKENS = st.sampled_from("CTiP ctip NRMs counter Counter-Trafficking in persons Persons ( ) - EU the ﬁ ½ İ É".split())


@given(st.one_of(st.text(), st.lists(TOKENS, max_size=12).map(" ".join)))
def test_what_is_said_to_be_written_is_written(query: str) -> None:
    for expansion in KNOWN.expand(query):
        assert expansion.written in query
        assert expansion.other not in query


@given(st.text(), st.text())
def test_any_acronym_can_be_kept_and_asked(short: str, long: str) -> None:
    Acronyms([acronym(short, long)]).expand(f"{short} {long}")


def test_a_query_takes_no_longer_with_many_acronyms() -> None:
    chance = random.Random(0)
    words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 9))) for _ in range(3000)]
    longs = [chance.choices(words, k=chance.randint(2, 6)) for _ in range(2000)]
    many = Acronyms([acronym("".join(word[0] for word in long).upper(), " ".join(long)) for long in longs])
    queries = [" ".join([*chance.choices(words, k=8), *chance.choice(longs), "CTIP"]) for _ in range(300)]

    def seconds(acronyms: Acronyms) -> float:
        started = time.process_time()
        for query in queries:
            acronyms.expand(query)
        return time.process_time() - started

    few = Acronyms([acronym("CTiP", "Counter Trafficking in Persons")])
    assert min(seconds(many) for _ in range(3)) < 8 * min(seconds(few) for _ in range(3))
    assert all(many.expand(query) for query in queries)
