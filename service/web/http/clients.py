"""Clients, told apart without keeping who they are."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.requests import HTTPConnection

_NETWORK = 64
"""Bits of an IPv6 address that a client does not choose: the rest is its own to change."""


class ClientKeys:
    """Keys of clients for limits: an HMAC of the address under a secret of this process, which dies with it.

    Hashed alone, the addresses of IPv4 could be found by trying all of them.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def key(self, address: str) -> str:
        """Give the key of an address; those of one IPv6 network (/64) have one, and so has IPv4 in its IPv6 form."""
        return hmac.new(self._secret, _network(address).encode(), hashlib.sha256).hexdigest()

    def of_request(self, request: HTTPConnection) -> str:
        """Give the key of who asks; who has no address, as behind a Unix socket, is one client."""
        return self.key(request.client.host if request.client else "")


def _network(address: str) -> str:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, _NETWORK), strict=False))
