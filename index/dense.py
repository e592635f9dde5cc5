"""Similarity search over unit vectors with FAISS. Scores are cosines; distances never leave this file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import faiss
import numpy as np

from index.arrays import Mask, Ordinals, Scores, Vectors


class DenseIndex:
    """Exact inner-product search; row numbers are passage ordinals."""

    def __init__(self, index: faiss.IndexFlatIP) -> None:
        self._index = index
        flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d) if index.ntotal else np.zeros(0, np.float32)
        self.vectors: Vectors = flat.reshape(index.ntotal, index.d)
        """All rows, a view without a copy."""

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> DenseIndex:
        """Index unit rows, shape (passages, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what :meth:`save` wrote."""
        return cls(cast("faiss.IndexFlatIP", faiss.read_index(str(path))))

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, top: int, allowed: Mask | None = None) -> tuple[Ordinals, Scores]:
        """The ``top`` passages closest to one query, best first.

        :param query: one unit vector, shape (dimension,).
        :param allowed: only these passages take part, before ranking; ``None`` lets all.
        :return: ordinals and cosines, at most ``top`` of each.
        """
        parameters = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type]
        top = min(top, len(self))
        if top == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores, ordinals = self._index.search(query[None], top, params=parameters)
        found = ordinals[0] >= 0
        return ordinals[0][found], scores[0][found]
