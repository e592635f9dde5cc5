"""Rewrite the golden files that tests compare with: make golden. Review the difference."""

from __future__ import annotations

import json

from service.bootstrap import Bootstrap
from service.export import EXPORT_FORMATS
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.export_examples import EXAMPLE, SEARCH
from tests.support.paths import DATA

for export_format in EXPORT_FORMATS.values():
    golden = DATA / f"matches.{export_format.extension}"
    golden.write_bytes(export_format.export([EXAMPLE], SEARCH).encode())

schema = create_app(LiveIndex(Bootstrap(Settings()))).openapi()
(DATA / "openapi.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
