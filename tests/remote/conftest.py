"""A library with an account on an imitation server."""

import asyncio

import pytest
from remote.sync_server import SyncServer

from reader.config import Settings
from reader.core import Session
from reader.core.account.sync import sync_account
from reader.store import Library


@pytest.fixture
def server():
    with SyncServer() as server:
        server.add_feed("feed/1")
        yield server


class Machine:
    """A library, its settings and its syncs."""

    def __init__(self, folder, url, user="alice", password="s3cret=/pass", headers=()):
        folder.mkdir(exist_ok=True)
        (folder / "password").write_text(password + "\n")
        self.library = Library.open(folder / "library.db")
        self.settings = Settings(
            account_url=url,
            account_user=user,
            account_password_file=str(folder / "password"),
            account_headers=tuple(headers),
        )

    def session(self, **values):
        return Session(self.library, None, self.settings._replace(**values))

    def sync(self, confirm_removals=False, **values):
        async def run():
            session = self.session(**values)
            try:
                return await sync_account(session, confirm_removals=confirm_removals)
            finally:
                await session.close()

        return asyncio.run(run())

    def entry(self, item):
        (found,) = [h for h in self.library.entries.headlines() if h.title == item.title]
        return found

    def mark(self, *items, read=True):
        ids = {h.title: h.id for h in self.library.entries.headlines()}
        self.library.entries.mark_read([ids[item.title] for item in items], read)

    def titles(self, unread=False):
        return {h.title for h in self.library.entries.headlines() if not unread or not h.read}


@pytest.fixture
def machine(tmp_path, new_library, server):
    (tmp_path / "one").mkdir()
    new_library(tmp_path / "one" / "library.db")
    machine = Machine(tmp_path / "one", server.url)
    yield machine
    machine.library.close()
