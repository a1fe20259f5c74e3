"""Send HTTP requests to a sync server: one origin, bounded answers, safe redirects.

A redirect of a request that changes something is followed only when it keeps method and body (307, 308), and
none to another host: credentials would be sent there.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from reader import __version__
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.remote.errors import (
    LoginError,
    RefusedError,
    RemoteError,
    ServerFailureError,
    TooLongError,
    UnexpectedAnswerError,
    UnreachableError,
)
from reader.sources.http import decompress

MAX_BODY_BYTES = 64 << 20
CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 60.0
"""Between two pieces of an answer: a server that loads a thousand items is slow."""
MAX_ANSWER_SECONDS = 600.0
"""For the whole of an answer, however slowly its pieces come."""
MAX_CLOCK_LEAD = timedelta(days=1)
"""Of the server's clock before ours."""
RETRY_SECONDS = 300.0
"""Wait when a server asks for a pause without a duration."""
MAX_WAIT_SECONDS = 86_400.0
FRESHRSS_API_OFF = "Service Unavailable!"
"""The whole body with which FreshRSS says that its API is switched off."""
NGINX_NO_CERTIFICATE = "No required SSL certificate was sent"
"""In the page of an nginx that wants a certificate of the client."""
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD LAYER FAILURE", "UNKNOWN_PROTOCOL", "HTTP_REQUEST")
"""Of the errors of a TLS client at a server that answers in plain text."""
_SECONDS = re.compile(r"[0-9]{1,12}(\.[0-9]*)?")
"""A whole number after the standard; Inoreader gives a fraction."""
_REDIRECTS = 5
_KEEPS_METHOD = (307, 308)
_MOVED = (301, 302, 303)

Form = Sequence[tuple[str, str]]


def server_address(url: str) -> str:
    """Return a typed server address with a scheme, without query, fragment and last slash."""
    url = url.strip()
    return (url if "://" in url else f"https://{url}").partition("?")[0].partition("#")[0].rstrip("/")


async def find_base(bases: Sequence[str], login: Callable[[str], Awaitable[bool]]) -> str:
    """Return the first address at which the login succeeds.

    Raises:
        UnreachableError: the server does not answer, or says to try later; no other address is tried.
        RemoteError: of the first address, or a refused login in place of it.
        UnexpectedAnswerError: no address failed, and none is the API.
    """
    failure: RemoteError | None = None
    for base in bases:
        try:
            if await login(base):
                return base
        except RemoteError as error:
            if is_final(error):
                raise
            if failure is None or isinstance(error, LoginError):
                failure = error
    raise failure or UnexpectedAnswerError(Message("sync.no_api"))


def is_final(error: RemoteError) -> bool:
    """Return whether an error makes further addresses or server kinds useless to try."""
    return isinstance(error, UnreachableError) and not isinstance(error, ServerFailureError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with its status."""

    status: int
    text: str
    headers: Mapping[str, str]

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            UnexpectedAnswerError: it is none, or a page.
        """
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise UnexpectedAnswerError(Message("sync.not_json")) from error

    def json_object(self, key: str, kind: type = list) -> dict[str, Any]:
        """Return the body as a JSON object in which ``key`` has a value of a kind.

        Raises:
            UnexpectedAnswerError: it is anything else; an empty list is no empty object.
        """
        data = self.json()
        if not isinstance(data, dict) or not isinstance(data.get(key), kind):
            raise UnexpectedAnswerError(Message("sync.shape", key=key))
        return data


class Connection:
    """An asynchronous context manager around one HTTP client.

    Args:
        headers: sent with every request: for a proxy with its own login, or an application key.
        ca_file: certificates trusted in addition to the system's.
        client_cert: file with a client certificate and its key.
        proxy: address; that of the environment when empty.
    """

    def __init__(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        ca_file: str = "",
        client_cert: str = "",
        proxy: str = "",
    ) -> None:
        self._headers = {"User-Agent": f"khabar/{__version__}", **(headers or {})}
        self._ca_file = ca_file
        self._client_cert = client_cert
        self._proxy = proxy
        self._clients: dict[bool, httpx.AsyncClient] = {}
        """By whether they speak TLS."""
        self._is_open = False
        self.requests = 0
        """How many were sent."""
        self._date = ""

    async def __aenter__(self) -> Connection:
        self._is_open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_open = False
        for client in self._clients.values():
            await client.aclose()

    async def _client(self, url: str) -> httpx.AsyncClient:
        """Return the client for an address; reading certificates takes a while and is left to https."""
        assert self._is_open, "used outside its context"
        proxies = [self._proxy, *getproxies().values()]
        has_tls = any(address.lower().startswith("https:") for address in (url, *proxies))
        if has_tls not in self._clients:
            context = await asyncio.to_thread(self._context) if has_tls else _trust_nobody()
            self._clients[has_tls] = httpx.AsyncClient(
                headers=self._headers,
                verify=context,
                proxy=self._proxy or None,
                follow_redirects=False,
                timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            )
        return self._clients[has_tls]

    def _context(self) -> ssl.SSLContext:
        context = httpx.create_ssl_context()
        for path, load in (
            (self._ca_file, context.load_verify_locations),
            (
                self._client_cert,
                lambda path: context.load_cert_chain(path, password=""),
            ),  # never asks for one
        ):
            try:
                if path:
                    load(path)
            except (OSError, ssl.SSLError) as error:
                why = describe(error) if isinstance(error, OSError) and error.errno else str(error)
                raise RemoteError(Message("sync.ca_file", path=path, why=why)) from error
        return context

    def server_time(self) -> datetime:
        """Return the server's clock at its last answer, or the local time without one."""
        ours = datetime.now(UTC)
        # A server clock far ahead would hide all changes until that time.
        return min(_http_date(self._date) or ours, ours + MAX_CLOCK_LEAD)

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address; see ``send``."""
        return await self.send("GET", url, headers=headers)

    async def post(self, url: str, form: Form, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a form, its fields in the order given; see ``send``."""
        body = urlencode(form).encode("ascii")
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self.send("POST", url, headers={**kind, **(headers or {})}, body=body)

    async def send_json(
        self, method: str, url: str, data: Any = None, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send JSON; see ``send``."""
        body = b"" if data is None else json.dumps(data).encode("ascii")
        kind = {"Content-Type": "application/json"} if body else {}
        return await self.send(method, url, headers={**kind, **(headers or {})}, body=body)

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send one request and return its whole answer, with any status below 500.

        Raises:
            UnreachableError: no answer, an incomplete one, or one that asks to try later.
            UnexpectedAnswerError: a redirect to another host, or an answer that is too long.
        """
        for _ in range(_REDIRECTS):
            answer = await self._send(method, url, headers or {}, body)
            target = answer.headers.get("location", "")
            if answer.status not in (*_KEEPS_METHOD, *_MOVED) or not target:
                return self._judge(answer, url)
            try:
                target = urljoin(url, target)
                is_same = _is_same_server(url, target)
            except ValueError as error:
                raise UnexpectedAnswerError(Message("sync.redirects")) from error
            if not is_same:
                host = urlsplit(target).hostname or target
                raise UnexpectedAnswerError(Message("sync.redirected", host=host))
            if answer.status in _MOVED and method != "GET":
                raise UnexpectedAnswerError(Message("sync.moved", url=target))
            url = target
        raise UnexpectedAnswerError(Message("sync.redirects"))

    async def _send(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        host = _host(url)
        client = await self._client(url)
        self.requests += 1
        try:
            request = client.build_request(method, url, headers=dict(headers), content=body or None)
            async with asyncio.timeout(MAX_ANSWER_SECONDS):
                response = await client.send(request, stream=True)
                try:
                    content = await _read(response)
                finally:
                    await response.aclose()
        except decompress.TooLongError as error:
            raise TooLongError(Message("sync.too_long", host=host)) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise UnreachableError(Message("sync.timeout", host=host)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            raise UnreachableError(Message("sync.bad_address", url=host)) from error
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise UnreachableError(self._explain(error, host)) from error
        self._date = response.headers.get("date", "")
        return Answer(response.status_code, content.decode("utf-8-sig", "replace"), response.headers)

    def _explain(self, error: Exception, host: str) -> Message:
        """Return why no answer came."""
        said = str(error).upper()
        if isinstance(error, httpx.ConnectError) and self._has_proxy(host) and "CERTIFICATE" not in said:
            return Message("sync.proxy", host=host)
        if isinstance(error, httpx.ProxyError):
            return Message("sync.proxy_login" if "407" in said else "sync.proxy", host=host)
        if "CERTIFICATE REQUIRED" in said.replace("_", " "):
            return Message("sync.client_cert", host=host)
        if "CERTIFICATE" in said:
            return Message("sync.certificate", host=host)
        if any(sign in said for sign in _NO_TLS):
            return Message("sync.no_tls", host=host)
        return Message("sync.unreachable", host=host)

    def _has_proxy(self, host: str) -> bool:
        """Return whether requests to a host go by a proxy, of the settings or the environment."""
        return bool(self._proxy or (getproxies() and not proxy_bypass(host)))

    def _judge(self, answer: Answer, url: str) -> Answer:
        """Return an answer; raise for one that says to try later."""
        host = _host(url)
        if answer.status == 407:
            raise UnreachableError(Message("sync.proxy_login", host=host))
        if answer.status == 400 and NGINX_NO_CERTIFICATE in answer.text:
            raise UnreachableError(Message("sync.client_cert", host=host))
        if answer.status == 503 and answer.text.strip() == FRESHRSS_API_OFF:
            raise UnreachableError(Message("sync.api_off"))
        if answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers):
            wait = _wait(answer.headers)
            raise UnreachableError(Message("sync.limited", host=host, n=int(wait)), wait)
        if answer.status >= 500:
            raise ServerFailureError(Message("sync.server_error", host=host, status=answer.status))
        return answer


async def _read(response: httpx.Response) -> bytes:
    """Return the body of an answer, its encodings undone here: httpx unpacks without a bound.

    Raises:
        decompress.TooLongError: it has more than ``MAX_BODY_BYTES``, as sent or unpacked.
        ValueError: it is damaged.
    """
    pieces = bytearray()
    async for piece in response.aiter_raw():
        pieces += piece
        if len(pieces) > MAX_BODY_BYTES:
            raise decompress.TooLongError
    encoding = response.headers.get("content-encoding", "")
    if not decompress.is_compressed(pieces, encoding):
        return bytes(pieces)
    body, is_whole = await asyncio.to_thread(
        decompress.decode_content, bytes(pieces), encoding, MAX_BODY_BYTES
    )
    if not is_whole:
        raise ValueError("the compressed body ends early")
    return body


def expect_success(answer: Answer) -> Answer:
    """Return an answer of a status below 400.

    Raises:
        LoginError: the login or the edit token is not valid any more.
        RefusedError: the server refused the request.
    """
    if answer.status in (401, 403):
        raise LoginError(Message("sync.login"))
    if answer.status >= 400:
        raise RefusedError(Message("sync.refused", status=answer.status))
    return answer


def expect_ok(answer: Answer) -> None:
    """Check that a change was taken.

    Raises:
        LoginError: the login or the edit token is not valid any more.
        RefusedError: the server refused this change.
        UnexpectedAnswerError: something else answered.
    """
    if expect_success(answer).text.strip().strip('"').upper() != "OK":
        raise UnexpectedAnswerError(Message("sync.not_ok"))


def _trust_nobody() -> ssl.SSLContext:
    """Return a TLS context without certificates, so that no https connection succeeds."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _host(url: str) -> str:
    """Return the host of an address for a person; the whole of one that cannot be read."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _http_date(value: str) -> datetime | None:
    """Return the time in a header, in UTC; None for anything else."""
    try:
        found = parsedate_to_datetime(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _wait(headers: Mapping[str, str]) -> float:
    for name in ("retry-after", "x-reader-limits-reset-after"):
        value = headers.get(name, "").strip()
        if _SECONDS.fullmatch(value):
            return min(float(value), MAX_WAIT_SECONDS)
        if until := _http_date(value):
            return min(max((until - datetime.now(UTC)).total_seconds(), 1.0), MAX_WAIT_SECONDS)
    return RETRY_SECONDS


def _is_same_server(one: str, other: str) -> bool:
    """Return whether a redirect stays on the server, at most from http to https."""
    a, b = urlsplit(one), urlsplit(other)
    if a.hostname != b.hostname:
        return False
    if a.scheme == b.scheme:
        return (a.port or 0) == (b.port or 0)
    return (a.scheme, b.scheme) == ("http", "https")
