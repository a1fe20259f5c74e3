"""The library, settings, followed sources and HTTP client of one run of the program."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reader.config import Settings
from reader.config.settings import has_account
from reader.core.background_loop import BackgroundLoop

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import ThreadPoolExecutor
    from typing import Any, TypeVar

    from reader.core.parser_process import ParserProcess
    from reader.core.sample import Sample
    from reader.model import Source
    from reader.sources import Client
    from reader.store import Library

    Result = TypeVar("Result")

WORKER_THREADS = 2
"""Threads for parsing and storing: parsing is Python's own work, and the library has one writer."""


class Session:
    """The state that the functions of the core share; a front end makes one.

    Args:
        library: an open library; closing it stays with the caller.
        sources: the followed sources of the configuration; those the library knows when None.
        settings: of the configuration; the defaults when None.
        client_factory: makes the HTTP client when something is first fetched.
        is_isolated: parse documents from outside in a process with limits, else in threads of this one.
    """

    def __init__(
        self,
        library: Library,
        sources: Iterable[Source] | None = None,
        settings: Settings | None = None,
        *,
        client_factory: Callable[[], Client] | None = None,
        is_isolated: bool = False,
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        self.background = BackgroundLoop()
        """For a front end with an event loop of its own: everything that fetches runs here, by one client."""
        self.is_isolated = is_isolated
        self._parser: ParserProcess | None = None
        self._configured: tuple[Source, ...] | None = None
        self._account_sources: tuple[Source, ...] | None = None
        self._client_factory = client_factory
        self._client: Client | None = None
        self._client_lock: asyncio.Lock | None = None
        self._threads: ThreadPoolExecutor | None = None
        if sources is not None:
            self.set_sources(sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The followed sources: those of the configuration in order, then the account's feeds."""
        return (*self.configured, *self.account_sources)

    @property
    def configured(self) -> tuple[Source, ...]:
        """The followed sources of the configuration: the program fetches them itself."""
        if self._configured is None:
            self._configured = tuple(self.library.sources.configured())
        return self._configured

    @property
    def account_sources(self) -> tuple[Source, ...]:
        """The followed feeds of the account, as the last sync left them."""
        if self._account_sources is None:
            self.reload_account_sources()
        assert self._account_sources is not None
        return self._account_sources

    @property
    def fetched(self) -> tuple[Source, ...]:
        """The followed sources fetched by the program itself, not by the account's server."""
        if not self.is_direct:
            return self.configured
        return (*self.configured, *(source for source in self.account_sources if source.feed))

    @property
    def is_direct(self) -> bool:
        """Whether the program fetches the account's feeds itself and syncs only the rest."""
        return self.settings.account_fetch == "direct"

    def reload_account_sources(self) -> None:
        """Read the feeds of the account from the library again."""
        sources = self.library.sources.of_accounts()
        if self.is_direct and sources:
            from dataclasses import replace

            from reader.sources.http.ssrf_guard import host_of, is_inside

            # A server in the person's own network may name feeds there; one of the open network may not.
            at_home = is_inside(host_of(self.settings.account_url))
            sources = [replace(source, user_added=at_home) for source in sources]
        self._account_sources = tuple(sources)

    def is_account_source(self, id: str) -> bool:
        """Return whether a source is a feed of the account."""
        return any(source.id == id for source in self.account_sources)

    def set_sources(self, sources: Iterable[Source]) -> None:
        """Follow these configured sources and no others; the library gets them without passwords."""
        from reader.core.schedule import redact

        self._configured = tuple(sources)
        self.library.sources.set(map(redact, self._configured))
        self.show_account()

    def show_account(self) -> None:
        """List the feeds of accounts if the settings name an account, and only then."""
        self.library.accounts.show_feeds(has_account(self.settings))
        self._account_sources = None

    def source(self, id: str) -> Source | None:
        """Return a followed source by its id."""
        return next((source for source in self.sources if source.id == id), None)

    @cached_property
    def sample(self) -> Sample:
        """The built-in headlines for an empty library without a network."""
        from reader.core.sample import Sample

        return Sample()

    @property
    def may_use_worker(self) -> bool:
        """Whether another process would fetch as this one does: with a client of the default kind."""
        return self._client_factory is None and bool(sys.executable)

    async def run(self, work: Callable[..., Result], *args: Any) -> Result:
        """Call a blocking function in one of the session's threads.

        They are few and apart from the event loop's own, so a refresh never delays what a person asked for.
        """
        import asyncio

        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(WORKER_THREADS, thread_name_prefix="session")
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)

    async def parse(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a parser of outside documents in isolation, so that a hostile one stops nothing else.

        Raises:
            SourceError: raised by the function, or the document takes too much time or memory.
        """
        if not self.is_isolated:
            return await self.run(function, *args)
        try:
            return await self._made_parser().call(function, *args)
        except OSError:  # no process can be started
            self.is_isolated = False
            return await self.run(function, *args)

    async def start_parser(self) -> None:
        """Start the process that parses, while the first document is still on its way."""
        if self.is_isolated:
            with suppress(OSError):  # the first call finds that out
                await self._made_parser().start()

    def _made_parser(self) -> ParserProcess:
        if self._parser is None:
            from reader.core.parser_process import ParserProcess

            self._parser = ParserProcess()
        return self._parser

    @contextmanager
    def file_parser(self, size: int) -> Iterator[Callable[..., Any]]:
        """Yield a function that calls others as ``parse`` does, for a thread without an event loop.

        Args:
            size: bytes of the file to parse; a longer one may take more time and memory.
        """
        if not self.is_isolated:
            yield _call
            return
        from reader.core.parser_process import BlockingParser

        with BlockingParser(size) as parser:

            def call(function: Callable[..., Result], *args: Any) -> Result:
                try:
                    return parser.call(function, *args)
                except OSError:  # no process can be started
                    return function(*args)

            yield call

    async def client(self) -> Client:
        """Return the HTTP client, made and opened on the first call."""
        import asyncio

        if self._client_lock is None:
            self._client_lock = asyncio.Lock()
        async with self._client_lock:
            if self._client is None:
                self._client = await (await asyncio.to_thread(self._make_client)).__aenter__()
            return self._client

    def _make_client(self) -> Client:
        if self._client_factory is not None:
            return self._client_factory()
        from reader.sources import Client

        return Client(proxy=self.settings.proxy)

    async def close(self) -> None:
        """Close the client and end the threads; the session may be used again and makes others."""
        if self.background.is_running:
            await self.background.run(self._close())
            await self.background.close()
        else:
            await self._close()

    async def _close(self) -> None:
        client, self._client = self._client, None
        threads, self._threads = self._threads, None
        parser, self._parser = self._parser, None
        if parser is not None:
            await parser.close()
        if threads is not None:
            threads.shutdown(wait=False, cancel_futures=True)
        if client is not None:
            await client.__aexit__(None, None, None)


def _call(function: Callable[..., Result], *args: Any) -> Result:
    return function(*args)
