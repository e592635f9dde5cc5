from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from corpus import Amount, Dates, Practice, Section, SectionKind
from index.errors import FacetValueError
from index.facets import definitions
from index.facets.registry import FACETS
from index.facets.values import facet_values, vocabularies_of

FIRST = (
    "country region objective principle sdg type organisation implementing donor partner accountable section language "
    "year start end ongoing amount currency end_date start_date basis"
).split()


def test_each_file_of_the_folder_is_one_facet_of_the_same_name() -> None:
    files = {path.stem for path in Path(definitions.__path__[0]).glob("*.py")} - {"__init__"}

    assert set(FACETS) == files
    assert {name: facet.name for name, facet in FACETS.items()} == {name: name for name in FACETS}


def test_facets_stand_in_the_order_of_their_places() -> None:
    assert list(FACETS)[: len(FIRST)] == FIRST


@pytest.mark.parametrize("name", FACETS)
def test_a_facet_can_be_a_parameter_with_a_title_and_a_hint(name: str) -> None:
    assert name.isidentifier()
    assert FACETS[name].title.strip()
    assert FACETS[name].hint.endswith(".")


@pytest.mark.parametrize("name", FACETS)
def test_the_values_of_a_practice_are_values_that_parse_reads_back(name: str) -> None:
    """What stands in the index can be asked for."""
    page = Practice(
        "x",
        "X",
        (Section(SectionKind.KEY_LESSONS, None, "Text"),),
        language="fr",
        dates=Dates("2018", "2019"),
        countries=("NE", "BD"),
        regions=("Lake Chad Basin",),
        primary_objectives=(7,),
        principles=(8,),
        sdgs=(13,),
        type="Project/Programme",
        implementing=("UNICEF", "Ministère de l’Intérieur"),
        partners=("UNICEF",),
        donors=("UNICEF",),
        accountable=("Ministère de l’Intérieur",),
        amounts=(Amount(3e6, "EUR", "EUR 3 million"),),
    )
    values = facet_values(page, 0, vocabularies=vocabularies_of([page]))[name]

    assert values
    assert [FACETS[name].parse(value) for value in values] == [(value,) for value in values]


def test_an_error_of_a_value_is_one_of_the_index() -> None:
    with pytest.raises(FacetValueError, match="principle '11' is not known; the guiding principles are numbered 1 to"):
        FACETS["principle"].parse("11")


def test_the_words_of_facets_need_no_slow_import() -> None:
    """The command line's help reads them."""
    slow = ["numpy", "babel", "regex", "corpus.vocabularies.organisations", "corpus.text.dates"]
    code = (
        f"import sys, types; corpus = types.ModuleType('corpus'); corpus.__path__ = {list(corpus.__path__)};"
        "sys.modules['corpus'] = corpus; import service.filters.parameters;"
        f"print(sorted(set({slow}) & set(sys.modules)))"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
