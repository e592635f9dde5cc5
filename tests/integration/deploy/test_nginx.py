from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.deploy_files import DEPLOY, program

FILE = DEPLOY / "nginx/practice-search.conf"
NAME = "practices.example.org"


class Proxy(NamedTuple):
    plain: int
    secure: int
    log: Path
    upstream: Upstream


class Upstream(ThreadingHTTPServer):
    """Notes what the proxy hands on."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Noting)
        self.noted: list[tuple[str, dict[str, str]]] = []


class Noting(BaseHTTPRequestHandler):
    server: Upstream
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.noted.append((self.path, {name.casefold(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with serving(tmp_path_factory.mktemp("nginx"), {}) as proxy:
        yield proxy


@contextmanager
def serving(folder: Path, changes: Mapping[str, str], upstream: str = "") -> Iterator[Proxy]:
    """Serve the example itself, with ports, paths and a certificate of this machine.

    :param upstream: the address of another server than the one that notes.
    """
    nginx, openssl = program("nginx"), program("openssl")
    certificate = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*certificate, *files], capture_output=True, check=True)
    noting = Upstream()
    plain, secure = free_port(), free_port()
    text = re.sub(r"^\s*listen \[::\].*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for written, here in {
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8000;": upstream or f"127.0.0.1:{noting.server_port};",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 80 default_server;": f"listen 127.0.0.1:{plain} default_server;",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        **changes,
    }.items():
        assert written in text
        text = text.replace(written, here)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = f"user root; pid {folder}/pid; daemon off; events {{}} http {{ {temporary} include {folder}/site.conf; }}"
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(
        main if os.geteuid() == 0 else main.removeprefix("user root; "), encoding="utf-8"
    )
    command = [nginx, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "start.log"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    thread = threading.Thread(target=noting.serve_forever)
    thread.start()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        wait_for(secure)
        yield Proxy(plain, secure, folder / "practice-search.log", noting)
        server.terminate()
    noting.shutdown()
    thread.join()
    noting.server_close()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


def asked(proxy: Proxy, method: str, path: str, body: bytes | None = None, **headers: str) -> HTTPResponse:
    """Ask over TLS."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection("127.0.0.1", proxy.secure, context=context, timeout=20)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, {"Host": NAME} | fields)
        response = connection.getresponse()
        response.read()
        return response
    finally:
        connection.close()


def test_a_page_is_handed_on_with_tls_enforced(proxy: Proxy) -> None:
    response = asked(proxy, "GET", "/practices/one")

    assert response.status == 200
    assert "max-age" in response.headers["Strict-Transport-Security"]


def test_what_the_client_says_of_itself_is_not_handed_on(proxy: Proxy) -> None:
    asked(
        proxy,
        "GET",
        "/said",
        Host="evil.example",
        X_Forwarded_For="203.0.113.9",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Proto="gopher",
        Forwarded="for=203.0.113.9;host=evil.example",
    )

    [headers] = [headers for path, headers in proxy.upstream.noted if path == "/said"]
    assert headers["host"] == NAME
    assert (headers["x-forwarded-for"], headers["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert headers.keys() & {"x-forwarded-host", "forwarded"} == set()


def test_metrics_and_readiness_are_for_the_inside(proxy: Proxy) -> None:
    paths = ["/metrics", "/%6detrics", "/readyz", "/%72eadyz"]

    assert [asked(proxy, "GET", path).status for path in paths] == [404] * 4
    assert [path for path, _ in proxy.upstream.noted if path in paths] == []


def test_a_body_has_64_kilobytes_at_most(proxy: Proxy) -> None:
    assert asked(proxy, "POST", "/api/v1/feedback", b"x" * 65_536).status == 200
    assert asked(proxy, "POST", "/api/v1/feedback", b"x" * 65_537).status == 413


def test_an_address_may_be_as_long_as_a_plan(proxy: Proxy) -> None:
    assert asked(proxy, "GET", f"/static/x?plan={'x' * 60_000}").status == 200


def test_whoever_asks_too_often_is_told_so_and_pages_keep_their_style_sheet(tmp_path: Path) -> None:
    with serving(tmp_path, {"rate=1r/s": "rate=1r/m"}) as proxy:  # a busy machine asks less often than the limit
        statuses = [asked(proxy, "GET", "/often").status for _ in range(25)]
        styles = {asked(proxy, "GET", "/static/style.css").status for _ in range(25)}

    assert statuses == [200] * 21 + [429] * 4
    assert styles == {200}


def asked_plainly(proxy: Proxy, host: str) -> str:
    with socket.create_connection(("127.0.0.1", proxy.plain), timeout=20) as connection:
        connection.sendall(f"GET /?q=fish HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()


def test_plain_http_leads_to_the_name_of_the_file_and_other_names_nowhere(proxy: Proxy) -> None:
    answer = asked_plainly(proxy, NAME)

    assert answer.startswith("HTTP/1.1 301")
    assert f"Location: https://{NAME}/?q=fish\r\n" in answer
    assert asked_plainly(proxy, "evil.example") == ""


def test_neither_address_nor_question_is_in_a_log(proxy: Proxy) -> None:
    asked(proxy, "GET", "/static/logged?q=fisheries")
    deadline = time.monotonic() + 20
    while "/static/logged" not in (text := proxy.log.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)

    logs = text + proxy.log.with_name("practice-search.error.log").read_text(encoding="utf-8")
    assert "/static/logged 200" in logs
    assert "fisheries" not in logs


def test_an_upstream_that_is_not_there_leaves_no_question_in_a_log(tmp_path: Path) -> None:
    with serving(tmp_path, {}, upstream=f"127.0.0.1:{free_port()};") as proxy:
        assert asked(proxy, "GET", "/?q=fisheries").status == 502

    logs = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert "/ 502" in logs
    assert "fisheries" not in logs
    assert "127.0.0.1" not in logs
