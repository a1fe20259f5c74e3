"""How the HTTP client reaches hosts: looked up apart from the event loop, checked, connected as checked."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import ssl
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from urllib.parse import unquote, urlsplit

import httpcore

from reader.sources.http.ssrf_guard import Forbidden, is_inside, is_never, is_number
from reader.sources.http.stream import connect

_TRIES = 4
"""Addresses of one host that are tried."""
_PATIENCE = 3.0
"""Seconds for each address but the last: one family of a host may lead nowhere."""
SHARE = 4
"""Connections of one pool: httpcore looks at every connection for each unused one, after every answer."""
_IDLE = 15.0
"""Seconds an unused connection is kept."""

_PORTS = {"http": 80, "https": 443}
# Nothing to encode, no steps up or nowhere in the path, no name of a host that is not in ASCII.
_PLAIN = re.compile(
    r"(https?)://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::([0-9]{1,5}))?"
    r"((?:/(?!\.)(?:[A-Za-z0-9._~!$&()*+,;=:@-]++|%[0-9A-F]{2})*+)*"
    r"(?:\?(?:[A-Za-z0-9._~!$&()*+,;=:@/?-]++|%[0-9A-F]{2})*+)?)(?:#.*)?"
)

Patience = dict[str, float | None]
"""Seconds to ``connect``, ``read``, ``write`` and wait for a ``pool``."""
_Key = tuple[tuple[str, str, int | None], bool, int]
"""Origin, inside or not, share."""


async def resolve(host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109 - handed on
    """Return the addresses of a host, as the system orders them (RFC 6724), the families taking turns.

    In a daemon thread of its own: the loop's executor is joined at exit and shared with the library, and with
    no network a look-up may take half a minute.

    Raises:
        OSError: the look-up failed (``socket.gaierror``).
        TimeoutError: it took longer than ``timeout`` seconds.
    """
    if is_number(host):
        return [host]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(result: list[str] | OSError) -> None:
        if not answer.done():
            if isinstance(result, OSError):
                answer.set_exception(result)
            else:
                answer.set_result(result)

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            result: list[str] | OSError = [str(address[0]) for *_, address in found]
        except OSError as error:
            result = error
        except UnicodeError as error:
            result = socket.gaierror(socket.EAI_NONAME, str(error))
        try:
            loop.call_soon_threadsafe(settle, result)
        except RuntimeError:
            return  # the loop was closed meanwhile

    threading.Thread(target=look_up, daemon=True, name=f"resolve {host}").start()
    async with asyncio.timeout(timeout):
        addresses = await answer
    first = [a for a in addresses if (":" in a) == (":" in addresses[0])]
    second = [a for a in addresses if a not in first]
    turns = [a for pair in zip(first, second, strict=False) for a in pair]
    return list(dict.fromkeys([*turns, *addresses]))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses checked after the name was resolved, so that rebinding gains nothing."""

    def __init__(self, *, inside: bool) -> None:
        self._inside = inside

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - no pool here asks for one
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of ``host`` that is allowed and answers.

        Raises:
            httpcore.ConnectError: none did; its cause says why (``guard.Forbidden``, ``OSError``).
            httpcore.ConnectTimeout: none did in time.
        """
        try:
            addresses = await resolve(host, port, timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        allowed = [a for a in addresses if not is_never(a) and (self._inside or not is_inside(a))][:_TRIES]
        if not allowed:
            refused = httpcore.ConnectError("refused")
            # Pools raise it anew ``from None``, which leaves it its context only.
            refused.__context__ = refused.__cause__ = Forbidden(addresses[0])
            raise refused
        for address in allowed[:-1]:
            patience = _PATIENCE if timeout is None else min(_PATIENCE, timeout)
            try:
                return await connect(address, port, patience)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await connect(allowed[-1], port, timeout)


class Answer:
    """What a host answers; the body is still to be read."""

    def __init__(self, response: httpcore.Response) -> None:
        self.status = response.status
        self.raw = response.headers
        self.headers: dict[str, str] = {}
        """By their names in lower case; what comes several times is joined (RFC 9110 5.3)."""
        for raw_name, raw_value in response.headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            self.headers[name] = f"{self.headers[name]}, {value}" if name in self.headers else value
        self._response = response

    def pieces(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, encoded as it is."""
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        """Let go of the connection; what was not read is left."""
        await self._response.aclose()


class Transport:
    """Small connection pools, made when first needed: of each origin, inside and not; and each proxy.

    Requests say whether they may go inside (such connections are never used for others), and which pool of
    their origin's they use, so that none has more than ``SHARE``.
    """

    def __init__(self, connections: int, proxy: str = "") -> None:
        self._connections = connections
        self._pools: dict[_Key, httpcore.AsyncConnectionPool] = {}
        self._used: dict[_Key, float] = {}
        self._proxies: dict[str, httpcore.AsyncConnectionPool] = {}
        self._tls: asyncio.Future[ssl.SSLContext] | None = None
        environment = {"all": proxy} if proxy else _proxies()
        self._environment = {k: v for k, v in environment.items() if k in ("http", "https", "all") and v}

    async def get(
        self, url: str, headers: Mapping[str, str], *, inside: bool, share: int, patience: Patience
    ) -> Answer:
        """Send one request.

        Raises:
            httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError,
            UnicodeError, OSError: no answer came.
        """
        address = _address(url)
        scheme, host = address.scheme.decode(), address.host.decode()
        if proxy := self._proxy_for(scheme, host):
            pool = await self._through(proxy)
        else:
            pool = await self._pool(((scheme, host, address.port), inside, share))
        raw = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
        if "host" not in map(str.lower, headers):
            name = f"[{host}]" if ":" in host else host
            raw.insert(0, (b"Host", (f"{name}:{address.port}" if address.port else name).encode()))
        extensions = {"timeout": patience}
        return Answer(
            await pool.handle_async_request(
                httpcore.Request("GET", address, headers=raw, extensions=extensions)
            )
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in (*self._pools.values(), *self._proxies.values()):
            await pool.aclose()

    def _proxy_for(self, scheme: str, host: str) -> str:
        """Return the proxy for a host, ``""`` for none; this machine itself is never reached through one."""
        proxy = self._environment.get(scheme) or self._environment.get("all") or ""
        if not proxy or host == "localhost" or host.startswith("127.") or host == "::1":
            return ""
        from urllib.request import proxy_bypass

        if proxy_bypass(host):
            return ""
        return proxy if "://" in proxy else f"http://{proxy}"

    async def _through(self, proxy: str) -> httpcore.AsyncConnectionPool:
        if proxy not in self._proxies:
            try:
                parts = urlsplit(proxy)
                host, port = parts.hostname or "", parts.port
            except ValueError as error:
                raise httpcore.ProxyError(str(error)) from error
            kinds: dict[str, type[httpcore.AsyncHTTPProxy | httpcore.AsyncSOCKSProxy]] = {
                "http": httpcore.AsyncHTTPProxy,
                "https": httpcore.AsyncHTTPProxy,
                "socks5": httpcore.AsyncSOCKSProxy,
                "socks5h": httpcore.AsyncSOCKSProxy,
            }
            if parts.scheme not in kinds or not host:
                raise httpcore.ProxyError("no proxy")
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
            pool = kinds[parts.scheme](
                httpcore.URL(scheme=parts.scheme, host=host, port=port, target="/"),
                (user.encode(), password.encode()) if user or password else None,
                ssl_context=await self._context(),
                max_connections=self._connections,
                keepalive_expiry=_IDLE,
                http2=True,
            )
            self._proxies.setdefault(proxy, pool)
        return self._proxies[proxy]

    async def _pool(self, key: _Key) -> httpcore.AsyncConnectionPool:
        now = time.monotonic()
        self._used[key] = now
        if key not in self._pools:
            await self._close_unused(now)
            (scheme, _, _), inside, _ = key
            pool = httpcore.AsyncConnectionPool(
                ssl_context=await self._context() if scheme == "https" else None,
                max_connections=SHARE,
                max_keepalive_connections=SHARE,
                keepalive_expiry=_IDLE,
                http2=scheme == "https",
                network_backend=CheckedBackend(inside=inside),
            )
            self._pools.setdefault(key, pool)
        return self._pools[key]

    async def _close_unused(self, now: float) -> None:
        """Close pools nothing was asked of lately; by itself httpcore closes only in pools that are used."""
        unused = [k for k, pool in self._pools.items() if now - self._used[k] > _IDLE and _is_idle(pool)]
        for key in unused:
            await self._pools.pop(key).aclose()

    async def _context(self) -> ssl.SSLContext:
        """Read the trusted certificates, once, and not on the event loop: it takes some 25 ms."""
        if self._tls is None:
            self._tls = asyncio.ensure_future(asyncio.to_thread(_make_context))
        return await asyncio.shield(self._tls)


def _proxies() -> dict[str, str]:
    """Return the proxies of the environment, or of the system where it has settings for them."""
    if sys.platform not in ("darwin", "win32") and not any("_proxy" in name.lower() for name in os.environ):
        return {}  # to look for them takes loading an HTTP client
    from urllib.request import getproxies

    return getproxies()


def _is_idle(pool: httpcore.AsyncConnectionPool) -> bool:
    return all(connection.is_idle() or connection.is_closed() for connection in pool.connections)


def _make_context() -> ssl.SSLContext:
    import certifi

    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    return ssl.create_default_context(cafile=file if file or folder else certifi.where(), capath=folder)


def _address(url: str) -> httpcore.URL:
    """Return an address as it is sent: names of hosts in ASCII (RFC 5891), all else percent-encoded.

    Raises:
        httpcore.LocalProtocolError: it is none.
    """
    if plain := _PLAIN.fullmatch(url):  # nearly all
        scheme, host, port, target = plain.groups()
        number = int(port) if port else None
        if number == _PORTS[scheme]:
            number = None
        target = target if target.startswith("/") else f"/{target}"
        return httpcore.URL(scheme=scheme, host=host.lower(), port=number, target=target)
    import httpx  # late: it takes as long to load as all that is needed otherwise

    try:
        odd = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise httpcore.LocalProtocolError(str(error)) from error
    return httpcore.URL(scheme=odd.raw_scheme, host=odd.raw_host, port=odd.port, target=odd.raw_path)
