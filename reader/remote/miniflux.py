"""Use the REST API of Miniflux, version 1, with an API key or user and password."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Answer, Connection, expect_success, server_address
from reader.remote.errors import RefusedError, UnexpectedAnswerError
from reader.remote.item_cache import ItemCache
from reader.remote.item_text import read_files, read_item_text
from reader.remote.json_values import fields, identifier, iso_moment, items, read_feeds, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line

ENTRIES_PER_PAGE = 1000
"""The most that later versions give."""
IDS_PER_PAGE = 10_000
MAX_PAGES = 500
LIST_TRIES = 3
FEW_ITEMS = 2
"""Items asked for one by one."""


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
        self.base = server_address(url).removesuffix("/v1")
        self._cache = ItemCache()
        self._gives_ids = True
        """Whether the server lists ids without contents."""
        if credentials.user:
            self._headers = credentials.basic_header
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
        return read_feeds(
            data, "feed_url", "site_url", lambda feed: clean_line(text(fields(feed, "category"), "title"))
        )

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list_ids({"status": "unread"})

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list_ids({"starred": "true"})

    async def _list_ids(self, query: Mapping[str, str]) -> list[str]:
        """Return the ids of a list; servers before 2.3.2 give them with all the contents only."""
        if self._gives_ids:
            try:
                return await self._list_ids_alone(query)
            except RefusedError:
                self._gives_ids = False
        return [item.id for item in await self._list_entries(query)]

    async def _list_ids_alone(self, query: Mapping[str, str]) -> list[str]:
        """Return the ids of all pages of a list; a list that changes meanwhile is read again."""
        for _ in range(LIST_TRIES):
            found: dict[str, None] = {}
            start = 0
            for _ in range(MAX_PAGES):
                paging = {"limit": str(IDS_PER_PAGE), "offset": str(start)}
                answer = await self._ask("GET", f"entries/ids?{urlencode({**query, **paging})}")
                data = answer.json_object("total", int)
                page = data.get("entry_ids")
                if not isinstance(page, list):
                    raise UnexpectedAnswerError(Message("sync.shape", key="entry_ids"))
                found.update((identifier({"id": id}), None) for id in page)
                start += len(page)
                if not page or start >= data["total"]:
                    break
            if len(found) >= data["total"]:
                return list(found)
        raise UnexpectedAnswerError(Message("sync.shape", key="entry_ids"))

    async def _list_entries(self, query: Mapping[str, str], limit: int | None = None) -> list[RemoteItem]:
        """Return all pages of a list, each after the last id of the one before: none shifts."""
        found: dict[str, RemoteItem] = {}
        before = ""
        for _ in range(MAX_PAGES):
            asked = {**query, "limit": str(ENTRIES_PER_PAGE), "order": "id", "direction": "desc"}
            if before:
                asked["before_entry_id"] = before  # of the page before, in place of the end of a range
            data = (await self._ask("GET", f"entries?{urlencode(asked)}")).json_object("total", int)
            page = [self._item(one) for one in items(data, "entries")]
            self._cache.add(page)
            new = {item.id: item for item in page if item.id not in found}
            found.update(new)
            if not new or len(page) < ENTRIES_PER_PAGE or (limit and len(found) >= limit):
                return list(found.values())[:limit]
            before = page[-1].id
        raise UnexpectedAnswerError(Message("sync.shape", key="entries"))

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items by id; those the server does not have are left out."""
        found, missing = self._cache.take(ids)
        if len(missing) > FEW_ITEMS:  # the server gives several by a range of ids, not by a list
            numbers = [int(id) for id in missing]
            among = {"after_entry_id": str(min(numbers) - 1), "before_entry_id": str(max(numbers) + 1)}
            wanted = set(missing)
            some = [
                item for item in await self._list_entries({"status": "unread", **among}) if item.id in wanted
            ]
            found += some
            missing = list(wanted.difference(item.id for item in some))
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
        """Set a state of items; the star is a toggle, so each item is read first."""
        if field == "read":
            status = "read" if value else "unread"
            await self._ask("PUT", "entries", {"entry_ids": [int(id) for id in ids], "status": status})
            return
        for id in ids:
            entry = (await self._ask("GET", f"entries/{id}")).json()
            if isinstance(entry, dict) and entry.get("starred") is not value:
                await self._ask("PUT", f"entries/{id}/bookmark")

    async def subscribe(self, url: str, folder: str = "") -> None:
        """Subscribe to a feed, or to the first one of a page, in a folder."""
        data: dict[str, Any] = {"feed_url": url, "category_id": await self._category(folder)}
        try:
            await self._ask("POST", "feeds", data)
        except RefusedError:
            found = (await self._ask("POST", "discover", {"url": url})).json()
            data["feed_url"] = text(found[0] if isinstance(found, list) and found else None, "url")
            if data["feed_url"] in ("", url):
                raise
            await self._ask("POST", "feeds", data)

    async def _category(self, name: str) -> int:
        """Return the id of a category, created when missing; without a name, the first one."""
        listed = (await self._ask("GET", "categories")).json()
        if not isinstance(listed, list) or not listed:
            raise UnexpectedAnswerError(Message("sync.shape", key="categories"))
        for one in listed:
            if not name or text(one, "title") == name:
                return int(identifier(one))
        return int(identifier((await self._ask("POST", "categories", {"title": name})).json()))

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        await self._ask("DELETE", f"feeds/{feed}")

    async def rename(self, feed: str, title: str) -> None:
        """Set the title of a subscription."""
        await self._ask("PUT", f"feeds/{feed}", {"title": title})

    async def move(self, feed: str, folder: str) -> None:
        """Move a subscription to a category, created when missing; empty for the first."""
        await self._ask("PUT", f"feeds/{feed}", {"category_id": await self._category(folder)})

    async def list_changes(self, since: datetime) -> list[RemoteItem]:
        """Return every item changed since then, the newest first."""
        return await self._list_entries({"changed_after": str(int(since.timestamp()))})

    async def list_recent(self, since: datetime, limit: int) -> list[str]:
        """Return the ids of the newest items since then, read or not."""
        query = {"published_after": str(int(since.timestamp()))}
        return [item.id for item in await self._list_entries(query, limit)]
