from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import BUILT_IN, Practice, Section, SectionKind, collect
from corpus.text import acronyms
from corpus.text.acronyms import Acronym, defined, definitions, ranked
from corpus.text.strings import fold


def pairs(text: str) -> list[tuple[str, str]]:
    return [(short, long) for short, long, *_ in definitions(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("They work on Counter Trafficking in Persons (CTiP) now.", "CTiP", "Counter Trafficking in Persons"),
        ("The CTiP (Counter Trafficking in Persons) group", "CTiP", "Counter Trafficking in Persons"),
        ("a WASH (“water, sanitation and hygiene”) kit", "WASH", "water, sanitation and hygiene"),
        ("EU (the European Union) funds", "EU", "European Union"),
        ("two National Referral Mechanisms (NRMs)", "NRMs", "National Referral Mechanisms"),
        ("bilateral labour migration agreements (BLMAS)", "BLMAS", "bilateral labour migration agreements"),
        ("a Multi-Partner Trust Fund (MPTF)", "MPTF", "Multi-Partner Trust Fund"),
        ("a Cross-border Health Fund (CHF)", "CHF", "Cross-border Health Fund"),
        ("counter-trafficking in persons (CTIP)", "CTIP", "counter-trafficking in persons"),
        ("the Office on Drugs and Crime (ODC)", "ODC", "Office on Drugs and Crime"),
        ("Micro, Small and Medium Enterprises (MSMEs)", "MSMEs", "Micro, Small and Medium Enterprises"),
        ("Monitoring & Evaluation (M&E)", "M&E", "Monitoring & Evaluation"),
        ("Monitoring and Evaluation (M&E)", "M&E", "Monitoring and Evaluation"),
        ("a Technical Working Group on Data (TWG-D)", "TWG-D", "Technical Working Group on Data"),
        ("Data Team Technical Working Group (DT TWG)", "DT TWG", "Data Team Technical Working Group"),
        ("the website SendMoneyHome (SMH)", "SMH", "SendMoneyHome"),
        ("United Nations Children's Fund (UNICEF)", "UNICEF", "United Nations Children's Fund"),
        ("the Caribbean Community (CARICOM)", "CARICOM", "Caribbean Community"),
        ("the Government of Ghana’s (GoG) plan", "GoG", "Government of Ghana"),
        ("ministry workers' affairs unit (MWAU)", "MWAU", "ministry workers' affairs unit"),
        ("with theMinistry of Local Roads (MoLR)", "MoLR", "Ministry of Local Roads"),
        ("Health Service Phase 2 (HSP2)", "HSP2", "Health Service Phase 2"),
        (
            "de l’Organisation internationale pour les migrations (OIM)",
            "OIM",
            "Organisation internationale pour les migrations",
        ),
        ("el Pacto Mundial para la Migración (PMM)", "PMM", "Pacto Mundial para la Migración"),
        ("Comité international de la Croix-Rouge (CICR)", "CICR", "Comité international de la Croix-Rouge"),
        ("une Équipe Mobile de Santé (EMS)", "EMS", "Équipe Mobile de Santé"),
        ("une Equipe Mobile d'Écoute (ÉMÉ)", "ÉMÉ", "Equipe Mobile d'Écoute"),
        ("Haute Intensité de Main d’Œuvre (HIMO)", "HIMO", "Haute Intensité de Main d’Œuvre"),
        ("la Communauté économique des États (CEDE)", "CEDE", "Communauté économique des États"),
        ("« Réseau des Villes du Sahel » (RVS)", "RVS", "Réseau des Villes du Sahel"),
        ("**Border Health Plan** (BHP)", "BHP", "Border Health Plan"),
        ('a National Referral Mechanism (hereafter "NRM")', "NRM", "National Referral Mechanism"),
        ('a National Referral Mechanism ("the NRM")', "NRM", "National Referral Mechanism"),
        ("a National Referral Mechanism (also called NRM)", "NRM", "National Referral Mechanism"),
        ("le Mécanisme de Réponse Rapide (ci-après dénommé le « MRR »)", "MRR", "Mécanisme de Réponse Rapide"),
        ("la Red de Apoyo Local (en adelante, la RAL)", "RAL", "Red de Apoyo Local"),
        ("le Plan de Gestion des Frontières (PGF, 2016-2025)", "PGF", "Plan de Gestion des Frontières"),
        ("Assisted Voluntary\nReturn (AVR)", "AVR", "Assisted Voluntary Return"),
        ("the BHP, a Border Health Plan (BHP)", "BHP", "Border Health Plan"),
        ("people (including Refugee Host Areas (RHA))", "RHA", "Refugee Host Areas"),
    ],
)
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "It began early (2018) and ended late (2019-2021).",
        "many (12) of them, all (i) new, (ii) small, (iv) intern villages (IV), (a) good, vulnerable (V)",
        "the practice(s) and migrant(s), voisin(ne)s",
        "Support for girls (women) and boys (men); four towns (Lagos, Accra); Kenya (KE, UG)",
        "as others found (Smith 2010), improving our migration (IOM, 2018), in our models (IOM 2018)",
        "better inclusion of mothers (IOM, 2018)",
        "several Indian offices (see IOM); migrants (including IDPs); made in the context (of the CRRF)",
        "Assembly of the State of California (USA)",
        "the Federal Office for Road Works (BXZ)",
        "an Education Plan for Employment (MEPE)",
        "the Delegation of the Eastern Union to Sidon (EUD)",
        "le club de Nageurs du delto (NADO)",
        "avec les notes scolaires finales (NSEF)",
        "organisation nouvelle du grand commerce et industrie (ONCEI)",
        "El Fondo de Apoyo a la Región (FAA)",
        "health. Posts (HP)",
        "health; posts (HP)",
        "Accra, Lagos (AL)",
        "One paragraph about health\n\nposts (HP)",
        "of Union (OU)",
        "non-governmental organisations (GO)",
        "the IOM Office Migration (IOM)",
        "small enterprise (SEs)",
        "Somalia (SO) and Community (CMT)",
        "OIM (Ginebra) and OIM (with other international members)",
        "Программа миграции населения (ПМН) и 国际移民组织 (国移组) (IOM) منظمة (IOM)",
        "()(())((((A B (",
        "",
    ],
)
def test_what_is_no_definition_is_left(text: str) -> None:
    assert pairs(text) == []


def test_the_nearest_words_that_begin_with_the_letters_are_meant() -> None:
    assert pairs("Care Centre of the Community Care Centre (CCC)") == [("CCC", "Community Care Centre")]
    assert pairs("a Central Office for Coordination (COC)") == [("COC", "Central Office for Coordination")]


def test_spans_hold_the_whole_definition() -> None:
    text = "Both Counter Trafficking in Persons (CTiP) and the « Fonds pour les Routes » (FR), or UN (United Nations)."

    assert [text[start:end] for *_, start, end in definitions(text)] == [
        "Counter Trafficking in Persons (CTiP)",
        "Fonds pour les Routes » (FR)",
        "UN (United Nations)",
    ]


PIECES = st.sampled_from(
    "( ) (( )) « » \" ' ’ - – & / , . ; * _ \n s 's ’s the of and et de l’ d' A B C CTiP NRMs (NRM) (IOM, 2018) É œ É "
    "Counter Trafficking in Persons National Referral Mechanism SendMoney 2 2018 Миграция 移民 ß ² ﬁ".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_exact_spans_in_order(text: str) -> None:
    last = 0
    for short, long, start, end in definitions(text):
        span = text[start:end]
        assert last <= start < end <= len(text)
        assert short in span
        assert long in " ".join(span.split())
        assert span.endswith(")")
        assert long == long.strip()
        assert fold(short) != fold(long)
        last = end


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9).map(str.capitalize), min_size=2, max_size=6),
    st.text(alphabet="ab .,\n("),
)
def test_first_letters_are_found_in_both_orders_wherever_they_stand(words: list[str], before: str) -> None:
    short, long = "".join(word[0] for word in words), " ".join(words)
    if set(short) <= set("IVX") or fold(short) in fold(long).split() or fold(words[0]) in acronyms._FUNCTION_WORDS:
        return
    for written in (f"{long} ({short})", f"{short} ({long})"):
        text = f"{before}. {written}"
        assert (short, long, len(text) - len(written), len(text)) in definitions(text)


def practice(practice_id: str, *texts: str, title: str = "") -> Practice:
    return Practice(practice_id, title, tuple(Section(SectionKind.OTHER, None, text) for text in texts))


def test_ranking_names_the_first_source_and_puts_first_what_most_practices_say() -> None:
    practices = [
        practice("a", "Nothing.", "A Dairy Research Centre (DRC). A Dairy Research Centre (DRC)."),
        practice("b", "In the Danish Refugee Council (DRC)", title="National Referral Mechanism (NRM)"),
        practice("c", "the DANISH Refugee-Council (DRC)"),
    ]

    assert ranked(map(defined, practices)) == [
        Acronym("DRC", "Danish Refugee Council", "b", 0, 7, 35),
        Acronym("DRC", "Dairy Research Centre", "a", 1, 2, 29),
    ]


def test_the_built_in_collection_defines_its_acronyms() -> None:
    practices = collect([BUILT_IN]).practices
    acronyms = ranked(map(defined, practices))
    sections = {practice.practice_id: practice.sections for practice in practices}

    assert acronyms == ranked(map(defined, practices))
    assert {"BDUNNM", "CTiP", "IOM", "NRM", "OIM", "OUMWA"} <= {acronym.short for acronym in acronyms}
    for acronym in acronyms:
        assert sections[acronym.practice_id][acronym.section].text[acronym.start : acronym.end].endswith(")")
