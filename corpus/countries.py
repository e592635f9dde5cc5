"""Country names to ISO 3166-1 codes and back; the names are the Unicode CLDR's, read through Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale

from corpus.strings import fold

_NAME_LANGUAGES = ("en", "fr", "es")

_UN_NAMES = {
    "Bolivia (Plurinational State of)": "BO",
    "Brunei Darussalam": "BN",
    "Burma": "MM",
    "Cabo Verde": "CV",
    "Congo": "CG",
    "Côte d'Ivoire": "CI",
    "Czech Republic": "CZ",
    "DR Congo": "CD",
    "Democratic People's Republic of Korea": "KP",
    "Democratic Republic of the Congo": "CD",
    "Hong Kong": "HK",
    "Iran (Islamic Republic of)": "IR",
    "Ivory Coast": "CI",
    "Lao People's Democratic Republic": "LA",
    "Macedonia": "MK",
    "Micronesia (Federated States of)": "FM",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Republic of Korea": "KR",
    "Republic of Moldova": "MD",
    "Russian Federation": "RU",
    "State of Palestine": "PS",
    "Swaziland": "SZ",
    "Syrian Arab Republic": "SY",
    "Turkey": "TR",
    "UK": "GB",
    "USA": "US",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United Republic of Tanzania": "TZ",
    "United States of America": "US",
    "Venezuela (Bolivarian Republic of)": "VE",
    "Viet Nam": "VN",
}
"""Names in use, most of them at the UN, that the CLDR lists otherwise."""


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for language in _NAME_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "QO", "UN", "XA", "XB", "XK", "ZZ"):
                codes[_key(name)] = code
                codes[fold(code)] = code
    codes.update({_key(name): code for name, code in _UN_NAMES.items()})
    return codes


def _key(name: str) -> str:
    return fold(name.replace("&", " and ")).removeprefix("the ")


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country named in English, French or Spanish, or given as its code.

    :return: ``None`` for anything else; Kosovo has no ISO code and stays as it was written.
    """
    return _codes().get(_key(name))


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in a language; a value that is no known code comes back as it is."""
    return str(Locale(language).territories.get(code, code))


def country_names() -> dict[str, str]:
    """Every name of a country that :func:`country_code` reads, folded, with its code; bare codes are not names."""
    return {name: code for name, code in _codes().items() if len(name) > 3 or not name.isascii()}
