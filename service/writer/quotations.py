"""Numbered quotations for the model: the statements of an answer, each with the sentences beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from corpus.model import Passage, Section
from corpus.text.sentences import sentence_spans
from corpus.text.strings import BULLETS
from service.answers.context import AnswerContext
from service.answers.model import Answer, Statement
from service.practices.links import source_url

_LISTED = regex.compile(rf"\s*(?:[{BULLETS}—]|\(?(?:\d{{1,3}}|[ivx]{{1,5}}|\p{{L}})[.)]\s)")
_LED_IN = (":", "：")
_ENDED = regex.compile(r"[.!。．][”’»\")\]]*$")
_SMALL = regex.compile(r"\p{Ll}")
_FEWEST_WORDS = 4
_WORD = regex.compile(r"\p{Han}{2}|(?:(?!\p{Han})[\p{L}\p{M}\p{N}])+")
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"))


@dataclass(frozen=True, slots=True)
class NumberedQuotation:
    """A numbered quotation: ``section.text[start:end] == text``, with the sentences of it that can be claimed."""

    number: int
    text: str
    passage: Passage
    section: Section
    title: str
    start: int
    end: int
    source_url: str
    sentences: tuple[str, ...]


def numbered_quotations(answer: Answer, context: AnswerContext, beside: int) -> Iterator[NumberedQuotation]:
    """Turn the statements of an answer into quotations, numbered from 1; those that touch are one.

    :param beside: how many sentences of the passage go with each on either side.
    """
    for number, (statement, start, end) in enumerate(_merge_touching(answer, context, beside), start=1):
        passage, section = _place(statement, context)
        practice = context.snapshot.practices[statement.practice_id]
        text = section.text[start:end]
        link = source_url(practice, passage.passage_id, text, context.base_url, section.page_at(start))
        sentences = tuple(claimable(section, start, end, passage.language))
        yield NumberedQuotation(number, text, passage, section, statement.title, start, end, link, sentences)


def _merge_touching(answer: Answer, context: AnswerContext, beside: int) -> list[tuple[Statement, int, int]]:
    """Merge the spans of the statements that touch; each has the first statement in it."""
    spans: list[tuple[Statement, int, int]] = []
    for statement in answer.statements:
        start, end = _widen(statement, *_place(statement, context), beside)
        place = (statement.practice_id, statement.section_index)
        touching = [
            span
            for span in spans
            if (span[0].practice_id, span[0].section_index) == place and span[1] <= end and start <= span[2]
        ]
        whole = (
            touching[0][0] if touching else statement,
            min([start, *(span[1] for span in touching)]),
            max([end, *(span[2] for span in touching)]),
        )
        if touching:
            spans[spans.index(touching[0])] = whole
        else:
            spans.append(whole)
        spans = [span for span in spans if span not in touching[1:]]
    return spans


def claimable(section: Section, start: int, end: int, language: str | None) -> Iterator[str]:
    """Find the sentences of a span of a section that say something by themselves.

    Left out are those that only what stands before them makes true or not: items of a list, sentences within
    somebody's speech, and what is no whole sentence at all.
    """
    text = section.text[start:end]
    for first, last in sentence_spans(text, language):
        sentence = text[first:last].strip()
        before = section.text[: start + first]
        line = before[before.rfind("\n") + 1 :]
        if (
            _ENDED.search(sentence)
            and len(_WORD.findall(sentence)) >= _FEWEST_WORDS
            and not _SMALL.match(sentence)
            and not _LISTED.match(line + sentence)
            and not before.rstrip().endswith(_LED_IN)
            and not _in_speech(before, sentence)
        ):
            yield sentence


def _in_speech(before: str, sentence: str) -> bool:
    """Tell whether quotation marks are open before a sentence, or open or close in it without their other half."""
    line = before[before.rfind("\n") + 1 :]
    if line.count('"') % 2 or sentence.count('"') % 2:
        return True
    return any(part.count(a) != part.count(b) for a, b in _PAIRS for part in (before, sentence))


def _place(statement: Statement, context: AnswerContext) -> tuple[Passage, Section]:
    practice = context.snapshot.practices[statement.practice_id]
    return context.snapshot.passage(statement.passage_id), practice.sections[statement.section_index]


def _widen(statement: Statement, passage: Passage, section: Section, beside: int) -> tuple[int, int]:
    """Widen the span of a statement by the sentences beside it, without white space at the ends."""
    spans = [(passage.start + a, passage.start + b) for a, b in sentence_spans(passage.text, passage.language)]
    held = [at for at, (a, b) in enumerate(spans) if a < statement.end and b > statement.start]
    if not beside or not held:
        return statement.start, statement.end
    start = min(statement.start, spans[max(0, held[0] - beside)][0])
    end = max(statement.end, spans[min(len(spans) - 1, held[-1] + beside)][1])
    text = section.text[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())
