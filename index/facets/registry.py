"""The registry of facets: what stands in the folder ``definitions``, a file a facet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from index.facets import definitions
from index.facets.facet import Facet


def _load_facets() -> Iterator[Facet]:
    for module in iter_modules(definitions.__path__):
        yield import_module(f"{definitions.__name__}.{module.name}").FACET


FACETS: Mapping[str, Facet] = {
    facet.name: facet for facet in sorted(_load_facets(), key=lambda facet: (facet.place, facet.name))
}
"""The facets by name, in the order that they are shown in everywhere."""
