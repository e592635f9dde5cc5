"""The content of a snapshot before any model has read it: practices, passages, input texts, and their JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.loading.collect import Collection
from corpus.model import Passage, Practice
from corpus.parsing.results import Problem
from corpus.text.tokens import Limit
from index.build.preparation import PreparedPractice, prepare_practices
from index.embedding.model_roles import Models
from index.embedding.passage_text import InputLimits


@dataclass(frozen=True, slots=True)
class CollectionContent:
    """A collection cut into passages; passages and inputs are in the order of the ordinals."""

    practices: Sequence[Practice]
    """Those that could be prepared."""
    problems: Sequence[Problem]
    """The others, each with the reason."""
    prepared: Sequence[PreparedPractice]
    """What was made of each practice, in their order."""
    passages: Sequence[Passage]
    inputs: Sequence[str]
    """The text that is embedded and indexed for each passage."""
    sections: int
    lines: dict[str, list[str]]
    """The lines of the snapshot's files that hold the content, by file name; the content hash is over these."""


def prepare_content(collection: Collection, budget: Limit, models: Models, cache: Path | None) -> CollectionContent:
    """Cut a collection into passages.

    :param budget: the most tokens of a passage.
    :param models: passages keep to their limits as well.
    :param cache: the file that vectors are kept in, beside which prepared practices are.
    """
    kept = cache.with_suffix(".prepared.sqlite") if cache else None
    names = [model.name for model in (models.main, models.multilingual) if model]
    outcomes = list(prepare_practices(collection.practices, budget, InputLimits.of(models), names, kept))
    prepared = [outcome for outcome in outcomes if not isinstance(outcome, Problem)]
    problems = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    practices = [
        practice
        for practice, outcome in zip(collection.practices, outcomes, strict=True)
        if not isinstance(outcome, Problem)
    ]
    passages = [passage for practice in prepared for passage in practice.passages]
    inputs = [text for practice in prepared for text in practice.inputs]
    lines = {
        "practices.jsonl": [json_line(practice.to_dict()) for practice in practices],
        "passages.jsonl": [json_line(passage.to_dict()) for passage in passages],
        "withdrawn.jsonl": [json_line(asdict(tombstone)) for tombstone in collection.withdrawn],
    }
    return CollectionContent(
        practices, problems, prepared, passages, inputs, sum(len(practice.sections) for practice in practices), lines
    )


def json_line(record: object) -> str:
    """Write plain values as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
