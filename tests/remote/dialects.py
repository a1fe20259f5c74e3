"""The imitation server in the manners of the servers people run, as far as they differ for a client."""

import json
import re

from remote.sync_server import LONG, READ, READING_LIST, STARRED, SyncServer

FULL_WIDTH = str.maketrans("&<>?\\/,;", "＆＜＞？＼／，；")
LABEL = "user/-/label/"


class FreshRss(SyncServer):
    """FreshRSS under PHP: pages go on after an id, and any stream it does not know is all items."""

    def __init__(self, prefix="/api/greader.php", context=None):
        super().__init__(prefix, context)
        self.traps.max_input_vars, self.traps.max_body = 1000, 1 << 20

    def route(self, handler, method, path, form, body):
        user = dict(form).get("Email")
        if user is not None and not re.fullmatch(r"[0-9a-zA-Z_@.-]+", user):
            return 400, "Bad Request!"
        return super().route(handler, method, path, form, body)

    def subscriptions(self, values):
        status, text = super().subscriptions(values)
        if status != 200:
            return status, text
        data = json.loads(text)
        for feed in data["subscriptions"]:
            feed["title"] = feed["title"].translate(FULL_WIDTH)
        return 200, json.dumps(data, ensure_ascii=False) + "\n"

    def ids(self, values):
        if "s" not in values:
            return 400, "Bad Request!"
        items = sorted(self.items.values(), key=lambda item: item.id, reverse=values.get("r") != "o")
        if values["s"] == STARRED:
            items = [item for item in items if item.starred]
        if values.get("xt") == READ:
            items = [item for item in items if not item.read]
        ids = [item.id for item in items]
        if (last := values.get("c", "")).isdecimal():
            ids = [id for id in ids if (id > int(last) if values.get("r") == "o" else id < int(last))]
        size = int(values.get("n", 20))
        ids = ids[:size] if size else ids
        data = {"itemRefs": [{"id": str(id)} for id in ids]}
        if ids and len(ids) >= size:  # one more page, which is empty, after a full last one
            data["continuation"] = str(ids[-1])
        return 200, json.dumps(data)

    def edit(self, form, body):
        token = dict(form).get("T", "")
        if token and token != self._token:
            return 401, "Unauthorized!"
        values = dict(form[: self.traps.max_input_vars])
        body = body[: self.traps.max_body]
        ids = [value for name, value in form if name == "i"][: body.count("i=")]
        for id in ids:
            item = self.items.get(id)
            for tag, is_set in (("a", True), ("r", False)):
                if item and values.get(tag) == READ:
                    item.read = is_set
                elif item and values.get(tag) == STARRED:
                    item.starred = is_set
        return 200, "OK"


class Miniflux(SyncServer):
    """Miniflux: POSTs by the token alone, GETs by the header alone, ``[]`` for unknown paths, offsets."""

    def __init__(self):
        super().__init__(prefix="")
        self.traps.token_only = self.traps.empty_list_for_unknown = True
        self.traps.page_size = 10_000
        self._token = self.auth

    def route(self, handler, method, path, form, body):
        if path == "/accounts/ClientLogin" and method == "GET":
            return 405, ""
        status, text = super().route(handler, method, path, form, body)
        return status, json.dumps({"error_message": "access unauthorized"}) if status >= 400 else text

    def ids(self, values):
        if values.get("s") not in (READING_LIST, STARRED, READ):
            return 500, "unknown stream"
        return super().ids(values)

    def edit(self, form, body):
        ids = [value for name, value in form if name == "i"]
        if not ids or not all(id.startswith(LONG) for id in ids):
            return 400, "bad request"
        return super().edit(form, body)

    def quickadd(self, values):
        if any(feed["url"] == values["quickadd"] for feed in self.feeds.values()):
            return 500, "this feed already exists"
        return super().quickadd(values)


class OldReader(SyncServer):
    """The Old Reader: ids of 24 hex digits, no number."""

    def __init__(self):
        super().__init__(prefix="")
        self._count = 0

    def add(self, feed="feed/1", title="", **values):
        self._count += 1
        id = f"5c1d3a2b4e5f6071829{self._count:05x}"
        return super().add(feed, title or f"خبر {self._count}", id=id, **values)


class NamedByAddress(SyncServer):
    """Servers that name a feed by its address; ``feed/1`` of a test is ``feed/https://feed-1.example/…``."""

    query = ""
    """Of the addresses made for feeds."""

    def __init__(self):
        super().__init__(prefix="")
        self._names = {}

    def add_feed(self, id, title="وكالة", url="", folder="أخبار"):
        url = url or f"https://{id.replace('/', '-')}.example/rss{self.query}"
        self._names[id] = f"feed/{url}"
        super().add_feed(f"feed/{url}", title, url, folder)
        return self.feeds[f"feed/{url}"]

    def add(self, feed="feed/1", title="", **values):
        return super().add(self._names.get(feed, feed), title, **values)

    def new_feed(self, title, url):
        return self.add_feed(url, title, url, "Uncategorized")["id"]


class BazQux(NamedByAddress):
    """BazQux: negative ids, several folders, its own words for a bad login."""

    query = "?a=b&c=د"

    def __init__(self):
        super().__init__()
        self._next = -1795909931007876

    def add_feed(self, id, title="وكالة", url="", folder="أخبار"):
        feed = super().add_feed(id, title, url, folder)
        feed["categories"].append({"id": f"{LABEL}أخرى", "label": "أخرى"})
        return feed

    def route(self, handler, method, path, form, body):
        if any(name == "i" and not value.startswith(LONG) for name, value in form):
            return 500, "bare id"
        status, text = super().route(handler, method, path, form, body)
        if path == "/accounts/ClientLogin" and status == 401:
            return 403, "Error=BadAuthentication\n"
        return status, text


class FeedHq(NamedByAddress):
    """FeedHQ: XML unless JSON is asked for, ids of a small serial, no folder at all for some feeds."""

    def __init__(self):
        super().__init__()
        self._next = 71

    def add_feed(self, id, title="وكالة", url="", folder=""):
        feed = super().add_feed(id, title, url, folder)
        if not folder:
            feed["categories"] = []
        return feed

    def route(self, handler, method, path, form, body):
        status, text = super().route(handler, method, path, form, body)
        if path == "/accounts/ClientLogin" and status == 401:
            return 403, "Error=BadAuthentication\n"
        if text.startswith("{") and dict(form).get("output") != "json" and "quickadd" not in path:
            return 200, "<object></object>"
        return status, text


class Inoreader(NamedByAddress):
    """Inoreader: the keys of an app with every request, requests counted by zones, ids of its own order."""

    query = "?utm=1&x=a%2Fb"
    client_headers = ("AppId: 1000001234", "AppKey: kEy_of-an+app=")

    def __init__(self):
        super().__init__()
        self.limits = [5000, 5000]
        """Reads and writes of a day."""
        self.used = [0, 0]
        self.traps.page_size = 1000
        self._count = 0

    def add(self, feed="feed/1", title="", **values):
        self._count += 1
        number = self._count * 0x9E3779B97F4A7C15 % (1 << 63)  # arrival says nothing of the order
        return super().add(feed, title or f"خبر {self._count}", id=number, **values)

    def admit(self, handler, method, path):
        for header in self.client_headers:
            name, value = header.split(": ")
            if handler.headers.get(name) != value:
                return 403, "AppId required! Contact app developer. See https://inoreader.dev"
        if path == "/accounts/ClientLogin":
            return None
        zone = int(path.endswith(("edit-tag", "subscription/edit", "quickadd")))
        self.used[zone] += 1
        self.headers = {f"X-Reader-Zone{n + 1}-Limit": str(self.limits[n]) for n in range(2)}
        self.headers |= {f"X-Reader-Zone{n + 1}-Usage": str(self.used[n]) for n in range(2)}
        self.headers["X-Reader-Limits-Reset-After"] = "19532.000000"
        return (429, "Daily request limit reached!") if self.used[zone] > self.limits[zone] else None

    def subscriptions(self, values):
        status, text = super().subscriptions(values)
        return status, text.replace("user/-/label", "user/1005921515/label")


DIALECTS = {
    "freshrss": FreshRss,
    "miniflux": Miniflux,
    "theoldreader": OldReader,
    "bazqux": BazQux,
    "feedhq": FeedHq,
    "inoreader": Inoreader,
}
