"""Download an article and extract its text from the page, or from a file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.enclosures import add_files
from reader.core.errors import CoreError, no_entry
from reader.core.file_names import name_of
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Article, Block, Entry, Selectors, Source
from reader.model.headline import SAVED_PAGES
from reader.sources.errors import ExtractError, OtherPageError, SourceError
from reader.sources.http.ssrf_guard import host_of, is_inside

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.sources import Fetched

MIN_FEED_TEXT = 600
"""Characters from which on a feed's own text stands for the article when its page has none."""
MAX_PAGES = 20
"""Pages of one article that are fetched."""
MAX_FILE_BYTES = 64 << 20
"""Of a file that is read as an article."""
INDEX_SECONDS = 0.05
"""Time given to the search index, so that a downloaded article is found at once."""


async def download_article(
    session: Session, id: int, *, user_added: bool = False, again: bool = False
) -> Article:
    """Download and store the whole article of an entry; return a stored one unchanged.

    Args:
        session: the session.
        id: of the entry.
        again: download a stored one, too. The earlier text is kept as a version; of a bookmark the stored
            text stays and the later one is kept.
        user_added: the person typed its address just now, so it may lead to their own network.

    Raises:
        SourceError: the page could not be fetched, or has no article.
        NotFoundError: there is no such entry.
    """
    if id < 0:
        sample = session.sample.article(id)
        if sample is None:
            raise no_entry(id)
        return sample
    stored = await session.run(session.library.articles.get, id)
    headline = await session.run(session.library.entries.headline, id)
    if headline is None:
        raise no_entry(id)
    if stored is not None and stored.whole and not (again or headline.stale):
        return await session.run(add_files, session, id, stored)
    entry = await session.run(session.library.entries.get, id)
    if not headline.url:
        raise ExtractError(Message("core.no_page"))
    from reader.sources.http.client import PAGES
    from reader.sources.platforms.recognition import is_whole_in_feed

    if entry and (is_whole_in_feed(headline.url) or headline.url in {file.url for file in entry.enclosures}):
        from reader.sources import from_entry

        article = replace(await session.run(from_entry, entry), whole=True)
        await session.run(_store, session, id, article, None)
        return await session.run(_stored, session, id, article)
    source = session.source(headline.source)
    client = await session.client()
    # A page saved earlier may be inside by its own name, but not by where that name leads today.
    user_added = user_added or (headline.source == SAVED_PAGES and is_inside(host_of(headline.url)))
    fetched = await client.get(headline.url, source=source, accept=PAGES, user_added=user_added)
    article, html = await read_fetched(session, fetched, source, entry, user_added=user_added)
    await session.run(_store, session, id, article, html)
    return await session.run(_stored, session, id, article)


def _stored(session: Session, id: int, article: Article) -> Article:
    """Return an article from the library, with the files of its entry."""
    return add_files(session, id, session.library.articles.get(id) or article)


def _store(session: Session, id: int, article: Article, html: bytes | None) -> None:
    """Store and index an article."""
    session.library.articles.put(id, article, html)
    session.library.index.update(INDEX_SECONDS)


async def fetch_page(session: Session, url: str) -> tuple[Article, bytes | None]:
    """Fetch a page and extract its article, without storing either.

    Raises:
        SourceError: the page could not be fetched, or has nothing to read.
    """
    from reader.sources.http.client import PAGES

    client = await session.client()
    fetched = await client.get(url, accept=PAGES, user_added=True)
    return await read_fetched(session, fetched, None, None, user_added=True)


async def read_fetched(
    session: Session, fetched: Fetched, source: Source | None, entry: Entry | None, *, user_added: bool
) -> tuple[Article, bytes | None]:
    """Extract the article of a fetched page with its further pages, or of its twin.

    A twin (AMP, ``wp-json``, print) is asked once, when the page itself shows little. An article of which not
    all pages were fetched, or whose page was cut short on its way, is not whole.

    Raises:
        ExtractError: there is nothing to keep.
    """
    from reader.sources.article.further_requests import next_page, read_twin, twin_address
    from reader.sources.http.client import PAGES

    client = await session.client()

    async def get(address: str) -> Fetched | None:
        with suppress(SourceError):
            return await client.get(address, source=source, accept=PAGES, user_added=user_added)
        return None

    if address := await session.parse(twin_address, fetched):
        twin = await get(address)
        found = await session.parse(read_twin, twin, fetched) if twin is not None else None
        if found is not None:
            return found, twin.body if twin is not None and b"<" in twin.body[:64] else None
    article, html = await session.parse(read_page, fetched, source, entry)
    if not fetched.whole:
        return replace(article, whole=False), html
    page = fetched
    for number in range(2, MAX_PAGES + 2):
        address = await session.parse(next_page, page, fetched.url, number)
        if not address:
            break
        following = await get(address) if number <= MAX_PAGES else None
        part = await session.parse(read_further_page, following, source) if following is not None else None
        if following is None or part is None:
            return replace(article, whole=False), html
        page = following
        known = set(article.blocks)
        more = tuple(block for block in part.blocks if block not in known)
        article = replace(article, blocks=(*article.blocks, *more))
    return article, html


def read_further_page(fetched: Fetched, source: Source | None) -> Article | None:
    """Return the article of a further page; None for a page without one."""
    try:
        return read_page(fetched, source, None)[0]
    except ExtractError:
        return None


def read_page(fetched: Fetched, source: Source | None, entry: Entry | None) -> tuple[Article, bytes | None]:
    """Read the article out of a fetched page; blocks.

    Without an article in the page, the feed's own text stands for it when that is long, and all text of the
    page when no feed led to it.

    Returns:
        The article, and the page's HTML as UTF-8 for later extraction; None when it is no HTML.

    Raises:
        ExtractError: there is nothing to store.
    """
    from reader.sources import decode, extract, is_binary

    selectors = source.article_selectors if source else Selectors()
    language = source.language if source else ""
    if is_binary(fetched.body):
        return _describe_file(fetched), None
    page = decode(fetched.body, fetched.content_type, kind="html")
    if not _is_markup(page, fetched.content_type):
        return _from_other(page, fetched), None
    html = page.encode("utf-8", "replace")
    try:
        article = extract(
            fetched.body, fetched.url, fetched.content_type, selectors=selectors, language=language
        )
    except ExtractError as error:
        typed = None if isinstance(error, OtherPageError) else _from_page(page, fetched)
        instead = _from_feed(entry) if source else typed
        if instead is None:
            raise
        return instead, html
    return article, html


def read_file(session: Session, path: Path) -> Article:
    """Read an article out of a file: a page, or any text, one paragraph a line; blocks.

    Raises:
        CoreError: the file cannot be read.
        SourceError: it is a page with nothing to read.
    """
    from reader.sources import clean, is_binary

    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise CoreError(Message("file.unreadable", path=str(path), why=describe(error))) from error
    if b"<" in data[:512] and (
        b"<html" in data[:4096].lower() or path.suffix.lower() in (".html", ".htm", ".xhtml")
    ):
        with session.file_parser(len(data)) as parse:
            article: Article = parse(read_document, data)
        return article
    if is_binary(data):
        raise CoreError(Message("file.binary", path=str(path)))
    paragraphs = clean(data.decode("utf-8-sig", "replace")).split("\n")
    return Article(
        title=path.name, blocks=tuple(Block("paragraph", text.strip()) for text in paragraphs if text.strip())
    )


def read_document(page: bytes) -> Article:
    """Extract the article of a page of unknown address; blocks.

    Raises:
        ExtractError: there is none.
    """
    from reader.sources import extract

    return extract(page)


def _from_feed(entry: Entry | None) -> Article | None:
    from reader.sources import from_entry

    article = from_entry(entry, entry.language) if entry else None
    return replace(article, whole=True) if article and len(article.text) >= MIN_FEED_TEXT else None


def _is_markup(page: str, content_type: str) -> bool:
    return "html" in content_type or "xml" in content_type or "<html" in page[:4096].lower()


def _from_other(page: str, fetched: Fetched) -> Article:
    """Return the paragraphs of a text; of any other file its name, type and size."""
    from reader.sources import clean

    if not fetched.content_type.strip().startswith("text/"):
        return _describe_file(fetched)
    texts = [text.strip() for text in clean(page).split("\n") if text.strip()]
    return Article(
        title=name_of(fetched.url), url=fetched.url, blocks=tuple(Block("paragraph", text) for text in texts)
    )


def _describe_file(fetched: Fetched) -> Article:
    kind = fetched.content_type.partition(";")[0].strip() or "?"
    text = f"{kind}, {len(fetched.body):,} B"
    return Article(title=name_of(fetched.url), url=fetched.url, blocks=(Block("paragraph", text),))


def _from_page(page: str, fetched: Fetched) -> Article | None:
    """Return all text of a page that is not an article."""
    from reader.sources import blocks

    body = blocks(page, fetched.url)
    title = next(
        (block.text for block in body if block.kind == "heading" and block.text), name_of(fetched.url)
    )
    return Article(title=title, url=fetched.url, blocks=body) if body else None
