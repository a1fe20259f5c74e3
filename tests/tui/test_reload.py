"""The configuration is followed while the program runs: what changes in the file, and only that, is set."""

import os
from contextlib import asynccontextmanager

import pytest
from tui import news
from tui.conftest import UTF8_TERMINAL, NoNetwork, fill, press, says, settled, toasts, until

from reader.cli.context import Context
from reader.cli.parser import Arguments
from reader.config import load
from reader.core import Session
from reader.core.queries import get_healths
from reader.core.subscriptions import apply_config
from reader.sources.catalogue import first_sources
from reader.tui import config_watch as configuration
from reader.tui.app import Khabar
from reader.tui.panes.ticker import Ticker

LEAVE = "[follow]\nleave = [" + ", ".join(f'"{source.id}"' for source in first_sources()) + "]\n"
RIVER = '[[source]]\nid = "river"\nname = "River Post"\nfeed = "http://127.0.0.1:9/river"\nlanguage = "en"\n'
RAFIDAIN = '[[source]]\nid = "rafidain"\nname = "وكالة الرافدين"\nfeed = "http://127.0.0.1:9/rss"\n'


class File:
    """A configuration that a person edits."""

    def __init__(self, path):
        self.path = path
        self.write("")

    def write(self, settings, sources=RAFIDAIN + RIVER):
        self.path.write_text(f"{settings}\n{LEAVE}{sources}")
        # two writes within one tick of the clock are still two
        stat = self.path.stat()
        self.path_time = getattr(self, "path_time", stat.st_mtime_ns) + 1_000_000
        os.utime(self.path, ns=(stat.st_atime_ns, self.path_time))


@pytest.fixture
def file(tmp_path):
    return File(tmp_path / "config.toml")


@pytest.fixture
def session(library, file):
    fill(library)
    made = Session(library, client_factory=NoNetwork)
    apply_config(made, file.path)
    return made


@asynccontextmanager
async def running(session, file, size=(120, 36), config=None):
    app = Khabar(session, config or load(file.path), UTF8_TERMINAL)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


@pytest.fixture
def look():
    async def look(pilot):
        pilot.app.config_watch.check()
        await settled(pilot)

    return look


async def test_language_and_digits(session, file, look):
    async with running(session, file) as pilot:
        assert says(pilot, "العناوين", 1)
        file.write('language = "en"')
        await look(pilot)
        assert pilot.app.reading.headlines.head.title == "Headlines"
        assert pilot.app.reading.has_class("ltr")
        file.write('language = "ckb"\ndigits = "arab"')
        await look(pilot)
        assert pilot.app.reading.strings.language == "ckb"
        assert pilot.app.reading.strings.arabic_digits
        assert says(pilot, "سەردێڕەکان", 1)
        assert not toasts(pilot)


async def test_theme_and_text(session, file, look):
    async with running(session, file) as pilot:
        file.write('theme = "newspaper"\ntext_size = "large"\njustify = "kashida"\nharakat = "hidden"')
        await look(pilot)
        assert pilot.app.theme == "khabar-newspaper"
        setting = pilot.app.reading.article.setting
        assert (setting.size, setting.justify, setting.marks) == ("large", "kashida", False)
        assert pilot.app.reading.article.view.setting == setting


async def test_state_changed_by_key_survives_a_reload(session, file, look):
    async with running(session, file) as pilot:
        await press(pilot, "L", "t", "plus")
        language, theme = pilot.app.reading.strings.language, pilot.app.theme
        file.write('digits = "arab"')
        await look(pilot)
        assert (pilot.app.reading.strings.language, pilot.app.theme) == (language, theme)
        assert pilot.app.reading.strings.arabic_digits
        assert pilot.app.reading.article.setting.size == "large"
        file.write('digits = "arab"\njustify = "spaces"')
        await look(pilot)
        assert pilot.app.reading.article.setting.size == "large"
        assert pilot.app.reading.article.setting.justify == "spaces"


async def test_language_of_the_command_line_survives_a_reload(session, file, look):
    english = Context(Arguments({"--lang": ["en"], "--config": [str(file.path)]}, ())).config
    async with running(session, file, config=english) as pilot:
        file.write('theme = "light"')
        await look(pilot)
        assert pilot.app.reading.strings.language == "en"
        assert pilot.app.theme == "khabar-light"


async def test_reload_changes_keys(session, file, look):
    async with running(session, file) as pilot:
        file.write('[keys]\ntheme = "f6"\nnonsense = "f7"')
        await look(pilot)
        before = pilot.app.theme
        await press(pilot, "t")
        assert pilot.app.theme == before
        await press(pilot, "f6")
        assert pilot.app.theme != before
        assert pilot.app.reading.bound()["theme"] == ["f6"]
        assert any("nonsense" in each for each in toasts(pilot))
        file.write("")
        await look(pilot)
        assert pilot.app.reading.bound()["theme"] == ["t"]


async def test_reload_with_a_key_for_two_actions_reports_it(session, file, look):
    async with running(session, file) as pilot:
        file.write('[keys]\ntheme = "x"')
        await look(pilot)
        assert any("x" in each and "المظهر التالي" in each for each in toasts(pilot))


async def test_reload_changes_the_ticker(session, file, look):
    async with running(session, file) as pilot:
        assert pilot.app.reading.query_one(Ticker).speed == 8
        file.write("[ticker]\nspeed = 20\npaused = true")
        await look(pilot)
        ticker = pilot.app.reading.query_one(Ticker)
        assert (ticker.speed, ticker.paused) == (20, True)
        assert ticker.headlines
        file.write("[ticker]\nenabled = false")
        await look(pilot)
        assert not pilot.app.reading.query(Ticker)
        file.write("")
        await look(pilot)
        assert pilot.app.reading.query_one(Ticker).headlines


async def test_reload_changes_the_sources(session, file, look):
    async with running(session, file) as pilot:
        assert news.PORT.title in [each.title for each in pilot.app.reading.headlines.buffer.rows]
        file.write("", RAFIDAIN.replace("وكالة الرافدين", "الرافدان"))
        await look(pilot)
        found = pilot.app.reading.headlines.buffer.rows
        assert news.PORT.title not in [each.title for each in found]
        assert {each.source_name for each in found} == {"الرافدان"}
        file.write("", RAFIDAIN + RIVER + RIVER.replace("river", "lake"))
        await look(pilot)
        assert news.PORT.title in [each.title for each in pilot.app.reading.headlines.buffer.rows]
        # a new one is fetched at once
        assert await until(pilot, lambda: get_healths(session).get("lake"))


async def test_interval_of_fetching(session, file, look):
    async with running(session, file) as pilot:
        before = pilot.app.reading.news.schedule
        file.write("[refresh]\nminutes = 0")
        await look(pilot)
        assert pilot.app.reading.news.schedule is None
        file.write("[refresh]\nminutes = 5")
        await look(pilot)
        assert pilot.app.reading.news.schedule is not before
        assert session.settings.refresh_minutes == 5


async def test_reload_reports_a_problem_once_with_its_line(session, file, look):
    file.write("language = 5")
    async with running(session, file) as pilot:
        assert sum("السطر 1" in each for each in toasts(pilot)) == 1
        file.write('language = 5\nthme = "dark"')
        await look(pilot)
        assert sum("السطر 1" in each for each in toasts(pilot)) == 1
        assert sum("السطر 2" in each for each in toasts(pilot)) == 1


async def test_reload_of_a_removed_file_uses_defaults(session, file, look):
    async with running(session, file) as pilot:
        file.path.unlink()
        await look(pilot)
        assert {source.id for source in session.sources} == {source.id for source in first_sources()}
        file.write('theme = "light"')
        await look(pilot)
        assert pilot.app.theme == "khabar-light"
        assert [source.id for source in session.sources] == ["rafidain", "river"]


async def test_reload_happens_by_itself(session, file, monkeypatch):
    monkeypatch.setattr(configuration, "POLL_SECONDS", 0.05)
    async with running(session, file) as pilot:
        file.write('theme = "contrast"')
        await until(pilot, lambda: pilot.app.theme == "khabar-contrast")


async def test_article_width_and_line_spacing_follow_the_file(session, file, look):
    async with running(session, file, size=(170, 45)) as pilot:
        view = pilot.app.reading.article.view
        before, lines = view.measure, len(view.lines)
        file.write("article_width = 60\nline_spacing = 1")
        await look(pilot)
        assert (before, view.measure) == (72, 60)
        assert len(view.lines) > lines
