"""The labels of a practice page: which line is a heading, which names a field, and which is page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.model import SectionKind
from corpus.text.strings import fold

_SECTIONS = {
    SectionKind.SUMMARY: "summary|executive summary|project summary|summary of the practice|description|"
    "description of the practice|short description|brief description|practice description|abstract|overview|resume|"
    "resume de la pratique|description de la pratique|breve description|apercu|resumen|resumen de la practica|"
    "descripcion|descripcion de la practica|breve descripcion|sintesis",
    SectionKind.ORGANISATIONS: "organizations|organization|organizations involved|detailed information|"
    "implementing organizations and partners|organismes|organismes participants|organisations participantes|"
    "organisations concernees|information detaillee|informations detaillees|organizaciones|organizacion|"
    "organizaciones participantes|informacion detallada",
    SectionKind.BENEFIT_AND_IMPACT: "benefit and impact|benefits and impact|benefit and impacts|benefits and impacts|"
    "benefits impact|benefit impact|impact and benefits|impact and benefit|impact|impacts|benefits|results|"
    "results and impact|results and impacts|outcomes|outcomes and impact|outcome and impact|impact and results|"
    "key results|results achieved|main results|key achievements|achievements|"
    "avantages et impact|avantages et impacts|avantages et incidence|benefices et impact|benefices et impacts|"
    "benefices|resultats|resultats et impact|resultats et impacts|resultats et effets|resultats obtenus|"
    "principaux resultats|retombees|effets et impact|"
    "beneficios e impacto|beneficios e impactos|beneficios y repercusiones|impacto|impactos|beneficios|resultados|"
    "resultados e impacto|resultados e impactos|resultados obtenidos|principales resultados|logros|principales logros",
    SectionKind.KEY_LESSONS: "key lessons|key lesson|lessons|lessons learned|lessons learnt|lesson learned|"
    "lesson learnt|key lessons learned|key lessons learnt|main lessons|main lessons learned|main lessons learnt|"
    "challenges and lessons|challenges and lessons learned|challenges and lessons learnt|"
    "lessons learned and challenges|key learnings|key takeaways|"
    "enseignements|enseignements cles|enseignements tires|principaux enseignements|enseignements principaux|"
    "principaux enseignements tires|lecons|lecons apprises|lecons tirees|lecons cles|principales lecons|"
    "principales lecons apprises|defis et enseignements|"
    "lecciones|lecciones clave|lecciones aprendidas|lecciones claves|lecciones principales|principales lecciones|"
    "principales lecciones aprendidas|lecciones extraidas|ensenanzas|ensenanzas clave|principales ensenanzas|"
    "ensenanzas extraidas|desafios y lecciones aprendidas|retos y lecciones aprendidas",
    SectionKind.RECOMMENDATIONS: "recommendations|recommendation|recommendations if the practice is to be replicated|"
    "recommendations for replication|key recommendations|main recommendations|recommendations and way forward|"
    "recommandations|recommandation|recommandations si la pratique doit etre reproduite|principales recommandations|"
    "recommandations cles|recomendaciones|recomendacion|recomendaciones si se replica la practica|"
    "recomendaciones si la practica se va a replicar|recomendaciones clave|principales recomendaciones",
    SectionKind.INNOVATION: "innovation|innovations|innovativeness|innovative aspects|innovative elements|"
    "caractere innovant|aspects innovants|elements innovants|innovacion|innovaciones|aspectos innovadores|"
    "elementos innovadores|caracter innovador",
    SectionKind.ADDITIONAL_RESOURCES: "additional resources|additional resource|further resources|resources|"
    "further reading|related resources|useful links|resources and links|"
    "ressources supplementaires|ressources complementaires|ressources additionnelles|autres ressources|ressources|"
    "pour en savoir plus|liens utiles|recursos adicionales|recursos complementarios|"
    "otros recursos|recursos|enlaces utiles",
    SectionKind.MEDIA: "media|medias|photos|photos and videos|images|videos|multimedia|media gallery|photos et videos|"
    "medios|fotos|fotos y videos|imagenes",
    SectionKind.PEER_REVIEWER_FEEDBACK: "peer reviewer feedback|peer review feedback|peer reviewers feedback|"
    "peer reviewer s feedback|peer reviewers comments|peer reviewer comments|peer review comments|peer review|"
    "commentaires des pairs|commentaires des pairs evaluateurs|avis des pairs|avis des pairs evaluateurs|"
    "observations des pairs examinateurs|comentarios de los pares|comentarios de los revisores|"
    "comentarios del revisor|comentarios de los pares revisores",
    SectionKind.OTHER: "other|other information|autres informations|otra informacion",
}

_PACT = (
    "gcm|pmm|global compact|global compact for migration|pacte mondial|pacte mondial pour les migrations|"
    "pacte mondial sur les migrations|pacte mondial sur la migration|pacto mundial|pacto mundial para la migracion|"
    "pacto mundial para las migraciones|pacto mundial sobre migracion"
).split("|")
"""What the Global Compact is called in the labels of its objectives and principles."""


def _of_the_pact(*labels: str) -> str:
    """Write each label with each name of the Compact in the place of ``*``."""
    return "|".join(label.replace("*", name) for label in labels for name in _PACT)


_FIELDS = {
    "title": "title|name|practice title|title of the practice|name of the practice|titre|titre de la pratique|"
    "nom de la pratique|titulo|titulo de la practica|nombre de la practica",
    "url": "url|address|source url|page address|web address|adresse|direccion web",
    "language": "language|lang|langue|idioma",
    "dates": "dates|date|period|years|time frame|timeframe|implementation period|period of implementation|"
    "implementation dates|dates of implementation|project dates|project period|dates of the practice|periode|"
    "periode de mise en oeuvre|dates de mise en oeuvre|dates de la pratique|periodo|periodo de ejecucion|"
    "periodo de implementacion|fecha|fechas|fechas de ejecucion|fechas de implementacion|fechas de la practica",
    "start": "date start|start date|start|start year|date de debut|debut|fecha de inicio|inicio",
    "end": "date end|end date|end|end year|date de fin|fin|fecha de finalizacion|fecha de fin|fecha de termino",
    "type": "type of practice|type|practice type|type de pratique|type de la pratique|tipo de practica|tipo",
    "countries": "country|countries|country ies|country countries|geographic scope|geographical scope|"
    "geographic coverage|geographical coverage|countries covered|countries of implementation|"
    "country of implementation|pays|pays concernes|pays de mise en oeuvre|portee geographique|couverture geographique|"
    "champ geographique|pais|pais es|paises|paises participantes|paises de implementacion|alcance geografico|"
    "ambito geografico|cobertura geografica|страна|страны|البلد|البلدان|国家",
    "regions": "regions|region|region s|sub regions|sub region|sub region s|subregions|subregion|sous regions|"
    "sous region|region es|regiones|subregion|subregiones|sub regiones",
    "primary_objectives": _of_the_pact(
        "* objectives",
        "* objective",
        "primary * objectives",
        "primary * objective",
        "main * objectives",
        "main * objective",
        "primary * objective s",
        "* objectives addressed",
        "objectives of the *",
        "objectifs principaux du *",
        "objectif principal du *",
        "objectifs primaires du *",
        "objectif primaire du *",
        "principaux objectifs du *",
        "objectifs du *",
        "objectif du *",
        "objetivos principales del *",
        "objetivo principal del *",
        "objetivos primarios del *",
        "objetivo primario del *",
        "principales objetivos del *",
        "objetivos del *",
        "objetivo del *",
    )
    + "|objectives|objective|primary objectives|primary objective|primary",
    "secondary_objectives": _of_the_pact(
        "secondary * objectives",
        "secondary * objective",
        "secondary * objective s",
        "other * objectives",
        "objectifs secondaires du *",
        "objectif secondaire du *",
        "autres objectifs du *",
        "objetivos secundarios del *",
        "objetivo secundario del *",
        "otros objetivos del *",
    )
    + "|secondary objectives|secondary objective|secondary",
    "principles": _of_the_pact(
        "* guiding principles",
        "* guiding principle",
        "guiding principles of the *",
        "* principles",
        "principes directeurs du *",
        "principe directeur du *",
        "principios rectores del *",
        "principio rector del *",
    )
    + "|guiding principles|guiding principle|principles|principes directeurs|principios rectores",
    "sdgs": "sustainable development goals sdgs|sustainable development goals|sustainable development goal|sdgs|sdg|"
    "sdg s|related sdgs|relevant sdgs|objectifs de developpement durable|objectifs de developpement durable odd|odd|"
    "objetivos de desarrollo sostenible|objetivos de desarrollo sostenible ods|ods",
    "implementing": "main implementing organization s|main implementing organizations|main implementing organization|"
    "implementing organization s|implementing organizations|implementing organization|implementing|implementers|"
    "implementing partners|implementing partner|implementing agency|implementing agencies|implementing entity|"
    "implementing entities|lead organization|lead organizations|lead agency|organization s de mise en oeuvre|"
    "organizations de mise en oeuvre|organization de mise en oeuvre|principales organizations de mise en oeuvre|"
    "principale organization de mise en oeuvre|principale s organization s de mise en oeuvre|"
    "principales organizations chargees de la mise en oeuvre|organizations chargees de la mise en oeuvre|"
    "organismes de mise en oeuvre|organisme de mise en oeuvre|partenaires de mise en oeuvre|"
    "principaux organismes de mise en oeuvre|agence d execution|agences d execution|"
    "organizaciones ejecutoras|organizacion ejecutora|principales organizaciones ejecutoras|"
    "principal organizacion ejecutora|organizacion es ejecutora s|organizaciones implementadoras|"
    "organizacion implementadora|principales organizaciones implementadoras|principal organizacion implementadora|"
    "organizaciones de ejecucion|organizaciones de implementacion|entidades ejecutoras|entidad ejecutora|"
    "socios ejecutores|socios implementadores",
    "partners": "partner donor organizations|partner donor organization|partner donor organization s|partners|"
    "partner organizations|partner organization|partner organization s|donors|donor|donor organizations|"
    "partners and donors|partners donors|funding|accountable|accountable partners|funding partners|"
    "organizations partenaires|organization partenaire|organizations partenaires donatrices|"
    "organizations partenaires et donatrices|organizations partenaires donateurs|organizations partenaires bailleurs|"
    "partenaires|partenaires donateurs|partenaires et donateurs|partenaires et bailleurs de fonds|"
    "partenaires bailleurs de fonds|bailleurs de fonds|donateurs|organizaciones asociadas|organizacion asociada|"
    "organizaciones socias|organizaciones asociadas donantes|organizaciones socias donantes|"
    "organizaciones asociadas y donantes|organizaciones socias y donantes|socios|donantes|socios y donantes|"
    "socios donantes|entidades asociadas",
    "submitted": "date submitted|submitted|date of submission|submission date|submitted on|date de soumission|"
    "date de presentation|soumis le|soumise le|fecha de presentacion|fecha de envio|presentado el|enviado el",
    "related": "more related practices|related practices|related|autres pratiques connexes|pratiques connexes|"
    "pratiques similaires|mas practicas relacionadas|practicas relacionadas|otras practicas relacionadas",
    "links": "links|link|resource links|liens|lien|enlaces|enlace",
    "digest_of": "digest of",
}


def _key(label: str) -> str:
    """Normalise a label for look-up: folded, œ as oe, and both spellings of organization as one."""
    return fold(label).replace("œ", "oe").replace("organis", "organiz")


SECTION_LABELS = {_key(label): kind for kind, labels in _SECTIONS.items() for label in labels.split("|")}
FIELD_LABELS = {_key(label): field for field, labels in _FIELDS.items() for label in labels.split("|")}

_ON_PAGES = set(
    "dates type countries regions primary_objectives secondary_objectives principles sdgs implementing partners "
    "submitted related".split()
)
_SINGLE_ON_PAGES = set("dates fechas country countries pays pais paises region regions regiones страна страны".split())
PAGE_FIELD_LABELS = {
    label: field
    for label, field in FIELD_LABELS.items()
    if field in _ON_PAGES and (" " in label or label in _SINGLE_ON_PAGES)
}
"""The field labels that are looked for in running text: a bare "End" or "Partners" there may be a heading."""

_FURNITURE = re.compile(
    r"""^(?:
        repository\ of\ practices
        | skip\ to\ main\ content
        | \*?\s*all\ practices\ are\ to\ uphold\ the\ ten\ guiding\ principles\b.*
        | disclaimer:\ the\ content\ of\ this\ practice\ reflects\ the\ views\ of\ the\ implementers\b.*
        | \*?\s*references\ to\ kosovo\ shall\ be\ understood\ to\ be\ in\ the\ context\b.*
        | newsletter
        | subscribe\ to\ our\ newsletter\.?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_END = re.compile(r"^subscribe to our newsletter\.?$", re.IGNORECASE)
_SITE_SECTIONS = {
    _key(label)
    for label in (
        "summary|resume|resumen|organizations|organizaciones|detailed information|benefit and impact|"
        "benefits and impact|benefits and impacts|avantages et impact|beneficios e impacto|results and impact|"
        "resultats et impact|resultados e impacto|key lessons|key lesson|lessons learned|lessons learnt|"
        "key lessons learned|key lessons learnt|enseignements cles|enseignements tires|principaux enseignements|"
        "lecons apprises|lecciones clave|lecciones aprendidas|recommendations|recommendation|"
        "recommendations if the practice is to be replicated|recommandations|recomendaciones|innovation|innovacion|"
        "additional resources|additional resource|ressources supplementaires|ressources complementaires|"
        "recursos adicionales|media|medias|medios|peer reviewer feedback|peer review feedback"
    ).split("|")
}
"""Headings wherever they stand alone on a line. Others are headings only where the markup or the layout says so: in
running text "Impact" or "Description" may be anything."""
_NUMBERING = re.compile(
    r"^\W{0,4}(?:\d{1,2}(?:\.\d{1,2})+\s|(?:\d{1,2}|[ivxIVX]{1,5}|[a-hA-H])(?:[.):]+\s*|\s+[-–—]\s+))(?=\W*[^\W\d])"
)
"""``1.``, ``II.``, ``b)`` before a heading."""
_VALUE = re.compile(r"\s*[:：\t]\s*")
_LONGEST_HEADING = 200


@lru_cache(maxsize=10_000)
def section_of(heading: str) -> SectionKind | None:
    """Return the kind of section a heading opens, or ``None``: ``2. Recommendations(if …)`` opens one too."""
    return next((SECTION_LABELS[key] for key in _lookup_forms(heading) if key in SECTION_LABELS), None)


def site_section(line: str) -> SectionKind | None:
    """Return the section that a line without heading markup opens: a heading of the site, alone on its line."""
    return section_of(line) if any(key in _SITE_SECTIONS for key in _lookup_forms(line)) else None


def _lookup_forms(heading: str) -> Iterator[str]:
    """List the forms of a heading to look up: whole, without its number, without what brackets add."""
    if len(heading) > _LONGEST_HEADING:
        return
    yield _key(heading)
    plain = _NUMBERING.sub("", heading, count=1)
    if plain != heading:
        yield _key(plain)
    if "(" in plain:
        yield _key(re.sub(r"\([^)]*\)", " ", plain))


@lru_cache(maxsize=10_000)
def field_of(label: str) -> str | None:
    """Return the field a key of a record names, or ``None``."""
    return next((FIELD_LABELS[key] for key in _lookup_forms(label) if key in FIELD_LABELS), None)


def page_field(line: str) -> tuple[str, str] | None:
    """Read the field and the value that a line of a page names: ``Country: Niger`` gives ``countries, Niger``."""
    if field := _page_label(line):
        return field, ""
    colon = _VALUE.search(line, 0, _LONGEST_HEADING)
    if colon and (field := _page_label(line[: colon.start()])):
        emphasis = line.strip()[:2].strip("abcdefghijklmnopqrstuvwxyz") if line.strip().startswith(("*", "_")) else ""
        return field, line[colon.end() :].strip().removeprefix(emphasis).strip()
    return None


def _page_label(text: str) -> str | None:
    return next((PAGE_FIELD_LABELS[key] for key in _lookup_forms(text) if key in PAGE_FIELD_LABELS), None)


def is_furniture(line: str) -> bool:
    """Tell whether a line is fixed furniture of the site's pages: said on every page, about none."""
    return bool(_FURNITURE.match(line.strip()))


def is_kosovo_note(line: str) -> bool:
    """Tell whether a line is the footnote on references to Kosovo."""
    return is_furniture(line) and "kosovo" in line.casefold()


def is_menu_start(line: str) -> bool:
    """Tell whether a line is the skip link that stands before the site's menu."""
    return line.strip().casefold() == "skip to main content"


def is_site_name(line: str) -> bool:
    """Tell whether a line is the name of the collection, which stands above the title."""
    return line.strip().casefold() == "repository of practices"


def starts_page(line: str) -> bool:
    """Tell whether a line is the first of a page of the site."""
    return is_menu_start(line) or is_site_name(line)


def ends_page(line: str) -> bool:
    """Tell whether a line is the last of a page of the site."""
    return bool(_PAGE_END.match(line.strip()))
