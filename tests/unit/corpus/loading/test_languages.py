from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus import Practice, Section, SectionKind, collect
from corpus.loading.inspection import inspect_file
from corpus.loading.languages import as_stated, with_language
from corpus.loading.merging import merge_captures

FRENCH = "Le fonds prête de l'argent aux familles qui rentrent au pays, et les accompagne pendant deux ans."
ENGLISH = "A short note for readers who do not read the rest."


def practice(*texts: str, language: str | None = None) -> Practice:
    sections = tuple(Section(SectionKind.OTHER, f"H{n}", text) for n, text in enumerate(texts))
    return Practice("x", "Fonds", sections, language=language)


def test_the_language_of_most_of_the_text_is_that_of_the_practice_and_marked_as_detected() -> None:
    detected = with_language(practice(ENGLISH, FRENCH * 3))

    assert (detected.language, detected.language_basis) == ("fr", "detected")
    assert as_stated(detected) == practice(ENGLISH, FRENCH * 3)


def test_a_stated_language_stays_whatever_the_text_is_in_and_a_name_tells_none() -> None:
    stated = practice(FRENCH, language="en")

    assert with_language(stated) == stated
    assert with_language(practice("IOM")).language is None


def test_a_stated_language_wins_over_a_detected_one_when_captures_are_merged() -> None:
    detected, stated = with_language(practice(FRENCH)), practice(FRENCH, language="fr")

    for pair in ((detected, stated), (stated, detected)):
        merged, differing = merge_captures(*pair)
        assert (merged.language, merged.language_basis, differing) == ("fr", None, [])
    assert merge_captures(detected, replace(detected, title="Fonds"))[0].language is None


def test_a_collection_and_an_inspection_say_which_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Fonds\n\n## Summary\n\n{FRENCH}\n", encoding="utf-8")

    (read,) = collect([page]).practices
    (field,) = [f for f in inspect_file(page).practices[0].fields if f.name == "language"]

    assert (read.language, read.language_basis) == ("fr", "detected")
    assert (field.state, field.values, field.as_written) == ("detected", ("fr",), ())
