"""The commands ``account`` and ``sync``."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.output import BOLD, DIM
from reader.core.account_connection import open_connection, open_server
from reader.core.accounts import (
    AccountError,
    account_key,
    account_state,
    has_account,
    read_password,
    write_password,
)
from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.config import Settings
    from reader.config.edit import Value


def show_account(context: Context) -> int:
    """Show the account, its last sync and its queue."""
    from reader.store.serialization import unpack_message

    if not has_account(context.config.settings):
        return context.fail(AccountError(Message("sync.no_account")))
    state = account_state(context.library_session)
    error = context.translate.sentence(unpack_message(state.error))
    note = context.translate.sentence(unpack_message(state.note))
    synced = state.synced.astimezone() if state.synced else None
    if context.arguments.on("--json"):
        context.out.json(
            {
                "kind": state.kind,
                "url": state.url,
                "user": state.user,
                "feeds": state.feeds,
                "queued": state.queued,
                "synced": synced.isoformat() if synced else None,
                "error": error,
            }
        )
        return 0
    translate = context.translate
    rows = [
        (state.user, state.url),
        (translate("account.state.synced"), f"{synced:%d-%m-%Y %H:%M}" if synced else translate("cli.never")),
        (translate("account.state.queued"), str(state.queued)),
        (translate("account.state.feeds"), str(state.feeds)),
    ]
    for name, value in rows:
        if context.out.tty:
            context.out.row([(name, 16, BOLD), (context.out.digits(value), 0, DIM)])
        else:
            context.out.fields(name, value)
    for sentence in (error, note):
        if sentence:
            context.tell(Message.verbatim(sentence))
    return 0


def add_account(context: Context) -> int:
    """Ask for user and password, log in, and write the account into the configuration."""
    from reader.config.edit import ConfigError, set_account

    settings = context.config.settings
    if has_account(settings):
        exists = Message("account.exists", user=settings.account_user, url=settings.account_url)
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
    )
    try:
        password = asyncio.run(read_password(wanted)) if command else _ask_password(context)
        kind, base = asyncio.run(_log_in(wanted, password))
        values: dict[str, Value] = {"kind": kind, "url": base, "user": user}
        if command:
            values["password_command"] = command
        else:
            write_password(password)
        if wanted.account_ca_file:
            values["ca_file"] = wanted.account_ca_file
        set_account(context.config_path, values)
    except (LocalizedError, ConfigError) as error:
        return context.fail(error)
    context.tell("account.added", user=user, url=base)
    return 0


async def _log_in(settings: Settings, password: str) -> tuple[str, str]:
    """Return the kind of the server and the address of its API."""
    async with open_connection(settings) as connection:
        server = await open_server(connection, settings, password)
        await server.login()
        await server.list_feeds()
        return server.kind, server.base


def _ask(context: Context, key: str) -> str:
    """Ask for a line on standard error, which is never data."""
    context.err.write(context.translate(key))
    context.err.stream.flush()
    return sys.stdin.readline().rstrip("\n")


def _ask_password(context: Context) -> str:
    """Ask for a password without showing it; a pipe gives it as the next line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    return getpass(context.translate("account.password"), stream=context.err.stream)


def remove_account(context: Context) -> int:
    """Take the account out of the configuration and the library; its news stay."""
    from pathlib import Path

    from reader.config.edit import set_account
    from reader.core.accounts import default_password_file

    settings = context.config.settings
    if not has_account(settings):
        return context.fail(AccountError(Message("sync.no_account")))
    account = account_key(settings)
    if not context.arguments.on("--force"):
        queued = context.library.accounts.count_queue(account)
        question = context.translate(
            Message("account.remove_ask", user=settings.account_user, url=settings.account_url, number=queued)
        )
        context.err.write(question)
        context.err.stream.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes", "نعم", "بەڵێ"):
            return 1
    set_account(context.config_path, {})
    context.library.accounts.remove(account)
    Path(default_password_file()).unlink(missing_ok=True)
    context.tell("account.removed")
    return 0


def run_sync(context: Context) -> int:
    """Sync with the account; quiet unless something needs a person."""
    from reader.core.sync import sync_account

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
        return context.fail(error)
