"""Facets whose values are the numbers of a framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corpus.text.strings import fold
from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit


def numbered_facet(
    names: Mapping[int, str],
    called: str,
    *,
    name: str,
    title: str,
    hint: str,
    values: Callable[[FacetUnit], tuple[str, ...] | None],
    place: int,
) -> Facet:
    """Define a facet of numbers, which are written as numbers or as what they stand for.

    :param names: what each number stands for; numbered from 1.
    :param called: the numbered things, as an error calls them: ``the GCM objectives``.
    """
    by_name = {fold(text): str(number) for number, text in names.items()}

    def parse(written: str) -> tuple[str, ...]:
        if written.isdecimal() and len(written) <= 3 and int(written) in names:
            return (str(int(written)),)
        if known := by_name.get(fold(written)):
            return (known,)
        raise FacetValueError(f"{name} {written!r} is not known; {called} are numbered 1 to {len(names)}.")

    def label(value: str) -> str:
        return f"{value}. {names[int(value)]}"

    return Facet(
        name=name, title=title, hint=hint, parse=parse, values=values, label=label, closed=True, order=int, place=place
    )
