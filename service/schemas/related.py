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
    def of(cls, one: RelatedPractice, base_url: str) -> RelatedOut:
        """The related practice as it goes out."""
        return cls(
            practice_id=one.practice.practice_id,
            title=one.practice.title,
            url=one.practice.url,
            score=one.score,
            own_passage=one.own_passage.text.strip(),
            own_passage_id=one.own_passage.passage_id,
            their_passage=one.their_passage.text.strip(),
            their_passage_id=one.their_passage.passage_id,
            shared_objectives=list(one.shared_objectives),
            shared_countries=list(one.shared_countries),
            shared_organisations=list(one.shared_organisations),
            is_near_identical=one.is_near_identical,
            near_identical=[PracticeRef.of(other, base_url) for other in one.near_identical],
        )
