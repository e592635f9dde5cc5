"""How the work of a function grows with its input, told by processor time on a machine that does other work too."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_ROUNDS = 6


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Tell whether twice the size takes at most 2.5 times the processor time: in one round of several, undisturbed.

    What takes the square of its input takes four times as long in each of them.
    """
    work(size // 8)
    gc.disable()
    try:
        return any(_seconds(work, 2 * size) <= 2.5 * _seconds(work, size) + 0.02 for _ in range(_ROUNDS))
    finally:
        gc.enable()


def _seconds(work: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    work(size)
    return time.process_time() - started
