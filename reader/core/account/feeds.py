"""Change the account's subscriptions: queued and shown at once, sent at the next sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config.settings import has_account
from reader.core.account.state import AccountError, account_key
from reader.core.errors import CoreError
from reader.locale.message import Message
from reader.remote.protocol import FeedEditor, FeedManager

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.model import Source


def subscribe(session: Session, url: str, title: str = "", folder: str = "") -> Source:
    """Subscribe the account to a feed; return its source, without items until the next sync.

    Raises:
        CoreError: no account, its server takes no subscriptions, or the address is followed or none.
    """
    from reader.sources.discovery import with_scheme

    _expect(session, FeedManager, "account.no_subscriptions")
    address = with_scheme(url.strip())
    if not address:
        raise CoreError(Message("core.not_web_address", url=url))
    for source in session.account_sources:
        if source.feed == address:
            raise CoreError(Message("core.followed_already", name=source.name))
    source = session.library.feed_changes.add(account_key(session.settings), address, title, folder)
    session.reload_account_sources()
    return source


def unsubscribe(session: Session, source: Source) -> None:
    """End the account's subscription to a feed; its entries stay in the library.

    Raises:
        CoreError: the server takes no subscriptions.
    """
    _expect(session, FeedManager, "account.no_subscriptions")
    session.library.feed_changes.leave(account_key(session.settings), source.id)
    session.reload_account_sources()


def rename(session: Session, source: Source, title: str) -> None:
    """Set the title of a feed of the account.

    Raises:
        CoreError: the server takes no titles.
    """
    _expect(session, FeedEditor, "account.no_renaming")
    session.library.feed_changes.rename(account_key(session.settings), source.id, title)
    session.reload_account_sources()


def move(session: Session, source: Source, folder: str) -> None:
    """Put a feed of the account into a folder; empty for none.

    Raises:
        CoreError: the server takes no folders.
    """
    _expect(session, FeedEditor, "account.no_renaming")
    session.library.feed_changes.move(account_key(session.settings), source.id, folder)
    session.reload_account_sources()


def _expect(session: Session, ability: type, key: str) -> None:
    """Check that there is an account, and that its server supports the change."""
    if not has_account(session.settings):
        raise AccountError(Message("sync.no_account"))
    from reader.core.account.connection import KINDS, client_class

    kind = session.settings.account_kind
    if kind in KINDS and not issubclass(client_class(kind), ability):  # type: ignore[arg-type]
        raise AccountError(Message(key))
