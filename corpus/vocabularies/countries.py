"""Country names to ISO 3166-1 codes and back; the names are the Unicode CLDR's, read through Babel."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from corpus.text.enumeration import LEADING_CONJUNCTION, enumerated, lines_of, parts_of
from corpus.text.language_files import gather_table, gather_words, load_language_files
from corpus.text.strings import fold

_NAME_LANGUAGES = ("ar", "zh", "ru", "es", "fr", "en")
"""Those of the United Nations; where two have a name in common, the last one counts."""
_NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())
"""Codes of the CLDR that ISO 3166-1 does not have."""

_WORDS = Path(__file__).with_name("countries")
_OTHER_NAMES = gather_table(_WORDS, "names")
"""Names in use, most of them at the UN, that the CLDR lists otherwise or not at all, by code."""
_ARTICLES = re.compile(rf"^(?:{'|'.join(gather_words(_WORDS, 'articles'))}) ")
_LONG_FORMS = re.compile(rf"^(?:{'|'.join(gather_words(_WORDS, 'long_forms'))})")
"""What full names have before the short one: ``Federal Republic of``, ``République du``."""
_NOT_COUNTRIES = frozenset(gather_words(_WORDS, "not_countries"))
"""Names of others than the country whose short name they hold."""


@cache
def _names() -> dict[str, str]:
    names = {}
    for language in _NAME_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                names[_key(name)] = code
    names.update({_key(name): code for code, other in _OTHER_NAMES.items() for name in other})
    return names


def _code_itself(written: str) -> str | None:
    """Read a bare code: two letters of either case, or three capitals; folded, the word ``aé`` would be one."""
    return written.upper() if written.upper() in _two_letters() and written.isascii() else _three_letters().get(written)


@cache
def _two_letters() -> frozenset[str]:
    return frozenset(_names().values())


@cache
def _three_letters() -> dict[str, str]:
    """Map ISO 3166-1 alpha-3 codes, as the CLDR has them, to their alpha-2 codes."""
    aliases = get_global("territory_aliases")
    return {
        alias: codes[0]
        for alias, codes in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and codes[0] in _two_letters()
    }


def _key(name: str) -> str:
    return fold(name.replace("&", " and ")).removeprefix("the ")


@lru_cache(maxsize=10_000)
def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country named in an official language of the UN, or given as its code.

    Full names are known too, and names turned round: ``Republic of Niger``, ``Korea, Republic of``, ``Gambia (The)``.

    :return: ``None`` for anything else; Kosovo has no ISO code and stays as it was written.
    """
    return _code_of_name(name) or _inverted_name(name) or _code_itself(name.strip())


def _code_of_name(name: str) -> str | None:
    key = _key(name)
    if key in _names() or key in _NOT_COUNTRIES:
        return _names().get(key)
    short = _ARTICLES.sub("", key)
    return _names().get(short) or _names().get(_ARTICLES.sub("", _LONG_FORMS.sub("", short)))


def _inverted_name(name: str) -> str | None:
    """Read ``Congo, Democratic Republic of the`` and ``Tanzania (United Republic of)`` from their end."""
    match = _TURNED.fullmatch(name.strip())
    return _code_of_name(f"{match[2] or match[3]} {match[1]}") if match else None


_TURNED = re.compile(r"([^(),]+)(?:,\s*([^(),]+)|\s*\(([^(),]+)\))")


def countries_in(text: str) -> tuple[list[str], list[str]]:
    """Split a value into the codes of the countries it names, and the parts that are not just a country's name.

    ``Niger, Mali and Chad`` is three; of ``Niger (Agadez)`` the country is known, and the whole is kept as well.
    """
    if code := country_code(text):
        return [code], []
    codes: list[str] = []
    left: list[str] = []
    for line in lines_of(text):
        several = _all_known(line)
        for part in [] if several else parts_of(line, ",，、"):
            named = _all_known(LEADING_CONJUNCTION.sub("", part))
            if not named and (note := _WITH_NOTE.fullmatch(part)) and (code := country_code(note[1])):
                named = [(code, ""), ("", part)]
            codes += [code for code, _ in named or ()]
            left += [name for _, name in named or [("", part)]]
        codes += [code for code, _ in several or ()]
        left += [name for _, name in several or ()]
    return list(dict.fromkeys(filter(None, codes))), list(filter(None, left))


def _all_known(text: str) -> list[tuple[str, str]] | None:
    """Read the countries that a text names and nothing else, each as its code or, for Kosovo, as it is written."""
    known = _code_or_name(text)
    return [known] if known else enumerated(text, _code_or_name)


def _code_or_name(text: str) -> tuple[str, str] | None:
    if code := country_code(text):
        return code, ""
    return ("", text) if _key(_NOTE.sub("", text)) in _without_code() else None


@cache
def _without_code() -> frozenset[str]:
    return frozenset(_key(str(Locale(language).territories["XK"])) for language in _NAME_LANGUAGES)


_NOTE = re.compile(r"\s*\([^()]*\)")
_WITH_NOTE = re.compile(r"([^()]+?)\s*\([^()]*\)")


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country in a language; a value that is no known code comes back as it is."""
    return str(Locale(language).territories.get(code, code))


def country_names_in(language: str) -> dict[str, str]:
    """Map the names of countries in one of the six languages, as they are written, to their codes."""
    names = {str(name): code for code, name in Locale(language).territories.items() if code in set(_names().values())}
    names |= {name.replace("&", "and"): code for name, code in names.items() if "&" in name}
    others = load_language_files(_WORDS)[language]["names"]
    return names | {name: code for code, written in others.items() for name in written}


def country_initials_in(language: str) -> dict[str, str]:
    """Map initials that stand for a country in one of the six languages to its code: ``RDC``."""
    initials = load_language_files(_WORDS)[language]["initials"]
    return {written: code for code, alternatives in initials.items() for written in alternatives}


def country_adjectives_in(language: str) -> dict[str, str]:
    """Map adjectives of countries in one of the six languages that follow no rule, or another one's, to their codes."""
    adjectives = load_language_files(_WORDS)[language]["adjectives"]
    return {written: code for code, alternatives in adjectives.items() for written in alternatives}


def shared_country_names() -> dict[str, tuple[str, ...]]:
    """Map names and adjectives that several countries share, such as ``Congo``, to the codes of all of them."""
    return {
        written: tuple(codes.split()) for codes, names in gather_table(_WORDS, "shared").items() for written in names
    }
