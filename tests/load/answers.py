"""The answers of a snapshot that serves alone, to compare those with that come while snapshots are switched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.load.mix import Address

_TIME = re.compile(rb'"took_ms":[\d.]+|practices in [\d.]+ s\.')


def digest(status: int, body: bytes) -> str:
    """Give a short name to an answer, by which it is compared; how long it took is no part of it."""
    return f"{status} {hashlib.sha256(_TIME.sub(b'', body)).hexdigest()}"


def record(url: str, asked: Sequence[Address]) -> dict[str, str]:
    """Ask for everything once; the digests of the answers, by their paths."""
    return {address.path: digest(*_get(f"{url}{address.path}")) for address in asked}


def _get(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=120) as response:
            return response.status, response.read()
    except HTTPError as error:
        return error.code, error.read()
