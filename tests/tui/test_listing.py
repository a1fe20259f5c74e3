"""The filter in force saved under a name, chosen again, replaced and taken back."""

import pytest
from tui import news
from tui.conftest import NoNetwork, fill, reading, toasts, until

from reader.config import load
from reader.core import Session
from reader.model import Filter
from reader.tui.dialogs.picker import Picker
from reader.tui.dialogs.prompt import Prompt
from reader.tui.terminal.bidi_input import BidiInput


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "config.toml"
    tables = "".join(
        f'[[source]]\nid = "{each.id}"\nname = "{each.name}"\nfeed = "{each.feed}"\n' for each in news.SOURCES
    )
    made.write_text(f"# mine\n{tables}")
    return made


@pytest.fixture
def session(library):
    fill(library)
    return Session(library, news.SOURCES, client_factory=NoNetwork)


async def ask(pilot, key, screen):
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.screen.query(BidiInput))


async def save_as(pilot, name):
    await ask(pilot, "F", Prompt)
    pilot.app.screen.query_one("#answer").value = name
    await pilot.press("enter")
    await until(pilot, lambda: any(name in each for each in toasts(pilot)))
    await until(pilot, lambda: any(each.name == name for each in pilot.app.reading.settings.lists))


async def test_saving_and_choosing_again(session, path):
    async with reading(session, config=load(path)) as pilot:
        headlines = pilot.app.reading.headlines
        wanted = Filter(sources=("rafidain",), categories=("ثقافة",), unread=True)
        headlines.narrow(wanted)
        await save_as(pilot, "ثقافة جديدة")
        assert path.read_text().startswith("# mine\n")
        (saved,) = load(path).settings.lists
        assert (saved.sources, saved.categories, saved.unread) == (("rafidain",), ("ثقافة",), True)
        headlines.widen()
        await ask(pilot, "f", Picker)
        pilot.app.screen.query_one("#narrow").value = "ثقافه جديده"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: headlines.filter == wanted)


async def test_same_name_replaces_and_undo_brings_back(session, path):
    async with reading(session, config=load(path)) as pilot:
        headlines = pilot.app.reading.headlines
        headlines.narrow(Filter(unread=True))
        await save_as(pilot, "قائمتي")
        headlines.narrow(Filter(saved=True))
        await ask(pilot, "F", Prompt)
        pilot.app.screen.query_one("#answer").value = "قائمتي"
        await pilot.press("enter")
        await until(pilot, lambda: [each.saved for each in load(path).settings.lists] == [True])
        await until(pilot, lambda: len(pilot.app.reading.undo_stack) == 2)
        await pilot.press("U")
        await until(pilot, lambda: [each.unread for each in load(path).settings.lists] == [True])
        await until(pilot, lambda: pilot.app.reading.settings.lists[0].unread)
        await pilot.press("U")
        await until(pilot, lambda: not load(path).settings.lists)


async def test_forgetting_the_list_in_force(session, path):
    path.write_text(path.read_text() + '[[list]]\nname = "نفط"\nquery = "نفط"\ndays = 3\n')
    async with reading(session, config=load(path)) as pilot:
        await ask(pilot, "f", Picker)
        await until(pilot, lambda: pilot.app.screen.query("#narrow"))
        pilot.app.screen.query_one("#narrow").value = "نفط"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.reading.headlines.filter.query == "نفط")
        await ask(pilot, "F", Picker)
        await pilot.press("enter")
        await until(pilot, lambda: not load(path).settings.lists)
        await until(pilot, lambda: pilot.app.reading.undo_stack)
        await pilot.press("U")
        await until(pilot, lambda: [each.days for each in load(path).settings.lists] == [3])


async def test_everything_is_no_list(session, path):
    async with reading(session, config=load(path)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: toasts(pilot))
        assert pilot.app.screen is pilot.app.reading
        assert "كل الأخبار معروضة" in toasts(pilot)[-1]


async def test_folder_is_a_filter_too(session, path):
    from dataclasses import replace

    session.set_sources(
        [replace(each, category="نهر" if each is not news.RUBAR else "") for each in news.SOURCES]
    )
    async with reading(session, config=load(path)) as pilot:
        await ask(pilot, "f", Picker)
        pilot.app.screen.query_one("#narrow").value = "نهر"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: set(pilot.app.reading.headlines.filter.sources) == {"rafidain", "river"})
