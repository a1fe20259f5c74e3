"""Use the API of Nextcloud News, version 1-3, with an app password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Answer, Connection, expect_success, server_address
from reader.remote.errors import UnexpectedAnswerError
from reader.remote.item_cache import ItemCache
from reader.remote.item_text import read_item_text
from reader.remote.json_values import identifier, moment, read_feeds, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line, clean_url

ITEMS_PER_PAGE = 200
"""All at once exhausts the memory of the server."""
MAX_PAGES = 1000
_API = "/index.php/apps/news/api/v1-3"
_STARRED, _ALL = "2", "3"
"""Values of ``type``."""


class NextcloudNews:
    """A Nextcloud with the app News.

    Args:
        connection: open.
        url: of the Nextcloud.
        credentials: a user and an app password.
    """

    kind = "nextcloud"
    capabilities = Capabilities()

    def __init__(self, connection: Connection, url: str, credentials: Credentials) -> None:
        self._connection = connection
        self.base = server_address(url).partition("/index.php")[0].partition("/apps/news")[0].rstrip("/")
        self._cache = ItemCache()
        self._headers = credentials.basic_header

    async def login(self) -> None:
        """Check that the login is good."""
        (await self._ask("GET", "/folders")).json_object("folders")

    async def _ask(self, method: str, path: str, data: Any = None) -> Answer:
        answer = await self._connection.send_json(
            method, self.base + _API + path, data, headers=self._headers
        )
        return expect_success(answer)

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""
        folders = (await self._ask("GET", "/folders")).json_object("folders")["folders"]
        names = {identifier(folder): clean_line(text(folder, "name")) for folder in folders}
        feeds = (await self._ask("GET", "/feeds")).json_object("feeds")["feeds"]
        return read_feeds(feeds, "url", "link", lambda feed: names.get(str(feed.get("folderId")), ""))

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list(_ALL, "false")

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list(_STARRED, "true")

    async def _list(
        self, kind: str, with_read: str, since: datetime | None = None, limit: int | None = None
    ) -> list[str]:
        """Return the ids of all pages, each page starting from the lowest id of the previous one.

        Some versions repeat that item.
        """
        found: dict[str, None] = {}
        offset = "0"
        for _ in range(MAX_PAGES):
            query = {"type": kind, "getRead": with_read, "batchSize": str(ITEMS_PER_PAGE), "offset": offset}
            query["id"] = "0"
            data = (await self._ask("GET", f"/items?{urlencode(query)}")).json_object("items")
            page = [self._item(one) for one in data["items"]]
            self._cache.add(page)
            new = [item for item in page if item.id not in found]
            wanted = [item for item in new if since is None or (item.published or since) >= since]
            found.update((item.id, None) for item in wanted)
            if not wanted or (limit and len(found) >= limit):
                return list(found)[:limit]
            offset = str(min(int(item.id) for item in page))
        raise UnexpectedAnswerError(Message("sync.shape", key="items"))

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items of the lists by id: the server gives none by its id."""
        return self._cache.take(ids)[0]

    def _item(self, data: Any) -> RemoteItem:
        address = clean_url(text(data, "enclosureLink"))
        files = ((address, clean_line(text(data, "enclosureMime")), 0),) if address else ()
        return read_item_text(
            RemoteItem(
                identifier(data),
                identifier(data, "feedId"),
                text(data, "title"),
                text(data, "url"),
                text(data, "body"),
                author=text(data, "author"),
                published=moment(data.get("pubDate")),
                read=data.get("unread") is False,
                starred=data.get("starred") is True,
                enclosures=files,
            )
        )

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of items."""
        words = {("read", True): "read", ("read", False): "unread", ("starred", True): "star"}
        path = f"/items/{words.get((field, value), 'unstar')}/multiple"
        await self._ask("POST", path, {"itemIds": [int(id) for id in ids]})

    async def subscribe(self, url: str, folder: str = "") -> None:
        """Subscribe to a feed, in a folder."""
        data = {"url": url, "folderId": await self._folder(folder)}
        await self._ask("POST", "/feeds", data)

    async def _folder(self, name: str) -> int | None:
        """Return a folder by its name, made when missing; None without a name."""
        if not name:
            return None
        folders = (await self._ask("GET", "/folders")).json_object("folders")["folders"]
        for one in folders:
            if text(one, "name") == name:
                return int(identifier(one))
        made = (await self._ask("POST", "/folders", {"name": name})).json_object("folders")["folders"]
        return int(identifier(made[0] if made else None))

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        await self._ask("DELETE", f"/feeds/{feed}")

    async def rename(self, feed: str, title: str) -> None:
        """Set the title of a subscription."""
        await self._ask("POST", f"/feeds/{feed}/rename", {"feedTitle": title})

    async def move(self, feed: str, folder: str) -> None:
        """Move a subscription to a folder, created when missing; empty for none."""
        await self._ask("POST", f"/feeds/{feed}/move", {"folderId": await self._folder(folder)})

    async def list_changes(self, since: datetime) -> list[RemoteItem]:
        """Return every item changed since then, the newest first."""
        query = {"type": _ALL, "lastModified": str(int(since.timestamp())), "id": "0"}
        data = (await self._ask("GET", f"/items/updated?{urlencode(query)}")).json_object("items")
        changed = [self._item(one) for one in data["items"]]
        self._cache.add(changed)
        return sorted(changed, key=lambda item: -int(item.id))

    async def list_recent(self, since: datetime, limit: int) -> list[str]:
        """Return the ids of the newest items since then, read or not."""
        return await self._list(_ALL, "true", since, limit)
