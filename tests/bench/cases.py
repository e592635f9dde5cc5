"""How many of the questions with right answers in ``../shared/cases/questions`` are answered right.

A question is right where its outcome is one of those expected, one of the words expected is shown, its set is the gold
one (with or without what is optional; of topics that are known by their titles, and of practices beside sentences, all
of them are in it), its number is the expected one, and, for a variant, its answer is that of the question it is a
variant of. The rules were made with these questions in view: how others fare is not known from them.

Run: ``.venv/bin/python -m tests.bench.cases``; it builds both collections in ``var/bench/cases``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.text.strings import slug
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import Outcome
from service.bootstrap import Bootstrap
from service.engine import AnswerResult
from service.questions.plan.plan import Ordering
from service.settings import Settings
from tests.support.asking import ask
from tests.support.paths import ROOT, SHARED

QUESTIONS = SHARED / "cases/questions"
_PRACTICES = SHARED / "data/practices"
COLLECTIONS = {
    "built-in": [],
    "seed+eutf": [_PRACTICES / "000_aa12a39304dfbf2e.txt", _PRACTICES / "eutf_projects.jsonl"],
}
_ALL = 10_000

Case = dict[str, Any]


def main() -> None:
    """Print how many are right and how many are called found, by file, and what is wrong of each that is not."""
    searchers = {name: _open(name, paths) for name, paths in COLLECTIONS.items()}
    wrong: list[str] = []
    print("| questions | number | right | called found |\n|---|---:|---:|---:|")
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        right: Counter[str] = Counter()
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            searcher = searchers[case["collection"]]
            result = ask(case["q"], searcher, top=_ALL)
            faults = list(_faults(case, result, lambda other, at=searcher: ask(other, at, top=_ALL)))
            right["asked"] += 1
            right["right"] += not faults
            right["found"] += result.answer.outcome is Outcome.FOUND
            wrong += [f"{case['id']} {case['q']}\n    {'; '.join(faults)}"] if faults else []
        print(f"| {path.stem} | {right['asked']} | {right['right']} | {right['found']} |", flush=True)
    print("", *wrong, sep="\n")


def _open(name: str, paths: list[Path]) -> Searcher:
    bootstrap = Bootstrap(Settings(index=ROOT / "var/bench/cases" / name))
    bootstrap.build(paths)
    return bootstrap.open_engine().context.searcher


def _faults(case: Case, result: AnswerResult, ask_again: Callable[[str], AnswerResult]) -> Iterator[str]:
    """Name what is not as it is expected."""
    answer = result.answer
    if "expect" in case and answer.outcome not in case["expect"].split("|"):
        yield f"{answer.outcome}, not {case['expect']}"
    if "practice" in case and not any(case["practice"] in named.practice_id for named in answer.statements):
        yield f"no sentence of {case['practice']}"
    if "n" in case and answer.counts.practices != case["n"]:
        yield f"{answer.counts.practices}, not {case['n']}"
    if "same_as" in case and _shown(result) != _shown(ask_again(case["same_as"])):
        yield f"not as {case['same_as']}"
    yield from _faults_of_words(case, result)
    yield from _faults_of_set(case, result)


def _faults_of_words(case: Case, result: AnswerResult) -> Iterator[str]:
    wanted = [words for either in case.get("must", ()) for words in either.split("|")]
    units = [unit.label for unit in result.units]
    titles = [hit.practice.title for hit in result.answer.practices] if result.practice_set else []
    shown = " ".join([*(statement.text for statement in result.answer.statements), *titles, *units])
    if wanted and not any(words in shown for words in wanted):
        yield f"nowhere {' or '.join(wanted)}"


def _faults_of_set(case: Case, result: AnswerResult) -> Iterator[str]:
    gold, returned = set(map(slug, case.get("gold", ()))), _members(result)
    if missing := gold - returned:
        yield f"misses {', '.join(sorted(missing))}"
    is_recall_only = result.practice_set is None or "recall only" in case.get("note", "")
    if (more := returned - gold - set(map(slug, case.get("optional", ())))) and gold and not is_recall_only:
        yield f"has {', '.join(sorted(more))}"


def _members(result: AnswerResult) -> set[str]:
    """Give what an answer is of: the first of what it puts in order, a set, or the practices that it lists."""
    of = result.practice_set
    if of is None:
        return {hit.practice.practice_id for hit in result.answer.practices}
    if of.table and (isinstance(of.table.by, Ordering) or of.table.by.wanted == "most"):
        return set(of.table.groups[0].practice_ids)
    return set(of.topic.practice_ids if of.topic else of.practice_ids)


def _shown(result: AnswerResult) -> tuple[object, ...]:
    """Give what may not differ between two wordings of a question."""
    statements = tuple((statement.passage_id, statement.start, statement.end) for statement in result.answer.statements)
    members = frozenset(_members(result)) if result.practice_set else frozenset()
    return result.answer.outcome, members, statements


if __name__ == "__main__":
    main()
