"""A sync cancelled at any of its requests, or whose server breaks there: nothing is lost or invented."""

import asyncio
import random
from contextlib import suppress

import pytest
from remote.conftest import Machine
from remote.dialects import DIALECTS, FreshRss

from reader.core.account import feeds as account_feeds
from reader.core.account.sync import sync_account
from reader.locale.message import LocalizedError


def prepare(server, folder):
    """Return a machine with marks, stars and a rename to send, and news to fetch, and the wanted state."""
    server.add_feed("feed/1")
    items = [server.add() for _ in range(8)]
    machine = Machine(folder, server.url, headers=server.client_headers)
    machine.sync()
    machine.mark(*items[:3])
    machine.library.bookmarks.add(machine.entry(items[3]).id)
    items[4].read = True  # by other hands
    items[5].starred = True
    account_feeds.rename(machine.session(), machine.session().account_sources[0], "اسم آخر")
    new = [server.add() for _ in range(3)]
    return machine, [*items, *new], {items[n].title for n in (0, 1, 2, 4)}, {items[n].title for n in (3, 5)}


def check(machine, server, items, read, starred):
    machine.sync()
    assert {item.title for item in items if item.read} == read
    assert {item.title for item in items if item.starred} == starred
    listed = machine.library.entries.headlines()
    assert {headline.title for headline in listed} == {item.title for item in items}
    assert {headline.title for headline in listed if headline.read} == read
    assert {bookmark.headline.title for bookmark in machine.library.bookmarks.all()} == starred
    assert [feed["title"] for feed in server.feeds.values()] == ["اسم آخر"]
    assert machine.sync().pushed == 0
    assert machine.library.check() == []


def run_cancelled(machine, server, at):
    """Sync, cancelled when the server gets the request of this number; tell whether it got that far."""

    async def run():
        loop, count = asyncio.get_running_loop(), 0
        session = machine.session()
        task = asyncio.ensure_future(sync_account(session))
        answer = server.answer

        def count_request(handler, method, body):
            nonlocal count
            count += 1
            if count == at:
                loop.call_soon_threadsafe(task.cancel)
            answer(handler, method, body)

        server.answer = count_request
        with suppress(asyncio.CancelledError):
            await task
        server.answer = answer
        await session.close()
        return count >= at

    return asyncio.run(run())


@pytest.mark.whole
@pytest.mark.parametrize("dialect", ["freshrss", "miniflux", "feedhq", "inoreader"])
def test_sync_cancelled_at_any_request_goes_on(tmp_path, dialect):
    for at in range(1, 30):
        with DIALECTS[dialect]() as server:
            machine, *state = prepare(server, tmp_path / str(at))
            is_reached = run_cancelled(machine, server, at)
            check(machine, server, *state)
            machine.library.close()
        if not is_reached:
            break
    assert 8 < at < 30


class BreakingServer(FreshRss):
    """Answers one request with something else; with ``None`` the connection is closed without an answer."""

    at, count, broken = 0, 0, ""

    def answer(self, handler, method, body):
        self.count += 1
        is_final = isinstance(self.broken, int) and "/subscription/edit" in handler.path  # told and dropped
        if self.count != self.at or is_final:
            super().answer(handler, method, body)
        elif self.broken is None:
            handler.close_connection = True
        else:
            status, text = (self.broken, "x") if isinstance(self.broken, int) else (200, self.broken)
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(text)))
            handler.end_headers()
            handler.wfile.write(text.encode())


BROKEN = ["", "[]", "{}", "<html>", '{"itemRefs": [{"id": "17', "null", None, 500, 401, 400, 404]


@pytest.mark.whole
@pytest.mark.parametrize("broken", BROKEN)
def test_sync_broken_at_any_request_goes_on(tmp_path, broken):
    for at in range(1, 30):
        with BreakingServer() as server:
            machine, *state = prepare(server, tmp_path / str(at))
            server.at, server.count, server.broken = at, 0, broken
            with suppress(LocalizedError):
                machine.sync()
            is_reached, server.at = server.count >= at, 0
            check(machine, server, *state)
            machine.library.close()
        if not is_reached:
            break
    assert 8 < at < 30


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(12))
def test_sync_with_random_breaks_and_marks_meanwhile_agrees(tmp_path, seed):
    chance = random.Random(seed)
    with DIALECTS[chance.choice(sorted(DIALECTS))]() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(10)]
        machines = [Machine(tmp_path / str(n), server.url, headers=server.client_headers) for n in range(2)]
        for machine in machines:
            machine.sync()
        answer = server.answer

        def sometimes(handler, method, body):
            case = chance.random()
            if case < 0.1:
                handler.close_connection = True
            elif case < 0.15:
                answer(handler, method, body[: len(body) // 2])
            else:
                answer(handler, method, body)
            if case > 0.9:  # a person marks while the sync runs
                machine = chance.choice(machines)
                listed = machine.library.entries.headlines()
                machine.library.entries.mark_read([chance.choice(listed).id], chance.random() < 0.6)

        server.answer = sometimes
        for _ in range(12):
            machine = chance.choice(machines)
            listed = machine.library.entries.headlines()
            machine.library.entries.mark_read([chance.choice(listed).id], chance.random() < 0.6)
            if chance.random() < 0.3:
                items.append(server.add())
            try:
                machine.sync()
            except LocalizedError:
                machine.library.facts.set("sync.wait_until", "")
        server.answer = answer
        for machine in [*machines, *machines, *machines]:
            machine.sync()

        unread = {item.title for item in items if not item.read}
        assert machines[0].titles(unread=True) == machines[1].titles(unread=True) == unread
        for machine in machines:
            assert machine.sync().waiting == 0
            machine.library.close()
