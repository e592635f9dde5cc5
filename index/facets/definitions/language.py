"""The language of a passage, by ISO 639-1 code; its practice's where it is not known."""

from __future__ import annotations

import re

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, one_value


def _parse(written: str) -> tuple[str, ...]:
    from corpus.vocabularies.language_names import language_code

    if code := language_code(written):
        return (code,)
    if match := re.fullmatch("([a-z]{2,3})([-_].*)?", written.casefold()):
        return (match[1],)
    raise FacetValueError(f"language {written!r} is not known; give its name or its ISO 639-1 code, as fr.")


def _label(value: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(value, value))


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
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
