"""Return the values that a shell completes from library, configuration and catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.cli.context import Context
    from reader.cli.parser import Command, Option

    Value = tuple[str, str]
    """A completion and its description."""

MAX_ENTRIES = 50
"""Entries offered, the newest ones."""


def _sources(context: Context) -> Iterator[Value]:
    for source in context.configured_session[0].sources:
        yield source.id, source.name


def _catalogue(_context: Context) -> Iterator[Value]:
    from reader.sources.catalogue import builtin

    for source in builtin():
        yield source.id, source.name


def _packs(context: Context) -> Iterator[Value]:
    from reader.sources.catalogue import pack_names

    for name in pack_names():
        yield name, context.translate(f"pack.{name}")


def _categories(context: Context) -> Iterator[Value]:
    for name in context.library.entries.categories():
        yield name, ""


def _tags(context: Context) -> Iterator[Value]:
    bookmarks = [each for archived in (False, True) for each in context.library.bookmarks.all("", archived)]
    for tag in sorted({tag for bookmark in bookmarks for tag in bookmark.tags}):
        yield tag, ""


def _entries(context: Context) -> Iterator[Value]:
    for headline in context.library.entries.headlines(limit=MAX_ENTRIES):
        yield str(headline.id), headline.title


def _bookmarks(context: Context) -> Iterator[Value]:
    for bookmark in context.library.bookmarks.all("", False):
        yield str(bookmark.headline.id), bookmark.headline.title


VALUES: Mapping[str, Callable[[Context], Iterator[Value]]] = {
    "sources": _sources,
    "catalogue": _catalogue,
    "packs": _packs,
    "categories": _categories,
    "tags": _tags,
    "entries": _entries,
    "bookmarks": _bookmarks,
}
"""By the name ``khabar completion --values`` takes."""

_OF_OPTIONS = {"--source": "sources", "--category": "categories", "--pack": "packs", "--tag": "tags"}
_OF_OPERANDS = {
    "refresh": "sources",
    "show": "entries",
    "save": "entries",
    "unsave": "bookmarks",
    "export": "bookmarks",
    "sources add": "catalogue",
    "sources move": "sources",
    "sources remove": "sources",
    "sources rename": "sources",
    "sources test": "sources",
}


def values_of_option(option: Option) -> str:
    """Return the name in `VALUES` of an option's values; empty for none."""
    return _OF_OPTIONS.get(option.name, "") if not option.choices else ""


def values_of_operands(command: Command) -> str:
    """Return the name in `VALUES` of the operands of a command; empty for none."""
    return _OF_OPERANDS.get(command.name, "")
