"""The manifest of a snapshot: what it was made with, and the hash of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from corpus.text.tokens import Limit
from index.build.content import CollectionContent
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.enrichment.near_duplicates import RULE
from index.facets.registry import FACETS

_MADE_WITH = ("model", "across", "tokens", "chunk", "open_until", "near_identical", "facets")
"""What a snapshot depends on beside its pages; ``across`` is the multilingual model."""


def compose_manifest(content: CollectionContent, models: Models, budget: Limit, sources: list[str]) -> dict[str, Any]:
    """Say what a snapshot holds and was made with; equal content made the same way has an equal ``content``."""
    manifest: dict[str, Any] = {
        "model": _describe_model(models.main),
        "across": _describe_model(models.multilingual),
        "tokens": models.gives_tokens,
        "chunk": {"tokens": budget.tokens},
        "open_until": datetime.now(UTC).year,
        "near_identical": RULE,
        "facets": list(FACETS),
        "counts": {
            "practices": len(content.practices),
            "sections": content.sections,
            "passages": len(content.passages),
        },
        "sources": sources,
    }
    made_with = json.dumps([manifest[key] for key in _MADE_WITH])
    manifest["content"] = _hash_lines([made_with, *chain.from_iterable(content.lines.values())])
    return manifest


def _describe_model(model: Embedder | None) -> dict[str, Any] | None:
    return {"name": model.name, "dimension": model.dimension, "limit": model.limit.tokens} if model else None


def _hash_lines(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()
