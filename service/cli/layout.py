"""Layout of results on a terminal."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

WIDTH = 100
"""Characters of a line."""


def as_json(value: Any) -> str:  # noqa: ANN401
    """Write a dataclass or plain value as one JSON object."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    return json.dumps(plain, ensure_ascii=False, indent=2)
