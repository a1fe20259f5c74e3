"""What Textual is told before it is imported."""

import subprocess
import sys

import pytest

SAY = "import reader.tui; from textual import constants; print(constants.{})"


def told(monkeypatch, variable, wish, constant):
    monkeypatch.delenv(variable, raising=False)
    if wish:
        monkeypatch.setenv(variable, wish)
    command = [sys.executable, "-c", SAY.format(constant)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(("wish", "said"), [("", "120"), ("30", "30")], ids=["ours", "the person's own"])
def test_frame_rate_follows_the_environment(monkeypatch, wish, said):
    assert told(monkeypatch, "TEXTUAL_FPS", wish, "MAX_FPS") == said


@pytest.mark.parametrize(("wish", "said"), [("", "0.05"), ("200", "0.2")], ids=["ours", "the person's own"])
def test_escape_delay_follows_the_environment(monkeypatch, wish, said):
    assert told(monkeypatch, "ESCDELAY", wish, "ESCAPE_DELAY") == said
