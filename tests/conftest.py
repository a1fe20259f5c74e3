"""Shared fixtures. Snapshots live in the top-level ``snapshots/`` folder."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SNAPSHOTS = TESTS.parent / "snapshots"


@pytest.fixture(scope="session")
def shared():
    """The folder of real pages, feeds and Unicode files beside the checkout; tests skip without it."""
    folder = TESTS.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared test data is not beside this checkout")
    return folder


@pytest.fixture
def newsroom():
    """The fictional agency on loopback (``tests/newsroom.py``), fresh for each test."""
    from newsroom import Newsroom

    with Newsroom() as server:
        yield server
