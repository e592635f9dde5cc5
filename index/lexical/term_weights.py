"""Weights of terms by how rare they are."""

from __future__ import annotations

import math


def inverse_document_frequency(document_frequency: int, size: int) -> float:
    """Compute the idf (Spärck Jones 1972) as BM25 has it in Lucene: ``ln(1 + (N - n + 0.5) / (n + 0.5))``, above 0.

    :param document_frequency: n, the passages with the term; no more than there are count.
    :param size: N, all passages.
    """
    document_frequency = min(document_frequency, size)
    return math.log(1 + (size - document_frequency + 0.5) / (document_frequency + 0.5))
