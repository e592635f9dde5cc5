from __future__ import annotations

import pytest

from index.snapshot.snapshot import Snapshot
from tests.support.served_practices import bootstrap_of_small_practices


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Snapshot.open(bootstrap_of_small_practices(tmp_path_factory.mktemp("index")).settings.index)
