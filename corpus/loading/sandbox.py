"""Sandbox for reading files: a process of their own, so that none can crash the build, hang it or eat its memory.

The rule for a file of ``size`` MiB: at most ``8 + size / 10`` seconds of work without a result, ``max(8, 20 * size)``
in all; at most ``768 + 8 * size`` MiB of memory, and ``64 + 8 * size`` MiB of results. Honest files need a
small part of that (a MiB of JSON Lines a third of a second). Where a limit is hit the worker is ended and the file is a
problem that says so; what the worker had sent of it before that is kept.

Work is the processor time of the worker, which the system itself counts: how long the build takes over a result, or how
busy the machine is, changes nothing, so that the same files give the same collection anywhere. A worker that neither
works nor answers for a minute is ended too. Where the system ends no process by its processor time (Windows), the time
that the build waits for a result counts instead.

Memory is limited where the system does that (Linux); a worker that crashes for want of it is a problem as well.
"""

from __future__ import annotations

import io
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from corpus.parsing.results import Item, Problem

_MIB = 2**20
_SENT = {
    "corpus.parsing.results": {"Problem", "ProblemKind", "Read"},
    "corpus.text.decoding": {"Encoding"},
    "corpus.model": {"Amount", "Capture", "Dates", "Link", "Practice", "Section", "SectionKind"},
}
"""What a worker may send: it handles hostile files in native code, so its word is not taken for anything else."""
OUT_OF_MEMORY = 3
"""The exit status of a worker that ran out of memory."""
_LENGTH = struct.Struct("<Q")
_TOO_LONG = "reading it takes too long; the file is damaged or hostile, or very long: split it."
_START_SECONDS = 60
_IDLE_SHARE = 0.001
"""Of the time by the clock that a worker has to work to be taken for alive: little, on a machine that is very busy."""
COUNTS_WORK = hasattr(signal, "setitimer")
"""Whether the system ends a process by the processor time that it has used."""
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from corpus.loading.sandbox_worker import serve_requests; serve_requests()"
)


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits of work, memory and results for reading one file."""

    pause: float
    """Seconds of processor time until the next result."""
    seconds: float
    """Seconds of processor time in all."""
    memory: int
    """Bytes of address space of the worker."""
    results: int
    """Bytes of all results."""
    idle: float = 60
    """Seconds by the clock without a result and without work."""

    @classmethod
    def for_size(cls, size: int) -> SandboxLimits:
        """Compute the limits for a file of so many bytes."""
        mib = size / _MIB
        return cls(8 + mib / 10, max(8.0, 20 * mib), 768 * _MIB + 8 * size, 64 * _MIB + 8 * size)


class Sandbox:
    """Worker process for all files of a build, started at the first of them and replaced where a file ends it."""

    def __init__(self, limits: Callable[[int], SandboxLimits] = SandboxLimits.for_size) -> None:
        self._limits = limits
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.communicate()

    def read(self, reader: Callable[[bytes, str], Iterator[Item]], path: Path, source: str) -> Iterator[Item]:
        """Read the practices and problems of one file, as its reader gives them.

        :param reader: a function of a module, which the worker imports by its name.
        """
        limits = self._limits(path.stat().st_size)
        whole = False
        worker = self._running()
        try:
            yield from _ask(worker, limits, (reader, str(path), source, limits))
            whole = True
        except TimeoutError:
            yield Problem(source, _TOO_LONG)
        except pickle.UnpicklingError:
            yield Problem(source, "its reader sent back what is no practice: the file is damaged or hostile.")
        except (EOFError, BrokenPipeError):
            yield Problem(source, _reason_for_end(worker.wait(), limits))
        finally:
            if not whole:
                self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            command = [sys.executable, "-c", _START, *sys.path]
            self._worker = subprocess.Popen(  # nosec B603 # this interpreter, and nothing that a page says
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            try:
                with _ended_if_idle(self._worker, _START_SECONDS):
                    _receive(self._worker, 0)  # it says that it is ready
            except (EOFError, TimeoutError):
                raise OSError(f"the process that reads files does not start ({sys.executable})") from None
        return self._worker


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one message, with its length before it."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes], longest: int) -> bytes:
    """Read the next message.

    :raises EOFError: the other side has ended.
    :raises pickle.UnpicklingError: the message is longer than any may be.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > longest:
        raise pickle.UnpicklingError(f"{length} bytes in one message")
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _ask(worker: subprocess.Popen[bytes], limits: SandboxLimits, request: object) -> Iterator[Item]:
    assert worker.stdin is not None
    write_frame(worker.stdin, pickle.dumps(request))
    while True:
        with _ended_if_idle(worker, limits.idle if COUNTS_WORK else limits.pause):
            data = _receive(worker, limits.results)
        if not data:
            return
        stream = io.BytesIO(data)
        while stream.tell() < len(data):
            yield _ItemUnpickler(stream).load()


def _receive(worker: subprocess.Popen[bytes], longest: int) -> bytes:
    assert worker.stdout is not None
    return read_frame(worker.stdout, longest)


@contextmanager
def _ended_if_idle(worker: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """End the worker when it has done no work for so long by the clock, however long that takes it.

    :raises TimeoutError: it was ended.
    """
    late, answered = threading.Event(), threading.Event()

    def watch() -> None:
        before = _work_of(worker.pid)
        while not answered.wait(max(seconds, 0)):
            now = _work_of(worker.pid)
            if now is None or before is None or now - before < _IDLE_SHARE * seconds:
                late.set()
                worker.kill()
                return
            before = now

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except EOFError:
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        answered.set()


def _work_of(process: int) -> float | None:
    """Read the processor time of a process, in seconds; ``None`` where the system does not tell (all but Linux)."""
    try:
        return time.clock_gettime((~process << 3) | 2)  # what clock_getcpuclockid(3) gives
    except (AttributeError, OSError, OverflowError):
        return None


def _reason_for_end(status: int, limits: SandboxLimits) -> str:
    if status == OUT_OF_MEMORY:
        return f"reading it takes more than {limits.memory // _MIB} MiB of memory; the file is damaged or hostile."
    if COUNTS_WORK and status == -signal.SIGPROF:
        return _TOO_LONG
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    return (
        f"its reader crashed ({how}): the file is damaged or hostile, or takes more than "
        f"{limits.memory // _MIB} MiB of memory; open it and save it again."
    )


class _ItemUnpickler(pickle.Unpickler):
    """Unpickler of practices and problems, and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        if name not in _SENT.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
