"""A real HTTP server on loopback that serves the agency of ``agency.py``, and misbehaves on purpose.

>>> with Newsroom() as newsroom:
...     newsroom.url            # http://127.0.0.1:PORT
...     newsroom.hits["/rss.xml"]

Good paths: ``/rss.xml`` (ETag and Last-Modified), ``/atom.xml`` (ETag), ``/feed.json`` (Last-Modified),
``/bare.xml`` (no validators), ``/ar`` and ``/lastnews`` (listing), ``/ar/news/<id>/<slug>``,
``/images/<id>.png``. The bad ones are in ``BAD`` at the end, each under ``/bad/<its name>``.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import inspect
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import agency

XML = "application/xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Request:
    """What a client asked: header names are lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]


@dataclass(slots=True)
class Reply:
    """A whole, well-behaved answer; 304 is given when the request's validators match."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    validators: str = ""
    """Any of ``etag`` and ``modified``, separated by a space."""
    encode: bool = True
    """Compress when the client takes gzip."""


Handler = Callable[..., Any]
"""``handler(request)`` returns Reply or bytes; ``async handler(request, writer)`` writes raw bytes itself."""


class Newsroom:
    """The server, in a thread of its own with an event loop of its own."""

    def __init__(
        self,
        *,
        now: datetime = agency.EVENING,
        stories: tuple[agency.Story, ...] = agency.STORIES,
        tls: bool = False,
    ) -> None:
        self.now = now
        self.stories = stories
        self.hits: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.most_at_once = 0
        """Requests that were being answered at the same time, at most."""
        self.latency = 0.0
        self.ca = b""
        """PEM of the authority that signed the certificate, which no client knows."""
        self._tls = self._make_tls() if tls else None
        self._routes: dict[str, Handler | Reply] = {}
        self._open = 0
        self._port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda *_: None)  # clients that hang up are what it is for
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="newsroom")

    def __enter__(self) -> Newsroom:
        self._thread.start()
        self.up()
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
        self._call(self._cancel())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def set_latency(self, seconds: float) -> None:
        """Wait so long before the first byte of every answer."""
        self.latency = seconds

    def add(self, path: str, answer: Handler | Reply | bytes, **reply: Any) -> str:
        """Answer ``path`` with this from now on; returns its whole address."""
        self._routes[path] = Reply(answer, **reply) if isinstance(answer, bytes) else answer
        return self.url + path

    def publish(self, *stories: agency.Story) -> None:
        """Put new stories in front of the others."""
        self.stories = (*stories, *self.stories)

    def down(self) -> None:
        """Refuse connections, dropping those that are open, as a host that went away."""
        self._call(self._close())

    def up(self) -> None:
        """Listen (again), at the same port."""
        self._call(self._listen())

    # The server

    def _call(self, coroutine: Any) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self._port, ssl=self._tls, backlog=1024, reuse_address=True
        )
        self._port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    async def _cancel(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while request := await self._read(reader):
                self._open += 1
                self.most_at_once = max(self.most_at_once, self._open)
                try:
                    if not await self._answer(request, writer):
                        break
                finally:
                    self._open -= 1
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Request | None:
        try:
            first = await reader.readexactly(1)
            if first == b"\x16":  # a TLS handshake: a server without TLS gives up at once
                return None
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.rstrip().split("\r\n")
        method, target, _ = first.split(" ", 2)
        path, _, query = target.partition("?")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        request = Request(method, unquote(path), query, headers)
        self.hits[request.path] += 1
        self.requests.append(request)
        return request

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection is to be closed."""
        if self.latency:
            await asyncio.sleep(self.latency)
        handler = self._routes.get(request.path) or self._built_in(request.path)
        if inspect.iscoroutinefunction(handler):
            with contextlib.suppress(ConnectionError):
                await handler(request, writer)
                await writer.drain()
            return False
        reply = handler(request) if callable(handler) else handler
        if isinstance(reply, bytes):
            reply = Reply(reply)
        writer.write(self._encode(request, reply))
        await writer.drain()
        return request.headers.get("connection") != "close"

    def _encode(self, request: Request, reply: Reply) -> bytes:
        headers = {"Content-Type": reply.type, **reply.headers}
        body, status = reply.body, reply.status
        etag = _etag(body)
        modified = format_datetime(self.now)
        if "etag" in reply.validators:
            headers["ETag"] = etag
        if "modified" in reply.validators:
            headers["Last-Modified"] = modified
        asked = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        if ("etag" in reply.validators and asked[0] == etag) or (
            reply.validators == "modified" and asked[1] == modified
        ):
            status, body = 304, b""
        elif body and reply.encode and "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        if request.method == "HEAD":
            body = b""
        if status != 304:
            headers.setdefault("Content-Length", str(len(body)))
        head = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        return f"HTTP/1.1 {status} {REASONS.get(status, 'Answer')}\r\n{head}\r\n".encode("latin-1") + body

    def _built_in(self, path: str) -> Handler | Reply:
        url, now, stories = self.url, self.now, self.stories
        match path:
            case "/rss.xml":
                return Reply(agency.rss(url, now, stories), type=XML, validators="etag modified")
            case "/bare.xml":
                return Reply(agency.rss(url, now, stories), type=XML)
            case "/atom.xml":
                return Reply(agency.atom(url, now, stories), type=XML, validators="etag")
            case "/feed.json":
                return Reply(
                    agency.json_feed(url, now, stories), type="application/json", validators="modified"
                )
            case "/" | "/ar" | "/lastnews":
                return Reply(agency.listing(url, now, stories))
        if path.startswith("/images/"):
            return Reply(agency.png(), type="image/png", encode=False)
        if path.startswith("/bad/"):
            return BAD.get(path.removeprefix("/bad/"), Reply(b"", 404))
        for story in stories:
            if path.startswith(f"/ar/news/{story.id}/"):
                return Reply(agency.page(story, url, now))
        return Reply("<h1>404</h1><p>الصفحة غير موجودة</p>".encode(), 404)

    def _make_tls(self) -> ssl.SSLContext:
        import trustme

        authority = trustme.CA()
        self.ca = authority.cert_pem.bytes()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        return context


@lru_cache(1000)
def _etag(body: bytes) -> str:
    """Return the validator of a body; a real server does not make it anew for every answer."""
    return f'"{hashlib.sha1(body).hexdigest()[:12]}"'


REASONS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    404: "Not Found",
    503: "Unavailable",
}


# Misbehaviour, each under /bad/<name>


def _head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "Connection: close", "", "")).encode("latin-1")


async def _slow_bytes(request: Request, writer: asyncio.StreamWriter) -> None:
    """One byte at a time, so that no single read ever times out."""
    body = agency.rss("http://127.0.0.1")
    writer.write(_head(f"Content-Type: {XML}", f"Content-Length: {len(body)}"))
    for byte in body:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.1)


async def _silent(request: Request, writer: asyncio.StreamWriter) -> None:
    """A connection that is taken and never answered."""
    await asyncio.sleep(600)


async def _stalled(request: Request, writer: asyncio.StreamWriter) -> None:
    """Half an answer, and then nothing."""
    body = agency.rss("http://127.0.0.1")
    writer.write(_head(f"Content-Type: {XML}", f"Content-Length: {len(body)}") + body[: len(body) // 2])
    await writer.drain()
    await asyncio.sleep(600)


async def _truncated_gzip(request: Request, writer: asyncio.StreamWriter) -> None:
    body = gzip.compress(agency.rss("http://127.0.0.1"))
    body = body[: len(body) // 2]
    writer.write(
        _head(f"Content-Type: {XML}", "Content-Encoding: gzip", f"Content-Length: {len(body)}") + body
    )


async def _truncated(request: Request, writer: asyncio.StreamWriter) -> None:
    """Fewer bytes than Content-Length said."""
    body = agency.rss("http://127.0.0.1")
    writer.write(_head(f"Content-Type: {XML}", f"Content-Length: {len(body)}") + body[: len(body) // 2])


async def _endless(request: Request, writer: asyncio.StreamWriter) -> None:
    """A body that never ends."""
    writer.write(_head(f"Content-Type: {XML}") + b"<?xml version='1.0'?><rss version='2.0'><channel>")
    item = "<item><title>خبر لا ينتهي</title></item>".encode() * 1000
    while True:
        writer.write(item)
        await writer.drain()


async def _gzip_bomb(request: Request, writer: asyncio.StreamWriter) -> None:
    """A megabyte that unpacks to a gigabyte."""
    writer.write(_head(f"Content-Type: {XML}", "Content-Encoding: gzip"))
    for _ in range(64):
        writer.write(_BOMB)
        await writer.drain()


_BOMB = gzip.compress(b"\0" * (16 << 20), 9)


async def _not_http(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")


async def _hang_up(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _headers_without_end(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(100_000):
        writer.write(b"X-Header-%d: " % n + b"a" * 1000 + b"\r\n")
        await writer.drain()


def _redirect(to: str, status: int = 302) -> Handler:
    return lambda request: Reply(b"", status, headers={"Location": to})


def _retry_after(status: int, value: str) -> Reply:
    return Reply("<h1>انتظر</h1>".encode(), status, headers={"Retry-After": value})


_CHALLENGE = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title></head>"
    "<body><div class='main-wrapper'><h1>news.example</h1><h2 id='challenge-running'>Checking if"
    " the site connection is secure</h2><noscript>Enable JavaScript and cookies to continue</noscript></div>"
    "<script>window._cf_chl_opt={cvId:'2'};</script><script src='/cdn-cgi/challenge-platform/h/g/x'></script>"
    "<div class='ray-id'>Ray ID: <code>7a1b2c3d4e5f</code></div></body></html>"
)

BAD: dict[str, Handler | Reply] = {
    "slow": _slow_bytes,
    "silent": _silent,
    "stalled": _stalled,
    "truncated-gzip": _truncated_gzip,
    "truncated": _truncated,
    "endless": _endless,
    "bomb": _gzip_bomb,
    "not-http": _not_http,
    "hang-up": _hang_up,
    "headers": _headers_without_end,
    "not-gzip": Reply(
        agency.rss("http://127.0.0.1"), type=XML, headers={"Content-Encoding": "gzip"}, encode=False
    ),
    "loop": _redirect("/bad/loop"),
    "ping": _redirect("/bad/pong"),
    "pong": _redirect("/bad/ping"),
    "to-feed": _redirect("/rss.xml"),
    "moved": _redirect("/rss.xml", 301),
    "moved-308": _redirect("/bad/moved", 308),
    "moved-then-found": _redirect("/bad/to-feed", 301),
    "to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "to-private": _redirect("http://10.0.0.1/feed"),
    "to-file": _redirect("file:///etc/hostname"),
    "to-javascript": _redirect("javascript:alert(1)"),
    "to-nowhere": Reply(b"", 302),
    "charset": Reply(
        agency.rss("http://127.0.0.1").decode().replace("utf-8", "windows-1256").encode(),
        type="application/xml; charset=iso-8859-1",
    ),
    "windows-1256": Reply(
        agency.rss("http://127.0.0.1")
        .decode()
        .replace("encoding='utf-8'", "")
        .encode("windows-1256", "replace"),
        type="text/xml",
    ),
    "304": Reply(b"", 304),
    "429": _retry_after(429, "120"),
    "429-date": lambda request: _retry_after(
        429, format_datetime(datetime.fromtimestamp(time.time() + 300, agency.BAGHDAD))
    ),
    "503": _retry_after(503, "60"),
    "500": Reply(b"boom", 500),
    "403": Reply(b"<h1>403</h1>", 403),
    "410": Reply(b"gone", 410),
    "empty": Reply(b"", type=XML),
    "page": Reply(
        "<!DOCTYPE html><html><head><title>صفحة</title></head><body><p>ليست خلاصة</p></body></html>".encode()
    ),
    "cloudflare": Reply(
        _CHALLENGE.encode(), 403, headers={"Server": "cloudflare", "cf-mitigated": "challenge"}
    ),
    "cloudflare-200": Reply(_CHALLENGE.encode(), 200),
    "escape": Reply(b"", 503, headers={"Retry-After": "\x1b]0;pwned\x07"}),
}
