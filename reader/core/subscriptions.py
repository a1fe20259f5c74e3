"""List, follow and unfollow sources; write and apply each change of the configuration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.config import Config, load
from reader.config.edit import change_follow, change_source
from reader.config.settings import account_name
from reader.core.account import feeds as account_feeds
from reader.core.account.state import account_state
from reader.core.errors import CoreError, no_such_source
from reader.core.schedule import address
from reader.core.source_configuration import (
    follow_all,
    follow_pack,
    followed_sources,
    free_id,
    restore_source,
    unfollow,
)
from reader.locale.message import Message
from reader.model import Source, SourceHealth

if TYPE_CHECKING:
    from reader.config.edit import Value
    from reader.core.session import Session
    from reader.sources import Discovery
    from reader.sources.discovery import Found


@dataclass(frozen=True, slots=True)
class Subscription:
    """A followed source, its health and its counts."""

    source: Source
    health: SourceHealth
    total: int = 0
    """Number of its headlines in the library."""
    unread: int = 0
    account: str = ""
    """Host of the sync server it is a feed of; empty for a source of the configuration."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A source of the catalogue, or (without one) a pack of them."""

    pack: str
    """Name of the pack, as ``[follow]`` writes it; ``pack.NAME`` in the catalogues is what it is called."""
    source: Source | None = None
    followed: bool = False
    """The source, or every source of the pack."""


@dataclass(frozen=True, slots=True)
class ConfigChange:
    """The result of a change to the configuration."""

    config: Config
    """The configuration after the change."""
    sources: tuple[Source, ...] = ()
    """The changed sources."""
    undo: Callable[[], ConfigChange] | None = None
    notes: tuple[Message, ...] = ()
    """Lines that were passed over, with the reason."""


def apply_config(session: Session, path: Path) -> Config:
    """Load a configuration and apply its sources and settings; include problems of sources."""
    config = load(path)
    sources, problems = followed_sources(config)
    session.settings = config.settings
    if sources != session.configured:
        session.set_sources(sources)
    else:
        session.show_account()
    wrong = sorted((*config.problems, *problems), key=lambda problem: problem.line)
    return config._replace(problems=tuple(wrong))


def list_subscriptions(session: Session) -> list[Subscription]:
    """List the followed sources with health and counts, those of the configuration first."""
    healths, counts = session.library.sources.healths(), session.library.entries.counts()
    of_account = {source.id for source in session.account_sources}
    state = account_state(session) if of_account else None
    name = account_name(session.settings) if of_account else ""
    listed = []
    for source in session.sources:
        count = counts.get(source.id)
        total, unread = (count.total, count.unread) if count else (0, 0)
        health = healths.get(source.id, SourceHealth(source.id))
        if state is not None and source.id in of_account and not session.is_direct:
            health = SourceHealth(source.id, state.synced, state.synced, state.error)
        listed.append(Subscription(source, health, total, unread, name if source.id in of_account else ""))
    return listed


def list_offers(session: Session) -> list[Offer]:
    """List the catalogue: each pack, followed by its sources."""
    from reader.sources.catalogue import packs

    here = {source.id for source in session.sources}
    listed = []
    for pack, sources in packs().items():
        listed.append(Offer(pack, followed=all(source.id in here for source in sources)))
        listed += [Offer(pack, source, source.id in here) for source in sources]
    return listed


def choose_source(discovery: Discovery, found: Found) -> Source:
    """Return the source of a discovery for the feed or listing that the person chose."""
    others = tuple(other for other in discovery.found if other is not found)
    source = replace(discovery, found=(found, *others)).source
    assert source is not None
    return source


class Subscriptions:
    """Changes to the followed sources, one at a time, each on disk when its method returns.

    Every method blocks, may be called from any thread, and raises ``ConfigError`` when the file could not be
    changed, ``StoreError`` when the library cannot take it.

    Args:
        session: follows the configuration after each change.
        path: the configuration.
    """

    def __init__(self, session: Session, path: Path) -> None:
        self.session = session
        self.path = path
        self._lock = Lock()

    def follow(self, source: Source) -> ConfigChange:
        """Follow one more source; one that is not of the catalogue gets an id of its own.

        Raises:
            CoreError: its address is followed already.
        """
        with self._lock:
            source = self._with_free_id(source, self._used_ids())
            follow_all(self.path, [source])
            return self._apply((source,), lambda: self.unfollow([source.id]))

    def follow_on_account(self, source: Source) -> ConfigChange:
        """Subscribe the account of the sync server to a source's feed.

        Raises:
            CoreError: it is followed already, or the server takes no subscriptions.
        """
        with self._lock:
            new = account_feeds.subscribe(self.session, source.feed, source.name, source.category)
            return self._apply((new,), lambda: self.unfollow([new.id]))

    def follow_pack(self, name: str) -> ConfigChange:
        """Follow a pack of the catalogue.

        Raises:
            CoreError: there is no such pack.
        """
        with self._lock:
            before = {source.id for source in self.session.sources}
            new = tuple(source for source in follow_pack(self.path, name) if source.id not in before)
            return self._apply(new, lambda: self._unfollow_pack(name))

    def unfollow(self, ids: Sequence[str]) -> ConfigChange:
        """Unfollow sources; their entries stay in the library.

        Raises:
            NotFoundError: one of them is not followed.
        """
        with self._lock:
            sources = self.session.configured
            of_account = [source for source in self.session.account_sources if source.id in ids]
            left = (*(source for source in sources if source.id in ids), *of_account)
            own = [id for id in ids if id not in {source.id for source in of_account}]
            removed = [unfollow(self.path, id, sources) for id in own]
            for source in of_account:
                account_feeds.unsubscribe(self.session, source)

            def undo() -> ConfigChange:
                with self._lock:
                    for each in removed:
                        restore_source(self.path, each)
                    for source in of_account:
                        account_feeds.subscribe(self.session, source.feed, source.name, source.category)
                    return self._apply(left)

            return self._apply(left, undo)

    def alter(self, id: str, key: str, value: Value) -> ConfigChange:
        """Rename a source, move its folder (``category``), or switch ``enabled``.

        Raises:
            NotFoundError: it is not followed.
        """
        with self._lock:
            source = self._followed(id)
            before = getattr(source, key)
            if not self.session.is_account_source(id):
                change_source(self.path, id, {key: value})
            elif key == "name":
                account_feeds.rename(self.session, source, str(value))
            elif key == "category":
                account_feeds.move(self.session, source, str(value))
            else:
                raise CoreError(Message("account.always_on", name=source.name))
            return self._apply((source,), lambda: self.alter(id, key, before))

    def import_list(self, file: Path) -> ConfigChange:
        """Follow the sources in a list of another reader: OPML, or the ``urls`` of newsboat.

        Raises:
            ExportError: the file cannot be read, or is no such list.
        """
        from reader.core.importing.source_lists import read_source_list
        from reader.sources.http.ssrf_guard import host_of

        sources, notes = read_source_list(self.session, file)
        with self._lock:
            taken, new = self._used_ids(), []
            for source in sources:
                if address(source) not in taken.values():
                    own = self._with_free_id(source, taken)
                    taken[own.id] = address(own)
                    new.append(own)
            follow_all(self.path, new, imported=True)
            inside = {host_of(address(source)) for source in new}
            notes = [note for note in notes if note.key != "opml.inside" or note.args["host"] in inside]
            ids = [source.id for source in new]
            undo = (lambda: self.unfollow(ids)) if new else None
            return replace(self._apply(tuple(new), undo), notes=tuple(notes))

    def _apply(
        self, about: tuple[Source, ...], undo: Callable[[], ConfigChange] | None = None
    ) -> ConfigChange:
        return ConfigChange(apply_config(self.session, self.path), about, undo)

    def _used_ids(self) -> dict[str, str]:
        """Return the taken ids, each with the address followed under that id."""
        from reader.sources.catalogue import builtin

        catalogue = {source.id: "" for source in builtin()}
        return catalogue | {source.id: address(source) for source in self.session.sources}

    def _with_free_id(self, source: Source, taken: dict[str, str]) -> Source:
        """Return the source under a free id; a source of the catalogue keeps its id there."""
        from reader.sources.catalogue import builtin

        if address(source) in taken.values():
            raise CoreError(Message("core.followed_already", name=source.name))
        known = {one.id: one for one in builtin()}.get(source.id)
        if known is not None and address(known) == address(source):
            return source
        return replace(source, id=free_id(source.id, taken))

    def _followed(self, id: str) -> Source:
        source = self.session.source(id)
        if source is None:
            raise no_such_source(id, self.session.sources)
        return source

    def _unfollow_pack(self, name: str) -> ConfigChange:
        with self._lock:
            change_follow(self.path, "packs", remove=name)
            return self._apply(())


async def discover_source(session: Session, url: str) -> Discovery:
    """Look for the feeds at an address, else for headlines in its page.

    Raises:
        FetchError: the address could not be fetched.
    """
    from reader.sources import discover

    return await discover(await session.client(), url, session.parse)
