"""Run the command ``show``: an article of the library, of the web or of a file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.core.bookmarks import get_bookmark
from reader.core.enclosures import describe_files, list_files
from reader.core.errors import CoreError
from reader.core.fetch_article import download_article, fetch_page, read_file
from reader.core.json_records import article_record, headline_record
from reader.core.queries import find_entry, get_article, get_headline, mark_read
from reader.locale.message import LocalizedError, Message
from reader.model import Article, Headline

if TYPE_CHECKING:
    from reader.core.changes import Change


def show_item(context: Context) -> int:
    """Show an article of the library, of the web or of a file."""
    item = context.arguments.operands[0]
    id = find_entry(context.library_session, item)
    if id is not None and context.arguments.on("--changes"):
        return _show_changes(context, id)
    if id is not None:
        article, headline = asyncio.run(_stored(context, id))
    elif item.startswith(("http://", "https://")):
        article, headline = asyncio.run(_page(context, item)), None
    elif Path(item).is_file():
        article, headline = _file(context, Path(item)), None
    else:
        is_number = item.lstrip("-").isdecimal()
        return context.fail(Message("core.no_item" if is_number else "cli.no_item_nor_file", item=item))
    bookmark = get_bookmark(context.library_session, id) if id is not None else None
    if context.arguments.on("--json"):
        known = headline_record(headline) if headline else {}
        files = list_files(context.library_session, id) if id is not None else []
        marks = {"tags": bookmark.tags if bookmark else (), "note": bookmark.note if bookmark else ""}
        context.out.json({**known, **article_record(article), **marks, "files": describe_files(files)})
    elif context.arguments.on("--plain") or not context.out.tty:
        from reader.cli.article_text import plain

        context.out.write(plain(article, headline, bookmark))
    else:
        from reader.cli.article_text import show_article

        return show_article(context, article, headline, bookmark)
    return 0


async def _stored(context: Context, id: int) -> tuple[Article, Headline | None]:
    """Return an entry's article, downloaded where possible, and mark the entry read."""
    session = context.library_session if id < 0 or context.arguments.on("--offline") else context.session
    headline = get_headline(session, id)
    again = context.arguments.on("--refetch")
    told: Message | None = None
    try:
        article = get_article(session, id)
        is_stale = again or (headline is not None and headline.stale)
        if article is not None and (is_stale or not article.whole) and session is context.session:
            try:
                article = await download_article(session, id, again=again)
                _tell_form(context, article)
            except LocalizedError as error:
                key = "cli.not_refetched" if article.whole else "cli.feed_part_only"
                told = error.message
                context.tell(key, why=told)
            headline = get_headline(session, id)
        try:
            mark_read(session, [id], by_hand=True)
        except LocalizedError as error:  # of a full disk or a library that is read-only: it can be read
            if error.message != told:
                context.tell(error.message)
    finally:
        await session.close()
    if article is None:  # a damaged row: its article is lost, its headline may be left
        article = Article(headline.title if headline else "", headline.url if headline else "", whole=False)
    if headline is not None and not article.category:
        article = replace(article, category=headline.category)
    return article, headline


def _show_changes(context: Context, id: int) -> int:
    """Write the versions of an entry as differences, newest first; return the exit code."""
    from reader.core.changes import changes_article, heading_message, list_changes

    session = context.library_session
    article, headline = get_article(session, id), get_headline(session, id)
    changes = list_changes(session, id)
    if article is None or not changes:
        context.tell("changes.none", id=id)
        return 0
    if context.arguments.on("--json"):
        for change in changes:
            context.out.json(
                {
                    "id": id,
                    "at": change.at.isoformat(),
                    "later": change.later,
                    "title": [piece._asdict() for piece in change.title],
                    "paragraphs": [[piece._asdict() for piece in each] for each in change.paragraphs],
                }
            )
        return 0

    def heading(change: Change) -> str:
        return f"{context.translate.sentence(heading_message(change))} {context.translate.stamp(change.at)}"

    title = headline.title if headline else article.title
    shown = changes_article(replace(article, title=title), changes, heading)
    if context.arguments.on("--plain") or not context.out.tty:
        from reader.cli.article_text import plain

        context.out.write(plain(shown, headline))
        return 0
    from reader.cli.article_text import show_article

    return show_article(context, shown, headline)


async def _page(context: Context, url: str) -> Article:
    """Fetch a page that is not in the library without storing; return its article."""
    if context.arguments.on("--offline"):
        raise CoreError(Message("core.no_item", item=url))
    session = context.session
    try:
        article, _ = await fetch_page(session, url)
    finally:
        await session.close()
    _tell_form(context, article)
    return article


def _tell_form(context: Context, article: Article) -> None:
    """Write that an article is only a part, or was read from another form of its page."""
    if not article.whole:
        context.tell("cli.part_only")
    if article.twin:
        context.tell("cli.twin", url=article.twin)


def _file(context: Context, path: Path) -> Article:
    """Read an article out of a file: a page, or any text."""
    article = read_file(context.library_session, path)
    if not article.whole:
        context.tell("cli.part_only")
    return article
