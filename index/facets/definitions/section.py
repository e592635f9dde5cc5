"""The kind of section that a passage stands in."""

from __future__ import annotations

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit


def _parse(written: str) -> tuple[str, ...]:
    from corpus.model import SectionKind
    from corpus.vocabularies.page_labels import section_of

    if kind := section_of(written.replace("_", " ")):
        return (kind.value,)
    raise FacetValueError(f"section {written!r} is not known; the sections are: {', '.join(SectionKind)}.")


def _label(value: str) -> str:
    from corpus.model import SectionKind

    return SectionKind(value).title


def _values(unit: FacetUnit) -> tuple[str, ...]:
    return (unit.section.kind.value,) if unit.section else ()


FACET = Facet(
    name="section",
    title="Section",
    hint="Section of the page, as key_lessons.",
    parse=_parse,
    values=_values,
    label=_label,
    of_passages=True,
    closed=True,
    place=80,
)
