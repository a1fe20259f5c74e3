"""Pictures of the screen, few enough to look at: sizes, themes, languages, and the states a person meets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tui import news
from tui.conftest import NoNetwork, press, reading

from reader.edition import Edition
from reader.model import SourceHealth

TESTS = Path(__file__).resolve().parents[1]
SNAPSHOTS = TESTS.parent / "snapshots"


SCREENS = {
    "80x24": ((80, 24), {}, ["enter"]),
    "80x24-light": ((80, 24), {"theme": "light"}, []),
    "120x36": ((120, 36), {}, ["enter"]),
    "120x36-light-english": ((120, 36), {"theme": "light", "language": "en"}, ["enter"]),
    "120x36-sorani": ((120, 36), {"language": "ckb"}, ["enter", "J", "J"]),
    "40x20": ((40, 20), {}, []),
    "40x20-light-article": ((40, 20), {"theme": "light"}, ["enter"]),
    "170x45-three-panes": ((170, 45), {"digits": "arab"}, ["enter", "b", "escape", "j", "j", "b", "v"]),
}
"""Size, settings, keys pressed."""


@pytest.mark.parametrize("screen", SCREENS)
async def test_main(edition, app_snapshot, screen):
    size, settings, keys = SCREENS[screen]
    async with reading(edition, size=size, **settings) as pilot:
        await press(pilot, *keys)
        pilot.app.clear_notifications()
        assert await app_snapshot(pilot, "screen")


async def test_shelf_and_filter(edition, app_snapshot):
    async with reading(edition, size=(100, 24)) as pilot:
        await press(pilot, "b", "j", "j", "b", "j", "enter", "B")
        pilot.app.clear_notifications()
        assert await app_snapshot(pilot, "shelf")
        await press(pilot, "B", "u")
        await press(pilot, "f")
        assert await app_snapshot(pilot, "picker")


async def test_help_in_a_newspaper(edition, app_snapshot):
    async with reading(edition, size=(80, 24), theme="newspaper") as pilot:
        await press(pilot, "question_mark")
        assert await app_snapshot(pilot, "help")


async def test_no_network(edition, library, app_snapshot):
    for source in news.SOURCES:
        health = SourceHealth(
            source.id,
            last_fetch=news.NOW,
            last_success=news.NOW - timedelta(hours=3),
            error="refused",
            due=datetime.now(UTC) + timedelta(days=1),
            url=source.feed,
        )
        library.record_fetch(health)
    async with reading(edition, size=(80, 24), theme="contrast") as pilot:
        await press(pilot, "j", "enter")
        assert await app_snapshot(pilot, "offline")


async def test_nothing_yet(library, app_snapshot):
    async with reading(Edition(library, [], client_factory=NoNetwork), size=(80, 24)) as pilot:
        assert await app_snapshot(pilot, "empty")


def test_every_folder_of_pictures_has_its_tests():
    for folder in SNAPSHOTS.rglob("*"):
        if folder.is_dir() and any(path.is_file() for path in folder.iterdir()):
            module = TESTS / folder.relative_to(SNAPSHOTS).with_suffix(".py")
            assert module.is_file(), f"{folder} belongs to no test"
