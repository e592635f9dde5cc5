"""The labels of a practice page: which line is a heading, which names a field, and which is page furniture."""

from __future__ import annotations

import re

from corpus.model import SectionKind
from corpus.strings import fold

_SECTIONS = {
    SectionKind.SUMMARY: "summary|description|abstract|overview|resume|resumen",
    SectionKind.ORGANISATIONS: "organizations|organisations|organization|organisation|detailed information|"
    "organizaciones",
    SectionKind.BENEFIT_AND_IMPACT: "benefit and impact|benefits and impact|benefits and impacts|impact|"
    "avantages et impact|beneficios e impacto",
    SectionKind.KEY_LESSONS: "key lessons|key lesson|lessons learned|key lessons learned|enseignements cles|"
    "enseignements tires|lecciones clave|lecciones aprendidas",
    SectionKind.RECOMMENDATIONS: "recommendations|recommendation|recommandations|recomendaciones|"
    "recommendations if the practice is to be replicated",
    SectionKind.INNOVATION: "innovation|innovacion",
    SectionKind.ADDITIONAL_RESOURCES: "additional resources|additional resource|ressources supplementaires|"
    "recursos adicionales",
    SectionKind.MEDIA: "media|medias|medios",
    SectionKind.PEER_REVIEWER_FEEDBACK: "peer reviewer feedback|peer review feedback",
    SectionKind.OTHER: "other|other information",
}

_FIELDS = {
    "title": "title|name|practice title",
    "url": "url|address|source url|page address|web address",
    "language": "language|lang",
    "dates": "dates|date|period|years",
    "start": "date start|start date|start|start year",
    "end": "date end|end date|end|end year",
    "type": "type of practice|type|practice type",
    "countries": "country|countries|geographic scope",
    "regions": "regions|region|sub regions|sub region|subregions",
    "primary_objectives": "primary gcm objectives|primary gcm objective|gcm objectives|gcm objective|objectives|"
    "objective|primary objectives|primary",
    "secondary_objectives": "secondary gcm objectives|secondary gcm objective|secondary objectives|secondary",
    "principles": "gcm guiding principles|guiding principles|principles",
    "sdgs": "sustainable development goals sdgs|sustainable development goals|sdgs|sdg",
    "implementing": "main implementing organization s|main implementing organizations|main implementing organization|"
    "implementing organizations|implementing organization|implementing|implementers|implementing partners",
    "partners": "partner donor organizations|partner donor organization|partners|partner organizations|donors|"
    "funding|accountable|accountable partners|funding partners",
    "submitted": "date submitted|submitted",
    "related": "more related practices|related practices|related",
    "links": "links|link|resource links",
    "digest_of": "digest of",
}

SECTION_LABELS = {label: kind for kind, labels in _SECTIONS.items() for label in labels.split("|")}
FIELD_LABELS = {label: field for field, labels in _FIELDS.items() for label in labels.split("|")}

_ON_PAGES = set(
    "dates type countries regions primary_objectives secondary_objectives principles sdgs implementing partners "
    "submitted related".split()
)
PAGE_FIELD_LABELS = {
    label: field
    for label, field in FIELD_LABELS.items()
    if field in _ON_PAGES and (" " in label or label in ("dates", "country", "countries", "regions", "region"))
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
_AMBIGUOUS = {
    "description",
    "abstract",
    "overview",
    "impact",
    "organization",
    "organisation",
    "other",
    "other information",
}
"""Headings only where the markup says that they are: in running text they may be anything."""


def section_of(heading: str) -> SectionKind | None:
    """The kind of section a heading opens, or ``None``: ``Recommendations(if the practice is …)`` opens one too."""
    key = fold(heading)
    return SECTION_LABELS.get(key) or SECTION_LABELS.get(fold(re.sub(r"\([^)]*\)", " ", heading)))


def site_section(line: str) -> SectionKind | None:
    """The section that a line without heading markup opens: one of the site's own headings, alone on its line."""
    return None if fold(line) in _AMBIGUOUS else section_of(line)


def field_of(label: str) -> str | None:
    """The field a key of a record names, or ``None``."""
    return FIELD_LABELS.get(fold(label))


def page_field(line: str) -> tuple[str, str] | None:
    """The field a line of a page names, with the value on that line: ``Country: Niger`` gives ``countries, Niger``."""
    if field := PAGE_FIELD_LABELS.get(fold(line)):
        return field, ""
    label, colon, value = line.partition(":")
    if colon and (field := PAGE_FIELD_LABELS.get(fold(label))):
        return field, value.strip()
    return None


def is_furniture(line: str) -> bool:
    """Whether a line is fixed furniture of the site's pages: said on every page, about none."""
    return bool(_FURNITURE.match(line.strip()))


def is_menu_start(line: str) -> bool:
    """Whether a line is the skip link that stands before the site's menu."""
    return line.strip().casefold() == "skip to main content"


def is_site_name(line: str) -> bool:
    """Whether a line is the name of the collection, which stands above the title."""
    return line.strip().casefold() == "repository of practices"


def starts_page(line: str) -> bool:
    """Whether a line is the first of a page of the site."""
    return is_menu_start(line) or is_site_name(line)


def ends_page(line: str) -> bool:
    """Whether a line is the last of a page of the site."""
    return bool(_PAGE_END.match(line.strip()))
