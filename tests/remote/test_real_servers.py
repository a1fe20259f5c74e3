"""Sync with servers that are none of ours: Tiny Tiny RSS from Debian, Coldsweat from PyPI, any that is given.

``KHABAR_TEST_ACCOUNT="URL USER PASSWORD"`` names an account with at least two unread items; what the test
marks there, it marks back.
"""

import os
import socket
import subprocess
import threading
import time
import venv
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from remote.conftest import Machine
from remote.dialects import DIALECTS
from remote.ttrss_server import MissingError, TtRss

from reader.core.account import feeds as account_feeds
from reader.remote.errors import LoginError, UnreachableError

pytestmark = pytest.mark.whole

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة</title>
<link>http://127.0.0.1/</link><description>x</description>{items}</channel></rss>"""
ITEM = "<item><title>خبر رقم {n}</title><link>http://127.0.0.1/{n}</link><guid>g{n}</guid></item>"


def roundtrip(url, user, password, folder, kind="auto", headers=()):
    """Mark and star on one machine, see it on another, and back."""
    one = Machine(folder / "one", url, user, password, headers)
    two = Machine(folder / "two", url, user, password, headers)
    for machine in (one, two):
        machine.settings = machine.settings._replace(account_kind=kind)
    one.sync()
    two.sync()
    listed = one.library.entries.headlines()
    titles = Counter(headline.title for headline in listed)
    usable = [h for h in listed if not h.read and not h.saved and titles[h.title] == 1]
    if len(usable) < 2:
        pytest.skip("the account has fewer than two unread items with titles of their own")
    read, starred = usable[:2]

    def there(title):
        return next(h for h in two.library.entries.headlines() if h.title == title)

    one.library.entries.mark_read([read.id])
    one.library.bookmarks.add(starred.id)
    first = one.sync()
    two.sync()
    try:
        assert first.pushed >= 2  # an entry may be several items of the server
        assert (there(read.title).read, there(starred.title).saved) == (True, True)
    finally:
        one.library.entries.mark_read([read.id], False)
        one.library.bookmarks.remove([starred.id])
        one.sync()
    two.sync()
    assert (there(read.title).read, there(starred.title).saved) == (False, False)
    known = {headline.title for headline in two.library.entries.headlines()}
    two.sync()
    assert known <= {headline.title for headline in two.library.entries.headlines()}
    check_feed_changes(one, two)
    for machine in (one, two):
        machine.library.close()


def check_feed_changes(one, two):
    """Rename a feed on one machine and see it on another, where the server takes names; and back."""
    session = one.session()
    source = session.account_sources[0]
    account_feeds.rename(session, source, f"{source.name} 2")
    notes = one.sync().notes
    if notes:
        assert [note.args["why"].key for note in notes] == ["account.no_renaming"]
        return
    try:
        two.sync()
        assert f"{source.name} 2" in [each.name for each in two.session().account_sources]
    finally:
        account_feeds.rename(session, source, source.name)
        one.sync()
    two.sync()
    assert source.name in [each.name for each in two.session().account_sources]


def check_wrong_password(url, user, folder, kind="auto", headers=()):
    machine = Machine(folder / "wrong", url, user, "not the password", headers)
    machine.settings = machine.settings._replace(account_kind=kind)
    with pytest.raises(LoginError) as error:
        machine.sync()
    assert error.value.message.key == "sync.login"
    machine.library.close()


def test_account_of_the_environment(tmp_path):
    given = os.environ.get("KHABAR_TEST_ACCOUNT", "").split(maxsplit=2)
    if len(given) != 3:
        pytest.skip("KHABAR_TEST_ACCOUNT names no account")
    roundtrip(*given, tmp_path)
    check_wrong_password(*given[:2], tmp_path)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_account_of_an_imitation_syncs_both_ways(tmp_path, dialect):
    with DIALECTS[dialect]() as server:
        server.add_feed("feed/1", "وكالة A/B, C")
        server.add_feed("feed/2", "أخرى")
        for feed in ("feed/1", "feed/2"):
            for _ in range(600):
                server.add(feed=feed)
        roundtrip(server.url, server.user, server.password, tmp_path, headers=server.client_headers)
        check_wrong_password(server.url, server.user, tmp_path, headers=server.client_headers)
        assert [feed["title"] for feed in server.feeds.values()] == ["وكالة A/B, C", "أخرى"]

        machine = Machine(tmp_path / "many", server.url, server.user, server.password, server.client_headers)
        assert len(machine.sync().new) == 1200
        machine.library.entries.mark_read([h.id for h in machine.library.entries.headlines()])
        before = len(server.paths("edit-tag"))
        assert (machine.sync().pushed, machine.sync().pushed) == (1200, 0)
        assert len(server.paths("edit-tag")) - before == 5
        assert all(item.read for item in server.items.values())
        machine.library.close()


def test_ttrss_syncs_both_ways(tmp_path):
    try:
        with TtRss() as server:
            check_ttrss(server, tmp_path)
    except MissingError as error:
        pytest.skip(f"Tiny Tiny RSS cannot be had here: {error}")


def check_ttrss(server, folder):
    for number in (5, 6):
        server.add_feed(number, f"وكالة {number}", 120)
    roundtrip(server.url, server.user, server.password, folder)
    check_wrong_password(server.url, server.user, folder)

    machine = Machine(folder / "many", server.url, server.user, server.password)
    kind = {"account_kind": "ttrss"}
    first = machine.sync(**kind)
    assert (first.feeds, len(first.new)) == (2, 240)
    again = machine.sync(**kind)
    assert (again.new, again.pulled) == ([], 0)
    assert again.requests <= 6
    ids = [headline.id for headline in machine.library.entries.headlines()[:200]]
    machine.library.entries.mark_read(ids)
    before = again.requests
    pushed = machine.sync(**kind)
    assert (pushed.pushed, pushed.waiting) == (200, 0)
    assert pushed.requests <= before + 1
    assert server.sql("SELECT count(*) FROM ttrss_user_entries WHERE NOT unread") == "200"

    server.sql("UPDATE ttrss_user_entries SET marked = true WHERE NOT unread")
    assert machine.sync(**kind).pulled == 200
    assert len(machine.library.bookmarks.all()) == 200

    server.allow_api(False)
    with pytest.raises(UnreachableError) as error:
        machine.sync(**kind)
    assert error.value.message.key == "sync.api_off"
    machine.library.close()


@pytest.fixture
def feed(tmp_path):
    """A feed with five items on loopback."""
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "rss.xml").write_text(RSS.format(items="".join(ITEM.format(n=n) for n in range(5))))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/rss.xml"
    server.shutdown()


def test_coldsweat_syncs_both_ways(tmp_path, feed):
    venv.create(tmp_path / "venv", with_pip=True)
    pip = [tmp_path / "venv/bin/python", "-m", "pip", "-q", "install", "coldsweat==0.10.2"]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        pytest.skip("Coldsweat cannot be installed here")
    command = str(tmp_path / "venv/bin/coldsweat")
    env = {**os.environ, "FLASK_DATABASE_URL": f"sqlite:///{tmp_path}/coldsweat.db"}
    outline = f'<outline text="وكالة" type="rss" xmlUrl="{feed}"/>'
    (tmp_path / "subs.opml").write_text(f'<opml version="1.0"><body>{outline}</body></opml>')
    for line in (
        ["setup", "a@b.example", "-p", "twelvecharsormore"],
        ["import", str(tmp_path / "subs.opml"), "a@b.example", "-f"],
    ):
        subprocess.run([command, *line], env=env, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = subprocess.Popen(
        [command, "run", "-h", "127.0.0.1", "-p", str(port)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        roundtrip(f"http://127.0.0.1:{port}", "a@b.example", "twelvecharsormore", tmp_path)
        check_wrong_password(f"http://127.0.0.1:{port}", "a@b.example", tmp_path)
    finally:
        program.terminate()
        program.wait()
