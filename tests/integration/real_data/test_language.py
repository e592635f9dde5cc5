from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.text.language import UN_LANGUAGES, language_of, query_language


def _queries(folder: Path, kind: str | None = None) -> list[str]:
    lines = map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    return [line["text"] for line in lines if kind is None or line["metadata"]["kind"] == kind]


@pytest.mark.parametrize("name", ["scifact", "nfcorpus", "cranfield", "xquad-en", "gcm-practices-en"])
def test_english_questions_are_not_called_foreign(shared: Path, name: str) -> None:
    queries = _queries(shared / "data" / "ir" / name)
    foreign = [query for query in queries if query_language(query, UN_LANGUAGES) not in {"en", None}]

    assert len(foreign) <= 0.005 * len(queries), foreign


@pytest.mark.parametrize("language", ["ar", "es", "ru", "zh"])
def test_full_questions_are_recognised(shared: Path, language: str) -> None:
    queries = _queries(shared / "data" / "ir" / f"xquad-{language}")
    wrong = [query for query in queries if query_language(query, UN_LANGUAGES) != language]

    assert len(wrong) <= 0.005 * len(queries), wrong


@pytest.mark.parametrize(("language", "title_share"), [("es", 0.96), ("fr", 0.9)])
def test_titles_and_objectives_are_recognised(shared: Path, language: str, title_share: float) -> None:
    folder = shared / "data" / "ir" / f"gcm-practices-{language}"
    titles, objectives = _queries(folder, "title"), _queries(folder, "objective")

    assert {query_language(query, UN_LANGUAGES) for query in objectives} == {language}
    # The rest of the titles are names, or English in the original.
    assert sum(query_language(query, UN_LANGUAGES) == language for query in titles) >= title_share * len(titles)


@pytest.mark.parametrize("language", ["ar", "en", "es", "ru", "zh"])
def test_passages_are_recognised(shared: Path, language: str) -> None:
    corpus = (shared / "data" / "ir" / f"xquad-{language}" / "corpus.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in corpus]

    assert {language_of(text) for text in texts} == {language}
    assert {language_of(text[:60]) for text in texts} <= {language, None}
