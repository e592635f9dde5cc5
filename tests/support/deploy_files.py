"""The files of ``deploy/``, and the programs that check them where they are installed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.paths import ROOT

DEPLOY = ROOT / "deploy"


def program(name: str) -> Path:
    """Find a program of the system; a test without it is skipped, with the reason."""
    path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
    if path is None:
        pytest.skip(f"{name} is not installed; .ci/run installs it")
    return Path(path)
