"""Feedback as judgments to measure with: BEIR queries and qrels, or relevance cases. Nothing is re-weighted by it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from service.feedback.store import Feedback

JudgmentFormat = Literal["qrels", "cases"]
JUDGMENT_FORMATS: dict[str, JudgmentFormat] = {"qrels": "qrels", "cases": "cases"}

_WITHIN = 10
_AGAINST = ("wrong", "off_topic", "")
"""Reasons that speak against the practices shown; something missing, old or unclear does not."""


@dataclass(slots=True)
class JudgedQuestion:
    """A question as it was filtered, with the votes for and against each practice that was shown."""

    query_id: str
    question: str
    filters: Mapping[str, Iterable[str]]
    votes: Counter[str] = field(default_factory=Counter)
    voices: int = 0

    @property
    def good(self) -> list[str]:
        """Practices that more readers found helpful than not."""
        return [practice_id for practice_id, votes in self.votes.items() if votes > 0]

    @property
    def bad(self) -> list[str]:
        """Practices that more readers found unhelpful than helpful."""
        return [practice_id for practice_id, votes in self.votes.items() if votes < 0]


def judge_questions(feedback: Iterable[Feedback]) -> tuple[list[JudgedQuestion], int]:
    """Sum the votes on each question with its filters; count the feedback that says nothing about a practice."""
    questions: dict[str, JudgedQuestion] = {}
    left_out = 0
    for entry in feedback:
        vote = 1 if entry.helpful else -1 if entry.reason in _AGAINST else 0
        shown = list(dict.fromkeys(statement.practice_id for statement in entry.statements))
        if not vote or not shown:
            left_out += 1
            continue
        key = json.dumps([entry.question, sorted(entry.filters.items())], ensure_ascii=False)
        question = questions.setdefault(key, JudgedQuestion(f"f{len(questions) + 1}", entry.question, entry.filters))
        question.voices += 1
        for practice_id in shown:
            question.votes[practice_id] += vote
    return list(questions.values()), left_out


def write_judgments(questions: Iterable[JudgedQuestion], judgment_format: JudgmentFormat, folder: Path) -> list[Path]:
    """Write a folder that ``practices eval --queries`` or the relevance suite reads; return the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write_qrels(list(questions), folder) if judgment_format == "qrels" else _write_cases(questions, folder)


def _write_qrels(questions: list[JudgedQuestion], folder: Path) -> list[Path]:
    queries, qrels = folder / "queries.jsonl", folder / "qrels" / "feedback.tsv"
    qrels.parent.mkdir(exist_ok=True)
    lines = [
        json.dumps(
            {"_id": question.query_id, "text": question.question, "metadata": {"filters": question.filters}},
            ensure_ascii=False,
        )
        for question in questions
    ]
    queries.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    rows = [f"{question.query_id}\t{practice_id}\t1\n" for question in questions for practice_id in question.good]
    rows += [f"{question.query_id}\t{practice_id}\t0\n" for question in questions for practice_id in question.bad]
    qrels.write_text("".join(["query-id\tcorpus-id\tscore\n", *rows]), encoding="utf-8")
    return [queries, qrels]


def _write_cases(questions: Iterable[JudgedQuestion], folder: Path) -> list[Path]:
    path = folder / "feedback.toml"
    parts = ['class = "feedback"', "# From readers' feedback; read each case before it is kept."]
    for question in questions:
        if not question.good and not question.bad:
            continue
        parts += ["", "[[case]]", f"name = {_to_toml(f'{question.query_id}: {question.question[:60]}')}"]
        parts += [
            f"why = {_to_toml(f'What {question.voices} reader(s) said of the answer.')}",
            f"query = {_to_toml(question.question)}",
        ]
        if question.filters:
            pairs = ", ".join(f"{facet} = {_to_toml(list(values))}" for facet, values in question.filters.items())
            parts.append(f"filters = {{ {pairs} }}")
        parts += [f"include = {_to_toml(question.good[:_WITHIN])}"] if question.good else []
        parts += [f"exclude = {_to_toml(question.bad)}"] if question.bad else []
    path.write_text("\n".join([*parts, ""]), encoding="utf-8")
    return [path]


def _to_toml(value: str | list[str]) -> str:
    """Write a string or list as TOML, whose basic strings are those of JSON, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
