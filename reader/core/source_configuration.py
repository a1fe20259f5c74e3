"""Read the followed sources of a configuration, and write changes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reader.config import Config, Problem, source_lines
from reader.config.edit import (
    ConfigError,
    add_sources,
    change_follow,
    change_source,
    remove_source,
    restore,
)
from reader.core.errors import CoreError, no_such_source
from reader.locale.message import Message
from reader.model import Source


@dataclass(frozen=True, slots=True)
class Removed:
    """The changes ``unfollow`` made, for ``restore_source``."""

    id: str
    table: str
    """Text of the deleted ``[[source]]`` table; empty when there was none."""
    left: bool
    """Its id was added to the list ``leave``."""


def follow_all(path: Path, sources: Iterable[Source], *, imported: bool = False) -> None:
    """Add sources to a configuration: by id those of the catalogue, others as tables.

    Args:
        path: the configuration.
        sources: the sources to follow.
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
            if imported:
                told["imported"] = True
            elif source.inside:
                told["inside"] = True
            tables.append(told)
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


def unfollow(path: Path, id: str, sources: tuple[Source, ...]) -> Removed:
    """Take a source out of the configuration.

    Raises:
        NotFoundError: ``sources``, those followed now, do not have it.
        ConfigError: the file could not be changed.
    """
    from reader.sources.catalogue import builtin

    if id not in {source.id for source in sources}:
        raise no_such_source(id, sources)
    table = remove_source(path, id)
    left = id in {source.id for source in builtin()}
    if left:
        change_follow(path, "sources", remove=id)
        change_follow(path, "leave", add=id)
    return Removed(id, table, left)


def restore_source(path: Path, removed: Removed) -> None:
    """Undo ``unfollow``.

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


def name_sources(path: Path, titles: Mapping[str, str]) -> None:
    """Write the titles of feeds into the configuration as names of unnamed sources.

    A configuration that cannot be changed keeps the sources called by their hosts.
    """
    for id, title in titles.items():
        with suppress(ConfigError):
            change_source(path, id, {"name": title})


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the wanted id, with the first free number appended if taken."""
    if wanted not in taken:
        return wanted
    return next(id for nth in range(2, len(taken) + 3) if (id := f"{wanted}-{nth}") not in taken)


def followed_sources(config: Config) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the followed sources of a configuration, and the problems of its source tables.

    The catalogue's first sources and those of ``[follow]``, less the ones left; then the ``[[source]]``
    tables, of which one with the id of a followed source says what is different about it.
    """
    from reader.sources.catalogue import builtin, first_sources, source_from_table
    from reader.sources.catalogue import packs as all_packs
    from reader.sources.errors import SourceTableError

    settings = config.settings
    problems: list[Problem] = []
    known = {source.id: source for source in builtin()}
    sources = {source.id: source for source in first_sources()}
    packs = all_packs() if settings.packs else {}
    for name in settings.packs:
        if name in packs:
            sources |= {source.id: source for source in packs[name]}
        else:
            problems.append(Problem(0, Message("config.no_pack", name=name)))
    for id in settings.follow:
        if id in known:
            sources[id] = known[id]
        else:
            problems.append(Problem(0, Message("config.no_source", name=id)))
    for id in settings.leave:
        sources.pop(id, None)
    lines: tuple[int, ...] = ()
    for nth, table in enumerate(config.sources):
        try:
            source = source_from_table(table)
        except SourceTableError as error:
            line = (lines := lines or source_lines(config))[nth]
            problems.append(Problem(line, Message("config.source_skipped", why=error.message)))
            continue
        # Only an address the person wrote may lead to the person's own network.
        if source.user_added and not ("feed" in table or "listing" in table):
            source = replace(source, user_added=False)
        sources[source.id] = source
    return tuple(sources.values()), tuple(problems)
