"""The beat of what moves."""

import asyncio

import pytest

from reader.tui.widgets.beat import Beat

SECONDS = 0.02


class Clock:
    """When the beat was heard, on the loop's own clock, which goes on only when it is told to."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        self.heard = []
        self.failures = []
        self.due = []
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now)
        monkeypatch.setattr(loop, "call_at", self.call_at)

    def call_at(self, when, call, *arguments):
        handle = asyncio.TimerHandle(when, call, arguments, asyncio.get_running_loop())
        self.due.append((when, handle))
        return handle

    def go_on_to(self, then):
        """Let all happen that is due by then."""
        self.now = then
        while due := [one for one in self.due if one[0] <= self.now]:
            first = min(due, key=lambda one: one[0])
            self.due.remove(first)
            if not first[1].cancelled():
                first[1]._run()

    def hear(self):
        self.heard.append(round(self.now, 3))


@pytest.fixture
async def clock(monkeypatch):
    return Clock(monkeypatch)


async def test_it_rests_at_first_and_whenever_it_is_told(clock):
    beat = Beat(SECONDS, clock.hear, clock.failures.append)
    clock.go_on_to(101)
    assert not clock.heard
    assert not beat.goes_on
    beat.go_on()
    beat.go_on()
    assert beat.goes_on
    assert len(clock.due) == 1
    clock.go_on_to(101.02)
    beat.rest()
    clock.go_on_to(102)
    assert clock.heard == [101.02]
    assert not beat.goes_on


async def test_a_late_call_does_not_make_the_next_one_late(clock):
    beat = Beat(SECONDS, clock.hear, clock.failures.append)
    beat.go_on()
    for now in (100.02, 100.045, 100.055, 100.06, 100.08):
        clock.go_on_to(now)
    assert clock.heard == [100.02, 100.045, 100.06, 100.08]


async def test_what_was_missed_is_left_out(clock):
    """A laptop that slept, a program that was stopped: it does not hurry after that."""
    beat = Beat(SECONDS, clock.hear, clock.failures.append)
    beat.go_on()
    clock.go_on_to(200.0)
    assert clock.heard == [200.0]
    clock.go_on_to(200.019)
    assert clock.heard == [200.0]
    clock.go_on_to(200.02)
    assert clock.heard == [200.0, 200.02]


async def test_an_error_is_told_and_ends_it(clock):
    def broken():
        raise ArithmeticError

    beat = Beat(SECONDS, broken, clock.failures.append)
    beat.go_on()
    clock.go_on_to(101)
    assert [type(each) for each in clock.failures] == [ArithmeticError]
    assert not beat.goes_on


async def test_the_loop_calls_it():
    heard = []
    beat = Beat(0.001, lambda: heard.append(1), heard.append)
    beat.go_on()
    while len(heard) < 3:
        await asyncio.sleep(0.001)
    beat.rest()
