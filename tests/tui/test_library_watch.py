"""An open screen shows what another program writes into the library."""

from tui import news
from tui.conftest import reading, settled, titles

from reader.model import Entry
from reader.store import Library


async def check(pilot):
    pilot.app.library_watch.check()
    await settled(pilot)


async def test_headline_written_by_another_program_appears(session, library):
    async with reading(session) as pilot:
        await check(pilot)
        with Library.open(library.path) as other:
            other.entries.add(
                news.RAFIDAIN, [Entry("other", "خبر من برنامج آخر", published=news.NOW)], now=news.NOW
            )
        await check(pilot)
        assert "خبر من برنامج آخر" in titles(pilot)


async def test_screen_is_not_reloaded_for_its_own_writes(session, library, monkeypatch):
    async with reading(session) as pilot:
        await check(pilot)
        reloads = []
        monkeypatch.setattr(pilot.app.reading.news, "reload", lambda: reloads.append(1))
        library.facts.set("key", "value")
        await check(pilot)
        assert reloads == []
