"""The state of the account in one line."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.core.accounts import AccountState
from reader.locale.translator import Translator
from reader.store.serialization import unpack_message


def describe_account(state: AccountState, strings: Translator) -> str:
    """Return when the account was synced and how much waits, or why the last sync failed."""
    waiting = [strings("status.waiting", n=state.queued)] if state.queued else []
    if state.error:
        why = strings.sentence(unpack_message(state.error))
        return " · ".join([*waiting, strings("status.sync_failed", why=why)])
    since = strings.since(state.synced, datetime.now(UTC))
    synced = strings("status.synced", since=since) if state.synced else strings("status.unsynced")
    return " · ".join([synced, *waiting])
