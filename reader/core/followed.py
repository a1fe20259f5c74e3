"""Which sources are followed: the first ones of the catalogue, and what the configuration says about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.config import Config, Problem
from reader.locale.message import Message

if TYPE_CHECKING:
    from reader.model import Source


def followed(config: Config) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the sources a configuration follows, in order, and what is wrong with its source tables.

    The catalogue's first sources and those of ``[follow]``, less the ones left; then the ``[[source]]``
    tables, of which one with the id of a followed source says what is different about it.
    """
    from reader.sources.catalogue import builtin, first_sources, source_from_table
    from reader.sources.catalogue import packs as all_packs

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
        except ValueError as error:
            line = (lines := lines or config.source_lines)[nth]
            problems.append(Problem(line, Message("config.source_skipped", why=str(error))))
            continue
        # Only an address the person wrote may lead to the person's own network.
        if source.user_added and not ("feed" in table or "listing" in table):
            source = replace(source, user_added=False)
        sources[source.id] = source
    return tuple(sources.values()), tuple(problems)
