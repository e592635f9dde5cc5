"""Reports as plain text: builds, syncs, differences, evaluations, inspections."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.loading.inspection import FieldFound, Inspection, PracticeFound, SectionFound
from corpus.parsing.results import ProblemKind
from corpus.text.language import UN_LANGUAGES
from corpus.text.strings import first_few
from index.build.report import BuildReport
from index.evaluation.evaluate import Evaluation
from index.evaluation.measures import MEASURES
from index.snapshot.diff import SnapshotDifference
from service.cli.doctor import Findings, ModelFound
from service.cli.layout import WIDTH

if TYPE_CHECKING:
    from corpus.sync.sync import SyncReport


_MOST_NOTES = 50
"""Of a build; all of them are in the JSON of its report."""
_MOST_LANGUAGES = 20
"""Of a model; of more, those of the United Nations are named."""


def render_build_report(report: BuildReport) -> str:
    """Render what a build met and did, as a table and, below it, everything with a name."""
    state = "Nothing has changed; still serving" if report.unchanged else "Now serving"
    return "\n".join([*_build_lines(report), f"{state} snapshot {report.snapshot}."])


def _build_lines(report: BuildReport) -> Iterator[str]:
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
    yield from (f"note: {note}" for note in first_few(report.notes, _MOST_NOTES))
    for kind in report.problem_kinds:
        named = [f"{p['source']}: {p['reason']}" for p in report.problems if p["kind"] == kind]
        what = kind if kind == ProblemKind.ENCODING else "not read"
        yield from (f"{what}: {problem}" for problem in first_few(named))


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def render_difference(difference: SnapshotDifference) -> str:
    """Render what changed between two snapshots."""
    lines = [f"from {difference.old}", f"to   {difference.new}", ""]
    for what, practices in (
        ("new", difference.added),
        ("gone", difference.gone),
        ("withdrawn", difference.withdrawn),
    ):
        lines += [f"{what}: {practice.title} [{practice.practice_id}]" for practice in practices]
    for change in difference.changed:
        lines.append(f"changed: {change.title} [{change.practice_id}]")
        lines += [f"    {name}: {_short(old)} → {_short(new)}" for name, (old, new) in change.fields.items()]
        for what, names in (
            ("added", change.sections_added),
            ("removed", change.sections_removed),
            ("changed", change.sections_changed),
        ):
            lines += [f"    section {what}: {name}" for name in names]
    lines += [
        "",
        f"Practices: {len(difference.added)} new, {len(difference.gone)} gone, "
        f"{len(difference.withdrawn)} withdrawn, {len(difference.changed)} changed, {difference.unchanged} unchanged.",
        f"Passages: {difference.passages_kept} kept, {difference.passages_new} new, {difference.passages_gone} gone.",
    ]
    return "\n".join(lines)


def _short(value: object) -> str:
    written = "unknown" if value is None else json.dumps(value, ensure_ascii=False)
    return textwrap.shorten(written, WIDTH, placeholder=" …")


def render_sync_report(report: SyncReport) -> str:
    """Render what a sync brought: counts, and every page that is not as it was."""
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
    lines += [f"note: {note}" for note in report.notes]
    return "\n".join([*lines, f"Build from them with: practices build {report.folder}"])


def render_evaluation(result: Evaluation) -> str:
    """Render the measures of an evaluation by channel."""
    header = f"{'':10}" + "".join(f"{name:>10}" for name in MEASURES)
    rows = [
        f"{channel:10}" + "".join(f"{means[m]:10.4f}" for m in MEASURES) for channel, means in result.measures.items()
    ]
    sizes = f"{result.practices} practices, {result.passages} passages, {result.queries} queries; "
    times = f"built in {result.build_seconds:.1f} s, searched in {result.search_seconds:.1f} s (all channels)."
    return "\n".join([header, *rows, sizes + times])


def render_findings(findings: Findings) -> str:
    """Render the state of an installation."""
    lines = [f"{name:22}{value}" for name, value in findings.versions.items()]
    lines += [f"{'index folder':22}{findings.index}"]
    lines += [f"{f'{role} model':22}{_model(model)}" for role, model in findings.models.items()]
    lines += [f"{'reader':22}{findings.reader}"]
    lines += [f"{check.what:22}{check.where}: {check.says}" for check in findings.checks if check.level == "ok"]
    if findings.build_report:
        lines += [
            f"{'serving snapshot':22}{findings.snapshot}",
            "",
            *_build_lines(BuildReport(**findings.build_report)),
        ]
    warnings = [check.says for check in findings.checks if check.level == "warning"]
    lines += [f"WARNING: {warning}" for warning in warnings]
    lines += [f"PROBLEM: {problem}" for problem in findings.problems]
    if not findings.problems:
        lines.append("All is well, but for the warnings." if warnings else "All is well.")
    return "\n".join(lines)


def _model(model: ModelFound) -> str:
    languages = " ".join(model.languages[:_MOST_LANGUAGES]) if model.languages else "not known"
    if model.languages and len(model.languages) > _MOST_LANGUAGES:
        languages = f"{len(model.languages)}, with {' '.join(filter(model.languages.__contains__, UN_LANGUAGES))}"
    prompts = " and ".join(repr(prompt) for prompt in (model.prompts.query, model.prompts.passage) if prompt) or "none"
    return f"{model.name}; languages: {languages}; tokens: {model.tokens}; prompts: {prompts}"


def render_inspection(inspection: Inspection) -> str:
    """Render what a file holds, practice by practice."""
    lines = [line for practice in inspection.practices for line in _practice_lines(practice)]
    lines += [f"PROBLEM: {problem.source}: {problem.reason}" for problem in inspection.problems]
    return "\n".join(lines)


def _practice_lines(practice: PracticeFound) -> Iterator[str]:
    yield from (
        practice.title,
        f"  id {practice.practice_id}, read from {practice.source} as {practice.encoding}",
        "",
        "Fields",
    )
    yield from map(_field_line, practice.fields)
    yield from ("", "Kept as written, in no field" if practice.kept_as_written else "Nothing is kept as written only.")
    yield from (f"  {name}: {value}" for name, value in practice.kept_as_written.items())
    yield from ("", "Sections")
    yield from map(_section_line, practice.sections)
    yield from ("", f"Page furniture: {len(practice.furniture)} lines")
    yield from (f"  {line}" for line in practice.furniture)
    yield from ("", f"Labels, and headings without a text: {'; '.join(filter(None, practice.labels)) or 'none'}", "")
    yield f"Of {practice.words} words, {practice.share:.1%} are in some field, section or furniture;"
    yield f"of those that are no furniture, {practice.content_share:.1%} are in some field or section."
    if practice.lost:
        yield f"In none of them: {', '.join(dict.fromkeys(practice.lost))}"
    yield ""


def _field_line(field: FieldFound) -> str:
    stated = "; ".join(field.values)
    value = stated if field.state == "stated" else f"{stated} ({field.state})" if stated else field.state
    written = "; ".join(field.as_written)
    beside = f"  (as written: {written})" if written and written != value else ""
    return f"  {field.name:22}{value}{beside}"


def _section_line(section: SectionFound) -> str:
    pages = f", page {section.pages[0]}" if section.pages else ""
    pages += f"-{section.pages[-1]}" if len(section.pages) > 1 else ""
    heading = f" “{section.heading}”" if section.heading else ""
    return f"  {section.kind}{heading}: {section.words} words{pages}: {section.begins}"
