"""The command line: ``practices``. Commands import what they need, so that ``--help`` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import (
    IndexOption,
    JsonOption,
    TopOption,
    app,
    open_bootstrap,
    print_text,
    reported,
    with_filter_options,
)
from service.cli.layout import as_json
from service.export import list_export_formats
from service.filters.parameters import RawFilters


@app.command()
@with_filter_options
def ask(
    question: str,
    wanted: RawFilters,
    index: IndexOption = None,
    top: TopOption = 5,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="What the question is not to be narrowed to, as region:Asia; kind: no set."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write/--no-write", help="Whether the answer writer, where one is set, writes too.")
    ] = True,
    json: JsonOption = False,
) -> None:
    """Answer a question with its sources, or say that it is not here."""
    with reported():
        from service.answers.lists.answer import respond
        from service.cli import results
        from service.engine import normalise_query
        from service.filters.parsing import parse_filters
        from service.schemas.answer import AnswerOut
        from service.web.http.streaming import with_written

        wiring = open_bootstrap(index)
        filters = parse_filters(wanted)
        base_url = wiring.settings.public_url
        searcher = wiring.open_searcher()
        reply = respond(normalise_query(question), searcher, base_url, filters=filters, top=top, without=without or ())
        out = AnswerOut.of_reply(reply, base_url)
        writing = wiring.writing(reply.answer, searcher, base_url) if write else None
        if json:
            print_text(with_written(out, writing).model_dump_json(indent=2))
            return
        print_text(results.render_answer(out))
        if writing:
            print_text(f"\nWritten from these quotations by {writing.model}, each sentence checked:")
            for claim in filter(None, writing):
                print_text(results.render_claim(claim, writing.titles_of(claim)))
            print_text(results.render_written(writing))


@app.command()
@with_filter_options
def search(
    query: str,
    wanted: RawFilters,
    index: IndexOption = None,
    top: TopOption = 10,
    json: JsonOption = False,
) -> None:
    """The practices that match a query, with their best passages."""
    with reported():
        from service.cli import results
        from service.engine import search_out
        from service.filters.parsing import parse_filters

        wiring = open_bootstrap(index)
        filters = parse_filters(wanted)
        out = search_out(query, wiring.open_searcher(), wiring.settings.public_url, filters, top)
        print_text(out.model_dump_json(indent=2) if json else results.render_matches(out.practices))


@app.command()
def related(practice_id: str, index: IndexOption = None, top: TopOption = 5, json: JsonOption = False) -> None:
    """Practices like a given one, with the two passages that make them so."""
    with reported():
        from index.snapshot.snapshot import Snapshot
        from service.cli import results
        from service.practices.related import find_related as find
        from service.schemas.related import RelatedOut

        wiring = open_bootstrap(index)
        snapshot = Snapshot.open(wiring.settings.index)
        base_url = wiring.settings.public_url
        found = [RelatedOut.of(one, base_url) for one in find(snapshot, practice_id, top)]
        listed = {
            "practice_id": practice_id,
            "related": [one.model_dump() for one in found],
            "snapshot": snapshot.snapshot_id,
        }
        print_text(as_json(listed) if json else results.render_related(found))


@app.command()
@with_filter_options
def export(
    query: str,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    format: Annotated[str, typer.Option("--format", help=f"{list_export_formats()}.")],
    wanted: RawFilters,
    index: IndexOption = None,
    top: TopOption = 50,
) -> None:
    """Write the top matches to a file for a reference manager or a spreadsheet."""
    with reported():
        from service.engine import exported
        from service.export import find_export_format
        from service.filters.parsing import parse_filters

        form = find_export_format(format)
        wiring = open_bootstrap(index)
        filters = parse_filters(wanted)
        text, count = exported(form, query, wiring.open_searcher(), wiring.settings.public_url, filters, top)
        output.write_bytes(text.encode())
        typer.echo(f"{count} practices written to {output}.", err=True)


@app.command()
def compare(
    practice_ids: Annotated[list[str], typer.Argument(help="Practices, 2 to 6, by their ids.")],
    question: Annotated[str, typer.Option("--question", help="What to compare them by.")] = "",
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Practices side by side: for each section the sentence that answers the question, word for word."""
    with reported():
        from corpus.text.strings import clean
        from service.answers.comparison import compare_practices as side_by_side
        from service.cli import results
        from service.schemas.compare import ComparisonOut

        wiring = open_bootstrap(index)
        base_url = wiring.settings.public_url
        found = side_by_side(practice_ids, clean(question).strip(), wiring.open_searcher(), base_url)
        out = ComparisonOut.of(found, base_url)
        print_text(out.model_dump_json(indent=2) if json else results.render_comparison(out))
