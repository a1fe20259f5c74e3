"""Run the commands ``account`` and ``sync``."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.output import BOLD, DIM
from reader.config.settings import account_address, has_account
from reader.core.account.state import AccountError, account_state, count_waiting, needs_person
from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

SILENT = timedelta(days=1)
"""Time since the last sync after which a failure that may pass is said."""


def show_account(context: Context) -> int:
    """Show the account, its last sync and its queue."""
    if not has_account(context.config.settings):
        return context.fail(AccountError(Message("sync.no_account")))
    state = account_state(context.library_session)
    synced = state.synced.astimezone() if state.synced else None
    if context.arguments.on("--json"):
        context.out.json(
            {
                "kind": state.kind,
                "url": state.url,
                "user": state.user,
                "fetch": state.fetch,
                "feeds": state.feeds,
                "queued": state.queued,
                "synced": synced.isoformat() if synced else None,
                "error": context.translate.sentence(state.error),
            }
        )
        return 0
    translate, digits = context.translate, context.out.digits
    when = digits(f"{synced:%d-%m-%Y %H:%M}") if synced else translate("cli.never")
    rows = [
        (state.user, state.url),
        (translate("account.state.synced"), when),
        (translate("account.state.queued"), digits(str(state.queued))),
        (translate("account.state.feeds"), digits(str(state.feeds))),
        (translate("account.state.fetch"), translate(f"account.fetch.{state.fetch}")),
    ]
    for name, value in rows:
        if context.out.tty:
            context.out.row([(name, 16, BOLD), (value, 0, DIM)])
        else:
            context.out.fields(name, value)
    for message in (state.error, state.note):
        if message is not None:
            context.tell(message)
    return 0


def add_account(context: Context) -> int:
    """Ask for user and password, log in, and write the account into the configuration."""
    from reader.config.edit import ConfigError
    from reader.core.account import setup as account_setup

    settings = context.config.settings
    if has_account(settings):
        exists = Message("account.exists", user=settings.account_user, url=account_address(settings))
        return context.fail(AccountError(exists))
    arguments = context.arguments
    url = arguments.operands[0].strip()
    user = (arguments.text("--user") or _ask(context, "account.user")).strip()
    command = arguments.text("--password-command")
    wanted = settings._replace(
        account_url=url,
        account_user=user,
        account_password_command=command,
        account_ca_file=arguments.text("--ca-file"),
        account_client_cert=arguments.text("--client-cert"),
        account_headers=tuple(arguments.texts("--header")),
        account_fetch="direct" if arguments.on("--direct") else "server",
    )
    password = None if command else _ask_password(context)
    try:
        found = asyncio.run(account_setup.find_server(wanted, password))
        account_setup.add_account(context.library_session, context.config_path, found, password)
    except (LocalizedError, ConfigError) as error:
        return context.fail(error)
    context.tell("account.added", user=user, url=found.account_url)
    return 0


def _ask(context: Context, key: str) -> str:
    """Ask for a line on standard error, which is never data."""
    context.err.write(context.translate(key))
    context.err.stream.flush()
    answer = sys.stdin.readline()
    if not (answer and sys.stdin.isatty()):  # no terminal ended the line of the question
        context.err.write("\n")
    return answer.rstrip("\n")


def _ask_password(context: Context) -> str:
    """Ask for a password without echo, or read one line from a pipe; return the password."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    return getpass(context.translate("account.password"), stream=context.err.stream)


def remove_account(context: Context) -> int:
    """Remove the account from configuration and library; its news stay."""
    from reader.core.account import setup as account_setup

    settings, session = context.config.settings, context.library_session
    if has_account(settings) and not context.arguments.on("--force"):
        question = context.translate(
            Message(
                "account.remove_ask",
                user=settings.account_user,
                url=account_address(settings),
                number=count_waiting(session),
            )
        )
        context.err.write(question)
        context.err.stream.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes", "نعم", "بەڵێ"):
            return 1
    try:
        account_setup.remove_account(session, context.config_path)
    except LocalizedError as error:
        return context.fail(error)
    context.tell("account.removed")
    return 0


def run_sync(context: Context) -> int:
    """Sync with the account; quiet unless something needs a person."""
    from reader.core.account.sync import sync_account

    def report(done: int, total: int, _new: Sequence[int], _is_old: bool) -> None:
        context.status.show(context.translate("sync.progress", done=done, total=total))

    async def run() -> int:
        session = context.library_session
        try:
            result = await sync_account(
                session, report=report, confirm_removals=context.arguments.on("--confirm-removals")
            )
        finally:
            await session.close()
        await _complete_saved(context)
        context.status.clear()
        if context.arguments.on("--json"):
            context.out.json(
                {
                    "feeds": result.feeds,
                    "new": len(result.new),
                    "pulled": result.pulled,
                    "pushed": result.pushed,
                    "refused": result.refused,
                    "waiting": result.waiting,
                    "requests": result.requests,
                }
            )
        for note in result.notes:
            context.tell(note)
        if result.refused:
            context.tell("sync.refused_marks", number=result.refused)
        return 0

    try:
        return asyncio.run(run())
    except LocalizedError as error:
        if not context.status.is_seen and _passes_by_itself(context, error):
            return 1
        return context.fail(error)


async def _complete_saved(context: Context) -> None:
    """Download the pending articles of stars and bookmarks."""
    bookmarks = context.library.bookmarks
    if not (bookmarks.pending() or bookmarks.pending_stars()):
        return
    from reader.core.bookmarks import complete_bookmarks

    session = context.session
    try:
        async with aclosing(complete_bookmarks(session)) as stages:
            async for _ in stages:
                pass
    finally:
        await session.close()


def _passes_by_itself(context: Context, error: LocalizedError) -> bool:
    """Return whether a failed sync needs no person, as the next one may succeed.

    Only soon after the last sync that succeeded; for syncs of cron, for example.
    """
    synced = account_state(context.library_session).synced
    is_new = synced is not None and datetime.now(UTC) - synced < SILENT
    return is_new and not needs_person(error.message)
