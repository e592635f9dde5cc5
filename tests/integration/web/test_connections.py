"""Whoever says nothing is disconnected, so many connections are held, and others are served meanwhile."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi import FastAPI, Response

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.web.app import create_app
from service.web.server.connections import BoundedProtocol
from tests.support.servers.server import served

MOST = 10
HEADERS = b"GET /healthz HTTP/1.1\r\nHost: here\r\n"
LARGE = 30_000_000


class Impatient(BoundedProtocol):
    """The protocol that serves, with bounds that a test can wait for."""

    most = MOST
    patience = 1.0


@pytest.fixture(scope="module")
def slow_work() -> threading.Event:
    return threading.Event()


@pytest.fixture(scope="module")
def address(built_in: Bootstrap, slow_work: threading.Event) -> Iterator[str]:
    app = create_app(LiveIndex(built_in))
    add_slow_routes(app, slow_work)
    with served(app, Impatient) as address:
        yield address
        slow_work.set()


def add_slow_routes(app: FastAPI, slow_work: threading.Event) -> None:
    @app.get("/healthz/large")
    def large() -> Response:
        return Response(bytes(LARGE))

    @app.get("/healthz/slow")
    def slow() -> str:
        slow_work.wait(20)
        return "done"


def connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)


def is_closed(client: socket.socket) -> bool:
    """Read up to the end; whether it comes within ten seconds."""
    try:
        while client.recv(65536):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


SILENT = {
    "says nothing": b"",
    "sends half of the headers": HEADERS,
    "sends half of a body": b"POST /api/v1/feedback HTTP/1.1\r\nHost: here\r\nContent-Length: 500\r\n\r\n{",
    "says nothing more behind an answer": HEADERS + b"\r\n",
    "begins a second request": HEADERS + b"\r\nGET /hea",
}


@pytest.mark.parametrize("sent", SILENT.values(), ids=SILENT)
def test_who_is_silent_is_disconnected_and_others_are_served(address: str, sent: bytes) -> None:
    with contextlib.ExitStack() as held:
        clients = [held.enter_context(connect(address)) for _ in range(2 * MOST)]
        for client in clients:
            with contextlib.suppress(ConnectionError):
                client.sendall(sent)
        started = time.monotonic()
        assert httpx2.get(f"{address}healthz").text == "ok\n"
        assert time.monotonic() - started < 1

        assert all(is_closed(client) for client in clients)


def test_who_sends_byte_by_byte_is_disconnected(address: str) -> None:
    sent = 0
    with connect(address) as client, contextlib.suppress(ConnectionError):
        for byte in HEADERS * 4:
            client.sendall(bytes([byte]))
            sent += 1
            time.sleep(0.1)
    assert sent < len(HEADERS)


def test_who_does_not_take_an_answer_is_disconnected(address: str) -> None:
    with connect(address) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(b"GET /healthz/large HTTP/1.1\r\nHost: here\r\n\r\n")
        taken = len(client.recv(1000))
        time.sleep(3)
        assert httpx2.get(f"{address}healthz").text == "ok\n"
        with contextlib.suppress(ConnectionError):
            while chunk := client.recv(1_000_000):
                taken += len(chunk)
        assert taken < LARGE


def test_a_large_answer_is_taken_in_peace(address: str) -> None:
    assert len(httpx2.get(f"{address}healthz/large", timeout=30).content) == LARGE


def test_who_is_being_served_is_not_sent_away(address: str, slow_work: threading.Event) -> None:
    with contextlib.ExitStack() as held:
        busy = [held.enter_context(connect(address)) for _ in range(MOST)]
        for client in busy:
            client.sendall(b"GET /healthz/slow HTTP/1.1\r\nHost: here\r\n\r\n")
        time.sleep(1.5)
        newcomer = held.enter_context(connect(address))
        assert is_closed(newcomer)
        slow_work.set()
        assert all(b"200 OK" in client.recv(1000) for client in busy)


@pytest.mark.parametrize(("length", "status"), [(60_000, b"422"), (70_000, b"414")])
def test_a_long_address_is_read_in_however_many_pieces_it_comes(address: str, length: int, status: bytes) -> None:
    request = b"GET /?x=" + b"y" * length + b" HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with connect(address) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(request), 9_000):
            client.sendall(request[start : start + 9_000])
            time.sleep(0.02)
        answer = client.recv(100)

    assert answer.startswith(b"HTTP/1.1 " + status)
