"""The account on the screen: set up, its feeds in the lists, its state in the foot, its errors in words."""

import pytest
from remote.sync_server import SyncServer
from tui.conftest import NoNetwork, answer, press, reading, settled, titles, toasts, until
from tui.painted import rows, visual

from reader.config import load
from reader.core import Session
from reader.core.subscriptions import apply_config
from reader.sources.catalogue import first_sources
from reader.store import Library
from reader.tui.dialogs.picker import Picker
from reader.tui.dialogs.prompt import Prompt

LEAVE = ", ".join(f'"{source.id}"' for source in first_sources())


@pytest.fixture
def server():
    with SyncServer() as server:
        server.add_feed("feed/1", "وكالة الفرات", folder="محلية")
        yield server


@pytest.fixture(autouse=True)
def _short_messages(monkeypatch):
    """Let messages pass soon: the state of the account stands in the foot when none does."""
    monkeypatch.setattr("reader.tui.widgets.status_bar.MESSAGE_SECONDS", 0.1)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = tmp_path / "config.toml"
    made.write_text(f"[follow]\nleave = [{LEAVE}]\n")
    return made


@pytest.fixture
def session(tmp_path, new_library, path):
    with Library.open(new_library(tmp_path / "own.db")) as library:
        made = Session(library, client_factory=NoNetwork)
        apply_config(made, path)
        yield made


def shown(pilot, text):
    return any(visual(text) in row for row in rows(pilot.app))


def status(pilot):
    return pilot.app.reading.status


async def add(pilot, url, password="s3cret=/pass"):
    await press(pilot, "at")
    await answer(pilot, url)
    await answer(pilot, "alice")
    assert isinstance(pilot.app.screen, Prompt)
    line = pilot.app.screen.query_one("#answer")
    line.value = password
    await settled(pilot)
    assert not shown(pilot, password)
    assert shown(pilot, "•" * len(password))
    await press(pilot, "enter")


async def test_account_added_on_the_screen_brings_its_feeds_and_news(server, session, path):
    server.add(title="فيضان في ميسان")
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        await settled(pilot)

        assert shown(pilot, "فيضان في ميسان")
        assert shown(pilot, "وكالة الفرات")
        assert shown(pilot, "محلية")
        await until(pilot, lambda: shown(pilot, "متزامن"))
    assert "s3cret" not in path.read_text()
    assert (path.parent / "state/khabar/account-password").read_text() == "s3cret=/pass\n"


async def test_marks_that_wait_stand_in_the_foot_until_they_are_sent(server, session, path):
    items = [server.add(title=title) for title in ("فيضان في ميسان", "افتتاح جسر", "سعر الذهب")]
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        await settled(pilot)
        await press(pilot, "m")
        await until(pilot, lambda: status(pilot).account.queued == 1)
        await until(pilot, lambda: shown(pilot, "واحدة تنتظر"))

        pilot.app.reading.news._send_marks()
        await until(pilot, lambda: any(item.read for item in items))
        await settled(pilot)
        await until(pilot, lambda: status(pilot).account.queued == 0)


async def test_wrong_password_is_said_with_what_to_do_and_nothing_is_written(server, session, path):
    async with reading(session, config=load(path)) as pilot:
        await add(pilot, server.url, password="wrong")
        await until(pilot, lambda: any("لا يقبل الخادم" in said for said in toasts(pilot)))
        assert "[account]" not in path.read_text()

        await press(pilot, "at")  # only the password is to be typed again
        await press(pilot, "enter")
        await press(pilot, "enter")
        await answer(pilot, server.password)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)


async def test_sync_that_fails_is_in_the_foot_and_said_once_when_a_person_is_needed(server, session, path):
    server.add()
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        server.password = "changed"
        server.auth = "alice/other"
        await press(pilot, "at")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, "enter")
        await until(pilot, lambda: status(pilot).account.error)
        await settled(pilot)

        await until(pilot, lambda: shown(pilot, "لم تتم المزامنة"))
        await pilot.resize_terminal(90, 36)
        await until(pilot, lambda: shown(pilot, "لمعرفة السبب"))  # the sentence is too long for the foot
        assert "…" not in rows(pilot.app)[-1]
        said = len(toasts(pilot))
        await press(pilot, "at")
        await until(pilot, lambda: len(toasts(pilot)) > said)
        assert "كلمة مرور خاصة بالواجهة البرمجية" in toasts(pilot)[-1]


async def test_account_removed_on_the_screen_is_out_of_configuration_and_lists(server, session, path):
    server.add(title="فيضان في ميسان")
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        await settled(pilot)
        await press(pilot, "at", "down", "down", "enter")
        await press(pilot, "down", "enter")
        await until(pilot, lambda: "[account]" not in path.read_text())
        await until(pilot, lambda: status(pilot).account is None)
        await settled(pilot)

        assert titles(pilot) == []
        assert session.account_sources == ()


async def test_feeds_fetched_here_are_set_on_the_screen_and_meet_those_of_the_server(
    server, session, path, newsroom
):
    story = newsroom.stories[0]
    server.feeds["feed/1"]["url"] = f"{newsroom.url}/rss.xml"
    there = server.add(title=story.title)
    there.url = newsroom.url + story.path
    session._client_factory = None
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        await settled(pilot)
        comment = "# a word of mine\n"
        path.write_text(path.read_text().replace("[account]\n", f"[account]\n{comment}"))
        await press(pilot, "at", "down", "enter")
        await until(pilot, lambda: session.is_direct)
        await until(pilot, lambda: len(titles(pilot)) == len(newsroom.stories))

        assert titles(pilot).count(story.title) == 1
        assert 'fetch = "direct"' in path.read_text()
        assert comment in path.read_text()
        await press(pilot, "at", "down", "enter")
        await until(pilot, lambda: not session.is_direct)


async def test_feed_renamed_on_the_sources_screen_waits_for_the_server(server, session, path):
    async with reading(session, config=load(path), size=(160, 36)) as pilot:
        await add(pilot, server.url)
        await until(pilot, lambda: status(pilot).account and status(pilot).account.synced)
        await settled(pilot)
        await press(pilot, "S", "n")
        await answer(pilot, "الفرات نيوز")
        await until(pilot, lambda: [each.name for each in session.account_sources] == ["الفرات نيوز"])
        await press(pilot, "escape")

        await until(pilot, lambda: status(pilot).account.queued == 1)
        assert shown(pilot, "الفرات نيوز")
        pilot.app.reading.news.sync()
        await until(pilot, lambda: server.feeds["feed/1"]["title"] == "الفرات نيوز")
