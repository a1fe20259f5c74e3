"""The screen over a library with damaged rows: a sentence about what is lost, and the rest is shown."""

import pytest
from security.test_damaged_rows import DAMAGE, execute
from tui import news
from tui.conftest import NoNetwork, answer, fill, press, reading, settled, titles, toasts

from reader.core import Session
from reader.model import Entry
from reader.store import Library, StoreError

KEYS = (
    "j",
    "enter",
    "escape",
    "j",
    "enter",
    "space",
    "n",
    "m",
    "b",
    "B",
    "enter",
    "escape",
    "escape",
    "f",
    "escape",
)


@pytest.fixture
def damaged(tmp_path):
    """Makes the invented news with a statement run on the file; two articles of it are saved."""
    opened = []

    def make(statement):
        path = tmp_path / "damaged.db"
        with Library.open(path) as library:
            fill(library)
            for id in (1, 2):
                library.bookmarks.add(id)
                library.bookmarks.annotate(id, tags=["وسم"], note="ملاحظة")
        execute(path, statement)
        opened.append(Library.open(path))
        return Session(opened[0], news.SOURCES, client_factory=NoNetwork)

    yield make
    for library in opened:
        library.close()


@pytest.mark.parametrize("statement", DAMAGE)
async def test_screen_over_a_damaged_row_shows_the_rest(damaged, statement):
    if statement.startswith("PRAGMA user_version"):  # not opened at all; the command line says why
        with pytest.raises(StoreError, match="doctor --repair"):
            damaged(statement)
        return
    session = damaged(statement)
    async with reading(session, toasts=True) as pilot:
        shown = titles(pilot)
        said = list(toasts(pilot))
        await press(pilot, *KEYS)
        await press(pilot, "/")
        await answer(pilot, "الجسر")
        await press(pilot, "escape", "G", "enter", "g", "t")
        await settled(pilot)
        assert pilot.app.is_running
        said += toasts(pilot)
    assert len(shown) == len(news.STORIES) or any("doctor --repair" in each for each in said)
    assert not any("Error(" in each for each in said), said


@pytest.mark.parametrize("density", ["compact", "normal", "summary"])
@pytest.mark.parametrize("size", [(120, 36), (50, 20)])
async def test_headline_without_a_letter_is_a_row_like_others(library, density, size):
    library.sources.set(news.SOURCES)
    source = news.SOURCES[0]
    titles_given = ["", "\u200d", "\u0301\u0301", "خبر"]
    library.entries.add(source, [Entry(str(n), title) for n, title in enumerate(titles_given)], now=news.NOW)
    session = Session(library, news.SOURCES, client_factory=NoNetwork)
    async with reading(session, size=size, density=density) as pilot:
        await press(pilot, "j", "j", "enter", "escape", "k")
        assert sorted(titles(pilot)) == sorted(titles_given)
