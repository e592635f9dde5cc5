"""The two kinds of similarity search: every row compared, or only the rows of the nearest clusters.

The second is an inverted file (Sivic and Zisserman 2003; in FAISS, IndexIVF): rows are grouped around k-means
centroids and kept as a code of two bits a dimension (product quantisation: Jégou, Douze and Schmid 2011, in the layout
of André, Kermarrec and Le Scouarnec 2015, whose tables fit into registers). The codes only choose candidates; their
cosines are then computed from the rows themselves, so that both kinds give the same scores. Figures:
``tests/bench/scale.py``.
"""

from __future__ import annotations

from typing import Any, cast

import faiss
import numpy as np

from index.arrays import Mask, Ordinals, Scores, Vectors

_LISTS = 4
"""Lists per square root of the rows. Twice as many find as much in the same time and take twice as long to make."""
_PROBED = 5.0
"""Share of the rows compared, times their number to the power of 1/4: 38 % of 30,000 rows, 16 % of a million. Made-up
clusters need a fifth of it, but of 50,000 vectors of real texts (MiniLM) 2 % of the ten closest were then lost."""
_CODES = 16
"""Values of a code of four bits; FAISS learns them from as many rows at least."""
_TRAINING_ROWS = 64
"""Rows a centroid that k-means sees; more takes longer and finds no more."""


def exact_search(rows: Vectors, query: Vectors, top: int, among: Ordinals | None = None) -> tuple[Ordinals, Scores]:
    """Find the ``top`` rows closest to a query by comparing all, best first, without a copy of any.

    :param rows: shape (n, dimension), may be memory-mapped.
    :param among: only these rows are compared; each must be below ``n``.
    """
    count = len(rows) if among is None else len(among)
    top = min(top, count)
    if top <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    if among is None:
        scores, ordinals = faiss.knn(query[None], rows, top, metric=faiss.METRIC_INNER_PRODUCT)
        return ordinals[0], scores[0]
    scores, ordinals = np.empty(top, np.float32), np.empty(top, np.int64)
    pointers = (faiss.swig_ptr(array) for array in (query, rows, among, scores, ordinals))
    query_at, rows_at, among_at, scores_at, ordinals_at = pointers
    faiss.knn_inner_products_by_idx(  # type: ignore[attr-defined]
        query_at, rows_at, among_at, rows.shape[1], 1, len(rows), count, top, scores_at, ordinals_at, 0
    )
    return ordinals, scores


class InvertedLists:
    """Approximate search over an IndexIVF whose ids are row numbers."""

    def __init__(self, index: faiss.IndexIVF) -> None:
        self.index = index
        invlists = cast("faiss.InvertedLists", index.invlists)
        self._list_of = np.empty(index.ntotal, np.intp)
        for number in range(index.nlist):
            size = invlists.list_size(number)
            if size:
                self._list_of[faiss.rev_swig_ptr(invlists.get_ids(number), size)] = number
        self._sizes = np.bincount(self._list_of, minlength=index.nlist)

    @classmethod
    def train(cls, rows: Vectors) -> InvertedLists:
        """Cluster rows, at least one; equal rows give an equal index: FAISS seeds k-means with a fixed number."""
        lists = min(int(_LISTS * len(rows) ** 0.5), len(rows))
        dimension = rows.shape[1]
        codes = dimension // 2 if dimension % 2 == 0 else dimension
        made = faiss.index_factory(dimension, f"IVF{lists},PQ{codes}x4fsr", faiss.METRIC_INNER_PRODUCT)
        index = cast("faiss.IndexIVF", made)
        index.cp.max_points_per_centroid = _TRAINING_ROWS
        index.cp.min_points_per_centroid = 1
        index.train(rows if len(rows) >= _CODES else np.resize(rows, (_CODES, dimension)))
        index.add(rows)
        return cls(index)

    def candidates(self, query: Vectors, top: int, allowed: Mask | None = None) -> Ordinals:
        """Choose three times as many rows as asked for, the ``top`` closest most probably among them, in no order.

        Fewer where FAISS leaves out rows whose codes are the farthest possible: all rows, where all are equal.

        The lists nearest to the query are read until a certain number of *allowed* rows has been compared: where a
        filter lets through only what lies far from the query, reading goes on until it gets there.
        """
        counts = self._sizes
        if allowed is not None:
            # Three times as fast as indexing with the mask itself.
            counts = np.bincount(self._list_of[np.flatnonzero(allowed)], minlength=len(counts))
        rows = int(counts.sum())
        wanted = min(3 * top + 50, rows)
        enough = min(max(_PROBED * rows**0.75, wanted), rows)
        _, nearest = self.index.quantizer.search(query[None], len(counts))
        probes = 1 + int(np.searchsorted(np.cumsum(counts[nearest[0]]), enough))
        parameters: dict[str, Any] = {"nprobe": probes}
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            parameters["sel"] = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
        _, rows_found = self.index.search(query[None], wanted, params=faiss.SearchParametersIVF(**parameters))
        return cast("Ordinals", rows_found[0][rows_found[0] >= 0])
