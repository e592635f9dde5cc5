from __future__ import annotations

import pytest

from corpus.parsing.fields import practice_from
from corpus.vocabularies.framework_names import OBJECTIVE_NAMES, PRINCIPLE_NAMES, SDG_NAMES
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES, PRINCIPLES, SDGS
from corpus.vocabularies.numbered_lists import NumberedNames

OBJECTIVE, PRINCIPLE, SDG = NumberedNames(OBJECTIVE_NAMES), NumberedNames(PRINCIPLE_NAMES), NumberedNames(SDG_NAMES)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("GCM 7", (7,)),
        ("7, 8 & 23", (7, 8, 23)),
        ("Objectif 7", (7,)),
        ("Objetivo n.º 7", (7,)),
        ("Цель 7", (7,)),
        ("#7", (7,)),
        ("7 8", (7, 8)),
        ("1-3", (1, 2, 3)),
        ("Objectives 1 to 3", (1, 2, 3)),
        ("7 – Reduce vulnerabilities, 8 – Save lives", (7, 8)),
        ("Data, Save lives and Remittances", (1, 8, 20)),
        ("Objectif 10 : Prévenir, combattre et éliminer la traite de personnes", (10,)),
        ("Abordar y reducir las vulnerabilidades en la migración", (7,)),
        ("Use immigration detention only as a measure of last resort and work towards alternatives", (13,)),
    ],
)
def test_objectives_are_known_by_number_or_title_in_three_languages(text: str, numbers: tuple[int, ...]) -> None:
    assert OBJECTIVE.read(text) == (numbers, False)


@pytest.mark.parametrize("text", ["10 years", "24", "COVID-19", "2030 Agenda", "Chapter 7", "Reduce 7"])
def test_a_number_that_is_no_objective_is_not_taken_for_one(text: str) -> None:
    assert OBJECTIVE.read(text) == ((), True)


def test_a_number_and_the_title_of_another_one_are_kept_as_written_too() -> None:
    assert OBJECTIVE.read("Objective 7: Save lives") == ((7,), True)


@pytest.mark.parametrize(
    ("text", "numbers", "more"),
    [
        ("ODD 8", (8,), False),
        ("ODS 8", (8,), False),
        ("SDG10", (10,), False),
        ("SDG 5, SDG 8 and SDG 10", (5, 8, 10), False),
        ("SDG 16: Peace, Justice and Strong Institutions, SDG 17: Partnerships for the Goals", (16, 17), False),
        ("Travail décent et croissance économique", (8,), False),
        ("Paz, justicia e instituciones sólidas", (16,), False),
        ("SDG 10.7", (10,), True),
        ("SDG 8.7, 10.7", (8, 10), True),
        ("Target 10.7: Facilitate orderly migration", (10,), True),
        ("8.a", (8,), True),
    ],
)
def test_goals_are_known_by_number_title_and_target(text: str, numbers: tuple[int, ...], more: bool) -> None:
    assert SDG.read(text) == (numbers, more)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Whole-of-government", 9),
        ("Whole of society approach", 10),
        ("Gender responsive", 7),
        ("Perspectiva de género", 7),
        ("Droits de l’homme", 6),
        ("Principle 6", 6),
    ],
)
def test_principles_are_known_by_their_short_forms(text: str, number: int) -> None:
    assert PRINCIPLE.read(text) == ((number,), False)


def test_every_name_of_an_entry_gives_its_number_and_no_two_share_one() -> None:
    for known, names, all_names in (
        (OBJECTIVE, OBJECTIVES, OBJECTIVE_NAMES),
        (PRINCIPLE, PRINCIPLES, PRINCIPLE_NAMES),
        (SDG, SDGS, SDG_NAMES),
    ):
        assert {n: known.read(name) for n, name in names.items()} == {n: ((n,), False) for n in names}
        assert [
            (n, known.named(name)) for n, of_one in all_names.items() for name in of_one if known.named(name) != n
        ] == []


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Projet / Programme", "Project/Programme"),
        ("proyecto", "Project/Programme"),
        ("Law", "Law/Policy"),
        ("Alianza", "Partnership/Multistakeholder initiative"),
        ("Autre", "Other"),
        ("Ritual", "Ritual"),
    ],
)
def test_types_of_practice_are_known_in_three_languages_and_others_kept(written: str, known: str) -> None:
    practice = practice_from({"title": ["Clock"], "type": [written]}, [], "page.txt", extra={})

    assert practice.type == known
    assert (known in PRACTICE_TYPES) == (written != "Ritual")
