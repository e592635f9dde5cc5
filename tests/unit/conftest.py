"""What keeps the unit tests quick: one thread for small matrices, no waiting for the disk, and no real model."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import faiss  # noqa: F401 - a pool is limited only once its library is there
import pytest
from threadpoolctl import threadpool_limits

from index.embedding.packaged import e5, minilm, universal_encoder

_ELSEWHERE = "a test that needs a real model belongs to tests/integration"


@pytest.fixture(scope="module", autouse=True)
def one_thread_a_pool() -> Iterator[None]:
    """Let FAISS and BLAS compute in one thread, in which clustering a few thousand rows takes a fifth of the CPU time.

    Idle threads of a pool spin until the others are done, the longer the busier the machine is. A variable of the
    environment (OMP_NUM_THREADS) would reach the real models and the servers of other tests too.
    """
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module", autouse=True)
def no_fsync() -> Iterator[None]:
    """Leave out fsync, for which the tests that build an index wait longer than they compute.

    Only a loss of power would show whether it was called; what a killed process leaves is tested in
    tests/integration, with it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="module", autouse=True)
def no_real_model() -> Iterator[None]:
    """Refuse the real models, which take seconds to load: the packaged ones, and torch for any other."""

    def refuse(*_: object) -> None:
        raise AssertionError(_ELSEWHERE)

    loaded_before = "torch" in sys.modules
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minilm, "converted_files", refuse)
        patch.setattr(e5, "converted_files", refuse)
        patch.setattr(universal_encoder.UniversalEmbedder, "__init__", refuse)
        yield
    assert loaded_before or "torch" not in sys.modules, _ELSEWHERE
