"""Use the Fever API (CommaFeed, yarr, Coldsweat, plugins) for reading and marking.

A mark is one request. Some servers treat the command for saving as a switch, so the saved items are listed
first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Connection, Form, find_base, server_address
from reader.remote.errors import (
    LoginError,
    UnexpectedAnswerError,
)
from reader.remote.item_text import read_item_text
from reader.remote.json_values import identifier, items, moment, read_feeds, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line

ITEMS_PER_REQUEST = 50
"""More are left out without an error."""


class Fever:
    """A server with the Fever API.

    Args:
        connection: open.
        url: as the person gave it; ``login`` finds the API below it.
        credentials: of the API; their digest is sent.
    """

    kind = "fever"
    capabilities = Capabilities(items_per_request=ITEMS_PER_REQUEST, marks_per_request=50)

    def __init__(self, connection: Connection, url: str, credentials: Credentials) -> None:
        self._connection = connection
        base = server_address(url)
        self._bases = [base + end for end in ("/", "", "/fever/", "/fever", "/api/fever.php")]
        self.base = self._bases[0]
        secret = f"{credentials.user.strip()}:{credentials.password}"
        self._key = hashlib.md5(secret.encode(), usedforsecurity=False).hexdigest()

    async def login(self) -> None:
        """Find the API and check the key; a wrong one is answered with ``auth`` 0 and status 200."""
        self._bases = [await find_base(self._bases, self._login_at)]

    async def _login_at(self, base: str) -> bool:
        self.base = base
        await self._ask("groups")
        return True

    async def _ask(self, query: str, form: Form = ()) -> dict[str, Any]:
        answer = await self._connection.post(f"{self.base}?api&{query}", [("api_key", self._key), *form])
        if answer.status in (401, 403):
            raise LoginError(Message("sync.login"))
        if answer.status >= 400:
            raise UnexpectedAnswerError(Message("sync.refused", status=answer.status))
        data = answer.json()
        if not isinstance(data, dict) or "auth" not in data:
            raise UnexpectedAnswerError(Message("sync.shape", key="auth"))
        if str(data["auth"]) != "1":
            raise LoginError(Message("sync.login"))
        return data

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""
        data = await self._ask("feeds&groups")
        if not isinstance(data.get("feeds"), list):
            raise UnexpectedAnswerError(Message("sync.shape", key="feeds"))
        names = {identifier(group): clean_line(text(group, "title")) for group in items(data, "groups")}
        folders: dict[str, str] = {}
        for one in items(data, "feeds_groups"):
            for feed in text(one, "feed_ids").split(","):
                folders.setdefault(feed.strip(), names.get(identifier(one, "group_id"), ""))
        return read_feeds(data["feeds"], "url", "site_url", lambda feed: folders.get(identifier(feed), ""))

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list_ids("unread_item_ids")

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list_ids("saved_item_ids")

    async def _list_ids(self, name: str) -> list[str]:
        listed = (await self._ask(name)).get(name)
        if not isinstance(listed, str) or not listed.replace(",", "").replace(" ", "").isdecimal() != (
            not listed.strip()
        ):
            raise UnexpectedAnswerError(Message("sync.shape", key=name))
        ids = {int(id) for id in listed.split(",") if id.strip()}
        return [str(id) for id in sorted(ids, reverse=True)]

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items by id; those the server does not have are left out."""
        found = []
        for start in range(0, len(ids), ITEMS_PER_REQUEST):
            data = await self._ask(f"items&with_ids={','.join(ids[start : start + ITEMS_PER_REQUEST])}")
            if not isinstance(data.get("items"), list):
                raise UnexpectedAnswerError(Message("sync.shape", key="items"))
            found += [self._item(one) for one in data["items"]]
        return found

    def _item(self, data: Any) -> RemoteItem:
        return read_item_text(
            RemoteItem(
                identifier(data),
                identifier(data, "feed_id"),
                text(data, "title"),
                text(data, "url"),
                text(data, "html"),
                author=text(data, "author"),
                published=moment(data.get("created_on_time")),
                read=str(data.get("is_read")) in ("1", "True"),
                starred=str(data.get("is_saved")) in ("1", "True"),
            )
        )

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of items, one request each; items that have the state are skipped."""
        state = {("read", True): "read", ("read", False): "unread", ("starred", True): "saved"}
        if field == "starred":
            saved = set(await self.list_starred())
            ids = [id for id in ids if (id in saved) != value]
        for id in ids:
            command = state.get((field, value), "unsaved")
            await self._ask("", [("mark", "item"), ("as", command), ("id", id)])
