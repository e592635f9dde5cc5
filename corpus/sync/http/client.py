"""A polite client: one request at a time, paced, retried with patience, within limits of size and time."""

from __future__ import annotations

import asyncio
import logging
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
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from corpus.sync.errors import AddressError, FetchError, SiteError
from corpus.sync.http.decompression import DamagedError, TooLargeError, inflate
from corpus.sync.http.robots import Rules
from corpus.sync.http.transport import CheckedTransport
from corpus.sync.http.urls import Site

log = logging.getLogger(__name__)

_MOVED = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_HOPS = 5
_SILENCE = 20.0
"""Seconds without a byte after which a connection is given up."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is treated, and how much of it is taken."""

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
class Fetched:
    """What a site answered, after redirects; the body only of a good answer."""

    address: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    location: str = ""


class _BusyError(SiteError):
    """Worth another attempt, after so many seconds if the site names them."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class Client:
    """Fetches from one site. Every hop of a redirect is checked and paced like a request of its own."""

    def __init__(self, site: Site, manners: Manners) -> None:
        self.site = site
        self.rules = Rules()
        self._manners = manners
        self._ended = -inf
        self._runner = asyncio.Runner()  # asynchronous only because that can end an answer that drips
        self._http = httpx2.AsyncClient(
            transport=CheckedTransport(private=manners.private),
            headers={"user-agent": manners.user_agent, "accept-encoding": "gzip"},
            timeout=_SILENCE,
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
    ) -> Fetched:
        """The answer to a request, conditional where a version is known.

        :raises AddressError: the address, or one that it leads to, is not fetched.
        :raises FetchError: it could not be brought, for a reason of its own.
        :raises SiteError: the site fails, after as many attempts as manners allow.
        """
        headers = {"if-none-match": etag, "if-modified-since": last_modified}
        given = {name: value for name, value in headers.items() if value}
        seen = [address]
        while True:
            self.site.check(address)
            if not self.rules.allow(address):
                raise FetchError(f"{address}: robots.txt does not allow it.")
            answer = self._patiently(address, given, size or self._manners.size)
            if answer.status not in _MOVED or not answer.location:
                return answer
            address = _joined(address, answer.location)
            if address in seen or len(seen) > _HOPS:
                raise FetchError(f"{seen[0]}: redirects in a loop or more than {_HOPS} times, last to {address}.")
            seen.append(address)

    def _patiently(self, address: str, headers: dict[str, str], size: int) -> Fetched:
        retrying = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=stop_after_attempt(self._manners.attempts),
            wait=self._wait,
            reraise=True,
        )
        return retrying(self._once, address, headers, size)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, _BusyError) else 0.0
        return max(asked, self._manners.backoff * 2.0 ** (state.attempt_number - 1))

    def _once(self, address: str, headers: dict[str, str], size: int) -> Fetched:
        free_at = self._ended + max(self._manners.delay, self.rules.delay)
        time.sleep(max(0.0, free_at - time.monotonic()))
        began = time.monotonic()
        result = "failed"
        try:
            answer = self._runner.run(self._answer(address, headers, size))
            result = f"status={answer.status} bytes={len(answer.body)}"
            return answer
        except FetchError as error:
            result = f"error={str(error)!r}"
            raise
        finally:
            self._ended = time.monotonic()
            seconds = self._ended - began
            log.debug("fetch address=%s conditional=%s %s seconds=%.3f", address, bool(headers), result, seconds)

    async def _answer(self, address: str, headers: dict[str, str], size: int) -> Fetched:
        try:
            async with (
                asyncio.timeout(self._manners.seconds),
                self._http.stream("GET", address, headers=headers) as reply,
            ):
                self._check_busy(address, reply)
                return Fetched(
                    address,
                    reply.status_code,
                    await _body(reply, size) if reply.status_code == 200 else b"",
                    reply.headers.get("content-type", ""),
                    reply.headers.get("etag"),
                    reply.headers.get("last-modified"),
                    reply.headers.get("location", ""),
                )
        except TimeoutError:
            raise SiteError(f"{address}: not answered in full within {self._manners.seconds:g} seconds.") from None
        except httpx2.TransportError as error:
            raise _BusyError(f"{address}: {error or type(error).__name__}.") from None
        except httpx2.InvalidURL as error:
            raise AddressError(f"{address}: {error}.") from None

    def _check_busy(self, address: str, reply: httpx2.Response) -> None:
        if reply.status_code not in _BUSY:
            return
        message = f"{address}: the site answers {reply.status_code} {reply.reason_phrase}".rstrip()
        after = _seconds(reply.headers.get("retry-after", ""))
        if after > self._manners.patience:
            raise SiteError(f"{message} and asks to come back in {after:.0f} seconds.", leave_alone=True)
        raise _BusyError(f"{message}.", after)


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
        raise _BusyError(f"{address}: {error}.") from None
    # an answer that ends where the connection ends does not tell whether it is whole
    framed = "content-length" in reply.headers or "transfer-encoding" in reply.headers
    if not framed and is_html(reply.headers.get("content-type", "")) and b"</html" not in body[-4096:].lower():
        raise _BusyError(f"{address}: the page is cut off.")
    return body


def _decoded(raw: bytearray, encoding: str, address: str, size: int) -> bytes:
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{address}: the site answers in the encoding {encoding!r}, which was not asked for.")
    return inflate(bytes(raw), size)


def is_html(content_type: str) -> bool:
    """Whether a content type is that of a page."""
    return content_type.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location.strip()).partition("#")[0]
    except ValueError as error:
        raise AddressError(f"{base}: redirects to {location!r}, which is not an address ({error}).") from None


def _seconds(written: str) -> float:
    """How long a Retry-After asks to wait: a number of seconds or a date."""
    if written.strip().isdecimal():
        return float(written)
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
