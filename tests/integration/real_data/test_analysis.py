from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy

from corpus.text.strings import clean
from index.lexical.analysis import (
    analyzer,
    query_terms,
)
from index.lexical.normalisation import index_text


def without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))


def _found(folder: Path, language: str, split: str, asked: Callable[[str], str] = str) -> tuple[float, float]:
    """How many queries have a relevant document first, and how many of theirs are among ten, by BM25 alone."""
    index = tantivy.Index(tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="own").build())
    index.register_tokenizer("own", analyzer(language))
    writer = index.writer(num_threads=1)
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    for document in documents:
        text = f"{document['title']}\n{document['text']}"
        writer.add_document(tantivy.Document(text=index_text(clean(text), language)))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    relevant: dict[str, set[str]] = {}
    with (folder / "qrels" / f"{split}.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant.setdefault(row["query-id"], set()).add(row["corpus-id"])
    first = among_ten = 0.0
    for line in (folder / "queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        if query["_id"] not in relevant:
            continue
        terms = query_terms(asked(query["text"]), language)
        words = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", term, "freq")) for term in terms]
        hits = searcher.search(tantivy.Query.boolean_query(words), 10).hits
        is_relevant = [documents[address.doc]["_id"] in relevant[query["_id"]] for _, address in hits]
        first += is_relevant[:1] == [True]
        among_ten += sum(is_relevant) / len(relevant[query["_id"]])
    return first / len(relevant), among_ten / len(relevant)


@pytest.mark.parametrize(
    ("language", "first", "among_ten"),
    [("en", 0.94, 0.99), ("es", 0.93, 0.99), ("ar", 0.89, 0.98), ("ru", 0.90, 0.985), ("zh", 0.92, 0.99)],
)
def test_questions_find_their_paragraph_by_words(shared: Path, language: str, first: float, among_ten: float) -> None:
    shares = _found(shared / "data" / "ir" / f"xquad-{language}", language, "test")

    assert shares[0] >= first
    assert shares[1] >= among_ten


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("xquad-es", "test"),
        ("gcm-practices-es", "title"),
        ("gcm-practices-fr", "title"),
        ("gcm-practices-es", "objective"),
        ("gcm-practices-fr", "objective"),
    ],
)
def test_accents_left_out_lose_nothing(shared: Path, name: str, split: str) -> None:
    folder = shared / "data" / "ir" / name
    written = _found(folder, name[-2:], split)
    plain = _found(folder, name[-2:], split, without_accents)

    assert plain == pytest.approx(written, abs=0.01)
