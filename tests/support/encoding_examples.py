"""Passages in four languages, and the files that their encoding is saved as."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus import Passage
from index.build.encoding import EncodedPassages
from index.embedding.model_roles import is_in_main_language

LANGUAGES = ["en", "fr", None, "en", "zh", "en", "ar", "en"]
TEXTS = [
    "The harbour was opened in spring. Forty sailors learned to mend nets.",
    "Le port a ouvert au printemps. Quarante marins ont appris à réparer des filets.",
    "2019",
    "Orchards were planted by the newcomers.\nEach family looks after ten trees.",
    "港口在春天开放，四十名水手学会了修补渔网。他们都找到了新的工作和住处。",
    "Forty sailors learned to mend nets.",
    "افتتح الميناء في الربيع. تعلم أربعون بحارا إصلاح الشباك.",
    "The harbour was opened in spring. Forty sailors learned to mend nets.",
]
PASSAGES = [
    Passage(f"p-{n}", "p", 0, 0, len(text), text, 9, language)
    for n, (text, language) in enumerate(zip(TEXTS, LANGUAGES, strict=True))
]
INPUTS = [f"A title\n{text}" for text in TEXTS]
INPUTS[7] = INPUTS[0]
NATIVE = np.array([is_in_main_language(language) for language in LANGUAGES])


def saved_files(encoded: EncodedPassages, home: Path) -> dict[str, bytes]:
    """Save everything to a new folder; return its files, by their paths in it."""
    home.mkdir()
    encoded.save(home)
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
