"""The REST API of Miniflux, version 1: with a key, or with the user and password of the account."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Answer, Connection, expect_success
from reader.remote.errors import RefusedError, UnexpectedAnswerError
from reader.remote.item_cache import ItemCache
from reader.remote.item_text import read_files, read_item_text
from reader.remote.json_values import fields, identifier, iso_moment, items, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line, clean_url

ENTRIES_PER_PAGE = 1000
"""The most that later versions give."""
MAX_PAGES = 500


class Miniflux:
    """A Miniflux server.

    Args:
        connection: open.
        url: its address, with its base path.
        credentials: a user and password, or no user and an API key as the password.
    """

    kind = "miniflux"
    capabilities = Capabilities(items_per_request=100)

    def __init__(self, connection: Connection, url: str, credentials: Credentials) -> None:
        self._connection = connection
        base = (url if "://" in url else f"https://{url}").split("?")[0].rstrip("/")
        self.base = base.removesuffix("/v1")
        self._cache = ItemCache()
        if credentials.user:
            pair = f"{credentials.user}:{credentials.password}".encode()
            self._headers = {"Authorization": f"Basic {b64encode(pair).decode()}"}
        else:
            self._headers = {"X-Auth-Token": credentials.password}

    async def login(self) -> None:
        """Check that the login is good."""
        answer = await self._ask("GET", "me")
        if not isinstance(answer.json(), dict) or "username" not in answer.json():
            raise UnexpectedAnswerError(Message("sync.no_api"))

    async def _ask(self, method: str, path: str, data: Any = None) -> Answer:
        answer = await self._connection.send_json(
            method, f"{self.base}/v1/{path}", data, headers=self._headers
        )
        return expect_success(answer)

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""
        data = (await self._ask("GET", "feeds")).json()
        if not isinstance(data, list):
            raise UnexpectedAnswerError(Message("sync.shape", key="feeds"))
        return [
            RemoteFeed(
                identifier(feed),
                clean_line(text(feed, "title")) or text(feed, "feed_url"),
                clean_url(text(feed, "feed_url")),
                clean_url(text(feed, "site_url")),
                clean_line(text(fields(feed, "category"), "title")),
            )
            for feed in data
        ]

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list("status", "unread")

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list("starred", "true")

    async def _list(self, name: str, value: str) -> list[str]:
        """Return all pages of a list, each after the last id of the one before: none shifts."""
        found: dict[str, None] = {}
        before = ""
        for _ in range(MAX_PAGES):
            query = {name: value, "limit": str(ENTRIES_PER_PAGE), "order": "id", "direction": "desc"}
            if before:
                query["before_entry_id"] = before
            data = (await self._ask("GET", f"entries?{urlencode(query)}")).json_object("total", int)
            page = [self._item(one) for one in items(data, "entries")]
            self._cache.add(page)
            new = [item.id for item in page if item.id not in found]
            found.update(dict.fromkeys(new))
            if not new or len(page) < ENTRIES_PER_PAGE:
                return list(found)
            before = page[-1].id
        raise UnexpectedAnswerError(Message("sync.shape", key="entries"))

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items by id; those the server does not have are left out."""
        found, missing = self._cache.take(ids)
        for id in missing:
            try:
                found.append(self._item((await self._ask("GET", f"entries/{id}")).json()))
            except RefusedError:
                continue
        return found

    def _item(self, data: Any) -> RemoteItem:
        return read_item_text(
            RemoteItem(
                identifier(data),
                identifier(data, "feed_id"),
                text(data, "title"),
                text(data, "url"),
                text(data, "content"),
                author=text(data, "author"),
                published=iso_moment(text(data, "published_at")),
                read=text(data, "status") != "unread",
                starred=data.get("starred") is True,
                enclosures=read_files(data, "enclosures", "url", "mime_type"),
            )
        )

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of items; the star is a switch, so each item is looked at first."""
        if field == "read":
            status = "read" if value else "unread"
            await self._ask("PUT", "entries", {"entry_ids": [int(id) for id in ids], "status": status})
            return
        for id in ids:
            entry = (await self._ask("GET", f"entries/{id}")).json()
            if isinstance(entry, dict) and entry.get("starred") is not value:
                await self._ask("PUT", f"entries/{id}/bookmark")

    async def subscribe(self, url: str) -> None:
        """Subscribe to a feed."""
        data: dict[str, Any] = {"feed_url": url, "category_id": await self._category()}
        await self._ask("POST", "feeds", data)

    async def _category(self) -> int:
        """Return the category the server puts new feeds into: its first."""
        data = (await self._ask("GET", "categories")).json()
        if not isinstance(data, list) or not data:
            raise UnexpectedAnswerError(Message("sync.shape", key="categories"))
        return int(identifier(data[0]))

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        await self._ask("DELETE", f"feeds/{feed}")
