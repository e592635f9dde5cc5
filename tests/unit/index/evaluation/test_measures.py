from __future__ import annotations

import math
import random

import ir_measures
import pytest

from index.evaluation.measures import evaluate_run, ndcg_at_10, precision_at_1, recall_at_10, recall_at_100, rr_at_10

MEASURES = {
    "nDCG@10": ir_measures.nDCG @ 10,
    "RR@10": ir_measures.RR @ 10,
    "P@1": ir_measures.P @ 1,
    "R@10": ir_measures.R @ 10,
    "R@100": ir_measures.R @ 100,
}

Runs = dict[str, dict[str, float]]
Judgements = dict[str, dict[str, int]]


def test_ndcg_is_the_discounted_gain_over_that_of_the_best_order() -> None:
    ranked = {"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6}
    judged = {"b": 2, "d": 1, "unseen": 1, "a": 0, "c": -1}

    gained = 2 / math.log2(3) + 1 / math.log2(5)
    best = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)

    assert ndcg_at_10(ranked, judged) == pytest.approx(gained / best, abs=1e-12)


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [({"d0"}, 1.0), ({"d3"}, 0.25), ({"d3", "d6"}, 0.25), ({"d9"}, 0.1), ({"d10"}, 0.0), ({"other"}, 0.0)],
)
def test_reciprocal_rank_is_1_over_the_rank_of_the_first_relevant_one_of_ten(
    relevant: set[str], expected: float
) -> None:
    ranked = {f"d{number}": 1.0 - number / 100 for number in range(20)}

    assert rr_at_10(ranked, dict.fromkeys(relevant, 1)) == pytest.approx(expected)


def test_recall_is_the_share_of_the_relevant_ones_among_a_hundred() -> None:
    ranked = {f"d{number}": 1.0 - number / 1000 for number in range(150)}
    judged = {"d0": 1, "d99": 2, "d100": 1, "unseen": 1, "d5": 0, "d6": -2}

    assert recall_at_100(ranked, judged) == pytest.approx(2 / 4)


def test_recall_at_10_looks_at_ten_and_precision_at_1_at_the_first() -> None:
    ranked = {f"d{number}": 1.0 - number / 1000 for number in range(150)}

    assert recall_at_10(ranked, {"d0": 1, "d9": 2, "d10": 1, "unseen": 1, "d5": 0}) == pytest.approx(2 / 4)
    assert recall_at_10(ranked, {"d5": 0, "d6": -1}) == 0.0
    assert [precision_at_1(ranked, judged) for judged in ({"d0": 2}, {"d0": 0, "d1": 1}, {"unseen": 1}, {})] == [
        1.0,
        0.0,
        0.0,
        0.0,
    ]
    assert precision_at_1({}, {"d0": 1}) == 0.0


def test_a_query_without_a_run_scores_0_and_one_without_judgements_is_left_out() -> None:
    qrels = {"q1": {"a": 1}, "q2": {"a": 1}}

    assert evaluate_run({"q1": {"a": 0.5}, "q3": {"z": 0.5}}, qrels) == dict.fromkeys(MEASURES, 0.5)
    assert evaluate_run({}, {}) == dict.fromkeys(MEASURES, 0.0)


def test_ties_are_broken_by_id_as_each_measure_is_defined() -> None:
    tied = {"a": 0.5, "b": 0.5}

    assert ndcg_at_10(tied, {"b": 1}) == 1.0
    assert rr_at_10(tied, {"a": 1}) == 1.0
    assert (precision_at_1(tied, {"b": 1}), precision_at_1(tied, {"a": 1})) == (1.0, 0.0)


def test_scores_that_are_one_in_single_precision_tie() -> None:
    close = {"a": 0.5 + 1e-12, "b": 0.5}

    assert (precision_at_1(close, {"b": 1}), precision_at_1(close, {"a": 1})) == (1.0, 0.0)


@pytest.mark.parametrize("relevant", [{"d00"}, {"d10"}, {"d11"}, {"d00", "d05", "d11"}])
def test_ties_across_the_cut_are_decided_as_ir_measures_decides_them(relevant: set[str]) -> None:
    run = {"q": dict.fromkeys((f"d{number:02}" for number in range(12)), 0.5)}
    qrels = {"q": dict.fromkeys(relevant, 1)}

    theirs = ir_measures.calc_aggregate(MEASURES.values(), qrels, run)

    assert evaluate_run(run, qrels) == pytest.approx({name: theirs[m] for name, m in MEASURES.items()}, abs=1e-9)


def random_run(chance: random.Random) -> tuple[Runs, Judgements]:
    documents = [f"doc{number}" for number in range(chance.choice([5, 30, 180]))]
    queries = [f"q{number}" for number in range(chance.randint(1, 6))]
    steps = chance.choice([2, 10, 10**9])  # few different scores, many ties
    run = {
        query: {
            document: chance.randint(-steps, steps) / steps
            for document in chance.sample(documents, chance.randint(1, len(documents)))
        }
        for query in queries
        if chance.random() < 0.8
    }
    qrels = {
        query: {
            document: chance.randint(-1, 3) for document in chance.sample(documents, chance.randint(1, len(documents)))
        }
        for query in queries
        if chance.random() < 0.9
    }
    return run, qrels


@pytest.mark.parametrize("seed", range(150))
def test_figures_agree_with_ir_measures_on_random_runs(seed: int) -> None:
    run, qrels = random_run(random.Random(seed))
    qrels = qrels or {"q0": {"doc0": 1}}

    theirs = ir_measures.calc_aggregate(MEASURES.values(), qrels, run or {"q0": {"doc0": 0.0}})

    ours = evaluate_run(run or {"q0": {"doc0": 0.0}}, qrels)
    assert ours == pytest.approx({name: theirs[measure] for name, measure in MEASURES.items()}, abs=1e-9)
