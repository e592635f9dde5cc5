"""What people write to narrow a search, to the values that the index knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from babel import Locale

from corpus.model import SectionKind
from corpus.text.strings import fold
from corpus.vocabularies.countries import country_code, country_name
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES, PRINCIPLES, SDGS
from corpus.vocabularies.organisations import organisation_key
from corpus.vocabularies.page_labels import section_of
from index.facets.masks import FACETS, FacetMasks, Filters
from index.facets.values import region_keys
from service.errors import RequestError

MOST_YEARS = 100
"""The longest range of years that one value can stand for."""

_NUMBERED = {
    "objective": (OBJECTIVES, "the GCM objectives"),
    "principle": (PRINCIPLES, "the guiding principles"),
    "sdg": (SDGS, "the Sustainable Development Goals"),
}
_BASES = {"stated": "Stated by the page", "inferred": "Inferred from the text"}
_YEARS = re.compile(r"([0-9]{4})(?:\s*(?:-|–|—|\.\.)\s*([0-9]{4}))?")


def parse_filters(wanted: Mapping[str, Sequence[str]]) -> Filters:
    """Filters by facet from values as people write them: country names or codes, ranges of years, names of languages.

    :raises RequestError: a value is not of its facet; the message names it and says what is.
    """
    filters = {}
    for facet in FACETS:
        written = [value.strip() for value in wanted.get(facet, ()) if value.strip()]
        if written:
            filters[facet] = tuple(dict.fromkeys(one for value in written for one in _PARSERS[facet](value)))
    return filters


def label(facet: str, value: str, facets: FacetMasks | None = None) -> str:
    """A facet value as people read it.

    :param facets: those of the index, which know how its pages write organisations and regions.
    """
    if facet == "country":
        return country_name(value)
    if facet in _NUMBERED:
        return f"{value}. {_NUMBERED[facet][0][int(value)]}"
    if facet == "section":
        return SectionKind(value).title
    if facet == "language":
        return str(Locale("en").languages.get(value, value))
    if facet == "basis":
        return _BASES[value]
    return facets.written(facet, value) if facets else value


def year_ranges(years: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Years as people write them, runs of them as a range: ``2018-2020`` with the years it stands for."""
    run: list[int] = []
    for year in [*sorted(map(int, years)), None]:
        if run and (year is None or year > run[-1] + 1):
            yield (f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0])), tuple(map(str, run))
            run = []
        if year is not None:
            run.append(year)


def _country(value: str) -> tuple[str, ...]:
    if code := country_code(value):
        return (code,)
    raise RequestError(
        f"country {value!r} is not known; give its name in an official language of the UN or an ISO code."
    )


def _region(value: str) -> tuple[str, ...]:
    if keys := tuple(region_keys(value)):
        return keys
    raise RequestError(f"region {value!r} has no letter; give a name, as Western Africa.")


def _numbered(facet: str) -> Callable[[str], tuple[str, ...]]:
    names, what = _NUMBERED[facet]
    by_name = {fold(name): str(number) for number, name in names.items()}

    def parse(value: str) -> tuple[str, ...]:
        if value.isdecimal() and len(value) <= 3 and int(value) in names:
            return (str(int(value)),)
        if known := by_name.get(fold(value)):
            return (known,)
        raise RequestError(f"{facet} {value!r} is not known; {what} are numbered 1 to {len(names)}.")

    return parse


def _type(value: str) -> tuple[str, ...]:
    return (next((known for known in PRACTICE_TYPES if fold(known) == fold(value)), value),)


def _organisation(value: str) -> tuple[str, ...]:
    if key := organisation_key(value):
        return (key,)
    raise RequestError(f"organisation {value!r} has no letter; give its name or initials.")


def _section(value: str) -> tuple[str, ...]:
    if kind := section_of(value.replace("_", " ")):
        return (kind.value,)
    raise RequestError(f"section {value!r} is not known; the sections are: {', '.join(SectionKind)}.")


def _language(value: str) -> tuple[str, ...]:
    """The code itself where it is one, since some are names too (``ga`` is Irish, and Ga a language)."""
    code = value.casefold().replace("_", "-").partition("-")[0]
    if code in Locale("en").languages:
        return (code,)
    if named := _language_names().get(fold(value)):
        return (named,)
    if re.fullmatch("[a-z]{2,3}", code):
        return (code,)
    raise RequestError(f"language {value!r} is not known; give its English name or its ISO 639-1 code, as fr.")


@cache
def _language_names() -> dict[str, str]:
    names = {}
    for language in ("es", "fr", "en"):
        names.update({fold(name): code for code, name in Locale(language).languages.items() if code.isalpha()})
    return names


def _year(value: str) -> tuple[str, ...]:
    years: list[str] = []
    for part in value.split(","):
        found = _YEARS.fullmatch(part.strip())
        if not found:
            raise RequestError(f"year {part.strip()!r} is not known; write 2019, or 2018-2020 for any of these years.")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise RequestError(f"year {part.strip()!r} ends before it begins; write {last}-{first}.")
        if last - first >= MOST_YEARS:
            raise RequestError(f"year {part.strip()!r} is a range of {last - first + 1} years; at most {MOST_YEARS}.")
        years += [f"{year:04}" for year in range(first, last + 1)]
    return tuple(years)


def _basis(value: str) -> tuple[str, ...]:
    if value.casefold() in _BASES:
        return (value.casefold(),)
    raise RequestError(f"basis {value!r} is not known; objectives are: {', '.join(_BASES)}.")


_PARSERS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "country": _country,
    "region": _region,
    "type": _type,
    "organisation": _organisation,
    "section": _section,
    "language": _language,
    "year": _year,
    "basis": _basis,
    **{facet: _numbered(facet) for facet in _NUMBERED},
}
