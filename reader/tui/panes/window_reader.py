"""Read the rows that the headline list holds of a longer list; blocks, for threads."""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.headline_rows import HeadlineRows
from reader.model import Headline
from reader.store import Counts
from reader.tui.list_rows import MOST, PAGE, Window, day_bounds


def describe(
    listing: HeadlineRows,
    held: Sequence[Headline],
    grouping: str,
    *,
    above: bool | None = None,
    below: bool | None = None,
) -> Window:
    """Return where some rows stand in their list, with the counts of the whole and of the outer groups.

    Args:
        listing: the list.
        held: neighbours in it; the first and the last are enough.
        grouping: one of ``GROUPINGS``.
        above: rows stand before them; None: to be found out.
        below: rows follow them; None: to be found out.
    """
    if not held:
        return Window(counts=listing.total())
    above = bool(listing.before(held[0], 1)) if above is None else above
    below = bool(listing.after(held[-1], 1)) if below is None else below
    return Window(
        above,
        below,
        listing.rank(held[0]) if above else 0,
        listing.total(),
        count_group(listing, held[0], grouping) if above else None,
        count_group(listing, held[-1], grouping) if below else None,
    )


def count_group(listing: HeadlineRows, headline: Headline, grouping: str) -> Counts | None:
    """Count the headlines of the day or the source a headline stands under; None without groups."""
    if grouping == "source":
        return listing.count(source=headline.source)
    if grouping == "day" and headline.time is not None:
        return listing.count(*day_bounds(headline.time))
    return None


def read_end(listing: HeadlineRows, by: int) -> list[Headline]:
    """Return the last (1) or the first (-1) rows of a list."""
    return listing.last(MOST) if by > 0 else listing.first(MOST)


def read_around(listing: HeadlineRows, here: Headline) -> list[Headline]:
    """Return the rows around one."""
    return [*listing.before(here, PAGE), *listing.starting(here, PAGE)]
