"""How well questions for a set are answered: precision and recall of the practices, against gold sets made by hand.

``tests/data/set_questions.jsonl`` holds 60 questions over the built-in collection in the six languages of the United
Nations. The rule of ``service/members.py`` was fitted on the odd-numbered ones; the even-numbered ones are held out
from it, though not from the eyes of who wrote the glossary. Run: ``.venv/bin/python -m tests.bench.sets``.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import Outcome
from service.answers.lists.answer import respond
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import DATA

QUESTIONS = DATA / "set_questions.jsonl"


@dataclass(frozen=True, slots=True)
class Measured:
    """A question with what was expected and what came."""

    number: int
    question: str
    as_meant: bool
    by_subject: bool
    gold: frozenset[str]
    found: frozenset[str]
    gold_countries: frozenset[str] | None
    countries: frozenset[str]
    total: int
    seconds: float

    @property
    def precision(self) -> float:
        """The share of what came that was expected; of nothing, whether nothing was."""
        return len(self.found & self.gold) / len(self.found) if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what was expected that came; of nothing, whether nothing came."""
        return len(self.found & self.gold) / len(self.gold) if self.gold else float(not self.found)


def measure(searcher: Searcher) -> Iterator[Measured]:
    """Ask every question."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        started = time.perf_counter()
        reply = respond(case["question"], searcher, "", top=1000)
        found = reply.answer.practices if reply.answer.outcome is not Outcome.NOT_FOUND else []
        countries = case.get("countries")
        yield Measured(
            int(case["id"][1:]),
            case["question"],
            (reply.meant.kind, reply.meant.unit) == (case["kind"], case["asks_for"]),
            bool(reply.meant.subject),
            frozenset(case["practices"]),
            frozenset(hit.practice.practice_id for hit in found),
            frozenset(countries) if countries is not None else None,
            frozenset(unit.value for unit in reply.units),
            int(str(reply.answer.counts["practices"])),
            time.perf_counter() - started,
        )


def main() -> None:
    """Print precision and recall, for all questions and by halves, and every question that is not perfect."""
    with tempfile.TemporaryDirectory() as folder:
        wiring = Bootstrap(Settings(index=Path(folder)))
        wiring.build([])
        measured = list(measure(wiring.open_searcher()))
    _row("all", measured)
    _row("odd, fitted on", (one for one in measured if one.number % 2))
    _row("even, held out", (one for one in measured if not one.number % 2))
    _row("even with a subject", (one for one in measured if not one.number % 2 and one.by_subject))
    print(f"understood as meant: {sum(one.as_meant for one in measured)} of {len(measured)}")
    print(f"seconds a question: median {median(one.seconds for one in measured):.2f}")
    for one in measured:
        if one.precision < 1 or one.recall < 1:
            print(f"\ns{one.number:02} {one.question}")
            print(f"    too many: {', '.join(sorted(one.found - one.gold)) or 'none'}")
            print(f"    missing: {', '.join(sorted(one.gold - one.found)) or 'none'}")


def _row(name: str, measured: Iterable[Measured]) -> None:
    several = list(measured)
    precision, recall = mean(one.precision for one in several), mean(one.recall for one in several)
    print(f"{name:22}{len(several):4} questions   precision {precision:.3f}   recall {recall:.3f}")


if __name__ == "__main__":
    main()
