from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = pytest.mark.e2e


def data_files(package: str) -> list[Path]:
    """List what stands beside the code and is no code: templates, words, weights."""
    return [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_the_wheel_holds_the_packages_their_pages_and_the_collection(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True,
        check=True,
    )

    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()

    folders = {name.split("/")[0] for name in names}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"corpus", "index", "service"}
    data = {
        path.relative_to(ROOT).as_posix()
        for folder in folders & {"corpus", "index", "service"}
        for path in data_files(folder)
    }
    assert data - set(names) == set()
    assert "service/web/templates/parts/box.html" in data
    assert sum(name.startswith("corpus/collection/") for name in names) >= 40
