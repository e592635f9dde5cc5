"""Results as plain text: answers, searches, comparisons, related practices."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from corpus.model import Practice
from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from service.answers.answerability.decision import Outcome
from service.answers.comparison import Comparison
from service.answers.model import nearest_of
from service.cli.layout import WIDTH
from service.engine import AnswerResult, SearchResult
from service.messages.answers import describe_support, headline_of
from service.messages.plans import unstated_notes
from service.messages.reading import describe_reading
from service.messages.reasons import render, render_all
from service.messages.writing import describe_left_out
from service.practices.links import source_url
from service.practices.related import RelatedPractices
from service.wording import describe_order, unit_name
from service.writer.writing import Claim, Writing

_PREVIEW = 280


def render_answer(result: AnswerResult) -> str:
    """Render an answer with its quotations, then the practices."""
    answer = result.answer
    lines = _reading_lines(answer.query)
    lines += [f"{headline_of(answer)}{f': {render_all(answer.why)}' if answer.why else '.'}", ""]
    lines += _list_lines(result) if answer.kind != "passage" else []
    for statement in answer.statements:
        lines += [f"“{statement.before}{statement.text}”", f"    {statement.title}, {statement.section}"]
        lines += [f"    Also in {other.title}." for other in statement.also_in]
        lines += ["    Differs in numbers from the one beside it."] if statement.differs_in_numbers else []
        lines += [f"    {statement.source_url}", ""]
    if answer.statements:
        lines += [describe_support(answer.kind, answer.support), ""]
    lines.append("Nearest practices:" if answer.outcome is Outcome.NOT_FOUND else "Practices:")
    lines += [f"  {rank}. {_named(hit.practice)}" for rank, hit in enumerate(nearest_of(answer), start=1)]
    return "\n".join([*lines, "", f"Index snapshot {answer.snapshot}, {answer.took_ms:.0f} ms."])


def render_claim(claim: Claim, titles: str) -> str:
    """Render a written sentence with the numbers of its quotations and the practices that they are from."""
    text = f"{claim.text} {''.join(f'[{number}]' for number in claim.quotations)} ({titles})"
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def render_written(writing: Writing) -> str:
    """Render what there is to say of a written answer after its sentences."""
    lines = [
        f"  [{quotation.number}] “{quotation.text}”\n      {quotation.title}\n      {quotation.source_url}"
        for quotation in writing.used
    ]
    remark = describe_left_out(writing.left_out, writing.why)
    return "\n".join(["", *lines, *([f"  {remark}"] if remark else [])])


def render_comparison(comparison: Comparison) -> str:
    """Render practices section by section."""
    lines: list[str] = []
    for row in comparison.sections:
        lines += [row.name.upper(), ""]
        for practice, cell in zip(comparison.practices, row.cells, strict=True):
            text = f"“{cell.text}” [{cell.passage_id}]" if cell else "not stated"
            wrapped = textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ")
            lines += [f"  {practice.title}", wrapped, ""]
    return "\n".join([*lines, f"Index snapshot {comparison.snapshot}."])


def render_search(result: SearchResult, base_url: str) -> str:
    """Render the matches of a search with their passages."""
    ranked = enumerate(result.practice_hits, start=1)
    matches = [line for rank, hit in ranked for line in _match_lines(rank, hit, base_url)]
    return "\n".join([*_reading_lines(result.query), *(matches or ["No match."])])


def render_related(listed: RelatedPractices) -> str:
    """Render related practices with the pair of sentences that makes them so."""
    lines = [render(listed.note)] if listed.note else []
    for rank, related in enumerate(listed.practices, start=1):
        lines += [f"{rank}. {_named(related.practice)}  {related.score:.3f}"]
        lines += ["    near-identical to this one"] if related.is_near_identical else []
        lines += list(_near_identical_lines(related.near_identical))
        for name, sentence in (("this", related.own_sentence), ("that", related.their_sentence)):
            lines += [_indented(f"{name}: “{sentence.text}”")]
        lines += [""]
    return "\n".join(lines)


def _reading_lines(query: Query) -> list[str]:
    sentences = list(describe_reading(query))
    return [*sentences, ""] if sentences else []


def _list_lines(result: AnswerResult) -> Iterator[str]:
    interpretation, practice_set = result.interpretation, result.practice_set
    if practice_set is None:
        return
    practices, total = result.answer.counts.practices, len(practice_set.practice_ids)
    yield f"{practices} {'practice' if practices == 1 else 'practices'}."
    yield f"Read as: {result.read_as}."
    if practice_set.topic:
        possible = len(practice_set.topic.possible_ids)
        yield f"Of {total} that meet the conditions by their fields; {possible} more of these may be about the topic."
    yield from unstated_notes(practice_set)
    if practice_set.table:
        yield f"{describe_order(practice_set.table.by).capitalize()}:"
        for group in practice_set.table.groups:
            name, count = group.label, len(group.practice_ids)
            yield f"  {name}: {count} ({', '.join(group.practice_ids[:3])}{', …' if count > 3 else ''})"
    if result.units:
        noun = unit_name(interpretation.unit, len(result.units))
        units = "; ".join(f"{unit.label} ({len(unit.practices)})" for unit in result.units)
        yield f"{len(result.units)} {noun}: {units}"
    yield ""


def _match_lines(rank: int, hit: PracticeHit, base_url: str) -> Iterator[str]:
    practice = hit.practice
    yield f"{rank}. {_named(practice)}  {hit.score:.3f}"
    for passage in (passage_hit.passage for passage_hit in hit.hits):
        section = practice.sections[passage.section]
        yield _indented(f"{section.name}: {passage.text}")
        page = section.page_at(passage.start)
        yield f"    {source_url(practice, passage.passage_id, passage.text, base_url, page)}"
    yield from _near_identical_lines(hit.near_identical)
    yield ""


def _near_identical_lines(practices: Sequence[Practice]) -> Iterator[str]:
    if practices:
        yield f"    {len(practices)} near-identical: {'; '.join(map(_named, practices))}"


def _named(practice: Practice) -> str:
    return f"{practice.title} [{practice.practice_id}]"


def _indented(text: str) -> str:
    short = textwrap.shorten(text, _PREVIEW, placeholder=" …")
    return textwrap.fill(short, WIDTH, initial_indent="    ", subsequent_indent="    ")
