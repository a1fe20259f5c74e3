"""Tell the state of the account on a sync server, and hold the lock of its sync."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.config import Settings
from reader.config.settings import account_address
from reader.core.errors import CoreError
from reader.locale.message import Message
from reader.store.link_key import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.core.session import Session

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
