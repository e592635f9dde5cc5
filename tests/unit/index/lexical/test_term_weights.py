from __future__ import annotations

import math
from pathlib import Path

import pytest
import tantivy

from index.lexical.term_weights import inverse_document_frequency


@pytest.mark.parametrize(("frequency", "size"), [(1, 10), (4, 10), (10, 10)])
def test_idf_is_the_one_that_the_index_ranks_by(frequency: int, size: int, tmp_path: Path) -> None:
    index = tantivy.Index(tantivy.SchemaBuilder().add_text_field("text").build(), path=str(tmp_path))
    writer = index.writer(num_threads=1)
    for number in range(size):
        writer.add_document(tantivy.Document(text="harbour" if number < frequency else "orchard"))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    (score, _), *_ = index.searcher().search(index.parse_query("harbour", ["text"])).hits

    # one word in documents of one length: the rest of BM25 is (k1 + 1) / (1 + k1) = 1
    assert score == pytest.approx(inverse_document_frequency(frequency, size), rel=1e-5)


def test_rare_terms_weigh_more_and_none_weighs_nothing() -> None:
    weights = [inverse_document_frequency(frequency, 100) for frequency in range(101)]

    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0
    assert weights[0] == pytest.approx(math.log(202))


def test_no_more_passages_than_there_are_can_have_a_term() -> None:
    assert inverse_document_frequency(12, 10) == inverse_document_frequency(10, 10)
