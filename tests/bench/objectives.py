"""How often the objective judged from a text is the one that the practice is printed under.

76 practices of the UN Network's guidance in English, French and Spanish, each labelled with the one objective that it
illustrates, though it may suit others too; with 76 of them, a difference below 0.1 means nothing. Unrelated texts are
paragraphs of XQuAD. Prints Markdown. Run: ``.venv/bin/python -m tests.bench.objectives``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.text.sentences import sentence_spans
from corpus.vocabularies.frameworks import OBJECTIVES
from index.arrays import Vectors
from index.embedding.centring import Centring
from index.embedding.embedder import Embedder
from index.embedding.packaged.e5 import load_e5
from index.embedding.packaged.minilm import load_minilm
from index.embedding.packaged.universal_encoder import UniversalEmbedder
from index.enrichment.objective_classifier import (
    MOST_OBJECTIVES,
    WORD_WEIGHT,
    InferredObjective,
    ObjectiveClassifier,
    keyword_evidence,
)
from tests.support.paths import MODELS, SHARED

DATA = SHARED / "data"
LANGUAGES = ("en", "fr", "es")
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
_UNRELATED = 120

Evidence = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The texts of one language with their objectives."""

    language: str
    titles: list[str]
    texts: list[str]
    objectives: NDArray[np.int64]

    @property
    def inputs(self) -> list[str]:
        """One passage a practice, with its title as the header."""
        return [f"{title}\n{text}" for title, text in zip(self.titles, self.texts, strict=True)]

    def sentences(self, number: int) -> list[str]:
        """One practice in passages of a sentence each: what a long page is like."""
        text, title = self.texts[number], self.titles[number]
        return [f"{title}\n{text[start:end]}" for start, end in sentence_spans(text, self.language)]


class Judge:
    """A model with its centring, where it is narrow, as in a build."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._centring = Centring.of(embedder) if embedder.is_narrow else None
        self.guesser = ObjectiveClassifier(embedder, self._centring)

    def embed(self, texts: Sequence[str], language: str) -> Vectors:
        """Vectors of passages in a language."""
        vectors = self._embedder.embed_passages(texts)
        return self._centring.centre_passages(vectors, [language] * len(texts)) if self._centring else vectors

    def scores(self, texts: Sequence[str], language: str) -> list[list[InferredObjective]]:
        """Scores of each text by itself."""
        rows = self.embed(texts, language)
        return [self.guesser.scores(row[None], [text]) for row, text in zip(rows, texts, strict=True)]


def main() -> None:
    """Print precision by design, model and language, then what each threshold gives."""
    if not DATA.is_dir():
        print(f"Skipped: needs the labelled practices in {DATA}, which are not part of the project.")
        return
    records = [json.loads(line) for line in (DATA / "practices/gcm_practice_examples.jsonl").open(encoding="utf-8")]
    labelled = [_labelled([record for record in records if record["lang"] == code], code) for code in LANGUAGES]
    judges = {"MiniLM": Judge(load_minilm(MODELS)), "E5": Judge(load_e5(MODELS)), "USE": Judge(UniversalEmbedder())}
    print(f"| precision at 1 / at {MOST_OBJECTIVES} | " + " | ".join(LANGUAGES) + " |\n|---|" + "---|" * len(LANGUAGES))
    _row("chance", [f"{1 / len(OBJECTIVES):.2f} / {MOST_OBJECTIVES / len(OBJECTIVES):.2f}"] * len(LANGUAGES))
    _row("keywords alone", [_precision(_words(own.inputs), own) for own in labelled])
    thresholds = [f"\n| | {' | '.join(f'{bar:.1f}' for bar in THRESHOLDS)} |\n|---|{'---|' * len(THRESHOLDS)}"]
    for name, judge in judges.items():
        columns = [_designs(own, judge) for own in labelled]
        for design in columns[0]:
            _row(f"{name}: {design}", [column[design] for column in columns])
        for own in labelled:
            guesses = judge.scores(own.inputs, own.language)
            thresholds += _thresholds(f"{name}, {own.language}", guesses, own)
        for language in ("en", "es"):
            thresholds.append(_unrelated(f"{name}, {language}", judge, language))
    print("\n".join(thresholds))


def _labelled(records: Sequence[dict[str, str]], language: str) -> Labelled:
    objectives = np.array([int(record["objective"]) for record in records])
    return Labelled(language, [r["title"] for r in records], [r["text"] for r in records], objectives)


def _designs(own: Labelled, judge: Judge) -> dict[str, str]:
    vectors = judge.embed(own.inputs, own.language)
    names = judge.embed(list(OBJECTIVES.values()), "en")
    close = np.stack([judge.guesser.closeness(row[None]) for row in vectors])
    words = _words(own.inputs)
    passages = [own.sentences(number) for number in range(len(own.texts))]
    guesses = [judge.guesser.scores(judge.embed(texts, own.language), texts) for texts in passages]
    return {
        "names alone": _precision(vectors @ names.T, own),
        "descriptions alone": _precision(close, own),
        "descriptions + keywords, weight 1": _precision(close + words, own),
        f"descriptions + keywords, weight {WORD_WEIGHT:g} (the default)": _precision(close + WORD_WEIGHT * words, own),
        "the default, a passage a sentence": _precision(np.stack([_in_order(guess) for guess in guesses]), own),
    }


def _words(texts: Sequence[str]) -> Evidence:
    return np.stack([np.log1p(keyword_evidence([text])) for text in texts])


def _in_order(guess: Sequence[InferredObjective]) -> Evidence:
    """Ranks as evidence, shape (23,), objectives in order."""
    evidence = np.zeros(len(OBJECTIVES))
    for place, inferred in enumerate(guess):
        evidence[inferred.objective - 1] = -place
    return evidence


def _precision(evidence: NDArray[np.float64] | Vectors, own: Labelled) -> str:
    """Shares of practices whose label is first, and among the first three; equal ones go by their number."""
    hits = np.argsort(-evidence, axis=1, kind="stable") + 1 == own.objectives[:, None]
    return f"{hits[:, 0].mean():.2f} / {hits[:, :MOST_OBJECTIVES].any(axis=1).mean():.2f}"


def _thresholds(name: str, guesses: Sequence[Sequence[InferredObjective]], own: Labelled) -> list[str]:
    best = np.array([guess[0].score for guess in guesses])
    right = np.array([guess[0].objective for guess in guesses]) == own.objectives
    named = np.array([[inferred.score for inferred in guess[:MOST_OBJECTIVES]] for guess in guesses])
    shares = [f"{(best >= bar).mean():.2f}" for bar in THRESHOLDS]
    precisions = [f"{right[best >= bar].mean():.2f}" if (best >= bar).any() else "–" for bar in THRESHOLDS]
    numbers = [f"{(named >= bar).sum(axis=1)[best >= bar].mean():.1f}" for bar in THRESHOLDS]
    return [
        f"| {name}: share with a guess | {' | '.join(shares)} |",
        f"| {name}: precision of the first | {' | '.join(precisions)} |",
        f"| {name}: objectives named, where any | {' | '.join(numbers)} |",
    ]


def _unrelated(name: str, judge: Judge, language: str) -> str:
    lines = (DATA / f"ir/xquad-{language}/corpus.jsonl").read_text(encoding="utf-8").splitlines()[:_UNRELATED]
    texts = [f"{record['title']}\n{record['text']}" for record in map(json.loads, lines)]
    best = np.array([guess[0].score for guess in judge.scores(texts, language)])
    return f"| {name}: unrelated texts with a guess | {' | '.join(f'{(best >= b).mean():.2f}' for b in THRESHOLDS)} |"


def _row(name: str, cells: Sequence[str]) -> None:
    print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
