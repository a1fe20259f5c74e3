"""A connection as httpcore wants it, on the event loop's own transports.

The one it brings goes through a layer for any event loop, which takes a third of the time of a request.
"""

from __future__ import annotations

import asyncio
import select
import ssl
from typing import Any

import httpcore

MOST = 1 << 18
"""Bytes that wait to be read until the other side is to send no more."""


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """What arrives from one address, and what is sent there; one task reads at a time."""

    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._arrived = bytearray()
        self._error: Exception | None = None
        self._is_over = self._is_gone = self._is_held = False
        self._reader: asyncio.Future[None] | None = None

    # To the one who asks

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        """Return what has arrived, at least a byte of it, or ``b""`` at the end.

        Raises:
            httpcore.ReadTimeout: nothing came for so long.
            httpcore.ReadError: the connection broke.
        """
        if not self._arrived and not self._is_over:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await self._reader
            except TimeoutError as error:
                raise httpcore.ReadTimeout(str(error)) from error
            finally:
                self._reader = None
        if not self._arrived and self._error is not None:
            raise httpcore.ReadError(str(self._error)) from self._error
        data = bytes(self._arrived[:max_bytes])
        del self._arrived[:max_bytes]
        if self._is_held and len(self._arrived) < MOST:
            self._is_held = False
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109
        """Send bytes, soon; requests are short, and who does not take them does not answer either.

        Raises:
            httpcore.WriteError: the connection is over.
        """
        if self._is_over:
            raise httpcore.WriteError(str(self._error or "closed")) from self._error
        self._transport.write(buffer)

    async def aclose(self) -> None:
        """Hang up."""
        if not self._is_gone:
            self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Speak TLS from now on.

        Raises:
            httpcore.ConnectError: the other side does not, or is not who it should be (``ssl.SSLError``).
            httpcore.ConnectTimeout: it took too long.
        """
        loop = asyncio.get_running_loop()
        if self._is_over:  # the loop would wait for an answer
            raise httpcore.ConnectError(str(self._error or "closed")) from self._error
        try:
            async with asyncio.timeout(timeout):
                secured = await loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if secured is None:
            raise httpcore.ConnectError("closed") from self._error
        self._transport = secured
        return self

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks for; an idle connection from which anything came is not used again."""
        if info == "is_readable":
            return self._is_over or bool(self._arrived) or _is_readable(self._transport)
        return self._transport.get_extra_info(_NAMES.get(info, info))

    # From the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came until it is read."""
        self._arrived += data
        if len(self._arrived) >= MOST and not self._is_held:
            self._is_held = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Take note that nothing more comes; the transport closes itself then."""
        self._is_over = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note of how it ended."""
        self._is_over = self._is_gone = True
        self._error = exc
        self._wake()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


def _is_readable(transport: asyncio.Transport) -> bool:
    """Tell whether anything came, its end as well, that the event loop did not see yet."""
    socket = transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0:  # its end was seen, and is about to be told
        return True
    seen = select.poll()
    seen.register(socket, select.POLLIN)
    return bool(seen.poll(0))


_NAMES = {"client_addr": "sockname", "server_addr": "peername"}


async def connect(address: str, port: int, timeout: float | None) -> Stream:  # noqa: ASYNC109
    """Connect to an address, a number.

    Raises:
        httpcore.ConnectError: it is not there, or refuses.
        httpcore.ConnectTimeout: it said nothing for so long.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            _, stream = await loop.create_connection(Stream, address, port)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(str(error)) from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    return stream
