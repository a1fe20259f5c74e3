"""The state of the account in one line."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.core.account.state import AccountState
from reader.locale.translator import Translator


def describe_account(state: AccountState, strings: Translator, *, short: bool = False) -> str:
    """Return the time of the last sync and the waiting changes, or its error unless ``short``."""
    waiting = [strings("status.waiting", n=state.queued)] if state.queued else []
    if state.error is not None:
        failed = "status.sync_failed_short" if short else "status.sync_failed"
        return " · ".join([strings(failed, why=state.error), *waiting])
    since = strings.since(state.synced, datetime.now(UTC))
    synced = strings("status.synced", since=since) if state.synced else strings("status.unsynced")
    return " · ".join([synced, *waiting])
