"""Where nothing tells what a terminal does, a person is asked once; the answer is used now and ever after."""

from contextlib import asynccontextmanager

import pytest
from tui.conftest import press, settled, toasts, until

from reader.config import Config, Settings
from reader.core.queries import get_state, set_state
from reader.core.terminal_profile import NONE, Terminal
from reader.tui.app import Khabar
from reader.tui.screens.calibration import ORDERS, Calibration
from reader.typeset.terminal_profiles import Order

UNKNOWN = Terminal({"TERM": "xterm-256color"})
KNOWN = Terminal({"TERM": "foot"})


@asynccontextmanager
async def start(session, terminal, **settings):
    """Start as the command line does: with what the library remembers of this terminal."""
    config = Config(settings=Settings(**settings), given=frozenset(settings))
    decision = terminal.decide(config.settings.order, get_state(session, terminal.key))
    app = Khabar(session, config, decision, probed=terminal)
    app.animation_level = "none"
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        yield pilot


async def asked(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, Calibration))


@pytest.mark.parametrize("number", range(1, len(ORDERS) + 1))
async def test_answer_is_used_at_once_and_at_the_next_start(session, number):
    order = ORDERS[number - 1]
    async with start(session, UNKNOWN) as pilot:
        await asked(pilot)
        await press(pilot, str(number))
        assert pilot.app.screen is pilot.app.reading
        assert pilot.app.terminal.order is order
        assert order.value in toasts(pilot)[-1]
    assert get_state(session, UNKNOWN.key) == order.value
    async with start(session, UNKNOWN) as pilot:
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
        assert pilot.app.terminal.order is order


async def test_none_of_them_is_an_answer_too(session):
    async with start(session, UNKNOWN) as pilot:
        await asked(pilot)
        await press(pilot, "escape")
        assert pilot.app.terminal.order is UNKNOWN.decide("auto").order
    assert get_state(session, UNKNOWN.key) == NONE
    async with start(session, UNKNOWN) as pilot:
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading


async def test_known_terminal_is_not_asked_about_but_can_be(session):
    async with start(session, KNOWN) as pilot:
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
        await pilot.press("C")
        await asked(pilot)
        await press(pilot, "2")
        assert pilot.app.terminal.order is ORDERS[1]
    assert get_state(session, UNKNOWN.key) == ""


async def test_palette_offers_the_calibration(session):
    async with start(session, KNOWN) as pilot:
        await press(pilot, "colon")
        titles = [each.title for each in pilot.app.screen.rows.rows]
        assert pilot.app.reading.strings("key.calibrate") in titles


async def test_calibration_yields_to_the_configuration(session):
    set_state(session, UNKNOWN.key, "fenced")
    async with start(session, UNKNOWN, order="words") as pilot:
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
        assert pilot.app.terminal.order is Order.WORDS
        await pilot.press("C")
        await asked(pilot)
        await press(pilot, "1")
        assert pilot.app.terminal.order is Order.WORDS
        assert "order = words" in toasts(pilot)[-1]


async def test_another_order_in_the_file_is_used_at_once(session):
    set_state(session, UNKNOWN.key, "fenced")
    async with start(session, UNKNOWN, order="cells") as pilot:
        for order, now in (("words", Order.WORDS), ("auto", Order.FENCED)):
            settings = Settings(order=order)
            pilot.app.config_watch.config = Config(settings=settings)
            pilot.app.apply_settings({"order": order})
            await settled(pilot)
            assert pilot.app.terminal.order is now


async def test_calibration_is_not_shown_to_a_screen_reader(session):
    async with start(session, UNKNOWN, screen_reader=True) as pilot:
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
