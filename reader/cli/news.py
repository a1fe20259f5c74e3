"""``refresh``, ``list``, ``show`` and ``search``."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.arguments import UsageError
from reader.cli.context import Context
from reader.cli.output import BOLD, DIM
from reader.cli.strings import MESSAGES, size
from reader.edition.records import article_record, headline_record
from reader.model import Article, Filter, Headline

if TYPE_CHECKING:
    from reader.edition import Progress

_AGO = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LIMIT = 50
"""Headlines shown when nobody said how many."""


# refresh


def refresh(context: Context) -> int:
    """Fetch headlines, telling how it goes."""
    ids = context.arguments.operands or None
    for id in ids or ():
        if context.fetching.source(id) is None:
            return context.fail(context.say("no-source", id=id))
    if not context.fetching.sources:
        return context.fail(context.say("no-sources"))
    return asyncio.run(_refresh(context, ids))


async def _refresh(context: Context, ids: Sequence[str] | None) -> int:
    edition = context.fetching
    tally = _Tally(context)
    try:
        refreshing = edition.refresh(
            ids, full=context.arguments.on("--full"), due=context.arguments.on("--due")
        )
        async with aclosing(refreshing) as steps:
            async for step in steps:
                tally.take(step)
        await edition.run(edition.tidy)
    finally:
        context.status.clear()
        await edition.close()
    return tally.finish()


class _Tally:
    """Counts what a refresh brings, and tells it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._new = self._good = self._bad = self._offline = self._taken = self._size = 0

    def take(self, step: Progress) -> None:
        """Count one step and show it."""
        context = self._context
        self._size = max(self._size, step.size)
        if step.source:
            self._new += step.new
            if step.error:
                self._bad += 1
                self._offline += step.offline
                error = step.arabic if context.arabic and step.arabic else step.error
                context.tell("failed", name=step.name, error=error)
            elif step.stage == "headlines":
                self._good += 1
            else:
                self._taken += 1
            if context.arguments.on("--json"):
                context.out.json(_progress_record(step))
        context.status.show(self._line(step))

    def _line(self, step: Progress) -> str:
        say = self._context.say
        if step.stage == "articles":
            line = say(
                "taking", done=step.done, total=step.total, size=size(step.size), expected=size(step.expected)
            )
        else:
            line = say("refreshing", done=step.done, total=step.total, new=self._new)
        return say("waiting-for", line=line, names="، ".join(step.slow[:3])) if step.slow else line

    def finish(self) -> int:
        """Say what came of it all; returns the exit code."""
        context = self._context
        if self._offline and not self._good:
            context.tell("offline")
        if context.out.tty and not context.arguments.on("--json"):
            context.out.line(context.say("refreshed", new=self._new, good=self._good, bad=self._bad))
            if self._taken:
                context.out.line(context.say("taken", taken=self._taken, size=size(self._size)))
        return 1 if self._bad else 0


def _progress_record(step: Progress) -> dict[str, object]:
    names = ("source", "name", "new", "error", "note", "stage", "done", "total", "size")
    return {name: getattr(step, name) for name in names}


# list and search


def headlines(context: Context) -> int:
    """List headlines."""
    arguments = context.arguments
    wanted = Filter(
        sources=arguments.texts("--source"),
        categories=arguments.texts("--category"),
        unread=arguments.on("--unread"),
        saved=arguments.on("--saved"),
        since=since(arguments.text("--since"), datetime.now(UTC)),
    )
    found = context.reading.headlines(wanted, limit=arguments.number("--limit", LIMIT) or None)
    if not found:
        nothing = wanted == Filter() and not context.library.headlines(limit=1)
        context.tell("empty" if nothing else "nothing-matches")
    elif found[0].id < 0:
        context.tell("sample")
    if arguments.on("--json"):
        for headline in found:
            context.out.json(headline_record(headline))
    else:
        write_headlines(context, found)
    return 0


def search(context: Context) -> int:
    """Search headlines and bodies."""
    query = " ".join(context.arguments.operands)
    found = context.reading.search(query, limit=context.arguments.number("--limit", LIMIT) or LIMIT)
    if not found:
        context.tell("nothing-matches")
    if not context.arguments.on("--json"):
        write_headlines(context, [hit.headline for hit in found])
        return 0
    for hit in found:
        context.out.json(
            {
                **headline_record(hit.headline),
                "title_hits": hit.title_hits,
                "snippet": hit.snippet,
                "snippet_hits": hit.snippet_hits,
            }
        )
    return 0


def write_headlines(context: Context, found: Sequence[Headline]) -> None:
    """Write headlines: columns on a terminal, tabs between fields to a pipe."""
    out = context.out
    widest = max((len(str(headline.id)) for headline in found), default=1)
    room = 16 if out.size[0] >= 70 else 0
    for headline in found:
        when = headline.time.astimezone() if headline.time else None
        if not out.tty:
            fields = (
                str(headline.id),
                when.isoformat("T", "minutes") if when else "",
                headline.source_name,
                headline.title,
            )
            out.line("\t".join(field.replace("\t", " ") for field in fields))
            continue
        marks = ("★" if headline.saved else " ") + (" " if headline.read else "•")
        columns = [
            (out.digits(str(headline.id)), widest, DIM),
            (marks, 2, ""),
            (headline.title, 0, "" if headline.read else BOLD),
            (headline.source_name, room, DIM),
            (out.digits(when.strftime("%d-%m %H:%M")) if when else "", 11, DIM),
        ]
        out.row([column for column in columns if column[1] or column[0] == headline.title])


def since(text: str, now: datetime) -> datetime | None:
    """Read a time that is said from today: ``3h``, ``2d``, a date, or as newsrooms write it.

    Raises:
        UsageError: it is none of these.
    """
    if not text:
        return None
    if found := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{_UNITS[found[2]]: int(found[1])})
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    if text.strip().lower() in ("today", "اليوم"):
        return midnight
    if text.strip().lower() in ("yesterday", "أمس", "امس"):
        return midnight - timedelta(days=1)
    from reader.sources import parse_date

    read: datetime | None = parse_date(text, now=now)
    if read is None:
        english, arabic = (words.format(text=text) for words in MESSAGES["bad-since"])
        raise UsageError(english, arabic, "list")
    return read if read.tzinfo else read.astimezone()


# show


def show(context: Context) -> int:
    """Show an article of the library, of the web or of a file."""
    item = context.arguments.operands[0]
    id = context.reading.find(item)
    if id is not None:
        article, headline = asyncio.run(_stored(context, id))
    elif item.startswith(("http://", "https://")):
        article, headline = asyncio.run(_page(context, item)), None
    elif Path(item).is_file():
        article, headline = _file(Path(item)), None
    else:
        return context.fail(context.say("no-item", item=item))
    if context.arguments.on("--json"):
        known = headline_record(headline) if headline else {}
        context.out.json({**known, **article_record(article)})
    elif context.arguments.on("--plain") or not context.out.tty:
        from reader.cli.page import plain

        context.out.write(plain(article, headline))
    else:
        from reader.cli.page import show_article

        return show_article(context, article, headline)
    return 0


async def _stored(context: Context, id: int) -> tuple[Article, Headline | None]:
    """Return an entry's article, whole when it can be had, and mark it read."""
    edition = context.reading if id < 0 or context.arguments.on("--offline") else context.fetching
    headline = edition.headline(id)
    try:
        article = edition.article(id)
        if article is not None and not article.whole and edition is context.fetching:
            try:
                article = await edition.fetch_article(id)
            except Exception as error:
                if not hasattr(error, "arabic"):
                    raise
                context.tell("feed-part-only", error=context.say.error(error))
        edition.mark_read([id])
    finally:
        await edition.close()
    assert article is not None
    if headline is not None and not article.category:
        article = replace(article, category=headline.category)
    return article, headline


async def _page(context: Context, url: str) -> Article:
    """Fetch a page that is not in the library, without keeping it."""
    from reader.edition.errors import EditionError
    from reader.edition.page import fetch_page

    if context.arguments.on("--offline"):
        raise EditionError(*(words.format(item=url) for words in MESSAGES["no-item"]))
    edition = context.fetching
    try:
        article, _ = await fetch_page(edition, url)
    finally:
        await edition.close()
    return article


def _file(path: Path) -> Article:
    """Read an article out of a file: a page, or any text."""
    from reader.edition.page import read_file

    return read_file(path)
