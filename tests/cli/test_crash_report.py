"""An unforeseen error ends with a sentence and a file, never with a traceback on the screen."""

import sys

import pytest

from reader.cli import main
from reader.cli.crash_report import report_crash
from reader.locale.catalogue import LANGUAGES
from reader.locale.translator import Translator

SCREEN = """\
import sys
from reader.tui.panes.headlines import HeadlinesPane
def break_down(self, *arguments):
    secret = "hunter2"
    raise RuntimeError("a bug \\x1b[31m")
HeadlinesPane.on_mount = break_down
from reader.cli import main
sys.exit(main())
"""


def break_down(context):
    raise ZeroDivisionError("a bug \x1b[31m")


@pytest.fixture
def broken_list(home, monkeypatch):
    monkeypatch.setattr("reader.cli.headlines.show_headlines", break_down)
    return home / ".local" / "state" / "khabar" / "crash.log"


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_with_a_bug_names_the_report_in_each_language(broken_list, capsys, language):
    assert main(["--lang", language, "list"]) == 1
    written = capsys.readouterr()
    assert "Traceback" not in written.out + written.err
    assert "ZeroDivisionError" in written.err
    assert str(broken_list) in written.err
    assert broken_list.stat().st_mode & 0o777 == 0o600
    report = broken_list.read_text()
    assert "in break_down" in report
    assert "a bug \\x1b[31m" in report


def test_report_that_cannot_be_written_says_why(home):
    (home / ".local").write_text("a file where the folder should be")
    message = report_crash(ValueError("x"))
    assert "could not be written" in Translator("en").sentence(message)


def test_screen_with_a_bug_leaves_the_terminal_and_names_the_report(terminal, home):
    script = home / "broken.py"
    script.write_text(SCREEN)
    done = terminal(command=[sys.executable, script], env={"LANG": "C.UTF-8"})
    assert done.code == 1
    assert "Traceback" not in done.out
    assert "hunter2" not in done.out
    assert "RuntimeError" in done.out
    report = (home / ".local" / "state" / "khabar" / "crash.log").read_text()
    assert "a bug \\x1b[31m" in report
    assert "hunter2" not in report.replace('secret = "hunter2"', "")


def test_report_of_an_error_that_quotes_the_news_has_no_controls(home):
    report_crash(ValueError("a bug \x1b]0;x\x07 \x9b31m"))
    written = (home / ".local/state/khabar/crash.log").read_text("utf-8")
    assert "\\x1b]0;x\\x07 \\x9b31m" in written
    assert written.replace("\n", "").isprintable()
