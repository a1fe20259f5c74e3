"""The one object the faces of the program talk to: a library, the sources followed, a client made late."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.core.background_loop import BackgroundLoop
from reader.core.queries import Reading

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
    from concurrent.futures import ThreadPoolExecutor
    from typing import Any, TypeVar

    from reader.config import Settings
    from reader.core.check_source import SourceCheck
    from reader.core.progress import Progress, Saved
    from reader.model import Article, Source
    from reader.sources import Client, Discovery
    from reader.store import Library

    Result = TypeVar("Result")

THREADS = 2
"""That parse and store what was fetched: parsing is Python's own work, and the library has one writer."""


class Session(Reading):
    """The news as the reader has it now.

    Beside what ``Reading`` does, it fetches: ``async`` methods and the generators run on the event loop and
    never block it. Cancelling one stops it at once and keeps what came.

    Args:
        library: an open library; closing it stays with whoever opened it.
        sources: what is followed; those the library knows when None.
        settings: of the person.
        client_factory: makes the HTTP client when something is first fetched.
    """

    def __init__(
        self,
        library: Library,
        sources: Iterable[Source] | None = None,
        settings: Settings | None = None,
        *,
        client_factory: Callable[[], Client] | None = None,
    ) -> None:
        super().__init__(library, sources, settings)
        self._client_factory = client_factory
        self._client: Client | None = None
        self._opening: asyncio.Lock | None = None
        self._pool: ThreadPoolExecutor | None = None
        self.background = BackgroundLoop()
        """Where who has a loop that must not wait runs what fetches: all of it, for there is one client."""

    def refresh(
        self, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False
    ) -> AsyncGenerator[Progress, None]:
        """Fetch headlines, each source stored as it arrives.

        Args:
            ids: only these sources; all that are enabled when None.
            full: afterwards take every unread article along for offline reading.
            due: only sources whose time has come.

        Raises:
            NotFoundError: an id is not followed.
        """
        from reader.core.refresh import refresh

        return refresh(self, ids, full=full, due=due)

    @property
    def may_use_worker(self) -> bool:
        """Whether another process would fetch as this one does: with a client of its own making."""
        return self._client_factory is None and bool(sys.executable)

    async def fetch_article(self, id: int) -> Article:
        """Fetch the whole article, store it, and return it; a stored one is returned as it is.

        Raises:
            SourceError: it could not be fetched, or its page has no article.
            NotFoundError: there is no such entry.
        """
        from reader.core.bookmarks import fetch_article

        return await fetch_article(self, id)

    def save(self, id: int) -> AsyncGenerator[Saved, None]:
        """Save an article: what is known at once and safely on disk, then the whole of it.

        Raises:
            NotFoundError: there is no such entry.
        """
        from reader.core.bookmarks import save

        return save(self, id)

    def save_url(self, url: str) -> AsyncGenerator[Saved, None]:
        """Save any page by its address, news or not.

        Raises:
            CoreError: it is no web address.
        """
        from reader.core.bookmarks import save_url

        return save_url(self, url)

    def complete_pending(self) -> AsyncGenerator[Saved, None]:
        """Fetch what was queued while there was no network."""
        from reader.core.bookmarks import complete_pending

        return complete_pending(self)

    async def discover(self, url: str) -> Discovery:
        """Look for what can be followed at an address: its feeds, else its headlines.

        Raises:
            FetchError: the address could not be fetched.
        """
        from reader.sources import discover

        return await discover(await self.client(), url)

    async def try_source(self, source: Source) -> list[SourceCheck]:
        """Fetch a source by each of its ways without storing, and say what works and what broke."""
        from reader.core.check_source import try_source

        return await try_source(self, source)

    async def index(self) -> None:
        """Index all that a refresh left for later, a little at a time."""
        while await self.run(self.library.index.update):
            pass

    async def run(self, work: Callable[..., Result], *args: Any) -> Result:
        """Do background work in one of the session's own threads.

        Few, and apart from the event loop's: a refresh never stands in the way of what a person asked.
        """
        import asyncio

        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="session")
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)

    async def client(self) -> Client:
        """Return the HTTP client, made and opened when first asked for."""
        import asyncio

        if self._opening is None:
            self._opening = asyncio.Lock()
        async with self._opening:
            if self._client is None:
                self._client = await (await asyncio.to_thread(self._make_client)).__aenter__()
            return self._client

    def _make_client(self) -> Client:
        if self._client_factory is not None:
            return self._client_factory()
        from reader.sources import Client

        return Client(proxy=self.settings.proxy)

    async def close(self) -> None:
        """Close the client and let go of the threads; the session may be used again and makes others."""
        if self.background.begun:
            await self.background.run(self._close())
            await self.background.close()
        else:
            await self._close()

    async def _close(self) -> None:
        client, self._client = self._client, None
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        if client is not None:
            await client.__aexit__(None, None, None)
