from __future__ import annotations

from corpus import Practice
from corpus.model import Dates
from service.answers.support import Support, summarise_support

NIGER = Practice("a", "Rescue", countries=("NE",), implementing=("IOM", "Red Cross"), dates=Dates("2016", ongoing=True))
LATER = Practice("b", "Health", countries=("NE",), implementing=("iom",), submitted="12 May 2021")


def test_support_counts_practices_and_implementers_each_once_and_takes_the_latest_year() -> None:
    support = summarise_support([NIGER, LATER, NIGER])

    assert support == Support(2, ("IOM", "Red Cross"), 2021, True, "NE")


def test_practices_from_two_countries_or_unknown_ones_are_not_from_one() -> None:
    assert summarise_support([NIGER, Practice("c", "C", countries=("ML",))]).only_country is None
    assert summarise_support([NIGER, Practice("c", "C", countries=("NE", "ML"))]).only_country is None
    assert summarise_support([NIGER, Practice("c", "C")]).only_country is None
    assert summarise_support([]) == Support()
