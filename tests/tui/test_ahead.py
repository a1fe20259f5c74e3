"""Articles in hand before they are opened: shown at once, never stale."""

from tui import news
from tui.conftest import find, press, reading, settled, until

from reader.core import Saved, SaveState
from reader.core.queries import list_headlines
from reader.model import Filter
from reader.tui.messages import ArticleSaved, LibraryChanged
from reader.tui.panes.article_prefetch import read_article


def prepared(pilot, story):
    return pilot.app.reading.article.prefetch.get(find(pilot, story))


def first(pilot):
    """The headline under the cursor and the one below."""
    rows = pilot.app.reading.headlines.rows
    here = [rows.headline(row) for row in rows.rows[rows.cursor :]]
    return [each for each in here if each][:2]


async def test_prefetch_prepares_the_current_and_next_articles(session):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        await until(pilot, lambda: all(article.prefetch.get(each) for each in first(pilot)))
        await press(pilot, "j", "j")
        await until(pilot, lambda: all(article.prefetch.get(each) for each in first(pilot)))


async def test_article_in_hand_is_there_with_the_key(session, monkeypatch):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        await until(pilot, lambda: article.prefetch.get(first(pilot)[0]))
        monkeypatch.setattr("reader.tui.panes.article_prefetch.get_article", lambda *_: 1 / 0)
        headline = first(pilot)[0]
        article.open(headline)
        assert article.view.page is not None
        assert article.view.page.article.title == headline.title


async def test_library_that_changed_is_asked_again(session, monkeypatch):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        await until(pilot, lambda: article.prefetch.get(first(pilot)[0]))
        asked = []
        monkeypatch.setattr(
            "reader.tui.panes.article_loader.read_article",
            lambda session, headline: asked.append(headline.id) or read_article(session, headline),
        )
        pilot.app.reading.post_message(LibraryChanged())
        await settled(pilot)
        await until(pilot, lambda: first(pilot)[0].id in asked)


async def test_prefetched_article_opens_at_the_reading_position(session):
    async with reading(session, size=(100, 15)) as pilot:
        article = pilot.app.reading.article
        pilot.app.reading.headlines.rows.move_to(
            next(
                i
                for i, row in enumerate(pilot.app.reading.headlines.rows.rows)
                if getattr(row, "id", 0) == find(pilot, news.BRIDGE).id
            )
        )
        await press(pilot, "enter", "pagedown")
        position = article.view.position
        assert position
        await press(pilot, "escape")
        kept = prepared(pilot, news.BRIDGE)
        assert kept is None or kept.position == position
        await press(pilot, "enter")
        assert article.view.position == position


async def test_prefetch_keeps_few_articles(session):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        for headline in list_headlines(session):
            article.prefetch.keep(headline.id, read_article(session, headline))
        assert len(article.prefetch) <= 6
        assert article.prefetch.get(list_headlines(session)[-1]) is not None, "the last"


async def test_preview_shows_the_text_that_saving_brought(session, library):
    async with reading(session) as pilot:
        article, headline = pilot.app.reading.article, find(pilot, news.DATES)
        await press(pilot, "j")
        await until(pilot, lambda: article.headline.id == headline.id and article.article is not None)
        assert not article.article.whole
        library.articles.put(headline.id, news.DATES.article)
        saved = Saved(headline.id, SaveState.WHOLE)
        pilot.app.reading.post_message(ArticleSaved(headline, saved))
        await settled(pilot)
        await until(pilot, lambda: article.article.whole)
        assert article.previewing


async def test_list_without_headlines_previews_none(session):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        await until(pilot, lambda: article.article is not None)
        pilot.app.reading.headlines.narrow(Filter(query="xyzzy"))
        await settled(pilot)
        await until(pilot, lambda: article.headline is None)
        assert article.view.page is None
        await press(pilot, "escape")
        await until(pilot, lambda: article.headline is not None)
        assert article.view.page is not None
