"""Checking a case against a search, and saying what was expected and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from tests.relevance.case import DEPTH, Case
from tests.relevance.wording import ordinal, short_ordinal

Wanted = Mapping[str, Sequence[str]]
"""Filters as people write them."""


Places = Mapping[str, int]
"""The place of each practice in a ranking, from 1."""


class RefusedError(Exception):
    """The search cannot do what a case asks; the message says what."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement of an answer, and whether it is an exact slice of the practice page it names."""

    practice_id: str
    text: str
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """The outcome of a question and what was quoted."""

    outcome: str
    quoted: Sequence[Quoted]


class Engine(Protocol):
    """What a search offers to the checks. Rankings are practice ids, best first, at most ``DEPTH``."""

    def ranking(self, query: str, filters: Wanted) -> Sequence[str]:
        """Return the practices for a query."""

    def answer(self, query: str, filters: Wanted) -> Answered:
        """Return the answer to a question."""

    def related(self, practice_id: str) -> Sequence[str]:
        """Return the practices related to one."""


@dataclass(frozen=True, slots=True)
class Result:
    """A checked case: it passed where there are no failures."""

    case: Case
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything expected happened."""
        return not self.failures


def check(case: Case, engine: Engine) -> Result:
    """Run a case; each failure is a sentence, led by the wording where there are several."""
    if case.related_to:
        ranking = engine.related(case.related_to)
        itself = ["expected never itself; it is called related to itself"] if case.related_to in ranking else []
        return Result(case, (*itself, *_ranked(case, ranking)))
    filters = {facet: tuple(map(str, values)) for facet, values in case.filters.items()}
    failures: list[str] = []
    reference: Sequence[str] | None = None
    for query in case.asked:
        try:
            ranking = engine.ranking(query, filters)
            missed = [*_ranked(case, ranking), *_same(case, ranking, reference)]
            if case.outcome or case.quote_from:
                missed += _answered(case, engine.answer(query, filters))
        except RefusedError as reason:
            return Result(case, (str(reason),))
        reference = ranking if reference is None else reference
        failures += [f"“{query}”: {failure}" for failure in missed] if case.queries else missed
    return Result(case, tuple(failures))


def _ranked(case: Case, ranking: Sequence[str]) -> Iterator[str]:
    place = {practice_id: number for number, practice_id in enumerate(ranking, start=1)}
    yield from _first(case, ranking, place)
    yield from _within(case, place)
    yield from _order(case, place)
    yield from _only(case, ranking, place)


def _first(case: Case, ranking: Sequence[str], place: Places) -> Iterator[str]:
    if case.first and place.get(case.first) != 1:
        where = f"found {ordinal(place[case.first])}" if case.first in place else f"not in the first {DEPTH}"
        instead = f"first stands {ranking[0]}" if ranking else "nothing was found"
        yield f"expected first: {case.first}; {where}, {instead}"


def _within(case: Case, place: Places) -> Iterator[str]:
    for wanted in case.include:
        if wanted not in place:
            yield f"missing: {wanted} (not in the first {DEPTH})"
        elif place[wanted] > case.within:
            yield f"missing: {wanted} (stands {ordinal(place[wanted])}, not in the first {case.within})"
    for forbidden in case.exclude:
        if place.get(forbidden, DEPTH + 1) <= case.within:
            yield f"forbidden {forbidden} stands {ordinal(place[forbidden])}"


def _order(case: Case, place: Places) -> Iterator[str]:
    for before, after in pairwise(case.order):
        if before not in place:
            yield f"{before} (not in the first {DEPTH}) should stand before {after}"
        elif place.get(after, DEPTH + 1) < place[before]:
            places = short_ordinal(place[before]), short_ordinal(place[after])
            yield f"{before} ({places[0]}) should stand before {after} ({places[1]})"


def _only(case: Case, ranking: Sequence[str], place: Places) -> Iterator[str]:
    strangers = [practice_id for practice_id in ranking if case.only is not None and practice_id not in case.only]
    if strangers:
        wanted = ", ".join(case.only or ()) or "no practice"
        best = f"{strangers[0]} ({ordinal(place[strangers[0]])})"
        yield f"expected only: {wanted}; found {len(strangers)} more, the best of them {best}"


def _same(case: Case, ranking: Sequence[str], reference: Sequence[str] | None) -> Iterator[str]:
    if case.shared and reference is not None:
        common = len({*ranking[: case.within]} & {*reference[: case.within]})
        if common < case.shared:
            shared = f"only {common} of {case.within} shared with “{case.queries[0]}”"
            yield f"same results: {shared}, expected {case.shared}"


def _answered(case: Case, answered: Answered) -> Iterator[str]:
    if case.outcome and answered.outcome not in case.outcome:
        yield f"expected outcome: {' or '.join(case.outcome)}; it was {answered.outcome}"
    if case.quote_from:
        right = [quoted for quoted in answered.quoted if quoted.practice_id in case.quote_from]
        others = ", ".join(dict.fromkeys(quoted.practice_id for quoted in answered.quoted)) or "nothing"
        wanted = f"expected a quotation from: {' or '.join(case.quote_from)}"
        if not right:
            yield f"{wanted}; quoted was {others}"
        elif not any(case.quote_words in quoted.text for quoted in right):
            yield f"{wanted}, with the words “{case.quote_words}”; quoted was “{right[0].text}”"
    yield from (
        f"not word for word from {quoted.practice_id}: “{quoted.text}”"
        for quoted in answered.quoted
        if not quoted.verbatim
    )
