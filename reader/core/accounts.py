"""The account of a sync server: password, lock, state of its last sync."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.config import Settings, paths
from reader.config.settings import account_address
from reader.core.errors import CoreError
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.store.link_key import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.core.session import Session

COMMAND_SECONDS = 60
"""Time a password command may take: a password manager may ask for its own password."""


_PASSING = frozenset(
    f"sync.{name}"
    for name in (
        *("busy", "waiting", "limited", "timeout", "unreachable", "server_error", "not_ok"),
        "contradiction",  # of a list that changed while its pages were read
    )
)
"""Errors that go away by themselves, as far as anyone can know."""


class AccountError(CoreError):
    """The account cannot be used with its current settings."""


class SyncBusyError(AccountError):
    """Another program syncs the library now."""


class AccountState(NamedTuple):
    """State of the account in the library, without a request."""

    kind: str
    url: str
    user: str
    feeds: int
    queued: int
    """Changes that wait for the server."""
    synced: datetime | None
    error: Message | None
    """Of the last sync; None when it worked."""
    fetch: str = "server"
    """Who fetches the feeds: ``server`` or ``direct``."""
    note: Message | None = None
    """Why the server did not take the last change of a subscription; None when it took all."""


def account_key(settings: Settings) -> str:
    """Return the name of the account in the library: one for each server and user."""
    name = "\x1f".join((settings.account_url, settings.account_user))
    return f"{digest(name) or 0:016x}"


def account_state(session: Session) -> AccountState:
    """Return the state of the configured account."""
    settings, library = session.settings, session.library
    account = account_key(settings)
    at = library.facts.get("sync.at")
    return AccountState(
        settings.account_kind,
        account_address(settings),
        settings.account_user,
        len(library.accounts.feeds(account)),
        count_waiting(session),
        datetime.fromtimestamp(float(at), UTC) if at else None,
        library.facts.get_message("sync.error"),
        settings.account_fetch,
        library.facts.get_message("sync.note"),
    )


def needs_person(error: Message) -> bool:
    """Return whether a failed sync will fail again until a person does something."""
    return error.key.rsplit(".", 1)[0] not in _PASSING and error.key not in _PASSING


def count_waiting(session: Session) -> int:
    """Return how many changes wait for the account's server: marks, stars and subscriptions."""
    account = account_key(session.settings)
    return session.library.accounts.count_queue(account) + session.library.feed_changes.count(account)


async def read_password(settings: Settings) -> str:
    """Return the password of the account, from its command or file.

    Raises:
        AccountError: there is none.
    """
    if settings.account_password_command:
        return await asyncio.to_thread(_run_command, settings.account_password_command)
    return await asyncio.to_thread(_read_file, settings.account_password_file or default_password_file())


def _read_file(name: str) -> str:
    path = Path(name).expanduser()
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = describe(error)
        raise AccountError(Message("account.password_file", path=str(path), why=why)) from error


def _run_command(command: str) -> str:
    """Run a person's own command, never by a shell, and return its first line."""
    try:
        done = subprocess.run(  # noqa: S603 - a command line of the person's own configuration
            shlex.split(command), stdout=subprocess.PIPE, timeout=COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise AccountError(Message("account.password_command")) from error
    line = done.stdout.decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if done.returncode or not line:
        raise AccountError(Message("account.password_command"))
    return line


def default_password_file() -> str:
    """Return the file, readable by its owner only, for the password of ``khabar account add``."""
    return str(Path(paths().state) / "account-password")


def write_password(password: str) -> None:
    """Write the password file with mode 0600.

    Raises:
        AccountError: it cannot be written.
    """
    path = Path(default_password_file())
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(password + "\n")
    except OSError as error:
        raise AccountError(Message("file.unwritable", path=str(path), why=describe(error))) from error


@contextmanager
def sync_lock(session: Session) -> Iterator[None]:
    """Hold the lock of the library's sync.

    Raises:
        SyncBusyError: another program syncs it now.
    """
    import fcntl

    path = session.library.path
    handle = os.open(path.with_name(path.name + ".sync-lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SyncBusyError(Message("sync.busy")) from error
        yield
    finally:
        os.close(handle)
