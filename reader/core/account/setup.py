"""Add an account to the configuration once its server accepts the login; remove the account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit, urlunsplit

from reader.config import Settings
from reader.config.edit import change_account, set_account
from reader.config.settings import account_address, has_account
from reader.core.account.connection import open_connection, open_server
from reader.core.account.password import default_password_file, read_password, write_password
from reader.core.account.state import (
    AccountError,
    account_key,
)
from reader.core.subscriptions import ConfigChange, apply_config
from reader.locale.message import Message
from reader.remote.errors import UnreachableError

if TYPE_CHECKING:
    from reader.config.edit import Value
    from reader.core.session import Session


async def find_server(settings: Settings, password: str | None = None) -> Settings:
    """Log in to a server by address; return the settings with its kind and API address.

    Args:
        settings: with address, user and how to get the password.
        password: as it was typed; None to get it as the settings say.

    Raises:
        AccountError: there is no password.
        RemoteError: no server of a known kind took the login.
    """
    settings = settings._replace(account_url=clean_address(settings.account_url))
    password = await read_password(settings) if password is None else password
    async with open_connection(settings) as connection:
        try:
            server = await open_server(connection, settings, password)
            await server.login()
            await server.list_feeds()
        except UnreachableError as error:
            if error.message.key not in ("sync.unreachable", "sync.timeout"):
                raise
            raise UnreachableError(Message("account.unreachable", **error.message.args)) from error
        return settings._replace(account_kind=cast("Any", server.kind), account_url=server.base)


def clean_address(url: str) -> str:
    """Return a pasted address without blanks, user and password.

    Raises:
        AccountError: it is no http(s) address.
    """
    url = "".join(url.split())
    if not url:
        raise AccountError(Message("account.no_address"))
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https"):
        raise AccountError(Message("sync.bad_address", url=url))
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def add_account(
    session: Session, path: Path, settings: Settings, password: str | None = None
) -> ConfigChange:
    """Write an account into the configuration, a typed password into its own file; blocks.

    Raises:
        AccountError: there is an account already, or the password cannot be written.
        ConfigError: the configuration cannot be written.
    """
    now = session.settings
    if has_account(now):
        raise AccountError(Message("account.exists", user=now.account_user, url=account_address(now)))
    values: dict[str, Value] = {
        "kind": settings.account_kind,
        "url": settings.account_url,
        "user": settings.account_user,
    }
    if password is not None:
        write_password(password)
    for name in ("password_command", "ca_file", "client_cert"):
        if value := getattr(settings, f"account_{name}"):
            values[name] = value
    if settings.account_fetch != "server":
        values["fetch"] = settings.account_fetch
    if settings.account_headers:
        values["headers"] = settings.account_headers
    set_account(path, values)
    return ConfigChange(apply_config(session, path))


def set_fetch(session: Session, path: Path, fetch: str) -> ConfigChange:
    """Set ``Settings.account_fetch``: the server or this program fetches the feeds; blocks.

    Raises:
        ConfigError: the configuration cannot be written.
    """
    change_account(path, "fetch", fetch)
    return ConfigChange(apply_config(session, path))


def remove_account(session: Session, path: Path) -> ConfigChange:
    """Remove the account, with its password, from the configuration and library; blocks.

    Its news stay in the library, out of the lists unless saved.

    Raises:
        AccountError: there is none.
        ConfigError: the configuration cannot be written.
    """
    if not has_account(session.settings):
        raise AccountError(Message("sync.no_account"))
    account = account_key(session.settings)
    set_account(path, {})
    session.library.accounts.remove(account)
    session.reload_account_sources()
    Path(default_password_file()).unlink(missing_ok=True)
    return ConfigChange(apply_config(session, path))
