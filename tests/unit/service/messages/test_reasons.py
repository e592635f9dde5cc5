"""Every reason has its sentence; these are the words that readers see."""

from __future__ import annotations

import math

import pytest

from service import reasons
from service.messages.reasons import render, render_all
from service.reasons import (
    NamesChanged,
    Narrowing,
    NoRoomToQuote,
    NothingAbout,
    NothingCloseWithin,
    NothingWithin,
    NotUnderstood,
    PhrasesAbsent,
    PlacesMissing,
    Reason,
    ReasonCode,
    Unmet,
    Widening,
    WordsAbsent,
    WriterRefused,
    WriterSilent,
    WriterSlow,
    YearsMissing,
)

NIGER, OF_2019 = Narrowing("country", ("NE",)), Narrowing("year", ("2019",))
WITH_VALUES: dict[Reason, str] = {
    WordsAbsent(("penguins", "moon")): "No passage of the collection contains “penguins”, “moon”.",
    NamesChanged((("Zeelandia", "Zealandia"),)): (
        "No passage of the collection contains “Zeelandia”; what was looked for is “Zealandia”, which may be "
        "another name."
    ),
    PhrasesAbsent(("first aid", "last call")): "No passage holds “first aid” and “last call” word for word.",
    PlacesMissing(("KE",)): "The closest sentence is not said to be about Kenya.",
    PlacesMissing(("KE", "NE")): "The closest sentence is not said to be about Kenya and Niger.",
    NothingAbout("practice", "penguins"): "No practice of the collection is about “penguins”.",
    NothingAbout("network", "penguins", (Narrowing("country", ("NE",)),)): (
        "No network of the collection that states country Niger is about “penguins”."
    ),
    NothingWithin("network"): "No network of the collection is known.",
    NothingWithin("practice", (Narrowing("country", ("KE", "NE")), Narrowing("year", ("2019",)))): (
        "No practice of the collection states country Kenya or Niger and year 2019."
    ),
    PlacesMissing((), ("KE",)): "The closest sentence is about Kenya, which the question leaves out.",
    YearsMissing(((2019, 2019), (2017, math.inf), (-math.inf, 2016), (2017, 2018))): (
        "The closest sentence is not said to be of 2019 and 2017 or later and 2016 or earlier and 2017 to 2018."
    ),
    PlacesMissing((), ("KE",), by_none=True): (
        "All of the closest sentences are about Kenya, which the question leaves out."
    ),
    PlacesMissing(("KE", "NE"), by_none=True): "None of the closest sentences is said to be about Kenya or Niger.",
    YearsMissing(((2019, 2019), (2017, math.inf)), by_none=True): (
        "None of the closest sentences is said to be of 2019 or 2017 or later."
    ),
    Unmet(ReasonCode.NO_SUM_OF_MONEY): "The question asks for a sum of money, and the closest sentence states none.",
    Unmet(ReasonCode.NO_SUM_OF_MONEY, by_none=True): (
        "The question asks for a sum of money, and none of the closest sentences states one."
    ),
    Unmet(ReasonCode.NO_AMOUNT_OR_DATE): (
        "The question asks for an amount or a date, and the closest sentence states none."
    ),
    Unmet(ReasonCode.NO_AMOUNT_OR_DATE, by_none=True): (
        "The question asks for an amount or a date, and none of the closest sentences states one."
    ),
    Unmet(ReasonCode.NOTHING_COUNTED): (
        "The numbers in the closest sentence count something else than the question asks for."
    ),
    Unmet(ReasonCode.NOTHING_COUNTED, by_none=True): (
        "No number in the closest sentences counts what the question asks for."
    ),
    NothingAbout("practice", "penguins", (NIGER,), (Widening((NIGER,), 12),)): (
        "No practice of the collection that states country Niger is about “penguins”; without this condition: "
        "12 practices."
    ),
    NothingAbout("practice", "penguins", (NIGER,), (Widening((NIGER,), 0),)): (
        "No practice of the collection that states country Niger is about “penguins”."
    ),
    NothingWithin("practice", (NIGER, OF_2019), (Widening((NIGER,), 3), Widening((OF_2019,), 1))): (
        "No practice of the collection states country Niger and year 2019; without country Niger: 3 practices; "
        "without year 2019: 1 practice."
    ),
    NothingWithin("practice", (NIGER, OF_2019), (Widening((NIGER, OF_2019), 60),)): (
        "No practice of the collection states country Niger and year 2019; without these conditions: 60 practices."
    ),
    NothingWithin("practice", (NIGER,), (Widening((NIGER,), 4),), "visas"): (
        "No practice of the collection states country Niger; without this condition: 4 practices about “visas”."
    ),
    NothingCloseWithin((NIGER,), 3): (
        "Nothing in the practices that state country Niger is close enough to this question to quote; without this "
        "condition, sentences of 3 practices are."
    ),
    NothingCloseWithin((NIGER, OF_2019), 1): (
        "Nothing in the practices that state country Niger and year 2019 is close enough to this question to quote; "
        "without these conditions, sentences of 1 practice are."
    ),
    NotUnderstood(("not", "May")): "Not understood, and left aside: “not”, “May”.",
    WriterRefused(429): "The answer writer is asked too often, or its quota is used up (status 429).",
    WriterRefused(500): "The answer writer failed (status 500).",
    WriterRefused(307): "The answer writer sends on to another address, which is not followed (status 307).",
    WriterSilent(2.5): "The answer writer was silent for 2.5 seconds.",
    WriterSlow(30.0): "The answer writer took longer than 30 seconds.",
    NoRoomToQuote(300): "The question leaves no room for a quotation within 300 tokens.",
}


@pytest.mark.parametrize(("reason", "sentence"), WITH_VALUES.items())
def test_a_reason_names_its_values(reason: Reason, sentence: str) -> None:
    assert render(reason) == sentence


def test_every_code_has_one_sentence_of_its_own() -> None:
    valued = {reason.code for reason in WITH_VALUES}
    sentences = [render(Reason(code)) for code in ReasonCode if code not in valued]
    kinds = {kind for kind in vars(reasons).values() if isinstance(kind, type) and issubclass(kind, Reason)}

    assert {type(reason) for reason in WITH_VALUES} == kinds - {Reason}
    assert len(set(sentences)) == len(sentences) == len(ReasonCode) - len(valued)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("narrowing", "words"),
    [
        (Narrowing("objective", ("3",)), "GCM objective 3. Provide accurate and timely information"),
        (Narrowing("sdg", ("5",)), "Sustainable Development Goal 5. "),
        (Narrowing("region", ("Western Africa",)), "region Western Africa"),
        (Narrowing("type", ("Law",)), "type of practice Law"),
        (Narrowing("language", ("fr",)), "language French"),
        (Narrowing("year", ("2018-2020", "2023")), "year 2018-2020 or 2023"),
        (Narrowing("basis", ("stated",)), "objectives stated or inferred Stated by the page"),
    ],
)
def test_what_a_list_was_narrowed_to_is_said_facet_by_facet(narrowing: Narrowing, words: str) -> None:
    assert f"states {words}" in render(NothingWithin("practice", (narrowing,)))


def test_reasons_are_said_in_their_order() -> None:
    assert render_all(()) == ""
    assert render_all((Reason(ReasonCode.NOTHING_CLOSE), WordsAbsent(("moon",)))) == (
        "Nothing in the collection is close enough to this question to quote. "
        "No passage of the collection contains “moon”."
    )
