"""How good probabilities are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BINS = 10


def calibration_error(chances: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Expected calibration error: over ten bins of equal width, the mean gap of chance and share (Guo et al. 2017)."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [abs(chances[bins == one].mean() - labels[bins == one].mean()) * (bins == one).mean() for one in set(bins)]
    return float(sum(gaps))
