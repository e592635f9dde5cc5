"""Records of an export: of each practice that was found, and of the search that found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from corpus.model import Passage, Practice
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.frameworks import OBJECTIVES
from service.practices.links import reading_url

if TYPE_CHECKING:
    from index.facets.masks import Filters
    from index.retrieval.hits import PassageHit, PracticeHit


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A search: all that is needed to repeat it."""

    query: str
    snapshot: str
    model: str
    date: str
    """The day of the search, ISO 8601."""
    filters: Filters
    narrowed_to: str = ""
    """The filters as people read them."""
    plan: str = ""
    """The plan of the question as JSON, which can be given back; empty: not kept."""

    @property
    def sentence(self) -> str:
        """The record in a sentence, for the notes of a reference."""
        narrowed = f", narrowed to {self.narrowed_to} ({self.parameters})" if self.parameters else ""
        return (
            f"Found by Practice Search on {self.date} with the query “{self.query}”{narrowed}; "
            f"index snapshot {self.snapshot}, model {self.model}."
        )

    @property
    def parameters(self) -> str:
        """The filters as parameters of an address, by which the search can be repeated."""
        pairs = [(facet, value) for facet, values in self.filters.items() for value in values]
        return urlencode(pairs, safe=": /")


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """A practice that was found, with its best passage."""

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
        return _objective_names(self.practice.objectives)

    @property
    def inferred_objectives(self) -> list[str]:
        """Likely GCM objectives with number and name, which no page states."""
        return _objective_names(self.inferred)

    @property
    def dates(self) -> str:
        """When the practice ran, as its page writes it."""
        return self.practice.dates.as_written if self.practice.dates else ""


def export_records(hits: Sequence[PracticeHit], base_url: str) -> list[ExportRecord]:
    """Make the records of the practices that a search found, in its order."""
    return [_export_record(rank, hit, base_url) for rank, hit in enumerate(hits, start=1)]


def _export_record(rank: int, hit: PracticeHit, base_url: str) -> ExportRecord:
    practice = hit.practice
    best = hit.hits[0] if hit.hits else _no_passage(practice)
    return ExportRecord(
        rank,
        practice,
        best,
        practice.sections[best.passage.section].name if hit.hits else "",
        reading_url(base_url, practice.practice_id, best.passage.passage_id),
        tuple(inferred.objective for inferred in hit.inferred),
    )


def _no_passage(practice: Practice) -> PassageHit:
    """Stand in for the passage of a practice that has no text: what it states puts it in a list all the same."""
    from index.retrieval.hits import PassageHit  # brings NumPy, which the list of formats does without

    return PassageHit(Passage("", practice.practice_id, 0, 0, 0, "", 0, practice.language), 0.0, 0.0, 0.0)


def _objective_names(objectives: Sequence[int]) -> list[str]:
    return [f"GCM objective {number}: {OBJECTIVES[number]}" for number in objectives]


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.isdigit()
