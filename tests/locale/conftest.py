"""Times are read in Baghdad."""

import time

import pytest


@pytest.fixture(autouse=True)
def _baghdad(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Baghdad")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
