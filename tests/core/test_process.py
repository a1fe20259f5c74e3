"""Processes begun ahead: taken when there is work, gone when there is none."""

import asyncio
import os

import pytest

from reader.core import process

ECHO = "reader.core.worker"  # any module with a main that reads what it has to do


@pytest.fixture(autouse=True)
def quicker(monkeypatch):
    monkeypatch.setattr(process, "is_quicker", lambda: True)
    yield
    process.dismiss()


def test_one_is_made_ready_and_taken_once(started):
    process.make_ready(ECHO)
    process.make_ready(ECHO)
    assert len(started) == 1
    process.begin(ECHO).dismiss()
    assert len(started) == 1
    process.begin(ECHO).dismiss()
    assert len(started) == 2


def test_one_made_ready_in_vain_is_gone(started):
    process.make_ready(ECHO)
    process.dismiss()
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_none_is_made_ready_where_it_would_not_be_quicker(started, monkeypatch):
    monkeypatch.setattr(process, "is_quicker", lambda: False)
    process.make_ready(ECHO)
    assert not started


async def test_more_work_than_a_pipe_takes_is_left_when_it_is(started):
    """The process is still loading what it needs, and never looks at the work."""

    async def leave():
        async with process.begin(ECHO).working(bytes(10 << 20)):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await leave()
    assert started[0].returncode is not None
    assert asyncio.all_tasks() == {asyncio.current_task()}
