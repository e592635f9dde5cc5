"""What every export says of a match, and of the search that found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Practice
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.frameworks import OBJECTIVES
from index.facets.masks import Filters
from index.retrieval.hits import PassageHit, PracticeHit
from service.practices.links import reading_url


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """All that is needed to repeat a search."""

    query: str
    snapshot: str
    model: str
    date: str
    """The day of the search, ISO 8601."""
    filters: Filters

    @property
    def sentence(self) -> str:
        """The record in a sentence, for the notes of a reference."""
        narrowed = "; ".join(f"{facet}: {', '.join(values)}" for facet, values in self.filters.items() if values)
        return (
            f"Found by Practice Search on {self.date} with the query “{self.query}”"
            f"{f' ({narrowed})' if narrowed else ''}; index snapshot {self.snapshot}, model {self.model}."
        )


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """One practice that was found, with its best passage."""

    rank: int
    practice: Practice
    hit: PassageHit
    section: str
    link: str
    inferred: tuple[int, ...] = ()
    """Likely GCM objectives, where the page states none."""

    @property
    def url(self) -> str:
        """The address of the page itself where it is known, else of our reading view."""
        return self.practice.url or self.link.partition("?")[0]

    @property
    def year(self) -> str:
        """The year the practice was submitted, the nearest there is to a year of publication; empty if unknown."""
        written = self.practice.submitted or ""
        return next((part for part in written.replace("/", " ").replace("-", " ").split() if _is_year(part)), "")

    @property
    def countries(self) -> list[str]:
        """Names of the countries."""
        return [country_name(code) for code in self.practice.countries or ()]

    @property
    def objectives(self) -> list[str]:
        """Stated GCM objectives with number and name."""
        return _named(self.practice.objectives)

    @property
    def inferred_objectives(self) -> list[str]:
        """Likely GCM objectives with number and name, which no page states."""
        return _named(self.inferred)

    @property
    def dates(self) -> str:
        """When the practice ran, as its page writes it."""
        return self.practice.dates.as_written if self.practice.dates else ""


def export_records(found: Sequence[PracticeHit], base_url: str) -> list[ExportRecord]:
    """The matches of a search, in its order."""
    return [
        ExportRecord(
            rank,
            one.practice,
            one.hits[0],
            one.practice.sections[one.hits[0].passage.section].name,
            reading_url(base_url, one.practice.practice_id, one.hits[0].passage.passage_id),
            tuple(guess.objective for guess in one.inferred),
        )
        for rank, one in enumerate(found, start=1)
    ]


def collapse_whitespace(text: str) -> str:
    """The text with all white space as single spaces."""
    return " ".join(text.split())


def _named(objectives: Sequence[int]) -> list[str]:
    return [f"GCM objective {number}: {OBJECTIVES[number]}" for number in objectives]


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.isdigit()
