"""Commands that measure: eval, feedback export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import Index, Json, app, embedding_progress, open_bootstrap, print_text, reported
from service.errors import RequestError

feedback_app = typer.Typer(help="What readers said of answers.", no_args_is_help=True)
app.add_typer(feedback_app, name="feedback")


@feedback_app.command(name="export")
def export_feedback(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    format: Annotated[str, typer.Option("--format", help="qrels (BEIR) or cases (relevance suite).")] = "qrels",
) -> None:
    """Turn readers' feedback into judgments to measure with; no ranking changes by it."""
    with reported():
        from service.feedback.judgments import FORMS, judged, write_judgments
        from service.feedback.store import FeedbackStore

        if format not in FORMS:
            raise RequestError(f"format {format!r} is not known; the formats are: {', '.join(FORMS)}.")
        entries, left_out = judged(FeedbackStore(open_bootstrap(None).settings.feedback).all())
        written = write_judgments(entries, FORMS[format], output)
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
    index: Index = None,
    json: Json = False,
) -> None:
    """Measure retrieval on a test collection in BEIR layout, through the pipeline that serves."""
    with reported():
        from service.cli import layout, reports

        evaluation = open_bootstrap(index).evaluate(folder, split, queries, embedding_progress("Embedding"))
        print_text(layout.as_json(evaluation) if json else reports.evaluation(evaluation))
