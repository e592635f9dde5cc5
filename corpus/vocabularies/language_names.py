"""Names of languages to ISO 639 codes; the names are the Unicode CLDR's, read through Babel."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from corpus.text.strings import fold

_LAST_COUNTS = ("ar", "zh", "ru", "es", "fr", "en")
"""Languages whose names of languages are known; where two have a name in common, the last one counts."""
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def language_code(written: str) -> str | None:
    """Return the code of a language by its code or name: ``fr-CH``, ``French``, ``francés``, ``俄语``.

    A code counts before a name, since some codes are names too: ``ga`` is Irish, and Ga a language.
    """
    code = _CODE.fullmatch(written.strip())
    if code and code[1].casefold() in Locale("en").languages:
        return code[1].casefold()
    return _names().get(fold(written))


@cache
def _names() -> dict[str, str]:
    return {
        fold(name): code
        for language in _LAST_COUNTS
        for code, name in Locale(language).languages.items()
        if code.isalpha()
    }
