"""The command that serves the pages and the API."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import NoSnapshotError
from service.cli.app import IndexOption, app, open_bootstrap, report_errors
from service.errors import OutputError

if TYPE_CHECKING:
    from service.live import LiveIndex


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=64, help="How many processes serve.")] = None,
) -> None:
    """Serve the web page and the API."""
    with report_errors():
        from service.live import LiveIndex
        from service.settings import url_host
        from service.web.app import create_app
        from service.web.server.running import run_server, run_workers

        bootstrap = open_bootstrap(index, host=host, port=port, workers=workers)
        settings = bootstrap.settings
        _check_port(settings.host, settings.port)
        where = f"on http://{url_host(settings.host)}:{settings.port}/ (Ctrl+C stops)"
        if settings.workers > 1:
            typer.echo(f"Serving by {settings.workers} processes {where}", err=True)
            run_workers(settings)
            return
        live = LiveIndex(bootstrap)
        typer.echo(f"{_describe(live)} {where}", err=True)
        run_server(create_app(live), settings)


def _describe(live: LiveIndex) -> str:
    """Say what is served; where nothing has been built yet, that the service waits for it.

    :raises NotServedError: there is an index, and it cannot be opened.
    """
    try:
        return f"Serving {len(live.engine().snapshot.practices)} practices"
    except NoSnapshotError as error:
        return f"{error} It is served as soon as it is there; waiting"


def _check_port(host: str, port: int) -> None:
    """Check that a port can be listened on before an index is opened, which takes longer.

    :raises OutputError: another program has it, or this one may not have it.
    """
    from service.settings import url_host

    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.create_server(address[:2], family=family):
            return
    except OSError as error:
        is_of_system = error.errno and not isinstance(error, socket.gaierror)
        reason = (os.strerror(error.errno or 0) if is_of_system else str(error.strerror or error)).lower()
        raise OutputError(
            f"cannot listen on http://{url_host(host)}:{port}/: {reason}. "
            "Give another port with --port, or another --host."
        ) from None
