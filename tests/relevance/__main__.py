"""Run the relevance cases: ``.venv/bin/python -m tests.relevance``.

Prints the failures and a table by class, writes the same as a page, and ends with status 1 where a floor is not kept.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import PracticeSearchError
from service.bootstrap import Bootstrap
from service.settings import load_settings
from tests.relevance.check import check
from tests.relevance.engine import SearchEngine
from tests.relevance.reading import CASES, FLOORS, read_cases, read_floors
from tests.relevance.report import as_html, as_text, tally
from tests.relevance.wording import CaseError

Folder = Annotated[Path, typer.Option(help="Where the index of the built-in collection is kept.")]
Output = Annotated[Path, typer.Option(help="The page to write.")]
Ids = Annotated[bool, typer.Option("--ids", help="Only list the practices with their ids, for writing cases.")]


def main(
    index: Folder = Path("var/relevance-index"), output: Output = Path("var/relevance.html"), ids: Ids = False
) -> None:
    """Check every case against the search over the built-in collection."""
    try:
        bootstrap = Bootstrap(load_settings(index=index))
        bootstrap.build([])
        engine = SearchEngine(bootstrap.open_engine().context.searcher)
        practices = engine.searcher.snapshot.practices
        if ids:
            typer.echo("\n".join(f"{practice_id}\n    {practices[practice_id].title}" for practice_id in practices))
            return
        cases = read_cases(CASES, practices)
        floors = read_floors(FLOORS, {case.group for case in cases})
    except (CaseError, PracticeSearchError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    results = [check(case, engine) for case in cases]
    snapshot = engine.searcher.snapshot
    facts = {
        "Run on": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Practices": str(len(practices)),
        "Index snapshot": snapshot.snapshot_id,
        "Embedding model": snapshot.manifest["model"]["name"],
    }
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(as_html(results, floors, facts), encoding="utf-8")
    typer.echo(as_text(results, floors))
    typer.echo(f"\nWritten to {output}")
    if not all(line.holds for line in tally(results, floors)):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
