"""Rewrite the golden files that tests compare with: make golden. Review the difference."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

from corpus import Collection, Limit, default_counter
from index.build.builder import build_snapshot
from index.snapshot.integrity import FORMAT
from service.bootstrap import Bootstrap
from service.export import EXPORT_FORMATS
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.export_examples import EXAMPLE, SEARCH
from tests.support.paths import DATA
from tests.support.snapshot_examples import models_of_every_kind, practices_in_two_languages

FORMAT_SNAPSHOTS = DATA.parent / "unit" / "index" / "snapshot"

for export_format in EXPORT_FORMATS.values():
    golden = DATA / f"matches.{export_format.extension}"
    golden.write_bytes(export_format.export([EXAMPLE], SEARCH).encode())

schema = create_app(LiveIndex(Bootstrap(Settings()))).openapi()
(DATA / "openapi.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

if not (kept := FORMAT_SNAPSHOTS / f"format_{FORMAT}.zip").exists():
    # once: later programs have to open what this one wrote
    with tempfile.TemporaryDirectory() as folder:
        build_snapshot(
            Path(folder),
            Collection(practices=practices_in_two_languages()),
            models_of_every_kind(),
            Limit(default_counter(), 100),
            sources=["/pages/a b"],
        )
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file() and path.suffix != ".lock":
                    archive.write(path, path.relative_to(folder))
