"""Themes follow the ground of the terminal, at the start and while the screen is open."""

from types import SimpleNamespace

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key
from tui import news
from tui.conftest import UTF8_TERMINAL, press, settled, toasts

from reader.config import Config, Settings
from reader.tui.app import Khabar
from reader.tui.first_paint import first_paint, load_start_state
from reader.tui.stylesheets import palette
from reader.tui.terminal.driver import TerminalDriver
from reader.typeset.colour_depth import has_light_ground
from reader.typeset.terminal_profiles import Answers

DARK, LIGHT = "\x1b[?997;1n", "\x1b[?997;2n"


def start(session, *, light, **settings):
    config = Config(settings=Settings(**settings))
    begin = load_start_state(session, config)._replace(light=light)
    return Khabar(session, config, UTF8_TERMINAL, begin=begin)


@pytest.mark.parametrize(
    ("env", "ground", "light"),
    [
        ({}, (255, 255, 255), True),
        ({}, (251, 250, 247), True),
        ({}, (22, 24, 29), False),
        ({}, (0, 43, 54), False),
        ({"COLORFGBG": "15;0"}, (255, 255, 255), True),
        ({"COLORFGBG": "0;15"}, None, True),
        ({"COLORFGBG": "0;default;15"}, None, True),
        ({"COLORFGBG": "15;default"}, None, False),
        ({}, None, False),
    ],
)
def test_ground_is_light_by_the_answer_then_by_the_environment(env, ground, light):
    assert has_light_ground(env, Answers(ground=ground)) is light


def test_ground_of_a_terminal_that_was_not_asked_is_dark():
    assert not has_light_ground({}, None)


@pytest.mark.parametrize(
    ("settings", "light", "theme"),
    [
        ({}, False, "dark"),
        ({}, True, "light"),
        ({"light_theme": "newspaper"}, True, "newspaper"),
        ({"dark_theme": "contrast"}, False, "contrast"),
        ({"theme": "contrast"}, True, "contrast"),
        ({"light_theme": "zebra"}, True, "dark"),
    ],
)
async def test_theme_at_the_start_is_that_of_the_ground_unless_one_is_named(session, settings, light, theme):
    app = start(session, light=light, **settings)
    async with app.run_test():
        assert app.theme == f"khabar-{theme}"


def test_first_paint_is_in_the_theme_of_the_ground(session):
    begin = load_start_state(session, Config())._replace(light=True)
    red, green, blue = bytes.fromhex(palette("khabar-light")["ground"][1:])
    assert f"48;2;{red};{green};{blue}" in first_paint(begin, (80, 24), UTF8_TERMINAL, now=news.NOW)


async def test_theme_follows_reports_while_the_screen_is_open(session):
    app = start(session, light=False)
    async with app.run_test() as pilot:
        app.report_ground(True)
        await settled(pilot)
        assert app.theme == "khabar-light"
        app.report_ground(False)
        await settled(pilot)
        assert app.theme == "khabar-dark"


async def test_theme_that_was_named_ignores_reports(session):
    app = start(session, light=False, theme="newspaper")
    async with app.run_test() as pilot:
        app.report_ground(True)
        await settled(pilot)
        assert app.theme == "khabar-newspaper"


async def test_t_comes_back_to_the_theme_of_the_terminal_and_says_so(session):
    app = start(session, light=True)
    async with app.run_test() as pilot:
        await settled(pilot)
        seen = [app.themes.setting]
        for _ in range(4):
            await press(pilot, "t")
            seen.append(app.themes.setting)
        assert seen == ["auto", "newspaper", "contrast", "dark", "auto"]
        assert toasts(pilot)[-1] == "المظهر: كالطرفية (فاتح)"


async def test_new_settings_change_the_theme_of_a_ground(session):
    app = start(session, light=True)
    async with app.run_test() as pilot:
        app.apply_settings({"light_theme": "newspaper"})
        await settled(pilot)
        assert app.theme == "khabar-newspaper"
        app.apply_settings({"theme": "contrast"})
        app.apply_settings({"light_theme": "light"})
        await settled(pilot)
        assert app.theme == "khabar-contrast"


@pytest.mark.parametrize(("report", "light"), [(DARK, False), (LIGHT, True)])
def test_report_of_the_ground_is_no_key(report, light):
    called, sent = [], []

    def call_later(function, *ground):
        called.extend(ground if function is None else ())

    host = SimpleNamespace(report_ground=None, call_later=call_later)
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.host, driver.cursor_origin = host, None
    driver._app = SimpleNamespace(_send=sent.append)
    driver.send_message = sent.append
    for message in XTermParser().feed(f"a{report}b"):
        driver.process_message(message)
    assert called == [light]
    assert [each.key for each in sent if isinstance(each, Key)] == ["a", "b"]
