"""Related practices as they go over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.engine import Engine
from service.messages.reasons import render
from service.practices.closest_sentences import PassageSentence
from service.practices.related import RelatedPractice, RelatedPractices
from service.schemas.practice import PracticeRef
from service.schemas.scores import Score


class PassageSentenceOut(BaseModel):
    """A sentence: the text of the practice's section ``section_index`` from ``start`` to ``end``."""

    section_index: int
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, sentence: PassageSentence) -> PassageSentenceOut:
        """Render a sentence."""
        return cls(section_index=sentence.section, start=sentence.start, end=sentence.end, text=sentence.text)


class RelatedOut(BaseModel):
    """A related practice, the two passages that make it so, and the sentences in them that are closest."""

    practice_id: str
    title: str
    url: str | None
    score: Score = Field(description="Over all passages, from 0, at the bar or below it, to 1, the same text.")
    own_passage: str
    own_passage_id: str
    their_passage: str
    their_passage_id: str
    own_sentence: PassageSentenceOut = Field(description="Of the own passage, the sentence closest to theirs.")
    their_sentence: PassageSentenceOut = Field(description="Of their passage, the sentence closest to the own one.")
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
            own_sentence=PassageSentenceOut.of(related.own_sentence),
            their_sentence=PassageSentenceOut.of(related.their_sentence),
            shared_objectives=list(related.shared_objectives),
            shared_countries=list(related.shared_countries),
            shared_organisations=list(related.shared_organisations),
            is_near_identical=related.is_near_identical,
            near_identical=[PracticeRef.of(other, base_url) for other in related.near_identical],
        )


class RelatedPracticesOut(BaseModel):
    """The practices related to one, best first."""

    practice_id: str
    related: list[RelatedOut]
    has_bar: bool = Field(
        description="Whether practices that are no closer than unrelated ones are left out; not so for a model that "
        "this was not measured for."
    )
    note: str = Field(description="Says so where there are none, or where there is no bar; else empty.")
    snapshot: str

    @classmethod
    def of(cls, listed: RelatedPractices, practice_id: str, engine: Engine) -> RelatedPracticesOut:
        """Render the practices related to one."""
        return cls(
            practice_id=practice_id,
            related=[RelatedOut.of(related, engine.base_url) for related in listed.practices],
            has_bar=listed.has_bar,
            note=render(listed.note) if listed.note else "",
            snapshot=engine.snapshot.snapshot_id,
        )
