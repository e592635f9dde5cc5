"""The regions of a practice: those it states and those of its countries, each within the wider ones it is part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit

if TYPE_CHECKING:
    from corpus.model import Practice


@lru_cache(maxsize=10_000)
def _region_keys(written: str) -> Mapping[str, str]:
    """Return the regions a text names: canonical names as they are, others folded; each with the name to show."""
    from corpus.text.strings import fold
    from corpus.vocabularies.regions import REGIONS, region_names

    names = {(name if name in REGIONS else fold(name)): name for name in region_names(written)}
    return {key: name for key, name in names.items() if key}


def _regions_of(practice: Practice) -> dict[str, str]:
    """Return the regions of a practice, each with the form it is stated in; empty where it is not stated itself."""
    from corpus.vocabularies.regions import regions_around, regions_of

    stated = {key: name for written in practice.regions or () for key, name in _region_keys(written).items()}
    around = [region for key in stated for region in regions_around(key)]
    around += [region for code in practice.countries or () for region in regions_of(code)]
    return dict.fromkeys(around, "") | stated


class RegionForms:
    """The form that most practices of a collection write a region in; of equally frequent ones the first."""

    def __init__(self, practices: Iterable[Practice]) -> None:
        forms: dict[str, Counter[str]] = {}
        for practice in practices:
            for key, form in _regions_of(practice).items():
                if form:
                    forms.setdefault(key, Counter())[" ".join(form.split())] += 1
        self._shown = {key: counted.most_common(1)[0][0] for key, counted in forms.items()}

    def key(self, name: str) -> str:
        """Return a region as it is: it has one value in every collection."""
        return name

    def name(self, key: str) -> str:
        """Return the form to show of a region."""
        return self._shown.get(key, key)


def _parse(written: str) -> tuple[str, ...]:
    if keys := tuple(_region_keys(written)):
        return keys
    raise FacetValueError(f"region {written!r} has no letter; give a name, as Western Africa.")


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    practice = unit.practice
    is_stated = practice.regions is not None or practice.countries is not None
    return tuple(_regions_of(practice)) if is_stated else None


FACET = Facet(
    name="region",
    title="Region",
    hint="Region of the world, as Western Africa; its parts belong to it.",
    parse=_parse,
    values=_values,
    vocabulary=RegionForms,
    place=20,
)
