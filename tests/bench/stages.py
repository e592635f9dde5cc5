"""Each stage of a build over texts that no page should hold: ``python -m tests.bench.stages [--size 100000]``.

Prints the CPU seconds that a million characters take, and how many times as long twice the text takes, by stage and
kind of text; then the same for near copies of practices. A stage that takes more than 2.5 times as long for twice the
text is named at the end. Each measurement has a process of its own, which is ended after ``--limit`` seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import Limit, default_counter
from corpus.text.acronyms import definitions
from corpus.text.chunking import chunk_text
from corpus.text.language import language_of
from corpus.text.sentences import sentence_spans
from corpus.text.strings import clean
from index.build.preparation import prepare_practice
from index.embedding.packaged.minilm import load_minilm
from index.embedding.passage_text import InputLimits
from index.enrichment.near_duplicates import Fingerprint, group_near_duplicates
from index.enrichment.objective_classifier import keyword_evidence
from index.lexical.bm25_index import LexicalIndex
from index.query.word_statistics import WordStatistics
from tests.support.hostile_texts import HOSTILE_TEXTS, near_copies, one_section
from tests.support.paths import MODELS

PASSAGE = 900
"""Characters of a passage, for the stages that get passages."""
MOST = 2.5
"""Times as long for twice the text that count as linear."""
WORTH_DOUBLING = 0.05
"""Seconds; what takes less is not measured for twice the text: there is more noise in it."""

Stage = Callable[[str], object]


def passages(text: str) -> Iterator[str]:
    """Cut a text blindly."""
    return (text[at : at + PASSAGE] for at in range(0, len(text), PASSAGE))


def index_words(text: str) -> None:
    """Write a lexical index."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        languages = ("en", "zh", "ar", "fr", "ru", "es")
        LexicalIndex.build(Path(folder), ((part, languages[n % 6], {}) for n, part in enumerate(passages(text))))


def stages() -> dict[str, Stage]:
    """Name the stages that get a text."""
    model = load_minilm(MODELS).limit
    budget = Limit(default_counter(), 200)
    language_of("so that the model is loaded before the time is taken")
    return {
        "cleaning": clean,
        "sentences": lambda text: sentence_spans(text, "en"),
        "sentences, zh": lambda text: sentence_spans(text, "zh"),
        "passages": lambda text: chunk_text(text, [budget, model]),
        "languages": lambda text: [language_of(part) for part in passages(text)],
        "acronyms": lambda text: list(definitions(text)),
        "fingerprints": lambda text: Fingerprint.of(one_section(text)),
        "keywords": lambda text: keyword_evidence(list(passages(text))),
        "model's tokens": lambda text: model.counter.count(list(passages(text))),
        "preparation": lambda text: prepare_practice(one_section(text), budget, InputLimits(model)),
        "words": lambda text: WordStatistics.from_texts((part, "en") for part in passages(text)),
        "lexical index": index_words,
    }


def seconds(work: Callable[[], object], limit: int) -> float | None:
    """Measure the CPU seconds of some work in a process of its own; ``None`` where it is over the limit or fails."""
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        started = time.process_time()
        work()
        os.write(write, str(time.process_time() - started).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        measured = answer.read()
    os.waitpid(worker, 0)
    return float(measured) if measured else None


def measure(name: str, once: Callable[[], object], twice: Callable[[], object], limit: int, per: float) -> bool:
    """Print a line for one kind of work; tell whether it is linear."""
    first = seconds(once, limit)
    second = seconds(twice, 3 * limit) if first is not None and first >= WORTH_DOUBLING else None
    times = second / first if first and second else None
    shown = "over the limit" if first is None else f"{first / per:8.2f} s"
    print(f"{name:50} {shown}" + (f"  twice: {times:.2f} times" if times else ""), flush=True)
    return first is not None and (times or 0) <= MOST


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=100_000)
    options.add_argument("--copies", type=int, default=5_000)
    options.add_argument("--limit", type=int, default=60)
    options.add_argument("--stages", nargs="*")
    chosen = options.parse_args()
    slow = []
    for stage, run in stages().items():
        for kind, make in HOSTILE_TEXTS.items() if not chosen.stages or stage in chosen.stages else ():
            texts = make(chosen.size), make(2 * chosen.size)
            work = [lambda text=text, run=run: run(text) for text in texts]  # type: ignore[misc]
            if not measure(f"{stage}, {kind}", *work, chosen.limit, chosen.size / 1e6):
                slow.append(f"{stage}, {kind}")
    for families in (1, 2, 500) if not chosen.stages else ():
        for varied in (False, True):
            prints = [
                [Fingerprint.of(practice) for practice in near_copies(count, families, varied)]
                for count in (chosen.copies, 2 * chosen.copies)
            ]
            work = [lambda some=some: group_near_duplicates(some) for some in prints]  # type: ignore[misc]
            name = f"near-identical, {families} families, {'near' if varied else 'equal'} copies"
            if not measure(name, *work, chosen.limit, 1):
                slow.append(name)
    print("not linear:", *(slow or ["none"]), sep="\n")


if __name__ == "__main__":
    main()
