"""Links of an article: numbered by digits, and asked for twice where they pose as another."""

import pytest

from reader.locale.message import Message
from reader.locale.translator import Translator
from reader.tui.external_programs import ExternalProgramError
from reader.tui.messages import Failed
from reader.tui.panes import link_opener
from reader.tui.panes.link_opener import LinkOpener


class Pane:
    """What an opener needs of its pane; timers run when asked to."""

    def __init__(self):
        self.strings = Translator("en")
        self.said, self.posted, self.timers = [], [], []

    def notify(self, text, **_):
        self.said.append(text)

    def post_message(self, message):
        self.posted.append(message)

    def set_timer(self, seconds, callback, name=None):
        self.timers.append(callback)


@pytest.fixture
def pane():
    return Pane()


def test_digits_typed_in_a_row_are_one_number(pane):
    opener, chosen = LinkOpener(pane), []
    opener.add_digit(1, chosen.append)
    opener.add_digit(2, chosen.append)
    for timer in pane.timers:
        timer()
    assert chosen == [11], "link 12, counted from 0"


def test_zero_is_no_link(pane):
    opener, chosen = LinkOpener(pane), []
    opener.add_digit(0, chosen.append)
    pane.timers[0]()
    assert chosen == []


def test_address_that_poses_as_another_is_confirmed_when_asked_again(pane):
    opener = LinkOpener(pane)
    url, words = "https://news.example/", ["bank.example"]
    assert [opener.confirm(url, words), opener.confirm(url, words)] == [False, True]
    assert len(pane.said) == 1
    assert opener.confirm("https://news.example/", [])


def test_opened_address_is_said_and_a_browser_that_fails_is_reported(pane, monkeypatch):
    opened = []
    monkeypatch.setattr(link_opener, "open_url", lambda *arguments: opened.append(arguments))
    LinkOpener(pane, "firefox", "mpv").open("https://news.example/a")
    assert opened == [("https://news.example/a", "firefox", "mpv")]
    assert len(pane.said) == 1

    def fail(*_):
        raise ExternalProgramError(Message("program.no_browser"))

    monkeypatch.setattr(link_opener, "open_url", fail)
    LinkOpener(pane).open("https://news.example/a")
    assert isinstance(pane.posted[0], Failed)
    assert len(pane.said) == 1
