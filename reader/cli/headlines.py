"""Run the commands ``list`` and ``search``: headlines in columns, with tabs, or as JSON."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.output import BOLD, DIM
from reader.cli.parser import UsageError
from reader.core.queries import read_headlines, search_entries
from reader.locale.message import Message
from reader.model import Filter
from reader.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.cli.output import Output
    from reader.model import Headline

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LIMIT = 50
"""Headlines shown when nobody said how many."""
EVERYTHING = 2**31 - 1
"""Most hits of a search when all are asked for."""


def show_headlines(context: Context) -> int:
    """List headlines."""
    arguments = context.arguments
    wanted = Filter(
        sources=arguments.texts("--source"),
        categories=_spell(context, arguments.texts("--category")),
        unread=arguments.on("--unread"),
        saved=arguments.on("--saved"),
        since=since(arguments.text("--since"), datetime.now(UTC)),
        hidden=arguments.on("--hidden"),
    )
    if context.config.settings.rules:
        from reader.core.rules import hold_rules

        with suppress(StoreError):  # another program writes, or the library cannot be written
            hold_rules(context.library_session)
    order, limit = arguments.text("--sort", "newest"), arguments.number("--limit", LIMIT)
    pages = read_headlines(context.library_session, wanted, order, limit)
    found = next(pages, [])
    if not found:
        check_filter(context, wanted)
        nothing = wanted == Filter() and not context.library.entries.headlines(limit=1)
        context.tell("cli.empty" if nothing else "cli.no_match")
    elif found[0].id < 0:
        context.tell("cli.sample")
    for page in chain((found,), pages):
        write_headlines(context, page)
    return 0


def _spell(context: Context, categories: Sequence[str]) -> tuple[str, ...]:
    """Return categories in the library's spelling: with other hamza seats, ة for ه, or capitals."""
    if not categories:
        return ()
    from reader.store import fold

    wanted = set(map(fold, categories))
    known = [name for name in context.library.entries.categories() if fold(name) in wanted]
    return (*categories, *(name for name in known if name not in categories))


def check_filter(context: Context, wanted: Filter) -> None:
    """Report the categories of a filter that no headline has.

    Raises:
        NotFoundError: a source of it is neither followed nor in the library.
    """
    if not wanted.sources and not wanted.categories:
        return
    from reader.core.query_check import check_query, unknown_source

    followed = context.configured_session[0].sources if wanted.sources else ()
    if unknown := unknown_source(context.library_session, wanted.sources, followed):
        raise unknown
    for category in wanted.categories:
        for doubt in check_query(context.library, f'category:"{category}"'):
            context.tell(doubt.message)


def check_query(context: Context, query: str, refused: Collection[str] = ("source",)) -> None:
    """Report the slips of a query.

    Args:
        context: of the command.
        query: in the syntax of the search.
        refused: kinds of doubts that are errors here.

    Raises:
        NotFoundError: the query has such a doubt.
    """
    from reader.core.query_check import check_query, refuse_query

    doubts = check_query(context.library, query)
    if any(doubt.kind == "source" for doubt in doubts):  # maybe followed, and not refreshed yet
        doubts = check_query(context.library, query, context.configured_session[0].sources)
    refuse_query(doubts, refused)
    for doubt in doubts:
        context.tell(doubt.message)


def search_headlines(context: Context) -> int:
    """Search headlines and bodies."""
    query = " ".join(context.arguments.operands)
    check_query(context, query)
    found = search_entries(
        context.library_session,
        query,
        limit=context.arguments.number("--limit", LIMIT) or EVERYTHING,
        order=context.arguments.text("--sort", "best"),
    )
    if not found:
        context.tell("cli.no_match")
    if left := context.library.index.count_pending():
        context.tell("cli.not_indexed", n=left)
    if not context.arguments.on("--json"):
        write_headlines(context, [hit.headline for hit in found])
        return 0
    from reader.core.json_records import headline_record

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
    """Write headlines: columns on a terminal, tab-separated to a pipe, or JSON lines."""
    out = context.out
    if context.arguments.on("--json"):
        from reader.core.json_records import headline_record

        for headline in found:
            out.json(headline_record(headline))
        return
    widest = max((len(str(headline.id)) for headline in found), default=1)
    counted = any(headline.newsrooms > 1 for headline in found)
    count_room = 0 if not counted else 12 if out.size[0] >= 100 else 2
    for headline in found:
        if not out.tty:
            when = headline.time.astimezone() if headline.time else None
            time = when.isoformat("T", "minutes") if when else ""
            out.fields(str(headline.id), time, headline.source_name, headline.title)
            continue
        marks = ("★" if headline.saved else " ") + (" " if headline.read else "•")
        title = headline.title
        if headline.corrected:
            title = f"{title} ({context.translate('headline.corrected')})"
        columns = [
            (out.digits(str(headline.id)), widest, DIM),
            (marks, 2, ""),
            (_count(context, headline, count_room), count_room, DIM),
            (title, 0, "" if headline.read else BOLD),
            *source_and_time(out, headline),
        ]
        out.row([column for column in columns if column[1] or column[0] == title])


def source_and_time(out: Output, headline: Headline) -> list[tuple[str, int, str]]:
    """Return the last columns of a headline's row, as far as the terminal has room for them."""
    when = headline.time.astimezone() if headline.time else None
    columns = []
    if out.size[0] >= 70:
        columns.append((headline.source_name, 16, DIM))
    if out.size[0] >= 50:
        columns.append((out.digits(when.strftime("%d-%m %H:%M")) if when else "", 11, DIM))
    return columns


def _count(context: Context, headline: Headline, room: int) -> str:
    """Return how many newsrooms report a headline's event, in words if ``room`` cells suffice.

    Empty for fewer than two.
    """
    if headline.newsrooms < 2:
        return ""
    said = str(context.translate("story.newsrooms", n=headline.newsrooms))
    return said if len(said) <= room else context.out.digits(str(headline.newsrooms))


def since(text: str, now: datetime) -> datetime | None:
    """Parse a time: an age such as ``3h`` or ``2d``, a date, or the words of newsrooms.

    Raises:
        UsageError: it is none of these.
    """
    if not text:
        return None
    count, unit = text.strip()[:-1].rstrip(), text.strip()[-1:]
    if unit in _UNITS and count.isdecimal() and len(count) <= 5:
        return now - timedelta(**{_UNITS[unit]: int(count)})
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    if text.strip().lower() in ("today", "اليوم"):
        return midnight
    if text.strip().lower() in ("yesterday", "أمس", "امس"):
        return midnight - timedelta(days=1)
    from reader.sources import parse_date

    read: datetime | None = parse_date(text, now=now)
    if read is None:
        raise UsageError(Message("usage.since", text=text))
    return read if read.tzinfo else read.astimezone()
