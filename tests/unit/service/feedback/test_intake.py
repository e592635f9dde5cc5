from __future__ import annotations

import json
import sqlite3
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from index.evaluation.beir import read_beir
from service.errors import ForeignFormError, RequestError
from service.feedback.judgments import judge_questions, write_judgments
from service.feedback.rate_limit import RateLimit
from service.feedback.store import Feedback, FeedbackStore, ShownStatement
from service.web.pages.feedback_form import check_origin, feedback_of_form
from tests.relevance.reading import read_cases

GOOD = Feedback(
    "Which “networks”?\nx",
    {"country": ("NE",)},
    "s-1",
    (
        ShownStatement("p1", "a", 0, 4, "Text"),
        ShownStatement("p1", "b", 5, 9, ""),
        ShownStatement("p2", "c", 0, 1, "T"),
    ),
    helpful=True,
    comment='It "helped" \\ me',
)
BAD = replace(
    GOOD,
    helpful=False,
    reason="off_topic",
    statements=(ShownStatement("p2", "c", 0, 1, "T"), ShownStatement("p3", "d", 0, 1)),
)


def test_what_is_kept_reads_back_equal_and_in_order(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "var/feedback.sqlite")

    assert list(store.all()) == []
    store.add(GOOD)
    store.add(BAD)

    kept = list(FeedbackStore(tmp_path / "var/feedback.sqlite").all())
    assert [replace(feedback, filters={"country": ("NE",)}) for feedback in kept] == [GOOD, BAD]
    assert kept[0].filters == {"country": ["NE"]}


def test_nothing_that_tells_who_wrote_is_kept(tmp_path: Path) -> None:
    FeedbackStore(tmp_path / "f.sqlite").add(GOOD)

    with sqlite3.connect(tmp_path / "f.sqlite") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(feedback)")]
        (day,) = database.execute("SELECT day FROM feedback").fetchone()
    database.close()

    assert columns == "id day question filters snapshot statements helpful reason comment".split()
    assert len(day) == len("2026-11-25")


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


FORM = (
    "q=Which+networks%3F&helpful=false&reason=wrong&comment=a%0D%0Ab&snapshot=s-1&country=NE&country=ML"
    "&statement=p1+a+0+4&website="
)


def test_a_form_is_read_as_feedback() -> None:
    given = feedback_of_form(FORM.replace("&website=", "").encode())

    assert given is not None
    assert (given.question, given.helpful, given.reason, given.comment) == ("Which networks?", False, "wrong", "a\nb")
    assert given.filters == {"country": ["NE", "ML"]}
    assert (given.statements[0].practice_id, given.statements[0].end) == ("p1", 4)


def test_what_a_machine_fills_in_is_dropped() -> None:
    assert feedback_of_form(f"{FORM}spam".encode()) is None


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("q=x&helpful=perhaps", "helpful"),
        ("q=x", "helpful"),
        ("helpful=true", "question"),
        (f"q=x&helpful=true&comment={'a' * 1001}", "comment"),
        ("q=x&helpful=true&statement=p1", "statements"),
        ("no form", "form"),
    ],
)
def test_a_wrong_form_is_refused_by_name(form: str, says: str) -> None:
    with pytest.raises(RequestError, match=says):
        feedback_of_form(form.encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://own", "host": "own"},
        {"origin": "http://other", "host": "own"},
        {"origin": "null", "host": "own"},
        {"host": "own"},
    ],
)
def test_a_form_of_another_site_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ForeignFormError):
        check_origin(headers)


def test_a_form_of_our_own_is_let_through() -> None:
    check_origin({"sec-fetch-site": "same-origin"})
    check_origin({"origin": "http://own:8000", "host": "own:8000"})


def test_a_rate_allows_so_many_and_then_none_until_time_has_passed() -> None:
    now = [0.0]
    rate = RateLimit(2, 60, clock=lambda: now[0])

    assert [rate.allows() for _ in range(3)] == [True, True, False]
    now[0] = 60.0
    assert rate.allows()
