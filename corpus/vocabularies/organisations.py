"""Organisations by any of their names: ``IOM``, ``OIM`` and ``International Organization for Migration (IOM)`` are one.

What a practice wrote stays as it is; here is only which of the wordings mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from corpus.text.acronyms import definitions
from corpus.text.enumeration import enumerated
from corpus.text.strings import fold

_KNOWN = """
IOM: International Organization for Migration (IOM) | OIM | UN Migration | Organisation internationale pour les
 migrations | Organización Internacional para las Migraciones | Международная организация по миграции | МОМ |
 المنظمة الدولية للهجرة | 国际移民组织
UNHCR: United Nations High Commissioner for Refugees (UNHCR) | HCR | ACNUR | UN Refugee Agency |
 Office of the United Nations High Commissioner for Refugees | Haut-Commissariat des Nations Unies pour les réfugiés |
 Haut Commissariat aux réfugiés | Alto Comisionado de las Naciones Unidas para los Refugiados |
 Agencia de la ONU para los Refugiados | УВКБ | УВКБ ООН | 联合国难民署
ILO: International Labour Organization (ILO) | OIT | BIT | International Labor Organization |
 International Labour Office | Organisation internationale du travail | Bureau international du travail |
 Organización Internacional del Trabajo | Международная организация труда | МОТ | 国际劳工组织
UNICEF: UNICEF | United Nations Children's Fund | Fonds des Nations Unies pour l'enfance |
 Fondo de las Naciones Unidas para la Infancia | ЮНИСЕФ | اليونيسف | 联合国儿童基金会
UNDP: United Nations Development Programme (UNDP) | PNUD | United Nations Development Program |
 Programme des Nations Unies pour le développement | Programa de las Naciones Unidas para el Desarrollo | ПРООН |
 联合国开发计划署
UNFPA: United Nations Population Fund (UNFPA) | FNUAP | Fonds des Nations Unies pour la population |
 Fondo de Población de las Naciones Unidas | ЮНФПА
UNODC: United Nations Office on Drugs and Crime (UNODC) | ONUDC |
 Office des Nations Unies contre la drogue et le crime |
 Oficina de las Naciones Unidas contra la Droga y el Delito | УНП ООН
UN Women: UN Women | UNWOMEN | ONU Femmes | ONU Mujeres |
 United Nations Entity for Gender Equality and the Empowerment of Women |
 Entité des Nations Unies pour l'égalité des sexes et l'autonomisation des femmes | ООН-женщины
OHCHR: Office of the United Nations High Commissioner for Human Rights (OHCHR) | HCDH | ACNUDH | UN Human Rights |
 Office of the High Commissioner for Human Rights | Haut-Commissariat des Nations Unies aux droits de l'homme |
 Oficina del Alto Comisionado de las Naciones Unidas para los Derechos Humanos | УВКПЧ
WHO: World Health Organization (WHO) | OMS | Organisation mondiale de la santé | Organización Mundial de la Salud |
 ВОЗ | منظمة الصحة العالمية | 世界卫生组织
WFP: World Food Programme (WFP) | World Food Program | United Nations World Food Programme |
 Programme alimentaire mondial | Programa Mundial de Alimentos | ВПП
FAO: Food and Agriculture Organization of the United Nations (FAO) | Food and Agriculture Organization |
 Food and Agriculture Organisation | Organisation des Nations Unies pour l'alimentation et l'agriculture |
 Organización de las Naciones Unidas para la Alimentación y la Agricultura | ФАО
UNESCO: UNESCO | United Nations Educational, Scientific and Cultural Organization | ЮНЕСКО |
 Organisation des Nations Unies pour l'éducation, la science et la culture |
 Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura
UNEP: United Nations Environment Programme (UNEP) | PNUE | PNUMA | ЮНЕП |
 Programme des Nations Unies pour l'environnement | Programa de las Naciones Unidas para el Medio Ambiente
UN-Habitat: UN-Habitat | ONU-Habitat | United Nations Human Settlements Programme | ООН-Хабитат
UN DESA: United Nations Department of Economic and Social Affairs (UN DESA) | UNDESA | DAES |
 Department of Economic and Social Affairs | Département des affaires économiques et sociales |
 Departamento de Asuntos Económicos y Sociales
UNSD: United Nations Statistics Division (UNSD)
UNIDO: United Nations Industrial Development Organization (UNIDO) | ONUDI |
 Organisation des Nations Unies pour le développement industriel |
 Organización de las Naciones Unidas para el Desarrollo Industrial
UNCTAD: UN Trade and Development (UNCTAD) | CNUCED | United Nations Conference on Trade and Development |
 Conférence des Nations Unies sur le commerce et le développement
UNAIDS: UNAIDS | ONUSIDA | Joint United Nations Programme on HIV/AIDS
UNOPS: United Nations Office for Project Services (UNOPS) |
 Bureau des Nations Unies pour les services d'appui aux projets
UNITAR: United Nations Institute for Training and Research (UNITAR)
UNV: United Nations Volunteers (UNV) | VNU | Volontaires des Nations Unies
UNDRR: United Nations Office for Disaster Risk Reduction (UNDRR) | UNISDR
UNRWA: United Nations Relief and Works Agency for Palestine Refugees in the Near East (UNRWA)
OCHA: Office for the Coordination of Humanitarian Affairs (OCHA) | UNOCHA |
 United Nations Office for the Coordination of Humanitarian Affairs |
 Bureau de la coordination des affaires humanitaires | Oficina de Coordinación de Asuntos Humanitarios
ECLAC: Economic Commission for Latin America and the Caribbean (ECLAC) | CEPAL | CEPALC |
 Comisión Económica para América Latina y el Caribe | Commission économique pour l'Amérique latine et les Caraïbes
ESCAP: Economic and Social Commission for Asia and the Pacific (ESCAP) | UNESCAP | CESAP
ESCWA: Economic and Social Commission for Western Asia (ESCWA) | UNESCWA | CESAO
UNECA: Economic Commission for Africa (UNECA) | Commission économique pour l'Afrique
UNECE: Economic Commission for Europe (UNECE) | Commission économique pour l'Europe
IFAD: International Fund for Agricultural Development (IFAD) | FIDA | Fonds international de développement agricole |
 Fondo Internacional de Desarrollo Agrícola
UN Network on Migration: United Nations Network on Migration | UNNM |
 Réseau des Nations Unies sur les migrations | Red de las Naciones Unidas sobre la Migración
World Bank: World Bank | World Bank Group | Banque mondiale | Banco Mundial | Всемирный банк | 世界银行
IMF: International Monetary Fund (IMF) | FMI | Fonds monétaire international | Fondo Monetario Internacional
EU: European Union (EU) | UE | Union européenne | Unión Europea | Европейский союз | الاتحاد الأوروبي | 欧洲联盟 | 欧盟
African Union: African Union (AU) | Union africaine | Unión Africana | Африканский союз
ECOWAS: Economic Community of West African States (ECOWAS) | CEDEAO |
 Communauté économique des États de l'Afrique de l'Ouest |
 Comunidad Económica de los Estados de África Occidental
IGAD: Intergovernmental Authority on Development (IGAD) | Autorité intergouvernementale pour le développement
ASEAN: Association of Southeast Asian Nations (ASEAN) | ANASE | Association of South-East Asian Nations
OAS: Organization of American States (OAS) | OEA | Organisation des États américains |
 Organización de los Estados Americanos
OECD: Organisation for Economic Co-operation and Development (OECD) | OCDE |
 Organization for Economic Cooperation and Development |
 Organisation de coopération et de développement économiques |
 Organización para la Cooperación y el Desarrollo Económicos
OSCE: Organization for Security and Co-operation in Europe (OSCE) | ОБСЕ
Council of Europe: Council of Europe | Conseil de l'Europe | Consejo de Europa
Interpol: INTERPOL | International Criminal Police Organization
IFRC: International Federation of Red Cross and Red Crescent Societies (IFRC) | FICR |
 Fédération internationale des Sociétés de la Croix-Rouge et du Croissant-Rouge |
 Federación Internacional de Sociedades de la Cruz Roja y de la Media Luna Roja
ICRC: International Committee of the Red Cross (ICRC) | CICR | Comité international de la Croix-Rouge |
 Comité Internacional de la Cruz Roja | МККК
ICMPD: International Centre for Migration Policy Development (ICMPD) | CIDPM |
 Centre international pour le développement des politiques migratoires
GIZ: GIZ | Deutsche Gesellschaft für Internationale Zusammenarbeit
"""
"""Entities that practices name most, by their usual short form: the name to show, then other names."""

_BRACKETED = re.compile(r"(?P<long>[^()]*[^()\s])\s*\((?P<short>[^()]+)\)")
_DASH = re.compile(r"\s+[-–—/|]\s+|,\s+")
_SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9-]{1,9}")


def organisation_key(name: str) -> str:
    """Return what one organisation is told from another by; a name's own words where nothing is known of it."""
    return _key(name)


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    folded = _plain(name)
    if folded in _entities():
        return _entities()[folded]
    long, short = forms(name)
    if not short:
        return folded
    return _entities().get(_plain(long)) or _entities().get(_plain(short)) or _plain(long)


def forms(name: str) -> tuple[str, str]:
    """Split a name into the long and the short form of one organisation; the name alone where it gives but one.

    ``IOM - International Organization for Migration`` and ``International Organization for Migration (IOM)`` give both.
    """
    pair = _BRACKETED.fullmatch(name.strip())
    parts = [pair["long"], pair["short"]] if pair else _DASH.split(name.strip())
    if len(parts) < 2:
        return name, ""
    keys = {_entities().get(_plain(part)) for part in parts}
    if len(keys) == 1 and None not in keys:  # every part is a name of the same entity
        return max(parts, key=len), min(parts, key=len)
    if len(parts) != 2:
        return name, ""
    short, long = sorted(parts, key=len)
    return (long, short) if _SHORT.fullmatch(short) and _spells(long, short) else (name, "")


@lru_cache(maxsize=10_000)
def split_organisations(line: str) -> tuple[str, ...]:
    """Split a line into its organisations, only where each of them is known or given as its initials.

    ``IOM, UNHCR and UNICEF`` is three; ``Ministry of Labour and Social Affairs`` is one.
    """
    if organisation_key(line) in _shown() or forms(line)[1]:
        return (line,)
    return tuple(enumerated(line, _surely_organisation) or [line])


def _surely_organisation(part: str) -> str | None:
    is_sure = organisation_key(part) in _shown() or bool(_CAPITALS.fullmatch(part)) or bool(forms(part)[1])
    return part if is_sure else None


class Organisations:
    """The organisations of a collection, which may say itself what its initials stand for."""

    def __init__(self, names: Iterable[str]) -> None:
        """:param names: as practices write them, each as often as they do."""
        written = Counter(" ".join(name.split()) for name in names)
        self._aliases = dict(_initials_defined_in(written))
        by_key: dict[str, Counter[str]] = {}
        for name, count in written.items():
            by_key.setdefault(self.key(name), Counter())[name] += count
        self._shown = {key: _shown().get(key) or _most_written(counted) for key, counted in by_key.items()}

    def key(self, name: str) -> str:
        """Return a name's key; initials that one name of the collection gives itself are that name."""
        key = organisation_key(name)
        return self._aliases.get(key, key)

    def name(self, key: str) -> str:
        """Return the name to show for a key; the key itself where the collection does not have it."""
        return self._shown.get(key, key)


def _initials_defined_in(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Map initials to the key of the one name that they stand for."""
    stand_for: dict[str, set[str]] = {}
    for name in written:
        long, short = forms(name)
        if short:
            stand_for.setdefault(_plain(short), set()).add(organisation_key(long))
    for short, longs in stand_for.items():
        if len(longs) == 1 and short not in _entities():
            yield short, next(iter(longs))


def _most_written(written: Counter[str]) -> str:
    """Choose the form written most; of several, one that gives name and initials."""
    return max(written, key=lambda name: (bool(forms(name)[1]), written[name]))


def _spells(long: str, short: str) -> bool:
    return any(_plain(expansion) == _plain(long) for _, expansion, _, _ in definitions(f"{long} ({short})"))


def _plain(name: str) -> str:
    key = fold(name).removeprefix("the ")
    return f"united nations {key[3:]}" if key.startswith("un ") and f"united nations {key[3:]}" in _entities() else key


@cache
def _entities() -> dict[str, str]:
    """Map the folded names of the known entities to their keys."""
    return {
        fold(name).removeprefix("the "): fold(short)
        for short, shown, others in _lines()
        for name in (short, shown, shown.partition(" (")[0], *others)
    }


@cache
def _shown() -> dict[str, str]:
    return {fold(short): shown for short, shown, _ in _lines()}


def known_names() -> Iterator[tuple[str, ...]]:
    """List the names of each entity that practices name most, the one to show first."""
    for short, shown, others in _lines():
        yield tuple(dict.fromkeys((shown, short, shown.partition(" (")[0], *others)))


def _lines() -> Iterator[tuple[str, str, list[str]]]:
    for line in _KNOWN.replace("\n ", " ").strip().splitlines():
        short, _, names = line.partition(": ")
        shown, *others = (name.strip() for name in names.split("|"))
        yield short, shown, others
