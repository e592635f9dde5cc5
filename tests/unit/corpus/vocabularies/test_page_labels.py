from __future__ import annotations

import pytest

from corpus.model import SectionKind
from corpus.vocabularies.page_labels import field_of, page_field, section_of, site_section


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("1. Summary", SectionKind.SUMMARY),
        ("II. Key lessons", SectionKind.KEY_LESSONS),
        ("3 - Lessons learnt", SectionKind.KEY_LESSONS),
        ("2.1 Benefit and Impact", SectionKind.BENEFIT_AND_IMPACT),
        ("b) Innovation", SectionKind.INNOVATION),
        ("SUMMARY:", SectionKind.SUMMARY),
        ("**Summary**", SectionKind.SUMMARY),
        ("Résultats et impact", SectionKind.BENEFIT_AND_IMPACT),
        ("Lecciones aprendidas", SectionKind.KEY_LESSONS),
        ("Recommandations (si la pratique doit être reproduite)", SectionKind.RECOMMENDATIONS),
        ("Ressources complémentaires", SectionKind.ADDITIONAL_RESOURCES),
    ],
)
def test_a_heading_is_known_in_three_languages_whatever_its_numbering(heading: str, kind: SectionKind) -> None:
    assert (section_of(heading), site_section(heading)) == (kind, kind)


@pytest.mark.parametrize("line", ["Results", "Impact", "Description", "Images", "1. Background"])
def test_a_word_that_may_be_anything_is_no_heading_in_running_text(line: str) -> None:
    assert site_section(line) is None


@pytest.mark.parametrize(
    "heading", ["Bonnes pratiques", "Background", "A Summary", "Contexto", "Additional information"]
)
def test_a_heading_of_another_meaning_is_of_no_kind(heading: str) -> None:
    assert section_of(heading) is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Pays : Niger", ("countries", "Niger")),
        ("**País:** Chile", ("countries", "Chile")),
        ("Country: Kosovo*", ("countries", "Kosovo*")),
        ("4. Dates", ("dates", "")),
        ("Dates\t2018 - 2020", ("dates", "2018 - 2020")),
        ("Objectifs principaux du GCM", ("primary_objectives", "")),
        ("Objectifs principaux du Pacte mondial", ("primary_objectives", "")),
        ("Objetivos secundarios del Pacto Mundial", ("secondary_objectives", "")),
        ("Organisation(s) de mise en œuvre", ("implementing", "")),
        ("Main implementing organisation(s):", ("implementing", "")),
        ("Organizaciones socias/donantes", ("partners", "")),
        ("Date de soumission : 12 mars 2021", ("submitted", "12 mars 2021")),
        ("GCM Guiding Principles*", ("principles", "")),
    ],
)
def test_a_field_is_known_by_its_label_in_three_languages(line: str, field: tuple[str, str]) -> None:
    assert page_field(line) == field


@pytest.mark.parametrize("line", ["Main objectives", "Partners", "Objectives: fewer boats", "End", "SDGs matter"])
def test_a_line_that_may_be_a_heading_of_the_text_is_no_label(line: str) -> None:
    assert page_field(line) is None


def test_the_key_of_a_record_may_be_shorter_than_a_label() -> None:
    keys = ["Objectives", "odd", "Socios", "titre", "mood"]

    assert [field_of(key) for key in keys] == ["primary_objectives", "sdgs", "partners", "title", None]
