"""Managing what is followed: everything is written into the configuration, told, and can be taken back."""

import pytest
from tui.conftest import press, reading, settled, toasts, until
from tui.painted import rows, visual

from reader.config import load
from reader.core import Session
from reader.core.queries import get_healths
from reader.core.subscriptions import apply_config
from reader.sources.catalogue import first_sources
from reader.store import Library
from reader.tui.dialogs.picker import Picker
from reader.tui.screens.catalogue import CatalogueScreen
from reader.tui.screens.discovery import DiscoveryScreen
from reader.tui.screens.sources import SourcesScreen

LEAVE = ", ".join(f'"{source.id}"' for source in first_sources())


@pytest.fixture
def path(tmp_path, newsroom):
    """A configuration that follows two addresses of the newsroom, one of which gives nothing."""
    made = tmp_path / "config.toml"
    made.write_text(
        f"# mine\n[follow]\nleave = [{LEAVE}]\n\n"
        f'[[source]]\nid = "rafidain"\nname = "وكالة الرافدين"\nfeed = "{newsroom.url}/rss.xml"\n'
        f'category = "محلية"\n\n[[source]]\nid = "gone"\nname = "ضفاف"\nfeed = "{newsroom.url}/gone.xml"\n'
    )
    return made


@pytest.fixture
def session(tmp_path, new_library, path):
    with Library.open(new_library(tmp_path / "own.db")) as library:
        made = Session(library)
        apply_config(made, path)
        yield made


@pytest.fixture
def at_sources(session, path):
    """Start at the list of sources, after the first fetch."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def started(**options):
        async with reading(session, config=load(path), **options) as pilot:
            await press(pilot, "S")
            assert isinstance(pilot.app.screen, SourcesScreen)
            yield pilot

    return started


def shown(pilot, text, base=None):
    return any(visual(text, base) in row for row in rows(pilot.app))


def ids(pilot):
    return [source.id for source in pilot.app.session.sources]


def here(pilot):
    return pilot.app.screen.rows.subscription.source


async def stand_on(pilot, id):
    listed = pilot.app.screen.rows
    index = next(
        i for i, row in enumerate(listed.rows) if getattr(row, "source", None) and row.source.id == id
    )
    listed.move_to(index)
    await settled(pilot)


async def say(pilot, text):
    """Write ``text`` into the line that asks, in place of what stands there."""
    pilot.app.screen.query_one("#answer").value = text
    await press(pilot, "enter")


async def test_sources_screen_shows_the_health_of_each(at_sources):
    async with at_sources() as pilot:
        assert shown(pilot, "وكالة الرافدين")
        assert shown(pilot, "محلية")
        assert [row.strip("│ ").split()[-1] for row in rows(pilot.app)[2:3]] != []
        signs = {row.source.id: row.health for row in pilot.app.screen.rows.rows if hasattr(row, "source")}
        assert not signs["rafidain"].error
        assert signs["gone"].error
        assert any("✓" in row for row in rows(pilot.app))
        await stand_on(pilot, "gone")
        # the list tells it on one line, the card in full with the address
        assert sum(visual("404", 1) in row for row in rows(pilot.app)) >= 2
        assert any("/gone.xml" in row for row in rows(pilot.app))


async def test_errors_speak_the_language_of_the_interface(at_sources):
    async with at_sources() as pilot:
        await press(pilot, "escape", "L", "S")
        await stand_on(pilot, "gone")
        assert any("404" in row and "gone" not in row and row.isprintable() for row in rows(pilot.app))
        error = pilot.app.screen.rows.subscription.health.error
        assert any(pilot.app.screen.strings(error)[:20] in row for row in rows(pilot.app))


async def test_source_renamed_is_restored_by_undo(at_sources, path):
    async with at_sources() as pilot:
        await stand_on(pilot, "rafidain")
        await press(pilot, "n")
        await say(pilot, "الرافدان")
        assert here(pilot).name == "الرافدان"
        assert 'name = "الرافدان"' in path.read_text()
        assert path.read_text().startswith("# mine\n")
        assert any("الرافدان" in each for each in toasts(pilot))
        assert {each.source_name for each in pilot.app.reading.headlines.buffer.rows} == {"الرافدان"}
        await press(pilot, "U")
        assert here(pilot).name == "وكالة الرافدين"
        await press(pilot, "U")
        assert "لا شيء" in toasts(pilot)[-1]


async def test_source_moves_to_a_new_and_an_existing_folder(at_sources, path):
    async with at_sources() as pilot:
        await stand_on(pilot, "gone")
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, "up", "down", "down", "down", "enter")
        await say(pilot, "رياضة")
        assert pilot.app.session.source("gone").category == "رياضة"
        await press(pilot, "f")
        pilot.app.screen.query_one("#narrow").value = "محلية"
        await press(pilot, "enter")
        assert pilot.app.session.source("gone").category == "محلية"
        await press(pilot, "U", "U")
        assert pilot.app.session.source("gone").category == ""


async def test_switching_off_and_on(at_sources):
    async with at_sources() as pilot:
        await stand_on(pilot, "rafidain")
        await press(pilot, "space")
        assert not pilot.app.session.source("rafidain").enabled
        assert shown(pilot, "موقوف", 1)
        assert any("○" in row for row in rows(pilot.app))
        await press(pilot, "space")
        assert pilot.app.session.source("rafidain").enabled


async def test_removing_takes_its_news_off_the_list_and_undo_brings_all_back(at_sources, path):
    before = path.read_text()
    async with at_sources() as pilot:
        found = len(pilot.app.reading.headlines.buffer.rows)
        assert found
        await stand_on(pilot, "rafidain")
        await press(pilot, "d")
        assert ids(pilot) == ["gone"]
        assert not pilot.app.reading.headlines.buffer.rows
        await press(pilot, "U")
        assert set(ids(pilot)) == {"rafidain", "gone"}
        assert len(pilot.app.reading.headlines.buffer.rows) == found
        assert sorted(path.read_text().split()) == sorted(before.split())


async def test_undo_from_the_reading_screen(at_sources):
    async with at_sources() as pilot:
        await stand_on(pilot, "rafidain")
        await press(pilot, "d", "escape", "U")
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_source_added_by_address_is_previewed(at_sources, path, newsroom):
    async with at_sources() as pilot:
        await press(pilot, "a")
        await say(pilot, f"{newsroom.url}/ar")
        screen = pilot.app.screen
        assert isinstance(screen, DiscoveryScreen)
        await until(pilot, lambda: screen.choices.rows)
        kinds = [found.kind for found in screen.choices.rows]
        assert kinds[0] == "feed"
        assert "listing" in kinds
        assert "gone" not in path.read_text().split("[[source]]")[1]
        title = screen.choices.current.preview[0].title
        assert shown(pilot, title[:30].rsplit(" ", 1)[0])
        await press(pilot, *["down"] * kinds.index("listing"), "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)
        added = pilot.app.session.sources[-1]
        assert (added.listing, added.feed) == (f"{newsroom.url}/ar", "")
        assert added.user_added
        assert here(pilot).id == added.id
        await until(pilot, lambda: get_healths(pilot.app.session).get(added.id))
        await press(pilot, "U")
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_source_followed_already_is_reported(at_sources, newsroom):
    async with at_sources() as pilot:
        await press(pilot, "a")
        await say(pilot, f"{newsroom.url}/rss.xml")
        await until(pilot, lambda: pilot.app.screen.choices.rows)
        await press(pilot, "enter")
        assert "متابَع من قبل" in toasts(pilot)[-1]
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_address_that_gives_nothing_says_why_and_leaves(at_sources, newsroom):
    async with at_sources() as pilot:
        for address in (f"{newsroom.url}/not-there", "http://127.0.0.1:9/", "no address at all"):
            await press(pilot, "a")
            await say(pilot, address)
            said = pilot.app.screen.query_one("#said")
            await until(pilot, lambda said=said, address=address: address not in str(said.content))
            assert str(said.content)
            await press(pilot, "enter", "escape")
            assert isinstance(pilot.app.screen, SourcesScreen)
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_discovery_left_early_is_cancelled(at_sources, newsroom):
    async with at_sources() as pilot:
        newsroom.set_latency(30)
        await pilot.press("a")
        await pilot.pause()
        pilot.app.screen.query_one("#answer").value = f"{newsroom.url}/ar"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DiscoveryScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SourcesScreen))


async def test_catalogue_by_typing(at_sources, path):
    async with at_sources() as pilot:
        await press(pilot, "c")
        screen = pilot.app.screen
        assert isinstance(screen, CatalogueScreen)
        screen.query_one("#narrow").value = "بغداد اليوم"
        await settled(pilot)
        assert [row.source.id for row in screen.rows.rows if row.source] == ["baghdadtoday"]
        await press(pilot, "enter")
        assert "baghdadtoday" in ids(pilot)
        assert screen.rows.current.followed
        await press(pilot, "enter")
        assert "baghdadtoday" not in ids(pilot)
        await press(pilot, "escape", "U")
        assert "baghdadtoday" in ids(pilot)


async def test_pack_is_followed_whole(at_sources):
    async with at_sources() as pilot:
        await press(pilot, "c")
        screen = pilot.app.screen
        screen.query_one("#narrow").value = "Kurdish"
        await settled(pilot)
        assert screen.rows.current.source is None
        await press(pilot, "enter")
        assert {"rafidain", "gone"} < set(ids(pilot))
        assert all(row.followed for row in screen.rows.rows)
        await press(pilot, "escape", "U")
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_importing_a_list(at_sources, tmp_path, newsroom):
    file = tmp_path / "urls"
    file.write_text(f"{newsroom.url}/atom.xml\n{newsroom.url}/rss.xml\nexec:something\n")
    async with at_sources() as pilot:
        await press(pilot, "i")
        await say(pilot, str(file))
        assert len(ids(pilot)) == 3
        assert any("أُضيف مصدر واحد" in each for each in toasts(pilot))
        assert any("يشغّل أمرًا" in each for each in toasts(pilot))
        await press(pilot, "i")
        await say(pilot, str(tmp_path / "nothing"))
        assert any(str(tmp_path / "nothing") in each for each in toasts(pilot))
        assert len(ids(pilot)) == 3


async def test_refresh_of_a_source_fetches_that_source(at_sources, newsroom):
    async with at_sources() as pilot:
        hits = newsroom.hits.copy()
        await stand_on(pilot, "rafidain")
        await press(pilot, "r")
        await until(pilot, lambda: newsroom.hits["/rss.xml"] > hits["/rss.xml"])
        assert newsroom.hits["/gone.xml"] == hits["/gone.xml"]
        await until(pilot, lambda: not pilot.app.screen.rows.asked)


async def test_choosing_a_source_lists_its_news(at_sources):
    async with at_sources() as pilot:
        await stand_on(pilot, "rafidain")
        await press(pilot, "enter")
        assert pilot.app.screen is pilot.app.reading
        assert pilot.app.reading.headlines.filter.sources == ("rafidain",)
        assert shown(pilot, "وكالة الرافدين ×", 1) or shown(pilot, "وكالة الرافدين")


async def test_first_click_looks_the_second_opens(at_sources):
    async with at_sources() as pilot:
        await stand_on(pilot, "rafidain")
        listed = pilot.app.screen.rows
        y = next(i for i, row in enumerate(rows(pilot.app)) if visual("ضفاف") in row)
        await pilot.click(listed, offset=(5, y - listed.region.y))
        await settled(pilot)
        assert here(pilot).id == "gone"
        await pilot.click(listed, offset=(5, y - listed.region.y))
        await settled(pilot)
        assert pilot.app.reading.headlines.filter.sources == ("gone",)


async def test_source_change_that_cannot_be_written_is_reported(at_sources, path):
    async with at_sources() as pilot:
        path.unlink()
        path.mkdir()
        await stand_on(pilot, "rafidain")
        await press(pilot, "d")
        assert str(path) in toasts(pilot)[-1]
        assert set(ids(pilot)) == {"rafidain", "gone"}


async def test_its_keys_are_in_its_help_and_its_palette(at_sources):
    async with at_sources() as pilot:
        await press(pilot, "question_mark")
        # the others are further down
        await press(pilot, "G", *["pagedown"] * 2)
        assert shown(pilot, "استيراد قائمة مصادر (OPML)", 1)
        await press(pilot, "escape")
        await press(pilot, "colon")
        names = [each.title for each in pilot.app.screen.rows.rows]
        assert "اختيار من الدليل" in names
        assert "إعطاء الخبر لأمر" not in names


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (160, 50)])
async def test_sources_screen_fits_any_size(at_sources, size):
    async with at_sources(size=size) as pilot:
        assert shown(pilot, "وكالة الرافدين")
        assert all(len(row) <= size[0] * 2 for row in rows(pilot.app))
        for key in ("a", "c", "f", "n"):
            await press(pilot, key, "escape")
