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
from index.embedding.embedder import Embedder
from index.embedding.packaged.universal_encoder import UniversalEmbedder
from index.embedding.transformer_embedder import TransformerEmbedder
from index.enrichment.objective_classifier import (
    MOST_OBJECTIVES,
    WORD_WEIGHT,
    InferredObjective,
    ObjectiveClassifier,
    keyword_evidence,
)
from tests.support.paths import SHARED

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


def main() -> None:
    """Print precision by design, model and language, then what each threshold gives."""
    if not DATA.is_dir():
        print(f"Skipped: needs the labelled practices in {DATA}, which are not part of the project.")
        return
    records = [json.loads(line) for line in (DATA / "practices/gcm_practice_examples.jsonl").open(encoding="utf-8")]
    labelled = [_labelled([record for record in records if record["lang"] == code], code) for code in LANGUAGES]
    embedders: dict[str, Embedder] = {"MiniLM": TransformerEmbedder.from_name(), "USE": UniversalEmbedder()}
    print(f"| precision at 1 / at {MOST_OBJECTIVES} | " + " | ".join(LANGUAGES) + " |\n|---|" + "---|" * len(LANGUAGES))
    _row("chance", [f"{1 / len(OBJECTIVES):.2f} / {MOST_OBJECTIVES / len(OBJECTIVES):.2f}"] * len(LANGUAGES))
    _row("keywords alone", [_precision(_words(own.inputs), own) for own in labelled])
    thresholds = [f"\n| | {' | '.join(f'{bar:.1f}' for bar in THRESHOLDS)} |\n|---|{'---|' * len(THRESHOLDS)}"]
    for name, embedder in embedders.items():
        guesser = ObjectiveClassifier(embedder)
        columns = [_designs(own, embedder, guesser) for own in labelled]
        for design in columns[0]:
            _row(f"{name}: {design}", [column[design] for column in columns])
        for own in labelled:
            guesses = [guesser.scores(row[None], [text]) for row, text in _embedded(embedder, own.inputs)]
            thresholds += _thresholds(f"{name}, {own.language}", guesses, own)
        for language in ("en", "es"):
            thresholds.append(_unrelated(f"{name}, {language}", embedder, guesser, language))
    print("\n".join(thresholds))


def _labelled(records: Sequence[dict[str, str]], language: str) -> Labelled:
    objectives = np.array([int(record["objective"]) for record in records])
    return Labelled(language, [r["title"] for r in records], [r["text"] for r in records], objectives)


def _designs(own: Labelled, embedder: Embedder, guesser: ObjectiveClassifier) -> dict[str, str]:
    vectors = embedder.embed_passages(own.inputs)
    names = embedder.embed_passages(list(OBJECTIVES.values()))
    close = np.stack([guesser.closeness(row[None]) for row in vectors])
    words = _words(own.inputs)
    passages = [own.sentences(number) for number in range(len(own.texts))]
    guesses = [guesser.scores(embedder.embed_passages(texts), texts) for texts in passages]
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


def _embedded(embedder: Embedder, texts: Sequence[str]) -> list[tuple[Vectors, str]]:
    return list(zip(embedder.embed_passages(texts), texts, strict=True))


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


def _unrelated(name: str, embedder: Embedder, guesser: ObjectiveClassifier, language: str) -> str:
    lines = (DATA / f"ir/xquad-{language}/corpus.jsonl").read_text(encoding="utf-8").splitlines()[:_UNRELATED]
    texts = [f"{record['title']}\n{record['text']}" for record in map(json.loads, lines)]
    best = np.array([guesser.scores(row[None], [text])[0].score for row, text in _embedded(embedder, texts)])
    return f"| {name}: unrelated texts with a guess | {' | '.join(f'{(best >= b).mean():.2f}' for b in THRESHOLDS)} |"


def _row(name: str, cells: Sequence[str]) -> None:
    print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
