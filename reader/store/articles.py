"""Whole articles, their original pages and pictures, and where reading stopped."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime

from reader.model import Article, Entry, Source
from reader.model.headline import SAVED_PAGES
from reader.store.bookmarks import add_bookmark
from reader.store.database import Database
from reader.store.entries import Entries, now
from reader.store.prepare_entries import prepare
from reader.store.serialization import ARTICLE, article, article_row
from reader.store.upsert import SourceUpdate, take_in


class Articles:
    """Data access for ``articles``, ``originals``, ``images`` and ``positions``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, id: int, article: Article, html: bytes | None = None) -> None:
        """Store an article; durable when the entry is saved, since a reader was told it is."""
        with self._database.reading() as connection:
            saved = connection.execute("SELECT 1 FROM bookmarks WHERE entry = ?", (id,)).fetchone()
        with self._database.writing(durable=bool(saved)) as connection:
            put_article(connection, id, article, html)

    def add_page(self, article: Article, html: bytes | None = None) -> int:
        """Save a page by hand, as the entry of its address or one of the source ``saved``; return its id."""
        at = now()
        page = page_entry(article, at)
        entries = Entries(self._database)
        # The front page of a site, and a page without an address, have no page key to be found by.
        id = (entries.find(article.url) if article.url else None) or entries.by_guid(SAVED_PAGES, page.id)
        if id is None:
            source = Source(SAVED_PAGES, SAVED_PAGES)
            delivery = SourceUpdate(source, None, prepare(source, [page], at))
            (added,) = take_in(self._database, [delivery], at)
            (id,) = added.new
        with self._database.writing(durable=True) as connection:
            add_bookmark(connection, id, not article.whole, at)
            put_article(connection, id, article, html)
        return id

    def get(self, id: int) -> Article | None:
        """Return the stored article of an entry."""
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {ARTICLE} FROM articles WHERE entry = ?", (id,)).fetchone()
        return article(row) if row else None

    def original(self, id: int) -> bytes | None:
        """Return the page an article was read from."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT html FROM originals WHERE entry = ?", (id,)).fetchone()
        return zlib.decompress(row[0]) if row else None

    def put_image(self, url: str, data: bytes) -> None:
        """Store a picture by its address."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO images VALUES (?, ?)", (url, data))

    def image(self, url: str) -> bytes | None:
        """Return a stored picture."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT data FROM images WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def position(self, id: int) -> int:
        """Return where reading an entry stopped; 0 when it was never begun."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT position FROM positions WHERE entry = ?", (id,)).fetchone()
        return row[0] if row else 0

    def set_position(self, id: int, position: int) -> None:
        """Remember where reading an entry stopped; nothing to remember when the entry is gone."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO positions SELECT id, ? FROM entries WHERE id = ?", (position, id)
            )


def put_article(connection: sqlite3.Connection, id: int, article: Article, html: bytes | None) -> None:
    """Write an article, what it shows and its page; nothing when the entry is gone."""
    if not connection.execute("SELECT 1 FROM entries WHERE id = ?", (id,)).fetchone():
        return
    connection.execute(
        f"INSERT OR REPLACE INTO articles (entry, {ARTICLE}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (id, *article_row(article)),
    )
    connection.execute("DELETE FROM pictures WHERE entry = ?", (id,))
    shown = {article.image, *(block.url for block in article.blocks if block.kind == "image")} - {""}
    connection.executemany("INSERT INTO pictures VALUES (?, ?)", [(id, url) for url in sorted(shown)])
    if html is not None:
        connection.execute("INSERT OR REPLACE INTO originals VALUES (?, ?)", (id, zlib.compress(html)))
    connection.execute(
        "UPDATE entries SET offline = ?1, doc = NULL, image = iif(image = '', ?2, image) WHERE id = ?3",
        (article.whole, article.image, id),
    )
    if article.whole:
        # All that was known of a page saved by hand may have been its address.
        connection.execute(
            "UPDATE entries SET title = coalesce(nullif(?, ''), title), category = ?, author = ?, "
            "language = ? "
            "WHERE id = ? AND source = ?",
            (article.title, article.category, article.author, article.language, id, SAVED_PAGES),
        )
        connection.execute("UPDATE bookmarks SET pending = 0 WHERE entry = ? AND pending", (id,))


def page_entry(article: Article, now: datetime) -> Entry:
    """Return the entry of the source ``saved`` that stands for a page saved by hand."""
    published = article.published if article.published and article.published.tzinfo else None
    return Entry(
        id=article.url or f"{article.title} {now.isoformat()}",
        title=article.title or article.url,
        url=article.url,
        published=published,
        categories=(article.category,) if article.category else (),
        authors=(article.author,) if article.author else (),
        image=article.image,
        language=article.language,
    )
