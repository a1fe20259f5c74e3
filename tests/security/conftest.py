"""A home of one's own, a newsroom that means harm, and terminals that write down what they are sent."""

import io
import sys
from types import SimpleNamespace

import pytest
from cli.conftest import config, home, khabar, process, terminal  # noqa: F401  fixtures
from security.attacks import News

from reader.cli import main


@pytest.fixture
def hostile(newsroom, config):  # noqa: F811
    """The newsroom that attacks through every field it has, followed in the configuration."""
    return News(newsroom, config)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def screen(home, monkeypatch):  # noqa: F811
    """Runs a command in this process as if on a terminal; returns its exit code and all that was shown."""

    def screen(*arguments):
        both = Screen()
        monkeypatch.setattr("reader.tui.terminal.probe.ask", lambda **_: None)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", both)
            patch.setattr(sys, "stderr", both)
            code = main([str(argument) for argument in arguments])
        return SimpleNamespace(code=code, shown=both.getvalue())

    return screen
