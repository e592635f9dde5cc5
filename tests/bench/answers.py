"""How true answers are: outcomes, their probabilities, and whether the sentence that answers comes first.

Run: ``.venv/bin/python -m tests.bench.answers`` (a few minutes; collections are kept in ``var/bench``).
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import (
    FOUND_BAR,
    STRONG_BAR,
    TOPIC_BAR,
    Decision,
    MatchStrength,
    Outcome,
    decide_outcome,
    load_calibration,
)
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.asked import BUILT_IN, GOOD, Asked, paragraphs, questions, searcher, shared_paragraphs, unanswered
from tests.bench.calibrate import HARD, OTHER
from tests.bench.measure import calibration_error
from tests.bench.unanswerable import half_searcher, is_left_out, with_other_place, with_other_word, with_other_year
from tests.support.asking import answer_in_passages, features_of

_OTHERS = 60
_BASE = "https://search.example.org"


def main() -> None:
    """Print every figure."""
    bootstrap = Bootstrap(Settings())
    names = {*OTHER, HARD, "xquad-en", BUILT_IN}
    places = {name: searcher(name, bootstrap) for name in sorted(names)}
    hard = [question for question in questions(HARD) if question.paragraph not in shared_paragraphs()]
    unseen = [question for question in hard if int(question.paragraph[1:]) % 2]
    held_out = [question for question in unseen if question.golds]
    print("Statements: the first, one of all holds a gold answer; how many, word precision; median ms of an answer")
    _statements(f"{HARD}, half not fitted on", held_out[::2], places[HARD])
    _statements("xquad-en", questions("xquad-en"), places["xquad-en"])
    _outcomes(unseen[::2], places, bootstrap)


def _statements(title: str, asked: Sequence[Asked], place: Searcher) -> None:
    first = some = 0
    times, counts, precisions = [], [], []
    for question in asked:
        result = answer_in_passages(question.text, place, _BASE)
        times.append(result.took_ms)
        golds = [gold.casefold() for gold in question.golds]
        holds = [any(gold in said.text.casefold() for gold in golds) for said in result.statements]
        first, some = first + bool(holds and holds[0]), some + any(holds)
        if holds:
            words = [len(said.text.split()) for said in result.statements]
            counts.append(len(words))
            precisions.append(sum(compress(words, holds)) / sum(words))
    shares = f"{first / len(asked):.3f} {some / len(asked):.3f}"
    quoted = f"{statistics.mean(counts):.2f} statements, word precision {statistics.mean(precisions):.3f}"
    print(f"  {title}: {shares}; {quoted}; {statistics.median(times):.0f} ms")


def _outcomes(hard: Sequence[Asked], places: dict[str, Searcher], bootstrap: Bootstrap) -> None:
    for name, fit in _fits(load_calibration()):
        print(f"Folds, {name}: AUC {fit['auc']}, calibration error {fit['calibration_error']}")
    texts = paragraphs(HARD)
    answered = [question for question in hard if question.golds]
    verdicts = {
        "answerable": _verdicts([question for question in hard if question.golds], places[HARD]),
        "hard, not answerable": _verdicts([question for question in hard if not question.golds], places[HARD]),
        "answered, left out": _verdicts(
            [question for question in hard if question.golds and is_left_out(question.paragraph)],
            half_searcher(HARD, bootstrap),
        ),
        **{
            f"another {kind}": _verdicts(made, places[HARD])
            for kind, made in (
                ("word", list(with_other_word(answered, texts, "en"))),
                ("country", list(with_other_place(answered, texts, "en"))),
                ("year", list(with_other_year(answered, texts))),
            )
        },
        "xquad-en": _verdicts(questions("xquad-en", 300), places["xquad-en"]),
        "good questions": _verdicts(questions(BUILT_IN), places[BUILT_IN]),
        "of the field, not here": _verdicts(unanswered(), places[BUILT_IN]),
        "of other collections": [
            verdict
            for name, others in OTHER.items()
            for of in others
            for verdict in _verdicts(questions(of, _OTHERS), places[name])
        ],
    }
    print(f"Shares: found (at {FOUND_BAR}), at least partly (at {TOPIC_BAR} of the topic), strong (at {STRONG_BAR})")
    for title, decisions in verdicts.items():
        kinds = (
            [decision.outcome is Outcome.FOUND for decision in decisions],
            [decision.outcome is not Outcome.NOT_FOUND for decision in decisions],
            [decision.match is MatchStrength.STRONG for decision in decisions],
        )
        print(f"  {title:22} {len(decisions):5} " + " ".join(f"{np.mean(kind):.3f}" for kind in kinds))
    languages = [json.loads(line)["language"] for line in GOOD.open(encoding="utf-8")]
    for language in sorted(set(languages)):
        decided = zip(verdicts["good questions"], languages, strict=True)
        is_found = [decision.outcome is Outcome.FOUND for decision, said in decided if said == language]
        print(f"  good questions, {language}: found {np.mean(is_found):.2f}")
    chances = {
        title: np.array([decision.probability for decision in decisions]) for title, decisions in verdicts.items()
    }
    _auc("Hard", chances["answerable"], chances["hard, not answerable"])
    own = np.concatenate([chances[title] for title in ("answerable", "xquad-en", "good questions")])
    _auc("Other collections", own, chances["of other collections"], error=False)
    both = np.concatenate([chances["hard, not answerable"], chances["of other collections"]])
    _auc("Both", np.concatenate([chances["answerable"], chances["xquad-en"]]), both)


def _fits(calibration: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """List the regressions by role, model, tokens and part, whatever the depth that they stand at."""
    for key, value in calibration.items():
        within = f"{name} {key}".strip()
        yield from [(within, value)] if "weights" in value else _fits(value, within)


def _verdicts(asked: Sequence[Asked], place: Searcher) -> list[Decision]:
    return [decide_outcome(features_of(question.text, place)) for question in asked]


def _auc(title: str, good: np.ndarray, bad: np.ndarray, error: bool = True) -> None:  # type: ignore[type-arg]
    """Print the area under the curve, and the calibration error.

    The error means something only where questions close to the subject are among the bad ones.
    """
    labels = np.concatenate([np.ones(len(good), bool), np.zeros(len(bad), bool)])
    values = np.concatenate([good, bad])
    told = f", calibration error {calibration_error(values, labels):.3f}" if error else ""
    print(f"{title}: AUC {roc_auc_score(labels, values):.4f}{told}")


if __name__ == "__main__":
    main()
