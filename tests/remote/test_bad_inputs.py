"""What can be wrong with an account: each time a sentence in every language that says what to do."""

import asyncio
import base64
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from remote.conftest import Machine
from remote.dialects import FreshRss, Inoreader
from remote.sync_server import SyncServer

from reader.config import Settings
from reader.core.account.setup import clean_address, find_server
from reader.core.account.state import AccountError, needs_person
from reader.locale.message import LocalizedError
from reader.locale.translator import Translator


def failure(machine, **values):
    """Sync, which must fail; return the error, told in three languages."""
    with pytest.raises(LocalizedError) as error:
        machine.sync(**values)
    said = [Translator(language).sentence(error.value) for language in ("ar", "en", "ckb")]
    assert len(set(said)) == 3
    assert all(said)
    return error.value.message.key


@pytest.fixture
def kept(server, machine):
    """A machine that synced before; what it has must stay whatever fails."""
    server.add(title="فيضان في ميسان")
    machine.sync()
    yield machine
    assert machine.titles() == {"فيضان في ميسان"}


def test_wrong_password_is_reported(server, kept, tmp_path):
    (tmp_path / "one/password").write_text("wrong")

    assert failure(kept) == "sync.login"


def test_api_switched_off_is_reported(server, kept):
    server.traps.status = {"ClientLogin": 503}
    server.traps.status_body = "Service Unavailable!"

    assert failure(kept) == "sync.api_off"


def test_user_name_freshrss_cannot_read_is_reported(tmp_path):
    with FreshRss() as server:
        machine = Machine(tmp_path / "two", server.url, "ali ce")
        assert failure(machine) == "sync.login_user"
        machine.library.close()


def test_login_before_the_api_that_lets_the_first_request_through_is_reported(server, kept):
    server.traps.status = {"subscription/list": 401}
    server.traps.headers = {"WWW-Authenticate": 'Basic realm="home"'}

    assert failure(kept) == "sync.login_gate"


def test_server_that_wants_a_certificate_of_the_person_is_reported(server, kept):
    server.traps.status = {"": 400}
    server.traps.status_body = "<title>400 No required SSL certificate was sent</title>"

    assert failure(kept) == "sync.client_cert"


def test_busy_server_is_not_taken_for_one_without_api(server, kept):
    server.traps.status = {"ClientLogin": 503}

    assert failure(kept) == "sync.server_error"


def test_web_server_before_the_api_with_a_login_of_its_own_is_reported(server, kept):
    server.traps.status = {"": 401}
    server.traps.headers = {"WWW-Authenticate": 'Basic realm="home"'}

    assert failure(kept) == "sync.login_gate"


def test_headers_of_the_account_are_sent_with_every_request(server, kept):
    server.traps.need_header = ("X-Gate", "let me in")
    assert failure(kept) == "sync.login"

    kept.sync(account_headers=("X-Gate: let me in",))


def test_server_away_is_reported_and_goes_on_later(server, kept):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert failure(kept, account_url=f"http://127.0.0.1:{port}") == "sync.unreachable"


def test_server_without_tls_asked_by_https_is_reported(server, kept):
    assert failure(kept, account_url=server.url.replace("http:", "https:")) == "sync.no_tls"


def test_page_in_place_of_data_is_reported(server, kept):
    server.traps.body = {"stream/items/ids": "<html>Wartung</html>"}

    assert failure(kept) == "sync.not_json"


@pytest.mark.parametrize("kind", ["miniflux", "nextcloud", "ttrss", "fever"])
def test_server_of_another_kind_is_reported(server, kept, kind):
    assert failure(kept, account_kind=kind) in (
        "sync.login", "sync.no_api", "sync.not_json", "sync.shape", "sync.refused",
    )  # fmt: skip


class Proxy(BaseHTTPRequestHandler):
    """A proxy that wants alice and pw, and answers everything itself."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        wanted = "Basic " + base64.b64encode(b"alice:pw").decode()
        good = self.headers.get("Proxy-Authorization") == wanted
        body = b"Auth=x\n" if good else b"no"
        self.send_response(200 if good else 407)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def proxy():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_proxy_that_wants_a_password_is_reported(kept, proxy):
    away = {"account_url": "http://rss.example"}

    assert failure(kept, proxy=f"http://{proxy}", **away) == "sync.proxy_login"
    assert failure(kept, proxy=f"http://alice:pw@{proxy}", **away) != "sync.proxy_login"


def test_proxy_that_is_away_is_reported(kept):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    key = failure(kept, proxy=f"http://127.0.0.1:{port}", account_url="http://rss.example")
    assert key == "sync.proxy"


def test_proxy_of_the_environment_that_is_away_is_reported(kept, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    monkeypatch.delenv("REQUEST_METHOD", raising=False)

    assert failure(kept, account_url="http://rss.example") == "sync.proxy"


@pytest.mark.parametrize(
    "header", ["nonsense", ": value", "Name:", "Na me: x", "X-Gate: ك", "X-Gate: a\nb: c"]
)
def test_header_that_is_none_is_reported(kept, header):
    assert failure(kept, account_headers=(header,)) == "account.bad_header"


def test_account_add_at_a_server_that_is_away_names_the_address(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wanted = Settings(account_url=f"http://127.0.0.1:{port}", account_user="alice")

    with pytest.raises(LocalizedError) as error:
        asyncio.run(find_server(wanted, "pw"))

    assert error.value.message.key == "account.unreachable"


@pytest.mark.parametrize("url", ["", " ", "\n"])
def test_address_that_is_empty_is_reported(url):
    with pytest.raises(AccountError) as error:
        clean_address(url)
    assert error.value.message.key == "account.no_address"


@pytest.mark.parametrize(
    "url", ["http://[::1", "ftp://rss.example", "http://", "http://rss.example:99999", "http://:80"]
)
def test_address_that_is_none_is_reported(url):
    with pytest.raises(AccountError) as error:
        clean_address(url)
    assert error.value.message.key == "sync.bad_address"


def test_pasted_user_and_password_are_not_kept_in_the_address():
    assert clean_address(" https://alice:s3cret@rss.example:8443/rss/ ") == "https://rss.example:8443/rss/"


def test_find_server_returns_kind_and_address_of_the_api(server):
    wanted = Settings(account_url=server.host, account_user=server.user)
    with pytest.raises(LocalizedError) as error:
        asyncio.run(find_server(wanted, server.password))
    assert error.value.message.key == "sync.no_tls"

    found = asyncio.run(find_server(wanted._replace(account_url=server.url), server.password))
    assert (found.account_kind, found.account_url) == ("greader", server.url + server.prefix)


def test_server_that_fails_over_a_strange_login_is_tried_as_other_kinds(tmp_path):
    class Miniflux(SyncServer):
        def route(self, handler, method, path, form, body):
            return 500, "panic"

        def answer(self, handler, method, body):
            if handler.path.startswith("/v1/"):
                self.traps.body = {"/v1/me": '{"username": "alice"}', "/v1/feeds": "[]"}
            super().answer(handler, method, body)

    with Miniflux(prefix="") as server:
        settings = Settings(account_url=server.url, account_user="alice")
        found = asyncio.run(find_server(settings, "pw"))
    assert found.account_kind == "miniflux"


def test_errors_that_need_a_person_differ_from_passing_ones(server, kept):
    server.traps.status = {"ClientLogin": 500}
    with pytest.raises(LocalizedError) as passing:
        kept.sync()
    server.traps.status = {"ClientLogin": 401}
    with pytest.raises(LocalizedError) as lasting:
        kept.sync()
    assert not needs_person(passing.value.message)
    assert needs_person(lasting.value.message)


def test_inoreader_without_the_keys_of_an_app_is_reported(tmp_path):
    with Inoreader() as server:
        server.add_feed("feed/1")
        machine = Machine(tmp_path / "two", server.url)
        assert failure(machine) == "sync.app_key"
        server.add()
        assert len(machine.sync(account_headers=server.client_headers).new) == 1
        machine.library.close()


@pytest.mark.parametrize("zone", [0, 1])
def test_inoreader_out_of_requests_for_today_keeps_marks_and_is_left_alone(tmp_path, zone):
    with Inoreader() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(3)]
        machine = Machine(tmp_path / "two", server.url, headers=server.client_headers)
        machine.sync()
        machine.mark(*items)
        server.limits[zone] = server.used[zone]
        assert failure(machine) == "sync.limited"
        sent = len(server.requests)

        assert failure(machine) == "sync.waiting"
        assert len(server.requests) == sent
        assert 19_000 < float(machine.library.facts.get("sync.wait_until")) - time.time() < 19_600
        server.used, server.limits = [0, 0], [100, 100]
        machine.library.facts.set("sync.wait_until", str(time.time() - 1))
        assert machine.sync().pushed == 3
        assert all(item.read for item in items)
        machine.library.close()


def test_inoreader_free_allowance_is_enough_for_a_day_of_syncs(tmp_path):
    """A hundred reads and a hundred writes a day: a sync every half hour when nothing is new."""
    with Inoreader() as server:
        for number in range(300):
            server.add_feed(f"feed/{number}")
        machine = Machine(tmp_path / "two", server.url, headers=server.client_headers)
        machine.sync()
        server.used = [0, 0]
        machine.sync()
        assert (server.used[0] * 24 <= 100, server.used[1]) == (True, 0)
        machine.library.close()
