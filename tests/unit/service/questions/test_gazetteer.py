"""The names of organisations: what each of them means, and what it takes to know."""

from __future__ import annotations

from service.questions.gazetteer import _organisation_names
from tests.support.growth import grows_in_proportion


def test_the_time_that_names_of_organisations_take_grows_with_their_number() -> None:
    def names(count: int) -> dict[str, tuple[tuple[str, ...], str]]:
        words = "Ministry Agency Union Council Institute Bureau".split()
        written = {
            f"value-{number}": f"{words[number % 6]} of Labour and Migration of Town {number} (OA{number}X)"
            for number in range(count)
        }
        return _organisation_names(written)

    assert len(names(8)) > 8
    assert grows_in_proportion(names, 4_000)


def test_an_organisation_is_meant_by_every_name_that_another_one_holds_as_whole_words() -> None:
    written = {
        "a": "Red Cross",
        "b": "Danish Red Cross (DRC)",
        "c": "Crossing Borders",
        "d": "The Red Cross of the Red Cross",
        "e": "DRC Kenya",
    }

    meanings = _organisation_names(written)

    assert meanings["Red Cross"][0] == ("a", "b", "d")
    assert meanings["Danish Red Cross"][0] == meanings["DRC"][0] == ("b", "e")
    assert meanings["Crossing Borders"][0] == ("c",)
