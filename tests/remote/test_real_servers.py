"""The same sync against servers that are none of ours: Coldsweat from PyPI, and any given in the environment.

``KHABAR_TEST_ACCOUNT="URL USER PASSWORD"`` names an account with at least two unread items; what the test
marks there, it marks back.
"""

import os
import socket
import subprocess
import threading
import time
import venv
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from remote.conftest import Machine

pytestmark = pytest.mark.whole

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة</title>
<link>http://127.0.0.1/</link><description>x</description>{items}</channel></rss>"""
ITEM = "<item><title>خبر رقم {n}</title><link>http://127.0.0.1/{n}</link><guid>g{n}</guid></item>"


def roundtrip(url, user, password, folder, kind="auto"):
    """Mark and star on one machine, see it on another, and back."""
    one = Machine(folder / "one", url, user, password)
    two = Machine(folder / "two", url, user, password)
    for machine in (one, two):
        machine.settings = machine.settings._replace(account_kind=kind)
    one.sync()
    two.sync()
    unread = [headline for headline in one.library.entries.headlines() if not headline.read]
    read, starred = [headline for headline in unread if not headline.saved][:2]

    def there(title):
        return next(h for h in two.library.entries.headlines() if h.title == title)

    one.library.entries.mark_read([read.id])
    one.library.bookmarks.add(starred.id)
    first = one.sync()
    two.sync()
    try:
        assert first.pushed == 2
        assert (there(read.title).read, there(starred.title).saved) == (True, True)
    finally:
        one.library.entries.mark_read([read.id], False)
        one.library.bookmarks.remove([starred.id])
        one.sync()
    two.sync()
    assert (there(read.title).read, there(starred.title).saved) == (False, False)
    assert two.sync().new == []
    for machine in (one, two):
        machine.library.close()


def test_account_of_the_environment(tmp_path):
    given = os.environ.get("KHABAR_TEST_ACCOUNT", "").split()
    if len(given) != 3:
        pytest.skip("KHABAR_TEST_ACCOUNT names no account")
    roundtrip(*given, tmp_path)


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
    finally:
        program.terminate()
        program.wait()
