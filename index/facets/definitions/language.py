"""The language of a passage, by ISO 639-1 code; its practice's where it is not known."""

from __future__ import annotations

import re
from functools import cache

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, one_value


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the codes of languages by their folded Spanish, French and English names (CLDR)."""
    from babel import Locale

    from corpus.text.strings import fold

    codes = {}
    for language in ("es", "fr", "en"):
        codes.update({fold(name): code for code, name in Locale(language).languages.items() if code.isalpha()})
    return codes


def _parse(written: str) -> tuple[str, ...]:
    """Read a code as itself before a name, since some codes are names too (``ga`` is Irish, and Ga a language)."""
    from babel import Locale

    from corpus.text.strings import fold

    code = written.casefold().replace("_", "-").partition("-")[0]
    if code in Locale("en").languages:
        return (code,)
    if named := _codes_by_name().get(fold(written)):
        return (named,)
    if re.fullmatch("[a-z]{2,3}", code):
        return (code,)
    raise FacetValueError(f"language {written!r} is not known; give its English name or its ISO 639-1 code, as fr.")


def _label(value: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(value, value))


def _values(unit: FacetUnit) -> tuple[str, ...]:
    return one_value(unit.language or unit.practice.language)


FACET = Facet(
    name="language",
    title="Language",
    hint="Language of the passage, as fr or French.",
    parse=_parse,
    values=_values,
    label=_label,
    of_passages=True,
    place=90,
)
