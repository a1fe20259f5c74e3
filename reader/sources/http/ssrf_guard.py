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
_INSIDE_NETWORKS = (
    # IANA special-purpose registries (RFC 6890) and multicast; ``ipaddress`` knows others in each Python.
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
    *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
    *(
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
    ),
    *("5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
)
_LINK_LOCAL_NETWORKS = ("169.254.0.0/16", "fe80::/10")
_METADATA_ADDRESSES = ("fd00:ec2::254", "100.100.100.200", "192.0.0.192")
"""Where clouds other than by link-local addresses serve a machine's secrets."""
_HOME_NAMES = (".localtest.me", ".lvh.me")
_ADDRESS_NAMES = (".nip.io", ".sslip.io", ".xip.io", ".traefik.me", *_HOME_NAMES)
"""Names under them lead to the address written in them, or home: a proxy that looks them up would follow."""
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
"""Dots of IDNA (RFC 3490 3.1)."""


class ForbiddenAddressError(Exception):
    """An address a source may not lead to; the message is the address."""


def host_of(url: str) -> str:
    """Return the host of an address in lower case, ``""`` without one.

    Full-width letters, digits and dots are the usual ones, as a resolver takes them (UTS #46).
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.lower() if host.isascii() else _mapped(host)


def _mapped(host: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", host.translate(_DOTS)).lower()


def origin_of(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address (RFC 6454)."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "", "", 0
    return parts.scheme, host_of(url), port


@lru_cache(maxsize=1024)
def is_inside(host: str) -> bool:
    """Return whether a host is, by its very name or number, not one of the public network.

    Numbers are read as resolvers read them: ``127.1``, ``0x7f000001`` and ``::ffff:10.0.0.1`` are inside.
    A public name that leads inside is found when it is resolved (``resolver``).
    """
    host = host.strip("[]").rstrip(".").lower()
    address = _address(host) or _named_address(host)
    if address is not None:
        return any(
            address in network
            for network in _networks(_INSIDE_NETWORKS)
            if network.version == address.version
        )
    return (
        "." not in host
        or host in _METADATA_NAMES
        or host.endswith(tuple(f".{name}" for name in _INSIDE_NAMES))
    )


@lru_cache(maxsize=1024)
def is_never(host: str) -> bool:
    """Return whether a host is link-local or where clouds keep machines' secrets."""
    import ipaddress

    host = host.strip("[]").rstrip(".").lower()
    address = _address(host) or _named_address(host)
    if address is None:
        return host in _METADATA_NAMES
    return address in map(ipaddress.ip_address, _METADATA_ADDRESSES) or any(
        address in network
        for network in _networks(_LINK_LOCAL_NETWORKS)
        if network.version == address.version
    )


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    """Return whether a host is this machine: ``localhost`` or a loopback address."""
    host = host.strip("[]").rstrip(".").lower()
    address = _address(host)
    return address.is_loopback if address is not None else host == "localhost" or host.endswith(".localhost")


@lru_cache(maxsize=4)
def _networks(written: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    import ipaddress

    return tuple(map(ipaddress.ip_network, written))


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
    """Return the IP address a host is written as or carries inside; None for a name."""
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
        # Mapped (RFC 4291 2.5.5), 6to4 (RFC 3056), NAT64 (RFC 6052).
        carried = address.ipv4_mapped or address.sixtofour
        if carried is None and address in ipaddress.IPv6Network("64:ff9b::/96"):
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return carried or address
    return address


def _named_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address in a name of a wildcard DNS service; None for any other name."""
    import ipaddress
    import re

    found = f".{host}"
    if not found.endswith(_ADDRESS_NAMES):
        return None
    if match := re.search(r"[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.", found):
        written = ".".join(str(int(part)) for part in match.groups())
    elif match := re.search(r"[.-]([0-9a-f]{8})\.", found):
        written = ".".join(map(str, bytes.fromhex(match[1])))
    else:
        written = host.split(".")[-3:][0].replace("-", ":")
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        return ipaddress.ip_address("127.0.0.1") if found.endswith(_HOME_NAMES) else None


def own_hosts(source: Source) -> frozenset[str]:
    """Return the hosts of the addresses a source was declared with."""
    return frozenset(host for url in (source.feed, source.listing, source.home) if (host := host_of(url)))


def is_own_origin(source: Source, url: str) -> bool:
    """Return whether an address shares scheme, host and port with one of the source.

    ``https`` at its usual port counts for ``http`` at its own: a request there is only safer.
    """
    scheme, host, port = origin_of(url)
    own = {origin_of(each) for each in (source.feed, source.listing, source.home) if each}
    return bool(host) and (
        (scheme, host, port) in own or ((scheme, port) == ("https", 443) and ("http", host, 80) in own)
    )


def may_go_inside(source: Source | None, host: str) -> bool:
    """Return whether a request for this source may reach a host that is not public.

    Only for a source the person added, to an address that is inside by itself, or by a name that led inside
    when the source was added (``Source.inside``): a public name whose owner changes it does not lead home.
    A source that lives inside may lead to its neighbours; one of the open network may not.
    """
    if source is None or not (source.user_added or source.inside):
        return False
    hosts = own_hosts(source)
    return any(map(is_inside, hosts)) or (source.inside and host in hosts)
