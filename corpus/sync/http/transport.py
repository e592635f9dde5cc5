"""Connections to checked machines only, so that a name cannot lead elsewhere between the check and the connection."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from socket import SOCK_STREAM, gaierror

import httpx2

from corpus.sync.http.urls import check_public


class CheckedTransport(httpx2.AsyncHTTPTransport):
    """A transport that looks a host's name up itself, checks each machine behind it, and connects to the number.

    :param private: whether machines of private networks are let pass.
    """

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request to the first machine of its host that takes the connection."""
        host = request.url.host
        for machine in await self._machines(host, request.url.port):
            try:
                return await super().handle_async_request(_addressed_to(machine, request))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                refused = error
        raise refused

    async def _machines(self, host: str, port: int | None) -> list[str]:
        try:
            addresses = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
        except (gaierror, UnicodeError) as error:
            raise httpx2.ConnectError(f"the name {host} is not known ({error})") from None
        machines = list(dict.fromkeys(str(address[0]) for *_, address in addresses))
        if not self._private:
            for machine in machines:
                check_public(host, machine)
        return machines


def _addressed_to(machine: str, request: httpx2.Request) -> httpx2.Request:
    """Address a request to a number; the name stays in the header and in what the certificate must name."""
    extensions = dict(request.extensions)
    if not _is_ip_address(request.url.host):
        extensions["sni_hostname"] = request.url.host
    return httpx2.Request(
        request.method,
        request.url.copy_with(host=machine),
        headers=request.headers,
        stream=request.stream,
        extensions=extensions,
    )


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
