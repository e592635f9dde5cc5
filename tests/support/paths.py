"""The folders that tests and benches read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The project."""
DATA = ROOT / "tests" / "data"
"""Golden files and judged examples."""
MODELS = ROOT / "var" / "models"
"""The packaged models, converted once for all tests."""
SHARED = ROOT.parent / "shared"
"""Real pages and test collections beside the project; not part of it, so it may be missing."""
