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
        return super().add(feed, title or f"خبر {self._count}", id=f"5c1d3a2b4e5f6071829{self._count:05x}")


class BazQux(SyncServer):
    """BazQux: negative ids, feeds named by their address, several folders, its own words for a bad login."""

    def __init__(self):
        super().__init__(prefix="")
        self._next = -1795909931007876

    def add_feed(self, id, title="وكالة", url="", folder="أخبار"):
        url = url or f"https://{id.replace('/', '-')}.example/rss?a=b&c=د"
        super().add_feed(id, title, url, folder)
        feed = self.feeds[id]
        feed["categories"].append({"id": f"{LABEL}أخرى", "label": "أخرى"})

    def route(self, handler, method, path, form, body):
        if any(name == "i" and not value.startswith(LONG) for name, value in form):
            return 500, "bare id"
        status, text = super().route(handler, method, path, form, body)
        if path == "/accounts/ClientLogin" and status == 401:
            return 403, "Error=BadAuthentication\n"
        return status, text


DIALECTS = {"freshrss": FreshRss, "miniflux": Miniflux, "theoldreader": OldReader, "bazqux": BazQux}
