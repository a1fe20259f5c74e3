"""Rewrite HTTP/1 responses that browsers and curl read into the form h11 reads.

h11 refuses what servers send in life: blanks before a colon, names that are no tokens, ``Transfer-Encoding:
identity``, bare line feeds between chunks. HTTP/2 and everything else on a connection pass unchanged.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

_MAX_HEAD_BYTES = 65_536
_READ_BYTES = 65_536
_MAX_INFORMATIONAL = 100
"""Heads of 1xx before a response; servers send one or two."""
_MAX_CHUNK_LINE_BYTES = 8_192
_REQUEST = (b"GET ", b"CONNECT ")
_STATUS = re.compile(
    rb"[\r\n \t]*(?:[Hh][Tt][Tt][Pp]/(\d)(?:\.(\d))?|ICY)[ \t]+(\d{3})(?!\d)[ \t]?([^\r\n]*)"
)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = bytes(set(range(0x20)) - {0x09} | {0x7F})
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?", re.DOTALL)


class TolerantBackend(httpcore.AsyncNetworkBackend):
    """Connect by another backend, and read responses tolerantly."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host, as the other backend does."""
        stream = await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        return TolerantStream(stream)


class TolerantStream(httpcore.AsyncNetworkStream):
    """A connection on which the response to each HTTP/1 request is rewritten."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._response: _Response | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Return the next bytes of the response, ``b""`` at the end of the connection."""
        if self._response is None:
            return await self._stream.read(max_bytes, timeout)
        while True:
            data = await self._stream.read(max(max_bytes, _READ_BYTES), timeout)
            rewritten = self._response.feed(data) if data else self._response.end()
            if rewritten or not data:
                return rewritten

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send bytes; those of a request announce a response."""
        if buffer.startswith(_REQUEST):
            self._response = _Response()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """Begin TLS; a connection that speaks HTTP/2 then is left alone."""
        stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        session = stream.get_extra_info("ssl_object")
        is_http2 = session is not None and session.selected_alpn_protocol() == "h2"
        return stream if is_http2 else TolerantStream(stream)

    def get_extra_info(self, info: str) -> Any:
        """Return a property of the connection."""
        return self._stream.get_extra_info(info)


class _Response:
    """Rewriting of one response: its head, then its chunks if any."""

    def __init__(self) -> None:
        self._held = b""
        self._informational = 0
        self._is_body = False
        self._chunks: _Chunks | None = None

    def feed(self, data: bytes) -> bytes:
        """Return bytes as h11 reads them; ``b""`` while more is needed."""
        if self._is_body:
            return self._chunks.feed(data) if self._chunks else data
        self._held += data
        made = b""
        while self._held:
            start = len(self._held) - len(self._held.lstrip(b"\r\n"))
            end = _end_of_head(self._held, start)
            if end < 0:
                return made + (self.end() if len(self._held) > _MAX_HEAD_BYTES else b"")
            rewritten, is_informational, is_chunked = _rewrite_head(self._held[start:end])
            made += rewritten
            self._held = self._held[end:]
            if not is_informational:
                rest, self._held = self._held, b""
                self._is_body = True
                self._chunks = _Chunks() if is_chunked else None
                return made + (self.feed(rest) if rest else b"")
            self._informational += 1
            if self._informational > _MAX_INFORMATIONAL:
                raise httpcore.RemoteProtocolError("informational responses without end")
        return made

    def end(self) -> bytes:
        """Return the bytes held back; the connection ended, or the head is too long to be one."""
        held, self._held = self._held, b""
        self._is_body = True
        return self._chunks.end() if self._chunks else held


def _end_of_head(data: bytes, start: int) -> int:
    """Return where the body begins, -1 while the head is incomplete; accept bare line feeds."""
    ends = [
        at + len(blank) for blank in (b"\r\n\r\n", b"\n\n", b"\n\r\n") if (at := data.find(blank, start)) >= 0
    ]
    return min(ends, default=-1)


def _rewrite_head(head: bytes) -> tuple[bytes, bool, bool]:
    """Return a head as for h11, and whether informational (1xx) and whether chunked."""
    status = _STATUS.match(head)
    if status is None:
        return head, False, False
    major, minor, code, reason = status.groups()
    version = b"1.1" if major is not None and (major, minor) != (b"1", b"0") else b"1.0"
    headers: list[tuple[bytes, bytes]] = []
    for line in head[status.end() :].replace(b"\r", b"").split(b"\n"):
        if line[:1] in (b" ", b"\t") and headers:  # a folded line (RFC 9112 5.2)
            name, value = headers[-1]
            headers[-1] = name, value + b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        if colon and _NAME.fullmatch(name := name.strip()):
            headers.append((name, value.translate(None, _CONTROLS).strip()))
    is_chunked = any(n.lower() == b"transfer-encoding" and b"chunked" in v.lower() for n, v in headers)
    lengths = {v for n, v in headers if n.lower() == b"content-length"}
    kept = [(n, v) for n, v in headers if n.lower() not in (b"transfer-encoding", b"content-length")]
    if is_chunked:
        kept.append((b"Transfer-Encoding", b"chunked"))
    else:
        kept += [(b"Content-Length", value) for value in sorted(lengths) if value.isdigit()]
    lines = [b"HTTP/%b %b %b" % (version, code, reason.translate(None, _CONTROLS))]
    lines += [name + b": " + value for name, value in kept]
    is_informational = code.startswith(b"1") and code != b"101"
    return b"\r\n".join(lines) + b"\r\n\r\n", is_informational, is_chunked


class _Chunks:
    """The rewriting of a chunked body (RFC 9112 7.1)."""

    def __init__(self) -> None:
        self._held = b""
        self._left = 0
        """Bytes of the chunk that are still to come."""
        self._state = "size"

    def feed(self, data: bytes) -> bytes:
        """Return the body in ``data`` as one chunk, and the rest, as h11 reads them."""
        if self._state == "raw":
            return data
        data = self._held + data
        self._held = b""
        pieces: list[bytes] = []
        rest, at = b"", 0
        while at < len(data):
            if self._state == "data":
                pieces.append(data[at : at + self._left])
                at += len(pieces[-1])
                self._left -= len(pieces[-1])
                self._state = "data" if self._left else "size"
                continue
            newline = data.find(b"\n", at)
            if newline < 0:
                if len(data) - at > _MAX_CHUNK_LINE_BYTES:
                    rest = self._give_up(data[at:])
                else:
                    self._held = data[at:]
                break
            line = data[at:newline].rstrip(b"\r")
            if self._state == "trailer":
                at = newline + 1
                if not line:
                    self._state = "raw"
                    rest = b"0\r\n\r\n" + data[at:]
                    break
            elif not line.strip():  # the end of the chunk before
                at = newline + 1
            elif (size := _SIZE.fullmatch(line)) is None:
                rest = self._give_up(data[at:])
                break
            else:
                at = newline + 1
                self._left = int(size[1], 16)
                self._state = "data" if self._left else "trailer"
        # As one chunk: h11 takes 100 µs for each, and a server may send a byte in each.
        body = b"".join(pieces)
        return (b"%x\r\n%b\r\n" % (len(body), body) if body else b"") + rest

    def end(self) -> bytes:
        """Return the end of the body after the last chunk, else nothing."""
        if self._state == "trailer" or (self._state == "size" and self._held.strip() == b"0"):
            self._state = "raw"
            return b"0\r\n\r\n"
        return b""

    def _give_up(self, data: bytes) -> bytes:
        self._state = "raw"
        return data
