"""Run the command ``refresh``: fetch headlines and show progress."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.parser import UsageError
from reader.config.settings import has_account
from reader.core.bookmarks import complete_bookmarks
from reader.core.errors import no_such_source
from reader.core.hooks import HookRun, Hooks, run_hook
from reader.core.maintenance import prune_library
from reader.core.older_entries import fetch_older
from reader.core.progress import SaveState
from reader.core.queries import get_headline, get_headlines
from reader.core.refresh import refresh_sources
from reader.core.source_configuration import name_sources
from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.locale.translator import Translator


FAILURES_OF_A_BROKEN_SOURCE = 3
"""Failures in a row after which ``--quiet`` writes a source's error, once."""
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def run_refresh(context: Context) -> int:
    """Fetch headlines, and with ``--full`` the articles; show progress."""
    ids = context.arguments.operands or None
    for id in ids or ():
        if context.session.source(id) is None:
            return context.fail(no_such_source(id, context.session.sources))
    issue = Path(context.arguments.text("--epub")).expanduser()
    if context.arguments.on("--epub") and issue.exists():
        return context.fail(Message("file.exists", path=str(issue)))
    if not context.session.sources and not has_account(context.session.settings):
        return context.fail(Message("cli.no_sources"))
    if context.arguments.on("--older"):
        if not ids:
            raise UsageError(Message("cli.older_of_which"))
        return asyncio.run(_fetch_older(context, ids))
    return asyncio.run(_refresh(context, ids))


async def _fetch_older(context: Context, ids: Sequence[str]) -> int:
    session, tally = context.session, _Tally(context)
    try:
        async with aclosing(fetch_older(session, ids, context.arguments.number("--older", 1) or 1)) as steps:
            async for step in steps:
                tally.take(step)
                if step.note is not None:
                    context.tell(step.note)
    finally:
        context.status.clear()
        await session.close()
    return tally.finish()


async def _refresh(context: Context, ids: Sequence[str] | None) -> int:
    session = context.session
    tally = _Tally(context)
    hooks = Hooks(session)
    titles: dict[str, str] = {}
    try:
        refreshing = refresh_sources(
            session,
            ids,
            full=context.arguments.on("--full"),
            due=context.arguments.on("--due"),
            force=context.arguments.on("--force"),
            days=context.arguments.number("--days", 0) or 0,
            max_bytes=_bytes(context.arguments.text("--size")),
        )
        async with aclosing(refreshing) as steps:
            async for step in steps:
                tally.take(step)
                if due := hooks.collect(step):
                    await asyncio.to_thread(run_hooks, context, due)
                if step.title:
                    titles[step.source] = step.title
        await session.run(name_sources, context.config_path, titles)
        if has_account(session.settings) or any(rule.save or rule.tags for rule in session.settings.rules):
            await _complete_saved(context, session, hooks)
        if tally.knows_any:
            await session.run(prune_library, session)
        if context.arguments.on("--epub"):
            await session.run(_write_issue, context, session)
    finally:
        context.status.clear()
        await session.close()
    return tally.finish()


def _write_issue(context: Context, session: Session) -> None:
    """Write the news as one book."""
    from reader.core.digest import write_issue  # the book export takes 10 ms to import

    path = Path(context.arguments.text("--epub")).expanduser()
    title = f"{context.translate('digest.title')} — {datetime.now().astimezone():%d-%m-%Y}"
    days = context.arguments.number("--days", 1) or 1
    written = write_issue(session, path, days, title)
    if written:
        context.tell("cli.exported", n=written, path=str(path))
    else:
        context.tell("cli.no_issue", path=str(path))


async def _complete_saved(context: Context, session: Session, hooks: Hooks) -> None:
    """Download the articles that rules saved, and some of those with a star of the account."""
    async with aclosing(complete_bookmarks(session)) as stages:
        async for stage in stages:
            headline = await session.run(get_headline, session, stage.id)
            if stage.state is SaveState.WHOLE and headline is not None:
                await asyncio.to_thread(run_hooks, context, hooks.saved(headline))


def run_hooks(context: Context, due: Iterable[HookRun]) -> None:
    """Run commands of the configuration one after another; write why one failed."""
    for each in due:
        try:
            run_hook(each)
        except LocalizedError as error:
            context.tell("cli.hook_failed", name=each.name, why=error.message)


class _Tally:
    """Counts and output of the results of a refresh."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._is_quiet = context.arguments.on("--quiet")
        self._new = self._good = self._bad = self._offline = self._taken = self._size = 0
        self._has_told_pack = False
        self.knows_any = False
        """Whether a source has been read before: else there is nothing old."""

    def take(self, step: Progress) -> None:
        """Count one progress step and write its output."""
        context = self._context
        self._size = max(self._size, step.size)
        if step.stage == "articles" and not self._has_told_pack:
            self._has_told_pack = True
            self._tell_pack(step)
        if step.source:
            self.knows_any |= not step.first
            self._new += step.new
            if step.error:
                self._bad += 1
                self._offline += step.offline
                if not self._is_quiet or self._needs_a_person(step):
                    context.tell("cli.about", subject=step.name, text=step.error)
            elif step.stage == "headlines":
                self._good += 1
            else:
                self._taken += 1
            self._tell_hits(step)
            if step.note and not self._is_quiet:
                context.tell("cli.about", subject=step.name, text=step.note)
            if context.arguments.on("--json"):
                context.out.json(_progress_record(step, context.translate))
        if context.status.is_seen and not self._is_quiet:
            context.status.show(self._line(step))

    def _tell_pack(self, step: Progress) -> None:
        """Write how many articles fit the budget, before they are downloaded."""
        if not self._is_quiet:
            size = self._context.translate.size(step.expected)
            self._context.tell("cli.pack", number=step.total, available=step.available, size=size)

    def _tell_hits(self, step: Progress) -> None:
        """Write the new headlines of which a rule notifies."""
        notifying = {rule.name for rule in self._context.session.settings.rules if rule.notify}
        for hit in step.rules:
            for headline in (
                get_headlines(self._context.session, hit.entries) if hit.rule in notifying else ()
            ):
                self._context.tell(
                    "cli.rule_hit", rule=hit.rule, title=headline.title, name=headline.source_name
                )

    @staticmethod
    def _needs_a_person(step: Progress) -> bool:
        """Return whether a failure is lasting and was not written before."""
        return not step.offline and step.failures in (0, FAILURES_OF_A_BROKEN_SOURCE)

    def _line(self, step: Progress) -> str:
        translate = self._context.translate
        if step.stage == "articles":
            line = translate(
                "cli.downloading",
                done=step.done,
                total=step.total,
                size=translate.size(step.size),
                expected=translate.size(step.expected),
            )
        else:
            line = translate("cli.refreshing", done=step.done, total=step.total, new=self._new)
        if step.slow:
            return translate("cli.waiting_for", line=line, names=step.slow[:3])
        return line

    def finish(self) -> int:
        """Write the totals; return the exit code."""
        context = self._context
        if self._offline and not self._good and not self._is_quiet:
            context.tell("cli.offline")
        if not self._is_quiet and context.out.tty and not context.arguments.on("--json"):
            context.out.line(
                context.translate("cli.refreshed", new=self._new, good=self._good, bad=self._bad)
            )
            if self._taken:
                context.out.line(
                    context.translate(
                        "cli.downloaded", n=self._taken, size=context.translate.size(self._size)
                    )
                )
        is_asked = context.arguments.operands or context.arguments.on("--strict")
        return 1 if self._bad and (is_asked or not self._good) else 0


def _progress_record(step: Progress, translate: Translator) -> dict[str, object]:
    names = ("source", "name", "new", "error", "note", "stage", "done", "total", "size", "expected")
    sentences = {"error": translate.sentence(step.error), "note": translate.sentence(step.note)}
    return {name: sentences.get(name, getattr(step, name)) for name in names}


def _bytes(text: str) -> int:
    """Return a size such as ``50MB`` or ``1.5G`` in bytes; 0 for an empty text.

    Raises:
        UsageError: the text is no size.
    """
    if not text:
        return 0
    number = text.strip().upper().removesuffix("B")
    unit = number[-1:] if number[-1:].isalpha() else ""
    try:
        size = float(number.removesuffix(unit)) * _UNITS[unit]
        return max(1, int(size))
    except (ValueError, KeyError, OverflowError) as error:
        raise UsageError(Message("cli.bad_size", text=text), "refresh") from error
