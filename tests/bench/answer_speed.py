"""Time of answers on the real page and 602 projects, as ratios to embedding the same question within one run.

Run: ``.venv/bin/python -m tests.bench.answer_speed`` (some minutes), or as part of ``make bench``.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sentence_transformers import SentenceTransformer

from index.embedding.packaged.minilm import packaged_folder
from service.bootstrap import Bootstrap
from service.engine import Engine
from service.settings import Settings
from tests.bench.search_speed import timed
from tests.support.paths import SHARED

SOURCES = [*sorted((SHARED / "data/practices").glob("000_*.txt")), SHARED / "data/practices/eutf_projects.jsonl"]
QUESTIONS = {
    "passage": (
        "How are unaccompanied children protected in Libya?",
        "What support do returnees get in Ethiopia?",
        "How is food security improved in South Sudan?",
        "What training do border guards get?",
        "How do projects create jobs for young people?",
        "Why do young people leave Gambia?",
        "Who runs the migrant resource centres?",
        "Comment les retours volontaires sont-ils accompagnés ?",
    ),
    "set": (
        "Which projects by IOM are not in Niger?",
        "How many projects started in 2017?",
        "Which projects are about food security?",
        "Which projects in Niger are about border management?",
        "projects in Somalia or Kenya that ended before 2019",
        "Which country has the most projects?",
        "Quels projets au Mali portent sur l'état civil ?",
        "¿Cuántos proyectos hay en Senegal o en Gambia?",
    ),
}
_ROUNDS = 5


def main() -> None:
    """Build, measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        bootstrap = Bootstrap(Settings(index=Path(scratch) / "index"))
        bootstrap.build(SOURCES)
        engine = bootstrap.open_engine()
        print(f"{len(engine.snapshot.practices)} practices")
        for kind, figures in measure_answers(engine).items():
            print(f"{kind:8}", " ".join(f"{name} {figure:.2f}" for name, figure in figures.items()))


def measure_answers(engine: Engine) -> dict[str, dict[str, float]]:
    """Answer questions of each kind, each between two embeddings of it by sentence-transformers."""
    library = SentenceTransformer(str(packaged_folder()), device="cpu")
    return {kind: _measure(engine, library, questions) for kind, questions in QUESTIONS.items()}


def _measure(engine: Engine, library: SentenceTransformer, questions: Sequence[str]) -> dict[str, float]:
    encoded, answered = [], []
    for round_number in range(_ROUNDS + 1):
        for question in questions:
            encode = timed(lambda question=question: library.encode_query(question, show_progress_bar=False))
            answer = timed(lambda question=question: engine.answer(engine.read(question)))
            if round_number:  # the first round warms up
                encoded.append(encode)
                answered.append(answer)
    return {
        "encode_ms": 1000 * statistics.median(encoded),
        "answer_ms": 1000 * statistics.median(answered),
        "answer_to_encode": statistics.median(answered) / statistics.median(encoded),
    }


if __name__ == "__main__":
    main()
