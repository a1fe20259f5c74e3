"""Connect to the account's server and find the client of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from reader.config import Settings
from reader.core.account.state import AccountError
from reader.locale.message import Message
from reader.remote.connection import Connection, is_final
from reader.remote.errors import LoginError, RemoteError, UnexpectedAnswerError
from reader.remote.protocol import Credentials, Server

_CLIENTS = {
    "greader": "GoogleReader",
    "ttrss": "TinyTinyRss",
    "nextcloud": "NextcloudNews",
    "miniflux": "Miniflux",
    "fever": "Fever",
}
KINDS = tuple(_CLIENTS)
"""Kinds of servers in the order in which an address of unknown kind is tried."""
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def client_class(kind: str) -> Callable[[Connection, str, Credentials], Server]:
    """Return the client of a kind of server; only its module is loaded (``tests/bench sync``)."""
    made: Callable[[Connection, str, Credentials], Server] = getattr(
        import_module(f"reader.remote.{kind}"), _CLIENTS[kind]
    )
    return made


def open_connection(settings: Settings) -> Connection:
    """Return a connection for the account's server, to be entered.

    Raises:
        AccountError: a header of the account is none.
    """
    headers = {}
    for line in settings.account_headers:
        name, value = (part.strip() for part in line.partition(":")[::2])
        if not (_HEADER_NAME.fullmatch(name) and value and value.isascii() and value.isprintable()):
            raise AccountError(Message("account.bad_header"))
        headers[name] = value
    ca_file, client_cert = (
        str(Path(name).expanduser()) if name else ""
        for name in (settings.account_ca_file, settings.account_client_cert)
    )
    return Connection(headers=headers, ca_file=ca_file, client_cert=client_cert, proxy=settings.proxy)


async def open_server(connection: Connection, settings: Settings, password: str) -> Server:
    """Return the client of the account's server; with the kind ``auto`` each is tried in turn.

    Raises:
        RemoteError: of the kind ``auto``, none logs in.
    """
    credentials = Credentials(settings.account_user.strip(), password)
    url = settings.account_url
    if settings.account_kind in KINDS:
        return client_class(settings.account_kind)(connection, url, credentials)
    failure: RemoteError | None = None
    for kind in KINDS:
        server = client_class(kind)(connection, url, credentials)
        try:
            await server.login()
        except RemoteError as error:
            if is_final(error):
                raise
            if failure is None or (isinstance(error, LoginError) and not isinstance(failure, LoginError)):
                failure = error
            continue
        return server
    raise failure or UnexpectedAnswerError(Message("sync.no_api"))
