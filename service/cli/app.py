"""The application that commands belong to: options, reporting, progress."""

from __future__ import annotations

import codecs
import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import PracticeSearchError, in_words, is_failure
from corpus.text.strings import escaped
from service.errors import OutputError, RequestError, SettingsError
from service.filters.parameters import HINTS, with_filter_parameters

if TYPE_CHECKING:
    from corpus.sync.round import SyncProgress as SyncProgress
    from index.build.vector_cache import EmbeddingProgress
    from service.bootstrap import Bootstrap
    from service.questions.given_plans.document import PlanDocument


log = logging.getLogger(__name__)

_WHERE = ". PRACTICES_LOG_LEVEL=debug says where this comes from; please report it."

app = typer.Typer(
    help="Search a collection of practice pages by meaning, with answers quoted word for word.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


IndexOption = Annotated[
    Path | None, typer.Option("--index", help="The index folder; default var/index or PRACTICES_INDEX.")
]


JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


TopOption = Annotated[int, typer.Option("--top", min=1, max=100, help="How many practices.")]


PlanOption = Annotated[
    str,
    typer.Option(
        "--plan", help="What the question is to be taken for: JSON, as `plan` in ask --json, or @FILE with it."
    ),
]


WithoutOption = Annotated[
    list[str] | None,
    typer.Option("--without", help="What the question is not to be narrowed to, as region:Asia; kind: no set."),
]


def _option(facet: str) -> object:
    return Annotated[list[str] | None, typer.Option(f"--{facet}", help=HINTS[facet])]


with_filter_options = with_filter_parameters(_option, default=None)
"""Gives a command one option a facet, which can be repeated, for its parameter ``raw_filters``."""


@contextmanager
def report_errors() -> Iterator[None]:
    """Report whatever goes wrong in one line; exit with 2 for wrong usage, else 1.

    What went wrong where is logged with the level *debug*.
    """
    _speak_utf8()
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except BaseException as error:
        if not is_failure(error):
            raise
        log.debug("The reason:", exc_info=error)
        typer.echo(escaped(f"practices: {in_words(error)}{'' if _is_known(error) else _WHERE}"), err=True)
        raise typer.Exit(2 if isinstance(error, RequestError) else 1) from None


def _speak_utf8() -> None:
    """Write UTF-8 where Python was told that nothing but ASCII is understood: pages and paths have all letters.

    What is no character, such as a byte of a path, is written as it was read.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _is_known(error: BaseException) -> bool:
    """Tell whether an error names what it is about."""
    return isinstance(error, PracticeSearchError | MemoryError) or bool(getattr(error, "filename", None))


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say which output cannot be written, and what mends it.

    :raises OutputError: the system does not let it be written.
    """
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path}: cannot be written: {reason}. Give another place with -o.") from None


def open_bootstrap(index: Path | None, **overrides: Any) -> Bootstrap:  # noqa: ANN401
    """Open the composition root over the settings of the environment and those given as options.

    :raises SettingsError: a setting has a value that it cannot have; the index folder is a file.
    """
    from service.bootstrap import Bootstrap
    from service.logs import configure
    from service.settings import load_settings

    settings = load_settings(index=index, **overrides)
    configure(settings.log_level, access=settings.access_log)
    if settings.index.exists() and not settings.index.is_dir():
        raise SettingsError(f"{settings.index}: is a file, not an index folder; give another place with --index.")
    return Bootstrap(settings)


def embedding_progress(what: str) -> EmbeddingProgress | None:
    """Make a progress bar of passages embedded; none where standard error is no terminal."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bar: tqdm[Any] = tqdm(desc=what, unit=" passages", leave=False)

    def advance(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return advance


def sync_progress() -> SyncProgress | None:
    """Make the progress bars of a sync, one a stage; none where standard error is no terminal."""
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


def read_plan_option(written: str) -> PlanDocument | None:
    """Read the plan of a command, from the file that it names behind an @; a blank one is none.

    :raises PlanError: it is no plan.
    """
    from service.questions.given_plans.parsing import LONGEST_PLAN, parse_plan

    if written.startswith("@"):
        with Path(written[1:]).open(encoding="utf-8-sig", errors="replace") as file:
            written = file.read(LONGEST_PLAN + 1)
    return parse_plan(written) if written.strip() else None


def print_text(text: str) -> None:
    """Print a text, or one JSON object, on standard output; what would steer a terminal is spelled."""
    typer.echo(escaped(text))
