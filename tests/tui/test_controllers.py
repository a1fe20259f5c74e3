"""Each controller of the reading screen over a stand-in for it, without a running application."""

from types import SimpleNamespace

import pytest
from tui import news

from reader.config import Settings, SmartList
from reader.core.queries import get_headline
from reader.locale.message import LocalizedError, Message
from reader.locale.translator import Translator
from reader.model import Filter
from reader.tui.messages import Failed, LibraryChanged
from reader.tui.reading.breaking_announcer import BreakingAnnouncer
from reader.tui.reading.filtering import FilterController
from reader.tui.reading.library_actions import LibraryActions
from reader.tui.reading.pane_navigation import PaneNavigation
from reader.tui.reading.refresh import RefreshController
from reader.tui.reading.saved_filters import SavedFilters


class Pane:
    """A pane that remembers what was asked of it."""

    def __init__(self, **attributes):
        self.calls = []
        self.__dict__.update(attributes)

    def __getattr__(self, name):
        def method(*args, **options):
            self.calls.append((name, *args, *options.values()))

        return method


class Screen:
    """Stands in for the screen: workers run at once, messages are kept."""

    def __init__(self, **attributes):
        self.strings = Translator("en")
        self.settings = Settings()
        self.workers, self.posted, self.said, self.timers = [], [], [], []
        self.focused = None
        self.headlines = Pane(filter=Filter(), filtered=False, rows=SimpleNamespace(picked=set(), rows=[]))
        self.article = Pane(plain_text="")
        self.sidebar = Pane()
        self.bookmarks = Pane(rows=SimpleNamespace(rows=[]), query_text="")
        self.status = Pane(said=None)
        self.panes = Pane(front="headlines", list="headlines", zoomed=False)
        self.__dict__.update(attributes)

    def run_worker(self, work, *, thread=False, group="", **_):
        self.workers.append(SimpleNamespace(group=group, is_running=False))
        if thread:
            work()
        else:
            work.close()

    def post_message(self, message):
        self.posted.append(message)

    def notify(self, said, **_):
        self.said.append(said)

    def targets(self):
        return []

    def clear_picks(self):
        return False

    def query(self, _):
        return []


def headline(session, story):
    return get_headline(session, session.library.entries.find(story.url))


def test_mark_read_reports_a_change_that_undo_reverts(session):
    screen = Screen()
    actions = LibraryActions(screen, session)
    bridge = headline(session, news.BRIDGE)
    actions.mark_read([bridge], not bridge.read, "said.marked_read")
    (changed,) = screen.posted
    assert isinstance(changed, LibraryChanged)
    assert headline(session, news.BRIDGE).read is not bridge.read
    actions.undo_stack.append(changed.undo)
    actions.undo()
    assert headline(session, news.BRIDGE).read is bridge.read


def test_undo_without_changes_says_so(session):
    screen = Screen()
    LibraryActions(screen, session).undo()
    assert screen.said == [screen.strings("said.nothing_to_undo")]


def test_error_of_the_library_is_reported_and_not_raised(session, monkeypatch):
    screen = Screen()
    actions = LibraryActions(screen, session)
    bridge = headline(session, news.BRIDGE)

    def fail(*_, **__):
        raise LocalizedError(Message("said.not_found"))

    monkeypatch.setattr(session.library.entries, "mark_read", fail)
    actions.mark_read([bridge], True)
    assert [type(each) for each in screen.posted] == [Failed]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("source:river", Filter(sources=("river",))),
        ("category:سياسة", Filter(categories=("سياسة",))),
        ("list:Mine", Filter(query="جسر")),
    ],
)
def test_narrowed_by_a_choice_returns_its_filter(session, key, wanted):
    screen = Screen(settings=Settings(lists=(SmartList("Mine", query="جسر"),)))
    assert FilterController(screen, session).narrowed(Filter(), key) == wanted


def test_choices_offer_every_source_of_the_session(session):
    keys = {key for key, _, _ in FilterController(Screen(), session).choices()}
    assert {f"source:{source.id}" for source in session.sources} <= keys


def test_refresh_during_a_refresh_starts_no_other(session):
    screen = Screen()
    news_controller = RefreshController(screen, session)
    news_controller.refresh_all()
    screen.workers[0].is_running = True
    news_controller.refresh_all()
    assert len(screen.workers) == 1
    assert screen.said == [screen.strings("said.refreshing")]


def test_back_leaves_a_single_state_at_a_time(session):
    screen = Screen()
    filters = FilterController(screen, session)
    navigation = PaneNavigation(screen, filters)
    screen.headlines.filtered = True
    filters.finding = True
    screen.panes.zoomed = True
    navigation.back()
    assert screen.panes.calls == [("zoom", False)]
    screen.panes.zoomed = False
    navigation.back()
    assert not filters.finding
    navigation.back()
    assert screen.headlines.calls == [("widen",)]


def test_save_list_without_a_filter_asks_nothing(session, tmp_path):
    screen = Screen()
    SavedFilters(screen, session, tmp_path / "config.toml").save_list()
    assert screen.workers == []
    assert screen.said == [screen.strings("said.no_filter")]


def test_announce_sends_the_first_title_to_the_desktop(session):
    screen, sent = Screen(), []
    announcer = BreakingAnnouncer(screen, session, lambda *args: sent.append(args))
    announcer.announce([headline(session, news.BRIDGE)])
    assert sent == [("off", screen.strings("breaking.title"), news.BRIDGE.title)]
    assert news.BRIDGE.title in screen.said[0]
