"""Following and leaving: what a person decides about sources, written into the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.config.edit import (
    Value,
    add_sources,
    change_follow,
    change_source,
    remove_source,
    restore,
)
from reader.core.errors import CoreError, NotFoundError
from reader.locale.message import Message
from reader.model import Source


@dataclass(frozen=True, slots=True)
class Removed:
    """What ``leave`` did, so that ``follow_again`` can undo it."""

    id: str
    table: str
    """Text of the ``[[source]]`` table that was taken out; empty when there was none."""
    left: bool
    """It was put on the list ``leave``."""


def follow(path: Path, source: Source) -> None:
    """Write a source into the configuration at ``path``: by name when the catalogue has it, else as a table.

    Raises:
        ConfigError: the file could not be changed.
    """
    follow_all(path, [source])


def follow_all(path: Path, sources: Iterable[Source], *, imported: bool = False) -> None:
    """Write several sources into the configuration.

    Args:
        path: the configuration.
        sources: what to follow.
        imported: they come from a file, so their addresses may not lead to the person's own network.

    Raises:
        ConfigError: the file could not be changed.
    """
    from reader.sources.catalogue import builtin, first_sources

    catalogue = {source.id: source for source in builtin()}
    tables = []
    for source in sources:
        known = catalogue.get(source.id)
        if known and (known.feed, known.listing) == (source.feed, source.listing):
            change_follow(path, "leave", remove=source.id)
            if known not in first_sources():
                change_follow(path, "sources", add=source.id)
        else:
            fields = ("id", "name", "feed", "listing", "home", "language", "category")
            told = {field: getattr(source, field) for field in fields if getattr(source, field)}
            tables.append({**told, "imported": True} if imported else told)
    add_sources(path, tables)


def follow_pack(path: Path, name: str) -> tuple[Source, ...]:
    """Follow a pack of the catalogue; returns its sources.

    Raises:
        CoreError: there is no such pack.
        ConfigError: the file could not be changed.
    """
    from reader.sources.catalogue import packs

    found = packs().get(name)
    if found is None:
        raise CoreError(Message("core.no_pack", name=name, packs=tuple(packs())))
    change_follow(path, "packs", add=name)
    return found


def leave_pack(path: Path, name: str) -> None:
    """Undo ``follow_pack``; sources that are followed for another reason stay.

    Raises:
        ConfigError: the file could not be changed.
    """
    change_follow(path, "packs", remove=name)


def leave(path: Path, id: str, sources: tuple[Source, ...]) -> Removed:
    """Follow a source no longer.

    Raises:
        NotFoundError: it is not among ``sources``, those followed now.
        ConfigError: the file could not be changed.
    """
    from reader.sources.catalogue import builtin

    if id not in {source.id for source in sources}:
        raise NotFoundError(Message("core.no_source", id=id))
    table = remove_source(path, id)
    left = id in {source.id for source in builtin()}
    if left:
        change_follow(path, "sources", remove=id)
        change_follow(path, "leave", add=id)
    return Removed(id, table, left)


def follow_again(path: Path, removed: Removed) -> None:
    """Undo ``leave``.

    Raises:
        ConfigError: the file could not be changed.
    """
    if removed.table:
        restore(path, removed.table)
    if removed.left:
        change_follow(path, "leave", remove=removed.id)
        from reader.sources.catalogue import first_sources

        if removed.id not in {source.id for source in first_sources()} and not removed.table:
            change_follow(path, "sources", add=removed.id)


def change(path: Path, id: str, changes: Mapping[str, Value]) -> None:
    """Rename a source (``name``), move it to a folder (``category``), switch it off (``enabled``), and so on.

    Raises:
        ConfigError: the file could not be changed.
    """
    change_source(path, id, changes)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id like the wanted one that is not taken."""
    if wanted not in taken:
        return wanted
    return next(id for nth in range(2, len(taken) + 3) if (id := f"{wanted}-{nth}") not in taken)
