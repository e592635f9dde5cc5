"""What a build met and did, as kept in the snapshot; ``service.cli.reports`` makes its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.loading.collect import Collection
from corpus.loading.languages import as_stated
from index.facets.facet import MOST_VALUES

if TYPE_CHECKING:
    from corpus.model import Practice
    from index.build.preparation import PreparedPractice

FIELDS = (
    "url",
    "language",
    "dates",
    "type",
    "countries",
    "regions",
    "primary_objectives",
    "secondary_objectives",
    "principles",
    "sdgs",
    "implementing",
    "partners",
    "donors",
    "accountable",
    "amounts",
    "submitted",
    "related",
)
"""Fields of a practice that a page can be silent about."""
_OF_ENRICHMENT = ("acronyms", "inferred", "duplicate_groups", "near_identical")


@dataclass(slots=True)
class BuildReport:
    """The counts of a build, and everything that a reader of the collection should know about its making."""

    snapshot: str = ""
    unchanged: bool = False
    files: int = 0
    practices: int = 0
    sections: int = 0
    passages: int = 0
    embedded: int = 0
    reused: int = 0
    truncated: int = 0
    cut_runs: int = 0
    acronyms: int = 0
    inferred: int = 0
    merged: int = 0
    """Further captures of practices that were read from several."""
    duplicate_groups: int = 0
    near_identical: int = 0
    """Practices in those groups."""
    withdrawn: int = 0
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    """How many practices do not state a field, by its name."""
    furniture: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, collection: Collection) -> BuildReport:
        """Begin a report with what reading the pages met."""
        practices = collection.practices
        return cls(
            files=collection.files,
            practices=len(practices),
            sections=sum(len(practice.sections) for practice in practices),
            merged=sum(max(0, len(practice.captures) - 1) for practice in practices),
            withdrawn=len(collection.withdrawn),
            languages=dict(Counter(practice.language or "unknown" for practice in practices)),
            unknown={name: sum(getattr(page, name) is None for page in map(as_stated, practices)) for name in FIELDS},
            furniture=dict(collection.furniture),
            notes=[*collection.notes, *_values_left_out(practices)],
            problems=[asdict(problem) for problem in collection.problems],
        )

    def count_prepared(self, practices: Sequence[Practice], prepared: Sequence[PreparedPractice]) -> None:
        """Count what was made of the practices, and note those without any text."""
        self.passages = sum(len(practice.passages) for practice in prepared)
        self.truncated = sum(practice.truncated for practice in prepared)
        self.cut_runs = sum(practice.cut_runs for practice in prepared)
        self.notes += [
            f"{practice.source or practice.practice_id}: no text to search, only a title."
            for practice, made in zip(practices, prepared, strict=True)
            if not made.passages
        ]

    def count_enriched(self, acronyms: int, inferred: int, duplicates: Sequence[Sequence[str]]) -> None:
        """Count what was inferred: acronyms, practices with likely objectives, and groups of near-identical ones."""
        self.acronyms, self.inferred = acronyms, inferred
        self.duplicate_groups, self.near_identical = len(duplicates), sum(map(len, duplicates))

    def take_over(self, snapshot_id: str, earlier: Mapping[str, Any]) -> None:
        """Report that nothing has changed: the serving snapshot stays, and what its own report says of enrichment."""
        self.snapshot, self.unchanged, self.reused = snapshot_id, True, self.passages
        for name in _OF_ENRICHMENT:
            setattr(self, name, earlier[name])

    @property
    def problem_kinds(self) -> dict[str, int]:
        """How many problems there are of each kind, most first."""
        return dict(Counter(problem["kind"] for problem in self.problems).most_common())


def _values_left_out(practices: Iterable[Practice]) -> Iterator[str]:
    """Note the practices that state more of something than facets know; the practices themselves keep all of it."""
    for practice in practices:
        for name in FIELDS:
            value = getattr(practice, name)
            if isinstance(value, tuple) and len(value) > MOST_VALUES:
                source = practice.source or practice.practice_id
                yield f"{source}: states {len(value):,} {name}; filters know the first {MOST_VALUES}."
