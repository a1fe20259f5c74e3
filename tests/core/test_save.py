"""Saved is saved: at once as far as known, then whole; queued without a network, completed with one."""

import pytest

from reader.config import Settings
from reader.core import CoreError, NotFoundError, SaveState, Session
from reader.model import Article, Block, Entry
from reader.sources import ExtractError, FetchError
from reader.store import Library


@pytest.fixture
async def fetched(session, source):
    session.follow([source("a")])
    async for _ in session.refresh():
        pass
    return session


async def states(steps):
    return [step async for step in steps]


async def test_it_is_on_disk_before_anything_is_fetched(fetched, newsroom, tmp_path):
    id = fetched.headlines()[0].id
    before = sum(newsroom.hits.values())
    saving = fetched.save(id)
    first = await anext(saving)
    assert first.state is SaveState.SAVED_HERE
    assert sum(newsroom.hits.values()) == before
    with Library.open(tmp_path / "library.db") as other:
        assert [bookmark.headline.id for bookmark in other.bookmarks.all()] == [id]
    await saving.aclose()
    assert fetched.bookmarks()[0].pending


async def test_then_the_whole_of_it(fetched):
    id = fetched.headlines()[0].id
    last = (await states(fetched.save(id)))[-1]
    assert (last.state, last.pictures) == (SaveState.WHOLE, 1)
    (bookmark,) = fetched.bookmarks()
    assert not bookmark.pending
    article = fetched.article(id)
    assert article.whole
    assert article.blocks
    assert fetched.image(article.image)
    html = fetched.library.articles.original(id)
    assert "جسر الرافدين" in html.decode()


async def test_the_original_can_be_read_again(fetched):
    from reader.sources import extract

    id = fetched.headlines()[0].id
    await states(fetched.save(id))
    again = extract(
        fetched.library.articles.original(id), fetched.headline(id).url, "text/html; charset=utf-8"
    )
    assert again.text == fetched.article(id).text


async def test_without_a_network_it_waits_and_is_completed_later(fetched, newsroom):
    id = fetched.headlines()[0].id
    newsroom.down()
    last = (await states(fetched.save(id)))[-1]
    assert last.state is SaveState.QUEUED
    assert last.why
    assert fetched.library.bookmarks.pending() == [id]
    assert fetched.article(id).title
    assert [step.state for step in await states(fetched.complete_pending())] == [SaveState.QUEUED]
    newsroom.up()
    assert [step.state for step in await states(fetched.complete_pending())] == [SaveState.WHOLE]
    assert fetched.library.bookmarks.pending() == []


async def test_saving_twice_fetches_once(fetched, newsroom):
    id = fetched.headlines()[0].id
    await states(fetched.save(id))
    hits = sum(newsroom.hits.values())
    assert (await states(fetched.save(id)))[-1].state is SaveState.WHOLE
    assert sum(newsroom.hits.values()) == hits


async def test_pictures_are_left_out_when_not_wanted(library, source, newsroom):
    session = Session(library, [source("a")], Settings(pictures="off"))
    async for _ in session.refresh():
        pass
    last = (await states(session.save(session.headlines()[0].id)))[-1]
    assert last.pictures == 0
    assert not any(path.startswith("/images/") for path in newsroom.hits)
    await session.close()


async def test_a_picture_that_is_none_is_not_kept(fetched, newsroom):
    import re

    from reader.core.pictures import fetch_pictures

    url = newsroom.add("/x.png", b"<svg onload='alert(1)'/>", type="image/svg+xml")
    id = fetched.headlines()[0].id
    article = Article("ع", image=url, blocks=(Block("image", "", url=newsroom.url + "/none.png"),))
    assert await fetch_pictures(fetched, article, id) == 0
    assert fetched.image(url) is None
    assert re.search("none.png", str(newsroom.hits))


async def test_what_is_not_there_cannot_be_saved(fetched):
    with pytest.raises(NotFoundError):
        await states(fetched.save(999))
    with pytest.raises(NotFoundError):
        await fetched.fetch_article(999)


async def test_a_page_saved_by_its_address_gets_its_title_when_it_is_read(session, newsroom):
    url = newsroom.add("/about", "<title>ع</title><h1>عن الموقع</h1><p>سطر.</p>".encode())
    steps = await states(session.save_url(url))
    assert [step.state for step in steps] == [SaveState.SAVED_HERE, SaveState.WHOLE]
    (bookmark,) = session.bookmarks()
    assert bookmark.headline.title == "عن الموقع"
    assert "سطر." in session.article(bookmark.headline.id).text


async def test_a_page_saved_without_a_network_keeps_its_address(session, newsroom):
    url = newsroom.add("/long/name-of-it", "<title>ع</title><h1>عنوان</h1><p>سطر.</p>".encode())
    newsroom.down()
    steps = await states(session.save_url(url))
    assert steps[-1].state is SaveState.QUEUED
    assert session.bookmarks()[0].headline.title == "name-of-it"
    newsroom.up()
    await states(session.complete_pending())
    assert session.bookmarks()[0].headline.title == "عنوان"


async def test_the_front_page_of_a_site_can_be_saved(session, newsroom):
    newsroom.add("/", "<title>ع</title><h1>الرئيسية</h1><p>سطر.</p>".encode())
    await states(session.save_url(newsroom.url + "/"))
    await states(session.save_url(newsroom.url + "/"))
    assert [bookmark.headline.title for bookmark in session.bookmarks()] == ["الرئيسية"]


async def test_news_saved_by_its_address_is_the_same_news(fetched):
    headline = fetched.headlines()[0]
    await states(fetched.save_url(headline.url))
    assert [bookmark.headline.id for bookmark in fetched.bookmarks()] == [headline.id]


async def test_a_file_that_is_no_page_is_kept_by_name(session, newsroom):
    url = newsroom.add("/report.pdf", b"%PDF-1.7 " + b"x" * 100, type="application/pdf")
    steps = await states(session.save_url(url))
    assert steps[-1].state is SaveState.WHOLE
    article = session.article(session.bookmarks()[0].headline.id)
    assert article.title == "report.pdf"
    assert "application/pdf" in article.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "nonsense", ""])
async def test_what_is_no_address_is_refused(session, url):
    with pytest.raises(CoreError, match="not a web address"):
        await states(session.save_url(url))
    assert session.bookmarks() == []


async def test_an_article_page_without_text_gives_way_to_the_feeds_own(session, source, library, newsroom):
    from datetime import UTC, datetime

    alpha = source("a")
    session.follow([alpha])
    url = newsroom.add("/empty-page", b"<html><body></body></html>")
    long = f"<p>{'نص طويل من الخلاصة نفسها. ' * 40}</p>"
    entries = [Entry("1", "عنوان", url, content=long), Entry("2", "قصير", url + "?2", content="<p>قصير</p>")]
    added = library.entries.add(alpha, entries, now=datetime.now(UTC))
    article = await session.fetch_article(added.new[0])
    assert article.whole
    assert article.text.startswith("نص طويل")
    with pytest.raises((ExtractError, FetchError)):
        await session.fetch_article(added.new[1])


async def test_an_entry_without_an_address_says_so(session, source, library):
    from datetime import UTC, datetime

    alpha = source("a")
    session.follow([alpha])
    added = library.entries.add(alpha, [Entry("1", "بلا عنوان")], now=datetime.now(UTC))
    with pytest.raises(ExtractError, match="no address"):
        await session.fetch_article(added.new[0])
    steps = await states(session.save(added.new[0]))
    assert steps[-1].state is SaveState.QUEUED


async def test_taking_off_the_shelf_can_be_undone(fetched):
    id = fetched.headlines()[0].id
    await states(fetched.save(id))
    fetched.annotate(id, tags=["وسم"], note="ملاحظة")
    before = fetched.bookmarks()
    token = fetched.unsave([id])
    assert fetched.bookmarks() == []
    fetched.undo(token)
    assert fetched.bookmarks() == before


async def test_news_may_not_lead_inside_but_a_person_may(session, library, newsroom):
    from datetime import UTC, datetime

    from reader.model import Source

    outside = Source("outside", "خارج", feed="https://news.example/rss")
    session.follow([outside])
    added = library.entries.add(
        outside, [Entry("1", "ع", f"{newsroom.url}/ar/news/1/x")], now=datetime.now(UTC)
    )
    with pytest.raises(FetchError, match="refused"):
        await session.fetch_article(added.new[0])
    assert sum(newsroom.hits.values()) == 0
