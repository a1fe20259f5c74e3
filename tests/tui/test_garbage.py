"""Garbage is looked for between keys."""

import asyncio
import gc
import weakref

import pytest

from reader.tui import garbage
from reader.tui.garbage import Sweeper, look_again


class Knot:
    """Something that only the collector can find."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def collector():
    """Python looks by itself, but not soon."""
    before = gc.get_threshold()
    gc.enable()
    gc.collect()
    gc.set_threshold(1_000_000, 10, 200)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def knots(count=2 * garbage.FEW):
    every = [Knot() for _ in range(count)]
    return weakref.ref(every[0])


def told_of_a_key(monkeypatch, soon, count=2 * garbage.FEW):
    """A sweeper that was just told of a key, and a knot that it has to find so much later."""
    monkeypatch.setattr(garbage, "SOON", soon)
    sweeper = Sweeper()
    knot = knots(count)
    sweeper.key()
    return sweeper, knot


async def test_it_is_looked_for_soon_after_a_key(monkeypatch):
    _, knot = told_of_a_key(monkeypatch, 0.05)
    await asyncio.sleep(0.01)
    assert knot() is not None
    await asyncio.sleep(0.08)
    assert knot() is None


async def test_the_next_key_puts_it_off_and_an_end_calls_it_off(monkeypatch):
    sweeper, knot = told_of_a_key(monkeypatch, 0.2)
    await asyncio.sleep(0.12)
    sweeper.key()
    await asyncio.sleep(0.12)
    assert knot() is not None
    sweeper.rest()
    await asyncio.sleep(0.2)
    assert knot() is not None


async def test_for_a_few_objects_it_is_not_worth_a_look(monkeypatch):
    gc.collect()
    _, knot = told_of_a_key(monkeypatch, 0.0, 1)
    await asyncio.sleep(0.02)
    assert knot() is not None


async def test_what_is_old_is_looked_at_when_no_more_keys_come(monkeypatch):
    monkeypatch.setattr(garbage, "SOON", 0.0)
    monkeypatch.setattr(garbage, "REST", 0.1)
    monkeypatch.setattr(garbage, "MANY", 2)
    sweeper = Sweeper()
    old = Knot()
    knot = weakref.ref(old)
    for _ in range(4):
        young = knots()
        sweeper.key()
        await asyncio.sleep(0.02)
        assert young() is None
    del old
    assert knot() is not None, "it has been looked over, and is young no more"
    await asyncio.sleep(0.3)
    assert knot() is None


async def test_nothing_is_looked_for_before_there_is_a_screen(monkeypatch):
    gc.disable()
    _, knot = told_of_a_key(monkeypatch, 0.0)
    await asyncio.sleep(0.02)
    assert knot() is not None
    look_again()
    assert gc.isenabled()
    assert gc.get_threshold() == garbage.OFTEN
    assert gc.get_freeze_count() > 0
