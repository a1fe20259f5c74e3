"""What a person does to the list of sources: each change is written into the configuration and taken up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.config import Config, load
from reader.core.errors import CoreError, ExportError, NotFoundError
from reader.core.followed import followed
from reader.core.subscribe import (
    change,
    follow,
    follow_again,
    follow_all,
    follow_pack,
    free_id,
    leave,
    leave_pack,
)
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Source, SourceHealth

if TYPE_CHECKING:
    from reader.config.edit import Value
    from reader.core.session import Session
    from reader.sources import Discovery
    from reader.sources.discovery import Found

LARGEST = 16 << 20
"""Bytes of a list of sources."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source that is followed, and how it is doing."""

    source: Source
    health: SourceHealth
    total: int = 0
    """Headlines of it in the library."""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A source of the catalogue, or (without one) a pack of them."""

    pack: str
    """Name of the pack, as ``[follow]`` writes it."""
    name: tuple[str, str]
    """What the pack is called, in Arabic and in English."""
    source: Source | None = None
    followed: bool = False
    """The source, or every source of the pack."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change came to."""

    config: Config
    """The configuration as it is now."""
    sources: tuple[Source, ...] = ()
    """Those it was about."""
    undo: Callable[[], Changed] | None = None
    notes: tuple[Message, ...] = ()
    """What was passed over, in words."""


def take_up(session: Session, path: Path) -> Config:
    """Read the configuration, and follow and set what it says now; its problems include those of sources."""
    config = load(path)
    sources, problems = followed(config)
    session.settings = config.settings
    if sources != session.sources:
        session.follow(sources)
    wrong = sorted((*config.problems, *problems), key=lambda problem: problem.line)
    return config._replace(problems=tuple(wrong))


def subscriptions(session: Session) -> list[Subscription]:
    """List what is followed, in the order of the configuration."""
    healths, counts = session.healths(), session.counts()
    listed = []
    for source in session.sources:
        count = counts.get(source.id)
        total, unread = (count.total, count.unread) if count else (0, 0)
        health = healths.get(source.id, SourceHealth(source.id))
        listed.append(Subscription(source, health, total, unread))
    return listed


def offers(session: Session) -> list[Offer]:
    """List the catalogue: each pack, and its sources after it."""
    from reader.sources.catalogue import pack_names, packs

    here = {source.id for source in session.sources}
    names = pack_names()
    listed = []
    for pack, sources in packs().items():
        listed.append(Offer(pack, names[pack], followed=all(source.id in here for source in sources)))
        listed += [Offer(pack, names[pack], source, source.id in here) for source in sources]
    return listed


def source_of(discovery: Discovery, found: Found) -> Source:
    """Return the source to follow when the person chose ``found`` among what was discovered."""
    others = tuple(other for other in discovery.found if other is not found)
    source = replace(discovery, found=(found, *others)).source
    assert source is not None
    return source


class Subscriptions:
    """The changes a person may make; one at a time, each safely on disk before it is told.

    Every method blocks, may be called from any thread, and raises ``ConfigError`` when the file could not be
    changed, ``StoreError`` when the library cannot take it.

    Args:
        session: follows what the configuration says after each change.
        path: the configuration.
    """

    def __init__(self, session: Session, path: Path) -> None:
        self.session = session
        self.path = path
        self._lock = Lock()

    def follow(self, source: Source) -> Changed:
        """Follow one more source; one that is not of the catalogue gets an id of its own.

        Raises:
            CoreError: its address is followed already.
        """
        with self._lock:
            source = self._own(source, self._taken())
            follow(self.path, source)
            return self._taken_up((source,), lambda: self.leave([source.id]))

    def follow_pack(self, name: str) -> Changed:
        """Follow a pack of the catalogue.

        Raises:
            CoreError: there is no such pack.
        """
        with self._lock:
            before = {source.id for source in self.session.sources}
            new = tuple(source for source in follow_pack(self.path, name) if source.id not in before)
            return self._taken_up(new, lambda: self._leave_pack(name))

    def leave(self, ids: Sequence[str]) -> Changed:
        """Follow sources no longer; what they gave stays in the library.

        Raises:
            NotFoundError: one of them is not followed.
        """
        with self._lock:
            sources = self.session.sources
            left = tuple(source for source in sources if source.id in ids)
            removed = [leave(self.path, id, sources) for id in ids]

            def undo() -> Changed:
                with self._lock:
                    for each in removed:
                        follow_again(self.path, each)
                    return self._taken_up(left)

            return self._taken_up(left, undo)

    def change(self, id: str, key: str, value: Value) -> Changed:
        """Rename a source (``name``), move it to a folder (``category``), switch it on or off (``enabled``).

        Raises:
            NotFoundError: it is not followed.
        """
        with self._lock:
            source = self._followed(id)
            before = getattr(source, key)
            change(self.path, id, {key: value})
            return self._taken_up((source,), lambda: self.change(id, key, before))

    def bring_in(self, file: Path) -> Changed:
        """Follow what a list of another reader names: OPML, or the ``urls`` of newsboat.

        Raises:
            ExportError: the file cannot be read, or is no such list.
        """
        sources, notes = read_list(file, self.session.sources)
        with self._lock:
            taken, new = self._taken(), []
            for source in sources:
                if _address(source) not in taken.values():
                    own = self._own(source, taken)
                    taken[own.id] = _address(own)
                    new.append(own)
            follow_all(self.path, new, imported=True)
            ids = [source.id for source in new]
            undo = (lambda: self.leave(ids)) if new else None
            return replace(self._taken_up(tuple(new), undo), notes=tuple(notes))

    def _taken_up(self, about: tuple[Source, ...], undo: Callable[[], Changed] | None = None) -> Changed:
        return Changed(take_up(self.session, self.path), about, undo)

    def _taken(self) -> dict[str, str]:
        """Return the ids that are not free, each with the address followed under it."""
        from reader.sources.catalogue import builtin

        catalogue = {source.id: "" for source in builtin()}
        return catalogue | {source.id: _address(source) for source in self.session.sources}

    def _own(self, source: Source, taken: dict[str, str]) -> Source:
        """Return the source under an id that is its own; one of the catalogue keeps the one it has there."""
        from reader.sources.catalogue import builtin

        if _address(source) in taken.values():
            raise CoreError(Message("core.followed_already", name=source.name))
        known = {one.id: one for one in builtin()}.get(source.id)
        if known is not None and _address(known) == _address(source):
            return source
        return replace(source, id=free_id(source.id, taken))

    def _followed(self, id: str) -> Source:
        source = self.session.source(id)
        if source is None:
            raise NotFoundError(Message("core.no_source", id=id))
        return source

    def _leave_pack(self, name: str) -> Changed:
        with self._lock:
            leave_pack(self.path, name)
            return self._taken_up(())


def read_list(file: Path, followed: Iterable[Source] = ()) -> tuple[list[Source], list[Message]]:
    """Read a list of sources another reader wrote, and what of it was passed over.

    Raises:
        ExportError: the file cannot be read, or is no such list.
    """
    from reader.core.importing import recognise
    from reader.core.importing.newsboat import urls

    kind = recognise(file)
    if kind is not None and kind != "newsboat-urls":
        raise ExportError(Message("import.not_a_source_list", path=str(file)))
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST)
    except OSError as error:
        raise ExportError(Message("file.unreadable", path=str(file), why=describe(error))) from error
    if kind == "newsboat-urls":
        arriving = urls(data.decode("utf-8-sig", "replace"), followed)
        return list(arriving.sources), list(arriving.notes)
    from reader.sources import SourceError, parse_opml

    try:
        sources, notes = parse_opml(data)
    except (SourceError, ValueError) as error:
        why = error.message if isinstance(error, SourceError) else str(error)
        raise ExportError(Message("import.bad_source_list", path=str(file), why=why)) from error
    return sources, notes


def _address(source: Source) -> str:
    return source.feed or source.listing
