"""A web site on this machine, laid out as the Repository of Practices is known to be, that can be made to fail."""

from __future__ import annotations

import gzip
import hashlib
import html
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

LISTING = "/hub/repository-of-practices"
PER_PAGE = 4

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Text:
    """What one practice says."""

    title: str
    summary: str
    language: str = "en"


def practice_page(text: Text, menu: str = "Home") -> bytes:
    """Write a practice page: menus, the title, labelled values, sections, the disclaimer and the newsletter."""
    return f"""<!DOCTYPE html>
<html lang="{text.language}"><head><meta charset="utf-8"><title>{html.escape(text.title)} | Network</title></head>
<body><a href="#main">Skip to main content</a>
<nav><ul><li><a href="/">{menu}</a></li><li><a href="{LISTING}">Repository of Practices</a></li></ul></nav>
<main id="main"><article class="node node--type-practice">
<h1 class="page-title"><span>{html.escape(text.title)}</span></h1>
<h2>Primary GCM Objectives</h2><div><a href="/taxonomy/term/7">7 - Reduce vulnerabilities in migration</a></div>
<h2>Dates</h2><div>2018 - Present</div>
<h2>Type of practice</h2><div>Project/Programme</div>
<h2>Geographic scope</h2><div>Country: <a href="/taxonomy/term/90">Niger</a></div>
<h2>Summary</h2><p>{html.escape(text.summary)}</p>
<h2>Key Lessons</h2><ul><li>Start early.</li><li>Ask those concerned.</li></ul>
<h2>Additional Resources</h2><p><a href="/files/report.pdf">The report</a></p>
<p>Date submitted:</p><p>1 March 2021</p>
</article></main>
<footer><h2>Newsletter</h2><p>Subscribe to our newsletter.</p></footer></body></html>""".encode()


def notice_page(title: str, text: str) -> bytes:
    """Write a page that a site shows in place of another one."""
    head = f"<head><title>{title}</title></head>"
    return f"<!DOCTYPE html><html>{head}<body><h1>{title}</h1><p>{text}</p></body></html>".encode()


@dataclass
class Asked:
    """A request that the site has seen."""

    path: str
    agent: str
    conditional: bool
    at: float


@dataclass
class LiveSite:
    """The site: practices by slug, and other answers by path, which win."""

    practices: dict[str, Text] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    robots: str = "User-agent: *\nDisallow: /admin/\n"
    etags: bool = True
    noise: bool = False
    """Whether pages have parts that differ with each request, as forms have."""
    unlisted: set[str] = field(default_factory=set)
    listed_languages: tuple[str, ...] = ()
    seconds: float = 0.0
    """How long each answer takes."""
    tls: ssl.SSLContext | None = None
    faults: Callable[[], Answer | None] = lambda: None
    """What is answered to the next request in place of what it asks for."""

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
                site.asked.append(Asked(self.path, self.headers["User-Agent"], conditional, time.monotonic()))
                time.sleep(site.seconds)
                (site.faults() or site.answer)(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Clients hang up, and faults close connections: nothing to say."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self._server.server_port}"

    @property
    def listing(self) -> str:
        return self.base + LISTING

    def address(self, slug: str) -> str:
        return f"{self.base}/practice/{slug}"

    def count(self) -> Counter[str]:
        """Count how often each path was asked for."""
        return Counter(request.path for request in self.asked)

    def add(self, *slugs: str) -> None:
        for slug in slugs:
            title = slug.replace("-", " ").capitalize()
            self.practices[slug] = Text(title, f"{title} is a practice of its own. It helps people near {slug}.")

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = urlsplit(request.path).path
        slug = path.rpartition("/practice/")[2]
        language = path.partition("/practice/")[0].strip("/")
        if path in self.answers or request.path in self.answers:
            (self.answers.get(request.path) or self.answers[path])(request)
        elif path == "/robots.txt":
            send(request, self.robots.encode(), "text/plain")
        elif path == LISTING:
            send(request, self.listing_page(parse_qs(urlsplit(request.path).query).get("page", ["0"])[0]))
        elif path == "/sitemap.xml":
            send(request, sitemap(*(self.address(slug) for slug in self.listed())), "application/xml")
        elif slug in self.practices and language in ("", "fr", "es"):
            menu = {"fr": "Accueil", "es": "Inicio"}.get(language, "Home") + (
                f" {time.time_ns()}" if self.noise else ""
            )
            send(request, practice_page(self.practices[slug], menu), etag=self.etags)
        else:
            send(request, notice_page("Page not found", "The page could not be found."), status=404)

    def listed(self) -> list[str]:
        return [slug for slug in self.practices if slug not in self.unlisted]

    def listing_page(self, page: str) -> bytes:
        """One page of the listing: teasers without titles, and two pagers numbered in one value."""
        first, second = [int(part or 0) for part in (*page.split(","), "0")[:2]]
        slugs = self.listed()
        pages = max(1, -(-len(slugs) // PER_PAGE))
        shown = slugs[second * PER_PAGE : (second + 1) * PER_PAGE]
        rows = "".join(
            f'<div class="views-row"><a href="{language and "/" + language}/practice/{slug}#top">Read more</a></div>'
            for slug in shown
            for language in ("", *self.listed_languages)
        )
        calls, practices = pager(first, 3, f"{{}},{second}"), pager(second, pages, f"{first},{{}}")
        return f"""<!DOCTYPE html><html><head><title>Repository of Practices | Network</title></head><body>
<nav><a href="/">Home</a><a href="{LISTING}?23_objectives[0]=7">7 - Reduce vulnerabilities</a></nav>
<main><h1>Repository of Practices</h1>
<div class="view-content calls"><a href="/call/{first}">A call for practices</a></div>{calls}
<div class="view-content">{rows}</div>{practices}</main></body></html>""".encode()


def pager(current: int, pages: int, form: str) -> str:
    """Write a pager with numbers and "next"."""
    items = "".join(
        f'<li class="pager__item"><a href="?page={form.format(n).replace(",", "%2C")}">{n + 1}</a></li>'
        for n in range(max(0, current - 2), min(pages, current + 3))
    )
    after = form.format(current + 1).replace(",", "%2C")
    following = f'<li class="pager__item--next"><a href="?page={after}" rel="next">Next</a></li>'
    return f'<nav class="pager"><ul>{items}{following if current + 1 < pages else ""}</ul></nav>'


def sitemap(*addresses: str) -> bytes:
    places = "".join(f"<url><loc>{html.escape(address)}</loc></url>" for address in addresses)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()
    )


def send(
    request: BaseHTTPRequestHandler,
    body: bytes,
    content_type: str = "text/html; charset=utf-8",
    status: int = 200,
    *,
    etag: bool = False,
    **headers: str,
) -> None:
    """Send a whole answer; with an ETag, "not modified" where the client has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if etag and request.headers["If-None-Match"] == tag:
        status, body = 304, b""
    request.send_response(status)
    request.send_header("Content-Type", content_type)
    request.send_header("Content-Length", str(len(body)))
    if etag:
        request.send_header("ETag", tag)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def page(body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    """Give the same answer always."""
    return lambda request: send(request, body, content_type, status, **headers)


def redirect(to: str, status: int = 302) -> Answer:
    return lambda request: send(request, b"", status=status, Location=to)


def first_fail(times: int, failing: Answer, then: Answer) -> Answer:
    """Fails so many times, then answers."""
    left = [failing] * times
    return lambda request: (left.pop() if left else then)(request)


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, without end."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(100_000):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.02)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    """Header lines without end."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(3_000):
        request.wfile.write(f"X-{number}: 1\r\n".encode())
        request.wfile.flush()
        time.sleep(0.02)


def reset(request: BaseHTTPRequestHandler) -> None:
    """Reset the connection in the middle of the body."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.wfile.write(b"<html><h1>Half")
    request.wfile.flush()
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.close_connection = True
    request.connection.close()


def cut_off(body: bytes) -> Answer:
    """Half a page from a server that does not say how long it is."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        request.wfile.write(body[: len(body) // 2])
        request.close_connection = True

    return answer


def cut_gzip(body: bytes) -> Answer:
    """Compressed, and only half of it, though as long as is said."""
    packed = gzip.compress(body)
    return page(packed[: len(packed) // 2], Content_Encoding="gzip")


def gzipped(body: bytes) -> Answer:
    return page(gzip.compress(body), Content_Encoding="gzip")
