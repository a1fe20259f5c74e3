"""Where news may not lead, and where a person's own sources may."""

import asyncio
import socket

import pytest

from reader.model import Source
from reader.sources.http.resolver import CheckedBackend, resolve
from reader.sources.http.ssrf_guard import (
    host_of,
    is_inside,
    is_loopback,
    is_never,
    is_own_origin,
    may_go_inside,
)

INSIDE = str.split("""
localhost localhost. LOCALHOST nas.local router.lan printer.home.arpa db.internal intranet
127.0.0.1 127.1 127.255.255.254 0x7f000001 2130706433 0177.0.0.1 10.0.0.1 10.255.0.1 172.16.0.1 172.31.255.255
192.168.1.1 100.64.0.1 0.0.0.0 0 169.254.169.254 224.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 203.0.113.9
::1 [::1] :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.1.2.3 2002:7f00:1::
127.0.0.1.nip.io a.10-0-0-1.nip.io 7f000001.sslip.io --1.sslip.io 192.168.1.1.xip.io localtest.me x.lvh.me
2002:c0a8:101:: 64:ff9b::7f00:1 64:ff9b::a00:1 metadata metadata.google.internal
""")
PUBLIC = str.split("""
baghdadtoday.news example.com 8.8.8.8 1.1.1.1 172.32.0.1 172.15.0.1 192.169.0.1 100.128.0.1 24.ae 1and1.de
4.cn 2606:4700:4700::1111 [2001:4860:4860::8888] ::ffff:8.8.8.8 64:ff9b::808:808
8.8.8.8.nip.io 08080808.sslip.io 2001-4860-4860--8888.sslip.io www.sslip.io nip.io mynip.io 10.0.0.1.example
localhost.example.com local.example
xn--mgbca7dzdo.xn--mgb9awbf 0x7f.example internal.example.com
""")


@pytest.mark.parametrize("host", INSIDE)
def test_address_inside_the_network_is_inside(host):
    assert is_inside(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_address_on_the_internet_is_public(host):
    assert not is_inside(host)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "::ffff:169.254.169.254",
        "metadata",
        "169-254-169-254.nip.io",
    ],
)
def test_address_of_the_machine_is_never_allowed(host):
    assert is_never(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.1", "example.com", "8.8.8.8"])
def test_address_on_a_network_is_not_never(host):
    assert not is_never(host)


def test_host_of_an_address_is_its_host():
    assert host_of("http://User:pw@Example.COM:80/x") == "example.com"
    assert host_of("http://[::1]:8080/") == "::1"
    assert host_of("http://[::1") == ""
    assert host_of("nonsense") == ""


def test_source_of_the_catalogue_never_goes_inside():
    assert not may_go_inside(Source("x", "x", feed="http://10.0.0.1/"), "10.0.0.1")
    assert not may_go_inside(None, "127.0.0.1")


def test_source_added_as_public_is_not_led_inside():
    public = Source("nas", "nas", feed="http://nas.example/feed", user_added=True)
    assert not may_go_inside(public, "nas.example"), "its owner changed where the name leads"
    assert not may_go_inside(public, "192.168.1.1"), "a public blog leads to the router"
    inside = Source("nas", "nas", feed="http://nas.example/feed", user_added=True, inside=True)
    assert may_go_inside(inside, "nas.example")
    assert not may_go_inside(inside, "192.168.1.1")
    at_home = Source("nas", "nas", feed="http://192.168.1.5/feed", user_added=True)
    assert may_go_inside(at_home, "192.168.1.5")
    assert may_go_inside(at_home, "192.168.1.6")
    imported = Source("nas", "nas", feed="http://192.168.1.5/feed")
    assert not may_go_inside(imported, "192.168.1.5")


@pytest.mark.parametrize(
    "host",
    [
        *(
            "192.0.0.1",
            "192.0.0.192",
            "192.88.99.1",
            "198.18.0.1",
            "203.0.113.9",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("fec0::1", "64:ff9b:1::a00:1", "::1.2.3.4", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1"),
        *(
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "fd00::1",
            "fe80::1%eth0",
            "2001:db8::1",
            "3fff::1",
            "100::1",
            "ff02::1",
        ),
        *("100.64.0.1", "0.0.0.0", "127.1", "0x7f.1", "2130706433", "017700000001"),
    ],
)
def test_address_inside_is_known_on_every_python(host):
    assert is_inside(host)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "2606:4700::1111", "192.0.1.1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_address_of_the_public_network_is_not_inside(host):
    assert not is_inside(host)


@pytest.mark.parametrize("host", ["１２７.0.0.1", "127。0。0。1", "１２７．０．０．１", "ⓛocalhost"])
def test_full_width_host_is_normalised(host):
    assert host_of(f"http://{host}/feed") in ("127.0.0.1", "localhost")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *((host, True) for host in ("127.0.0.1", "127.1", "::1", "localhost", "a.localhost")),
        *((host, False) for host in ("127.evil.example", "localhost.evil.example", "10.0.0.1")),
    ],
)
def test_loopback_is_this_machine_only(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://news.example/2", True),
        ("http://news.example:80/2", True),
        ("https://news.example/2", True),
        ("https://news.example:8443/2", False),
        ("http://news.example:8080/2", False),
        ("http://www.news.example/2", False),
    ],
)
def test_headers_go_to_the_origin_of_the_source(url, expected):
    assert is_own_origin(Source("n", "n", feed="http://news.example/feed"), url) is expected


def test_headers_never_go_from_https_to_http():
    assert not is_own_origin(Source("n", "n", feed="https://news.example/feed"), "http://news.example/feed")


def addresses(*found):
    return lambda host, port, **_: [(socket.AF_INET, 0, 0, "", (address, port)) for address in found]


async def test_public_name_that_resolves_inside_is_refused(monkeypatch, newsroom):
    """DNS rebinding: what counts is the address that is connected to."""
    import httpcore

    monkeypatch.setattr(socket, "getaddrinfo", addresses("127.0.0.1"))
    port = int(newsroom.url.rpartition(":")[2])
    with pytest.raises(httpcore.ConnectError) as error:
        await CheckedBackend(inside=False).connect_tcp("rebound.example", port)
    assert "127.0.0.1" in str(error.value.__cause__)
    stream = await CheckedBackend(inside=True).connect_tcp("rebound.example", port)
    await stream.aclose()


async def test_host_with_forbidden_addresses_connects_to_the_allowed(monkeypatch, newsroom):
    """And those that do not answer as well."""
    monkeypatch.setattr(socket, "getaddrinfo", addresses("169.254.169.254", "127.0.0.2", "127.0.0.1"))
    port = int(newsroom.url.rpartition(":")[2])
    stream = await CheckedBackend(inside=True).connect_tcp("several.example", port)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    await stream.aclose()


async def test_families_take_turns(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", addresses("::2", "::3", "1.1.1.1", "1.1.1.2", "::2"))
    assert await resolve("x.example", 80, 1) == ["::2", "1.1.1.1", "::3", "1.1.1.2"]


async def test_resolve_that_hangs_times_out(monkeypatch):
    """Neither the loop nor the end of the program: the thread is a daemon."""
    import threading

    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(30) and [])
    with pytest.raises(TimeoutError):
        await resolve("hangs.example", 80, 0.05)
    assert all(t.daemon for t in threading.enumerate() if t.name.startswith("resolve"))
    release.set()
    await asyncio.sleep(0)


async def test_name_no_resolver_takes(monkeypatch):
    with pytest.raises(socket.gaierror):
        await resolve("a" * 70 + ".example", 80, 1)
