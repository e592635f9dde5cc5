"""How well the outcome rule tells questions that a collection answers from questions that it does not.

Answerable: the titles of the 76 practices of ``gcm-practices-en``, asked of their texts. Not answerable: questions of
``xquad-en`` and claims of ``scifact``, asked of the same collection. Run: ``.venv/bin/python tests/bench/outcome.py``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from index.beir import read_beir
from index.build import build
from index.loaded import Snapshot
from index.search import Searcher
from service.answer import evidence_for
from service.outcome import FOUND_BAR, PARTLY_BAR, strength
from service.settings import Settings
from service.wiring import Wiring

DATA = Path(__file__).parents[3] / "shared/data/ir"
_NEGATIVES = 200


def main() -> None:
    """Print the share of each kind of question that clears each bar."""
    wiring = Wiring(Settings())
    own = read_beir(DATA / "gcm-practices-en", "title")
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), own.collection, wiring.embedder, wiring.budget)
        searcher = Searcher(Snapshot.open(Path(folder)), wiring.embedder)
        asked = {"answerable": list(own.queries.values())}
        for name in ("xquad-en", "scifact"):
            asked[f"not answerable: {name}"] = list(read_beir(DATA / name).queries.values())[:_NEGATIVES]
        scores = {kind: [strength(evidence_for(text, searcher)) for text in texts] for kind, texts in asked.items()}
    bars = [0.5, 0.55, PARTLY_BAR, 0.65, 0.7, FOUND_BAR, 0.8, 0.85]
    print(f"{'strength at least':28}" + "".join(f"{bar:7.2f}" for bar in bars))
    for kind, values in scores.items():
        shares = [sum(value >= bar for value in values) / len(values) for bar in bars]
        print(f"{kind:28}" + "".join(f"{share:7.2f}" for share in shares))


if __name__ == "__main__":
    main()
