"""What Textual is told before it is imported."""

import subprocess
import sys

import pytest

SAY = "import reader.tui; from textual import constants; print(constants.MAX_FPS)"


@pytest.mark.parametrize(("wish", "said"), [("", "120"), ("30", "30")], ids=["ours", "the person's own"])
def test_how_soon_paints_follow_each_other(monkeypatch, wish, said):
    monkeypatch.delenv("TEXTUAL_FPS", raising=False)
    if wish:
        monkeypatch.setenv("TEXTUAL_FPS", wish)
    done = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said
