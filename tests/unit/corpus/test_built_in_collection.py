from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import BUILT_IN, Practice, SectionKind, collect

RUN = 10
"""Words in a row that two texts about one practice do not share by chance."""
SMALL = set("a al and as at by con de del des du el en et for from in l la las le les los of on or the to y".split())


@pytest.fixture(scope="module")
def digests() -> list[Practice]:
    collection = collect([BUILT_IN])
    assert (collection.problems, collection.notes, dict(collection.furniture)) == ([], [], {})
    return collection.practices


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def folded(run: list[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in run)


def runs(text: list[str]) -> list[list[str]]:
    return [text[i : i + RUN] for i in range(len(text) - RUN + 1)]


def without_names(text: str, names: list[str]) -> str:
    """The text with the names in it, and what it marks as quoted, each made a break that no run crosses."""
    text = re.sub(r"“[^”]{1,200}”|«[^»]{1,200}»", " § ", text)
    for name in sorted(names, key=len, reverse=True):
        pattern = r"\W+".join(map(re.escape, words(name)))
        text = re.sub(rf"\b{pattern}\b", " § ", text, flags=re.IGNORECASE)
    return text


def is_proper_name(run: list[str]) -> bool:
    return all(word[0].isupper() or word[0].isdigit() or word.casefold() in SMALL for word in run)


def copied(practice: Practice, known: set[tuple[str, ...]]) -> list[str]:
    names = [practice.title, *(practice.implementing or ()), *(practice.partners or ())]
    names += [re.sub(r"\s*\([^)]*\)", "", name) for name in names]
    return [
        " ".join(run)
        for section in practice.sections
        for part in without_names(section.text, names).split("§")
        for run in runs(words(part))
        if folded(run) in known and not is_proper_name(run)
    ]


@pytest.fixture(scope="module")
def source_runs(shared: Path) -> set[tuple[str, ...]]:
    folder = shared / "data" / "practices"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    for path in sorted(folder.glob("*.jsonl")):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts += [str(record[key]) for record in records for key in ("text", "note") if key in record]
    assert len(texts) > 800
    return {folded(run) for text in texts for run in runs(words(text))}


def test_every_digest_has_a_language_its_source_and_a_summary(digests: list[Practice]) -> None:
    assert len(digests) >= 40
    for practice in digests:
        assert practice.language in ("en", "fr", "es"), practice.source
        assert practice.digest_of, practice.source
        (summary,) = [section for section in practice.sections if section.kind is SectionKind.SUMMARY]
        assert len(words(summary.text)) >= 20, practice.source


def test_the_front_matter_of_every_digest_is_understood(digests: list[Practice]) -> None:
    assert {name for practice in digests for name in practice.extra} == {"cites"}
    assert [p.source for p in digests if any(s.kind is SectionKind.OTHER for s in p.sections)] == []


def test_the_digests_cover_objectives_languages_and_countries(digests: list[Practice]) -> None:
    languages = Counter(practice.language for practice in digests)

    assert len({number for practice in digests for number in practice.objectives}) >= 8
    assert (languages["fr"] >= 3, languages["es"] >= 3, languages["en"] > 30) == (True, True, True)
    assert len({code for practice in digests for code in practice.countries or ()}) >= 10


def test_every_file_of_the_collection_has_the_name_of_its_practice(digests: list[Practice]) -> None:
    assert [Path(practice.source).suffix for practice in digests] == [".md"] * len(digests)
    assert len({practice.title for practice in digests}) == len(digests)


def test_no_digest_copies_prose_of_its_sources(digests: list[Practice], source_runs: set[tuple[str, ...]]) -> None:
    copies = {Path(practice.source).name: copied(practice, source_runs) for practice in digests}

    assert {name: runs for name, runs in copies.items() if runs} == {}


def test_copied_prose_would_be_found(digests: list[Practice], source_runs: set[tuple[str, ...]]) -> None:
    prose = next(run for run in sorted(source_runs) if all(len(word) > 3 for word in run))
    practice = Practice("copy", "Copy", (type(digests[0].sections[0])(SectionKind.SUMMARY, None, " ".join(prose)),))

    assert copied(practice, source_runs) == [" ".join(prose)]
