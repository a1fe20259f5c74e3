"""Fetch addresses by httpx: polite to hosts, bounded in time and size, redirects checked."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from reader import __version__
from reader.model import Source
from reader.sources.errors import FetchError
from reader.sources.http import error_mapping
from reader.sources.http.block_page import find_guard
from reader.sources.http.decompress import ENCODINGS, BrokenError, TooLongError, decode_content, is_compressed
from reader.sources.http.response import Fetched
from reader.sources.http.ssrf_guard import (
    host_of,
    is_inside,
    is_never,
    is_own_origin,
    may_go_inside,
    origin_of,
)
from reader.sources.sanitize import clean_line, clean_url

if TYPE_CHECKING:
    import httpx

    from reader.sources.http.part_file import PartFile

FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.6, */*;q=0.5"
)
PAGES = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
IMAGES = "image/avif;q=0.8, image/webp, image/png, image/jpeg, image/gif;q=0.8, image/*;q=0.5"
"""Values of ``Accept``."""
LIMIT = 16 << 20
"""Bytes of a body, as sent and as unpacked; the largest feeds of news are about 4 MB."""
USER_AGENT = f"Mozilla/5.0 (compatible; khabar/{__version__}; terminal news reader)"
_HOPS = 10
"""Redirects followed, as curl and browsers do within a factor of two."""
_PERMANENT = (301, 308)
_AROUND_LOCATION = " \t\"'<>"
_TEMPORARY = (300, 302, 303, 307)
_MAX_COOKIES = 180
"""Of one origin, as in browsers; beyond them a server has those of its last answer."""
_LONGEST_QUIET = 86_400.0
_HEAD = 64 << 10
"""Bytes of an error page that are looked at for who sent it."""
_SMALL = 64 << 10
"""Bytes unpacked on the event loop."""
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml|<rss|<feed|<rdf)", re.IGNORECASE)
"""How a feed begins; it is one under a status that HTTP does not have (999), too."""
_CLOSED = re.compile(
    rb"</(?:html|rss|feed|(?:rdf:)?RDF|urlset|sitemapindex)\s*+>(?:\s|<!--(?:[^-]|-(?!->))*+-->)*+\Z",
    re.IGNORECASE,
)
"""How a document ends that is all there, even if the connection closed without the last chunk."""
_TAIL = 8_192


class Client:
    """An asynchronous context manager; one for the program, used by all its fetches.

    Args:
        connect: seconds for a connection to come about.
        read: seconds between two pieces of an answer.
        total: seconds for the whole of an answer, redirects included, waiting for one's turn not.
        per_host: requests to one host of the public network at the same time.
        connections: connections at the same time, in all.
        proxy: address of a proxy; that of the environment when empty.
    """

    def __init__(
        self,
        *,
        connect: float = 10.0,
        read: float = 20.0,
        total: float = 60.0,
        per_host: int = 4,
        connections: int = 128,
        proxy: str = "",
    ) -> None:
        self._connect, self._read, self._total = connect, read, total
        self._proxy = proxy
        # The pools' own queues take time quadratic in their length.
        self._slots = asyncio.Semaphore(connections)
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._quiet: dict[tuple[str, str], float] = {}
        self._cookies: _Jars = {}
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Client:
        """Import httpx off the event loop; nothing is connected yet."""
        self._http = await asyncio.to_thread(self._make)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection; the client may not be used afterwards."""
        if self._http is not None:
            await self._http.aclose()

    def _make(self) -> httpx.AsyncClient:
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx

        from reader.sources.http.transport import Transport

        # Cookies are kept for the sources that ask for them, in jars of their own.
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        return httpx.AsyncClient(
            transport=Transport(self._proxy),
            cookies=no_cookies,
            follow_redirects=False,
            trust_env=False,
        )

    async def get(
        self,
        url: str,
        *,
        source: Source | None = None,
        etag: str = "",
        last_modified: str = "",
        limit: int | None = None,
        accept: str = FEEDS,
        user_added: bool = False,
        into: PartFile | None = None,
    ) -> Fetched:
        """Fetch an address.

        Args:
            url: http or https; a user name and password in it are sent to its host only, and shown nowhere.
            source: whose news it is; decides headers, user agent, cookies, and whether it may lead inside
                (``guard.may_go_inside``).
            etag: validator of the stored copy, from the last ``Fetched``.
            last_modified: the other validator.
            limit: bytes of the body; ``LIMIT`` when not given.
            accept: kinds of content, an ``Accept`` value.
            user_added: the person typed this very address, so it may be one inside.
            into: a file the body is written to as it is sent, in whatever time; the answer then has none.

        Raises:
            FetchError: there is no answer to use; says which host and why.
            FileError: the body cannot be written.
        """
        credentials, url = _split_credentials(url)
        origin, first = host_of(url), url
        moved, permanent = "", not credentials
        visited = {(url, "")}
        # Cookies of sources that ask for them are kept; those of others for the redirects of one fetch.
        jars = self._cookies if source and source.cookies else {}
        budget = self._total
        for _ in range(_HOPS + 1):
            host = host_of(url)
            inside = may_go_inside(source, host) or (user_added and host == origin)
            if is_never(host) or (is_inside(host) and not inside):
                raise error_mapping.forbidden(clean_line(origin), clean_line(host))
            headers = self._headers(url, source, accept, etag, last_modified)
            if into is not None:
                headers |= {"Accept-Encoding": "identity", **into.headers}
            if credentials and _site(url) == _site(first):
                headers["Authorization"] = credentials
            hop = _Hop(url, host, source.id if source else "", headers, inside, limit or LIMIT, into)
            async with AsyncExitStack() as turn:
                await self._take_turn(hop, turn)
                started = time.monotonic()
                answer = await self._ask(hop, jars, budget)
                budget -= time.monotonic() - started
            if isinstance(answer, Fetched):
                if answer.status == 304 and not (etag or last_modified):
                    raise error_mapping.unasked_304(host)
                return replace(answer, moved_to=moved)
            status, url = answer
            visit = url, _cookie(jars, hop.source, url)
            if visit in visited:
                break
            visited.add(visit)
            permanent = permanent and status in _PERMANENT and not _is_downgrade(first, url)
            moved = url if permanent else moved
        raise error_mapping.astray(clean_line(origin))

    def _headers(
        self, url: str, source: Source | None, accept: str, etag: str, last_modified: str
    ) -> dict[str, str]:
        headers = {
            "User-Agent": (source.user_agent if source else "") or USER_AGENT,
            "Accept": accept,
            "Accept-Encoding": ENCODINGS,
            "Accept-Language": f"{(source.language if source else '') or 'ar'}, en;q=0.4, *;q=0.2",
        }
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        # They may be credentials: for the origins they were written for, and no other.
        if source and is_own_origin(source, url):
            headers |= dict(source.headers)
        return headers

    async def _take_turn(self, hop: _Hop, turn: AsyncExitStack) -> None:
        """Wait until the host may be asked.

        Hosts inside are the person's own and need no politeness; those outside do, even when added by hand.
        """
        quiet = self._quiet.get((hop.host, hop.source), 0.0) - time.monotonic()
        if quiet > 0:
            raise error_mapping.left_alone(hop.name, quiet)
        if not is_inside(hop.host):
            await turn.enter_async_context(self._turns[hop.host])
        await turn.enter_async_context(self._slots)

    async def _ask(self, hop: _Hop, jars: _Jars, seconds: float) -> Fetched | tuple[int, str]:
        """Send one request; returns the answer, or the status and target of a redirect."""
        import httpcore
        import httpx

        assert self._http is not None, "used outside its context"
        timeout = {"connect": self._connect, "read": self._read, "write": self._read, "pool": None}
        jar = jars.get((hop.source, origin_of(hop.url)))
        try:
            request = httpx.Request(
                "GET", hop.url, headers=hop.headers, extensions={"timeout": timeout, "inside": hop.inside}
            )
            if jar is not None:
                jar.set_cookie_header(request)
            async with asyncio.timeout(max(seconds, 0.0) if hop.into is None else None):
                response = await self._http.send(request, stream=True)
                try:
                    if "set-cookie" in response.headers:
                        jar = jars.setdefault((hop.source, origin_of(hop.url)), httpx.Cookies())
                        jar.extract_cookies(response)
                        if len(jar.jar) > _MAX_COOKIES:
                            jar.clear()
                            jar.extract_cookies(response)
                    body, is_whole = await _read(response, hop)
                    if response.status_code in (*_PERMANENT, *_TEMPORARY) and "location" in response.headers:
                        return response.status_code, _target(hop, response.headers["location"])
                finally:
                    await response.aclose()
        except (
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
            httpcore.ProxyError,
            httpx.TransportError,
            httpx.InvalidURL,
            OSError,
            UnicodeError,
        ) as error:
            raise error_mapping.map_error(error, hop.name, self._total) from error
        return self._judge(hop, response, body, is_whole)

    def _judge(self, hop: _Hop, response: httpx.Response, body: bytes, is_whole: bool) -> Fetched:
        """Return a response that can be used; raise the error for any other."""
        status, headers = response.status_code, response.headers
        host = hop.name
        retry_after = _seconds(headers.get("retry-after", ""))
        if status in (429, 503) and retry_after:
            self._quiet[hop.host, hop.source] = time.monotonic() + retry_after
        content_type = clean_line(headers.get("content-type", ""))
        is_answer = 200 <= status < 300 or status == 304 or (status >= 600 and bool(_FEED.match(body)))
        guard = "Cloudflare" if "cf-mitigated" in headers else None
        if guard is None and not is_answer:
            guard = find_guard(body[:_HEAD].decode("utf-8", "replace"))
        if guard is not None:
            raise error_mapping.block_page(host, guard, status, retry_after)
        if not is_answer:
            raise error_mapping.of_status(status, host, retry_after)
        return Fetched(
            clean_url(hop.url),
            status,
            body,
            content_type,
            _validator(headers.get("etag", "")) if is_whole else "",
            _validator(headers.get("last-modified", "")) if is_whole else "",
            link=clean_line(headers.get("link", "")),
            refresh=clean_line(headers.get("refresh", "")),
            inside=hop.inside and _is_from_inside(response),
            retry_after=retry_after,
            whole=is_whole,
        )


_Jars = dict[tuple[str, tuple[str, str, int]], "httpx.Cookies"]
"""The cookies of each origin, by source."""


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request: an address without credentials, headers and limits."""

    url: str
    host: str
    source: str
    headers: dict[str, str]
    inside: bool
    limit: int
    into: PartFile | None = None

    @property
    def name(self) -> str:
        """Host and port as errors show them; a default port is not shown."""
        return clean_line(urlsplit(self.url).netloc) or clean_line(self.host)


async def _read(response: httpx.Response, hop: _Hop) -> tuple[bytes, bool]:
    """Read and decode a body up to the limit; of an error page only the beginning.

    Returns:
        The body, and whether it arrived to its end.
    """
    if 300 <= response.status_code < 600:
        with suppress(FetchError):
            return await _read_whole(response, hop.name, _HEAD)
        return b"", True
    if hop.into is not None:
        await hop.into.receive(response, hop.name)
        return b"", True
    if _is_radio(response):
        # It has no end: what is there to be read is its name.
        name = clean_line(response.headers.get("icy-name", ""))
        return f"#EXTM3U\n#EXTINF:-1,{name}\n{hop.url}\n".encode(), True
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > hop.limit:
        raise error_mapping.too_long(hop.name, hop.limit)
    return await _read_whole(response, hop.name, hop.limit)


def _is_radio(response: httpx.Response) -> bool:
    """Whether an answer is the stream of an Icecast or SHOUTcast server."""
    kind = response.headers.get("content-type", "")
    return kind.startswith(("audio/", "application/ogg")) and any(
        name in response.headers for name in ("icy-name", "icy-br", "icy-metaint", "ice-audio-info")
    )


async def _read_whole(response: httpx.Response, host: str, limit: int) -> tuple[bytes, bool]:
    import httpcore

    body = bytearray()
    arrived = True
    try:
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > limit:
                raise error_mapping.too_long(clean_line(host), limit)
    except (httpcore.ReadError, httpcore.RemoteProtocolError):
        if not body:
            raise
        arrived = False
    encoding = response.headers.get("content-encoding", "")
    # Small bodies are unpacked at once: a thread costs more than they do.
    try:
        if len(body) < _SMALL or not is_compressed(body, encoding):
            unpacked, is_whole = decode_content(bytes(body), encoding, limit)
        else:
            unpacked, is_whole = await asyncio.to_thread(decode_content, bytes(body), encoding, limit)
        return unpacked, (arrived and is_whole) or bool(_CLOSED.search(unpacked[-_TAIL:]))
    except TooLongError as error:
        raise error_mapping.too_long(clean_line(host), limit) from error
    except BrokenError as error:
        raise error_mapping.broken(clean_line(host)) from error


def _cookie(jars: _Jars, source: str, url: str) -> str:
    """Return the cookies that would be sent with a request for an address."""
    import httpx

    jar = jars.get((source, origin_of(url)))
    if jar is None:
        return ""
    request = httpx.Request("GET", url)
    jar.set_cookie_header(request)
    return str(request.headers.get("cookie", ""))


def _is_from_inside(response: httpx.Response) -> bool:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return isinstance(address, tuple) and is_inside(str(address[0]))


def _split_credentials(url: str) -> tuple[str, str]:
    """Return the ``Authorization`` (RFC 7617) of an address, and the address without."""
    from base64 import b64encode

    try:
        parts = urlsplit(url.strip())
    except ValueError as error:
        raise error_mapping.not_http("") from error
    if parts.scheme not in ("http", "https"):
        raise error_mapping.not_http(clean_line(parts.scheme))
    bare = clean_url(parts.geturl())
    if not bare:
        raise error_mapping.not_http("")
    user, at, _ = parts.netloc.rpartition("@")
    if not at:
        return "", bare
    name, _, password = user.partition(":")
    pair = f"{unquote(name)}:{unquote(password)}".encode()
    return f"Basic {b64encode(pair).decode()}", bare


def _target(hop: _Hop, location: str) -> str:
    """Return the address a redirect leads to, without credentials."""
    with suppress(UnicodeError):  # servers write raw UTF-8 into the header, which arrives as latin-1
        location = location.encode("latin-1").decode()
    try:
        path, mark, query = location.strip(_AROUND_LOCATION).partition("?")
        joined = urljoin(hop.url, path.replace("\\", "/") + mark + query)
        scheme = urlsplit(joined).scheme
    except ValueError as error:
        raise error_mapping.not_http("") from error
    target = clean_url(joined)
    if not target:  # another scheme, or an address that is none: a port of 99999
        raise error_mapping.not_http("" if scheme in ("http", "https") else clean_line(scheme))
    return target


def _site(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _is_downgrade(before: str, after: str) -> bool:
    return before.startswith("https:") and not after.startswith("https:")


def _seconds(retry_after: str) -> float:
    """Return the seconds of a ``Retry-After`` (RFC 9110 10.2.3), at most a day; 0 without."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    value = retry_after.strip()
    if value.isascii() and value.isdecimal():
        seconds = float(value[:9])
    else:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, IndexError, TypeError, OverflowError):
            return 0.0
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_QUIET)


def _validator(value: str) -> str:
    """Return a validator unchanged if fit to be sent back, else ``""``."""
    return value if value.isascii() and value.isprintable() and len(value) <= 1_000 else ""
