"""Commands that measure: eval, feedback export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import (
    IndexOption,
    JsonOption,
    app,
    embedding_progress,
    open_bootstrap,
    print_text,
    report_errors,
    writing_to,
)
from service.errors import RequestError

feedback_app = typer.Typer(help="What readers said of answers.", no_args_is_help=True)
app.add_typer(feedback_app, name="feedback")


@feedback_app.command(name="export")
def export_feedback(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    format: Annotated[str, typer.Option("--format", help="qrels (BEIR) or cases (relevance suite).")] = "qrels",
) -> None:
    """Turn readers' feedback into judgments to measure with; no ranking changes by it."""
    with report_errors():
        from service.feedback.judgments import JUDGMENT_FORMATS, judge_questions, write_judgments
        from service.feedback.store import FeedbackStore

        if format not in JUDGMENT_FORMATS:
            raise RequestError(f"format {format!r} is not known; the formats are: {', '.join(JUDGMENT_FORMATS)}.")
        entries, left_out = judge_questions(FeedbackStore(open_bootstrap(None).settings.feedback).all())
        with writing_to(output):
            written = write_judgments(entries, JUDGMENT_FORMATS[format], output)
        typer.echo(
            f"{len(entries)} questions written to {' and '.join(map(str, written))}; "
            f"{left_out} of the readers' words say nothing about a practice.",
            err=True,
        )


@app.command(name="eval")
def evaluate(
    folder: Path,
    split: Annotated[str, typer.Option("--split", help="The qrels to use.")] = "test",
    queries: Annotated[
        Path | None, typer.Option("--queries", help="Another folder to take queries and qrels from.")
    ] = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Measure retrieval on a test collection in BEIR layout, through the pipeline that serves."""
    with report_errors():
        from service.cli import layout, reports

        evaluation = open_bootstrap(index).evaluate(folder, split, queries, embedding_progress("Embedding"))
        print_text(layout.as_json(evaluation) if json else reports.render_evaluation(evaluation))
