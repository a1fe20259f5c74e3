"""Messages of the panes to their screen: facts in the past tense, one class each.

A message goes from a child up; a screen speaks to its panes by method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from reader.tui.row_buffer import ALL_ROWS, Window

if TYPE_CHECKING:
    from reader.config import Config
    from reader.core import Progress, Saved
    from reader.core.account.state import AccountState
    from reader.core.enclosures import Transfer
    from reader.core.story_groups import StoryRow
    from reader.core.subscriptions import ConfigChange, Subscription
    from reader.model import Article, Bookmark, Headline, Hit, SourceHealth


class HeadlineOpened(Message):
    """A headline was chosen to be read."""

    def __init__(self, headline: Headline) -> None:
        self.headline = headline
        super().__init__()


class HeadlinesNear(Message):
    """The cursor moved: these headlines are likely to be read next; empty for an empty list."""

    def __init__(self, headlines: Sequence[Headline]) -> None:
        self.headlines = headlines
        super().__init__()


class RowsWanted(Message):
    """A list needs more rows at an end of its window."""

    def __init__(self, by: int, *, end: bool = False, rank: int | None = None) -> None:
        self.by = by
        """1: rows below are wanted; -1: rows above."""
        self.end = end
        """Whether the cursor goes to that end of the list."""
        self.rank = rank
        """How many rows stand before those wanted, where the screen left the window."""
        super().__init__()


class WindowLoaded(Message):
    """Rows before or after those of a list came from the library, or others in their place."""

    def __init__(
        self,
        headlines: Sequence[Headline],
        window: Window,
        by: int,
        beside: Headline | None = None,
        *,
        cursor: Headline | None = None,
        opens: bool = False,
    ) -> None:
        self.headlines = headlines
        self.window = window
        self.by = by
        """1: they follow those of the list; -1: they come before; 0: they replace them."""
        self.beside = beside
        """The headline next to which they were read; another one there now: they are of another list."""
        self.cursor = cursor
        """The one the cursor goes to."""
        self.opens = opens
        """Whether that one is opened."""
        super().__init__()


class HeadlinesLoaded(Message):
    """Rows for the headline list came from the library: all of them, or the first."""

    def __init__(
        self,
        headlines: Sequence[Headline | Hit],
        complete: bool,
        *,
        rest: bool = True,
        reports: Mapping[int, Sequence[Headline]] | None = None,
        window: Window = ALL_ROWS,
        number: int = 0,
    ) -> None:
        self.headlines = headlines
        self.number = number
        """Of the request they were read for; a later one is newer."""
        self.window = window
        """What of the list they are."""
        self.reports = reports or {}
        """Those of unfolded stories, by id of the story."""
        self.complete = complete
        self.rest = rest
        """Whether the rest is to be fetched too."""
        super().__init__()


class StoryToggled(Message):
    """The other reports of a headline's event are to be unfolded, or folded again."""

    def __init__(self, headline: Headline) -> None:
        self.headline = headline
        super().__init__()


class ReportsLoaded(Message):
    """The reports of an event came from the library."""

    def __init__(self, story: int, reports: Sequence[Headline]) -> None:
        self.story = story
        self.reports = reports
        super().__init__()


class BriefingListed(Message):
    """The events since the person left came from the library."""

    def __init__(self, rows: Sequence[StoryRow]) -> None:
        self.rows = rows
        super().__init__()


class BookmarksLoaded(Message):
    """Rows for the bookmarks pane came from the library."""

    def __init__(self, bookmarks: list[Bookmark]) -> None:
        self.bookmarks = bookmarks
        super().__init__()


class LibraryLooked(Message):
    """The library was read: the latest headlines and the results of the last fetches."""

    def __init__(
        self,
        headlines: list[Headline],
        healths: Mapping[str, SourceHealth],
        sample: bool,
        account: AccountState | None = None,
    ) -> None:
        self.headlines = headlines
        self.healths = healths
        self.sample = sample
        """Whether the built-in sample stands in."""
        self.account = account
        """Of the sync server; None without one."""
        super().__init__()

    @property
    def last_success(self) -> datetime | None:
        """When a source last answered."""
        return max((each.last_success for each in self.healths.values() if each.last_success), default=None)

    @property
    def offline(self) -> bool:
        """Whether the last fetch of every source failed."""
        asked = [each for each in self.healths.values() if each.last_fetch]
        return bool(asked) and all(each.error for each in asked)

    @property
    def failing(self) -> int:
        """How many sources failed the last time they were asked."""
        return sum(bool(each.error) for each in self.healths.values())


class ArticleLoaded(Message):
    """An article was loaded; ``error`` says why parts are missing.

    ``others`` are other news of its source, ``reports`` other reports of its event, ``position`` is where
    reading stopped the last time.
    """

    def __init__(
        self,
        headline: Headline,
        article: Article,
        *,
        position: int = 0,
        error: str = "",
        others: Sequence[Headline] = (),
        reports: Sequence[Headline] = (),
    ) -> None:
        self.headline = headline
        self.article = article
        self.position = position
        self.error = error
        self.others = list(others)
        self.reports = list(reports)
        super().__init__()


class ChangesListed(Message):
    """The corrections of an article were loaded; None for one without earlier versions."""

    def __init__(self, headline: Headline, changes: Article | None) -> None:
        self.headline = headline
        self.changes = changes
        super().__init__()


class FilesWanted(Message):
    """The download of a file of an entry was requested; the person chooses among several."""

    def __init__(self, headline: Headline) -> None:
        self.headline = headline
        super().__init__()


class FileChosen(Message):
    """A file of an entry was chosen to be played or read."""

    def __init__(self, headline: Headline, url: str) -> None:
        self.headline = headline
        self.url = url
        super().__init__()


class FileChanged(Message):
    """A file of an entry was downloaded or played; ``said`` reports the change."""

    def __init__(self, headline: Headline, said: str) -> None:
        self.headline = headline
        self.said = said
        super().__init__()


class TransferProgressed(Message):
    """A download came further."""

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer
        super().__init__()


class RefreshProgressed(Message):
    """A refresh advanced by one source; ``asked`` if a person started the refresh."""

    def __init__(self, progress: Progress, *, asked: bool) -> None:
        self.progress = progress
        self.asked = asked
        super().__init__()


class ArticleSaved(Message):
    """A bookmark reached a stage: on disk, whole, or queued."""

    def __init__(self, headline: Headline, saved: Saved) -> None:
        self.headline = headline
        self.saved = saved
        super().__init__()


class LibraryChanged(Message):
    """Read marks or bookmarks changed; ``said`` reports and ``undo`` reverts the change."""

    def __init__(self, said: str = "", undo: Callable[[], object] | None = None) -> None:
        self.said = said
        self.undo = undo
        super().__init__()


class ConfigurationRead(Message):
    """The configuration was read again, after a change by the person or the program."""

    def __init__(self, config: Config) -> None:
        self.config = config
        super().__init__()


class BookmarksListed(Message):
    """All bookmarks were read."""

    def __init__(self, bookmarks: Sequence[Bookmark]) -> None:
        self.bookmarks = bookmarks
        super().__init__()


class PicksChanged(Message):
    """A row was picked, or no longer is."""


class TopShown(Message):
    """A list was scrolled to its top."""


class SummariesWanted(Message):
    """The summaries of rows are to be read."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids
        super().__init__()


class SummariesLoaded(Message):
    """The summaries of rows came from the library, by id of the headline."""

    def __init__(self, summaries: Mapping[int, str]) -> None:
        self.summaries = summaries
        super().__init__()


class SourcesListed(Message):
    """The sources and the state of each came from the library."""

    def __init__(self, listed: Sequence[Subscription]) -> None:
        self.listed = listed
        super().__init__()


class SourcesEdited(Message):
    """A change of the sources was written and applied; ``said`` reports the change."""

    def __init__(self, changed: ConfigChange, said: str) -> None:
        self.changed = changed
        self.said = said
        super().__init__()


class BreakingArrived(Message):
    """Headlines came that their newsrooms call breaking."""

    def __init__(self, headlines: Sequence[Headline]) -> None:
        self.headlines = headlines
        super().__init__()


class ReadingProgressed(Message):
    """The reading position of an article changed, in percent."""

    def __init__(self, id: int, percent: int) -> None:
        self.id = id
        self.percent = percent
        super().__init__()


class RuleMatched(Message):
    """New headlines came of which a rule notifies."""

    def __init__(self, rule: str, headlines: Sequence[Headline]) -> None:
        self.rule = rule
        self.headlines = headlines
        super().__init__()


class Failed(Message):
    """An operation failed; the message says the operation, its object and a remedy."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__()
