"""Results as plain text for a terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from corpus.loading.inspection import FieldFound, Inspection, PracticeFound, SectionFound
from index.build.report import BuildReport
from index.evaluation.evaluate import Evaluation
from index.evaluation.measures import MEASURES
from index.snapshot.diff import Difference
from service.answers.answerability.decision import Outcome
from service.answers.support import Support, told
from service.cli.doctor import Findings
from service.questions.intent import UNIT_NAMES
from service.schemas.answer import AnswerOut, ComparisonOut, PracticeMatch, PracticeRef, RelatedOut
from service.writer.writing import Claim, Writing

if TYPE_CHECKING:
    from corpus.sync.sync import SyncReport

_WIDTH = 100
_PREVIEW = 280
_HEADLINES = {
    Outcome.FOUND: "Found",
    Outcome.PARTLY: "Partly found",
    Outcome.NOT_FOUND: "Not found",
}


def as_json(value: Any) -> str:  # noqa: ANN401
    """A dataclass or plain value as one JSON object."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    return json.dumps(plain, ensure_ascii=False, indent=2)


def answer(out: AnswerOut) -> str:
    """An answer with its quotations, then the practices."""
    lines = [f"{_HEADLINES[out.outcome]}{f': {out.why}' if out.why else '.'}", ""]
    lines += _set(out) if out.kind != "passage" else []
    for statement in out.statements:
        lines += [f"“{statement.text}”", f"    {statement.title}, {statement.section}"]
        lines += [f"    Also in {other.title}." for other in statement.also_in]
        lines += ["    Differs in numbers from the one beside it."] if statement.differs_in_numbers else []
        lines += [f"    {statement.source_url}", ""]
    if out.statements:
        support = out.support.model_dump() | {"implementers": tuple(out.support.implementers)}
        lines += [told(out.match, Support(**support)), ""]
    lines.append("Nearest practices:" if out.outcome is Outcome.NOT_FOUND else "Practices:")
    lines += [f"  {rank}. {match.title} [{match.practice_id}]" for rank, match in enumerate(out.practices, start=1)]
    return "\n".join([*lines, "", f"Index snapshot {out.snapshot}, {out.took_ms:.0f} ms."])


def claim(one: Claim, titles: str) -> str:
    """A written sentence with the numbers of its quotations and the practices that they are from."""
    said = f"{one.text} {''.join(f'[{number}]' for number in one.quotations)} ({titles})"
    return textwrap.fill(said, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def written(writing: Writing) -> str:
    """What there is to say of a written answer after its sentences."""
    lines = [f"  [{one.number}] “{one.text}”\n      {one.title}\n      {one.source_url}" for one in writing.used]
    return "\n".join(["", *lines, *([f"  {writing.remark}"] if writing.remark else [])])


def comparison(out: ComparisonOut) -> str:
    """Practices section by section."""
    lines: list[str] = []
    for row in out.sections:
        lines += [row.section.upper(), ""]
        for practice, cell in zip(out.practices, row.cells, strict=True):
            said = f"“{cell.text}” [{cell.passage_id}]" if cell else "not stated"
            wrapped = textwrap.fill(said, _WIDTH, initial_indent="    ", subsequent_indent="    ")
            lines += [f"  {practice.title}", wrapped, ""]
    return "\n".join([*lines, f"Index snapshot {out.snapshot}."])


def matches(found: Sequence[PracticeMatch]) -> str:
    """Matches with their passages."""
    return "\n".join(line for rank, match in enumerate(found, start=1) for line in _match(rank, match)) or "No match."


def related(found: Sequence[RelatedOut]) -> str:
    """Related practices with the pair of passages that makes them so."""
    lines = []
    for rank, one in enumerate(found, start=1):
        lines += [f"{rank}. {one.title} [{one.practice_id}]  {one.score:.3f}"]
        lines += ["    near-identical to this one"] if one.is_near_identical else []
        lines += list(_same(one.near_identical))
        lines += [_indented(f"this: {one.own_passage}"), _indented(f"that: {one.their_passage}"), ""]
    return "\n".join(lines) or "No other practice."


def build_report(report: BuildReport) -> str:
    """What a build met and did, as a table and, below it, everything with a name."""
    state = "Nothing has changed; still serving" if report.unchanged else "Now serving"
    return "\n".join([*_report(report), f"{state} snapshot {report.snapshot}."])


def _report(report: BuildReport) -> Iterator[str]:
    unknown = {name.replace("_", " "): count for name, count in report.unknown.items() if count}
    rows = {
        "files": report.files,
        "practices": report.practices,
        "merged captures": report.merged,
        "near-identical": f"{report.near_identical} in {report.duplicate_groups} groups",
        "withdrawn": report.withdrawn,
        "sections": report.sections,
        "passages": report.passages,
        "embedded": report.embedded,
        "reused": report.reused,
        "truncated inputs": report.truncated,
        "runs of text cut": report.cut_runs,
        "acronyms": report.acronyms,
        "objectives inferred": report.inferred,
        "languages": _counted(dict(sorted(report.languages.items()))),
        "unknown fields": _counted(unknown),
        "furniture": f"{sum(report.furniture.values())} lines, {len(report.furniture)} different",
        "problems": len(report.problems),
        **{f"  {kind}": count for kind, count in report.problem_kinds.items()},
        "seconds": f"{report.seconds:.1f}",
    }
    width = max(map(len, rows)) + 2
    for name, value in rows.items():
        yield from textwrap.wrap(f"{name:{width}}{value}", _WIDTH, subsequent_indent=" " * width)
    yield from (f"note: {note}" for note in report.notes)
    yield from (f"not read: {problem['source']}: {problem['reason']}" for problem in report.problems)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def difference(found: Difference) -> str:
    """What changed between two snapshots."""
    lines = [f"from {found.old}", f"to   {found.new}", ""]
    for what, named in (("new", found.added), ("gone", found.gone), ("withdrawn", found.withdrawn)):
        lines += [f"{what}: {one.title} [{one.practice_id}]" for one in named]
    for one in found.changed:
        lines.append(f"changed: {one.title} [{one.practice_id}]")
        lines += [f"    {name}: {_short(old)} → {_short(new)}" for name, (old, new) in one.fields.items()]
        for what, names in (
            ("added", one.sections_added),
            ("removed", one.sections_removed),
            ("changed", one.sections_changed),
        ):
            lines += [f"    section {what}: {name}" for name in names]
    lines += [
        "",
        f"Practices: {len(found.added)} new, {len(found.gone)} gone, {len(found.withdrawn)} withdrawn, "
        f"{len(found.changed)} changed, {found.unchanged} unchanged.",
        f"Passages: {found.passages_kept} kept, {found.passages_new} new, {found.passages_gone} gone.",
    ]
    return "\n".join(lines)


def _short(value: object) -> str:
    written = "unknown" if value is None else json.dumps(value, ensure_ascii=False)
    return textwrap.shorten(written, _WIDTH, placeholder=" …")


def sync_report(report: SyncReport) -> str:
    """What a sync brought: counts, and every page that is not as it was."""
    named = {
        "new": report.new,
        "changed": report.changed,
        "moved": [f"{address} to {target}" for address, target in report.moved.items()],
        "withdrawn": report.withdrawn,
        "failed": [f"{address}: {reason}" for address, reason in report.failed.items()],
        "not listed any more": report.unlisted,
    }
    counts = {name: len(pages) for name, pages in named.items()} | {"unchanged": len(report.unchanged)}
    lines = [f"{name:22}{counts[name]}" for name in (*list(named)[:2], "unchanged", *list(named)[2:])]
    lines += [f"{'seconds':22}{report.seconds:.1f}"]
    lines += [f"{name}: {page}" for name, pages in named.items() for page in pages]
    return "\n".join([*lines, f"Build from them with: practices build {report.folder}"])


def evaluation(result: Evaluation) -> str:
    """Measures by channel."""
    header = f"{'':10}" + "".join(f"{name:>10}" for name in MEASURES)
    rows = [
        f"{channel:10}" + "".join(f"{means[m]:10.4f}" for m in MEASURES) for channel, means in result.measures.items()
    ]
    sizes = f"{result.practices} practices, {result.passages} passages, {result.queries} queries; "
    times = f"built in {result.build_seconds:.1f} s, searched in {result.search_seconds:.1f} s (all channels)."
    return "\n".join([header, *rows, sizes + times])


def findings(found: Findings) -> str:
    """The state of an installation."""
    lines = [f"{name:22}{value}" for name, value in found.versions.items()]
    lines += [f"{'index folder':22}{found.index}", f"{'model':22}{found.model or 'not loaded'}"]
    if found.problem:
        return "\n".join([*lines, f"PROBLEM: {found.problem}"])
    lines += [
        f"{'serving snapshot':22}{found.snapshot}",
        "",
        *_report(BuildReport(**found.build_report)),
    ]
    return "\n".join([*lines, "All is well."])


def _set(out: AnswerOut) -> Iterator[str]:
    understood = [f"{one.facet} {one.label}" for one in out.understood if one.applied]
    if understood:
        yield f"Understood as: {'; '.join(understood)}"
    yield f"{out.counts.practices} {'practice' if out.counts.practices == 1 else 'practices'} in the set."
    if out.answer_units:
        several = UNIT_NAMES[out.asks_for][len(out.answer_units) != 1]
        yield f"{len(out.answer_units)} {several}: " + "; ".join(f"{u.label} ({u.count})" for u in out.answer_units)
    yield ""


def inspection(found: Inspection) -> str:
    """What a file holds, practice by practice."""
    lines = [line for practice in found.practices for line in _inspected(practice)]
    lines += [f"PROBLEM: {problem.source}: {problem.reason}" for problem in found.problems]
    return "\n".join(lines)


def _inspected(found: PracticeFound) -> Iterator[str]:
    yield from (found.title, f"  id {found.practice_id}, read from {found.source} as {found.encoding}", "", "Fields")
    yield from map(_field, found.fields)
    yield from ("", "Kept as written, in no field" if found.kept_as_written else "Nothing is kept as written only.")
    yield from (f"  {name}: {value}" for name, value in found.kept_as_written.items())
    yield from ("", "Sections")
    yield from map(_section, found.sections)
    yield from ("", f"Page furniture: {len(found.furniture)} lines")
    yield from (f"  {line}" for line in found.furniture)
    yield from ("", f"Labels, and headings without a text: {'; '.join(filter(None, found.labels)) or 'none'}", "")
    yield f"Of {found.words} words, {found.share:.1%} are in some field, section or furniture;"
    yield f"of those that are no furniture, {found.content_share:.1%} are in some field or section."
    if found.lost:
        yield f"In none of them: {', '.join(dict.fromkeys(found.lost))}"
    yield ""


def _field(found: FieldFound) -> str:
    value = "; ".join(found.values) if found.state == "stated" else found.state
    written = "; ".join(found.as_written)
    beside = f"  (as written: {written})" if written and written != value else ""
    return f"  {found.name:22}{value}{beside}"


def _section(found: SectionFound) -> str:
    pages = f", page {found.pages[0]}" if found.pages else ""
    pages += f"-{found.pages[-1]}" if len(found.pages) > 1 else ""
    heading = f" “{found.heading}”" if found.heading else ""
    return f"  {found.kind}{heading}: {found.words} words{pages}: {found.begins}"


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
    return textwrap.fill(short, _WIDTH, initial_indent="    ", subsequent_indent="    ")
