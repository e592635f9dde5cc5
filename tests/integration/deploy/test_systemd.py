from __future__ import annotations

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.deploy_files import DEPLOY, program

UNITS = DEPLOY / "systemd"
SERVICES = ("practice-search.service", "practice-search-sync.service")
MOST_EXPOSED = 15
"""Tenths of systemd's points, of 100; a service without any hardening has 96."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a command and a user that this machine has in the place of those to be installed."""
    for path in UNITS.glob("practice-search*"):
        text = path.read_text(encoding="utf-8").replace("/opt/practice-search/bin/practices", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [*SERVICES, "practice-search-sync.timer"])
def test_systemd_takes_every_line_of_a_unit(units: Path, name: str) -> None:
    command = [program("systemd-analyze"), "verify", "--man=no", units / name]

    verified = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


def test_systemd_names_a_line_that_it_does_not_know(units: Path) -> None:
    unit = units / SERVICES[0]
    unit.write_text(unit.read_text(encoding="utf-8").replace("ProtectSystem=", "ProtectSytem="), encoding="utf-8")
    command = [program("systemd-analyze"), "verify", "--man=no", unit]

    verified = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "ProtectSytem" in verified.stderr, "or the test above could not fail"


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_is_hardened(units: Path, name: str) -> None:
    command = [program("systemd-analyze"), "security", "--offline=true", f"--threshold={MOST_EXPOSED}", units / name]

    judged = subprocess.run([*command, "--no-pager"], capture_output=True, text=True, check=False)

    assert judged.returncode == 0, judged.stdout.splitlines()[-1]


def directives(name: str) -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(UNITS / name, encoding="utf-8")
    return dict(parser["Service"])


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_written_lies_in_the_folder_that_a_unit_may_write_to(name: str) -> None:
    state = f"/var/lib/{directives(name)['StateDirectory']}"
    text = (UNITS / "environment").read_text(encoding="utf-8")
    paths = re.findall(r"=(/\S+)$", text, flags=re.MULTILINE)

    assert len(paths) == 4
    assert [path for path in paths if not path.startswith(f"{state}/")] == []
    assert directives(name)["EnvironmentFile"] == "/etc/practice-search/environment"


def test_the_timer_starts_a_unit_that_is_there() -> None:
    assert (UNITS / "practice-search-sync.timer").with_suffix(".service").is_file()
