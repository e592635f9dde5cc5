"""References back (anaphora), in the six languages of the United Nations: sentences that lean on the one before."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex

from corpus.text.language_files import load_language_files
from corpus.text.language_patterns import union_pattern

_FOLDER = Path(__file__).with_name("references")
_NOTHING = "(?!)"


def refers_back(text: str, language: str | None) -> bool:
    """Tell whether a sentence speaks of the one before it: of its subject (*It…*), or of its time (*… that year*).

    :param language: of the sentence; ``False`` where it is none of the six.
    """
    files = load_language_files(_FOLDER)
    return language in files and bool(_pattern_of(language).search(text))


def may_refer_back(text: str) -> bool:
    """Tell whether a sentence of any language may speak of the one before it; of those that need not, too many."""
    return bool(_pattern_of_any().search(text))


@cache
def _pattern_of(language: str) -> regex.Pattern[str]:
    words = load_language_files(_FOLDER)[language]["references"]
    return _compile(**{key: f"(?:{'|'.join(words[key])})" if words[key] else _NOTHING for key in words}, doubts=False)


@cache
def _pattern_of_any() -> regex.Pattern[str]:
    keys = load_language_files(_FOLDER)["en"]["references"]
    return _compile(**{key: union_pattern(_FOLDER, "references", key) for key in keys}, doubts=True)


def _compile(
    *,
    first: str,
    first_parts: str,
    doubtful: str,
    doubtful_parts: str,
    early: str,
    times: str,
    time_parts: str,
    doubts: bool,
) -> regex.Pattern[str]:
    """Compile the places that a reference stands in: at once, within four words (*Out of it came …*), anywhere."""
    words, parts = (
        (f"(?:{first}|{doubtful})", f"(?:{first_parts}|{doubtful_parts})") if doubts else (first, first_parts)
    )
    at_once = rf"\A[\s“«\"(]*(?:{words}(?!\p{{L}})|{parts})"
    soon = rf"\A\W*(?:\p{{L}}+\W+){{1,3}}{early}(?!\p{{L}})"
    anywhere = rf"(?<!\p{{L}}){times}(?!\p{{L}})|{time_parts}"
    return regex.compile(rf"{at_once}|{soon}|{anywhere}", regex.IGNORECASE)
