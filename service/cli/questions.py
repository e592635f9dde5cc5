"""Commands that ask one question of the index: ask, search, related, export, compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import (
    IndexOption,
    JsonOption,
    PlanOption,
    TopOption,
    WithoutOption,
    app,
    open_bootstrap,
    print_text,
    read_plan_option,
    report_errors,
    with_filter_options,
    writing_to,
)
from service.export import list_export_formats
from service.filters.parameters import OPERATORS_HELP, RawFilters


@app.command(epilog=OPERATORS_HELP)
@with_filter_options
def ask(
    question: str,
    raw_filters: RawFilters,
    index: IndexOption = None,
    top: TopOption = 5,
    without: WithoutOption = None,
    plan: PlanOption = "",
    write: Annotated[
        bool, typer.Option("--write/--no-write", help="Whether the answer writer, where one is set, writes too.")
    ] = True,
    json: JsonOption = False,
) -> None:
    """Answer a question with its sources, or say that it is not here."""
    with report_errors():
        from service.cli import results
        from service.filters.parsing import parse_filters
        from service.schemas.answer import AnswerOut

        filters, given = parse_filters(raw_filters), read_plan_option(plan)
        engine = open_bootstrap(index).open_engine()
        result = engine.answer(engine.read(question), filters, top=top, without=without or (), plan=given)
        writing = engine.write(result.answer) if write else None
        if json:
            out = AnswerOut.of(result, engine.base_url).with_written(writing)
            print_text(out.model_dump_json(indent=2))
            return
        print_text(results.render_answer(result))
        if writing:
            print_text(f"\nWritten from these quotations by {writing.model}, each sentence checked:")
            for claim in filter(None, writing):
                print_text(results.render_claim(claim, writing.titles_of(claim)))
            print_text(results.render_written(writing))


@app.command(epilog=OPERATORS_HELP)
@with_filter_options
def search(
    query: str,
    raw_filters: RawFilters,
    index: IndexOption = None,
    top: TopOption = 10,
    json: JsonOption = False,
) -> None:
    """The practices that match a query, with their best passages."""
    with report_errors():
        from service.cli import results
        from service.filters.parsing import parse_filters
        from service.schemas.search import SearchOut

        filters = parse_filters(raw_filters)
        engine = open_bootstrap(index).open_engine()
        result = engine.search(engine.read(query), filters, top=top)
        if json:
            print_text(SearchOut.of(result, engine.base_url).model_dump_json(indent=2))
        else:
            print_text(results.render_search(result, engine.base_url))


@app.command()
def related(practice_id: str, index: IndexOption = None, top: TopOption = 5, json: JsonOption = False) -> None:
    """Practices like a given one, with the two sentences that make them so."""
    with report_errors():
        from service.cli import results
        from service.schemas.related import RelatedPracticesOut

        engine = open_bootstrap(index).open_engine()
        listed = engine.related(practice_id, top=top)
        if json:
            print_text(RelatedPracticesOut.of(listed, practice_id, engine).model_dump_json(indent=2))
        else:
            print_text(results.render_related(listed))


@app.command(epilog=OPERATORS_HELP)
@with_filter_options
def export(
    query: str,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    format: Annotated[str, typer.Option("--format", help=f"{list_export_formats()}.")],
    raw_filters: RawFilters,
    index: IndexOption = None,
    top: TopOption = 50,
    without: WithoutOption = None,
    plan: PlanOption = "",
) -> None:
    """Write the top matches to a file for a reference manager or a spreadsheet."""
    with report_errors():
        from service.export import find_export_format
        from service.filters.parsing import parse_filters

        export_format, filters = find_export_format(format), parse_filters(raw_filters)
        given = read_plan_option(plan)
        engine = open_bootstrap(index).open_engine()
        file = engine.export(engine.read(query), export_format, filters, top=top, without=without or (), plan=given)
        with writing_to(output):
            output.write_bytes(file.text.encode())
        typer.echo(f"{file.practices} practices written to {output}.", err=True)


@app.command()
def compare(
    practice_ids: Annotated[list[str], typer.Argument(help="Practices, 2 to 6, by their ids.")],
    question: Annotated[str, typer.Option("--question", help="What to compare them by.")] = "",
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Practices side by side: for each section the sentence that answers the question, word for word."""
    with report_errors():
        from service.cli import results
        from service.schemas.compare import ComparisonOut

        engine = open_bootstrap(index).open_engine()
        comparison = engine.compare(practice_ids, question)
        if json:
            print_text(ComparisonOut.of(comparison, engine.base_url).model_dump_json(indent=2))
        else:
            print_text(results.render_comparison(comparison))
