"""Reading the article out of a page or a file, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.core.errors import CoreError
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Article, Block, Entry, Selectors, Source
from reader.sources.errors import ExtractError

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.sources import Fetched

WHOLE_FEED_TEXT = 600
"""Characters from which a feed's own text passes for the article when its page has none."""


async def fetch_page(session: Session, url: str) -> tuple[Article, bytes | None]:
    """Fetch any page and read it, without keeping it.

    Raises:
        SourceError: it could not be fetched, or there is nothing in it to read.
    """
    from reader.sources.http.client import PAGES

    client = await session.client()
    fetched = await client.get(url, accept=PAGES, user_added=True)
    return await session.run(read_page, fetched, None, None)


def read_page(fetched: Fetched, source: Source | None, entry: Entry | None) -> tuple[Article, bytes | None]:
    """Read the article out of a page; runs in a thread.

    A page with no article in it gives way to the feed's own text when that is long, and a page saved by hand
    to all of its text.

    Returns:
        The article, and the page's HTML as UTF-8 for later re-extraction; None when it is no page.

    Raises:
        ExtractError: there is nothing to keep.
    """
    from reader.sources import decode, extract

    selectors = source.article_selectors if source else Selectors()
    language = source.language if source else ""
    page = decode(fetched.body, fetched.content_type, kind="html")
    if not _is_markup(page, fetched.content_type):
        return _from_other(page, fetched), None
    html = page.encode("utf-8", "replace")
    try:
        article = extract(
            fetched.body, fetched.url, fetched.content_type, selectors=selectors, language=language
        )
    except ExtractError:
        instead = _from_feed(entry) if source else _from_page(page, fetched)
        if instead is None:
            raise
        return instead, html
    return article, html


def read_file(path: Path) -> Article:
    """Read an article out of a file: a page, or any text, a paragraph a line.

    Raises:
        CoreError: the file cannot be read.
        ExtractError: it is a page with nothing in it to read.
    """
    from reader.sources import clean, extract

    try:
        data = path.read_bytes()
    except OSError as error:
        raise CoreError(Message("file.unreadable", path=str(path), why=describe(error))) from error
    if b"<" in data[:512] and (
        b"<html" in data[:4096].lower() or path.suffix.lower() in (".html", ".htm", ".xhtml")
    ):
        return extract(data)
    paragraphs = clean(data.decode("utf-8-sig", "replace")).split("\n")
    return Article(
        title=path.name, blocks=tuple(Block("paragraph", text.strip()) for text in paragraphs if text.strip())
    )


def _from_feed(entry: Entry | None) -> Article | None:
    from reader.sources import from_entry

    article = from_entry(entry, entry.language) if entry else None
    return replace(article, whole=True) if article and len(article.text) >= WHOLE_FEED_TEXT else None


def _is_markup(page: str, content_type: str) -> bool:
    return "html" in content_type or "xml" in content_type or "<html" in page[:4096].lower()


def _from_other(page: str, fetched: Fetched) -> Article:
    """Keep a text as its paragraphs; of any other file its name, kind and size."""
    from reader.sources import clean

    kind = fetched.content_type.partition(";")[0].strip() or "?"
    if kind.startswith("text/"):
        texts = [text.strip() for text in clean(page).split("\n") if text.strip()]
    else:
        texts = [f"{kind}, {len(fetched.body):,} B"]
    return Article(
        title=name_of(fetched.url), url=fetched.url, blocks=tuple(Block("paragraph", text) for text in texts)
    )


def _from_page(page: str, fetched: Fetched) -> Article | None:
    """Keep all the text of a page that is no news."""
    from reader.sources import blocks

    body = blocks(page, fetched.url)
    title = next(
        (block.text for block in body if block.kind == "heading" and block.text), name_of(fetched.url)
    )
    return Article(title=title, url=fetched.url, blocks=body) if body else None


def name_of(url: str) -> str:
    """Return what to call a page of which only the address is known."""
    from reader.sources import clean_line

    parts = urlsplit(url)
    return clean_line(unquote(parts.path.rstrip("/").rpartition("/")[2])) or parts.hostname or url
