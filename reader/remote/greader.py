"""Use the Google Reader API (FreshRSS, Miniflux, BazQux, The Old Reader, FeedHQ, Inoreader).

Only requests with equal answers of all servers are used: two lists of ids (unread, starred), contents by id,
edits by id. Streams of other names are not: FreshRSS answers an unknown one with all its items.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from reader.locale.message import Message
from reader.model.remote import Field, RemoteFeed, RemoteItem
from reader.remote.connection import Answer, Connection, expect_ok, find_base, server_address
from reader.remote.errors import LoginError, RefusedError, UnexpectedAnswerError
from reader.remote.item_text import read_item_text
from reader.remote.json_values import fields, items, moment, text
from reader.remote.protocol import Capabilities, Credentials
from reader.sources.sanitize import clean_line, clean_url

LONG_ID = "tag:google.com,2005:reader/item/"
IDS_PER_PAGE = 10_000
"""The most of the servers that have a limit (Miniflux, The Old Reader)."""
MAX_PAGES = 200
READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"
READING_LIST = "user/-/state/com.google/reading-list"
LABEL = "user/-/label/"
_BARE_HEX = re.compile(r"(?=[0-9]*[a-fA-F]|0)[0-9a-fA-F]{16}")
"""An id in hex without its prefix; digits alone are decimal, unless they begin with 0."""
_USER = re.compile(r"^user/[^/]+/")
_FULL_WIDTH = str.maketrans("＆＜＞", "&<>")
"""FreshRSS gives titles with these in place of markup characters."""
_FULL_WIDTH_OF_FEEDS = str.maketrans("＆＜＞？＼／，；", "&<>?\\/,;")
"""And those of feeds with these, too."""
_FULL_WIDTH_SCRIPTS = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
"""Letters among which those signs are a person's own: Chinese, Japanese, Korean."""
_GATES = ("basic", "digest", "negotiate")
"""HTTP authentication schemes that the API does not use, only a server in front."""
_APP_KEY = "AppId"
"""In the refusal of Inoreader to a program that sends no keys of a registered app."""
_SUFFIXES = ("/accounts/ClientLogin", "/index.php", "/i", "/api/fever.php")
"""Ends of addresses of the same server that people paste."""
_FRESHRSS = "/api/greader.php"


def canonical_id(written: str) -> str:
    """Return one spelling of an item id: decimal, or the text of ids of a server's own.

    Raises:
        UnexpectedAnswerError: the id is empty.
    """
    written = written.strip()
    rest = written.removeprefix(LONG_ID)
    is_long = rest != written
    is_hex = re.fullmatch(r"[0-9a-fA-F]{1,16}", rest) if is_long else _BARE_HEX.fullmatch(rest)
    if is_hex:
        return _signed(int(rest, 16))
    if not is_long and re.fullmatch(r"-?[0-9]{1,20}", written):
        return _signed(int(written))
    if not (cleaned := clean_line(rest)):
        raise UnexpectedAnswerError(Message("sync.shape", key="id"))
    return cleaned


def _signed(number: int) -> str:
    """Return a 64-bit number as one with a sign, in decimal."""
    return str(number - (1 << 64) if number >= 1 << 63 else number)


def wire_id(id: str) -> str:
    """Return the long spelling of a canonical id, which every server takes."""
    if re.fullmatch(r"-?[0-9]{1,20}", id):
        return f"{LONG_ID}{int(id) & (1 << 64) - 1:016x}"
    return LONG_ID + id


def candidate_bases(url: str) -> list[str]:
    """Return the addresses at which the API of a server may be that a person named in some way."""
    base = server_address(url).partition("/reader/api/0")[0]
    if _FRESHRSS in base:
        base = base.partition(_FRESHRSS)[0] + _FRESHRSS
    for suffix in _SUFFIXES:
        base = base.removesuffix(suffix).rstrip("/")
    found = [base]
    if not base.endswith(_FRESHRSS):
        found += [f"{base}{_FRESHRSS}", f"{base}/p{_FRESHRSS}"]
        if base.endswith("/api"):
            found.append(f"{base}/greader.php")
    return found


class GoogleReader:
    """A server with the Google Reader API.

    Args:
        connection: open.
        url: as the person gave it; ``login`` finds the API below it.
        credentials: of the API, which may not be those of the account.
    """

    kind = "greader"
    capabilities = Capabilities()

    def __init__(self, connection: Connection, url: str, credentials: Credentials) -> None:
        self._connection = connection
        self._bases = candidate_bases(url)
        self._credentials = credentials
        self._auth = ""
        self._token = ""
        self._folders: dict[str, str] = {}
        """Folder of each listed feed."""
        self.base = self._bases[0]

    # Login ------------------------------------------------------------------------------------------------

    async def login(self) -> None:
        """Find the API and log in.

        Success is a line ``Auth=``, not a status: web pages answer 200, too.
        """

        async def log_in(base: str) -> bool:
            self._auth = await self._login_at(base)
            return True

        self.base = await find_base(self._bases, log_in)
        self._bases, self._token = [self.base], ""

    async def _login_at(self, base: str) -> str:
        user = self._credentials.user.strip()
        form = [("Email", user), ("Passwd", self._credentials.password), ("service", "reader")]
        answer = await self._connection.post(f"{base}/accounts/ClientLogin", [*form, ("source", "khabar")])
        for line in answer.text.splitlines():
            name, _, value = line.partition("=")
            if name.strip().lower() == "auth" and value.strip():
                return value.strip()
        if auth := text(_json_or_none(answer), "Auth"):
            return auth
        if answer.status in (401, 403) and _APP_KEY in answer.text:
            raise LoginError(Message("sync.app_key"))
        if answer.status in (401, 403) or "BadAuthentication" in answer.text:
            raise _login_error(answer)
        if answer.status == 400 and answer.text.strip() == "Bad Request!":
            raise LoginError(Message("sync.login_user"))
        raise UnexpectedAnswerError(Message("sync.no_api"))

    # Requests ---------------------------------------------------------------------------------------------

    async def _get(self, path: str, **query: str) -> Answer:
        """Send a GET request with the login; log in again once when refused."""

        async def ask() -> Answer:
            url = f"{self.base}/reader/api/0/{path}?{urlencode({'output': 'json', **query})}"
            return await self._connection.get(url, headers=self._header())

        answer = await self._again_after_login(ask)
        if answer.status >= 400:
            raise UnexpectedAnswerError(Message("sync.refused", status=answer.status))
        return answer

    async def _post(self, path: str, form: Sequence[tuple[str, str]]) -> Answer:
        """Send a form with the edit token; fetch a new token once when refused."""

        async def ask() -> Answer:
            with_token = [("T", await self._edit_token()), *form]
            url = f"{self.base}/reader/api/0/{path}"
            return await self._connection.post(url, with_token, headers=self._header())

        return await self._again_after_login(ask)

    async def _again_after_login(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        if not self._auth:
            await self.login()
        answer = await ask()
        if not _is_login_needed(answer):
            return answer
        if self._token:  # the edit token is short-lived on some servers, the login is not
            self._token = ""
            answer = await ask()
            if not _is_login_needed(answer):
                return answer
        self._token = ""
        await self.login()
        answer = await ask()
        if _is_login_needed(answer):
            raise _login_error(answer)
        return answer

    def _header(self) -> dict[str, str]:
        return {"Authorization": f"GoogleLogin auth={self._auth}"}

    async def _edit_token(self) -> str:
        if not self._token:
            answer = await self._connection.get(f"{self.base}/reader/api/0/token", headers=self._header())
            token = answer.text.strip()
            if answer.status in (401, 403):
                await self.login()
                return await self._edit_token()
            if answer.status != 200 or not token or len(token) > 1000 or "<" in token:
                raise UnexpectedAnswerError(Message("sync.shape", key="token"))
            self._token = token
        return self._token

    # Reading ----------------------------------------------------------------------------------------------

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""
        data = (await self._get("subscription/list")).json_object("subscriptions")
        feeds = [self._feed(one) for one in data["subscriptions"]]
        self._folders = {feed.id: feed.folder for feed in feeds}
        return feeds

    def _feed(self, data: Any) -> RemoteFeed:
        if not isinstance(data, dict) or not _is_stream(data.get("id")):
            raise UnexpectedAnswerError(Message("sync.shape", key="subscriptions"))
        folders = data.get("categories")
        labels = [
            clean_line(
                str(folder.get("label") or _USER.sub("", str(folder.get("id", ""))).removeprefix("label/"))
            )
            for folder in (folders if isinstance(folders, list) else [])
            if isinstance(folder, dict)
        ]
        url = clean_url(text(data, "url")) or clean_url(data["id"].removeprefix("feed/"))
        return RemoteFeed(
            data["id"],
            self._feed_title(text(data, "title")) or url or data["id"],
            url,
            clean_url(text(data, "htmlUrl")),
            next(filter(None, labels), ""),
        )

    def _title(self, title: str) -> str:
        if self.base.endswith(_FRESHRSS):
            title = title.translate(_FULL_WIDTH)
        return clean_line(title)

    def _feed_title(self, title: str) -> str:
        if self.base.endswith(_FRESHRSS) and not _FULL_WIDTH_SCRIPTS.search(title):
            title = title.translate(_FULL_WIDTH_OF_FEEDS)
        return self._title(title)

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""
        return await self._list_ids(READING_LIST, xt=READ)

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""
        return await self._list_ids(STARRED)

    async def _list_ids(self, stream: str, **query: str) -> list[str]:
        """Return the ids of all pages of a stream, newest first.

        The oldest are requested first, because pages of Miniflux shift when items arrive.
        """
        found: dict[str, None] = {}
        continuation = ""
        for _ in range(MAX_PAGES):
            more = {"c": continuation} if continuation else {}
            answer = await self._get(
                "stream/items/ids", s=stream, n=str(IDS_PER_PAGE), r="o", **query, **more
            )
            ids, following = self._ids(answer)
            new = [id for id in ids if id not in found]
            found.update(dict.fromkeys(new))
            if not following or not new:  # a server may repeat its last page, or the list, endlessly
                return list(reversed(found))
            continuation = following
        raise UnexpectedAnswerError(Message("sync.shape", key="continuation"))

    @staticmethod
    def _ids(answer: Answer) -> tuple[list[str], str]:
        """Return the ids of a page of a list, and the continuation; empty at the end."""
        data = answer.json()
        if isinstance(data, dict) and data.get("itemRefs") is None and "itemRefs" in data:
            data["itemRefs"] = []  # Miniflux before 2.0.50 for none
        if not isinstance(data, dict) or not isinstance(data.get("itemRefs"), list):
            raise UnexpectedAnswerError(Message("sync.shape", key="itemRefs"))
        for one in data["itemRefs"]:
            if not isinstance(one, dict) or not isinstance(one.get("id"), str | int):
                raise UnexpectedAnswerError(Message("sync.shape", key="itemRefs"))
        return [canonical_id(str(one["id"])) for one in data["itemRefs"]], str(data.get("continuation") or "")

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items by id; those the server does not have are left out."""
        if not ids:
            return []
        answer = await self._post(
            "stream/items/contents", [("output", "json"), *(("i", wire_id(id)) for id in ids)]
        )
        if answer.status >= 400:
            raise UnexpectedAnswerError(Message("sync.refused", status=answer.status))
        data = answer.json_object("items")
        return [self._item(one) for one in data["items"]]

    def _item(self, data: Any) -> RemoteItem:
        if not isinstance(data, dict) or not isinstance(data.get("id"), str | int):
            raise UnexpectedAnswerError(Message("sync.shape", key="items"))
        origin = data.get("origin")
        states = {_USER.sub("user/-/", str(name)) for name in items(data, "categories")}
        body = text(fields(data, "content"), "content") or text(fields(data, "summary"), "content")
        links = [*items(data, "canonical"), *items(data, "alternate")]
        url = next(
            (text(link, "href") for link in links if isinstance(link, dict) and text(link, "href")), ""
        )
        files = tuple(
            (address, clean_line(text(one, "type")), 0)
            for one in items(data, "enclosure")
            if isinstance(one, dict) and (address := clean_url(text(one, "href") or text(one, "url")))
        )
        return read_item_text(
            RemoteItem(
                canonical_id(str(data["id"])),
                text(origin, "streamId") if _is_stream(text(origin, "streamId")) else "",
                self._title(text(data, "title")),
                url,
                body,
                author=self._title(text(data, "author")),
                published=moment(data.get("published"))
                or moment(data.get("timestampUsec"))
                or moment(data.get("crawlTimeMsec")),
                feed_title=self._feed_title(text(origin, "title")),
                read=READ in states,
                starred=STARRED in states,
                enclosures=files,
            )
        )

    # Changing ---------------------------------------------------------------------------------------------

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of items.

        Token and tag are the first fields, because PHP drops fields after the thousandth.
        """
        stream = READ if field == "read" else STARRED
        form = [("a" if value else "r", stream), *(("i", wire_id(id)) for id in ids)]
        expect_ok(await self._post("edit-tag", form))

    async def subscribe(self, url: str, folder: str = "") -> None:
        """Subscribe to a feed, or to the feed of a page, in a folder.

        Raises:
            RefusedError: there is no feed, or the server refuses it.
        """
        answer = await self._post("subscription/quickadd", [("quickadd", url)])
        added = fields({"answer": _json_or_none(answer)}, "answer")
        if "numResults" not in added:  # a server without this request
            form = [("ac", "subscribe"), ("s", f"feed/{url}"), *([("a", LABEL + folder)] if folder else [])]
            expect_ok(await self._post("subscription/edit", form))
            return
        feed = str(added.get("streamId") or "")  # FreshRSS before 1.17: the number alone
        if feed.isdecimal():
            feed = f"feed/{feed}"
        if feed and folder:
            await self._edit(feed, [("a", LABEL + folder)])
        is_added = feed or added["numResults"] or "already" in text(added, "error").lower()
        if not is_added:
            raise RefusedError(Message("sync.no_feed", url=url))

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        expect_ok(await self._post("subscription/edit", [("ac", "unsubscribe"), ("s", feed)]))

    async def rename(self, feed: str, title: str) -> None:
        """Set the title of a subscription."""
        await self._edit(feed, [("t", title)])

    async def move(self, feed: str, folder: str) -> None:
        """Move a listed subscription to a folder, created when missing; empty for none."""
        before = self._folders.get(feed)
        form = [("a", LABEL + folder)] if folder else []
        await self._edit(feed, [*form, *([("r", LABEL + before)] if before else [])])

    async def _edit(self, feed: str, form: Sequence[tuple[str, str]]) -> None:
        expect_ok(await self._post("subscription/edit", [("ac", "edit"), ("s", feed), *form]))

    # History ----------------------------------------------------------------------------------------------

    async def list_recent(self, since: datetime, limit: int) -> list[str]:
        """Return the ids of the newest items since then, read or not."""
        answer = await self._get(
            "stream/items/ids", s=READING_LIST, n=str(limit), ot=str(int(since.timestamp()))
        )
        return self._ids(answer)[0][:limit]


def _is_stream(id: Any) -> bool:
    """Return whether a value can be the id of a feed: a text that can be stored and sent back."""
    return isinstance(id, str) and bool(id) and id.isprintable()


def _login_error(answer: Answer) -> LoginError:
    """Return the error of a refused login: by the API, or by a web server in front."""
    is_gate = answer.headers.get("www-authenticate", "").lower().startswith(_GATES)
    return LoginError(Message("sync.login_gate" if answer.status == 401 and is_gate else "sync.login"))


def _is_login_needed(answer: Answer) -> bool:
    """Return whether the login or the edit token has expired; some servers answer 400."""
    headers = ("x-reader-google-bad-token", "google-bad-token")
    bad_token = any(answer.headers.get(name, "").lower() == "true" for name in headers)
    return answer.status in (401, 403) or (answer.status >= 400 and bad_token)


def _json_or_none(answer: Answer) -> Any:
    """Return the body as JSON; None for a refusal or another body."""
    if answer.status >= 400:
        return None
    try:
        return answer.json()
    except UnexpectedAnswerError:
        return None
