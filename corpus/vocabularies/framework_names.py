"""The names of :mod:`corpus.vocabularies.frameworks` as pages write them: in other languages, and short.

Names of objectives are those of the resolution A/RES/73/195 in these languages; short ones are those of the website of
the United Nations Network on Migration.
"""

from __future__ import annotations

from pathlib import Path

from corpus.text.language_files import gather_table
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES, PRINCIPLES, SDGS

_FOLDER = Path(__file__).with_name("framework_names")


def _all_names(official: dict[int, str], key: str) -> dict[int, tuple[str, ...]]:
    """Put the names in data files after the official English ones."""
    others = gather_table(_FOLDER, key)
    return {number: (name, *others.get(str(number), ())) for number, name in official.items()}


OBJECTIVE_NAMES = _all_names(OBJECTIVES, "objectives")
"""The names that pages give the objectives of the Global Compact."""

PRINCIPLE_NAMES = {
    number: (*names, f"{PRINCIPLES[number]} approach") for number, names in _all_names(PRINCIPLES, "principles").items()
}
"""The names that pages give its guiding principles."""

SDG_NAMES = _all_names(SDGS, "sdgs")
"""The names that pages give the Sustainable Development Goals."""

_OTHER_TYPE_NAMES = gather_table(_FOLDER, "types")
TYPE_NAMES = {name: (name, *_OTHER_TYPE_NAMES.get(name, ())) for name in PRACTICE_TYPES}
"""The names that pages give the types of practice."""
