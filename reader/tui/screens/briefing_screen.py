"""Show the events since the person left, to unfold, open, mark or save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from reader.core.story_groups import StoryRow
from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.bindings import bindings
from reader.tui.key_bindings import BRIEFING, FOOT
from reader.tui.list_rows import Group, Report, Row, headline_of, is_of
from reader.tui.messages import (
    Failed,
    HeadlineOpened,
    HeadlinesNear,
    LibraryLooked,
    PicksChanged,
    StoryToggled,
    SummariesWanted,
)
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.headline_list import HeadlineList
from reader.tui.widgets.headline_row import DENSITIES
from reader.tui.widgets.pane import Pane
from reader.tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from reader.tui.reading.library_actions import LibraryActions


class BriefingPane(Pane):
    """The list of events under a head."""

    def __init__(self, strings: Translator) -> None:
        super().__init__(strings, id="briefing")

    def compose(self) -> ComposeResult:
        """Lay out the head over the list."""
        yield self.head
        yield HeadlineList(self.strings)


class BriefingScreen(CommandScreen):
    """The events since a time: breaking ones, those of several newsrooms, all others.

    Args:
        strings: the interface language.
        since: when the person left.
        density: of the rows.
        library: marks and saves.
        read: opens an article on the reading screen.
    """

    BINDINGS = bindings(BRIEFING)
    AUTO_FOCUS = "HeadlineList"

    def __init__(
        self,
        strings: Translator,
        since: datetime,
        *,
        density: str,
        library: LibraryActions,
        read: Callable[[Headline], None],
    ) -> None:
        super().__init__(strings)
        self.since = since
        self.density = density
        self.library = library
        self.read = read
        self.stories: list[StoryRow] = []
        self._status = StatusBar(strings, ())

    def compose(self) -> ComposeResult:
        """Lay out the list over the key hints."""
        yield BriefingPane(self.strings)
        yield self._status

    def on_mount(self) -> None:
        """Set up the list, which is filled by `show`."""
        self.rows.folds = True
        self.rows.hint = self.strings("briefing.none")
        self.rows.set_density("normal" if self.density == "summary" else self.density)
        self._status.set_hints(self.hints())
        self._show_rows()

    @property
    def rows(self) -> HeadlineList:
        """The rows."""
        return self.query_one(HeadlineList)

    @property
    def foot(self) -> Sequence[str]:
        """Names of the actions the status bar shows."""
        return FOOT["briefing"]

    def show(self, stories: Sequence[StoryRow]) -> None:
        """Show the events that are unread now; those read here stay, as read."""
        unread = {story.id for story in stories}
        read = [_with_read(story, True) for story in self.stories if story.id not in unread]
        self.stories = [*stories, *read]
        self.stories.sort(key=lambda story: (not story.is_breaking, -_newsrooms(story)))
        if self.query(HeadlineList):
            self._show_rows()

    def stand(self, library: LibraryLooked | None) -> None:
        """Show the state of the sources in the status bar."""
        if library is not None:
            self._status.stand(
                offline=library.offline,
                sample=library.sample,
                failing=library.failing,
                last_success=library.last_success,
            )

    def _show_rows(self) -> None:
        here = headline_of(self.rows.current)
        self.rows.painter.now = datetime.now(UTC)
        rows = self._laid_out()
        index = next((n for n, row in enumerate(rows) if here and headline_of(row) == here), None)
        if index is None and here:
            index = next((n for n, row in enumerate(rows) if is_of(row, here.id)), None)
        self.rows.show(rows, self.rows.cursor if index is None else index)
        pane, strings = self.query_one(BriefingPane), self.strings
        age = strings("briefing.since", age=strings.age(self.since, self.rows.painter.now))
        reports = sum(len(story.headlines) for story in self.stories)
        pane.head.set(
            title=f"{strings('briefing.title')} · {age}",
            count=strings("briefing.count", events=len(self.stories), reports=reports),
            front=True,
            rtl=strings.rtl,
        )

    def _laid_out(self) -> list[Row]:
        """Return the rows: the events under three headings, unfolded ones with their other reports."""
        parts: dict[str, list[StoryRow]] = {"breaking": [], "told": [], "single": []}
        for story in self.stories:
            kind = "breaking" if story.is_breaking else "told" if _newsrooms(story) > 1 else "single"
            parts[kind].append(story)
        rows: list[Row] = []
        for kind, stories in parts.items():
            if not stories:
                continue
            unread = sum(story.is_unread for story in stories)
            rows.append(Group(self.strings(f"briefing.{kind}"), len(stories), unread))
            for story in stories:
                newest, *others = story.headlines
                rows.append(newest._replace(story=story.id))
                if story.id in self.rows.reports:
                    rows += [Report(each) for each in others]
        return rows

    # Messages of the list

    @on(StoryToggled)
    def _toggle(self, event: StoryToggled) -> None:
        event.stop()
        story = self._story_of(event.headline)
        if story is None:
            return
        if story.id in self.rows.reports:
            self.rows.fold(story.id)
        else:
            self.rows.unfold(story.id, story.headlines)
        if isinstance(self.rows.current, Report):
            lead = story.headlines[0].id
            self.rows.cursor = next(n for n, row in enumerate(self.rows.rows) if is_of(row, lead))
        self._show_rows()

    @on(HeadlineOpened)
    def _open(self, event: HeadlineOpened) -> None:
        event.stop()
        self.dismiss(None)
        self.read(event.headline)

    @on(HeadlinesNear)
    @on(SummariesWanted)
    @on(PicksChanged)
    def _ignore(self, event: HeadlinesNear | SummariesWanted | PicksChanged) -> None:
        event.stop()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.notify(event.sentence, severity="error", markup=False)

    @on(StatusBar.HintChosen)
    async def _hint(self, event: StatusBar.HintChosen) -> None:
        event.stop()
        await self.carry_out(event.action)

    # Actions

    def _targets(self) -> list[tuple[Headline, StoryRow, bool]]:
        """Return the target of an action: headline, event, and whether all reports are meant."""
        rows = self.rows
        chosen = [row for row in rows.rows if (h := headline_of(row)) and h.id in rows.picked]
        found = []
        for row in chosen or ([rows.current] if rows.current is not None else []):
            headline = headline_of(row)
            story = self._story_of(headline) if headline is not None else None
            if headline is not None and story is not None:
                found.append((headline, story, not isinstance(row, Report)))
        return found

    def _story_of(self, headline: Headline) -> StoryRow | None:
        ids = ((story, {each.id for each in story.headlines}) for story in self.stories)
        return next((story for story, members in ids if headline.id in members), None)

    def action_read_unread(self) -> None:
        """Mark the events as read, or as unread if all are read; another report alone by itself."""
        targets = self._targets()
        if not targets:
            return
        meant = [
            each for headline, story, whole in targets for each in (story.headlines if whole else (headline,))
        ]
        self._mark({each.id for each in meant}, not all(each.read for each in meant))
        self.rows.picked.clear()
        self.rows.action_down()

    def action_mark_all_read(self) -> None:
        """Mark all that is listed as read, and go back to reading."""
        self._mark({each.id for story in self.stories for each in story.headlines}, True)
        self.dismiss(None)

    def _mark(self, ids: set[int], read: bool) -> None:
        every = [each for story in self.stories for each in story.headlines if each.id in ids]
        self.stories = [
            story._replace(
                headlines=tuple(h._replace(read=read) if h.id in ids else h for h in story.headlines)
            )
            for story in self.stories
        ]
        self._show_rows()
        said = "said.marked_read" if read else "said.marked_unread"
        self.library.mark_read(every, read, said)

    def action_bookmark(self) -> None:
        """Save the headlines, with their text."""
        for headline, _, _ in self._targets():
            if not headline.saved:
                self.library.save(headline)
        self.rows.picked.clear()
        self.rows.forget_paint()

    def show_saved(self, id: int) -> None:
        """Show that a headline is saved."""
        self.stories = [
            story._replace(headlines=tuple(h._replace(saved=h.saved or h.id == id) for h in story.headlines))
            for story in self.stories
        ]
        self._show_rows()

    def action_density(self) -> None:
        """Change between the densities of one line and of two."""
        now = self.rows.painter.density
        self.rows.set_density(DENSITIES[1 - DENSITIES.index(now)])

    def action_undo(self) -> None:
        """Undo the last change."""
        self.library.undo()

    def action_back(self) -> None:
        """Go back to reading."""
        self.dismiss(None)


def _newsrooms(story: StoryRow) -> int:
    """Return how many newsrooms report an event, those that were read before among them."""
    return max(story.newsrooms, *(each.newsrooms for each in story.headlines))


def _with_read(story: StoryRow, read: bool) -> StoryRow:
    return story._replace(headlines=tuple(each._replace(read=read) for each in story.headlines))
