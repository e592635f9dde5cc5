"""Nearest-neighbour search over unit vectors with FAISS, exact or approximate by size; scores are exact cosines."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import faiss
import numpy as np

from corpus.errors import naming
from index.arrays import Mask, Ordinals, Scores, Vectors
from index.dense.ivf import InvertedLists, exact_search
from index.plain_paths import plain_path

_CURE = "Try again; if it stays so, build the index again with: practices build"
EXACT_UP_TO = 30_000
"""Rows up to which all are compared: 2 to 4 ms, no more than embedding the query costs (``tests/bench/scale.py``)."""


class DenseIndex:
    """A vector index, searched by cosine; row numbers are passage ordinals.

    Two files, both memory-mapped when loaded: the rows (``<name>.npy``), and a FAISS index (``<name>.faiss``), which
    holds nothing where all rows are compared anyway.
    """

    def __init__(
        self,
        vectors: Vectors,
        lists: InvertedLists | None = None,
        exact_up_to: int = EXACT_UP_TO,
        path: Path | None = None,
    ) -> None:
        """:param path: that they are mapped from, which an error names."""
        self._path = path
        self.vectors = vectors
        """All rows, shape (passages, dimension); read-only where they are mapped from a file."""
        self._lists = lists
        self._exact_up_to = exact_up_to

    @classmethod
    def from_vectors(cls, vectors: Vectors, exact_up_to: int = EXACT_UP_TO) -> DenseIndex:
        """Index unit rows, shape (passages, dimension), which are kept, not copied.

        :param exact_up_to: where more rows than this take part in a search, it is approximate.
        """
        vectors = np.ascontiguousarray(vectors, np.float32)
        lists = InvertedLists.train(vectors) if len(vectors) > exact_up_to else None
        return cls(vectors, lists, exact_up_to)

    @classmethod
    def load(cls, path: Path, exact_up_to: int = EXACT_UP_TO) -> DenseIndex:
        """Map what :meth:`save` wrote; nothing is read until a search needs it."""
        # The rows are not kept in the FAISS file: its header of 45 bytes leaves them unaligned, and NumPy then copies
        # all of them for a single product.
        vectors = np.load(path.with_suffix(".npy"), mmap_mode="r").view(np.ndarray)
        with plain_path(path) as plain:
            index = faiss.read_index(str(plain), faiss.IO_FLAG_MMAP_IFC)
        lists = InvertedLists(cast("faiss.IndexIVF", index)) if index.ntotal else None
        return cls(vectors, lists, exact_up_to, path)

    def save(self, path: Path) -> None:
        """Write the FAISS index to ``path`` and the rows beside it, with the suffix ``.npy``."""
        np.save(path.with_suffix(".npy"), self.vectors)
        index = self._lists.index if self._lists else faiss.IndexFlatIP(self.vectors.shape[1])
        with plain_path(path) as plain:
            faiss.write_index(index, str(plain))

    def __len__(self) -> int:
        return len(self.vectors)

    def search(self, query: Vectors, top: int, allowed: Mask | None = None) -> tuple[Ordinals, Scores]:
        """Find the ``top`` passages closest to a query, best first.

        :param query: one unit vector, shape (dimension,).
        :param allowed: only these passages take part, before ranking; ``None`` lets all.
        :return: ordinals and cosines, at most ``top`` of each. The cosines are exact for each kind of search.
        :raises ValueError: a query or a mask of another shape; FAISS itself would read beyond the end of the rows.
        """
        query = np.ascontiguousarray(query, np.float32)
        if query.shape != self.vectors.shape[1:] or (allowed is not None and allowed.shape != self.vectors.shape[:1]):
            raise ValueError(f"These vectors are {self.vectors.shape}; the query or the mask has another shape.")
        with naming(self._path or "The vectors", _CURE):
            return self._search(query, top, allowed)

    def _search(self, query: Vectors, top: int, allowed: Mask | None) -> tuple[Ordinals, Scores]:
        rows = len(self) if allowed is None else int(np.count_nonzero(allowed))
        if self._lists and rows > self._exact_up_to:
            candidates = self._lists.candidates(query, top, allowed)
            if len(candidates) >= min(top, rows):
                return exact_search(self.vectors, query, top, candidates)
        return exact_search(self.vectors, query, top, None if allowed is None else np.flatnonzero(allowed))
