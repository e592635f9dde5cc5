"""The versions that ``make`` installs, as the files in ``requirements/`` write them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.paths import ROOT

FOLDER = ROOT / "requirements"


class LockedVersion(NamedTuple):
    """A line of a file in ``requirements/``: the requirement, and the hashes that its files may have."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as indexes write it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version; empty where the line allows several."""
        pinned = re.fullmatch(r"==([^,*]+)", str(self.requirement.specifier))
        return pinned[1] if pinned else ""

    @property
    def is_wanted_here(self) -> bool:
        """Whether this interpreter on this system is one that the line is for."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def locked_versions(file: Path) -> list[LockedVersion]:
    """Read a file of requirements."""
    text = re.sub(r"^\s*#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [_locked(line) for line in text.splitlines() if line.strip()]


def _locked(line: str) -> LockedVersion:
    requirement, *hashes = re.split(r"\s--hash=", line.strip())
    return LockedVersion(Requirement(requirement.strip()), tuple(text.strip() for text in hashes))
