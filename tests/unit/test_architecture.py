from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT


def test_imports_run_one_way() -> None:
    checked = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("package", ["corpus", "corpus.readers", "service.export"])
def test_a_facade_lists_what_it_offers_in_order(package: str) -> None:
    module = importlib.import_module(package)

    assert module.__all__ == sorted(module.__all__, key=lambda name: (not name.isupper(), name))
    assert all(hasattr(module, name) for name in module.__all__)
