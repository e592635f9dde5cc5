"""Writing of an answer: claims as they come and are verified, and a count of those that fail."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace

from corpus.text.tokens import default_counter
from service.answers.answerability.decision import Outcome
from service.answers.context import AnswerContext
from service.answers.model import Answer
from service.reasons import NoRoomToQuote, Reason, ReasonCode
from service.writer.claim_parser import DraftClaim, parse_claims
from service.writer.client import Pieces, Server
from service.writer.compression import normalised_words
from service.writer.errors import WriterError
from service.writer.prompt import Message, compose_messages
from service.writer.quotations import NumberedQuotation
from service.writer.verification import Fault, has_dangling_reference, verify_claim

_MOST_AT_ONCE = 4
"""Answers written at the same time: each holds a thread of the service while it waits."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A verified sentence of the model, with the numbers of the quotations that say it."""

    text: str
    quotations: tuple[int, ...]


class AnswerWriter:
    """Writer of answers with the model of a server, a few at a time."""

    def __init__(self, server: Server, tokens: int) -> None:
        """:param tokens: the most that is sent, counted by tiktoken."""
        self.server = server
        self._tokens = tokens
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def write(self, answer: Answer, context: AnswerContext) -> Writing | None:
        """Prepare the writing from an answer's quotations; ``None`` where it has none, or is a list."""
        if answer.kind != "passage" or answer.outcome is Outcome.NOT_FOUND or not answer.statements:
            return None
        return Writing(self, answer, context)

    def begin(self, answer: Answer, context: AnswerContext) -> tuple[Pieces, list[NumberedQuotation]]:
        """Ask the model: give the pieces that it writes, and the quotations that it is given.

        :raises WriterError: nothing can be asked of it.
        """
        sent, quotations = compose_messages(answer, context, default_counter(), self._tokens)
        return Pieces(self.server, sent), quotations

    def ask(self, messages: Sequence[Message], seconds: float) -> str:
        """Ask the model one thing, and give what it writes, whole.

        :param seconds: the most that it may take; fewer where an answer may take fewer.
        :raises WriterError: it fails, is busy, or the messages are too long for it.
        """
        if sum(default_counter().count([message["content"] for message in messages])) > self._tokens:
            raise WriterError(NoRoomToQuote(self._tokens))
        server = replace(self.server, seconds=min(seconds, self.server.seconds))
        with self.place(), closing(iter(Pieces(server, messages))) as pieces:
            return "".join(filter(None, pieces))

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for one more answer.

        :raises WriterError: there is none just now.
        """
        if not self._places.acquire(blocking=False):
            raise WriterError(Reason(ReasonCode.WRITER_BUSY))
        try:
            yield
        finally:
            self._places.release()


@dataclass(slots=True)
class Writing:
    """An answer being written. Iterating writes it; its claims and faults then stand in its fields."""

    writer: AnswerWriter
    answer: Answer
    context: AnswerContext
    quotations: list[NumberedQuotation] = field(default_factory=list)
    """Those that the model was given."""
    claims: list[Claim] = field(default_factory=list)
    left_out: Counter[Fault] = field(default_factory=Counter)
    why: Reason | None = None
    """Why nothing was written, or not all of it; ``None`` where the model came to its end."""

    @property
    def model(self) -> str:
        """The model that writes."""
        return self.writer.server.model

    @property
    def used(self) -> list[NumberedQuotation]:
        """The quotations that claims cite."""
        cited = {number for claim in self.claims for number in claim.quotations}
        return [quotation for quotation in self.quotations if quotation.number in cited]

    def language_of(self, claim: Claim) -> str | None:
        """Give the language of a claim, which is that of its quotations."""
        return next(quotation.passage.language for quotation in self.quotations if quotation.number in claim.quotations)

    def titles_of(self, claim: Claim) -> str:
        """Name the practices whose quotations say a claim."""
        titles = (quotation.title for quotation in self.quotations if quotation.number in claim.quotations)
        return "; ".join(dict.fromkeys(titles))

    def __iter__(self) -> Generator[Claim | None]:
        """Yield the verified claims as they come, and ``None`` every now and then while there is none."""
        try:
            with self.writer.place():
                pieces, self.quotations = self.writer.begin(self.answer, self.context)
                with closing(pieces):
                    for draft in parse_claims(pieces):
                        yield self._verify(draft) if draft else None
        except WriterError as error:
            self.why = error.reason

    def finish(self) -> Writing:
        """Write it to the end."""
        for _ in self:
            pass
        return self

    def _verify(self, draft: DraftClaim) -> Claim | None:
        verdict = verify_claim(draft, self.quotations, self._similarities)
        if not isinstance(verdict, Fault) and any(
            normalised_words(draft.text) == normalised_words(claim.text) for claim in self.claims
        ):
            verdict = Fault.REPEATED
        if not isinstance(verdict, Fault) and self._dangles(draft.text, verdict):
            verdict = Fault.DANGLING
        if isinstance(verdict, Fault):
            self.left_out[verdict] += 1
            return None
        self.claims.append(Claim(draft.text, verdict))
        return self.claims[-1]

    def _dangles(self, claim: str, numbers: Sequence[int]) -> bool:
        before = self.claims[-1].text if self.claims else ""
        cited = [quotation for quotation in self.quotations if quotation.number in numbers]
        return all(has_dangling_reference(claim, quotation, before) for quotation in cited)

    def _similarities(self, claim: str, sentences: Sequence[str], quotation: NumberedQuotation) -> Sequence[float]:
        query = self.context.searcher.read(claim)
        vectors = self.context.searcher.embed(query)
        texts = [(sentence, quotation.passage) for sentence in sentences]
        cosines: list[float] = self.context.texts.similarities(query, vectors, texts).tolist()
        return cosines
