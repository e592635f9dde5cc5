from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.strings import fold
from corpus.vocabularies.organisation_lists import split_organisations

KNOWN = ("IOM", "UNHCR", "World Health Organization (WHO)", "Agence Française de Développement", "European Union")
WITH_COMMAS = (
    "Ministry of Labour, Employment and Social Security",
    "Ministère de l'économie, des finances et du développement",
    "Ministerio de Inclusión, Seguridad Social y Migraciones",
    "Министерство труда, занятости и социальной защиты населения",
    "Fund for Towns, Rivers and Roads",
    "Ministry of Women, Youth, Sports and Social Affairs",
)


@given(
    st.lists(st.sampled_from(KNOWN + WITH_COMMAS), min_size=1, max_size=8, unique=True), st.sampled_from([", ", " , "])
)
def test_names_with_commas_stay_whole_among_others_whatever_their_order(names: list[str], comma: str) -> None:
    assert split_organisations(comma.join(names)) == tuple(names)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "EU Delegation to Morocco, EU Delegation to Tunisia",
            ("EU Delegation to Morocco", "EU Delegation to Tunisia"),
        ),
        ("IOM, Ministry of Health and Ministry of Labour", ("IOM", "Ministry of Health", "Ministry of Labour")),
        ("IOM and the Danish Red Cross", ("IOM", "the Danish Red Cross")),
        ("Germany, Sweden, Denmark", ("Germany", "Sweden", "Denmark")),
        ("Acme Consulting, Inc., IOM", ("Acme Consulting, Inc.", "IOM")),
        ("Harbour Guild, Tide House, River Watch", ("Harbour Guild", "Tide House", "River Watch")),
        (
            "UNICEF, Foreign Affairs, Trade and Development Canada",
            ("UNICEF", "Foreign Affairs, Trade and Development Canada"),
        ),
        ("国际移民组织、联合国难民署", ("国际移民组织", "联合国难民署")),
        ("وزارة العمل، المنظمة الدولية للهجرة", ("وزارة العمل", "المنظمة الدولية للهجرة")),
    ],
)
def test_a_list_with_commas_is_split(line: str, names: tuple[str, ...]) -> None:
    assert split_organisations(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Medium, Small and Micro Enterprise Development Agency",
        "University of Nairobi, Kenya",
        "City of Milan, Italy",
        "UNHCR, Geneva",
        "UNHCR, Geneva, Switzerland",
        "IOM, Regional Office for Asia",
        "IOM, Niger",
        "Special Commissioner, Ministry of Interior",
        "Caritas, local authorities",
        "Department of Foreign Affairs, Trade and Development",
        "Office of the Prime Minister (Refugees, Disaster Preparedness and Management)",
    ],
)
def test_a_comma_that_leaves_a_doubt_does_not_split(line: str) -> None:
    assert split_organisations(line) == (line,)


def test_unknown_names_are_split_only_where_the_commas_are_all_that_parts_the_values() -> None:
    line = "Harbour Guild, Tide House, River Watch"

    assert len(split_organisations(line)) == 3
    assert split_organisations(line, is_all=False) == (line,)
    assert split_organisations("IOM, UNHCR", is_all=False) == ("IOM", "UNHCR")


pieces = st.sampled_from(
    [*KNOWN, *WITH_COMMAS, "Guild", "Niger", "and Roads", "Inc.", "Fund", "a (b, c)", "", "Tide and Sun"]
)


@given(st.lists(pieces, max_size=10).map(", ".join) | st.text(max_size=60))
def test_no_word_is_lost_and_their_order_stays(line: str) -> None:
    names = split_organisations(line)

    left = fold(line).split()
    for word in fold(" ".join(names)).split():
        assert word in left
        left = left[left.index(word) + 1 :]
    assert set(fold(line).split()) - set(fold(" ".join(names)).split()) <= {"and", "et", "y", "e", "и", "و"}
