"""Check queries for slips: typed ones, and those of saved lists and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config import Problem
from reader.config.tolerant_toml import locate
from reader.core.errors import NotFoundError, no_such_source
from reader.locale.message import Message
from reader.model.headline import SAVED_PAGES
from reader.store import check_syntax

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reader.config import Config
    from reader.core.session import Session
    from reader.model import Source
    from reader.store import Doubt, Library


def check_query(library: Library, query: str, followed: Iterable[Source] = ()) -> list[Doubt]:
    """Return the slips of a query; blocks.

    Args:
        library: its sources, categories and tags exist.
        query: in the syntax of the search.
        followed: further sources that exist, such as those of the configuration.
    """
    return library.search.check(query, [(source.id, source.name) for source in followed])


def refuse_query(doubts: Iterable[Doubt], kinds: Collection[str] = ("source",)) -> None:
    """Raise the first doubt of these kinds as an error.

    Raises:
        NotFoundError: a query names what does not exist.
    """
    for doubt in doubts:
        if doubt.kind in kinds:
            raise NotFoundError(doubt.message)


def unknown_source(session: Session, ids: Sequence[str], followed: Iterable[Source]) -> NotFoundError | None:
    """Return the error for the first id neither followed nor in the library; None without one."""
    if not ids:
        return None
    followed = list(followed)
    others = session.library.sources.healths().keys() | session.library.entries.counts().keys()
    known = {source.id for source in followed} | others | {SAVED_PAGES}
    return next((no_such_source(id, followed, others) for id in ids if id not in known), None)


def find_query_problems(config: Config, session: Session | None = None) -> list[Problem]:
    """Return the slips in saved lists and rules of a configuration, with lines; blocks.

    Without a session only what needs no library is looked for.
    """
    settings = config.settings
    named = [("list", nth, each.name, each.query, each.sources) for nth, each in enumerate(settings.lists)]
    named += [("rule", nth, each.name, each.query, ()) for nth, each in enumerate(settings.rules)]
    problems = []
    for kind, nth, name, query, ids in named:
        found = [("query", doubt.message) for doubt in _doubts(query, session)]
        if session is not None and (unknown := unknown_source(session, ids, session.sources)):
            found.append(("sources", unknown.message))
        for key, message in found:
            said = Message(f"query.in_{kind}", name=name, said=message)
            problems.append(Problem(locate(config.text, (kind,), key, nth), said))
    return problems


def _doubts(query: str, session: Session | None) -> list[Doubt]:
    if session is None:
        return check_syntax(query)
    found = check_query(session.library, query, session.sources)
    return [doubt for doubt in found if doubt.kind not in ("category", "tag")]  # of news that may still come
