"""The domain model: practices, their sections and their passages, which every later layer speaks of.

A field is ``None`` when the page does not say (unknown) and empty when the page says "none".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

DETECTED = "detected"
"""The basis of a language that the text tells and the page does not state."""


class SectionKind(StrEnum):
    """The closed list of sections a practice page can have."""

    SUMMARY = "summary"
    ORGANISATIONS = "organisations"
    BENEFIT_AND_IMPACT = "benefit_and_impact"
    KEY_LESSONS = "key_lessons"
    RECOMMENDATIONS = "recommendations"
    INNOVATION = "innovation"
    ADDITIONAL_RESOURCES = "additional_resources"
    MEDIA = "media"
    PEER_REVIEWER_FEEDBACK = "peer_reviewer_feedback"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The name shown to people: ``Benefit and impact``."""
        return self.value.replace("_", " ").capitalize()


class Link(NamedTuple):
    """A span of a text that leads somewhere: ``text[start:end]`` are its words, offsets in characters."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page, in page order, with the heading as the page wrote it (``None``: the page gave none)."""

    kind: SectionKind
    heading: str | None
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    """Where numbered pages begin, as (offset in the text, page number), ascending; empty where the source has none."""
    links: tuple[Link, ...] = ()
    """The links in the text, ascending and apart from each other; their addresses stand nowhere in it."""

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that a character stands on, or ``None``."""
        return next((page for start, page in reversed(self.pages) if start <= offset), None)

    @property
    def sha256(self) -> str:
        """The hash of the text, which tells whether a section has changed."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def name(self) -> str:
        """The page's own heading where the kind alone would not tell what the section is."""
        return self.heading if self.kind is SectionKind.OTHER and self.heading else self.kind.title


@dataclass(frozen=True, slots=True)
class Dates:
    """When a practice ran: ISO prefixes (``2018``, ``2018-03``, ``2018-03-05``); ``ongoing`` is a page's "Present"."""

    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money that a page states, in units of its currency: ``€2.5m`` is 2500000.0 EUR."""

    value: float
    currency: str
    """ISO 4217 code; ``XXX`` where the page does not state it."""
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One file or fetched page that a practice was read from. Times are ISO 8601 in UTC."""

    source: str
    """The file, with the place in it where it holds several practices."""
    fetched: str | None = None
    """When the page was brought from its address; ``None`` for a file that somebody gave."""
    failing_since: str | None = None
    """Since when the page cannot be brought: the text is the last good one."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A practice that its site has withdrawn: its old link still says so."""

    practice_id: str
    title: str
    url: str
    withdrawn: str
    """When this was noticed, ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice page. ``practice_id`` is the slug of the record's own id, else of its address, else of its title."""

    practice_id: str
    title: str
    sections: tuple[Section, ...] = ()
    url: str | None = None
    language: str | None = None
    language_basis: str | None = None
    """:data:`DETECTED` where the page does not state it; ``None`` where it does, or nothing tells."""
    dates: Dates | None = None
    type: str | None = None
    countries: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    primary_objectives: tuple[int, ...] | None = None
    secondary_objectives: tuple[int, ...] | None = None
    principles: tuple[int, ...] | None = None
    sdgs: tuple[int, ...] | None = None
    implementing: tuple[str, ...] | None = None
    partners: tuple[str, ...] | None = None
    """Partners, and donors where the page does not tell the two apart: "Partner/Donor Organizations"."""
    donors: tuple[str, ...] | None = None
    accountable: tuple[str, ...] | None = None
    amounts: tuple[Amount, ...] | None = None
    submitted: str | None = None
    related: tuple[str, ...] | None = None
    links: tuple[str, ...] | None = None
    digest_of: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """What the page states and no field holds, kept as it was written."""
    captures: tuple[Capture, ...] = ()
    """What it was read from, the capture that the id comes from first."""

    @property
    def source(self) -> str:
        """The file that it was first read from; empty where nothing tells."""
        return self.captures[0].source if self.captures else ""

    @property
    def objectives(self) -> tuple[int, ...]:
        """Stated GCM objectives, primary ones first; empty when none are stated or they are unknown."""
        return tuple(dict.fromkeys((self.primary_objectives or ()) + (self.secondary_objectives or ())))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; :meth:`from_dict` reads them back equal."""
        return _field_values(self) | {
            "sections": [_field_values(section) for section in self.sections],
            "dates": _field_values(self.dates) if self.dates else None,
            "amounts": None if self.amounts is None else [_field_values(amount) for amount in self.amounts],
            "captures": [_field_values(capture) for capture in self.captures],
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Practice:
        """Rebuild a practice from :meth:`to_dict` after a trip through JSON."""
        plain: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        plain["sections"] = tuple(
            Section(
                SectionKind(s["kind"]),
                s["heading"],
                s["text"],
                tuple((start, page) for start, page in s["pages"]),
                tuple(Link(*link) for link in s["links"]),
            )
            for s in values["sections"]
        )
        plain["captures"] = tuple(Capture(**capture) for capture in values["captures"])
        plain["dates"] = Dates(**values["dates"]) if values["dates"] else None
        if values.get("amounts") is not None:
            plain["amounts"] = tuple(Amount(**amount) for amount in values["amounts"])
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one section: ``practice.sections[section].text[start:end] == text``, offsets in characters."""

    passage_id: str
    practice_id: str
    section: int
    start: int
    end: int
    text: str
    tokens: int
    language: str | None = None
    """ISO 639-1 code as a detector reads the text; ``None`` where it cannot tell."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; the constructor takes them back."""
        return _field_values(self)


def _field_values(item: Section | Dates | Amount | Capture | Practice | Passage) -> dict[str, Any]:
    """Return the fields by name, many times as fast as ``asdict``, which copies every value."""
    return {name: getattr(item, name) for name in item.__slots__}
