"""The process that reads files for :mod:`corpus.loading.sandbox`: one request at a time from standard input."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from corpus.errors import PageError
from corpus.loading.sandbox import COUNTS_WORK, OUT_OF_MEMORY, SandboxLimits, read_frame, write_frame
from corpus.parsing.results import Item, Problem

_LEAST_SECONDS = 0.001
"""Of processor time: a timer of 0 would never ring."""
_LONGEST_REQUEST = 2**20
_MOST_SECONDS_WAITING = 0.05
_MOST_BYTES_WAITING = 2**12


def serve_requests() -> NoReturn:
    """Read files until the other side closes the pipe. An empty message says: ready for a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build ends its worker itself
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no result
    with suppress(EOFError, BrokenPipeError):
        write_frame(results, b"")
        while True:
            request = read_frame(sys.stdin.buffer, _LONGEST_REQUEST)
            reader, path, source, limits = pickle.loads(request)  # nosec B301 # the program that started this one wrote it
            try:
                _limit_memory(limits)
                for data in _results(reader, Path(path), source, limits):
                    write_frame(results, data)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            write_frame(results, b"")
    os._exit(0)


def _limit_memory(limits: SandboxLimits) -> None:
    """Let the system hold this process to the limit, where it does that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):  # beyond the hard limit, or not known to the system
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))


def _limit_work(seconds: float) -> None:
    """Let the system end this process after so much more processor time, in native code too; 0: never."""
    if COUNTS_WORK:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _results(
    reader: Callable[[bytes, str], Iterator[Item]], path: Path, source: str, limits: SandboxLimits
) -> Iterator[bytes]:
    """Pack the results into messages of one or, where they come quickly, of several."""
    left = limits.results
    waiting: list[bytes] = []
    sent = 0.0
    end = time.process_time() + limits.seconds
    _limit_work(min(limits.pause, limits.seconds))
    for item in _read(reader, path, source):
        _limit_work(max(min(limits.pause, end - time.process_time()), _LEAST_SECONDS))
        data = pickle.dumps(item, protocol=5)
        left -= len(data)
        if left < 0:
            reason = f"it holds more than {limits.results // 2**20} MiB of text; split it."
            waiting.append(pickle.dumps(Problem(source, reason)))
            break
        waiting.append(data)
        if time.monotonic() - sent > _MOST_SECONDS_WAITING or sum(map(len, waiting)) > _MOST_BYTES_WAITING:
            yield b"".join(waiting)
            waiting, sent = [], time.monotonic()
    _limit_work(0)
    if waiting:
        yield b"".join(waiting)


def _read(reader: Callable[[bytes, str], Iterator[Item]], path: Path, source: str) -> Iterator[Item]:
    try:
        yield from reader(path.read_bytes(), source)
    except PageError as error:
        yield Problem(source, str(error).removeprefix(f"{source}: "))
    except OSError as error:
        yield Problem(source, f"cannot be opened: {error.strerror or error}.")
    except (RecursionError, ValueError) as error:  # values nested, or numbers written, beyond what Python takes
        yield Problem(source, f"cannot be read: {error}.")
    except MemoryError:
        raise
    except Exception as error:
        reason = f"its reader failed ({type(error).__name__}: {error}); please report this with the file."
        yield Problem(source, reason)
