from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import FullDiskError, NoSnapshotError
from index.snapshot.disk_room import reporting_full_disk

FULL = Path("/dev/full")
"""A device on which there is never room (Linux)."""


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_names_the_folder_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(FullDiskError) as raised, reporting_full_disk(tmp_path), FULL.open("wb", buffering=0) as file:
        file.write(b"x")

    assert str(tmp_path) in str(raised.value)
    assert "--index" in str(raised.value)


@pytest.mark.parametrize("error", [ValueError("other"), NoSnapshotError("none"), PermissionError(13, "denied")])
def test_other_errors_stay_what_they_are(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as raised, reporting_full_disk(tmp_path):
        raise error

    assert raised.value is error
