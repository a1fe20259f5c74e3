"""Define the rows of the headline list: news, search hits, and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypedDict, Unpack

from reader.locale.translator import Translator
from reader.model import Headline, Hit
from reader.model.headline import SAVED_PAGES

GROUPINGS = ("day", "source", "")
"""How rows are grouped; the group key walks through them. The empty one is a plain list."""
_READ = attrgetter("read")


class Group(NamedTuple):
    """The heading over the rows of one day or one source."""

    title: str
    total: int
    unread: int


class Report(NamedTuple):
    """Another report of the event of the row above, shown while that is unfolded."""

    headline: Headline


Row = Headline | Group | Hit | Report
ONE_LINE = (Group, Report)
"""Classes of rows that take one line at any density."""


def headline_of(row: Row | None) -> Headline | None:
    """Return the headline a row stands for; None for a heading."""
    if isinstance(row, (Hit, Report)):
        return row.headline
    return row if isinstance(row, Headline) else None


class HeadlineState(TypedDict, total=False):
    """Marks of a headline that can change in the list."""

    read: bool
    saved: bool
    offline: bool
    kept: bool
    progress: int


def with_state(row: Row, **state: Unpack[HeadlineState]) -> Row:
    """Return a row with another state of its headline; a heading unchanged."""
    if isinstance(row, (Hit, Report)):
        return row._replace(headline=row.headline._replace(**state))
    return row._replace(**state) if isinstance(row, Headline) else row


def is_of(row: Row, headline_id: int) -> bool:
    """Return whether a row stands for the headline with an id."""
    headline = headline_of(row)
    return headline is not None and headline.id == headline_id


def _days(headlines: Iterable[Headline]) -> Iterator[list[Headline]]:
    """Yield neighbours of one day here; of tens of thousands, while a key may wait."""
    members: list[Headline] = []
    first = after = None
    for headline in headlines:
        when = headline.published or headline.fetched
        if when is None or first is None or after is None:
            same = bool(members) and when is first
        else:
            same = first <= when < after
        if not same:
            if members:
                yield members
            members = []
            first, after = day_bounds(when) if when else (None, None)
        members.append(headline)
    if members:
        yield members


def day_bounds(moment: datetime) -> tuple[datetime, datetime]:
    """Return when the day of a moment begins and ends here."""
    day = moment.astimezone().date()
    return _midnight(day), _midnight(day + timedelta(days=1))


def _midnight(day: date) -> datetime:
    """Return the start of a day; on a change of clocks, midnight may occur twice or not at all."""
    midnight = datetime.combine(day, time.min)
    return max(midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def unread(headlines: Sequence[Headline]) -> int:
    """Return how many are unread; of tens of thousands, while a key may wait."""
    return list(map(_READ, headlines)).count(False)


def source_name(headline: Headline, strings: Translator) -> str:
    """Return the name of a headline's source; saved pages have a name in each language."""
    return strings("source.saved_pages") if headline.source == SAVED_PAGES else headline.source_name


def grouped(headlines: Sequence[Headline], by: str, strings: Translator, now: datetime) -> list[Row]:
    """Return rows with a heading over each day or source; ``by`` is one of `GROUPINGS`."""
    if by == "source":
        names = {each.source: source_name(each, strings) for each in reversed(headlines)}
        order = list(dict.fromkeys(each.source for each in headlines))
        place = {source: index for index, source in enumerate(order)}
        headlines = sorted(headlines, key=lambda each: place[each.source])
        runs = [(names[key], list(group)) for key, group in groupby(headlines, key=lambda each: each.source)]
    elif by == "day":
        runs = []
        for members in _days(headlines):
            first = members[0].time
            title = strings.day(first.astimezone(), now) if first else strings("day.unknown")
            runs.append((title, members))
    else:
        return list(headlines)
    rows: list[Row] = []
    for title, members in runs:
        rows.append(Group(title, len(members), unread(members)))
        rows += members
    return rows


def unfold(rows: Sequence[Row], reports: Mapping[int, Sequence[Headline]]) -> list[Row]:
    """Return rows with the other ``reports`` (by story id) below unfolded stories."""
    if not reports:
        return list(rows)
    unfolded: list[Row] = []
    for row in rows:
        unfolded.append(row)
        if isinstance(row, Headline) and row.story is not None:
            unfolded += [Report(each) for each in reports.get(row.story, ()) if each.id != row.id]
    return unfolded


def count_label(headline: Headline, strings: Translator) -> str:
    """Return the count of newsrooms (or reports) of an event; empty for a single report."""
    if headline.newsrooms > 1:
        return strings("story.newsrooms", n=headline.newsrooms)
    return strings("story.reports", n=headline.reports) if headline.reports > 1 else ""
