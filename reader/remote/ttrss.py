"""Use the JSON API of Tiny Tiny RSS: answers have status 200, with errors in their content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Connection, find_base, server_address
from reader.remote.errors import (
    LoginError,
    RefusedError,
    UnexpectedAnswerError,
    UnreachableError,
)
from reader.remote.item_text import read_files, read_item_text
from reader.remote.json_values import identifier, moment, read_feeds, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line

HEADLINES_PER_PAGE = 200
"""The most the server gives."""
MAX_PAGES = 1000
_ALL_FEEDS, _STARRED, _FRESH_AND_ALL = -4, -1, -3
"""Feeds and categories of the server's own."""
_NO_CATEGORY = "0"
_STAR_FIELD, _UNREAD_FIELD = 0, 2
_SUBSCRIBED = 1
"""The highest status code of success: 0 for an existing subscription, 1 for a new one."""


class TinyTinyRss:
    """A Tiny Tiny RSS server.

    Args:
        connection: open.
        url: its address; ``/api/`` is put to it.
        credentials: of the account, for which the API must be switched on.
    """

    kind = "ttrss"
    capabilities = Capabilities()

    def __init__(self, connection: Connection, url: str, credentials: Credentials) -> None:
        self._connection = connection
        base = server_address(url)
        self.base = base.removesuffix("/api").removesuffix("/index.php").rstrip("/")
        self._bases = [self.base] if self.base.endswith("/tt-rss") else [self.base, f"{self.base}/tt-rss"]
        self._credentials = credentials
        self._session = ""

    async def login(self) -> None:
        """Find the API and log in."""
        self._bases = [await find_base(self._bases, self._login_at)]

    async def _login_at(self, base: str) -> bool:
        self.base = base
        content = await self._send(
            {"op": "login", "user": self._credentials.user, "password": self._credentials.password}
        )
        self._session = text(content, "session_id")
        return bool(self._session)

    async def _send(self, data: dict[str, Any]) -> Any:
        """Send one request; return the content of its answer."""
        answer = await self._connection.send_json("POST", f"{self.base}/api/", data)
        if answer.status >= 400:
            raise UnexpectedAnswerError(Message("sync.refused", status=answer.status))
        body = answer.json_object("status", int)
        content = body.get("content")
        if body["status"] == 0:
            return content
        error = text(content, "error")
        if error == "API_DISABLED":
            raise UnreachableError(Message("sync.api_off"))
        if error in ("LOGIN_ERROR", "NOT_LOGGED_IN"):
            raise LoginError(Message("sync.login"))
        raise RefusedError(Message("sync.refused", status=clean_line(error) or "?"))

    async def _ask(self, op: str, **values: Any) -> Any:
        """Send a request of the session; log in again once when the session has ended."""
        if not self._session:
            await self.login()
        try:
            return await self._send({"op": op, "sid": self._session, **values})
        except LoginError:
            await self.login()
            return await self._send({"op": op, "sid": self._session, **values})

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""
        names = await self._categories()
        feeds = await self._ask("getFeeds", cat_id=_FRESH_AND_ALL)
        if not isinstance(feeds, list):
            raise UnexpectedAnswerError(Message("sync.shape", key="feeds"))
        return read_feeds(feeds, "feed_url", "", lambda feed: names.get(str(feed.get("cat_id")), ""))

    async def _categories(self) -> dict[str, str]:
        """Return the names of the folders by id; those of the server's own have ids below 1."""
        categories = await self._ask("getCategories", include_empty=True)
        return {
            str(one.get("id")): clean_line(text(one, "title"))
            for one in (categories if isinstance(categories, list) else [])
            if isinstance(one, dict) and str(one.get("id")).isdecimal() and str(one["id"]) != _NO_CATEGORY
        }

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list(_ALL_FEEDS, "unread")

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list(_STARRED, "all_articles")

    async def _list(
        self, feed: int, mode: str, since: datetime | None = None, limit: int | None = None
    ) -> list[str]:
        found: dict[str, None] = {}
        for page in range(MAX_PAGES):
            headlines = await self._ask(
                "getHeadlines",
                feed_id=feed,
                view_mode=mode,
                limit=HEADLINES_PER_PAGE,
                skip=page * HEADLINES_PER_PAGE,
            )
            if not isinstance(headlines, list):
                raise UnexpectedAnswerError(Message("sync.shape", key="headlines"))
            wanted = [
                identifier(one)
                for one in headlines
                if since is None or (moment(one.get("updated")) or since) >= since
            ]
            found.update(dict.fromkeys(wanted))
            is_over = since is not None and (not wanted or len(found) >= (limit or 0))
            if len(headlines) < HEADLINES_PER_PAGE or is_over:
                return list(found)[:limit]
        raise UnexpectedAnswerError(Message("sync.shape", key="headlines"))

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items by id; those the server does not have are left out."""
        if not ids:
            return []
        content = await self._ask("getArticle", article_id=",".join(ids))
        return [self._item(one) for one in (content if isinstance(content, list) else [])]

    def _item(self, data: Any) -> RemoteItem:
        return read_item_text(
            RemoteItem(
                identifier(data),
                str(data.get("feed_id") or ""),
                text(data, "title"),
                text(data, "link"),
                text(data, "content"),
                author=text(data, "author"),
                published=moment(data.get("updated")),
                read=data.get("unread") is False,
                starred=data.get("marked") is True,
                enclosures=read_files(data, "attachments", "content_url", "content_type"),
            )
        )

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of items; the field of reading is ``unread``."""
        if not ids:  # answered with an error of the server
            return
        number, mode = (_UNREAD_FIELD, not value) if field == "read" else (_STAR_FIELD, value)
        await self._ask("updateArticle", article_ids=",".join(ids), field=number, mode=int(mode))

    async def subscribe(self, url: str, folder: str = "") -> None:
        """Subscribe to a feed, in a folder if the server has one of that name.

        Raises:
            RefusedError: there is no feed, or the server could not fetch it.
        """
        category = next((int(id) for id, name in (await self._categories()).items() if name == folder), 0)
        content = await self._ask("subscribeToFeed", feed_url=url, category_id=category)
        status = content.get("status") if isinstance(content, dict) else None
        code = status.get("code") if isinstance(status, dict) else None
        if isinstance(code, int) and code > _SUBSCRIBED:
            raise RefusedError(Message("sync.no_feed", url=url))

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        await self._ask("unsubscribeFeed", feed_id=int(feed))

    async def list_recent(self, since: datetime, limit: int) -> list[str]:
        """Return the ids of the newest items since then, read or not."""
        return await self._list(_ALL_FEEDS, "all_articles", since, limit)
