"""Running of the server: in one process or several, within the files that the system lets a process open."""

from __future__ import annotations

import logging
import os
import tempfile
from typing import Any

import uvicorn
from fastapi import FastAPI

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.logs import configure
from service.settings import PREFIX, Settings, load_settings
from service.web.app import create_app
from service.web.http.address_limit import LONGEST_ADDRESS
from service.web.http.metrics import SHARED_FOLDER
from service.web.server.connections import BoundedProtocol

_BACKLOG = 128
"""Connections that the system holds until they are taken: so many more may be open for a moment."""
_OTHER_FILES = 256
"""Files that a process needs beside its connections: the index, models, the log."""
_FEWEST = 16
_LARGEST_HEAD = LONGEST_ADDRESS + 32 * 1024
"""Bytes that an address and all headers may have, in however many pieces they come."""
_GRACE = 30
"""Seconds that requests under way may take when the server is to stop."""
_APP = "service.web.server.running:create_worker"

log = logging.getLogger(__name__)


def run_server(app: FastAPI, settings: Settings) -> None:
    """Serve in this process until it is told to stop."""
    BoundedProtocol.most = connections_within_limits(settings.max_connections)
    uvicorn.run(app, **server_options(settings))


def run_workers(settings: Settings) -> None:
    """Serve in several processes until this one is told to stop; each opens the index for itself.

    They read their settings from the environment, into which what the command line said is put.
    """
    for name in ("index", "host", "port"):
        os.environ[f"{PREFIX}{name.upper()}"] = str(getattr(settings, name))
    with tempfile.TemporaryDirectory(prefix="practices-figures-") as folder:
        os.environ[SHARED_FOLDER] = folder
        uvicorn.run(_APP, factory=True, workers=settings.workers, **server_options(settings))


def server_options(settings: Settings) -> dict[str, Any]:
    """Give what uvicorn is told."""
    return {
        "host": settings.host,
        "port": settings.port,
        "http": BoundedProtocol,
        "h11_max_incomplete_event_size": _LARGEST_HEAD,
        "ws": "none",
        "backlog": _BACKLOG,
        "log_config": None,
        "access_log": settings.access_log,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies,
        "server_header": False,
        "timeout_graceful_shutdown": _GRACE,
    }


def create_worker() -> FastAPI:
    """Make the application of a worker process, from the settings that it was handed."""
    settings = load_settings()
    configure(settings.log_level, access=settings.access_log)
    BoundedProtocol.most = connections_within_limits(settings.max_connections)
    return create_app(LiveIndex(Bootstrap(settings)))


def connections_within_limits(wanted: int) -> int:
    """Give how many connections can be held: fewer than wanted where the system lets a process open fewer files.

    The limit of the process is raised as far as it may raise it.
    """
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _BACKLOG + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        raised = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
        soft = raised
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    held = max(_FEWEST, soft - _BACKLOG - _OTHER_FILES)
    log.warning("This process may open %d files, so %d connections are held, not %d.", soft, held, wanted)
    return held
