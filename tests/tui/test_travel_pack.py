"""Taking news along from the screen: what fits, breaking off, one book of it."""

import asyncio
import zipfile

from tui import news
from tui.conftest import NoNetwork, answer, fill, press, reading, settled, toasts, until
from tui.painted import row_with, visual

from reader.core import Session
from reader.tui.dialogs.picker import Picker


class Silent(NoNetwork):
    """A client that never gets an answer."""

    async def get(self, url, **_):
        await asyncio.sleep(3600)


async def test_take_along_says_how_much_of_the_news_fits(session):
    async with reading(session) as pilot:
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, Picker)
        line = row_with(pilot.app, visual("أخبار يوم", 1))
        assert visual("يتسع لـ 1 من 1", 1) in line
        assert visual("80.0 كيلوبايت", 1) in line
        await press(pilot, "escape")
        assert not pilot.app.reading.news.is_packing


async def test_take_along_again_breaks_the_download_off(library):
    fill(library)
    async with reading(Session(library, news.SOURCES, client_factory=Silent), wait=False) as pilot:
        await until(pilot, lambda: pilot.app.reading.has_panes)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.reading.news.is_packing)
        await pilot.press("D")
        await until(pilot, lambda: any("أُوقف الجلب" in said for said in toasts(pilot)))
        assert not pilot.app.reading.news.is_packing
        await until(pilot, lambda: not pilot.app.reading.news.is_running)


async def test_issue_is_written_as_one_book_to_the_named_file(session, tmp_path):
    async with reading(session) as pilot:
        await press(pilot, "D", "down", "down", "down", "down")
        await press(pilot, "enter")
        await answer(pilot, "issue.epub")
        await until(pilot, lambda: (tmp_path / "issue.epub").exists())
        await settled(pilot)
        assert any("issue.epub" in said for said in toasts(pilot))
    book = zipfile.ZipFile(tmp_path / "issue.epub")
    assert "عدد اليوم — 24-11-2026" in book.read("book/package.opf").decode()


async def test_issue_over_an_existing_file_is_refused(session, tmp_path):
    (tmp_path / "issue.epub").write_text("mine")
    async with reading(session) as pilot:
        await press(pilot, "D", "down", "down", "down", "down", "enter")
        await answer(pilot, "issue.epub")
        await until(pilot, lambda: any("issue.epub" in said for said in toasts(pilot)))
    assert (tmp_path / "issue.epub").read_text() == "mine"


async def test_choices_of_the_pack_look_as_they_did(session, app_snapshot):
    async with reading(session, size=(100, 24)) as pilot:
        await press(pilot, "D")
        assert await app_snapshot(pilot, "choices")
