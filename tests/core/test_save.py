"""Saved is saved: at once as far as known, then whole; queued without a network, completed with one."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest

from reader.config import Settings
from reader.core import CoreError, NotFoundError, SaveState, Session
from reader.core.bookmarks import (
    annotate_bookmark,
    complete_bookmarks,
    list_bookmarks,
    remove_bookmarks,
    restore_bookmarks,
    save_bookmark,
    save_page,
)
from reader.core.fetch_article import download_article
from reader.core.queries import get_article, get_headline, get_image, list_headlines
from reader.core.refresh import refresh_sources
from reader.model import Article, Block, Entry
from reader.sources import ExtractError, FetchError
from reader.store import Library

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One pixel."""


@pytest.fixture
async def fetched(session, source):
    session.set_sources([source("a")])
    async for _ in refresh_sources(session):
        pass
    return session


async def states(steps):
    return [step async for step in steps]


async def test_bookmark_is_on_disk_before_any_request(fetched, newsroom, tmp_path):
    id = list_headlines(fetched)[0].id
    before = sum(newsroom.hits.values())
    saving = save_bookmark(fetched, id)
    first = await anext(saving)
    assert first.state is SaveState.SAVED_HERE
    assert sum(newsroom.hits.values()) == before
    with Library.open(tmp_path / "library.db") as other:
        assert [bookmark.headline.id for bookmark in other.bookmarks.all()] == [id]
    await saving.aclose()
    assert list_bookmarks(fetched)[0].pending


async def test_bookmark_is_completed_with_article_and_picture(fetched):
    id = list_headlines(fetched)[0].id
    last = (await states(save_bookmark(fetched, id)))[-1]
    assert (last.state, last.pictures) == (SaveState.WHOLE, 1)
    (bookmark,) = list_bookmarks(fetched)
    assert not bookmark.pending
    article = get_article(fetched, id)
    assert article.whole
    assert article.blocks
    assert get_image(fetched, article.image)
    html = fetched.library.articles.original(id)
    assert "جسر الرافدين" in html.decode()


async def test_original_can_be_read_again(fetched):
    from reader.sources import extract

    id = list_headlines(fetched)[0].id
    await states(save_bookmark(fetched, id))
    again = extract(
        fetched.library.articles.original(id), get_headline(fetched, id).url, "text/html; charset=utf-8"
    )
    assert again.text == get_article(fetched, id).text


async def test_bookmark_without_a_network_is_queued_and_completed_later(fetched, newsroom):
    id = list_headlines(fetched)[0].id
    newsroom.down()
    last = (await states(save_bookmark(fetched, id)))[-1]
    assert last.state is SaveState.QUEUED
    assert last.why
    assert fetched.library.bookmarks.pending() == [id]
    assert get_article(fetched, id).title
    assert [step.state for step in await states(complete_bookmarks(fetched))] == [SaveState.QUEUED]
    newsroom.up()
    assert [step.state for step in await states(complete_bookmarks(fetched))] == [SaveState.WHOLE]
    assert fetched.library.bookmarks.pending() == []


async def test_saving_twice_fetches_once(fetched, newsroom):
    id = list_headlines(fetched)[0].id
    await states(save_bookmark(fetched, id))
    hits = sum(newsroom.hits.values())
    assert (await states(save_bookmark(fetched, id)))[-1].state is SaveState.WHOLE
    assert sum(newsroom.hits.values()) == hits


async def test_pictures_are_left_out_when_not_wanted(library, source, newsroom):
    session = Session(library, [source("a")], Settings(pictures="off"))
    async for _ in refresh_sources(session):
        pass
    last = (await states(save_bookmark(session, list_headlines(session)[0].id)))[-1]
    assert last.pictures == 0
    assert not any(path.startswith("/images/") for path in newsroom.hits)
    await session.close()


async def test_picture_that_is_none_is_not_kept(fetched, newsroom):
    import re

    from reader.core.images import download_images

    url = newsroom.add("/x.png", b"<svg onload='alert(1)'/>", type="image/svg+xml")
    id = list_headlines(fetched)[0].id
    article = Article("ع", image=url, blocks=(Block("image", "", url=newsroom.url + "/none.png"),))
    assert (await download_images(fetched, article, id)).stored == 0
    assert get_image(fetched, url) is None
    assert re.search("none.png", str(newsroom.hits))


async def test_bookmark_of_an_unknown_id_raises(fetched):
    with pytest.raises(NotFoundError):
        await states(save_bookmark(fetched, 999))
    with pytest.raises(NotFoundError):
        await download_article(fetched, 999)


async def test_page_saved_by_address_gets_its_title_from_the_page(session, newsroom):
    url = newsroom.add("/about", "<title>ع</title><h1>عن الموقع</h1><p>سطر.</p>".encode())
    steps = await states(save_page(session, url))
    assert [step.state for step in steps] == [SaveState.SAVED_HERE, SaveState.WHOLE]
    (bookmark,) = list_bookmarks(session)
    assert bookmark.headline.title == "عن الموقع"
    assert "سطر." in get_article(session, bookmark.headline.id).text


async def test_page_saved_without_a_network_keeps_its_address(session, newsroom):
    url = newsroom.add("/long/name-of-it", "<title>ع</title><h1>عنوان</h1><p>سطر.</p>".encode())
    newsroom.down()
    steps = await states(save_page(session, url))
    assert steps[-1].state is SaveState.QUEUED
    assert list_bookmarks(session)[0].headline.title == "name-of-it"
    newsroom.up()
    await states(complete_bookmarks(session))
    assert list_bookmarks(session)[0].headline.title == "عنوان"


async def test_front_page_of_a_site_can_be_saved(session, newsroom):
    newsroom.add("/", "<title>ع</title><h1>الرئيسية</h1><p>سطر.</p>".encode())
    await states(save_page(session, newsroom.url + "/"))
    await states(save_page(session, newsroom.url + "/"))
    assert [bookmark.headline.title for bookmark in list_bookmarks(session)] == ["الرئيسية"]


async def test_news_saved_by_its_address_is_the_same_news(fetched):
    headline = list_headlines(fetched)[0]
    await states(save_page(fetched, headline.url))
    assert [bookmark.headline.id for bookmark in list_bookmarks(fetched)] == [headline.id]


async def test_file_that_is_no_page_is_kept_by_name(session, newsroom):
    url = newsroom.add("/report.pdf", b"%PDF-1.7 " + b"x" * 100, type="application/pdf")
    steps = await states(save_page(session, url))
    assert steps[-1].state is SaveState.WHOLE
    article = get_article(session, list_bookmarks(session)[0].headline.id)
    assert article.title == "report.pdf"
    assert "application/pdf" in article.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "nonsense", ""])
async def test_page_saved_by_a_bad_address_raises(session, url):
    with pytest.raises(CoreError, match="not a web address"):
        await states(save_page(session, url))
    assert list_bookmarks(session) == []


async def test_article_page_without_text_gives_way_to_the_feeds_own(session, source, library, newsroom):
    from datetime import UTC, datetime

    alpha = source("a")
    session.set_sources([alpha])
    url = newsroom.add("/empty-page", b"<html><body></body></html>")
    long = f"<p>{'نص طويل من الخلاصة نفسها. ' * 40}</p>"
    entries = [Entry("1", "عنوان", url, content=long), Entry("2", "قصير", url + "?2", content="<p>قصير</p>")]
    added = library.entries.add(alpha, entries, now=datetime.now(UTC))
    article = await download_article(session, added.new[1])
    assert article.whole
    assert article.text.startswith("نص طويل")
    with pytest.raises((ExtractError, FetchError)):
        await download_article(session, added.new[0])


async def test_entry_without_an_address_says_so(session, source, library):
    from datetime import UTC, datetime

    alpha = source("a")
    session.set_sources([alpha])
    added = library.entries.add(alpha, [Entry("1", "بلا عنوان")], now=datetime.now(UTC))
    with pytest.raises(ExtractError, match="no address"):
        await download_article(session, added.new[0])
    steps = await states(save_bookmark(session, added.new[0]))
    assert steps[-1].state is SaveState.QUEUED


async def test_taking_off_the_shelf_can_be_undone(fetched):
    id = list_headlines(fetched)[0].id
    await states(save_bookmark(fetched, id))
    annotate_bookmark(fetched, id, tags=["وسم"], note="ملاحظة")
    before = list_bookmarks(fetched)
    token = remove_bookmarks(fetched, [id])
    assert list_bookmarks(fetched) == []
    restore_bookmarks(fetched, token)
    assert list_bookmarks(fetched) == before


async def test_news_may_not_lead_inside_but_a_person_may(session, library, newsroom):
    from datetime import UTC, datetime

    from reader.model import Source

    outside = Source("outside", "خارج", feed="https://news.example/rss")
    session.set_sources([outside])
    added = library.entries.add(
        outside, [Entry("1", "ع", f"{newsroom.url}/ar/news/1/x")], now=datetime.now(UTC)
    )
    with pytest.raises(FetchError, match="refused"):
        await download_article(session, added.new[0])
    assert sum(newsroom.hits.values()) == 0


async def test_tags_and_note_are_on_disk_before_anything_is_fetched(fetched, newsroom, tmp_path):
    id = list_headlines(fetched)[0].id
    before = sum(newsroom.hits.values())
    saving = save_bookmark(fetched, id, tags=("نفط",), note="مهم", archived=True)
    await anext(saving)
    assert sum(newsroom.hits.values()) == before
    with Library.open(tmp_path / "library.db") as other:
        (bookmark,) = other.bookmarks.all(archived=True)
        assert (bookmark.tags, bookmark.note, bookmark.pending) == (("نفط",), "مهم", True)
    await saving.aclose()


async def test_saved_whole_is_said_when_the_images_are_there_too(session, source, library, newsroom):
    alpha = source("a")
    session.set_sources([alpha])
    image = newsroom.url + "/later.png"
    page = f"<html><body><article><h1>عنوان الخبر</h1>{'<p>فقرة طويلة من نص الخبر نفسه.</p>' * 8}"
    url = newsroom.add("/news", f"{page}<img src='{image}' width='800' height='600'></article>".encode())
    newsroom.add("/later.png", b"busy", status=503)
    (id,) = library.entries.add(alpha, [Entry("1", "عنوان الخبر", url, image=image)], now=NOW).new
    steps = await states(save_bookmark(session, id))
    assert [step.state for step in steps] == [SaveState.SAVED_HERE, SaveState.QUEUED]
    assert steps[-1].why.key == "save.images_missing"
    assert library.bookmarks.pending() == [id]
    newsroom.add("/later.png", PNG)
    steps = await states(complete_bookmarks(session))
    assert [(step.state, step.pictures) for step in steps] == [(SaveState.WHOLE, 1)]
    assert library.bookmarks.pending() == []
    assert get_image(session, image) == PNG
