"""Regions of the world: the geographic regions of the United Nations (M49), and their names as pages write them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from babel import Locale

from corpus.text.enumeration import enumerated, parts_of
from corpus.text.language_files import gather_table, gather_words, load_language_files
from corpus.text.strings import fold

_M49 = {
    "Africa > Northern Africa": "DZ EG EH LY MA SD TN",
    "Africa > Sub-Saharan Africa > Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "Africa > Sub-Saharan Africa > Middle Africa": "AO CD CF CG CM GA GQ ST TD",
    "Africa > Sub-Saharan Africa > Southern Africa": "BW LS NA SZ ZA",
    "Africa > Sub-Saharan Africa > Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "Americas > Latin America and the Caribbean > Caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC "
    "MF MQ MS PR SX TC TT VC VG VI",
    "Americas > Latin America and the Caribbean > Central America": "BZ CR GT HN MX NI PA SV",
    "Americas > Latin America and the Caribbean > South America": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "Americas > Northern America": "BM CA GL PM US",
    "Asia > Central Asia": "KG KZ TJ TM UZ",
    "Asia > Eastern Asia": "CN HK JP KP KR MN MO TW",
    "Asia > South-eastern Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "Asia > Southern Asia": "AF BD BT IN IR LK MV NP PK",
    "Asia > Western Asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "Europe > Eastern Europe": "BG BY CZ HU MD PL RO RU SK UA",
    "Europe > Northern Europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "Europe > Southern Europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA",
    "Europe > Western Europe": "AT BE CH DE FR LI LU MC NL",
    "Oceania > Australia and New Zealand": "AU CC CX HM NF NZ",
    "Oceania > Melanesia": "FJ NC PG SB VU",
    "Oceania > Micronesia": "FM GU KI MH MP NR PW UM",
    "Oceania > Polynesia": "AS CK NU PF PN TK TO TV WF WS",
}
"""ISO 3166-1 codes by region, sub-region and intermediate region (https://unstats.un.org/unsd/methodology/m49/).
M49 does not list TW; ISO 3166-1 has it as a province of China, so it stands where that does."""

_NUMBERS = {
    "Africa": "002",
    "Americas": "019",
    "Asia": "142",
    "Australia and New Zealand": "053",
    "Caribbean": "029",
    "Central America": "013",
    "Central Asia": "143",
    "Eastern Africa": "014",
    "Eastern Asia": "030",
    "Eastern Europe": "151",
    "Europe": "150",
    "Latin America and the Caribbean": "419",
    "Melanesia": "054",
    "Micronesia": "057",
    "Middle Africa": "017",
    "Northern Africa": "015",
    "Northern America": "021",
    "Northern Europe": "154",
    "Oceania": "009",
    "Polynesia": "061",
    "South America": "005",
    "South-eastern Asia": "035",
    "Southern Africa": "018",
    "Southern Asia": "034",
    "Southern Europe": "039",
    "Sub-Saharan Africa": "202",
    "Western Africa": "011",
    "Western Asia": "145",
    "Western Europe": "155",
}
"""M49 codes, by which the CLDR has names in every language."""

_WORDS = Path(__file__).with_name("regions")
_OTHER_NAMES = gather_table(_WORDS, "names")
"""Names in use that the CLDR lists otherwise."""
_GROUP_NAMES = gather_table(_WORDS, "groups")
_GROUPS = {
    name: group["countries"].split()
    for name, group in tomllib.loads(_WORDS.with_name("region_groups.toml").read_text(encoding="utf-8")).items()
}
"""ISO 3166-1 codes by region that the field names and M49 does not have: the Sahel, the Maghreb."""
_NOT_IN_M49 = frozenset(map(fold, gather_words(_WORDS, "not_in_m49")))
"""Regions that pages write and M49 does not have: known as regions, and kept as they are written."""
_ARTICLES = re.compile(rf"^(?:{'|'.join(gather_words(_WORDS, 'articles'))}) ")

_PATHS = {path.rpartition(" > ")[2]: tuple(path.split(" > ")) for path in _M49}
_ABOVE = {name: path[: depth + 1] for path in _PATHS.values() for depth, name in enumerate(path)}
_OF_COUNTRY: dict[str, tuple[str, ...]] = {
    code: _PATHS[path.rpartition(" > ")[2]] for path, codes in _M49.items() for code in codes.split()
}
_ABOVE |= {
    name: (*(region for region in _OF_COUNTRY[codes[0]] if all(region in _OF_COUNTRY[code] for code in codes)), name)
    for name, codes in _GROUPS.items()
}
_OF_COUNTRY |= {
    code: (*regions, *(name for name, codes in _GROUPS.items() if code in codes))
    for code, regions in _OF_COUNTRY.items()
}

REGIONS = tuple(_ABOVE)
"""The canonical names: M49 regions, sub-regions and intermediate regions, and the groups of countries, in English."""


def regions_of(country_code: str) -> tuple[str, ...]:
    """List the regions a country lies in, the widest of M49 first, then groups of countries: Niger is in the Sahel.

    :return: none for a code that M49 places nowhere (Antarctica).
    """
    return _OF_COUNTRY.get(country_code, ())


def regions_around(region: str) -> tuple[str, ...]:
    """List a region after those it is part of, the widest first; a name that is not canonical stands alone."""
    return _ABOVE.get(region, (region,))


def region_names(value: str) -> tuple[str, ...]:
    """Read the regions that a page or a person writes in an official language of the UN, as canonical names.

    ``Afrique de l'Ouest`` is ``Western Africa``; ``Asia, Middle East`` is two. What M49 does not have (``Middle East``)
    stays as it was written.
    """
    if known := _names().get(_key(value)):
        return (known,)
    return tuple(dict.fromkeys(name for part in parts_of(value, ",;") for name in _named(" ".join(part.split()))))


def is_region(value: str) -> bool:
    """Tell whether a text names one region, of M49 or otherwise in use; ``Global`` counts as one."""
    return _canonical(value) is not None


def _named(part: str) -> list[str]:
    name = _canonical(part)
    return [name] if name else enumerated(part, _canonical) or [part]


def _canonical(text: str) -> str | None:
    """Return the canonical name of a region, or the one it is written by where M49 does not have it."""
    key = _key(text)
    return _names().get(key) or (text if key in _NOT_IN_M49 else None)


@cache
def _names() -> dict[str, str]:
    names = {_key(name): name for name in REGIONS}
    for language in ("ar", "zh", "ru", "en", "fr", "es"):
        territories = Locale(language).territories
        names.update({_key(territories[number]): name for name, number in _NUMBERS.items()})
    for table in (_OTHER_NAMES, _GROUP_NAMES):
        names.update({_key(other): name for name, others in table.items() for other in others})
    return names


def _key(name: str) -> str:
    return _ARTICLES.sub("", fold(name.replace("&", " and ")))


def region_names_in(language: str) -> dict[str, str]:
    """Map the names of regions in one of the six languages, as they are written, to their canonical names."""
    names = {str(Locale(language).territories[number]): name for name, number in _NUMBERS.items()}
    words = load_language_files(_WORDS)[language]
    others = {**words["names"], **words["groups"]}
    return names | {written: name for name, alternatives in others.items() for written in alternatives}
