"""Meaning, words and both, by test collection. Run: ``.venv/bin/python -m tests.bench.channels [FOLDER:SPLIT ...]``.

Prints a Markdown table of nDCG@10 by channel, and what fusion is above the better of the two; without arguments of
all collections of ``../shared/data/ir``, whose passages are embedded at first, for an hour or more. Vectors are kept
beside the index.
"""

from __future__ import annotations

import sys
from pathlib import Path

from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import SHARED

COLLECTIONS = SHARED / "data/ir"
SPLITS = {
    **dict.fromkeys(("scifact", "nfcorpus", "cranfield"), "test"),
    "squad2-dev-half": "dev",
    **{f"xquad-{language}": "test" for language in "en es ar ru zh".split()},
    **{f"gcm-practices-{language}": "title" for language in "en fr es".split()},
}


def main() -> None:
    """Print the table, a row as soon as it is measured."""
    named = sys.argv[1:] or [f"{COLLECTIONS / name}:{split}" for name, split in SPLITS.items()]
    bootstrap = Bootstrap(Settings())
    print("| | queries | meaning | words | both | above the better |\n|---|---:|---:|---:|---:|---:|")
    for name in named:
        folder, _, split = name.rpartition(":")
        result = bootstrap.evaluate(Path(folder), split)
        dense, words, both = (result.measures[channel]["nDCG@10"] for channel in ("dense", "lexical", "fused"))
        cells = " | ".join(f"{value:.3f}" for value in (dense, words, both))
        print(f"| {Path(folder).name} | {result.queries} | {cells} | {both - max(dense, words):+.3f} |", flush=True)


if __name__ == "__main__":
    main()
