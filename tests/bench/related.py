"""Where the bar of related practices stands, and what it does. Run: ``.venv/bin/python -m tests.bench.related``.

The 76 practices of the ``gcm-practices-*`` folders, in English, French and Spanish, against texts about something else:
paragraphs of XQuAD in five languages and abstracts of Cranfield. A bar is what 95 % of practices stay under with their
best text. It is fitted on the odd practices and texts (articles of XQuAD are kept whole) and counted on the even ones,
then the other way round; the odd half happens to hold the four articles closest to migration, among them that on the
law of the European Union, so that the two differ. What ships lies between the two. What practices get of each other is
counted on the even ones. Two that share an objective are called related; that is a strict rule, as each has but one of
23 objectives, and a bar against other subjects cannot help with it. ``--universal`` takes the Universal Sentence
Encoder in the place of the default multilingual model. Prints Markdown; ten minutes at first.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Ordinals, Scores, Vectors
from index.build.builder import build_snapshot
from index.embedding.model_roles import ModelRole, Models, model_family
from index.embedding.packaged.universal_encoder import UniversalEmbedder
from index.evaluation.beir import read_beir
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.practices.relatedness import BARS, closest_pairs, passage_weights, practice_scores
from service.settings import Settings
from tests.support.paths import SHARED

COLLECTIONS = SHARED / "data/ir"
LANGUAGES = ("en", "fr", "es")
FOREIGN = ("xquad-en", "xquad-es", "xquad-ru", "xquad-zh", "xquad-ar", "cranfield")
SHARE_UNDER = 0.95


@dataclass(frozen=True, slots=True)
class Encoded:
    """A collection's passages by both models; its practices are told apart by their starts."""

    in_english: bool
    vectors: dict[ModelRole, Vectors]
    weights: Scores
    starts: Ordinals
    is_odd: Mask
    """Which practices are of the odd half, shape (practices,)."""
    objectives: NDArray[np.str_]
    """Of each practice; empty for texts about something else."""

    def likeness(
        self,
        other: Encoded,
        bars: dict[ModelRole, float] | None = None,
        score: Callable[[Scores, Scores, Ordinals], Scores] = practice_scores,
    ) -> Scores:
        """Score all practices of another collection by each of this one, shape (own, other).

        :param bars: to put both models on one scale; without them it is the cosine.
        :param score: by all passages, as ranking does, or by the closest pair, as the bar does.
        """
        role = role_of(self, other)
        cosines = self.vectors[role] @ other.vectors[role].T * other.weights
        if bars:
            cosines = (cosines - bars[role]) / (1 - bars[role])
        ends = np.append(self.starts[1:], len(self.weights))
        return np.stack(
            [
                score(cosines[start:end], self.weights[start:end], other.starts)
                for start, end in zip(self.starts, ends, strict=True)
            ]
        )


def pair_scores(related: Scores, weights: Scores, starts: Ordinals) -> Scores:
    """Score practices by the closest pair of passages, both weighed by their length."""
    return closest_pairs(related * weights[:, None], starts)


def role_of(first: Encoded, second: Encoded) -> ModelRole:
    """Name the role of the model that judges the pairs of two collections."""
    return "main" if first.in_english and second.in_english else "multilingual"


def main() -> None:
    """Fit the bars and print what they do."""
    if not COLLECTIONS.is_dir():
        sys.exit(f"{COLLECTIONS} is needed and not here.")
    bootstrap = Bootstrap(Settings())
    models = bootstrap.models
    if "--universal" in sys.argv:
        models = Models(models.main, UniversalEmbedder(), models.rescore)
    practices = {code: encode(bootstrap, models, f"gcm-practices-{code}", "objective") for code in LANGUAGES}
    foreign = [encode(bootstrap, models, name, "test") for name in FOREIGN]
    bars: dict[ModelRole, float] = {}
    print("| model | bar of | fitted | practices of the other half that an unrelated text is shown for | such texts |")
    print("|---|---|---|---|---|")
    for role in ("main", "multilingual"):
        model = models.by_role(role)
        assert model is not None
        family = model_family(model.name)
        best = {half: unrelated(practices, foreign, role, odd=half) for half in (True, False, None)}
        fitted = {half: float(np.quantile(best[half].max(axis=1), SHARE_UNDER)) for half in best}
        bars[role] = BARS.get(family, fitted[None])
        for half, name in ((True, "odd"), (False, "even")):
            print_bar(f"{family} | {name} half", fitted[half], best[not half])
        print_bar(f"{family} | both halves, counted on both", fitted[None], best[None])
        print_bar(f"{family} | ships, counted on both", bars[role], best[None])
    print_practices(practices, bars)
    print_outsiders(practices, foreign, bars)


def encode(bootstrap: Bootstrap, models: Models, name: str, split: str) -> Encoded:
    """Build a collection and take its vectors."""
    read = read_beir(COLLECTIONS / name, split)
    with tempfile.TemporaryDirectory() as scratch:
        cache = cache_file(bootstrap.settings.index, f"eval-{name}")
        build_snapshot(Path(scratch), read.collection, models, bootstrap.budget, cache=cache)
        snapshot = Snapshot.open(Path(scratch))
        starts = np.flatnonzero(np.diff(snapshot.owners, prepend=-1))
        ids = [snapshot.passages[start].practice_id for start in starts.tolist()]
        groups = [snapshot.practices[key].title if name.startswith("xquad") else key for key in ids]
        numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
        objectives = {key: query for query, judged in read.qrels.items() for key in judged} if split != "test" else {}
        multilingual = snapshot.dense.multilingual
        assert multilingual is not None
        return Encoded(
            name.endswith("-en") or name == "cranfield",
            {"main": np.array(snapshot.dense.main.vectors), "multilingual": np.array(multilingual.vectors)},
            passage_weights(snapshot.passages),
            starts,
            np.array([numbers[group] % 2 == 1 for group in groups], bool),
            np.array([objectives.get(key, "") for key in ids]),
        )


def unrelated(
    practices: dict[str, Encoded], foreign: Sequence[Encoded], role: ModelRole, *, odd: bool | None
) -> Scores:
    """Score the texts about something else of one half, or of both, by its practices, shape (practices, texts).

    Practices in a language that there are fewer texts for have -1 in the place of the others.
    """
    blocks = []
    for own in practices.values():
        judged = [
            own.likeness(other, score=pair_scores)[_of_half(own, odd)][:, _of_half(other, odd)]
            for other in foreign
            if role_of(own, other) == role
        ]
        blocks += [np.concatenate(judged, axis=1)] if judged else []
    widest = max(block.shape[1] for block in blocks)
    return np.concatenate([np.pad(b, ((0, 0), (0, widest - b.shape[1])), constant_values=-1) for b in blocks])


def _of_half(collection: Encoded, odd: bool | None) -> Mask:
    return np.ones_like(collection.is_odd) if odd is None else collection.is_odd == odd


def print_bar(name: str, bar: float, scores: Scores) -> None:
    """Print what a bar lets through of texts about something else."""
    share, texts = np.mean(scores.max(axis=1) >= bar), np.sum(scores >= bar) / np.sum(scores > -1)
    print(f"| {name} | {bar:.3f} | {share:.3f} of {len(scores)} | {texts:.5f} |")


def print_practices(practices: dict[str, Encoded], bars: dict[ModelRole, float]) -> None:
    """Print what the practices of the even half get of all others, in one language and in all three."""
    print("\n| practices | with a related one | precision of the first | with the bar | by cosines of two scales |")
    print("|---|---|---|---|---|")
    for code, own in practices.items():
        print_row(f"{code} among {code}", [own], [own], bars)
    print_row("all among all", list(practices.values()), list(practices.values()), bars)


def print_row(name: str, several: Sequence[Encoded], among: Sequence[Encoded], bars: dict[ModelRole, float]) -> None:
    """Print a row for some practices among others; a practice in another language is not its own relative."""
    best, right, right_by_cosine = [], [], []
    for own in several:
        same = np.concatenate([own.objectives[:, None] == other.objectives for other in among], axis=1)
        itself = np.concatenate([np.eye(len(own.starts), dtype=bool)] * len(among), axis=1)
        related = np.concatenate([own.likeness(other, bars) for other in among], axis=1)
        cosines = np.concatenate([own.likeness(other) for other in among], axis=1)
        pairs = np.concatenate(
            [own.likeness(other, score=pair_scores) - bars[role_of(own, other)] for other in among], axis=1
        )
        for scores, hits in ((related, right), (cosines, right_by_cosine)):
            first = np.where(itself, -np.inf, scores).argmax(axis=1)
            hits += same[np.arange(len(first)), first][~own.is_odd].tolist()
        best += np.where(itself, -np.inf, pairs).max(axis=1)[~own.is_odd].tolist()
    shown = np.array(best) >= 0
    with_bar = np.array(right)[shown].mean() if shown.any() else float("nan")
    figures = [shown.mean(), np.mean(right), with_bar, np.mean(right_by_cosine)]
    print(f"| {name} ({len(shown)}) | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


def print_outsiders(practices: dict[str, Encoded], foreign: Sequence[Encoded], bars: dict[ModelRole, float]) -> None:
    """Print for how many texts about something else any practice is shown."""
    print("\n| texts of | that a practice is shown for |\n|---|---|")
    for name, other in zip(FOREIGN, foreign, strict=True):
        scores = np.concatenate(
            [other.likeness(own, score=pair_scores) - bars[role_of(own, other)] for own in practices.values()], axis=1
        )
        print(f"| {name} | {np.mean(scores[~other.is_odd].max(axis=1) >= 0):.3f} |")


if __name__ == "__main__":
    main()
