"""Truth of three values (Kleene 1938) over units: what a page does not state is neither true nor false."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Whether something holds of each unit; unknown where it is neither true nor false. Shapes (units,)."""

    is_true: NDArray[np.bool_]
    is_false: NDArray[np.bool_]

    def __and__(self, other: Truth) -> Truth:
        """Return where both hold."""
        return Truth(self.is_true & other.is_true, self.is_false | other.is_false)

    def __or__(self, other: Truth) -> Truth:
        """Return where either holds."""
        return Truth(self.is_true | other.is_true, self.is_false & other.is_false)

    def __invert__(self) -> Truth:
        """Return where it does not hold; what is unknown stays so."""
        return Truth(self.is_false, self.is_true)
