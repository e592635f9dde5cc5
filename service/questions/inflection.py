"""Forms of names that stemming does not join: cases of Russian nouns and adjectives of countries."""

from __future__ import annotations

from collections.abc import Iterator

_RUSSIAN = {
    "а": "ы и е у ой",
    "ия": "ии ию ией",
    "я": "и е ю ей",
    "й": "я ю ем е",
    "ь": "и я ю ем ью е",
    "": "а у ом е",
}
_RUSSIAN_ADJECTIVES = "ский ская ское ские ского ской скому ском ским скими ских скую"
_VOWELS = "аеёиоуыэюя"
_ADJECTIVES = {
    "en": ("n", "an", "ian", "ese", "i", "lese"),
    "fr": (
        "n",
        "en",
        "ens",
        "enne",
        "ennes",
        "ien",
        "iens",
        "ienne",
        "iennes",
        "ais",
        "aise",
        "aises",
        "ois",
        "oise",
        "oises",
        "an",
        "ans",
        "ane",
        "anes",
    ),
    "es": (
        "no",
        "na",
        "nos",
        "nas",
        "ano",
        "ana",
        "anos",
        "anas",
        "és",
        "esa",
        "eses",
        "esas",
        "í",
        "íes",
        "ense",
        "enses",
    ),
}
"""Endings of adjectives of countries, behind the name or what is left of it without its last vowel."""


def inflected(name: str, language: str) -> Iterator[str]:
    """Give the forms of a name of a place in a language that its stem does not stand for."""
    if language == "ru":
        yield from _russian(name)
    elif " " not in name:
        bare = name.rstrip("aeiouéí") if len(name) > 4 else name
        for ending in _ADJECTIVES.get(language, ()):
            yield from {f"{name}{ending}", f"{bare}{ending}"}


def _russian(name: str) -> Iterator[str]:
    *first, last = name.split(" ")
    ending = next((ending for ending in ("ия", *_RUSSIAN) if ending and last.endswith(ending)), "")
    if not ending and last[-1:] in _VOWELS:
        return
    stem = last.removesuffix(ending)
    forms = [f"{stem}{case}" for case in _RUSSIAN[ending].split()]
    if not first:
        forms += [f"{stem.rstrip('и')}{case}" for case in _RUSSIAN_ADJECTIVES.split()]
    for form in forms:
        yield " ".join([*first, form])
