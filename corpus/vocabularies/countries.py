"""Country names to ISO 3166-1 codes and back; the names are the Unicode CLDR's, read through Babel."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from corpus.text.enumeration import enumerated, lines_of, parts_of
from corpus.text.strings import fold

_NAME_LANGUAGES = ("ar", "zh", "ru", "es", "fr", "en")
"""Those of the United Nations; where two have a name in common, the last one counts."""
_NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())
"""Codes of the CLDR that ISO 3166-1 does not have."""

_OTHER_NAMES = {
    "BA": "Bosnia|Bosnia-Herzegovina|Bosnie",
    "BN": "Brunei Darussalam|Brunéi Darussalam|Бруней-Даруссалам|بروني دار السلام|文莱达鲁萨兰国",
    "BO": "Bolivia (Plurinational State of)|Bolivie (État plurinational de)|Bolivia (Estado Plurinacional de)|"
    "Plurinational State of Bolivia|État plurinational de Bolivie|Estado Plurinacional de Bolivia",
    "CD": "Congo, Democratic Republic of the|Congo-Kinshasa|Congo Kinshasa|Congo (Kinshasa)|DR Congo|D.R. Congo|DRC|"
    "D.R.C.|RDC|R.D.C.|RD Congo|Democratic Republic of the Congo|Democratic Republic of Congo|"
    "République démocratique du Congo|República Democrática del Congo|Демократическая Республика Конго|ДРК|"
    "جمهورية الكونغو الديمقراطية|刚果民主共和国",
    "CG": "Congo|Congo-Brazzaville|Congo Brazzaville|Congo (Brazzaville)|Republic of the Congo|Конго|الكونغو|刚果",
    "CI": "Côte d'Ivoire|Ivory Coast|Costa de Marfil|Берег Слоновой Кости|كوت ديفوار",
    "CN": "PRC|People's Republic of China",
    "CV": "Cabo Verde|Cape Verde|Cap-Vert|Кабо-Верде|كابو فيردي|佛得角",
    "CZ": "Czech Republic|Czechia|République tchèque|República Checa|Чешская Республика|الجمهورية التشيكية",
    "FM": "Micronesia (Federated States of)|Federated States of Micronesia|Micronésie (États fédérés de)|"
    "Micronesia (Estados Federados de)",
    "GB": "UK|U.K.|Great Britain|United Kingdom of Great Britain and Northern Ireland|"
    "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord|Reino Unido de Gran Bretaña e Irlanda del Norte|"
    "Соединенное Королевство",
    "GM": "Gambia (Republic of The)|Republic of The Gambia",
    "HK": "Hong Kong",
    "IR": "Iran (Islamic Republic of)|Iran (République islamique d')|Irán (República Islámica del)|Islamic Republic of "
    "Iran|Иран (Исламская Республика)",
    "KN": "St Kitts and Nevis",
    "KP": "Democratic People's Republic of Korea|DPRK|D.P.R.K.|République populaire démocratique de Corée|"
    "República Popular Democrática de Corea|Корейская Народно-Демократическая Республика|朝鲜民主主义人民共和国",
    "KR": "Republic of Korea|République de Corée|República de Corea|جمهورية كوريا|大韩民国",
    "LA": "Lao People's Democratic Republic|Lao PDR|République démocratique populaire lao|"
    "República Democrática Popular Lao|Лаосская Народно-Демократическая Республика|老挝人民民主共和国",
    "LC": "St Lucia",
    "MD": "Republic of Moldova|République de Moldova|República de Moldova|Moldavia|Moldavie|Республика Молдова",
    "MK": "Macedonia|The former Yugoslav Republic of Macedonia|FYROM",
    "MM": "Burma|Myanmar|Birmanie|Birmania|Мьянма",
    "PS": "Palestine|State of Palestine|État de Palestine|Estado de Palestina|Palestina|Государство Палестина|"
    "Палестина|دولة فلسطين|فلسطين|巴勒斯坦国|巴勒斯坦|Occupied Palestinian Territory|oPt",
    "RU": "Russian Federation|Fédération de Russie|Federación de Rusia|Российская Федерация|الاتحاد الروسي|俄罗斯联邦",
    "ST": "Sao Tome & Principe|Sao Tome",
    "SY": "Syrian Arab Republic|République arabe syrienne|República Árabe Siria|Сирийская Арабская Республика|"
    "الجمهورية العربية السورية|阿拉伯叙利亚共和国",
    "SZ": "Swaziland|Kingdom of Eswatini|Свазиленд",
    "TL": "Timor-Leste|East Timor|Timor oriental|Timor Oriental|Тимор-Лешти",
    "TR": "Türkiye|Turkey|Republic of Türkiye|Türkiye (Republic of)|Turquie|Turquía|Турция|تركيا|土耳其",
    "TZ": "United Republic of Tanzania|Tanzania (United Republic of)|République-Unie de Tanzanie|"
    "República Unida de Tanzanía|República Unida de Tanzania|Объединенная Республика Танзания|"
    "جمهورية تنزانيا المتحدة|坦桑尼亚联合共和国",
    "US": "USA|U.S.A.|U.S.|United States of America|États-Unis d'Amérique|Estados Unidos de América|EE.UU.|EE. UU.|"
    "EEUU|Соединенные Штаты Америки|США|الولايات المتحدة الأمريكية|美利坚合众国",
    "VA": "Holy See|Saint-Siège|Santa Sede|Святой Престол|الكرسي الرسولي|教廷",
    "VC": "St Vincent and the Grenadines",
    "VE": "Venezuela (Bolivarian Republic of)|Bolivarian Republic of Venezuela|Venezuela (République bolivarienne du)|"
    "Venezuela (República Bolivariana de)|República Bolivariana de Venezuela",
    "VN": "Viet Nam|Vietnam|Вьетнам",
}
"""Names in use, most of them at the UN, that the CLDR lists otherwise or not at all."""

_ARTICLES = re.compile(r"^(?:the|les?|la|las|los|el|l) ")
_FORMS = re.compile(
    r"^(?:(?:federal|federative|islamic|democratic|socialist|arab|cooperative|united|people s|oriental|hashemite) )*"
    r"(?:republic|kingdom|sultanate|principality|grand duchy|state) of (?:the )?"
    r"|^(?:republique|royaume|etat|republica|reino|estado|principaute|principado)"
    r"(?: (?:federale|islamique|federative|unie|federal|islamica|federativa|unida))* "
    r"(?:de la|de l|du|des|de los|del|de|d) "
)
"""What full names have before the short one: ``Federal Republic of``, ``République du``."""
_NOT_SHORT = frozenset(
    "republic of china|republique de chine|republica de china|state of georgia|etat de georgie|estado de georgia".split(
        "|"
    )
)
"""Names of others than the country whose short name they hold."""


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for language in _NAME_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                codes[_key(name)] = code
                codes[fold(code)] = code
    codes.update({_key(name): code for code, names in _OTHER_NAMES.items() for name in names.split("|")})
    return codes


@cache
def _three_letters() -> dict[str, str]:
    """Map ISO 3166-1 alpha-3 codes, as the CLDR has them, to their alpha-2 codes."""
    aliases = get_global("territory_aliases")
    known = set(_codes().values())
    return {
        alias: codes[0]
        for alias, codes in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and codes[0] in known
    }


def _key(name: str) -> str:
    return fold(name.replace("&", " and ")).removeprefix("the ")


@lru_cache(maxsize=10_000)
def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country named in an official language of the UN, or given as its code.

    Full names are known too, and names turned round: ``Republic of Niger``, ``Korea, Republic of``, ``Gambia (The)``.

    :return: ``None`` for anything else; Kosovo has no ISO code and stays as it was written.
    """
    return _code_of_name(name) or _inverted_name(name) or _three_letters().get(name.strip())


def _code_of_name(name: str) -> str | None:
    key = _key(name)
    if key in _codes() or key in _NOT_SHORT:
        return _codes().get(key)
    short = _ARTICLES.sub("", key)
    return _codes().get(short) or _codes().get(_ARTICLES.sub("", _FORMS.sub("", short)))


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
            named = _all_known(_LEADING.sub("", part))
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
_LEADING = re.compile(r"^(?:and|et|y|e|&|и)\s+")
_WITH_NOTE = re.compile(r"([^()]+?)\s*\([^()]*\)")


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country in a language; a value that is no known code comes back as it is."""
    return str(Locale(language).territories.get(code, code))


def country_names() -> dict[str, str]:
    """Map every name of a country that :func:`country_code` reads, folded, to its code; bare codes are not names."""
    return {name: code for name, code in _codes().items() if len(name) > 3 or not name.isascii()}
