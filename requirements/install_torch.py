"""Install PyTorch, the CPU build where it can be had: ``install_torch.py INDEX [OPTION OF PIP ...]``.

PyTorch's own index has a build without CUDA, a fifteenth of what the ordinary index gives on Linux. It is asked
first, and given up where it does not answer within seconds; then pip installs as it is set up. Options say where else
to take it from, and are the only thing tried then. Run it by the interpreter of the environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PIN = Path(__file__).parent / "torch.txt"
SECONDS = 10
"""How long the index may take to say which builds it has; a host that swallows packets would hold pip for minutes."""


def main(index: str, options: list[str]) -> int:
    """Install; the exit status is pip's."""
    if options:
        return pip("install", "--quiet", *options, "-r", str(PIN))
    # what it needs is there already, from the ordinary index and by hashes: only PyTorch is to come from here
    if answers(index) and pip("install", "--quiet", "--no-deps", "--index-url", index, "-r", str(PIN)) == 0:
        return 0
    print(f"{index} does not give PyTorch. Taking what the ordinary index has; on Linux it may be the CUDA build.")
    return pip("install", "--quiet", "-r", str(PIN))


def answers(index: str) -> bool:
    """Tell whether an index itself, not what pip is set up with beside it, lists PyTorch, and does so in time."""
    with tempfile.TemporaryDirectory() as empty:
        places = {"PIP_FIND_LINKS": empty, "PIP_EXTRA_INDEX_URL": index}
        try:
            return pip("index", "versions", "torch", "--index-url", index, "--retries", "0", quiet=True, **places) == 0
        except subprocess.TimeoutExpired:
            return False


def pip(*arguments: str, quiet: bool = False, **environment: str) -> int:
    """Run pip; with ``quiet``, without a word and for ``SECONDS`` at most."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    output, seconds = (subprocess.DEVNULL, SECONDS) if quiet else (None, None)
    return subprocess.run(
        command, env=os.environ | environment, stdout=output, stderr=output, timeout=seconds, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
