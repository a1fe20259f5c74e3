"""Select unread headlines to mark as read: around the cursor, of a source, or by age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.model import Headline
from reader.tui.list_query import ListQuery
from reader.tui.list_rows import headline_of

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.row_buffer import RowBuffer
    from reader.tui.widgets.headline_list import HeadlineList

SCOPES = ("above", "below", "source", "day", "week", "all")
"""Above or below the cursor, of the source there, older than a day or a week, all that is listed."""


class UnreadSelection:
    """The unread headlines of the current list, without those kept unread.

    Args:
        session: the library.
        query: what is listed.
        view: the list, with the cursor.
        buffer: its rows without headings.
    """

    def __init__(self, session: Session, query: ListQuery, view: HeadlineList, buffer: RowBuffer) -> None:
        self._entries = session.library.entries
        self._filter = query.filter
        self._listing = query.listing(session)
        self._is_part = buffer.window.is_part
        self._here = view.current_headline
        now = datetime.now(UTC)
        self._times = {"day": now - timedelta(days=1), "week": now - timedelta(days=7)}
        self._listed = [found for row in buffer.rows if (found := headline_of(row))]
        rows, cursor = view.rows, view.cursor
        self._beside: dict[str, Sequence[Headline]] = {
            "above": [found for row in rows[:cursor] if (found := headline_of(row))],
            "below": [found for row in rows[cursor + 1 :] if (found := headline_of(row))],
        }

    def ids(self, scope: str) -> list[int]:
        """Return the ids of those in one of ``SCOPES``; blocks, and reads no widget."""
        return self._read(scope) if self._is_part else self._select(scope)

    def _read(self, scope: str) -> list[int]:
        """Return those of a list of which only a window is held."""
        here = self._here
        if scope in ("above", "below", "source") and here is None:
            return []
        if here is not None and scope == "above":
            return self._listing.unread_before(here)
        if here is not None and scope == "below":
            return self._listing.unread_after(here)
        if here is not None and scope == "source":
            return self._entries.unread_ids(self._filter, source=here.source)
        return self._entries.unread_ids(self._filter, until=self._times.get(scope))

    def _select(self, scope: str) -> list[int]:
        """Return those of a list that is held as a whole."""
        here, until = self._here, self._times.get(scope)
        source = here.source if here is not None else ""
        if scope == "source" and here is not None and here.id > 0 and not self._filter.query:
            # with reports below those of other sources
            return self._entries.unread_ids(self._filter, source=source)
        return [
            each.id
            for each in self._beside.get(scope, self._listed)
            if not (each.read or each.kept)
            and (scope != "source" or each.source == source)
            and (until is None or (each.time is not None and each.time < until))
        ]
