"""Commands run with less than this user may have: without the rights of root, in folders that cannot be written to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from service.cli import app; app()"]
"""The command line, whether or not its script is installed."""


def without_privileges() -> list[str]:
    """Give what a command is to begin with so that the rights of a file hold for root too; skips where it cannot be."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("runs as root, whom no right of a file keeps out, and there is no setpriv to take that from it")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def in_own_mounts(*mounts: str) -> list[str]:
    """Give what a command is to begin with so that it sees other mounts; skips where that is not allowed.

    :param mounts: shell commands that make them.
    """
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    start = ["unshare", "--mount", *user, "sh", "-c", " && ".join([*mounts, 'exec "$@"']), "sh"]
    if not shutil.which("unshare") or subprocess.run([*start, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs mounts of its own (unshare --mount), which this machine does not allow")
    return start


def run_command(
    arguments: Sequence[str], start: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line; what it says is taken for UTF-8."""
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [*start, *COMMAND, *arguments],
        env={**os.environ, "PYTHONPATH": root, **environment},
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=300,
        check=False,
    )
