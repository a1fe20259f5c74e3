"""Run the command ``stories``: the news by event, with every newsroom's headline below."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.headlines import LIMIT, since, source_and_time
from reader.cli.output import BOLD, DIM
from reader.core.queries import get_image
from reader.core.story_groups import StoryRow, list_stories, reads_once, update_stories
from reader.locale.message import Message

if TYPE_CHECKING:
    from reader.model import Headline

SINCE = "1d"
"""Default of ``--since``."""


def show_stories(context: Context) -> int:
    """List the stories of the library, most reported first."""
    arguments = context.arguments
    start = since(arguments.text("--since") or SINCE, datetime.now(UTC))
    assert start is not None
    _update(context)
    found = list_stories(context.library_session, start)
    if arguments.on("--unread"):
        found = [row for row in found if row.is_unread]
    if not found:
        context.tell("cli.no_events")
    limit = arguments.number("--limit", LIMIT)
    for row in found[:limit] if limit else found:
        if arguments.on("--json"):
            context.out.json(story_record(row))
        elif context.out.tty:
            _write_row(context, row)
        else:
            for headline in row.headlines:
                when = headline.time.astimezone().isoformat("T", "minutes") if headline.time else ""
                context.out.fields(str(row.id), str(headline.id), when, headline.source_name, headline.title)
    return 0


def write_digest(context: Context) -> int:
    """Write the news since a time as one file, an article for each story."""
    from pathlib import Path

    from reader.cli.bookmarks import choose_format, write_export
    from reader.core.digest import DIGEST_FORMATS, build_digest
    from reader.core.export import render
    from reader.core.export.writer import put

    arguments = context.arguments
    target = Path(arguments.text("--output")).expanduser() if arguments.on("--output") else None
    form = choose_format(context, target, DIGEST_FORMATS)
    if target is None and form == "epub" and context.out.tty:
        return context.fail(Message("cli.binary", format="EPUB"))
    start = since(arguments.text("--since") or SINCE, datetime.now(UTC))
    assert start is not None
    _update(context)
    session = context.library_session
    items = build_digest(session, start, arguments.number("--limit", LIMIT) or None)
    if not items:
        return context.fail(Message("cli.no_events"))
    title = f"{context.translate('digest.title')} — {datetime.now().astimezone():%d-%m-%Y}"
    data = render(items, form, partial(get_image, session), title=title)
    if target is None:
        write_export(context, data, form)
        return 0
    put(target, data, overwrite=arguments.on("--force"))
    context.tell("cli.exported", n=len(items), path=str(target))
    return 0


def _update(context: Context) -> None:
    update_stories(context.library, read_once=reads_once(context.config.settings))


def story_record(row: StoryRow) -> dict[str, object]:
    """Return a story as data for ``json.dumps``."""
    from reader.core.json_records import headline_record

    return {
        "id": row.id,
        "newsrooms": row.newsrooms,
        "unread": row.is_unread,
        "headlines": [headline_record(headline) for headline in row.headlines],
    }


def _write_row(context: Context, row: StoryRow) -> None:
    """Write a story on a terminal: its newest headline, then the others' by newsroom."""
    out = context.out
    newest, *others = row.headlines
    count = out.digits(str(row.newsrooms)) if row.newsrooms > 1 else ""
    _write_headline(context, newest, (count, 3, BOLD), BOLD if row.is_unread else "")
    for headline in others:
        _write_headline(context, headline, ("", 3, ""), DIM)


def _write_headline(context: Context, headline: Headline, first: tuple[str, int, str], style: str) -> None:
    out = context.out
    number, title = (out.digits(str(headline.id)), 6, DIM), (headline.title, 0, style)
    out.row([number, first, title, *source_and_time(out, headline)])
