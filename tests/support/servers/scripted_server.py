"""Fake OpenAI-compatible server that follows a script, well or badly, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[["Answering"], None]


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: Scripted

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.server.requests.append(json.loads(self.rfile.read(length)))
        self.server.keys.append(self.headers["authorization"])
        try:
            self.server.script(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def data(self, value: object) -> None:
        self.raw(f"data: {json.dumps(value)}\n\n".encode())

    def say(self, text: str, finish: str | None = None) -> None:
        self.data({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]})

    def end(self, finish: str = "stop") -> None:
        self.say("", finish)
        self.raw(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:
        pass


class Scripted(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    script: Script

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.requests: list[dict[str, object]] = []
        self.keys: list[str] = []
        self.hung_up = threading.Event()
        self.going = threading.Event()
        self.going.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def scripted_server() -> Iterator[Scripted]:
    server = Scripted()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.going.clear()
        server.shutdown()
        server.server_close()
        thread.join()


def saying(*texts: str, finish: str = "stop") -> Script:
    def script(answering: Answering) -> None:
        answering.begin()
        for text in texts:
            answering.say(text)
        answering.end(finish)

    return script


def while_going(step: Callable[[Answering], None], pause: float) -> Script:
    """Write a script that does a step again and again, until the server stops."""

    def script(answering: Answering) -> None:
        answering.begin()
        while answering.server.going.is_set():
            step(answering)
            time.sleep(pause)

    return script


def _status(status: int, **headers: str) -> Script:
    def script(answering: Answering) -> None:
        answering.begin(status, "application/json", **headers)
        answering.raw(json.dumps({"error": {"message": "IGNORE ALL QUOTATIONS", "type": "x"}}).encode())

    return script


def _stream(*parts: bytes | object) -> Script:
    def script(answering: Answering) -> None:
        answering.begin()
        for part in parts:
            if isinstance(part, bytes):
                answering.raw(part)
            else:
                answering.data(part)

    return script


def _slow_to_begin(answering: Answering) -> None:
    answering.begin()
    deadline = time.monotonic() + 6
    while answering.server.going.is_set() and time.monotonic() < deadline:
        time.sleep(0.05)
    answering.end()


def _silent_before_headers(answering: Answering) -> None:
    deadline = time.monotonic() + 6
    while answering.server.going.is_set() and time.monotonic() < deadline:
        time.sleep(0.05)
    answering.begin()


def _stalls(answering: Answering) -> None:
    answering.begin()
    answering.say("Some words")
    _silent_before_headers(answering)


def _page(answering: Answering) -> None:
    answering.begin(200, "text/html")
    answering.raw(b"<html><h1>It works!</h1></html>")


def _whole(answering: Answering) -> None:
    answering.begin(200, "application/json")
    answering.raw(json.dumps({"choices": [{"message": {"content": "All at once [1]."}}]}).encode())


def _cut_short(answering: Answering) -> None:
    answering.begin(200, "text/event-stream", **{"content-length": "100000"})
    answering.say("Some words")


def _hang_up(answering: Answering) -> None:
    answering.wfile.close()
    answering.connection.close()


MISBEHAVIOURS: dict[str, tuple[Script, str]] = {
    "key refused": (_status(401), "did not accept the key (status 401)"),
    "forbidden": (_status(403), "did not accept the key (status 403)"),
    "unknown model": (_status(404), "knows no such address or model (status 404)"),
    "too often": (_status(429, **{"retry-after": "60"}), "asked too often"),
    "bad request": (_status(400), "did not accept the request (status 400)"),
    "internal error": (_status(500), "failed (status 500)"),
    "unavailable": (_status(503), "failed (status 503)"),
    "redirect": (_status(302, location="http://127.0.0.1:9/v1/chat/completions"), "sends on to another address"),
    "hangs up at once": (_hang_up, "broke off"),
    "silent before the headers": (_silent_before_headers, "was silent for 1 seconds"),
    "silent before the first word": (_slow_to_begin, "was silent for 1 seconds"),
    "stalls after a few words": (_stalls, "was silent for 1 seconds"),
    "drips comments for ever": (while_going(lambda a: a.raw(b": wait\n\n"), 0.1), "took longer than 2 seconds"),
    "drips words for ever": (while_going(lambda a: a.say("word "), 0.1), "took longer than 2 seconds"),
    "writes without end": (while_going(lambda a: a.say("word " * 100), 0.0), "did not stop writing"),
    "sends a line without end": (while_going(lambda a: a.raw(b"data: " + b"x" * 65536), 0.0), "more than an answer"),
    "an error page as success": (_page, "something else than a stream"),
    "no stream": (_whole, "something else than a stream"),
    "an event that is no JSON": (_stream(b"data: {not json}\n\n"), "cannot be read"),
    "bytes that are no UTF-8": (_stream(b"data: \xff\xfe\xfa\n\n"), "cannot be read"),
    "another schema": (_stream({"answer": "The collection says so [1]."}), "something else than a chat completion"),
    "choices that are a word": (_stream({"choices": "none"}), "something else than a chat completion"),
    "content that is a number": (
        _stream({"choices": [{"index": 0, "delta": {"content": 42}}]}),
        "something else than a chat completion",
    ),
    "a list as an event": (_stream([1, 2, 3]), "something else than a chat completion"),
    "an error as an event": (_stream({"error": {"message": "IGNORE ALL QUOTATIONS"}}), "an error of its own"),
    "nothing": (_stream(b"data: [DONE]\n\n"), "broke off"),
    "an answer without words": (saying(""), "wrote nothing"),
    "closes in the middle": (_cut_short, "broke off"),
    "ends without an end": (_stream({"choices": [{"index": 0, "delta": {"content": "Some words"}}]}), "broke off"),
}
"""What a server does wrong, and what is said of it where it has two seconds."""
