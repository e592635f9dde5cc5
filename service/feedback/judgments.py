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
    """One entry for each question and its filters, and how many readers' words say nothing about a practice."""
    found: dict[str, JudgedQuestion] = {}
    left_out = 0
    for one in feedback:
        vote = 1 if one.helpful else -1 if one.reason in _AGAINST else 0
        shown = list(dict.fromkeys(statement.practice_id for statement in one.statements))
        if not vote or not shown:
            left_out += 1
            continue
        key = json.dumps([one.question, sorted(one.filters.items())], ensure_ascii=False)
        entry = found.setdefault(key, JudgedQuestion(f"f{len(found) + 1}", one.question, one.filters))
        entry.voices += 1
        for practice_id in shown:
            entry.votes[practice_id] += vote
    return list(found.values()), left_out


def write_judgments(entries: Iterable[JudgedQuestion], form: JudgmentFormat, folder: Path) -> list[Path]:
    """Write a folder that ``practices eval --queries`` or the relevance suite reads; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write_qrels(list(entries), folder) if form == "qrels" else _write_cases(entries, folder)


def _write_qrels(entries: list[JudgedQuestion], folder: Path) -> list[Path]:
    queries, qrels = folder / "queries.jsonl", folder / "qrels" / "feedback.tsv"
    qrels.parent.mkdir(exist_ok=True)
    lines = [
        json.dumps(
            {"_id": one.query_id, "text": one.question, "metadata": {"filters": one.filters}}, ensure_ascii=False
        )
        for one in entries
    ]
    queries.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    rows = [f"{one.query_id}\t{good}\t1\n" for one in entries for good in one.good]
    rows += [f"{one.query_id}\t{bad}\t0\n" for one in entries for bad in one.bad]
    qrels.write_text("".join(["query-id\tcorpus-id\tscore\n", *rows]), encoding="utf-8")
    return [queries, qrels]


def _write_cases(entries: Iterable[JudgedQuestion], folder: Path) -> list[Path]:
    path = folder / "feedback.toml"
    parts = ['class = "feedback"', "# From readers' feedback; read each case before it is kept."]
    for one in entries:
        if not one.good and not one.bad:
            continue
        parts += ["", "[[case]]", f"name = {_toml(f'{one.query_id}: {one.question[:60]}')}"]
        parts += [
            f"why = {_toml(f'What {one.voices} reader(s) said of the answer.')}",
            f"query = {_toml(one.question)}",
        ]
        if one.filters:
            pairs = ", ".join(f"{facet} = {_toml(list(values))}" for facet, values in one.filters.items())
            parts.append(f"filters = {{ {pairs} }}")
        parts += [f"include = {_toml(one.good[:_WITHIN])}"] if one.good else []
        parts += [f"exclude = {_toml(one.bad)}"] if one.bad else []
    path.write_text("\n".join([*parts, ""]), encoding="utf-8")
    return [path]


def _toml(value: str | list[str]) -> str:
    """A string or list as TOML, whose basic strings are those of JSON, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
