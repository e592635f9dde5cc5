from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

from index.evaluation.beir import read_beir
from service.feedback.judgments import judge_questions, write_judgments
from tests.relevance.reading import read_cases
from tests.support.feedback_examples import BAD, GOOD


def test_votes_on_one_question_are_counted_together() -> None:
    questions, left_out = judge_questions([GOOD, BAD, replace(BAD, reason="incomplete"), replace(GOOD, statements=())])

    assert left_out == 2
    assert [(judged.good, judged.bad, judged.voices) for judged in questions] == [(["p1"], ["p3"], 2)]
    assert questions[0].votes["p2"] == 0


def test_other_filters_make_another_question() -> None:
    questions, _ = judge_questions([GOOD, replace(GOOD, filters={})])

    assert [judged.query_id for judged in questions] == ["f1", "f2"]


def test_qrels_are_a_folder_that_the_evaluation_reads(tmp_path: Path) -> None:
    write_judgments(judge_questions([GOOD, BAD])[0], "qrels", tmp_path)
    (tmp_path / "corpus.jsonl").write_text(
        "".join(json.dumps({"_id": name, "title": name, "text": "Text."}) + "\n" for name in ("p1", "p2", "p3"))
    )

    read = read_beir(tmp_path, "feedback")

    assert read.queries == {"f1": GOOD.question}
    assert (tmp_path / "qrels/feedback.tsv").read_text() == "query-id\tcorpus-id\tscore\nf1\tp1\t1\nf1\tp3\t0\n"


def test_cases_are_cases_that_the_relevance_suite_reads(tmp_path: Path) -> None:
    write_judgments(judge_questions([GOOD, BAD])[0], "cases", tmp_path)

    (case,) = read_cases(tmp_path, ["p1", "p2", "p3"])

    assert tomllib.loads((tmp_path / "feedback.toml").read_text(encoding="utf-8"))["class"] == "feedback"
    assert (case.query, case.include, case.exclude) == (GOOD.question, ("p1",), ("p3",))
    assert case.filters == {"country": ("NE",)}
