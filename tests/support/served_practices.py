"""Small practices that are served without a real model; the first of them has a long section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.loading.collect import Collection
from corpus.model import Section, SectionKind
from corpus.text.tokens import Limit, default_counter
from index.build.builder import build_snapshot
from index.embedding.model_roles import Models
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.small_practices import ten_small_practices

LONG = " ".join(f"Sentence number {number} tells what the {number} helpers did by the river." for number in range(400))


def bootstrap_of_small_practices(folder: Path) -> Bootstrap:
    """Build the practices into a folder; settings of its own can be given to the same models."""
    models = Models(HashingEmbedder())
    first, *others = ten_small_practices()
    longer = replace(first, sections=(*first.sections, Section(SectionKind.RECOMMENDATIONS, None, LONG)))
    build_snapshot(folder, Collection(practices=[longer, *others]), models, Limit(default_counter(), 100))
    return Bootstrap(Settings(index=folder), models)
