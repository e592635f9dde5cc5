from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Passage
from corpus.text.statements import statement_spans
from index.snapshot.snapshot import Snapshot
from service.feedback.intake import FeedbackIntake
from service.feedback.shown import statements_with_words
from service.feedback.store import FeedbackStore, ShownStatement
from service.schemas.feedback import LAST_CHARACTER, FeedbackIn
from service.web.http.middleware import LARGEST_BODY

GROWTH = 10
"""Bytes that are kept for each byte sent, at the most."""
BESIDE = 200
"""Bytes that are kept whatever is sent."""


def statements_of(passage: Passage) -> list[ShownStatement]:
    return [
        ShownStatement(passage.practice_id, passage.passage_id, passage.start + start, passage.start + end)
        for start, end in statement_spans(passage)
    ]


def texts(snapshot: Snapshot, *shown: ShownStatement, sent: int = 1_000) -> list[str]:
    return [statement.text for statement in statements_with_words(shown, snapshot, sent)]


def test_a_statement_of_the_snapshot_is_kept_with_its_words(snapshot: Snapshot) -> None:
    passage = snapshot.passages_of("practice-harbour")[0]

    assert texts(snapshot, *statements_of(passage)) == ["The harbour was described in 2010.", "It is a harbour."]


def test_a_statement_is_kept_with_the_one_before_it_where_its_span_takes_that_in(snapshot: Snapshot) -> None:
    first, second = statements_of(snapshot.passages_of("practice-harbour")[0])

    assert texts(snapshot, replace(second, start=first.start)) == [
        "The harbour was described in 2010. It is a harbour."
    ]


def test_the_words_of_a_statement_are_kept_once(snapshot: Snapshot) -> None:
    first, second = statements_of(snapshot.passages_of("practice-harbour")[0])

    assert texts(snapshot, second, second, replace(second, start=first.start)) == ["It is a harbour.", ""]


@pytest.mark.parametrize("field", ["practice_id", "passage_id", "start", "end"])
def test_what_is_no_statement_is_kept_without_words(snapshot: Snapshot, field: str) -> None:
    first, _ = statements_of(snapshot.passages_of("practice-harbour")[0])
    other: Any = "practice-orchard" if field.endswith("_id") else getattr(first, field) + 1

    assert texts(snapshot, replace(first, **{field: other})) == [""]


def test_whole_sections_are_not_kept_however_often_they_are_asked_for(snapshot: Snapshot) -> None:
    passages = snapshot.passages_of("practice-harbour")
    sections = [ShownStatement(p.practice_id, p.passage_id, start, 10**6) for p in passages for start in range(50)]

    assert set(texts(snapshot, *sections)) == {""}


def bodies(snapshot: Snapshot) -> st.SearchStrategy[dict[str, Any]]:
    """Make bodies that a client may send: whatever the schema allows, and statements that the snapshot has."""
    real = [statement for passage in snapshot.passages for statement in statements_of(passage)]
    shown = st.sampled_from(real).map(
        lambda s: {"practice_id": s.practice_id, "passage_id": s.passage_id, "start": s.start, "end": s.end}
    )
    any_text, place = st.text(max_size=300), st.integers(0, LAST_CHARACTER)
    made_up = st.fixed_dictionaries({"practice_id": any_text, "passage_id": any_text, "start": place, "end": place})
    return st.fixed_dictionaries(
        {
            "question": st.text(min_size=1, max_size=2_000),
            "helpful": st.booleans(),
            "comment": st.text(max_size=1_000),
            "filters": st.dictionaries(st.sampled_from(["country", "year"]), st.lists(any_text, max_size=40)),
            "statements": st.lists(shown | made_up, max_size=200),
        }
    )


def kept_bytes(path: Path) -> int:
    """Count the bytes of all values of the last row."""
    with closing(sqlite3.connect(path)) as database:
        row = database.execute("SELECT * FROM feedback ORDER BY id DESC LIMIT 1").fetchone()
    return sum(len(str(value).encode()) for value in row)


def test_what_is_kept_is_bounded_by_what_is_sent(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"

    @given(body=bodies(snapshot))
    @settings(max_examples=40)
    def check(body: dict[str, Any]) -> None:
        sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        if len(sent) <= LARGEST_BODY:
            FeedbackIntake(FeedbackStore(path)).keep(FeedbackIn.model_validate_json(sent).feedback(), snapshot, "a")

            assert kept_bytes(path) <= GROWTH * len(sent) + BESIDE

    check()


def test_the_most_that_real_statements_can_make_is_bounded_too(snapshot: Snapshot, tmp_path: Path) -> None:
    """A body of nothing but short names of long statements is what grows most."""
    path = tmp_path / "feedback.sqlite"
    real = [statement for passage in snapshot.passages for statement in statements_of(passage)][:200]
    keys = ("practice_id", "passage_id", "start", "end")
    body = {"question": "x", "helpful": True, "statements": [{key: getattr(s, key) for key in keys} for s in real]}
    sent = json.dumps(body).encode()
    for client in "abc":
        FeedbackIntake(FeedbackStore(path)).keep(FeedbackIn.model_validate_json(sent).feedback(), snapshot, client)

    assert len(real) == 200
    assert kept_bytes(path) <= GROWTH * len(sent) + BESIDE
    assert path.stat().st_size <= GROWTH * 3 * len(sent) + 4 * 4096
    (*_, last) = FeedbackStore(path).all()
    assert all(statement.text for statement in last.statements)
