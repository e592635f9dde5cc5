"""Threads where they help a single search, and none where they only wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

_P = ParamSpec("_P")
_R = TypeVar("_R")


def beside(work: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
    """Start a call in another thread: worth it where it lets go of the interpreter for a millisecond."""
    return _workers().submit(work, *args, **kwargs)


def one_blas_thread(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Decorate a call so that its matrix products take one thread.

    A search multiplies matrices too small to share out, and the idle threads of one library, which spin for a while,
    hold up those of the others: embedding a query took twice as long after them.
    """

    @wraps(work)
    def alone(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with _blas().limit(limits=1, user_api="blas"):
            return work(*args, **kwargs)

    return alone


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="search")


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()
