"""Commands about the collection: build, inspect, sync, diff, doctor."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import PageError
from service.cli.app import (
    IndexOption,
    JsonOption,
    app,
    embedding_progress,
    open_bootstrap,
    print_text,
    report_errors,
    sync_progress,
)


@app.command()
def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; none: the built-in collection.")
    ] = None,
    index: IndexOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Embed every passage anew.")] = False,
    accept_fewer: Annotated[
        bool,
        typer.Option("--accept-fewer", help="Build also where a path is missing, or most of what serves now."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read pages and make a snapshot that serves at once."""
    with report_errors():
        from service.cli import layout, reports

        report = open_bootstrap(index).build(
            paths or [],
            accept_fewer=accept_fewer,
            use_cache=not no_cache,
            progress=embedding_progress("Embedding"),
        )
        print_text(layout.as_json(report) if json else reports.render_build_report(report))


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A file of pages, of any known format.")],
    json: JsonOption = False,
) -> None:
    """What is understood of a file: its fields and sections, page furniture, and any word that is in none."""
    with report_errors():
        from corpus.loading.inspection import inspect_file as examine_file
        from service.cli import layout, reports

        inspection = examine_file(file)
        print_text(layout.as_json(inspection) if json else reports.render_inspection(inspection))
        if not inspection.practices:
            raise PageError(f"{file}: no practice could be read; the reason stands above.")


@app.command()
def sync(
    url: Annotated[
        str | None,
        typer.Argument(help="A listing or sitemap; none: the Repository of Practices of the UN Network on Migration."),
    ] = None,
    pages: Annotated[
        Path | None, typer.Option("--pages", help="Where to keep pages; default var/pages or PRACTICES_PAGES.")
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", help="What the path of a practice looks like: * is one part of it; default /practice/*"),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew instead of continuing a run cut off.")] = False,
    accept_fewer: Annotated[
        bool, typer.Option("--accept-fewer", help="Believe a site that has lost most of its practices.")
    ] = False,
    build: Annotated[bool, typer.Option("--build", help="Build a snapshot of the pages afterwards.")] = False,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Bring new and changed pages of the live repository, politely; nothing that is kept gets lost."""
    with report_errors():
        from service.cli import layout, reports

        bootstrap = open_bootstrap(index, pages=pages)
        sync_report = bootstrap.sync(url, like=like, fresh=fresh, accept_fewer=accept_fewer, progress=sync_progress())
        if not build:
            print_text(layout.as_json(sync_report) if json else reports.render_sync_report(sync_report))
            return
        build_report = bootstrap.build(
            [Path(sync_report.folder)], accept_fewer=accept_fewer, progress=embedding_progress("Embedding")
        )
        both = {"sync": asdict(sync_report), "build": asdict(build_report)}
        print_text(
            layout.as_json(both)
            if json
            else f"{reports.render_sync_report(sync_report)}\n\n{reports.render_build_report(build_report)}"
        )


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="A snapshot's id; by default the one before the other.")] = None,
    new: Annotated[str | None, typer.Argument(help="A snapshot's id; by default the one that serves.")] = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """What changed between two snapshots: practices, fields, sections, passages."""
    with report_errors():
        from index.snapshot.diff import compare_snapshots
        from service.cli import layout, reports

        difference = compare_snapshots(open_bootstrap(index).settings.index, old, new)
        print_text(layout.as_json(difference) if json else reports.render_difference(difference))


@app.command()
def doctor(index: IndexOption = None, json: JsonOption = False) -> None:
    """What is installed, which snapshot serves, what is wrong and how to mend it."""
    with report_errors():
        from service.cli import layout, reports
        from service.cli.doctor import examine

        findings = examine(open_bootstrap(index))
        print_text(layout.as_json(findings) if json else reports.render_findings(findings))
    if findings.problem:
        raise typer.Exit(1)
