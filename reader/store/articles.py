"""Store articles, their original pages and images, and reading positions."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from reader.model import Article, Entry, Source
from reader.model.headline import SAVED_PAGES
from reader.store.bookmarks import add_bookmark
from reader.store.corrections import Change, Version, compare
from reader.store.database import Database
from reader.store.entries import Entries, now
from reader.store.entry_rows import prepare
from reader.store.link_key import page_key
from reader.store.row_factories import row_of, stamp
from reader.store.serialization import ARTICLE, ARTICLE_TEXT, article, article_row
from reader.store.upsert import SourceUpdate, take_in
from reader.store.versions import Superseded, add_later, add_superseded, knows

_BYTES = """
length(a.blocks) + coalesce((SELECT length(o.html) FROM originals o WHERE o.entry = a.entry), 0)
+ coalesce((
    SELECT sum(length(i.data)) FROM pictures p JOIN images i ON i.url = p.url WHERE p.entry = a.entry
), 0)
"""
"""SQL expression: bytes of an article ``a`` in the file."""
_SAMPLE, _MIN_SAMPLE = 200, 10
"""Articles of which the typical size is taken: at most, at least."""


class Articles:
    """Data access for ``articles``, ``originals``, ``images`` and ``positions``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, id: int, article: Article, html: bytes | None = None) -> None:
        """Store the article of an entry; fsync when the entry is bookmarked."""
        with self._database.reading() as connection:
            saved = connection.execute("SELECT 1 FROM bookmarks WHERE entry = ?", (id,)).fetchone()
        with self._database.writing(durable=bool(saved)) as connection:
            put_article(connection, id, article, html, _now())

    def add_page(
        self, article: Article, html: bytes | None = None, *, saved_at: datetime | None = None
    ) -> int:
        """Bookmark a page; return the id of its entry.

        The entry is the stored one with the address of the page, or a new one of the source ``saved``.

        Args:
            article: the page; a part of it is completed later.
            html: its markup.
            saved_at: when it was saved elsewhere; now when None.
        """
        at = now()
        page = page_entry(article, at)
        id = self._find(page)
        if id is None:
            (id,) = self._add_entries([page], at)
        with self._database.writing(durable=True) as connection:
            add_bookmark(connection, id, not article.whole, min(saved_at or at, at))
            put_article(connection, id, article, html, _now())
        return id

    def prepare_pages(self, articles: Iterable[Article]) -> None:
        """Add the missing entries of pages in one batch, which makes ``add_page`` of each faster."""
        at = now()
        pages = {page_key(article.url) or article.url: page_entry(article, at) for article in articles}
        if missing := [page for page in pages.values() if self._find(page) is None]:
            self._add_entries(missing, at)

    def _find(self, page: Entry) -> int | None:
        entries = Entries(self._database)
        # The front page of a site, and a page without an address, have no page key to be found by.
        return (entries.find(page.url) if page.url else None) or entries.by_guid(SAVED_PAGES, page.id)

    def _add_entries(self, pages: Sequence[Entry], at: datetime) -> Sequence[int]:
        source = Source(SAVED_PAGES, SAVED_PAGES)
        update = SourceUpdate(source, None, prepare(source, pages, at))
        (added,) = take_in(self._database, [update], at)
        return added.new

    def get(self, id: int) -> Article | None:
        """Return the stored article of an entry."""
        with self._database.reading() as connection:
            return _read(connection, id)

    def original(self, id: int) -> bytes | None:
        """Return the page an article was read from."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT html FROM originals WHERE entry = ?", (id,)).fetchone()
        return zlib.decompress(row[0]) if row else None

    def stored_bytes(self, id: int) -> int:
        """Return the stored size of an article and its images in bytes; 0 without one."""
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {_BYTES} FROM articles a WHERE a.entry = ?", (id,)).fetchone()
        return row[0] if row else 0

    def typical_bytes(self) -> int:
        """Return how much the latest articles take on average; 0 when there are few."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT count(*), avg({_BYTES}) FROM (SELECT a.* FROM articles a JOIN originals o "
                "ON o.entry = a.entry ORDER BY a.entry DESC LIMIT ?) a",
                (_SAMPLE,),
            ).fetchone()
        return round(row[1]) if row[0] >= _MIN_SAMPLE else 0

    def put_image(self, url: str, data: bytes) -> None:
        """Store an image by its address; keep a stored one, because a saved article may show that."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO images VALUES (?, ?)", (url, data))

    def image(self, url: str) -> bytes | None:
        """Return a stored picture."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT data FROM images WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def position(self, id: int) -> int:
        """Return the reading position in an entry; 0 when reading was never begun."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT position FROM positions WHERE entry = ?", (id,)).fetchone()
        return row[0] if row else 0

    def set_position(self, id: int, position: int, percent: int = 0) -> None:
        """Remember where reading an entry stopped; nothing to remember when the entry is gone.

        Args:
            id: of the entry.
            position: index into its text.
            percent: share of the text above it.
        """
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO positions (entry, position, percent) "
                "SELECT id, ?, ? FROM entries WHERE id = ?",
                (position, percent, id),
            )


def put_article(connection: sqlite3.Connection, id: int, new: Article, html: bytes | None, at: int) -> None:
    """Write an article, its images and its page; nothing when the entry is gone.

    A whole article that is saved stays: a later one is stored as a version. An unsaved one is replaced, and
    stored as a version if its text differs.
    """
    if not connection.execute("SELECT 1 FROM entries WHERE id = ?", (id,)).fetchone():
        return
    if new.whole and (old := _read(connection, id)) and old.whole:
        saved = connection.execute("SELECT 1 FROM bookmarks WHERE entry = ?", (id,)).fetchone()
        _keep_version(connection, id, old, new, at, bool(saved))
        connection.execute("UPDATE entries SET stale = 0 WHERE id = ?", (id,))
        if saved:
            return
    _write(connection, id, new, html)


def _read(connection: sqlite3.Connection, id: int) -> Article | None:
    row = row_of(connection, f"SELECT {ARTICLE_TEXT} FROM articles WHERE entry = ?", (id,))
    return article(row) if row else None


def _keep_version(
    connection: sqlite3.Connection, id: int, old: Article, new: Article, at: int, saved: bool
) -> None:
    """Store one of two texts of a page as a version: the newer one if saved, else the older.

    Nothing is stored when the texts differ by noise only.
    """
    before, after = Version(old.title, old.text), Version(new.title, new.text)
    change = compare(before, after)
    if change is Change.NOISE or (saved and knows(connection, id, after.fingerprint)):
        return
    if saved:
        add_later(connection, id, at, new.title, new.text, after.fingerprint, page=True)
    else:
        read = connection.execute("SELECT read FROM entries WHERE id = ?", (id,)).fetchone()[0]
        superseded = Superseded(at, old.title, old.text, before, read, unread=False, page=True)
        add_superseded(connection, id, superseded, 0)
    if change >= Change.CORRECTION:
        connection.execute("UPDATE entries SET corrected = ? WHERE id = ?", (at, id))


def _write(connection: sqlite3.Connection, id: int, article: Article, html: bytes | None) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO articles (entry, {ARTICLE}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (id, *article_row(article)),
    )
    connection.execute("DELETE FROM pictures WHERE entry = ?", (id,))
    shown = {article.image, *(block.url for block in article.blocks if block.kind == "image")} - {""}
    connection.executemany("INSERT INTO pictures VALUES (?, ?)", [(id, url) for url in sorted(shown)])
    if html is not None:
        connection.execute("INSERT OR REPLACE INTO originals VALUES (?, ?)", (id, zlib.compress(html)))
    connection.execute(
        "UPDATE entries SET offline = :whole, stale = 0, doc = NULL, image = iif(image = '', :image, image) "
        "WHERE id = :id",
        {"whole": article.whole, "image": article.image, "id": id},
    )
    if article.whole:
        # A page saved by its address has no other title until it is downloaded.
        connection.execute(
            "UPDATE entries SET title = coalesce(nullif(?, ''), title), category = ?, author = ?, "
            "language = ? "
            "WHERE id = ? AND source = ?",
            (article.title, article.category, article.author, article.language, id, SAVED_PAGES),
        )


def _now() -> int:
    at = stamp(now())
    assert at is not None
    return at


def page_entry(article: Article, now: datetime) -> Entry:
    """Return the entry, of the source ``saved``, for a page saved by its address."""
    published = article.published if article.published and article.published.tzinfo else None
    return Entry(
        id=(name := article.url or f"{article.title} {now.isoformat()}"),
        guid=name,
        title=article.title or article.url,
        url=article.url,
        published=published,
        categories=(article.category,) if article.category else (),
        authors=(article.author,) if article.author else (),
        image=article.image,
        language=article.language,
    )
