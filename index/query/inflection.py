"""Forms of names of places that stemming does not join: cases, adjectives of countries, clitics of Arabic."""

from __future__ import annotations

from collections.abc import Iterator

import regex

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
    "en": "n an ian ese i lese",
    "fr": "n en ens enne ennes ien iens ienne iennes ais aise aises ois oise oises an ans ane anes",
    "es": "no na nos nas ano ana anos anas és esa eses esas í íes ense enses",
}
"""Endings of adjectives of countries, behind the name or what is left of it without its last vowel."""
_FEMININES = {
    "ien": "ienne",
    "éen": "éenne",
    "ais": "aise",
    "ois": "oise",
    "ain": "aine",
    "an": "ane",
    "é": "ée",
    "i": "ie",
}
"""Endings of French adjectives, the first that fits."""
_SPANISH = {"o": "o a os as", "és": "és esa eses esas", "í": "í íes", "": " s"}
CLITICS = tuple(f"{first}{second}" for first in ("", "و", "ف") for second in ("", "ب", "ل", "ك"))[1:]
"""Conjunctions and prepositions that Arabic writes in one with a word; *لل* is *ل* with the article."""
ARTICLE = "ال"
_NISBA = ("ي", "ية", "يين", "يون", "يات")
"""Endings of adjectives in Arabic."""


def inflected(name: str, language: str) -> Iterator[str]:
    """Give the forms of a name of a place in a language that its stem does not stand for, and its adjectives."""
    if language == "ru":
        yield from _russian(name)
    elif language == "ar" and " " not in name:
        yield from _nisba(name)
    elif " " not in name:
        if language == "es" and name.endswith("a") and not name.endswith("ia") and len(name) > 4:
            yield from (f"{name[:-1]}{ending}" for ending in ("o", "os", "as"))
        bare = name.rstrip("aeiouéí") if len(name) > 4 else name
        for ending in _ADJECTIVES.get(language, "").split():
            yield from {f"{name}{ending}", f"{bare}{ending}"}


def adjective_forms(adjective: str, language: str) -> Iterator[str]:
    """Give the forms of an adjective of a country: genders, numbers, cases, and the article of Arabic."""
    if language == "fr":
        ending = next((ending for ending in _FEMININES if adjective.endswith(ending)), "")
        for form in dict.fromkeys((adjective, f"{adjective.removesuffix(ending)}{_FEMININES.get(ending, '')}")):
            yield from (form, form if form.endswith("s") else f"{form}s")
    elif language == "es":
        ending = next(ending for ending in _SPANISH if adjective.endswith(ending))
        yield from (f"{adjective.removesuffix(ending)}{form}" for form in _SPANISH[ending].split(" "))
    elif language == "ru":
        yield from (f"{adjective.removesuffix('ский')}{case}" for case in _RUSSIAN_ADJECTIVES.split())
    elif language == "ar":
        for ending in _NISBA:
            yield from (f"{article}{adjective.removesuffix('ي')}{ending}" for article in ("", ARTICLE))
    else:
        yield adjective


def with_clitics(name: str, language: str) -> Iterator[str]:
    """Give a name, and in Arabic the name with each clitic: of short ones the stem has the clitic in it."""
    yield name
    if language == "ar" and " " not in name:
        yield from (f"{clitic}{name}" for clitic in CLITICS)
        if name.startswith(ARTICLE):
            yield from (f"{clitic}ل{name.removeprefix(ARTICLE)}" for clitic in ("ل", "ول", "فل"))


def _nisba(name: str) -> Iterator[str]:
    """Give the adjectives of a name in Arabic; one that ends as they do has none of its own: *مالي* is Mali."""
    if name.endswith("ي"):
        return
    bare = regex.sub("(?:يا|ية|ا|ة)$", "", name.removeprefix(ARTICLE))
    for ending in _NISBA:
        yield from (f"{bare}{ending}", f"{ARTICLE}{bare}{ending}")


def _russian(name: str) -> Iterator[str]:
    *first, last = name.split(" ")
    ending = next((ending for ending in ("ия", *_RUSSIAN) if ending and last.endswith(ending)), "")
    if not ending and last[-1:] in _VOWELS:
        return
    stem = last.removesuffix(ending)
    if ending == "а" and stem[-1:] in _VOWELS:  # *Самоа* has no cases
        return
    forms = [f"{stem}{case}" for case in _RUSSIAN[ending].split()]
    if not first:
        forms += [f"{stem.rstrip('и')}{case}" for case in _RUSSIAN_ADJECTIVES.split()]
    for form in forms:
        yield " ".join([*first, form])
