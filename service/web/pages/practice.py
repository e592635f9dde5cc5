"""The reading view of a practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from corpus.model import Practice
from service.filters.parsing import label
from service.web.pages.urls import search_address


def practice_fields(practice: Practice) -> Iterator[tuple[str, Sequence[str] | None]]:
    """What is known of a practice, for reading: ``None`` is unknown."""
    yield "Countries", _linked("country", practice.countries)
    yield "Regions", _linked("region", practice.regions)
    yield "Dates", [practice.dates.as_written] if practice.dates else None
    yield "Type of practice", _linked("type", [practice.type] if practice.type else None)
    yield "Primary GCM objectives", _linked("objective", practice.primary_objectives)
    yield "Secondary GCM objectives", _linked("objective", practice.secondary_objectives)
    yield "Guiding principles", _linked("principle", practice.principles)
    yield "Sustainable Development Goals", _linked("sdg", practice.sdgs)
    yield "Main implementing organizations", _linked("organisation", practice.implementing)
    yield "Partner and donor organizations", _linked("organisation", practice.partners)
    yield "Date submitted", [practice.submitted] if practice.submitted else None
    for name, value in practice.extra.items():
        yield f"{name.replace('_', ' ').capitalize()} (as written)", [value]


def _linked(facet: str, values: Iterable[object] | None) -> list[Markup] | None:
    """Values of a practice, each as a link to all practices that have it."""
    if values is None:
        return None
    link = Markup('<a href="{}">{}</a>')
    return [link.format(search_address("", {facet: (str(value),)}), label(facet, str(value))) for value in values]
