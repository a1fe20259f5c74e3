"""Corrections on the screen: the mark in lists and in the article, and old against new."""

from dataclasses import replace
from datetime import timedelta

from tui import news
from tui.conftest import find, lines_of, press, reading, says, settled, toasts, until
from tui.painted import visual


def correct(library, story, title):
    """Bring a story in again under another title."""
    source = next(source for source in news.SOURCES if source.id == story.source.id)
    later = replace(story.entry, title=title)
    return library.entries.add(source, [later], now=news.NOW + timedelta(hours=1))


def colour_of(pilot, text):
    """Return the colour in which the screen shows a text."""
    (colour,) = {
        segment.style.color
        for strip in pilot.app.screen._compositor.render_strips()
        for segment in strip
        if text in segment.text
    }
    return colour


async def test_corrected_entry_bears_the_mark_in_the_list(session, library):
    correct(library, news.BRIDGE, news.BRIDGE.title.replace("1200", "1300"))
    async with reading(session) as pilot:
        assert says(pilot, "عُدّل")


async def test_changes_key_shows_old_against_new_and_the_article_again(session, library):
    added = correct(library, news.BRIDGE, news.BRIDGE.title.replace("1200", "1300"))
    assert added.corrected
    async with reading(session) as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.reading.article.article is not None)
        await press(pilot, "c")
        await until(pilot, lambda: pilot.app.reading.article.changes is not None)
        await settled(pilot)
        text = " ".join(lines_of(pilot, pilot.app.reading.article.view))
        assert visual("[-1200-]", 1) in text
        assert visual("{+1300+}", 1) in text
        removed, added = (colour_of(pilot, visual(text, 1)) for text in ("[-1200-]", "{+1300+}"))
        assert removed != added
        await press(pilot, "c")
        assert pilot.app.reading.article.changes is None


async def test_changes_key_of_an_entry_without_versions_says_so(session):
    async with reading(session, toasts=True) as pilot:
        await press(pilot, "enter")
        await press(pilot, "c")
        await until(pilot, lambda: "لا نسخة سابقة محفوظة" in toasts(pilot))


async def test_refetch_key_without_a_network_keeps_the_article(session):
    async with reading(session, toasts=True) as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.reading.article.article is not None)
        before = pilot.app.reading.article.article
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: len(toasts(pilot)) > 1)
        assert pilot.app.reading.article.article == before
        assert find(pilot, news.BRIDGE).offline
