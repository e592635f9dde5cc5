"""A server as its keeper starts it: the command, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.paths import ROOT

COMMAND = (sys.executable, "-c", "from service.cli import app; app()")
"""``practices`` of this very source."""


class ServedCommand(NamedTuple):
    """Where a server answers, its process, how long it took until it was ready, and the file of what it says."""

    url: str
    server: subprocess.Popen[bytes]
    seconds: float
    log: Path

    @property
    def process(self) -> int:
        """The number of the process."""
        return self.server.pid

    def check(self) -> None:
        """Check that it still runs.

        :raises RuntimeError: it has ended, with the last that it said.
        """
        if self.server.poll() is not None:
            said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"the server ended by itself with {self.server.returncode}: {said}")


@contextmanager
def served_by_command(index: Path, **settings: str) -> Iterator[ServedCommand]:
    """Serve an index by the real command.

    :param settings: further settings by their names without the prefix, in small letters.
    :raises RuntimeError: the server ended before it was ready.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {f"PRACTICES_{name.upper()}": value for name, value in ({"log_level": "warning"} | settings).items()}
    command = [*COMMAND, "serve", "--port", str(port), "--index", str(index)]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with (
            log.open("wb") as said,
            subprocess.Popen(command, cwd=ROOT, env=os.environ | given, stdout=said, stderr=said) as server,
        ):
            served = ServedCommand(f"http://127.0.0.1:{port}", server, 0.0, log)
            try:
                while not _is_ready(port):
                    served.check()
                    time.sleep(0.05)
                yield served._replace(seconds=time.monotonic() - started)
            finally:
                server.terminate()


def _is_ready(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60).close()
    except (URLError, OSError):
        return False
    return True
