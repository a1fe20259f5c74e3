"""Decide which hosts a source may lead to: those of the public network (SSRF guard)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.model import Source

if TYPE_CHECKING:
    import ipaddress

_INSIDE_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")
"""Names (and names under them) that never are of the public network: RFC 6761, 6762, 8375 and custom."""
_METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "instance-data"})
"""Names clouds give the address where a machine's own secrets are served."""


class ForbiddenAddressError(Exception):
    """An address a source may not lead to; the message is the address."""


def host_of(url: str) -> str:
    """Return the host of an address in lower case, ``""`` when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=1024)
def is_inside(host: str) -> bool:
    """Whether a host is, by its very name or number, not one of the public network.

    Numbers are read as resolvers read them: ``127.1``, ``0x7f000001`` and ``::ffff:10.0.0.1`` are inside.
    A public name that leads inside is found when it is resolved (``resolver``).
    """
    host = host.strip("[]").rstrip(".").lower()
    address = _address(host)
    if address is not None:
        return not address.is_global or address.is_multicast
    return (
        "." not in host
        or host in _METADATA_NAMES
        or host.endswith(tuple(f".{name}" for name in _INSIDE_NAMES))
    )


@lru_cache(maxsize=1024)
def is_never(host: str) -> bool:
    """Whether a host is link-local or where clouds keep machines' secrets: no news comes from there."""
    host = host.strip("[]").rstrip(".").lower()
    address = _address(host)
    return host in _METADATA_NAMES or (address is not None and address.is_link_local)


@lru_cache(maxsize=1024)
def is_number(host: str) -> bool:
    """Whether a host is an address in the usual spelling, with nothing to look up."""
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address a host is written as, or the one carried in it; None for a name."""
    import ipaddress
    import socket

    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        if not (host[:1].isdigit() and host.replace(".", "").isalnum()):
            return None
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    if isinstance(address, ipaddress.IPv6Address):
        # Mapped (RFC 4291), 6to4 (RFC 3056), NAT64 (RFC 6052).
        carried = address.ipv4_mapped or address.sixtofour
        if carried is None and address in ipaddress.IPv6Network("64:ff9b::/96"):
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return carried or address
    return address


def own_hosts(source: Source) -> frozenset[str]:
    """Return the hosts of the addresses a source was declared with."""
    return frozenset(host for url in (source.feed, source.listing, source.home) if (host := host_of(url)))


def may_go_inside(source: Source | None, host: str) -> bool:
    """Whether a request for this source may reach a host that is not public.

    Only for a source the person added by hand, and only to the hosts it was added with, or when it lives
    inside itself: a blog of the open network that was added by hand still may not lead to the router at home.
    """
    if source is None or not source.user_added:
        return False
    hosts = own_hosts(source)
    return host in hosts or any(map(is_inside, hosts))
