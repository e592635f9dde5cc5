from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.settings import PREFIX, Settings
from tests.support.deploy_files import DEPLOY

KNOWN = {PREFIX + name.upper() for name in Settings.model_fields}
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(DEPLOY).as_posix())
def test_every_setting_that_is_named_exists(file: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8")))

    assert named - KNOWN == set()


def test_the_environment_of_the_unit_is_one_that_the_service_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (DEPLOY / "systemd/environment").read_text(encoding="utf-8").splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    for name in KNOWN:
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    settings = Settings()

    stated = {name: str(getattr(settings, name.removeprefix(PREFIX).lower())) for name in values}
    assert len(values) >= 8
    assert stated == values
