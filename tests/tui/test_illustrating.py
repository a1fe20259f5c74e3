"""Pictures in the article on the screen: where they stand, how wide, when they come and go."""

import asyncio
import io
import re
import threading
from dataclasses import replace

import pytest
from PIL import Image
from tui import news
from tui.conftest import fill, lines_of, press, reading, settled, toasts, until

from reader.core import Session, images
from reader.locale.translator import Translator
from reader.model import Article, Block
from reader.tui.messages import ChangesListed
from reader.tui.widgets.picture import PICTURES, Picture, Placeholder
from reader.typeset.graphics_profiles import Graphics

LEAD, INNER = "http://127.0.0.1:9/lead.png", "http://127.0.0.1:9/inner.png"
BLOCKS = (
    Block("paragraph", "فقرة أولى."),
    Block("image", "صورة من الجسر", url=INNER),
    Block("paragraph", "فقرة أخيرة."),
)


def png(width, height):
    data = io.BytesIO()
    Image.effect_noise((width, height), 80).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def pictured(library):
    """A library that holds an article with two of its pictures."""
    fill(library)
    article = Article(
        news.BRIDGE.title, news.BRIDGE.url, language="ar", direction="rtl", image=LEAD, blocks=BLOCKS
    )
    library.articles.put(library.entries.find(news.BRIDGE.url), article)
    library.articles.put_image(LEAD, png(400, 200))
    library.articles.put_image(INNER, png(40, 40))
    return library


@pytest.fixture
def open_article(pictured):
    """The application with that article open, its pictures there."""

    def opened(**how):
        return reading(Session(pictured), **how)

    return opened


def view_of(pilot):
    return pilot.app.reading.article.view


async def shown(pilot):
    """Open the article and wait for its pictures."""
    await press(pilot, "enter")
    await until(pilot, lambda: view_of(pilot).pictures)
    await settled(pilot)
    return view_of(pilot)


async def test_lead_stands_above_the_text_and_others_above_their_caption(open_article):
    async with open_article(size=(120, 60)) as pilot:
        view = await shown(pilot)
        kinds = [(line.kind, line.paragraph) for line in view.lines if line.kind != "blank"]
        lead, inner = kinds.index(("picture", 0)), kinds.index(("picture", 2))
        assert kinds[lead - 1][0] == "rule"
        assert kinds[inner - 1] == ("paragraph", 1)
        assert kinds[inner + view.pictures[2].lines][0] == "image", "the caption is below"
        assert view.pictures[0].columns <= view.measure
        assert any("▀" * 10 in line for line in lines_of(pilot, view))


async def test_pictures_in_a_low_window_leave_room_for_text(open_article):
    async with open_article(size=(120, 24)) as pilot:
        view = await shown(pilot)
        assert view.pictures[0].lines <= view.size.height * 3 // 5


async def test_p_hides_them_and_brings_them_back(open_article):
    async with open_article() as pilot:
        view = await shown(pilot)
        await press(pilot, "p")
        assert not view.pictures
        assert not any(line.kind == "picture" for line in view.lines)
        await press(pilot, "p")
        assert set(view.pictures) == {0, 2}


async def test_off_is_off(open_article):
    async with open_article(pictures="off") as pilot:
        await press(pilot, "enter")
        assert not view_of(pilot).pictures


async def test_picture_key_without_pictures_says_so(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        assert not toasts(pilot)
        await press(pilot, "p")
        assert toasts(pilot) == [Translator("ar")("said.no_pictures")]


async def test_half_blocks_need_colours_and_drawn_pictures_do_not(open_article, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_article() as pilot:
        await press(pilot, "enter")
        assert not view_of(pilot).pictures
    async with open_article(graphics="sixel") as pilot:
        await shown(pilot)


async def test_they_follow_the_width_of_the_text(open_article):
    async with open_article(size=(120, 60)) as pilot:
        view = await shown(pilot)
        before = view.pictures[0].columns
        await pilot.resize_terminal(24, 60)
        await until(pilot, lambda: view.pictures[0].columns == view.measure < before)
        await press(pilot, "plus")
        await until(pilot, lambda: view.pictures[0].columns <= view.measure)


async def test_picture_wider_than_the_pane_is_not_cut(open_article):
    async with open_article(size=(120, 60)) as pilot:
        view = await shown(pilot)
        view.app.reading.article.images.wanted = "off"  # none will be made anew
        await pilot.resize_terminal(20, 60)
        await settled(pilot)
        assert not any(line.kind == "picture" and line.paragraph == 0 for line in view.lines)


@pytest.mark.parametrize("graphics", ["kitty", "sixel", "iterm2"])
async def test_setting_says_how_they_are_drawn(open_article, graphics):
    async with open_article(graphics=graphics) as pilot:
        view = await shown(pilot)
        assert {each.graphics.protocol.value for each in view.pictures.values()} == {graphics}
        assert all(PICTURES[each.number] is each for each in view.pictures.values())


async def test_another_way_of_drawing_is_taken_up_at_once(open_article):
    async with open_article() as pilot:
        view = await shown(pilot)
        pilot.app.apply_settings({"graphics": "sixel"})
        await until(pilot, lambda: view.pictures[0].graphics.protocol.value == "sixel")
        pilot.app.apply_settings({"pictures": "off"})
        await until(pilot, lambda: not view.pictures)


# Titles of double size


async def test_double_size_title_is_selected_under_the_pointer(open_article):
    async with open_article(size=(120, 60), pictures="off") as pilot:
        pilot.app.reading.article.images.draw_with(Graphics(double=True))
        await press(pilot, "enter")
        view = view_of(pilot)
        rows = [y for y, line in enumerate(view.lines) if line.number]
        first = view.lines[rows[0]].line
        right = (view.text_width + view.measure) // 2
        right += 1 if view.rtl and view.show_vertical_scrollbar else 0
        found = {}
        for y in rows[:2]:
            places = [view.place_at(x, y) for x in range(view.size.width)]
            found[y] = [place for place in places if place and place[1] == 0]
            indexes = [index for index, _ in found[y]]
            for cell in first.cells:
                assert indexes.count(cell.index) >= 2 * cell.width
        assert found[rows[0]] == found[rows[1]]


async def test_title_of_double_size_is_there_at_common_size_for_other_eyes(open_article):
    async with open_article(size=(120, 60), pictures="off") as pilot:
        pilot.app.reading.article.images.draw_with(Graphics(double=True))
        await press(pilot, "enter")
        view = view_of(pilot)
        text = re.sub(r"\s+", " ", " ".join(lines_of(pilot, view)))
        for line in {id(each.line): each.line for each in view.lines if each.number}.values():
            assert line.text in text


async def test_set_language_pictures_on_the_screen_stay(open_article):
    async with open_article() as pilot:
        await shown(pilot)
        before = dict(view_of(pilot).pictures)
        await press(pilot, "L")
        await settled(pilot)
        assert dict(view_of(pilot).pictures) == before
        assert before


@pytest.mark.parametrize("width", [96, 97, 120, 121])
async def test_picture_stands_within_the_lines_of_the_text(open_article, width):
    async with open_article(size=(width, 36)) as pilot:
        view = view_of(pilot)
        view.double = True
        await press(pilot, "+", "+")
        await shown(pilot)
        rows = [y for y, laid in enumerate(view.lines) if laid.kind == "picture"]
        strip = view._paint(view.lines[rows[0]])
        left = len(strip.text) - len(strip.text.lstrip(" "))
        right = len(strip.text.rstrip(" "))
        margin = (view.text_width - view.measure) // 2
        assert view.text_width - margin - view.measure <= left
        assert right <= view.text_width - margin


@pytest.mark.parametrize("keys", ["b", "bb"])
async def test_saving_leaves_the_pictures_on_the_screen(open_article, keys):
    async with open_article() as pilot:
        view = await shown(pilot)
        pictures = view.pictures
        await press(pilot, *keys)
        assert view.page.marks or keys == "bb"
        assert view.pictures is pictures


async def test_pictures_come_back_after_the_changes(open_article, monkeypatch):
    async with open_article() as pilot:
        view = await shown(pilot)
        pane = pilot.app.reading.article
        pane.post_message(ChangesListed(pane.headline, replace(pane.article, blocks=BLOCKS[:1])))
        await until(pilot, lambda: pane.changes is not None)
        assert not view.pictures
        await press(pilot, "c")
        assert set(view.pictures) == {0, 2}


@pytest.fixture
def waiting(library, monkeypatch):
    """A library with an article whose pictures are downloaded until the event is set."""
    arrived = threading.Event()

    async def download(session, article, id, *, wanted=None):
        while not arrived.is_set():
            await asyncio.sleep(0.01)
        return images.Images()

    monkeypatch.setattr(images, "download_images", download)
    fill(library)
    article = Article(news.BRIDGE.title, news.BRIDGE.url, language="ar", image=LEAD, blocks=BLOCKS)
    library.articles.put(library.entries.find(news.BRIDGE.url), article)
    return library, arrived


async def test_placeholder_keeps_the_room_of_a_picture_that_comes(waiting):
    library, arrived = waiting
    async with reading(Session(library)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: view_of(pilot).pictures)
        assert all(isinstance(each, Placeholder) for each in view_of(pilot).pictures.values())
        before = [laid.kind for laid in view_of(pilot).lines]
        library.articles.put_image(LEAD, png(400, 225))
        arrived.set()
        await until(pilot, lambda: isinstance(view_of(pilot).pictures.get(0), Picture))
        text = before.index("paragraph")
        assert "picture" in before[:text]
        assert [laid.kind for laid in view_of(pilot).lines][:text] == before[:text]


@pytest.mark.parametrize("key", ["", "p"])
async def test_placeholder_goes_when_no_picture_comes(waiting, key):
    library, arrived = waiting
    async with reading(Session(library)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: view_of(pilot).pictures)
        await pilot.press(*key)
        arrived.set()
        await until(pilot, lambda: not view_of(pilot).pictures)
        assert all(laid.kind != "picture" for laid in view_of(pilot).lines)
