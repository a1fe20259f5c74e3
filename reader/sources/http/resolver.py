"""Resolve host names off the event loop and connect only to addresses the guard allows.

The address is checked after the look-up, so that a name that changes (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterable

import httpcore

from reader.sources.http.ssrf_guard import ForbiddenAddressError, is_inside, is_never, is_number

_MAX_ADDRESSES = 4
"""Addresses of one host that are tried."""
_ATTEMPT_SECONDS = 3.0
"""Limit for each address but the last: one family of a host may lead nowhere."""


async def resolve(host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109 - httpcore's
    """Return the addresses of a host in the system's order (RFC 6724), the families alternating.

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
    alternating = [a for pair in zip(first, second, strict=False) for a in pair]
    return list(dict.fromkeys([*alternating, *addresses]))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connect only to addresses that were checked after the name was resolved.

    Args:
        inside: whether addresses that are not of the public network are allowed.
    """

    def __init__(self, *, inside: bool) -> None:
        self._inside = inside
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of ``host`` that is allowed and answers.

        Raises:
            httpcore.ConnectError: none did; the cause is a ``ForbiddenAddressError`` or an ``OSError``.
            httpcore.ConnectTimeout: none did within ``timeout`` seconds.
        """
        try:
            addresses = await resolve(host, port, timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        allowed = [a for a in addresses if not is_never(a) and (self._inside or not is_inside(a))]
        if not allowed:
            refused = httpcore.ConnectError("refused")
            # Pools raise it again ``from None``, which leaves only its context.
            refused.__context__ = refused.__cause__ = ForbiddenAddressError(addresses[0])
            raise refused
        *others, last = allowed[:_MAX_ADDRESSES]
        for address in others:
            limit = _ATTEMPT_SECONDS if timeout is None else min(_ATTEMPT_SECONDS, timeout)
            try:
                return await self._backend.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._backend.connect_tcp(last, port, timeout, local_address, socket_options)
