"""Results as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from service.answers.answerability.decision import Outcome
from service.answers.support import Support
from service.cli.layout import WIDTH
from service.messages.answers import HEADLINES, describe_support, unit_name
from service.messages.writing import describe_left_out
from service.schemas.answer import AnswerOut
from service.schemas.compare import ComparisonOut
from service.schemas.practice import PracticeRef
from service.schemas.related import RelatedOut
from service.schemas.search import PracticeMatch
from service.writer.writing import Claim, Writing

_PREVIEW = 280


def render_answer(out: AnswerOut) -> str:
    """An answer with its quotations, then the practices."""
    lines = [f"{HEADLINES[out.outcome]}{f': {out.why}' if out.why else '.'}", ""]
    lines += _set(out) if out.kind != "passage" else []
    for statement in out.statements:
        lines += [f"“{statement.text}”", f"    {statement.title}, {statement.section}"]
        lines += [f"    Also in {other.title}." for other in statement.also_in]
        lines += ["    Differs in numbers from the one beside it."] if statement.differs_in_numbers else []
        lines += [f"    {statement.source_url}", ""]
    if out.statements:
        support = out.support.model_dump() | {"implementers": tuple(out.support.implementers)}
        lines += [describe_support(out.match, Support(**support)), ""]
    lines.append("Nearest practices:" if out.outcome is Outcome.NOT_FOUND else "Practices:")
    lines += [f"  {rank}. {match.title} [{match.practice_id}]" for rank, match in enumerate(out.practices, start=1)]
    return "\n".join([*lines, "", f"Index snapshot {out.snapshot}, {out.took_ms:.0f} ms."])


def render_claim(one: Claim, titles: str) -> str:
    """A written sentence with the numbers of its quotations and the practices that they are from."""
    said = f"{one.text} {''.join(f'[{number}]' for number in one.quotations)} ({titles})"
    return textwrap.fill(said, WIDTH, initial_indent="  ", subsequent_indent="  ")


def render_written(writing: Writing) -> str:
    """What there is to say of a written answer after its sentences."""
    lines = [f"  [{one.number}] “{one.text}”\n      {one.title}\n      {one.source_url}" for one in writing.used]
    remark = describe_left_out(writing.left_out, writing.why)
    return "\n".join(["", *lines, *([f"  {remark}"] if remark else [])])


def render_comparison(out: ComparisonOut) -> str:
    """Practices section by section."""
    lines: list[str] = []
    for row in out.sections:
        lines += [row.section.upper(), ""]
        for practice, cell in zip(out.practices, row.cells, strict=True):
            said = f"“{cell.text}” [{cell.passage_id}]" if cell else "not stated"
            wrapped = textwrap.fill(said, WIDTH, initial_indent="    ", subsequent_indent="    ")
            lines += [f"  {practice.title}", wrapped, ""]
    return "\n".join([*lines, f"Index snapshot {out.snapshot}."])


def render_matches(found: Sequence[PracticeMatch]) -> str:
    """Matches with their passages."""
    return "\n".join(line for rank, match in enumerate(found, start=1) for line in _match(rank, match)) or "No match."


def render_related(found: Sequence[RelatedOut]) -> str:
    """Related practices with the pair of passages that makes them so."""
    lines = []
    for rank, one in enumerate(found, start=1):
        lines += [f"{rank}. {one.title} [{one.practice_id}]  {one.score:.3f}"]
        lines += ["    near-identical to this one"] if one.is_near_identical else []
        lines += list(_same(one.near_identical))
        lines += [_indented(f"this: {one.own_passage}"), _indented(f"that: {one.their_passage}"), ""]
    return "\n".join(lines) or "No other practice."


def _set(out: AnswerOut) -> Iterator[str]:
    understood = [f"{one.facet} {one.label}" for one in out.understood if one.applied]
    if understood:
        yield f"Understood as: {'; '.join(understood)}"
    yield f"{out.counts.practices} {'practice' if out.counts.practices == 1 else 'practices'} in the set."
    if out.answer_units:
        several = unit_name(out.asks_for, len(out.answer_units))
        yield f"{len(out.answer_units)} {several}: " + "; ".join(f"{u.label} ({u.count})" for u in out.answer_units)
    yield ""


def _match(rank: int, match: PracticeMatch) -> Iterator[str]:
    yield f"{rank}. {match.title} [{match.practice_id}]  {match.score:.3f}"
    for passage in match.passages:
        yield _indented(f"{passage.section}: {passage.text}")
        yield f"    {passage.source_url}"
    yield from _same(match.near_identical)
    yield ""


def _same(practices: Sequence[PracticeRef]) -> Iterator[str]:
    if practices:
        named = "; ".join(f"{one.title} [{one.practice_id}]" for one in practices)
        yield f"    {len(practices)} near-identical: {named}"


def _indented(text: str) -> str:
    short = textwrap.shorten(text, _PREVIEW, placeholder=" …")
    return textwrap.fill(short, WIDTH, initial_indent="    ", subsequent_indent="    ")
