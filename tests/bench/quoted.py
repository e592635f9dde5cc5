"""What quotation marks do to long questions: nDCG@10 with marks that nobody's question had.

Run: ``.venv/bin/python -m tests.bench.quoted FOLDER:SPLIT ...``. Marks are put around one or two runs of two or three
words, drawn at random among those that some passage holds, of questions that have six words or more with a meaning of
their own, in four versions each. Every second question is for choosing weights, the other for figures. Prints a
Markdown table: the marks taken for what they are, every phrase demanded, the marks ignored.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace

import regex

from index.evaluation.beir import read_beir
from index.evaluation.measures import ndcg_at_10
from index.lexical.analysis import is_stopword
from index.query.reader import Query
from index.retrieval.searcher import Searcher
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.ablation import COLLECTIONS, built

_VERSIONS = 4
_LEAST_WORDS = 6
_WORD = regex.compile(r"[\w'-]+")


def main() -> None:
    """Measure each collection and print a row for each of its halves."""
    if not sys.argv[1:]:
        sys.exit(__doc__)
    bootstrap = Bootstrap(Settings())
    print("| | questions | as read | all demanded | marks ignored |\n|---|---:|---:|---:|---:|")
    for name, split in (argument.split(":") for argument in sys.argv[1:]):
        collection = read_beir(COLLECTIONS / name, split)
        with built(bootstrap, name, collection, bootstrap.models, bootstrap.budget) as searcher:
            for half, title in enumerate(("choosing", "figures")):
                rows = []
                for query_id in sorted(collection.queries)[half::2]:
                    for quoted in quoted_versions(searcher, collection.queries[query_id]):
                        rows.append(list(scores(searcher, quoted, collection.qrels[query_id])))
                means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
                print(f"| {name}, {title} | {len(rows)} | {' | '.join(f'{mean:.4f}' for mean in means)} |", flush=True)


def quoted_versions(searcher: Searcher, question: str) -> Iterator[Query]:
    """Put marks around runs of words, and give what is less than half quoted, as it is read."""
    question = question.replace('"', "")
    words = list(_WORD.finditer(question))
    has_meaning = [not is_stopword(word.group(), "en") for word in words]
    if sum(has_meaning) < _LEAST_WORDS:
        return
    runs = [
        (first, last)
        for length in (2, 3)
        for first, last in zip(range(len(words)), range(length - 1, len(words)), strict=False)
        if has_meaning[first]
        and has_meaning[last]
        and all(question[words[n].end() : words[n + 1].start()] == " " for n in range(first, last))
    ]
    held = [run for run in runs if searcher._is_held(question[words[run[0]].start() : words[run[1]].end()])]
    for version in range(_VERSIONS):
        chance = random.Random(f"{version} {question}")
        quoted, before = question, len(words)
        for first, last in sorted(chance.sample(held, min(len(held), chance.choice((1, 2)))), reverse=True):
            if last < before:
                start, end = words[first].start(), words[last].end()
                quoted, before = f'{quoted[:start]}"{quoted[start:end]}"{quoted[end:]}', first
        query = searcher.read(quoted)
        if query.loose_phrases and not query.phrases:
            yield query


def scores(searcher: Searcher, query: Query, judged: dict[str, int]) -> Iterator[float]:
    """Score a query as it is read, with every phrase demanded, and with none."""
    vectors = searcher.embed(query)
    ways = query, replace(query, phrases=query.loose_phrases, loose_phrases=()), replace(query, loose_phrases=())
    for way in ways:
        hits = searcher.search(way, 10, passages_each=1, vectors=vectors)
        yield ndcg_at_10({hit.practice.practice_id: hit.score for hit in hits}, judged)


if __name__ == "__main__":
    main()
