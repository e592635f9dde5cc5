"""Support of an answer, for a person to weigh: by how many, how recent, and from where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Practice
from corpus.text.dates import years_in
from corpus.text.strings import fold


@dataclass(frozen=True, slots=True)
class Support:
    """Who stands behind an answer.

    :param practices: how many practices it is quoted from, one with the same title counted once.
    :param implementers: the organisations that implement them, each once; fewer than the practices where they do not
        say.
    :param newest: the latest year that any of them states, ``None`` where none states one.
    :param ongoing: whether any of them goes on.
    :param only_country: the country that all of them are from, where that is one.
    """

    practices: int = 0
    implementers: tuple[str, ...] = ()
    newest: int | None = None
    ongoing: bool = False
    only_country: str | None = None


def summarise_support(practices: Iterable[Practice]) -> Support:
    """Summarise the support that practices give to what is quoted from them."""
    quoted = list({practice.practice_id: practice for practice in practices}.values())
    implementers = {fold(name): name for practice in reversed(quoted) for name in reversed(practice.implementing or ())}
    countries = {practice.countries for practice in quoted}
    (only,) = countries if len(countries) == 1 else (None,)
    return Support(
        len({fold(practice.title) for practice in quoted}),
        tuple(sorted(implementers.values(), key=fold)),
        max((year for practice in quoted for year in _years(practice)), default=None),
        any(practice.dates is not None and practice.dates.ongoing for practice in quoted),
        only[0] if only and len(only) == 1 else None,
    )


def _years(practice: Practice) -> Iterable[int]:
    dates = practice.dates
    stated = [dates.start, dates.end] if dates else []
    return (year for text in (*stated, practice.submitted) for year in years_in(text))
