"""Related practices as they go over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.practices.related import RelatedPractice
from service.schemas.practice import PracticeRef


class RelatedOut(BaseModel):
    """A related practice and the two passages that make it so."""

    practice_id: str
    title: str
    url: str | None
    score: float
    own_passage: str
    own_passage_id: str
    their_passage: str
    their_passage_id: str
    shared_objectives: list[int] = Field(description="Stated by both.")
    shared_countries: list[str]
    shared_organisations: list[str]
    is_near_identical: bool = Field(description="Whether it says the same as the practice asked about, or nearly.")
    near_identical: list[PracticeRef] = Field(description="Other practices that say the same as this one, or nearly.")

    @classmethod
    def of(cls, related: RelatedPractice, base_url: str) -> RelatedOut:
        """Render a related practice."""
        return cls(
            practice_id=related.practice.practice_id,
            title=related.practice.title,
            url=related.practice.url,
            score=related.score,
            own_passage=related.own_passage.text.strip(),
            own_passage_id=related.own_passage.passage_id,
            their_passage=related.their_passage.text.strip(),
            their_passage_id=related.their_passage.passage_id,
            shared_objectives=list(related.shared_objectives),
            shared_countries=list(related.shared_countries),
            shared_organisations=list(related.shared_organisations),
            is_near_identical=related.is_near_identical,
            near_identical=[PracticeRef.of(other, base_url) for other in related.near_identical],
        )
