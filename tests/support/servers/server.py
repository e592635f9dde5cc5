"""The application behind a real server, in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from service.settings import Settings
from service.web.server.connections import BoundedProtocol
from service.web.server.running import server_options


@contextmanager
def served(
    app: FastAPI, protocol: type[BoundedProtocol] = BoundedProtocol, settings: Settings | None = None
) -> Iterator[str]:
    """Serve an application as the service does, on a free port; gives its address, with a slash at the end."""
    options = server_options(settings or Settings()) | {"port": 0, "http": protocol, "timeout_graceful_shutdown": 1}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()
