"""Run the command ``sources`` and its subcommands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.context import Context
from reader.cli.output import BOLD, DIM
from reader.cli.parser import UsageError
from reader.core.account.feeds import subscribe
from reader.core.account.state import account_key
from reader.core.check_source import check_addresses
from reader.core.errors import CoreError, no_such_source
from reader.core.schedule import address, redact
from reader.core.subscriptions import (
    ConfigChange,
    Subscriptions,
    discover_source,
    list_offers,
    list_subscriptions,
)
from reader.locale.message import LocalizedError, Message
from reader.model import Entry, Source, SourceHealth

if TYPE_CHECKING:
    from reader.core import Session
    from reader.locale.translator import Translator

PREVIEW = 5
"""Most headlines in the preview of a new source."""


def show_sources(context: Context) -> int:
    """List the followed sources with counts and health."""
    listed = list_subscriptions(context.session)
    if not listed:
        context.tell("cli.no_sources")
    for one in listed:
        source, health, total, unread = redact(one.source), one.health, one.total, one.unread
        if context.arguments.on("--json"):
            record = _record(source, health, total, unread, context.translate)
            context.out.json({**record, "account": one.account or None})
        elif context.out.tty:
            _row(context, source, health, total, unread)
        else:
            context.out.fields(
                source.id,
                source.name,
                address(source),
                str(total),
                str(unread),
                context.translate.sentence(health.error),
            )
    return 0


def _row(context: Context, source: Source, health: SourceHealth, total: int, unread: int) -> None:
    translate, out = context.translate, context.out
    success = health.last_success
    when = out.digits(f"{success.astimezone():%d-%m %H:%M}") if success else translate("cli.never")
    error = translate.sentence(health.error)
    state = translate("cli.off") if not source.enabled else error or when
    mark = "✗" if health.error else "✓" if health.last_success else "·"
    out.row(
        [
            (mark, 1, ""),
            (source.name, 24, BOLD),
            (source.id, 18, DIM),
            (out.digits(f"{unread}/{total}"), 11, ""),
            (state, 0, DIM),
        ]
    )


def _record(
    source: Source, health: SourceHealth, total: int, unread: int, translate: Translator
) -> dict[str, Any]:
    def when(time: datetime | None) -> str | None:
        return time.isoformat() if time else None

    return {
        "id": source.id,
        "name": source.name,
        "feed": source.feed,
        "listing": source.listing,
        "category": source.category,
        "language": source.language,
        "enabled": source.enabled,
        "total": total,
        "unread": unread,
        "last_success": when(health.last_success),
        "last_fetch": when(health.last_fetch),
        "due": when(health.due),
        "error": translate.sentence(health.error),
        "failures": health.failures,
        "entries_per_day": round(health.entries_per_day, 2),
    }


def add(context: Context) -> int:
    """Follow a pack, sources of the catalogue, or feeds discovered at addresses."""
    arguments = context.arguments
    name = arguments.text("--pack")
    if not name and not arguments.operands:
        raise UsageError(Message("usage.add"), "sources add")
    if arguments.on("--account"):
        return asyncio.run(_subscribe(context, arguments.operands))
    if name:
        _tell(context, _subscriptions(context).follow_pack(name))
    return asyncio.run(_add_all(context, arguments.operands)) if arguments.operands else 0


async def _subscribe(context: Context, urls: Sequence[str]) -> int:
    """Subscribe the sync account to feeds, now or when the server can be reached."""
    session, arguments = context.session, context.arguments
    title = arguments.text("--name") if len(urls) == 1 else ""
    failed = 0
    try:
        for url in urls:
            try:
                source = await session.run(subscribe, session, url, title, arguments.text("--category"))
            except LocalizedError as error:
                failed = context.fail(error)
            else:
                context.out.line(context.translate("cli.followed", name=source.name, id=source.id))
        return await _send_changes(context) or failed
    finally:
        await session.close()


async def _send_changes(context: Context) -> int:
    """Sync the changed subscriptions of the account; return the exit code."""
    from reader.core.account.sync import sync_account

    session = context.session
    if not await session.run(session.library.feed_changes.count, account_key(session.settings)):
        return 0
    try:
        result = await sync_account(session, confirm_removals=True)
    except LocalizedError as error:
        context.tell("cli.sent_later", why=error.message)
        return 0
    for note in result.notes:
        context.fail(note)
    return int(bool(result.notes))


def _subscriptions(context: Context) -> Subscriptions:
    return Subscriptions(context.session, context.config_path)


def _tell(context: Context, changed: ConfigChange) -> None:
    for source in changed.sources:
        context.out.line(context.translate("cli.followed", name=source.name, id=source.id))
    for note in changed.notes:
        context.tell(note)


async def _add_all(context: Context, items: Sequence[str]) -> int:
    from reader.sources.catalogue import builtin

    session, subscriptions = context.session, _subscriptions(context)
    catalogue = {source.id: source for source in builtin()}
    failed = 0
    try:
        for item in items:
            known = next((one for one in session.sources if item in (one.id, one.feed, one.listing)), None)
            if known is not None:
                context.tell("cli.followed_already", name=known.name, id=known.id)
                continue
            source = catalogue.get(item) or await _find_source(context, session, item)
            if source is None:
                failed = 1
                continue
            if known := next((one for one in session.sources if address(one) == address(source)), None):
                context.tell("cli.followed_already", name=known.name, id=known.id)
                continue
            try:
                changed = await asyncio.to_thread(subscriptions.follow, _as_wished(context, source))
            except CoreError as error:
                failed = context.fail(error)
            else:
                _tell(context, changed)
    finally:
        await session.close()
    return failed


def _as_wished(context: Context, source: Source) -> Source:
    name, category = context.arguments.text("--name"), context.arguments.text("--category")
    return replace(source, name=name or source.name, category=category or source.category)


async def _find_source(context: Context, session: Session, url: str) -> Source | None:
    """Return the source at an address after a preview; None, with an error written, without one."""
    from reader.sources import SourceError
    from reader.sources.catalogue import source_from_table
    from reader.sources.discovery import with_scheme

    if not (address := with_scheme(url)):
        context.fail(Message("cli.no_address", text=url))
        return None
    if context.arguments.on("--force"):
        return source_from_table({"feed": address})
    try:
        discovery = await discover_source(session, url)
    except SourceError as error:
        context.fail(error)
        return None
    source = discovery.source
    if source is None:
        context.fail(discovery.problem or Message("cli.nothing_found", url=url))
        return None
    _preview(context, discovery.preview.entries)
    return source


def _preview(context: Context, entries: Sequence[Entry]) -> None:
    if context.out.tty and entries:
        context.out.line(context.translate("cli.preview"))
        for entry in entries[:PREVIEW]:
            context.out.line(f"  • {entry.title}", style=DIM)


def remove(context: Context) -> int:
    """Unfollow sources; those of the account on its server."""
    for source in _subscriptions(context).unfollow(context.arguments.operands).sources:
        context.out.line(context.translate("cli.left", name=source.name, id=source.id))
    return asyncio.run(_close_after_sending(context))


def rename(context: Context) -> int:
    """Rename a source; return the exit code."""
    id, name = context.arguments.operands
    return _alter(context, id, "name", name, "said.renamed")


def move(context: Context) -> int:
    """Move a source to another folder; return the exit code."""
    id, folder = context.arguments.operands
    return _alter(context, id, "category", folder, "said.moved")


def _alter(context: Context, id: str, key: str, value: str, said: str) -> int:
    value = value.strip()
    if not value and key == "name":
        raise UsageError(Message("usage.no_name"), "sources rename")
    changed = _subscriptions(context).alter(id, key, value)
    folder = value or context.translate("source.no_folder")
    name = value if key == "name" else changed.sources[0].name
    context.out.line(context.translate(said, name=name, folder=folder))
    return asyncio.run(_close_after_sending(context))


async def _close_after_sending(context: Context) -> int:
    try:
        return await _send_changes(context)
    finally:
        await context.session.close()


def test(context: Context) -> int:
    """Fetch sources without storing, and write which of their addresses work."""
    session = context.session
    ids = context.arguments.operands or [source.id for source in session.sources if source.enabled]
    for id in ids:
        if session.source(id) is None:
            return context.fail(no_such_source(id, session.sources))
    return asyncio.run(_test_all(context, session, ids))


async def _test_all(context: Context, session: Session, ids: Sequence[str]) -> int:
    failed = 0
    try:
        for id in ids:
            source = session.source(id)
            assert source is not None
            context.status.show(source.name)
            trials = await check_addresses(session, source)
            context.status.clear()
            failed |= not any(trial.entries for trial in trials)
            if not context.arguments.on("--json"):
                context.out.line(f"{source.name} ({source.id})", style=BOLD)
            for trial in trials:
                way = context.translate(f"cli.way.{trial.way}")
                if context.arguments.on("--json"):
                    fields = {name: getattr(trial, name) for name in ("way", "url", "entries", "characters")}
                    fields["note"] = context.translate.sentence(trial.note)
                    context.out.json(
                        {
                            "id": source.id,
                            "name": source.name,
                            **fields,
                            "error": context.translate.sentence(trial.error),
                        }
                    )
                elif trial.error:
                    context.out.line("  ✗ " + context.translate("cli.about", subject=way, text=trial.error))
                elif trial.way == "article":
                    context.out.line(
                        "  ✓ " + context.translate("cli.test_article", n=trial.characters, url=trial.url)
                    )
                else:
                    context.out.line(
                        "  ✓ " + context.translate("cli.test_good", way=way, n=trial.entries, url=trial.url)
                    )
                    if trial.note:
                        context.out.line(f"    {context.translate(trial.note)}", style=DIM)
    finally:
        await session.close()
    return int(failed)


def discover(context: Context) -> int:
    """Search an address for feeds and headlines."""
    return asyncio.run(_discover(context))


async def _discover(context: Context) -> int:
    url = context.arguments.operands[0]
    session = context.session
    try:
        discovery = await discover_source(session, url)
    finally:
        await session.close()
    for found in discovery.found:
        if context.arguments.on("--json"):
            context.out.json({**found.record, "entries": [entry.title for entry in found.preview[:PREVIEW]]})
            continue
        if not context.out.tty:
            context.out.fields(found.kind, found.url, found.title)
            continue
        context.out.line(f"{found.title} — {context.translate.isolate(found.url)}")
        for entry in found.preview[:PREVIEW]:
            context.out.line(f"  • {entry.title}", style=DIM)
    return 0 if discovery.found else context.fail(Message("cli.nothing_found", url=url))


def catalogue(context: Context) -> int:
    """List the newsrooms of the catalogue."""
    out = context.out
    for offer in list_offers(context.session):
        source, mark = offer.source, "✓" if offer.followed else " "
        if source is None:
            if out.tty and not context.arguments.on("--json"):
                out.row(
                    [(mark, 1, ""), (context.translate(f"pack.{offer.pack}"), 0, BOLD), (offer.pack, 20, DIM)]
                )
        elif context.arguments.on("--json"):
            fields = {
                name: getattr(source, name)
                for name in ("id", "name", "feed", "listing", "country", "language")
            }
            out.json({**fields, "pack": offer.pack, "followed": offer.followed})
        elif out.tty:
            out.row([(mark, 1, ""), (f"  {source.name}", 0, ""), (source.id, 20, DIM)])
        else:
            out.fields(source.id, offer.pack, source.name, address(source))
    return 0


def import_list(context: Context) -> int:
    """Follow the sources in an OPML file or newsboat's ``urls``."""
    path = Path(context.arguments.operands[0]).expanduser()
    _tell(context, _subscriptions(context).import_list(path))
    return 0


def export(context: Context) -> int:
    """Write the followed sources as OPML, without passwords."""
    from reader.core.export.writer import put
    from reader.sources import write_opml

    text = write_opml(map(redact, context.session.sources))
    if context.arguments.on("--output"):
        path = Path(context.arguments.text("--output")).expanduser()
        put(path, text.encode(), overwrite=context.arguments.on("--force"))
    else:
        context.out.write(text)
    return 0
