"""Rewrite the golden files that tests compare with: make golden. Review the difference."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

from service.bootstrap import Bootstrap
from service.export import EXPORT_FORMATS
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

DATA = Path(__file__).parent

spec = importlib.util.spec_from_file_location(
    "test_export", DATA.parent / "unit" / "service" / "export" / "test_formats.py"
)
assert spec
assert spec.loader
tests = importlib.util.module_from_spec(spec)
sys.modules["test_export"] = tests
spec.loader.exec_module(tests)
for form in EXPORT_FORMATS.values():
    (DATA / f"matches.{form.ending}").write_bytes(form.write([tests.EXAMPLE], tests.RECORD).encode())

schema = create_app(LiveIndex(Bootstrap(Settings())), "http://127.0.0.1:8000").openapi()
(DATA / "openapi.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
