"""What a rebuild after one changed page costs, beside the first build. Run: .venv/bin/python tests/bench/rebuild.py.

20,000 passages are made of the 602 projects of ``eutf_projects.jsonl`` by repetition with changed words. To save an
hour of embedding, passages and sentences get the vectors of real ones with noise; what the two real models would take
is measured on a sample and added to the first build, and the few passages of the changed page are embedded for real.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from speed import PROJECTS, Seconded, machine, repeated, timed

from corpus import collect
from index.arrays import Vectors, unit_rows
from index.build import build
from index.embed import Embedder, SentenceTransformerEmbedder
from index.encode import Models
from index.inputs import chunk_for, passage_inputs
from index.loaded import Snapshot
from index.sentences import sentences_of
from index.snapshot import cache_file
from service.settings import Settings
from service.wiring import Wiring

_SAMPLE = 400
_FEW = 100
"""Texts up to which the stand-in across languages asks the real model."""


class SecondedAcross:
    """The vectors of real texts with noise, so that none are equal."""

    def __init__(self, real: Embedder, samples: Sequence[str]) -> None:
        self._real, self._vectors, self._chance = real, real.embed_passages(samples), np.random.default_rng(7)
        self.name, self.dimension, self.limit = "seconded-across", real.dimension, real.limit
        self.embed_queries = real.embed_queries

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """A sample's vector, with noise, for each text."""
        chosen = self._chance.integers(len(self._vectors), size=len(texts))
        noise = self._chance.standard_normal((len(texts), self.dimension), np.float32) * np.float32(0.03)
        return unit_rows(self._vectors[chosen] + noise)


def main(passages: int) -> None:
    records = [json.loads(line) for line in PROJECTS.read_text(encoding="utf-8").splitlines()]
    wiring = Wiring(Settings())
    own, across = wiring.models.own, wiring.models.across
    kept, count = [], 0
    for record in repeated(records, 60):
        kept.append(record)
        count += 1 + len(record["text"]) // 900
        if count >= passages:
            break
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch) / "practices.jsonl", Path(scratch) / "index"
        def write():
            source.write_text("".join(json.dumps(record) + "\n" for record in kept), encoding="utf-8")
        write()
        sample = collect([PROJECTS]).practices
        inputs, chunks = [], []
        for practice in random.Random(7).sample(sample, 300):
            found = chunk_for(practice, wiring.budget, own.limit).passages
            chunks += found
            inputs += passage_inputs(practice, found, own.limit)
        print(len(inputs))
        models = Models(Seconded(own, inputs[:200]), SecondedAcross(across, inputs[:200]))
        first = timed(lambda: build(folder, collect([source]), models, wiring.budget, cache=cache_file(folder)))
        print("first without embedding", first)
        kept[1000]["text"] += " It also trained forty nurses in two districts."
        write()
        import cProfile, pstats
        pr = cProfile.Profile() if "--profile" in sys.argv else None
        def again():
            c = collect([source])
            r = build(folder, c, models, wiring.budget, cache=cache_file(folder))
            print(r.passages, r.embedded, r.reused, r.seconds)
        if pr: pr.enable()
        t = timed(again)
        if pr:
            pr.disable()
            pstats.Stats(pr).sort_stats("cumulative").print_stats(70)
        print("again", t)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 20_000)
