"""The shelf: what stands on it, what is written beside it, taking off and putting back, reading offline."""

from textual.geometry import Offset
from tui import news
from tui.conftest import (
    NoNetwork,
    answer,
    find,
    lines_of,
    press,
    reading,
    says,
    settled,
    titles,
    toasts,
    until,
)
from tui.painted import visual

from reader.core import Session
from reader.core.bookmarks import list_bookmarks
from reader.locale.message import Message
from reader.store import StoreError


def shelf(pilot):
    return pilot.app.reading.bookmarks


def on_shelf(pilot):
    return [bookmark.headline.title for bookmark in shelf(pilot).rows.rows]


def stored(pilot, story, **where):
    """The bookmark of a story as the library has it."""
    return next(
        (each for each in list_bookmarks(pilot.app.session, **where) if each.headline.title == story.title),
        None,
    )


async def test_b_saves_and_reports_the_saved_article(session, library):
    article = library.articles.get(library.entries.find(news.BRIDGE.url))
    for url in (article.image, *(block.url for block in article.blocks if block.kind == "image")):
        library.articles.put_image(url, b"image")
    async with reading(session) as pilot:
        await press(pilot, "b")
        assert stored(pilot, news.BRIDGE)
        assert toasts(pilot) == [
            f"حُفظ: {news.BRIDGE.title}",
            f"حُفظ كاملًا: {news.BRIDGE.title}",
        ]
        assert on_shelf(pilot) == [news.BRIDGE.title]
        assert find(pilot, news.BRIDGE).saved


async def test_article_without_its_image_is_queued(session):
    async with reading(session) as pilot:
        await press(pilot, "b")
        assert stored(pilot, news.BRIDGE).pending
        assert "صورة واحدة" in toasts(pilot)[-1]


async def test_b_without_a_network_saves_a_part_and_queues_the_rest(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "b")
        assert stored(pilot, news.DATES).pending
        assert toasts(pilot)[-1] == ("حُفظ جزء منه، ويُجلب الباقي حين تعود الشبكة. رفض 127.0.0.1 الاتصال.")
        await press(pilot, "B")
        assert "…" in lines_of(pilot, shelf(pilot).rows)[1], "a sign of its own"


async def test_b_on_a_bookmark_removes_it_and_u_restores_it(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "b")
        assert stored(pilot, news.BRIDGE) is None
        assert toasts(pilot)[-1] == f"أُزيل من المحفوظات: {news.BRIDGE.title} — اضغط U للتراجع"
        await press(pilot, "U")
        assert stored(pilot, news.BRIDGE)
        assert toasts(pilot)[-1] == "أُعيد كما كان"
        await press(pilot, "U")
        assert toasts(pilot)[-1] == "لا شيء يمكن التراجع عنه"


async def test_b_in_the_article_is_about_the_article(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "enter", "b")
        assert stored(pilot, news.LIBRARY)


async def test_shelf_shows_the_last_saved_first_with_its_count(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "j", "j", "b", "B")
        assert on_shelf(pilot) == [news.LIBRARY.title, news.BRIDGE.title]
        assert shelf(pilot).head.count == "2 محفوظ"
        assert says(pilot, "المحفوظات")
        await press(pilot, "j", "enter")
        assert pilot.app.reading.article.headline.title == news.BRIDGE.title


async def test_empty_bookmarks_pane_explains_the_key(session):
    async with reading(session) as pilot:
        await press(pilot, "B")
        text = " ".join(line.strip() for line in lines_of(pilot, shelf(pilot).rows))
        assert visual("لا محفوظات بعد. اضغط b على خبر") in text
        await press(pilot, "enter", "d", "a", "T", "w", "b", "o", "m", "e")
        assert pilot.app.is_running


async def test_tags_and_note_of_a_bookmark_are_stored(session):
    async with reading(session, size=(140, 36)) as pilot:
        await press(pilot, "j", "j", "b", "B", "T")
        await answer(pilot, "#جسور، سفر سفر")
        assert stored(pilot, news.LIBRARY).tags == ("جسور", "سفر")
        row = "".join(lines_of(pilot, shelf(pilot).rows))
        assert visual("#جسور", 1) in row
        assert visual("#سفر", 1) in row
        await press(pilot, "w")
        await answer(pilot, "أقرأه في الطريق (مساءً)")
        assert stored(pilot, news.LIBRARY).note == "أقرأه في الطريق (مساءً)"
        assert visual("أقرأه في") in "".join(lines_of(pilot, shelf(pilot).rows))
        assert stored(pilot, news.LIBRARY).tags == ("جسور", "سفر"), "one does not take the other away"
        await press(pilot, "U")
        assert stored(pilot, news.LIBRARY).note == ""
        await press(pilot, "U")
        assert stored(pilot, news.LIBRARY).tags == ()


async def test_writing_can_be_given_up(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "B", "T", "escape", "w", "escape")
        assert stored(pilot, news.BRIDGE).tags == ()
        assert stored(pilot, news.BRIDGE).note == ""
        assert pilot.app.reading.panes.front == "bookmarks"


async def test_putting_away_and_back(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "B", "a")
        assert on_shelf(pilot) == []
        assert stored(pilot, news.BRIDGE, archived=True)
        await press(pilot, "A")
        assert on_shelf(pilot) == [news.BRIDGE.title]
        assert says(pilot, "الأرشيف")
        await press(pilot, "a")
        assert on_shelf(pilot) == []
        await press(pilot, "A")
        assert on_shelf(pilot) == [news.BRIDGE.title]
        assert toasts(pilot)[-1] == f"عاد إلى المحفوظات: {news.BRIDGE.title} — اضغط U للتراجع"


async def test_removed_bookmark_is_restored_with_tags_and_note(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "B", "T")
        await answer(pilot, "جسور")
        await press(pilot, "d")
        assert on_shelf(pilot) == []
        assert not find(pilot, news.BRIDGE).saved
        await press(pilot, "U")
        assert on_shelf(pilot) == [news.BRIDGE.title]
        assert stored(pilot, news.BRIDGE).tags == ("جسور",)
        await press(pilot, "delete", "U", "U")
        assert stored(pilot, news.BRIDGE).tags == ()


async def test_search_on_the_shelf_is_about_the_shelf(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "j", "j", "b", "B", "slash")
        await answer(pilot, "المكتبه")
        assert on_shelf(pilot) == [news.LIBRARY.title]
        assert shelf(pilot).head.count == "المكتبه · 1 محفوظ"
        assert len(titles(pilot)) == len(news.STORIES), "the headlines are as they were"
        await press(pilot, "slash")
        await answer(pilot, "")
        assert len(on_shelf(pilot)) == 2


async def test_bookmark_is_readable_without_a_network(session, library):
    async with reading(session) as pilot:
        await press(pilot, "b")
    async with reading(Session(library, news.SOURCES, client_factory=NoNetwork)) as pilot:
        await press(pilot, "B", "enter")
        assert visual("خلفية المشروع") in "".join(lines_of(pilot, pilot.app.reading.article.view))


async def test_click_on_a_bookmark_opens_its_article(session):
    async with reading(session, size=(170, 45)) as pilot:
        await press(pilot, "b")
        await pilot.click(shelf(pilot).rows, offset=Offset(10, 1))
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == news.BRIDGE.title


async def test_sample_cannot_be_saved_and_why_is_said(library):
    session = Session(library, [news.RAFIDAIN], client_factory=NoNetwork)
    async with reading(session) as pilot:
        await press(pilot, "b")
        assert toasts(pilot)[-1].startswith("لا يُحفظ النموذج")
        assert on_shelf(pilot) == []


async def test_bookmark_on_a_full_disk_reports_it_and_loses_nothing(session, monkeypatch):
    async with reading(session) as pilot:
        await press(pilot, "b")

        def full(*_, **__):
            raise StoreError(Message.verbatim("القرص ممتلئ."))

        monkeypatch.setattr(session.library.bookmarks, "remove", full)
        monkeypatch.setattr(session.library.bookmarks, "annotate", full)
        await press(pilot, "B", "d")
        assert toasts(pilot)[-1] == "القرص ممتلئ."
        assert on_shelf(pilot) == [news.BRIDGE.title]
        await press(pilot, "a")
        assert on_shelf(pilot) == [news.BRIDGE.title]


async def test_export_of_all_bookmarks_writes_a_single_file(session, tmp_path):
    async with reading(session) as pilot:
        await press(pilot, "b", "j", "j", "b", "B", "e")
        await answer(pilot, "Markdown")
        written = tmp_path / "khabar.md"
        assert news.BRIDGE.title in written.read_text("utf-8")
        assert news.LIBRARY.title in written.read_text("utf-8")
        assert toasts(pilot)[-1] == f"كُتب: {written}"


async def test_export_of_an_article_is_named_by_its_title(session, tmp_path):
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "enter", "e")
        await answer(pilot, "نص عادي")
        (written,) = tmp_path.glob("*.txt")
        assert "قال أمين المكتبة" in written.read_text("utf-8")


async def test_export_that_cannot_be_written_is_reported(session, tmp_path, monkeypatch):
    from reader.core import ExportError

    async with reading(session) as pilot:

        def refuse(*_, **__):
            raise ExportError(Message("system.no_space"))

        monkeypatch.setattr("reader.core.export.export_items", refuse)
        await press(pilot, "enter", "e")
        await answer(pilot, "نص عادي")
        assert toasts(pilot)[-1] == "لا مساحة متبقية على القرص"


async def test_empty_shelf_says_why_and_previews_nothing(session):
    async with reading(session, language="en") as pilot:
        article = pilot.app.reading.article
        await until(pilot, lambda: article.headline is not None)
        await press(pilot, "B")
        assert says(pilot, "No bookmarks yet.")
        await until(pilot, lambda: article.headline is None)
        await press(pilot, "A")
        assert says(pilot, "Nothing in the archive.")
        await press(pilot, "A", "slash")
        await answer(pilot, "xyzzy")
        assert says(pilot, "No bookmark matches.")
        await press(pilot, "B")
        await until(pilot, lambda: article.headline is not None)
