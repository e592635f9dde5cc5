"""Reports as plain text: builds, syncs, differences, evaluations, inspections."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.loading.inspection import FieldFound, Inspection, PracticeFound, SectionFound
from index.build.report import BuildReport
from index.evaluation.evaluate import Evaluation
from index.evaluation.measures import MEASURES
from index.snapshot.diff import SnapshotDifference
from service.cli.doctor import Findings

if TYPE_CHECKING:
    from corpus.sync.sync import SyncReport
from service.cli.layout import WIDTH


def render_build_report(report: BuildReport) -> str:
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
        yield from textwrap.wrap(f"{name:{width}}{value}", WIDTH, subsequent_indent=" " * width)
    yield from (f"note: {note}" for note in report.notes)
    yield from (f"not read: {problem['source']}: {problem['reason']}" for problem in report.problems)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def render_difference(found: SnapshotDifference) -> str:
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
    return textwrap.shorten(written, WIDTH, placeholder=" …")


def render_sync_report(report: SyncReport) -> str:
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


def render_evaluation(result: Evaluation) -> str:
    """Measures by channel."""
    header = f"{'':10}" + "".join(f"{name:>10}" for name in MEASURES)
    rows = [
        f"{channel:10}" + "".join(f"{means[m]:10.4f}" for m in MEASURES) for channel, means in result.measures.items()
    ]
    sizes = f"{result.practices} practices, {result.passages} passages, {result.queries} queries; "
    times = f"built in {result.build_seconds:.1f} s, searched in {result.search_seconds:.1f} s (all channels)."
    return "\n".join([header, *rows, sizes + times])


def render_findings(found: Findings) -> str:
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


def render_inspection(found: Inspection) -> str:
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
