"""Miniflux, Nextcloud News, Tiny Tiny RSS and Fever: what is sent, and what of their answers is taken."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from reader.remote.connection import Answer
from reader.remote.errors import LoginError, RefusedError, UnexpectedAnswerError, UnreachableError
from reader.remote.fever import Fever
from reader.remote.greader import GoogleReader
from reader.remote.miniflux import Miniflux
from reader.remote.nextcloud import NextcloudNews
from reader.remote.protocol import Credentials, FeedManager
from reader.remote.ttrss import TinyTinyRss

LOGIN = {"seq": 0, "status": 0, "content": {"session_id": "abc", "api_level": 15}}
ALICE = Credentials("alice", "s3cret")


class Wire:
    """Stands in for a connection: ``route`` answers (method, path, query or data) with JSON or a status."""

    def __init__(self, route):
        self.route = route
        self.sent = []

    def _answer(self, method, url, data, headers):
        parts = urlsplit(url)
        self.sent.append((method, parts.path, data if data is not None else dict(parse_qsl(parts.query))))
        self.headers = headers or {}
        found = self.route(method, parts.path, data, dict(parse_qsl(parts.query, keep_blank_values=True)))
        status, body = found if isinstance(found, tuple) else (200, found)
        return Answer(status, body if isinstance(body, str) else json.dumps(body), {})

    async def send_json(self, method, url, data=None, *, headers=None):
        return self._answer(method, url, data, headers)

    async def post(self, url, form, *, headers=None):
        return self._answer("POST", url, dict(form), headers)


def miniflux_entry(id, status="unread", starred=False):
    return {
        "id": id,
        "feed_id": 3,
        "title": f"خبر {id}",
        "url": f"https://news.example/{id}",
        "content": "<p>نص</p>",
        "status": status,
        "starred": starred,
        "published_at": "2026-11-29T08:00:00Z",
        "enclosures": [{"url": "https://news.example/a.mp3", "mime_type": "audio/mpeg", "size": 1}],
    }


class TestMiniflux:
    def server(self, stored, gives_ids=False, **answers):
        by_id = {entry["id"]: entry for entry in stored}

        def route(method, path, data, query):
            path = path.removeprefix("/base/v1/")
            if path in answers:
                return answers[path]
            if path == "me":
                return {"id": 1, "username": "alice"}
            if path == "feeds":
                category = {"id": 1, "title": "أخبار"}
                return [
                    {"id": 3, "title": "وكالة", "feed_url": "https://news.example/rss", "category": category}
                ]
            if path == "entries/ids" and not gives_ids:
                return 404, {"error_message": "not found"}
            if path in ("entries", "entries/ids") and method == "GET":
                found = [
                    entry
                    for entry in sorted(stored, key=lambda entry: -entry["id"])
                    if entry["status"] == query.get("status", entry["status"])
                    and (entry["starred"] or "starred" not in query)
                    and int(query.get("after_entry_id", 0)) < entry["id"]
                    and entry["id"] < int(query.get("before_entry_id", 1 << 60))
                    and entry.get("changed", 0) > int(query.get("changed_after", -1))
                ]
                if path == "entries/ids":
                    start = int(query["offset"])
                    ids = [entry["id"] for entry in found[start : start + min(1000, int(query["limit"]))]]
                    return {"total": len(found), "entry_ids": ids}
                return {"total": len(found), "entries": found[: int(query["limit"])]}
            if path == "categories":
                if method == "POST":
                    return {"id": 9, "title": data["title"]}
                return [{"id": 1, "title": "الكل"}, {"id": 4, "title": "أخبار / محلية"}]
            if path.startswith("feeds/"):
                return 201, ""
            if path == "entries":
                for id in data["entry_ids"]:
                    by_id[id]["status"] = data["status"]
                return 204, ""
            if path.endswith("/bookmark"):
                entry = by_id[int(path.split("/")[1])]
                entry["starred"] = not entry["starred"]
                return 204, ""
            entry = by_id.get(int(path.split("/")[1]))
            return entry or (404, {"error_message": "not found"})

        wire = Wire(route)
        return Miniflux(wire, "https://rss.example/base/", ALICE), wire

    async def test_lists_come_whole_over_pages_newest_first(self):
        server, _ = self.server([miniflux_entry(number) for number in range(1, 2502)])

        await server.login()

        assert await server.list_unread() == [str(number) for number in range(2501, 0, -1)]

    async def test_ids_come_without_contents_where_the_server_gives_them(self):
        stored = [miniflux_entry(number) for number in range(1, 2502)]
        server, wire = self.server(stored, gives_ids=True)

        assert await server.list_unread() == [str(number) for number in range(2501, 0, -1)]

        assert {path for _, path, _ in wire.sent} == {"/base/v1/entries/ids"}

    async def test_many_items_are_one_request_for_their_range(self):
        stored = [miniflux_entry(number, "read" if number % 2 else "unread") for number in range(1, 500)]
        server, wire = self.server(stored, gives_ids=True)
        wanted = [str(number) for number in range(400, 200, -2)]

        items = await server.get_items(wanted)

        assert [item.id for item in items] == wanted
        assert len(wire.sent) == 1

    async def test_changes_since_a_time_are_listed_newest_first(self):
        stored = [miniflux_entry(number) | {"changed": number * 100} for number in range(1, 10)]
        server, _ = self.server(stored)

        changed = await server.list_changes(datetime.fromtimestamp(700, UTC))

        assert [item.id for item in changed] == ["9", "8"]

    async def test_feed_is_renamed_and_moved_into_a_category_made_when_missing(self):
        server, wire = self.server([])

        await server.rename("3", "اسم جديد")
        await server.move("3", "أخبار / محلية")
        await server.move("3", "رياضة")

        puts = [data for method, _, data in wire.sent if method == "PUT"]
        assert puts == [{"title": "اسم جديد"}, {"category_id": 4}, {"category_id": 9}]

    async def test_items_have_feed_state_and_files(self):
        server, _ = self.server([miniflux_entry(7, starred=True)])
        await server.list_unread()

        (item,) = await server.get_items(["7", "8"])

        assert (item.id, item.feed, item.title, item.read, item.starred) == ("7", "3", "خبر 7", False, True)
        assert item.enclosures == (("https://news.example/a.mp3", "audio/mpeg", 0),)
        assert [feed.folder for feed in await server.list_feeds()] == ["أخبار"]

    async def test_star_set_twice_stays(self):
        entries = [miniflux_entry(1), miniflux_entry(2)]
        server, _ = self.server(entries)

        await server.mark("starred", True, ["1", "2"])
        await server.mark("starred", True, ["1"])
        await server.mark("read", True, ["2"])

        assert [(entry["status"], entry["starred"]) for entry in entries] == [
            ("unread", True),
            ("read", True),
        ]

    async def test_key_without_a_user_is_sent_as_a_key(self):
        wire = Wire(lambda *_: {"username": "alice"})
        await Miniflux(wire, "rss.example", Credentials("", "KEY")).login()

        assert wire.headers == {"X-Auth-Token": "KEY"}

    async def test_wrong_key_is_a_login_error(self):
        server, _ = self.server([], me=(401, {"error_message": "access unauthorized"}))
        with pytest.raises(LoginError):
            await server.login()

    @pytest.mark.parametrize("answer", [[], {"entries": []}, "<html>"])
    async def test_list_of_another_shape_is_an_error(self, answer):
        server, _ = self.server([], entries=answer)
        with pytest.raises(UnexpectedAnswerError):
            await server.list_unread()


class TestNextcloud:
    def server(self, count=450):
        items = {
            number: {"id": number, "feedId": 2, "title": f"خبر {number}", "unread": True, "starred": False}
            | {"url": f"https://news.example/{number}", "body": "<p>نص</p>", "pubDate": 1795899740}
            for number in range(1, count + 1)
        }

        def route(method, path, data, query):
            path = path.removeprefix("/cloud/index.php/apps/news/api/v1-3")
            if path == "/folders":
                return {"folders": [{"id": 5, "name": "أخبار"}]}
            if path == "/feeds":
                return {
                    "feeds": [{"id": 2, "title": "وكالة", "url": "https://news.example/rss", "folderId": 5}]
                }
            if path == "/items":
                offset = int(query["offset"]) or 1 << 60
                found = [item for id, item in sorted(items.items(), reverse=True) if id <= offset]
                if query["type"] == "2":
                    found = [item for item in found if item["starred"]]
                if query["getRead"] == "false":
                    found = [item for item in found if item["unread"]]
                return {"items": found[: int(query["batchSize"])]}
            word = path.split("/")[2]
            for id in data["itemIds"]:
                if word in ("read", "unread"):
                    items[id]["unread"] = word == "unread"
                else:
                    items[id]["starred"] = word == "star"
            return 200, "[]"

        wire = Wire(route)
        return NextcloudNews(wire, "https://nas.example/cloud/index.php/apps/news/", ALICE), wire, items

    async def test_lists_and_marks(self):
        server, _, items = self.server()
        await server.login()
        assert await server.list_unread() == [str(number) for number in range(450, 0, -1)]

        await server.mark("read", True, ["1", "2"])
        await server.mark("starred", True, ["3"])
        assert [items[number]["unread"] for number in (1, 2, 3)] == [False, False, True]
        assert await server.list_starred() == ["3"]
        await server.mark("starred", False, ["3"])
        assert await server.list_starred() == []

    async def test_feeds_have_their_folder_and_items_their_feed(self):
        server, _, _ = self.server(3)
        (feed,) = await server.list_feeds()
        await server.list_unread()
        (item,) = await server.get_items(["3"])

        assert (feed.id, feed.folder) == ("2", "أخبار")
        assert (item.feed, item.title, item.read) == ("2", "خبر 3", False)


class TestTinyTinyRss:
    def server(self, answers):
        def route(method, path, data, query):
            assert path == "/tt-rss/api/"
            return answers.get(data["op"], {"status": 0, "content": []})

        wire = Wire(route)
        return TinyTinyRss(wire, "https://rss.example/tt-rss/", ALICE), wire

    async def test_unread_is_written_the_other_way_round(self):
        server, wire = self.server({"login": LOGIN})
        await server.mark("read", True, ["1", "2"])
        await server.mark("starred", True, ["3"])

        marks = [data for _, _, data in wire.sent if data["op"] == "updateArticle"]
        assert [(mark["article_ids"], mark["field"], mark["mode"]) for mark in marks] == [
            ("1,2", 2, 0),
            ("3", 0, 1),
        ]

    async def test_lists_ask_for_no_contents(self):
        headlines = {"seq": 1, "status": 0, "content": [{"id": 7, "updated": 1795899740}]}
        articles = {"status": 0, "content": [{"id": "7", "title": "خبر", "feed_id": "3", "unread": True}]}
        server, wire = self.server({"login": LOGIN, "getHeadlines": headlines, "getArticle": articles})

        assert await server.list_unread() == ["7"]
        (item,) = await server.get_items(["7"])

        asked = [data for _, _, data in wire.sent if data["op"] == "getHeadlines"]
        assert not any(data.get("show_content") for data in asked)
        assert (item.id, item.feed, item.title, item.read) == ("7", "3", "خبر", False)

    @pytest.mark.parametrize(
        ("error", "kind"), [("LOGIN_ERROR", LoginError), ("API_DISABLED", UnreachableError)]
    )
    async def test_login_errors_have_status_200(self, error, kind):
        server, _ = self.server({"login": {"seq": 0, "status": 1, "content": {"error": error}}})
        with pytest.raises(kind):
            await server.login()

    async def test_unknown_error_is_refused(self):
        failure = {"seq": 0, "status": 1, "content": {"error": "INCORRECT_USAGE"}}
        server, _ = self.server({"login": LOGIN, "updateArticle": failure})
        with pytest.raises(RefusedError):
            await server.mark("read", True, ["1"])


class TestFever:
    def server(self, saved="4"):
        sent = []

        def route(method, path, data, query):
            if path != "/fever/":
                return 404, "no"
            if data["api_key"] != "9e10d4b9b3a1d9d8b4e0d1b0a3a7d0cf" and "bad" in self.bad:
                return {"api_version": 3, "auth": 0}
            answer = {"api_version": 3, "auth": 1}
            if "mark" in data:
                sent.append((data["as"], data["id"]))
            return answer | {
                "unread_item_ids": "1,12,3",
                "saved_item_ids": saved,
                "groups": [{"id": 1, "title": "أخبار"}],
                "feeds": [{"id": 2, "title": "وكالة", "url": "https://news.example/rss"}],
                "feeds_groups": [{"group_id": 1, "feed_ids": "2,5"}],
            }

        return Fever(Wire(route), "https://rss.example", ALICE), sent

    bad = ""

    async def test_lists_are_sorted_and_feeds_have_folders(self):
        server, _ = self.server()
        await server.login()

        assert await server.list_unread() == ["12", "3", "1"]
        assert [(feed.id, feed.folder) for feed in await server.list_feeds()] == [("2", "أخبار")]

    async def test_empty_list_is_none(self):
        server, _ = self.server(saved="")
        await server.login()
        assert await server.list_starred() == []

    async def test_marks_are_a_request_each_and_leave_saved_items(self):
        server, sent = self.server()
        await server.login()
        await server.mark("starred", True, ["4", "5"])
        await server.mark("starred", False, ["4", "6"])
        await server.mark("read", False, ["1"])

        assert sent == [("saved", "5"), ("unsaved", "4"), ("unread", "1")]

    async def test_wrong_key_with_status_200_is_a_login_error(self, monkeypatch):
        monkeypatch.setattr(TestFever, "bad", "bad")
        server, _ = self.server()
        with pytest.raises(LoginError):
            await server.login()

    @pytest.mark.parametrize("listed", [[1, 2], None, "1,x", "<html>"])
    async def test_list_of_another_shape_is_an_error(self, listed):
        server = Fever(Wire(lambda *_: {"auth": 1, "unread_item_ids": listed}), "https://rss.example", ALICE)
        with pytest.raises(UnexpectedAnswerError):
            await server.list_unread()


def test_servers_declare_whether_they_take_subscriptions():
    wire = Wire(lambda *_: {})
    kinds = (GoogleReader, Miniflux, NextcloudNews, TinyTinyRss, Fever)
    made = [kind(wire, "https://rss.example", ALICE) for kind in kinds]

    assert [isinstance(server, FeedManager) for server in made] == [True, True, True, True, False]
