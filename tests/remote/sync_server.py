"""An imitation of servers with the Google Reader API, with the traps of real ones as switches."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"
READING_LIST = "user/-/state/com.google/reading-list"
LONG = "tag:google.com,2005:reader/item/"


@dataclass
class Item:
    id: int | str
    feed: str
    title: str
    url: str
    published: int
    content: str = "<p>نص الخبر</p>"
    read: bool = False
    starred: bool = False

    @property
    def long(self):
        if isinstance(self.id, str):
            return LONG + self.id
        return f"{LONG}{self.id & (1 << 64) - 1:016x}"


@dataclass
class Traps:
    """Each is what some real server does."""

    max_input_vars: int = 0
    """PHP drops the fields after so many and still answers OK."""
    max_body: int = 0
    """The raw body is read to so many bytes."""
    empty_list_for_unknown: bool = False
    """Miniflux answers ``[]`` with 200 to unknown paths."""
    all_for_any_stream: bool = False
    """FreshRSS gives every item for a stream, or an exclusion, it does not know."""
    token_only: bool = False
    """Miniflux authenticates POSTs by the form field T alone."""
    token_uses: int = 0
    """The edit token is good for so many writes."""
    page_size: int = 0
    status: dict = field(default_factory=dict)
    """Path end to the status it is answered with."""
    headers: dict = field(default_factory=dict)
    """Headers of those."""
    status_body: str = "error"
    """Body of those."""
    need_header: tuple = ()
    """Name and value a proxy before the server wants with every request."""
    body: dict = field(default_factory=dict)
    """Path end to the body it is answered with, status 200."""
    silent_marks: bool = False
    """OK, and nothing done."""
    drop_authorization: bool = False
    """FastCGI strips the header."""
    before_mark: object = None
    """Called before an edit-tag is carried out."""
    redirect: str = ""
    """Where every request is sent."""
    slow: float = 0.0
    no_quickadd: bool = False
    """The server has no subscription/quickadd."""
    dead_feeds: tuple = ()
    """Addresses without a feed."""


class SyncServer:
    """``with SyncServer() as server``: ``server.url`` is its base, ``server.items`` what it has."""

    client_headers = ()
    """What an account on it has as ``headers``."""

    def __init__(self, prefix="/api/greader.php", context=None):
        self.prefix = prefix
        self.headers = {}
        """Sent with every answer."""
        self.user, self.password = "alice", "s3cret=/pass"
        self.auth = "alice/fd90=5e"
        self.feeds = {}
        self.items = {}
        self.traps = Traps()
        self.requests = []
        """(method, path, form or query) of each request."""
        self._token, self._uses, self._tokens = "token-1", 0, 1
        self._context = context
        self._next = 1795909931007876

    def add_feed(self, id, title="وكالة", url="", folder="أخبار"):
        self.feeds[id] = {
            "id": id,
            "title": title,
            "categories": [{"id": f"user/-/label/{folder}", "label": folder}],
            "url": url or f"https://{id.replace('/', '-')}.example/rss",
            "htmlUrl": "https://news.example",
        }

    def add(self, feed="feed/1", title="", **values):
        number = values.pop("id", None)
        if number is None:
            number, self._next = self._next, self._next + 1
        title = title or f"خبر رقم {number}"
        item = Item(
            number, feed, title, f"https://news.example/{number}", 1_795_899_740 + len(self.items), **values
        )
        self.items[item.long] = item
        return item

    def paths(self, end):
        return [form for _, path, form in self.requests if path.endswith(end)]

    # Lifecycle

    def __enter__(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            disable_nagle_algorithm = True  # or each answer waits 40 ms for the client's acknowledgement
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.answer(self, "GET", "")

            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                server.answer(self, "POST", self.rfile.read(length).decode())

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if self._context:
            self.http.socket = self._context.wrap_socket(self.http.socket, server_side=True)
        self.host = f"127.0.0.1:{self.http.server_address[1]}"
        self.url = f"http{'s' if self._context else ''}://{self.host}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    # Answers

    def answer(self, handler, method, body):
        parts = urlsplit(handler.path)
        path = unquote(parts.path)
        form = parse_qsl(body if method == "POST" else parts.query, keep_blank_values=True)
        self.requests.append((method, path, form))
        traps = self.traps
        if traps.slow:
            time.sleep(traps.slow)
        headers = {}
        kind = "text/plain"
        if traps.redirect:
            status, text, headers = 302, "", {"Location": traps.redirect}
        elif (end := next((end for end in traps.status if path.endswith(end)), None)) is not None:
            status, text, headers = traps.status[end], traps.status_body, traps.headers
        elif traps.need_header and handler.headers.get(traps.need_header[0]) != traps.need_header[1]:
            status, text = 403, "no entry"
        elif (end := next((end for end in traps.body if path.endswith(end)), None)) is not None:
            status, text = 200, traps.body[end]
        elif not path.startswith(self.prefix + "/"):
            status, text, kind = 200, "<html><body>FreshRSS</body></html>", "text/html"
        else:
            status, text = self.admit(handler, method, path.removeprefix(self.prefix)) or self.route(
                handler, method, path.removeprefix(self.prefix), form, body
            )
        data = text.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in {**self.headers, **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    def admit(self, handler, method, path):
        """Return the answer to a request that is turned away before it is read; None for others."""

    def route(self, handler, method, path, form, body):
        values = dict(form)
        if path == "/accounts/ClientLogin":
            if (values.get("Email"), values.get("Passwd")) != (self.user, self.password):
                return 401, "Unauthorized!"
            return 200, f"SID={self.auth}\nLSID=null\nAuth={self.auth}\n"
        given = handler.headers.get("Authorization", "")
        is_known = given == f"GoogleLogin auth={self.auth}" and not self.traps.drop_authorization
        if method == "POST" and self.traps.token_only:
            is_known = values.get("T") == self._token
        if not is_known:
            return 401, "Unauthorized!"
        path = path.removeprefix("/reader/api/0/")
        routes = {
            "token": lambda: (200, self._token + "\n"),
            "subscription/list": lambda: self.subscriptions(values),
            "stream/items/ids": lambda: self.ids(values),
            "stream/items/contents": lambda: self.contents(method, form),
            "edit-tag": lambda: self.edit(form, body),
            "subscription/edit": lambda: self.edit_subscription(values),
            **({} if self.traps.no_quickadd else {"subscription/quickadd": lambda: self.quickadd(values)}),
        }
        if path in routes:
            return routes[path]()
        return (200, "[]") if self.traps.empty_list_for_unknown else (404, "Not Found")

    def subscriptions(self, values):
        if values.get("output") != "json":
            return 501, "Not Implemented!"
        return 200, json.dumps({"subscriptions": list(self.feeds.values())})

    def ids(self, values):
        stream = values.get("s", "")
        items = sorted(self.items.values(), key=lambda item: item.id, reverse=values.get("r") != "o")
        if not self.traps.all_for_any_stream:
            if stream == STARRED:
                items = [item for item in items if item.starred]
            elif stream != READING_LIST:
                return 400, "Bad Request!"
            if values.get("xt") == READ:
                items = [item for item in items if not item.read]
        start = int(values.get("c", 0))
        size = min(int(values.get("n", 20)), self.traps.page_size or 1 << 30)
        data = {"itemRefs": [{"id": str(item.id)} for item in items[start : start + size]]}
        if start + size < len(items):
            data["continuation"] = str(start + size)
        return 200, json.dumps(data)

    def contents(self, method, form):
        if method != "POST":
            return 400, "Bad Request!"
        items = []
        for name, id in form:
            item = self.items.get(id) if name == "i" else None
            if item:
                states = [READING_LIST, *([READ] if item.read else []), *([STARRED] if item.starred else [])]
                items.append(
                    {
                        "id": item.long,
                        "title": item.title,
                        "published": item.published,
                        "canonical": [{"href": item.url}],
                        "categories": [state.replace("user/-/", "user/1/") for state in states],
                        "origin": {"streamId": item.feed, "title": "وكالة"},
                        "summary": {"content": item.content},
                    }
                )
        return 200, json.dumps({"id": READING_LIST, "items": items})

    def edit(self, form, body):
        if self.traps.max_body and len(body) > self.traps.max_body:
            body = body[: self.traps.max_body]
            form = parse_qsl(body)
        kept = form[: self.traps.max_input_vars] if self.traps.max_input_vars else form
        values = dict(kept)
        if values.get("T") != self._token:
            return 401, "Unauthorized!"
        self._uses += 1
        if self.traps.token_uses and self._uses >= self.traps.token_uses:
            self._uses, self._tokens = 0, self._tokens + 1
            self._token = f"token-{self._tokens}"
        if self.traps.before_mark:
            self.traps.before_mark()
        if self.traps.silent_marks or not ("a" in values or "r" in values):
            return 200, "OK"
        for name, id in kept:
            item = self.items.get(id) if name == "i" else None
            if item:
                for tag, value in (("a", True), ("r", False)):
                    if values.get(tag) == READ:
                        item.read = value
                    elif values.get(tag) == STARRED:
                        item.starred = value
        return 200, "OK"

    def quickadd(self, values):
        url = values["quickadd"]
        if any(feed["url"] == url for feed in self.feeds.values()):
            return 200, json.dumps({"numResults": 0, "error": f"Already subscribed! {url}"})
        if url in self.traps.dead_feeds:
            return 200, json.dumps({"numResults": 0, "error": "Feed could not be added"})
        id = self.new_feed("وكالة", url)
        return 200, json.dumps({"numResults": 1, "query": url, "streamId": id, "streamName": "وكالة"})

    def new_feed(self, title, url):
        self.last_feed = max(getattr(self, "last_feed", 0), len(self.feeds)) + 1
        self.add_feed(f"feed/{self.last_feed}", title, url, "Uncategorized")
        return f"feed/{self.last_feed}"

    def edit_subscription(self, values):
        action, stream = values.get("ac"), values.get("s", "")
        if action == "subscribe":
            url = stream.removeprefix("feed/")
            if url in self.traps.dead_feeds or any(feed["url"] == url for feed in self.feeds.values()):
                return 400, "Bad Request!"
            stream = self.new_feed(values.get("t", "وكالة"), url)
        elif stream not in self.feeds:
            return (400, "Bad Request!") if action == "unsubscribe" else (200, "OK")
        if action == "unsubscribe":
            del self.feeds[stream]
            return 200, "OK"
        feed = self.feeds[stream]
        if action == "edit" and "t" in values:
            feed["title"] = values["t"]
        if label := values.get("a", "").removeprefix("user/-/label/"):
            feed["categories"] = [{"id": f"user/-/label/{label}", "label": label}]
        elif "r" in values:
            feed["categories"] = [{"id": "user/-/label/Uncategorized", "label": "Uncategorized"}]
        return 200, "OK"
