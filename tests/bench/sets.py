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
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.asking import ask
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
    returned: frozenset[str]
    gold_countries: frozenset[str] | None
    countries: frozenset[str]
    total: int
    seconds: float

    @property
    def precision(self) -> float:
        """The share of what came that was expected; of nothing, whether nothing was."""
        return len(self.returned & self.gold) / len(self.returned) if self.returned else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what was expected that came; of nothing, whether nothing came."""
        return len(self.returned & self.gold) / len(self.gold) if self.gold else float(not self.returned)


def measure(searcher: Searcher) -> Iterator[Measured]:
    """Ask every question."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        started = time.perf_counter()
        reply = ask(case["question"], searcher, "", top=1000)
        hits = reply.answer.practices if reply.answer.outcome is not Outcome.NOT_FOUND else []
        countries = case.get("countries")
        yield Measured(
            int(case["id"][1:]),
            case["question"],
            (reply.interpretation.kind, reply.interpretation.unit) == (case["kind"], case["asks_for"]),
            bool(reply.interpretation.subject),
            frozenset(case["practices"]),
            frozenset(hit.practice.practice_id for hit in hits),
            frozenset(countries) if countries is not None else None,
            frozenset(unit.value for unit in reply.units),
            reply.answer.counts.practices,
            time.perf_counter() - started,
        )


def main() -> None:
    """Print precision and recall, for all questions and by halves, and every question that is not perfect."""
    with tempfile.TemporaryDirectory() as folder:
        bootstrap = Bootstrap(Settings(index=Path(folder)))
        bootstrap.build([])
        measured = list(measure(bootstrap.open_engine().context.searcher))
    _row("all", measured)
    _row("odd, fitted on", (result for result in measured if result.number % 2))
    _row("even, held out", (result for result in measured if not result.number % 2))
    _row("even with a subject", (result for result in measured if not result.number % 2 and result.by_subject))
    print(f"understood as meant: {sum(result.as_meant for result in measured)} of {len(measured)}")
    print(f"seconds a question: median {median(result.seconds for result in measured):.2f}")
    for result in measured:
        if result.precision < 1 or result.recall < 1:
            print(f"\ns{result.number:02} {result.question}")
            print(f"    too many: {', '.join(sorted(result.returned - result.gold)) or 'none'}")
            print(f"    missing: {', '.join(sorted(result.gold - result.returned)) or 'none'}")


def _row(name: str, measured: Iterable[Measured]) -> None:
    several = list(measured)
    precision, recall = mean(result.precision for result in several), mean(result.recall for result in several)
    print(f"{name:22}{len(several):4} questions   precision {precision:.3f}   recall {recall:.3f}")


if __name__ == "__main__":
    main()
