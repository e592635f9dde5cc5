from __future__ import annotations

import io
import pickle

import pytest

from corpus.loading.sandbox import SandboxLimits, read_frame, write_frame


@pytest.mark.parametrize(
    ("size", "pause", "seconds", "memory"), [(0, 8, 8, 768), (2**20, 8.1, 20, 776), (256 * 2**20, 33.6, 5120, 2816)]
)
def test_limits_grow_with_the_file(size: int, pause: float, seconds: float, memory: int) -> None:
    limits = SandboxLimits.for_size(size)

    assert (limits.pause, limits.seconds, limits.memory / 2**20) == (pause, seconds, memory)


def test_messages_keep_their_bounds() -> None:
    stream = io.BytesIO()
    write_frame(stream, b"abc")
    write_frame(stream, b"")
    stream.seek(0)

    assert [read_frame(stream, 3), read_frame(stream, 3)] == [b"abc", b""]
    with pytest.raises(EOFError):
        read_frame(stream, 3)
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(stream.getvalue()[:9]), 3)
    with pytest.raises(pickle.UnpicklingError):
        read_frame(io.BytesIO(stream.getvalue()), 2)
