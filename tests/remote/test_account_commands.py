"""``khabar account`` and ``khabar sync`` as a person runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from remote.sync_server import SyncServer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def khabar(tmp_path):
    def khabar(*line, given=""):
        env = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "LANG": "en_US.UTF-8",
            "LC_ALL": "C.UTF-8",
        }
        return subprocess.run(
            [sys.executable, "-m", "reader", "--lang", "en", *line],
            input=given,
            capture_output=True,
            text=True,
            env=env,
            cwd=ROOT,
            check=False,
        )

    return khabar


def test_account_from_add_to_remove(khabar, tmp_path):
    with SyncServer() as server:
        server.add_feed("feed/1")
        item = server.add(title="فيضان في ميسان")

        added = khabar("account", "add", server.url, given="alice\ns3cret=/pass\n")
        assert added.returncode == 0, added.stderr
        assert "s3cret" not in added.stderr + added.stdout
        config = (tmp_path / "config/khabar/config.toml").read_text()
        assert "[account]" in config
        assert "s3cret" not in config
        password = tmp_path / "state/khabar/account-password"
        assert password.stat().st_mode & 0o777 == 0o600

        synced = khabar("sync")
        assert (synced.returncode, synced.stdout, synced.stderr) == (0, "", "")
        assert "فيضان في ميسان" in khabar("list").stdout
        assert khabar("account", "add", server.url).returncode == 1

        doctor = khabar("doctor")
        assert "127.0.0.1: last sync" in doctor.stdout
        assert "marks that wait: 0" in doctor.stdout

        item.read = True
        refreshed = khabar("refresh", "--json")
        assert '"source": "account"' in refreshed.stdout, refreshed.stderr
        assert "فيضان" not in khabar("list", "--unread").stdout

        followed = khabar("sources", "add", "--account", "https://second.example/rss")
        assert followed.returncode == 0, followed.stderr
        (new,) = [feed for feed in server.feeds.values() if feed["url"] == "https://second.example/rss"]
        server.add(feed=new["id"], title="من الثانية")
        khabar("sync")
        listed = [json.loads(line) for line in khabar("list", "--json").stdout.splitlines()]
        (id,) = [row["source"] for row in listed if row["title"] == "من الثانية"]
        left = khabar("sources", "remove", id)
        assert left.returncode == 0, left.stderr
        assert new["id"] not in server.feeds

        removed = khabar("account", "remove", given="y\n")
        assert removed.returncode == 0, removed.stderr
        assert not password.exists()
        assert "[account]" not in (tmp_path / "config/khabar/config.toml").read_text()
        assert khabar("sync").returncode == 1
        dump = b"".join(path.read_bytes() for path in (tmp_path / "data/khabar").iterdir())
        assert b"s3cret" not in dump


def test_account_add_wrong_password_writes_nothing(khabar, tmp_path):
    with SyncServer() as server:
        done = khabar("account", "add", server.url, "--user", "alice", given="wrong\n")

    assert done.returncode == 1
    assert "does not accept" in done.stderr
    assert not (tmp_path / "config/khabar/config.toml").exists()
    assert not (tmp_path / "state/khabar/account-password").exists()


def test_account_add_password_command_is_kept_in_place_of_a_password(khabar, tmp_path):
    with SyncServer() as server:
        done = khabar(
            "account", "add", server.url, "--user", "alice", "--password-command", "printf 's3cret=/pass'"
        )
        assert done.returncode == 0, done.stderr
        assert khabar("sync").returncode == 0

    assert not (tmp_path / "state/khabar/account-password").exists()


def test_account_added_as_direct_fetches_from_the_newsroom_and_syncs_marks(khabar, tmp_path, newsroom):
    with SyncServer() as server:
        server.add_feed("feed/1", url=f"{newsroom.url}/rss.xml")
        story = newsroom.stories[0]
        there = server.add(title=story.title)
        there.url = newsroom.url + story.path
        added = khabar("account", "add", "--direct", server.url, given="alice\ns3cret=/pass\n")
        assert added.returncode == 0, added.stderr
        assert 'fetch = "direct"' in (tmp_path / "config/khabar/config.toml").read_text()
        assert "by khabar, from the newsrooms" in khabar("account").stdout
        assert json.loads(khabar("account", "--json").stdout)["fetch"] == "direct"

        assert khabar("sync").returncode == 0
        (source,) = [
            json.loads(line)["id"]
            for line in khabar("sources", "--json").stdout.splitlines()
            if json.loads(line)["account"]
        ]
        assert khabar("refresh", source).returncode == 0
        listed = [json.loads(line) for line in khabar("list", "--json", "-n", "100").stdout.splitlines()]
        titles = [row["title"] for row in listed]
        assert len(titles) == len(set(titles)) == len(newsroom.stories)
        assert "وكالة: last success" in khabar("doctor").stdout
        there.read = True
        assert khabar("sync").returncode == 0
        assert story.title not in khabar("list", "--unread", "-n", "100").stdout


def test_account_without_a_configured_account_names_account_add(khabar):
    done = khabar("account")

    assert done.returncode == 1
    assert "khabar account add" in done.stderr


def test_sync_loads_no_command_line_client():
    code = "import sys, reader.core.account.sync; print({'rich', 'click', 'pygments'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_sync_without_news_loads_nothing_that_only_news_needs(khabar, tmp_path):
    code = "import sys; from reader.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"
    with SyncServer() as server:
        server.add_feed("feed/1")
        server.add()
        assert khabar("account", "add", server.url, given="alice\ns3cret=/pass\n").returncode == 0
        files = ["--config", f"{tmp_path}/config/khabar/config.toml", "--library", f"{tmp_path}/library.db"]
        env = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
        loaded = [
            subprocess.run(
                [sys.executable, "-c", code, *files, "sync"],
                capture_output=True, text=True, env=env, cwd=ROOT, check=True,
            ).stdout.split()
            for _ in range(2)
        ]  # fmt: skip
    names = {"reader.store.upsert", "reader.sources.feed.html_to_text"}
    assert names <= set(loaded[0])
    others = {"reader.core.bookmarks", "reader.sources.catalogue", "reader.remote.fever"}
    assert (names | others).isdisjoint(loaded[1])


def test_sync_of_cron_is_silent_while_the_server_is_away(khabar):
    with SyncServer() as server:
        server.add_feed("feed/1")
        assert khabar("account", "add", server.url, given="alice\ns3cret=/pass\n").returncode == 0
        server.traps.status = {"subscription/list": 502}
        first = khabar("sync")
        assert (first.returncode, "502" in first.stderr) == (1, True)  # it never worked
        server.traps.status = {}
        assert khabar("sync").returncode == 0
        server.traps.status = {"subscription/list": 502}
        away = khabar("sync")
        assert (away.returncode, away.stderr) == (1, "")
        assert "502" in khabar("account").stderr

        server.traps.status = {"": 401}
        refused = khabar("sync")
        assert (refused.returncode, "does not accept" in refused.stderr) == (1, True)
