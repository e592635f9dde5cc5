"""Settings that make the links in answers and exports, told where no reader could follow them."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from service.cli.checks.check import Check, all_well, fail, warn
from service.settings import PREFIX, Settings

_LINKS = "links"
_CURE = f"Set {PREFIX}BASE_URL to the address that readers reach the service at, as https://practices.example.org."


def check_links(settings: Settings) -> Iterator[Check]:
    """Check where links lead: to this machine, they are of no use to readers on others."""
    address = settings.public_url
    host = urlsplit(address).hostname or ""
    serves_others = not _is_of_this_machine(settings.host) or _is_any(settings.host)
    said = f"{PREFIX}BASE_URL={settings.base_url}" if settings.base_url else f"{PREFIX}BASE_URL is empty"
    if _is_any(host) or (serves_others and _is_of_this_machine(host)):
        yield fail(
            _LINKS,
            address,
            f"{said} with {PREFIX}HOST={settings.host}: links lead to {address}, which is no address, or for each "
            f"reader the own machine. {_CURE}",
        )
    elif _is_of_this_machine(host):
        yield all_well(_LINKS, address, f"for readers on this machine; behind a proxy {_CURE[0].lower()}{_CURE[1:]}")
    elif address.startswith("http://"):
        yield warn(
            _LINKS,
            address,
            f"{said}: links lead to {address}, so that questions are sent unencrypted, and behind a proxy with TLS not "
            f"to the service itself. {_CURE}",
        )
    else:
        yield all_well(_LINKS, address, "in answers and exports")


def _is_any(host: str) -> bool:
    """Tell whether a host stands for all addresses of this machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _is_of_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
