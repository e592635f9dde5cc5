"""How good probabilities are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BINS = 10


def calibration_error(chances: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Compute the expected calibration error (Guo et al. 2017).

    It is, over ten bins of equal width, the mean gap between chance and share.
    """
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(chances[bins == number].mean() - labels[bins == number].mean()) * (bins == number).mean()
        for number in set(bins)
    ]
    return float(sum(gaps))
