"""Array types with their shapes in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit rows, shape (n, dimension), C-contiguous."""

Scores = NDArray[np.float32]
"""Shape (n,); higher is better, always."""

Ordinals = NDArray[np.int64]
"""Shape (n,); positions of passages in the snapshot."""

Mask = NDArray[np.bool_]
"""Shape (passages,); true for the passages that a filter lets through."""


def unit_rows(vectors: NDArray[np.float32]) -> Vectors:
    """Scale rows to length 1 (L2 normalisation); a row of zeros stays zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    return np.ascontiguousarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)
