"""The command that serves the pages and the API."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.app import IndexOption, app, open_bootstrap, report_errors


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = None,
) -> None:
    """Serve the web page and the API."""
    with report_errors():
        import uvicorn

        from service.live import LiveIndex
        from service.web.app import create_app

        bootstrap = open_bootstrap(index, host=host, port=port)
        settings = bootstrap.settings
        live = LiveIndex(bootstrap)
        size = len(live.engine().snapshot.practices)
        typer.echo(f"Serving {size} practices on http://{settings.host}:{settings.port}/ (Ctrl+C stops)", err=True)
        uvicorn.run(create_app(live), host=settings.host, port=settings.port, log_level=settings.log_level)
