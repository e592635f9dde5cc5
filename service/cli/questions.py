"""The command line: ``practices``. Commands import what they need, so that ``--help`` answers at once."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import PageError, PracticeSearchError
from service.errors import RequestError
from service.filters.parameters import HINTS, Wanted, with_filters

if TYPE_CHECKING:
    from corpus.sync.round import Progress as SyncProgress
    from index.build.vector_cache import Progress
    from service.bootstrap import Wiring

app = typer.Typer(
    help="Search a collection of practice pages by meaning, with answers quoted word for word.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Index = Annotated[Path | None, typer.Option("--index", help="The index folder; default var/index or PRACTICES_INDEX.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Top = Annotated[int, typer.Option("--top", min=1, max=100, help="How many practices.")]


def _option(facet: str) -> object:
    return Annotated[list[str] | None, typer.Option(f"--{facet}", help=HINTS[facet])]


_narrowed = with_filters(_option, default=None)
"""Gives a command one option a facet, which can be repeated, for its parameter ``wanted``."""


@app.command()
def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; none: the built-in collection.")
    ] = None,
    index: Index = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Embed every passage anew.")] = False,
    json: Json = False,
) -> None:
    """Read pages and make a snapshot that serves at once."""
    with _reported():
        from service.cli import results

        report = _wiring(index).build(paths or [], use_cache=not no_cache, progress=_progress("Embedding"))
        _print(results.as_json(report) if json else results.build_report(report))


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A file of pages, of any known format.")],
    json: Json = False,
) -> None:
    """What is understood of a file: its fields and sections, page furniture, and any word that is in none."""
    with _reported():
        from corpus.loading.inspection import inspect as examine_file
        from service.cli import results

        found = examine_file(file)
        _print(results.as_json(found) if json else results.inspection(found))
        if not found.practices:
            raise PageError(f"{file}: no practice could be read; the reason stands above.")


@app.command()
@_narrowed
def ask(
    question: str,
    wanted: Wanted,
    index: Index = None,
    top: Top = 5,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="What the question is not to be narrowed to, as region:Asia; kind: no set."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write/--no-write", help="Whether the answer writer, where one is set, writes too.")
    ] = True,
    json: Json = False,
) -> None:
    """Answer a question with its sources, or say that it is not here."""
    with _reported():
        from service.answers.lists.answer import respond
        from service.cli import results
        from service.engine import asked
        from service.filters.parsing import parse_filters
        from service.schemas.answer import AnswerOut
        from service.web.http.streaming import with_written

        wiring = _wiring(index)
        filters = parse_filters(wanted)
        base_url = wiring.settings.public_url
        searcher = wiring.open_searcher()
        reply = respond(asked(question), searcher, base_url, filters=filters, top=top, without=without or ())
        out = AnswerOut.of_reply(reply, base_url)
        writing = wiring.writing(reply.answer, searcher, base_url) if write else None
        if json:
            _print(with_written(out, writing).model_dump_json(indent=2))
            return
        _print(results.answer(out))
        if writing:
            _print(f"\nWritten from these quotations by {writing.model}, each sentence checked:")
            for claim in filter(None, writing):
                _print(results.claim(claim, writing.titles_of(claim)))
            _print(results.written(writing))


@app.command()
@_narrowed
def search(
    query: str,
    wanted: Wanted,
    index: Index = None,
    top: Top = 10,
    json: Json = False,
) -> None:
    """The practices that match a query, with their best passages."""
    with _reported():
        from service.cli import results
        from service.engine import search_out
        from service.filters.parsing import parse_filters

        wiring = _wiring(index)
        filters = parse_filters(wanted)
        out = search_out(query, wiring.open_searcher(), wiring.settings.public_url, filters, top)
        _print(out.model_dump_json(indent=2) if json else results.matches(out.practices))


@app.command()
def related(practice_id: str, index: Index = None, top: Top = 5, json: Json = False) -> None:
    """Practices like a given one, with the two passages that make them so."""
    with _reported():
        from index.snapshot.snapshot import Snapshot
        from service.cli import results
        from service.practices.related import related as find
        from service.schemas.answer import RelatedOut

        wiring = _wiring(index)
        snapshot = Snapshot.open(wiring.settings.index)
        base_url = wiring.settings.public_url
        found = [RelatedOut.of(one, base_url) for one in find(snapshot, practice_id, top)]
        listed = {
            "practice_id": practice_id,
            "related": [one.model_dump() for one in found],
            "snapshot": snapshot.snapshot_id,
        }
        _print(results.as_json(listed) if json else results.related(found))


@app.command()
@_narrowed
def export(
    query: str,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    format: Annotated[str, typer.Option("--format", help="ris, bibtex or csv.")],
    wanted: Wanted,
    index: Index = None,
    top: Top = 50,
) -> None:
    """Write the top matches to a file for a reference manager or a spreadsheet."""
    with _reported():
        from service.engine import exported
        from service.export import export_format
        from service.filters.parsing import parse_filters

        form = export_format(format)
        wiring = _wiring(index)
        filters = parse_filters(wanted)
        text, count = exported(form, query, wiring.open_searcher(), wiring.settings.public_url, filters, top)
        output.write_bytes(text.encode())
        typer.echo(f"{count} practices written to {output}.", err=True)


@app.command()
def compare(
    practice_ids: Annotated[list[str], typer.Argument(help="Practices, 2 to 6, by their ids.")],
    question: Annotated[str, typer.Option("--question", help="What to compare them by.")] = "",
    index: Index = None,
    json: Json = False,
) -> None:
    """Practices side by side: for each section the sentence that answers the question, word for word."""
    with _reported():
        from corpus.text.strings import clean
        from service.answers.comparison import compare as side_by_side
        from service.cli import results
        from service.schemas.answer import ComparisonOut

        wiring = _wiring(index)
        base_url = wiring.settings.public_url
        found = side_by_side(practice_ids, clean(question).strip(), wiring.open_searcher(), base_url)
        out = ComparisonOut.of(found, base_url)
        _print(out.model_dump_json(indent=2) if json else results.comparison(out))


feedback_app = typer.Typer(help="What readers said of answers.", no_args_is_help=True)
app.add_typer(feedback_app, name="feedback")


@feedback_app.command(name="export")
def export_feedback(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    format: Annotated[str, typer.Option("--format", help="qrels (BEIR) or cases (relevance suite).")] = "qrels",
) -> None:
    """Turn readers' feedback into judgments to measure with; no ranking changes by it."""
    with _reported():
        from service.feedback.judgments import FORMS, judged, write_judgments
        from service.feedback.store import FeedbackStore

        if format not in FORMS:
            raise RequestError(f"format {format!r} is not known; the formats are: {', '.join(FORMS)}.")
        entries, left_out = judged(FeedbackStore(_wiring(None).settings.feedback).all())
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
    with _reported():
        from service.cli import results

        evaluation = _wiring(index).evaluate(folder, split, queries, _progress("Embedding"))
        _print(results.as_json(evaluation) if json else results.evaluation(evaluation))


@app.command()
def serve(
    index: Index = None,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = None,
) -> None:
    """Serve the web page and the API."""
    with _reported():
        import uvicorn

        from service.bootstrap import Live
        from service.web.app import create_app

        wiring = _wiring(index, host=host, port=port)
        settings = wiring.settings
        live = Live(wiring)
        searcher = live.searcher()
        size = len(searcher.snapshot.practices)
        typer.echo(f"Serving {size} practices on http://{settings.host}:{settings.port}/ (Ctrl+C stops)", err=True)
        uvicorn.run(
            create_app(live, settings.public_url), host=settings.host, port=settings.port, log_level=settings.log_level
        )


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
    index: Index = None,
    json: Json = False,
) -> None:
    """Bring new and changed pages of the live repository, politely; nothing that is kept gets lost."""
    with _reported():
        from service.cli import results

        wiring = _wiring(index, pages=pages)
        brought = wiring.sync(url, like=like, fresh=fresh, accept_fewer=accept_fewer, progress=_sync_progress())
        if not build:
            _print(results.as_json(brought) if json else results.sync_report(brought))
            return
        built = wiring.build([Path(brought.folder)], progress=_progress("Embedding"))
        both = {"sync": asdict(brought), "build": asdict(built)}
        _print(results.as_json(both) if json else f"{results.sync_report(brought)}\n\n{results.build_report(built)}")


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="A snapshot's id; by default the one before the other.")] = None,
    new: Annotated[str | None, typer.Argument(help="A snapshot's id; by default the one that serves.")] = None,
    index: Index = None,
    json: Json = False,
) -> None:
    """What changed between two snapshots: practices, fields, sections, passages."""
    with _reported():
        from index.snapshot.diff import difference
        from service.cli import results

        found = difference(_wiring(index).settings.index, old, new)
        _print(results.as_json(found) if json else results.difference(found))


@app.command()
def doctor(index: Index = None, json: Json = False) -> None:
    """What is installed, which snapshot serves, what is wrong and how to mend it."""
    with _reported():
        from service.cli import results
        from service.cli.doctor import examine

        findings = examine(_wiring(index))
        _print(results.as_json(findings) if json else results.findings(findings))
    if findings.problem:
        raise typer.Exit(1)


@contextmanager
def _reported() -> Iterator[None]:
    """Errors of the project, the file system and the cache as one line on standard error; status 2 for wrong usage."""
    try:
        yield
    except (PracticeSearchError, OSError, sqlite3.Error) as error:
        typer.echo(f"practices: {error}", err=True)
        raise typer.Exit(2 if isinstance(error, RequestError) else 1) from None


def _wiring(index: Path | None, **overrides: Any) -> Wiring:  # noqa: ANN401
    from service.bootstrap import Wiring
    from service.logs import configure
    from service.settings import load_settings

    settings = load_settings(index=index, **overrides)
    configure(settings.log_level)
    return Wiring(settings)


def _progress(what: str) -> Progress | None:
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bar: tqdm[Any] = tqdm(desc=what, unit=" passages", leave=False)

    def advance(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return advance


def _sync_progress() -> SyncProgress | None:
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bars: dict[str, tqdm[Any]] = {}

    def advance(what: str, done: int, total: int) -> None:
        if what not in bars:
            for bar in bars.values():
                bar.close()
            bars[what] = tqdm(desc=what, unit=" pages", initial=done, leave=False)
        bars[what].total = total
        bars[what].update(done - bars[what].n)

    return advance


def _print(text: str) -> None:
    typer.echo(text)
