"""A written answer as it goes over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.messages.reasons import render
from service.messages.writing import FAULTS
from service.writer.quotations import NumberedQuotation
from service.writer.writing import Claim, Writing


class ClaimOut(BaseModel):
    """A sentence that the model wrote and its quotations say."""

    text: str
    quotations: list[int] = Field(description="The numbers of the quotations that say it.")

    @classmethod
    def of(cls, claim: Claim) -> ClaimOut:
        """The claim as it goes out."""
        return cls(text=claim.text, quotations=list(claim.quotations))


class QuotedOut(BaseModel):
    """A quotation that the model was given: the text of the practice's section from ``start`` to ``end``."""

    number: int
    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    start: int
    end: int
    source_url: str
    language: str | None

    @classmethod
    def of(cls, one: NumberedQuotation) -> QuotedOut:
        """The quotation as it goes out."""
        return cls(
            number=one.number,
            text=one.text,
            practice_id=one.passage.practice_id,
            title=one.title,
            passage_id=one.passage.passage_id,
            section=one.section.name,
            section_index=one.passage.section,
            start=one.start,
            end=one.end,
            source_url=one.source_url,
            language=one.passage.language,
        )


class LeftOut(BaseModel):
    """Sentences of the model that did not stand the check; they are not shown."""

    count: int
    reasons: dict[str, int]


class WrittenEnd(BaseModel):
    """What there is to say of a written answer besides its claims."""

    quotations: list[QuotedOut]
    left_out: LeftOut
    model: str
    why: str = Field(description="Why nothing, or not all, was written; empty where the model came to its end.")

    @classmethod
    def of(cls, writing: Writing) -> WrittenEnd:
        """What is known once it is written."""
        reasons = {FAULTS[fault]: count for fault, count in writing.left_out.items()}
        return cls(
            quotations=[QuotedOut.of(one) for one in writing.quotations],
            left_out=LeftOut(count=writing.left_out.total(), reasons=reasons),
            model=writing.model,
            why=render(writing.why) if writing.why else "",
        )


class WrittenOut(WrittenEnd):
    """An answer written by a model, each sentence of which its quotations say."""

    claims: list[ClaimOut]

    @classmethod
    def of(cls, writing: Writing) -> WrittenOut:
        """The answer once it is written."""
        end = WrittenEnd.of(writing)
        return cls(**dict(end), claims=[ClaimOut.of(one) for one in writing.claims])
