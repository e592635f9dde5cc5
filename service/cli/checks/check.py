"""A check: what was looked at, and its state or what is wrong with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CheckLevel = Literal["ok", "warning", "problem"]
"""A warning is fit to serve with; a problem is not."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check."""

    what: str
    where: str
    """A path, an address or a setting."""
    level: CheckLevel
    says: str
    """Its state; of a warning or problem one line that names the place and the cure."""


def all_well(what: str, where: object, says: str) -> Check:
    """Make the check of what is as it should be."""
    return Check(what, str(where), "ok", says)


def warn(what: str, where: object, says: object) -> Check:
    """Make the check of what serves, and will not always."""
    return Check(what, str(where), "warning", _one_line(says))


def fail(what: str, where: object, says: object) -> Check:
    """Make the check of what has to be mended."""
    return Check(what, str(where), "problem", _one_line(says))


def nearest_existing(path: Path) -> Path:
    """Find the folder that a path is, or would be made in."""
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def can_be_made(path: Path) -> bool:
    """Tell whether a file or folder that is not there can be made."""
    parent = nearest_existing(path)
    return parent.is_dir() and os.access(parent, os.W_OK | os.X_OK)


def _one_line(says: object) -> str:
    return " ".join(str(says).split())
