"""Addresses that may be fetched: of one host over http or https, on machines of the public internet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from corpus.sync.errors import AddressError

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{1,253}$)[^\W_](?:[\w-]{0,61}\w)?(?:\.\w(?:[\w-]{0,61}\w)?)*")
"""Labels with single dots between them: a folder is named after the host."""
_GLOBAL_IPV6 = ip_network("2000::/3")
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
"""Numbers of the IANA's registries of special purposes that Python takes for global, in some of its versions."""
_NAT64 = ip_network("64:ff9b::/96")
_LANGUAGE = re.compile(r"/([a-z]{2}(?:-[a-z]{2,4})?)(?=/)")
_KEPT = "/%:@!$&'()*+,;=~-._"
"""What stays as it is written in a path; ``%`` too, for paths come encoded."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its scheme, its host and its port."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> Site:
        """Take the site of an address.

        :raises AddressError: it is not an address of a page on the web.
        """
        parts = _split(address)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise AddressError(f"{address!r} is not an address of the web; give one that starts with https://.")
        if not (_NAME.fullmatch(parts.hostname) or _is_number(parts.hostname)):
            raise AddressError(f"{address!r}: {parts.hostname!r} is not the name of a host, such as www.example.org.")
        return cls(parts.scheme, parts.hostname, _port(parts))

    @property
    def name(self) -> str:
        """The host, with the port where it is not the usual one: fit for a folder."""
        host = self.host.replace(":", "-")
        return host if self.port == _PORTS[self.scheme] else f"{host}-{self.port}"

    def check(self, address: str) -> None:
        """Check that an address lies on this site.

        The other scheme is the same site at its usual port, but what was asked for over https stays on https.

        :raises AddressError: says what is wrong with it.
        """
        parts = _split(address)
        if parts.scheme not in _PORTS:
            raise AddressError(f"{address}: only http and https are fetched.")
        if parts.hostname != self.host:
            raise AddressError(f"{address}: another host than {self.host}, which is the only one asked.")
        if parts.username is not None or parts.password is not None:
            raise AddressError(f"{address}: addresses with a user name are not fetched.")
        if _port(parts) != self.port and _port(parts) != _PORTS[parts.scheme]:
            raise AddressError(f"{address}: another port than that of {self.name}.")
        if (self.scheme, parts.scheme) == ("https", "http"):
            raise AddressError(f"{address}: leads from https back to http.")

    def canonical(self, written: str, base: str) -> str | None:
        """Write a link as the one address that its page is known by; ``None`` for what leads elsewhere or nowhere.

        The scheme is the site's, fragments are dropped, letters are encoded.
        """
        try:
            parts = _split(urljoin(base, written.strip()))
            if parts.hostname != self.host or parts.scheme not in _PORTS or parts.username is not None:
                return None
            if _port(parts) not in (self.port, _PORTS[parts.scheme]):
                return None
            path = quote(parts.path, safe=_KEPT) or "/"
            query = urlencode(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else ""
        except (AddressError, ValueError):
            return None
        netloc = f"[{self.host}]" if ":" in self.host else self.host
        netloc += "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return urlunsplit((self.scheme, netloc, path, query, ""))


def split_language(address: str) -> tuple[str, str]:
    """Split the language prefix from an address: ``/fr/practice/x`` is ``/practice/x`` in ``fr``."""
    scheme, netloc, path, query, fragment = urlsplit(address)
    match = _LANGUAGE.match(path)
    path = path[match.end() :] if match else path
    return urlunsplit((scheme, netloc, path, query, fragment)), match[1] if match else ""


def check_public(host: str, machine: str) -> None:
    """Check that a machine is one of the public internet.

    :param machine: the number that the name of the host leads to.
    :raises AddressError: it is a loopback, private, link-local or otherwise special one.
    """
    number = _unwrap_ipv4(ip_address(machine.partition("%")[0]))
    is_special = any(number in network for network in _SPECIAL) or number.is_multicast
    if is_special or not number.is_global or (number.version == 6 and number not in _GLOBAL_IPV6):
        raise AddressError(
            f"{host} leads to {machine}, which is not on the public internet; "
            "to fetch from it nevertheless, set PRACTICES_SYNC_PRIVATE=true."
        )


def _is_number(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return host.replace("%", "").replace(":", "").replace(".", "").isalnum()


def _unwrap_ipv4(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Unwrap the IPv4 machine that an IPv6 number stands for, where it does."""
    if isinstance(number, IPv4Address):
        return number
    if number in _NAT64:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None) or number


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise AddressError(f"{address!r} is not an address: {error}.") from None


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise AddressError(f"{parts.geturl()}: the port is not a number that a port can have.") from None
