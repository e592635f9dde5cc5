"""A polite client: one request at a time, paced, retried with patience, within limits of size and time."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from math import inf
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx2
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from corpus.sync.errors import AddressError, FetchError, SiteError
from corpus.sync.http.decompression import DamagedError, TooLargeError, inflate
from corpus.sync.http.robots import RobotsRules
from corpus.sync.http.transport import CheckedTransport
from corpus.sync.http.urls import Site

log = logging.getLogger(__name__)

_REDIRECTS = (301, 302, 303, 307, 308)
_RETRYABLE = (408, 425, 429, 500, 502, 503, 504)
_MOST_REDIRECTS = 5
_REFRESH = re.compile(r"(\d{0,9})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(\S.*)", re.IGNORECASE)
_SOON = 10
"""Seconds; a page that is shown for longer is there to be read."""
_READ_TIMEOUT = 20.0
"""Seconds without a byte after which a connection is given up."""


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Politeness and limits: how a site is asked, and how much of it is taken."""

    user_agent: str = "PracticeSearch"
    delay: float = 1.0
    """Seconds between two requests, unless robots.txt asks for more."""
    attempts: int = 4
    backoff: float = 2.0
    """Seconds before the second attempt; doubled before each further one."""
    patience: float = 120.0
    """The longest wait, in seconds, that a site may ask for before it is left alone."""
    seconds: float = 60.0
    """The most time that one answer may take in all, however steadily it drips."""
    size: int = 10 * 2**20
    private: bool = False


@dataclass(frozen=True, slots=True)
class FetchResponse:
    """The response of a site, after redirects; the body only of a good one (200)."""

    address: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    location: str = ""


class _RetryableError(SiteError):
    """A failure worth another attempt, after so many seconds if the site names them."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class Client:
    """A client of one site. Every hop of a redirect is checked and paced like a request of its own."""

    def __init__(self, site: Site, policy: FetchPolicy) -> None:
        self.site = site
        self.rules = RobotsRules()
        self._policy = policy
        self._ended = -inf
        self._runner = asyncio.Runner()  # asynchronous only because that can end an answer that drips
        self._http = httpx2.AsyncClient(
            transport=CheckedTransport(private=policy.private),
            headers={"user-agent": policy.user_agent, "accept-encoding": "gzip"},
            timeout=_READ_TIMEOUT,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,  # no passwords of the environment
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._runner:
            self._runner.run(self._http.aclose())

    def get(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, size: int | None = None
    ) -> FetchResponse:
        """Fetch an address, conditionally where a version of it is known.

        :raises AddressError: the address, or one that it leads to, is not fetched.
        :raises FetchError: it could not be brought, for a reason of its own.
        :raises SiteError: the site fails, after as many attempts as the policy allows.
        """
        headers = {"if-none-match": etag, "if-modified-since": last_modified}
        given = {name: value for name, value in headers.items() if value}
        seen = [address]
        while True:
            self.site.check(address)
            if not self.rules.allow(address):
                raise FetchError(f"{address}: robots.txt does not allow it.")
            answer = self._fetch_with_retries(address, given, size or self._policy.size)
            location = answer.location if answer.status in _REDIRECTS else _refresh(answer)
            if not location or (answer.status == 200 and _redirect_target(address, location) == address):
                return answer  # a page that shows itself anew now and then is to be read
            address = _redirect_target(address, location)
            if address in seen or len(seen) > _MOST_REDIRECTS:
                raise FetchError(
                    f"{seen[0]}: redirects in a loop or more than {_MOST_REDIRECTS} times, last to {address}."
                )
            seen.append(address)

    def _fetch_with_retries(self, address: str, headers: dict[str, str], size: int) -> FetchResponse:
        retrying = Retrying(
            retry=retry_if_exception_type(_RetryableError),
            stop=stop_after_attempt(self._policy.attempts),
            wait=self._wait,
            reraise=True,
        )
        return retrying(self._fetch_once, address, headers, size)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, _RetryableError) else 0.0
        return max(asked, self._policy.backoff * 2.0 ** (state.attempt_number - 1))

    def _fetch_once(self, address: str, headers: dict[str, str], size: int) -> FetchResponse:
        free_at = self._ended + max(self._policy.delay, self.rules.delay)
        time.sleep(max(0.0, free_at - time.monotonic()))
        began = time.monotonic()
        result = "failed"
        try:
            answer = self._runner.run(self._request(address, headers, size))
            result = f"status={answer.status} bytes={len(answer.body)}"
            return answer
        except FetchError as error:
            result = f"error={str(error)!r}"
            raise
        finally:
            self._ended = time.monotonic()
            seconds = self._ended - began
            log.debug("fetch address=%s conditional=%s %s seconds=%.3f", address, bool(headers), result, seconds)

    async def _request(self, address: str, headers: dict[str, str], size: int) -> FetchResponse:
        try:
            async with (
                asyncio.timeout(self._policy.seconds),
                self._http.stream("GET", address, headers=headers) as reply,
            ):
                self._raise_if_retryable(address, reply)
                return FetchResponse(
                    address,
                    reply.status_code,
                    await _body(reply, size) if reply.status_code == 200 else b"",
                    reply.headers.get("content-type", ""),
                    reply.headers.get("etag"),
                    reply.headers.get("last-modified"),
                    reply.headers.get("location", ""),
                )
        except TimeoutError:
            raise SiteError(f"{address}: not answered in full within {self._policy.seconds:g} seconds.") from None
        except httpx2.TransportError as error:
            raise _RetryableError(f"{address}: {error or type(error).__name__}.") from None
        except httpx2.InvalidURL as error:
            raise AddressError(f"{address}: {error}.") from None

    def _raise_if_retryable(self, address: str, reply: httpx2.Response) -> None:
        if reply.status_code not in _RETRYABLE:
            return
        message = f"{address}: the site answers {reply.status_code} {reply.reason_phrase}".rstrip()
        after = _retry_after_seconds(reply.headers.get("retry-after", ""))
        if after > self._policy.patience:
            raise SiteError(f"{message} and asks to come back in {after:.0f} seconds.", leave_alone=True)
        raise _RetryableError(f"{message}.", after)


async def _body(reply: httpx2.Response, size: int) -> bytes:
    address = str(reply.request.url)
    too_large = FetchError(f"{address}: larger than {size / 2**20:g} MiB.")
    raw = bytearray()
    async for chunk in reply.aiter_raw():
        raw += chunk
        if len(raw) > size:
            raise too_large
    encoding = reply.headers.get("content-encoding", "identity").strip().lower()
    try:
        body = bytes(raw) if encoding == "identity" else _decoded(raw, encoding, address, size)
    except TooLargeError:
        raise too_large from None
    except DamagedError as error:
        raise _RetryableError(f"{address}: {error}.") from None
    # an answer that ends where the connection ends does not tell whether it is whole
    framed = "content-length" in reply.headers or "transfer-encoding" in reply.headers
    if not framed and is_html(reply.headers.get("content-type", "")) and b"</html" not in body[-4096:].lower():
        raise _RetryableError(f"{address}: the page is cut off.")
    return body


def _decoded(raw: bytearray, encoding: str, address: str, size: int) -> bytes:
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{address}: the site answers in the encoding {encoding!r}, which was not asked for.")
    return inflate(bytes(raw), size)


def is_html(content_type: str) -> bool:
    """Tell whether a content type is that of a page."""
    return content_type.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")


def _refresh(answer: FetchResponse) -> str:
    """Find where a page sends its readers on to by itself, and soon; empty where it is to be read."""
    if not is_html(answer.content_type) or b"refresh" not in answer.body.lower():
        return ""
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    for element in tree.css("meta[http-equiv][content]"):
        attributes = element.attributes
        sent_on = _REFRESH.fullmatch((attributes.get("content") or "").strip())
        is_refresh = (attributes.get("http-equiv") or "").strip().lower() == "refresh"
        if is_refresh and sent_on and float(sent_on[1] or 0) <= _SOON and not _in_noscript(element):
            return sent_on[2].strip("\"' ")
    return ""


def _in_noscript(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "noscript":
        parent = parent.parent
    return parent is not None


def _redirect_target(base: str, location: str) -> str:
    try:
        return urljoin(base, location.strip()).partition("#")[0]
    except ValueError as error:
        raise AddressError(f"{base}: redirects to {location!r}, which is not an address ({error}).") from None


def _retry_after_seconds(written: str) -> float:
    """Read how long a Retry-After asks to wait: a number of seconds or a date."""
    if written.strip().isdecimal():
        return float(written)
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
