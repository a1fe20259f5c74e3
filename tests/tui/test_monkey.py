"""Somebody who hits the keys, clicks and pulls at the window without looking: nothing gives way."""

import asyncio
import random

import pytest
from textual.errors import NoWidget
from textual.pilot import OutOfBounds
from tui.conftest import UTF8_TERMINAL

from reader.config import load
from reader.tui.app import Khabar

EDITING = (
    "escape",
    "escape",
    "enter",
    "backspace",
    "tab",
    "left",
    "right",
    "shift+left",
    "ctrl+a",
    "ctrl+k",
    "1",
    "2",
    "9",
)
WRITTEN = ("قال", "abc", "%", "[/]", "http://127.0.0.1:9/x", "(\u202e")
SIZES = ((30, 8), (40, 15), (80, 24), (120, 40), (200, 60))


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(6))
async def test_random_keys_and_sizes_do_no_harm(session, tmp_path, monkeypatch, seed):
    monkeypatch.setenv("BROWSER", "true")
    chance = random.Random(seed)
    path = tmp_path / "config.toml"
    path.write_text("")
    app = Khabar(session, load(path), UTF8_TERMINAL)
    app.animation_level = "none"
    async with app.run_test(size=chance.choice(SIZES)) as pilot:
        bound = app.reading.bound()
        keys = [key for name in sorted(bound.keys() - {"quit", "suspend"}) for key in bound[name]]
        for _ in range(150):
            match chance.choices(("key", "edit", "click", "pull", "write"), (60, 25, 8, 2, 5))[0]:
                case "key":
                    app.simulate_key(chance.choice(keys))
                case "edit":
                    app.simulate_key(chance.choice(EDITING))
                case "click":
                    width, height = app.size
                    place = chance.randrange(width), chance.randrange(height)
                    try:
                        await pilot.click(offset=place)
                    except OutOfBounds:
                        pass  # it was pulled smaller meanwhile
                    except NoWidget:  # the same, and Textual had laid it out while it looked
                        assert place not in app.screen._compositor.size.region
                case "pull":
                    await pilot.resize_terminal(*chance.choice(SIZES))
                case "write":
                    await pilot.press(*chance.choice(WRITTEN))
            await asyncio.sleep(chance.choice((0, 0, 0.005, 0.02)))
        await asyncio.sleep(0.3)
        assert app.is_running
