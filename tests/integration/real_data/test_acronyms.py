from __future__ import annotations

from pathlib import Path

from corpus import collect
from corpus.text.acronyms import defined, ranked
from corpus.text.strings import fold


def test_real_pages_define_what_they_define_and_nothing_else(shared: Path) -> None:
    folder = shared / "data" / "practices"
    names = ("000_aa12a39304dfbf2e.txt", "gcm_practice_examples.jsonl", "eutf_projects.jsonl")
    acronyms = ranked(map(defined, collect([folder / name for name in names]).practices))
    long_forms = {(acronym.short, fold(acronym.long)) for acronym in acronyms}

    assert len(acronyms) > 200
    assert {
        ("CTiP", "counter trafficking in persons"),
        ("CTIP TWG", "counter trafficking in persons technical working group"),
        ("OIM", "organisation internationale pour les migrations"),
        ("EAAF", "equipo argentino de antropologia forense"),
        ("IDPs", "internally displaced persons"),
        ("HIMO", "haute intensite de main d œuvre"),
    } <= long_forms
    short_forms = {acronym.short for acronym in acronyms}
    assert not {"PREFA", "ONECI", "EUD", "BMZ", "REDTRAM", "USA", "PROTECT", "HPF3"} & short_forms
    assert not [long for short, long in long_forms if short == "IOM" and not long.startswith("international organi")]
    assert not [long for short, long in long_forms if short == "NIDO" and "nigerians in" not in long]
