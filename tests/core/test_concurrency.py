"""Many slow things at once: each as it comes, none after a cancel, none lost."""

import asyncio
from contextlib import aclosing

import pytest

from reader.core import concurrency as module
from reader.core.concurrency import Batch, map_concurrently


async def gather(keys, work, at_once=4):
    async with aclosing(map_concurrently(keys, work, at_once)) as arriving:
        return [one async for arrived in arriving for one in arrived.done]


async def test_concurrent_results_arrive_as_they_complete():
    async def work(key):
        await asyncio.sleep(key / 1000)
        return key * 10

    found = await gather([30, 1, 15], work)
    assert found == [(1, 10), (15, 150), (30, 300)]


async def test_concurrency_without_keys_ends_at_once():
    assert await gather([], None) == []


async def test_concurrency_is_bounded():
    running = most = 0

    async def work(key):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1

    assert len(await gather(range(30), work, at_once=5)) == 30
    assert most == 5


async def test_slow_are_named_while_they_keep_us_waiting(monkeypatch):
    monkeypatch.setattr(module, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(module, "SLOW_SECONDS", 0.03)

    named = asyncio.Event()

    async def work(key):
        if key == "slow":
            await named.wait()

    found = []
    async with aclosing(map_concurrently(["slow", "quick"], work, 4)) as arriving:
        async for arrived in arriving:
            found.append(arrived)
            if not arrived.done and arrived.slow:
                assert arrived.slow == ("slow",)
                named.set()
    assert found[0] == Batch((("quick", None),), ())
    assert found[-1] == Batch((("slow", None),), ())


async def test_results_during_a_busy_consumer_arrive_together():
    consumed = asyncio.Event()

    async def work(key):
        if key > 1:
            await consumed.wait()

    together = []
    async with aclosing(map_concurrently([1, 2, 3], work, 4)) as arriving:
        async for arrived in arriving:
            together.append([key for key, _ in arrived.done])
            consumed.set()
            await asyncio.sleep(0.1)
    assert together == [[1], [2, 3]]


async def test_batch_with_a_result_waits_for_further_ones_while_any_run():
    async def work(key):
        await asyncio.sleep(0.01 * key)

    async with aclosing(map_concurrently([1, 2, 3], work, 2, batch_seconds=60)) as batches:
        together = [[key for key, _ in batch.done] async for batch in batches]
    assert together == [[1, 2, 3]]


async def test_error_of_the_work_cancels_the_rest():
    cancelled = []

    async def work(key):
        if key == "bad":
            raise ValueError("told")
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            cancelled.append(key)
            raise

    with pytest.raises(ValueError, match="told"):
        await gather(["a", "b", "bad"], work)
    assert sorted(cancelled) == ["a", "b"]


@pytest.mark.parametrize("good", [0, 3])
async def test_error_of_the_keys_ends_the_run(good):
    def keys():
        yield from range(good)
        raise OSError("no more")

    async def work(key):
        await asyncio.sleep(0)

    with pytest.raises(OSError, match="no more"):
        await asyncio.wait_for(gather(keys(), work, at_once=2), 5)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_closing_the_results_cancels_every_task():
    async def work(key):
        await asyncio.sleep(key)

    async with aclosing(map_concurrently([0, 10, 10], work, 3)) as arriving:
        async for arrived in arriving:
            assert arrived.done == ((0, None),)
            break
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_cancelling_the_consumer_stops_at_once():
    async def work(key):
        await asyncio.sleep(10)

    task = asyncio.create_task(gather([1, 2, 3], work))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)
    assert asyncio.all_tasks() == {asyncio.current_task()}
