"""A loop beside the caller's: work is done there, cancelled from here, and over when it is closed."""

import asyncio
import threading

import pytest

from reader.core.background_loop import BackgroundLoop


async def test_background_work_runs_in_a_single_other_loop():
    apart = BackgroundLoop()

    async def where():
        return threading.current_thread(), asyncio.get_running_loop()

    first, second = await apart.run(where()), await apart.run(where())
    assert first == second
    assert first[0] is not threading.current_thread()
    await apart.close()
    assert not first[0].is_alive()


async def test_background_error_is_raised_to_the_caller():
    apart = BackgroundLoop()

    async def wrong():
        raise ValueError("خطأ")

    with pytest.raises(ValueError, match="خطأ"):
        await apart.run(wrong())
    await apart.close()


async def test_wait_that_is_cancelled_cancels_the_work():
    apart = BackgroundLoop()
    begun, ended = threading.Event(), threading.Event()

    async def endless():
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    waiting = asyncio.create_task(apart.run(endless()))
    assert await asyncio.to_thread(begun.wait, 10)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.to_thread(ended.wait, 10)
    await apart.close()


async def test_background_loop_after_closing_can_run_again():
    apart = BackgroundLoop()
    begun = threading.Event()

    async def endless():
        begun.set()
        await asyncio.Event().wait()

    waiting = asyncio.create_task(apart.run(endless()))
    assert await asyncio.to_thread(begun.wait, 10)
    await apart.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not apart.is_running
    assert await apart.run(asyncio.sleep(0, "again")) == "again"
    await apart.close()
