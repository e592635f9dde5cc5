"""Results as plain text for a terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from index.build import BuildReport
from index.evaluate import Evaluation
from index.measures import MEASURES
from service.doctor import Findings
from service.frames import UNIT_NAMES
from service.outcome import Outcome
from service.schemas import AnswerOut, ComparisonOut, PracticeMatch, RelatedOut

if TYPE_CHECKING:
    from corpus.live.sync import SyncReport

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
        lines += [f"    {statement.source_url}", ""]
    lines.append("Nearest practices:" if out.outcome is Outcome.NOT_FOUND else "Practices:")
    lines += [f"  {rank}. {match.title} [{match.practice_id}]" for rank, match in enumerate(out.practices, start=1)]
    return "\n".join([*lines, "", f"Index snapshot {out.snapshot}, {out.took_ms:.0f} ms."])


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
        lines += [_indented(f"this: {one.own_passage}"), _indented(f"that: {one.their_passage}"), ""]
    return "\n".join(lines) or "No other practice."


def build_report(report: BuildReport) -> str:
    """What a build met and did."""
    rows = {
        "files": report.files,
        "practices": report.practices,
        "sections": report.sections,
        "passages": report.passages,
        "embedded": report.embedded,
        "reused": report.reused,
        "truncated inputs": report.truncated,
        "runs of text cut": report.cut_runs,
        "languages": ", ".join(f"{name} {count}" for name, count in sorted(report.languages.items())),
        "furniture lines": sum(report.furniture.values()),
        "problems": len(report.problems),
        "seconds": f"{report.seconds:.1f}",
    }
    lines = [f"{name:18}{value}" for name, value in rows.items()]
    lines += [f"note: {note}" for note in report.notes]
    lines += [f"not read: {problem['source']}: {problem['reason']}" for problem in report.problems]
    state = "Nothing has changed; still serving" if report.unchanged else "Now serving"
    return "\n".join([*lines, f"{state} snapshot {report.snapshot}."])


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
        build_report(BuildReport(**found.build_report)).rpartition("\n")[0],
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


def _match(rank: int, match: PracticeMatch) -> Iterator[str]:
    yield f"{rank}. {match.title} [{match.practice_id}]  {match.score:.3f}"
    for passage in match.passages:
        yield _indented(f"{passage.section}: {passage.text}")
        yield f"    {passage.source_url}"
    yield ""


def _indented(text: str) -> str:
    short = textwrap.shorten(text, _PREVIEW, placeholder=" …")
    return textwrap.fill(short, _WIDTH, initial_indent="    ", subsequent_indent="    ")
