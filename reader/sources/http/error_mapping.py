"""Map errors of httpx, httpcore, TLS and the system to a ``FetchError`` with a message."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from reader.locale.message import Message
from reader.sources.errors import FetchError
from reader.sources.http.ssrf_guard import ForbiddenAddressError
from reader.sources.sanitize import clean_line

_NO_ROUTE = frozenset(
    {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
)
_CERTIFICATE = {
    # OpenSSL's X509_V_ERR numbers.
    9: "fetch.certificate.early",
    10: "fetch.certificate.expired",
    18: "fetch.certificate.self_signed",
    19: "fetch.certificate.authority",
    20: "fetch.certificate.authority",
    62: "fetch.certificate.host",
    64: "fetch.certificate.host",
}
_STATUS = frozenset({401, 403, 404, 406, 408, 410, 429, 451, 500, 502, 503, 504})
"""Statuses that have a sentence of their own."""


def map_error(error: BaseException, host: str, seconds: float) -> FetchError:
    """Return the error to raise for one that httpx, httpcore or the system raised.

    Args:
        error: with its causes.
        host: as the reader knows it.
        seconds: the time the whole answer had.
    """
    import httpcore

    from reader.sources.http.proxy import ProxyUnreachableError

    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ProxyUnreachableError):
            return FetchError(Message("fetch.proxy_unreachable", proxy=str(cause), host=host))
    for cause in causes:
        match cause:
            case ForbiddenAddressError():
                return forbidden(host, str(cause))
            case ssl.SSLCertVerificationError():
                key = _CERTIFICATE.get(cause.verify_code, "fetch.certificate.unverified")
                return FetchError(Message(key, host=host))
            case ssl.SSLError():
                return FetchError(Message("fetch.tls", host=host))
            case socket.gaierror():
                return FetchError(Message("fetch.unknown_host", host=host), offline=True)
            case ConnectionRefusedError():
                return FetchError(Message("fetch.refused", host=host))
            case OSError() if cause.errno in _NO_ROUTE:
                return FetchError(Message("fetch.no_route", host=host), offline=True)
            case httpcore.ProxyError():
                return FetchError(_proxy_refusal(host, clean_line(str(cause))))
            case httpcore.ConnectTimeout():
                return FetchError(Message("fetch.no_answer", host=host))
            case httpcore.TimeoutException():
                return FetchError(Message("fetch.stopped", host=host))
            case TimeoutError() if cause is error:
                return FetchError(Message("fetch.deadline", host=host, n=round(seconds)))
            case httpcore.ReadError() | ConnectionResetError():
                return FetchError(Message("fetch.reset", host=host))
            case httpcore.RemoteProtocolError():
                if "complete message body" in str(cause):
                    return broken(host)
                return FetchError(Message("fetch.protocol", host=host))
    return FetchError(Message("fetch.unreachable", host=host))


def _proxy_refusal(host: str, why: str) -> Message:
    if why:
        return Message("fetch.proxy_refused", host=host, why=why)
    return Message("fetch.proxy", host=host)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the causes of an error, deepest first: the deepest says most."""
    seen: set[int] = set()
    waiting = [error]
    order: list[BaseException] = []
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        order.append(one)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting.extend(cause for cause in (one.__context__, one.__cause__) if cause is not None)
    yield from reversed(order)


def forbidden(host: str, address: str) -> FetchError:
    """Return the error for news that leads behind the reader's own door."""
    return FetchError(Message("fetch.private", host=host, address=address))


def not_http(url_scheme: str) -> FetchError:
    """Return the error for an address that is not http or https."""
    if not url_scheme:
        return FetchError(Message("fetch.no_scheme"))
    return FetchError(Message("fetch.scheme", scheme=f"{url_scheme}:"))


def of_status(status: int, host: str, retry_after: float) -> FetchError:
    """Return the error for an unsuccessful answer, by its status (RFC 9110 15)."""
    if status in _STATUS:
        key = f"fetch.status.{status}"
    elif 500 <= status < 600:
        key = "fetch.status.500"
    else:
        key = "fetch.status.redirect" if status < 400 else "fetch.status.unknown"
    return FetchError(Message(key, host=host, status=status), status=status, retry_after=retry_after)


def block_page(host: str, who: str, status: int, retry_after: float) -> FetchError:
    """Return the error for a page that stands in the way (a challenge, a block)."""
    return FetchError(blocked(host, who), status=status, retry_after=retry_after)


def blocked(host: str | Message, guard: str) -> Message:
    """Return the message on a block page of a host, with the guarding service if known."""
    if guard:
        return Message("fetch.block_page_by", host=host, guard=guard)
    return Message("fetch.block_page", host=host)


def too_long(host: str, limit: int) -> FetchError:
    """Return the error for an answer above the size limit."""
    return FetchError(Message("fetch.too_long", host=host, size=f"{limit / 1_048_576:.3g} MB"))


def broken(host: str) -> FetchError:
    """Return the error for an answer that arrived damaged or cut short."""
    return FetchError(Message("fetch.damaged", host=host))


def page_instead(host: str) -> FetchError:
    """Return the error for a web page where a sound or film was asked for."""
    return FetchError(Message("fetch.page_instead", host=host))


def astray(host: str) -> FetchError:
    """Return the error for redirects without end."""
    return FetchError(Message("fetch.redirects", host=host))


def unasked_304(host: str) -> FetchError:
    """Return the error for «not modified» when nothing was fetched before."""
    return FetchError(Message("fetch.unasked_304", host=host, status=304), status=304)


def left_alone(host: str, seconds: float) -> FetchError:
    """Return the error for a host that asked for a pause which has not ended."""
    return FetchError(Message("fetch.wait", host=host, n=round(seconds)), status=429, retry_after=seconds)
