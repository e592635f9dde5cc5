"""Regions of the world: the geographic regions of the United Nations (M49), and their names as pages write them."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from corpus.text.enumeration import enumerated, parts_of
from corpus.text.language import UN_LANGUAGES
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

_OTHER_NAMES = {
    "Americas": "America|Américas|Amérique|the Americas|Америка|الأمريكتان|美洲",
    "Caribbean": "Caraïbe|West Indies|Карибский бассейн|加勒比",
    "Central America": "América Central|Central American region",
    "Eastern Africa": "East Africa|Afrique de l'Est|África del Este|Восточная Африка",
    "Eastern Asia": "East Asia|Asie orientale|Asia del Este|Este asiático",
    "Eastern Europe": "East Europe|Europe orientale|Europa del Este",
    "Latin America and the Caribbean": "LAC|Latin America|Latin America and Caribbean|América Latina|"
    "América Latina y el Caribe|América Latina y Caribe|Latinoamérica|Latinoamérica y el Caribe|"
    "Amérique latine et Caraïbes|Amérique latine et les Caraïbes|Латинская Америка и Карибский бассейн|"
    "أمريكا اللاتينية ومنطقة البحر الكاريبي|拉丁美洲和加勒比",
    "Micronesia": "Micronésie",
    "Middle Africa": "Central Africa|África Central|Afrique centrale",
    "Northern Africa": "North Africa|Afrique du Nord|África del Norte|Norte de África|شمال أفريقيا|北非",
    # "North America" (003) reaches down to Panama in M49, which is not how pages use it
    "Northern America": "North America|Amérique du Nord|América del Norte|América septentrional",
    "Northern Europe": "North Europe|Europe septentrionale|Europa del Norte|Norte de Europa",
    "South America": "América del Sur|Suramérica|Sudamérica",
    "South-eastern Asia": "South-East Asia|Southeast Asia|Southeastern Asia|Asia sudoriental|Sureste asiático|"
    "Sudeste asiático",
    "Southern Africa": "Afrique méridionale|África austral",
    "Southern Asia": "South Asia|Asie méridionale|Asia del Sur",
    "Southern Europe": "South Europe|Europe méridionale|Europa del Sur|Sur de Europa",
    "Sub-Saharan Africa": "Subsaharan Africa|Afrique sub-saharienne|África sub-sahariana|Африка к югу от Сахары",
    "Western Africa": "West Africa|Afrique de l'Ouest|África del Oeste",
    "Western Asia": "West Asia|Asie occidentale",
    "Western Europe": "West Europe|Europe occidentale|Europa del Oeste",
}
"""Names in use that the CLDR lists otherwise."""

_NOT_IN_M49 = frozenset(
    map(
        fold,
        "Global|Worldwide|World|International|Interregional|Inter-regional|Cross-regional|Mondial|Monde|"
        "Mundial|Mundo|Internacional|Глобальный|Весь мир|عالمي|العالم|全球|世界|"
        "MENA|Middle East|Near East|Middle East and North Africa|Moyen-Orient|Proche-Orient|"
        "Moyen-Orient et Afrique du Nord|Oriente Medio|Medio Oriente|Oriente Próximo|Oriente Medio y Norte de África|"
        "Ближний Восток|Ближний Восток и Северная Африка|الشرق الأوسط|الشرق الأوسط وشمال أفريقيا|中东|中东和北非|"
        "Arab States|Arab region|États arabes|Estados Árabes|Арабские государства|الدول العربية|阿拉伯国家|"
        "Horn of Africa|East and Horn of Africa|East Africa and the Horn of Africa|Corne de l'Afrique|Cuerno de África|"
        "Африканский Рог|القرن الأفريقي|非洲之角|"
        "Sahel|Sahara|Maghreb|Magreb|Mashreq|Lake Chad Basin|Lake Chad|Bassin du lac Tchad|Cuenca del lago Chad|"
        "Great Lakes|Great Lakes region|Grands Lacs|Grandes Lagos|West and Central Africa|East and Southern Africa|"
        "Afrique de l'Ouest et du Centre|Northern Triangle|Triángulo Norte|Mesoamerica|Mesoamérica|Ibero-America|"
        "Iberoamérica|Andean region|Región andina|Mediterranean|Méditerranée|Mediterráneo|Central Mediterranean|"
        "Western Balkans|Balkans|Balkans occidentaux|Balcanes|Balcanes Occidentales|South Caucasus|Caucasus|"
        "South-Eastern Europe|Southeastern Europe|Eastern Europe and Central Asia|Europe and Central Asia|"
        "European Union|Union européenne|Unión Europea|EU|EEA|Asia and the Pacific|Asia-Pacific|Asia Pacific|"
        "Asie et Pacifique|Asie-Pacifique|Asia y el Pacífico|Азиатско-Тихоокеанский регион|亚洲及太平洋|亚太|"
        "آسيا والمحيط الهادئ|Pacific|Pacific Islands|Pacifique|Pacífico|Gulf|Gulf States|GCC|"
        "Gulf Cooperation Council countries|Pays du Golfe|Países del Golfo|Mekong|Greater Mekong Subregion|ASEAN|SAARC|"
        "ECOWAS|CEDEAO|IGAD|SADC|EAC|CARICOM|MERCOSUR|CIS|African Union|Indian Ocean|Océan Indien".split("|"),
    )
)
"""Regions that pages write and M49 does not have: known as regions, and kept as they are written."""

_ARTICLES = re.compile(r"^(?:the|les|las|la|el) ")

_PATHS = {path.rpartition(" > ")[2]: tuple(path.split(" > ")) for path in _M49}
_ABOVE = {name: path[: depth + 1] for path in _PATHS.values() for depth, name in enumerate(path)}
_OF_COUNTRY = {code: _PATHS[path.rpartition(" > ")[2]] for path, codes in _M49.items() for code in codes.split()}

REGIONS = tuple(_ABOVE)
"""The canonical names: M49 regions, sub-regions and intermediate regions in English."""


def regions_of(country_code: str) -> tuple[str, ...]:
    """List the regions a country lies in, the widest first; none for a code that M49 places nowhere (Antarctica)."""
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
    names.update({_key(other): name for name, others in _OTHER_NAMES.items() for other in others.split("|")})
    return names


def _key(name: str) -> str:
    return _ARTICLES.sub("", fold(name.replace("&", " and ")))


@cache
def known_regions() -> dict[str, str]:
    """Map every name of a region, in the languages of the United Nations, to its canonical name; most are folded."""
    names = {
        Locale(language).territories[number]: name for language in UN_LANGUAGES for name, number in _NUMBERS.items()
    }
    return names | _names()
