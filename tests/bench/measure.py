"""How good probabilities are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BINS = 10


def calibration_error(
    chances: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64] | None = None
) -> float:
    """Compute the expected calibration error (Guo et al. 2017).

    It is, over ten bins of equal width, the mean gap between chance and share.

    :param weights: what each counts; by default all the same.
    """
    weights = np.ones(len(chances)) if weights is None else weights
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float(((chances - labels) * weights)[bins == number].sum())) for number in set(bins)]
    return sum(gaps) / float(weights.sum())
