"""The headlines: one row for each piece of news, grouped, filtered, marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from reader.core.queries import get_article, list_headlines, search_entries
from reader.core.story_groups import list_reports
from reader.locale.translator import Translator
from reader.model import Bookmark, Filter, Headline
from reader.store import Hit, StoreError
from reader.tui.bindings import bindings
from reader.tui.key_bindings import HEADLINES
from reader.tui.list_rows import FIRST, GROUPINGS, Group, Report, Row, grouped, headline_of, unfold, unread
from reader.tui.messages import (
    Failed,
    HeadlineOpened,
    HeadlinesLoaded,
    PicksChanged,
    ReportsLoaded,
    StoryToggled,
    SummariesLoaded,
    SummariesWanted,
)
from reader.tui.widgets.filter_chips import Chips
from reader.tui.widgets.headline_list import HeadlineRowList
from reader.tui.widgets.headline_row import RowContent
from reader.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.core import Session

_SUMMARY = 400  # characters kept of the beginning of an article
_FOUND = 300  # most results of a search that are listed


def _is(row: Row, headline_id: int) -> bool:
    headline = headline_of(row)
    return headline is not None and headline.id == headline_id


def search_text(wanted: Filter) -> str:
    """Return a filter with a query as one query in the syntax of the search."""
    parts = [wanted.query]
    parts += [f"source:{each}" for each in wanted.sources]
    parts += [f'category:"{each}"' for each in wanted.categories]
    parts += ["is:unread"] if wanted.unread else []
    parts += ["is:saved"] if wanted.saved else []
    parts += ["is:hidden"] if wanted.hidden else []
    parts += [f"after:{wanted.since:%Y-%m-%d}"] if wanted.since else []
    return " ".join(parts)


def content_of(
    row: Headline | Hit,
    *,
    picked: bool = False,
    mark: Bookmark | None = None,
    summary: str = "",
    unfolded: bool | None = None,
) -> RowContent:
    """Return what a row of the headlines shows."""
    tags, note = (mark.tags, mark.note) if mark is not None else ((), "")
    if isinstance(row, Hit):
        return RowContent(
            row.headline,
            row.title_hits,
            row.snippet,
            row.snippet_hits,
            tags=tags,
            note=note,
            picked=picked,
        )
    return RowContent(row, summary=summary, tags=tags, note=note, picked=picked, unfolded=unfolded)


class HeadlineList(HeadlineRowList[Row]):
    """The rows themselves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(HEADLINES)

    def __init__(self, strings: Translator) -> None:
        super().__init__(strings, id="headline-list")
        self.picked: set[int] = set()
        """Ids of rows marked for a common action."""
        self.marks: Mapping[int, Bookmark] = {}
        """Bookmarks with tags or a note, by id of their headline."""
        self.summaries: dict[int, str] = {}
        """The beginning of articles, by id of their headline."""
        self.wanted: set[int] = set()
        """Ids of headlines whose summaries are to be loaded."""
        self.folds = False
        """Whether an event is listed once, and its other reports unfold."""
        self.reports: Mapping[int, Sequence[Headline]] = {}
        """The reports of unfolded stories, by id of the story."""

    def headline(self, row: Row) -> Headline | None:
        """Return the headline a row stands for; None for a heading."""
        return headline_of(row)

    def chosen(self) -> None:
        """Open the headline under the cursor."""
        headline = headline_of(self.current)
        if headline is not None:
            self.post_message(HeadlineOpened(headline))

    def action_pick(self) -> None:
        """Mark the row for a common action, or unmark it, and go on to the next."""
        headline = headline_of(self.current)
        if headline is not None:
            self.picked ^= {headline.id}
            self.repaint_row(self.cursor)
            self.action_down()
            self.post_message(PicksChanged())

    @property
    def can_unfold(self) -> bool:
        """Whether the event under the cursor has other reports, folded or not."""
        headline = headline_of(self.current)
        return headline is not None and self.folds and headline.reports > 1

    def action_newsrooms(self) -> None:
        """Unfold the other reports of the event under the cursor, or fold them again."""
        headline = headline_of(self.current)
        if headline is not None and self.can_unfold:
            self.post_message(StoryToggled(headline))

    def content(self, row: Row) -> RowContent | Group:
        """Return what a row shows."""
        if isinstance(row, Group):
            return row
        headline = headline_of(row)
        assert headline is not None
        if isinstance(row, Report):
            return content_of(headline, picked=headline.id in self.picked, mark=self.marks.get(headline.id))
        summary = self._summary(headline.id) if self.painter.density == "summary" else ""
        return content_of(
            row,
            picked=headline.id in self.picked,
            mark=self.marks.get(headline.id),
            summary=summary,
            unfolded=headline.story in self.reports if self.folds and headline.reports > 1 else None,
        )

    def _summary(self, id: int) -> str:
        """Return the beginning of an article; one that is not known yet is asked for."""
        known = self.summaries.get(id)
        if known is None:
            if not self.wanted:
                self.call_later(self._ask_for_summaries)
            self.wanted.add(id)
        return known or ""

    def _ask_for_summaries(self) -> None:
        wanted, self.wanted = self.wanted, set()
        self.post_message(SummariesWanted(sorted(wanted)))


class HeadlinesPane(Pane):
    """The list of headlines with the chips of its filter."""

    def __init__(
        self,
        session: Session,
        strings: Translator,
        *,
        grouping: str = "day",
        stories: bool = True,
        first: Sequence[Headline] = (),
    ) -> None:
        super().__init__(id="headlines")
        self.session = session
        self.strings = strings
        self.filter = Filter()
        self.grouping = grouping
        self.stories = stories
        """Whether an event is listed once, wherever that suits the filter and the grouping."""
        self.found: list[Row] = list(first)
        """What the library gave, without headings."""
        self._narrowed = False
        self._unread = 0
        self.oldest_first = False
        """Whether the oldest headlines come first."""

    def compose(self) -> ComposeResult:
        """Lay out the chips over the list."""
        yield self.head
        yield Chips(self.strings)
        yield HeadlineList(self.strings)

    @property
    def rows(self) -> HeadlineList:
        """The list of rows."""
        return self.query_one(HeadlineList)

    def on_mount(self) -> None:
        """Fill the list, and keep ages true."""
        self.set_language(self.strings)
        self.set_interval(60, self._age)
        if not self.found:
            self.reload()

    def load_rest(self) -> None:
        """Load all rows if those of the first screen are there; `reload` does it otherwise."""
        if self.found:
            self._reload_all()

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rows.set_language(strings)
        self.query_one(Chips).set_language(strings)
        self._show()

    def _age(self) -> None:
        self.rows.tick()

    def narrow(self, wanted: Filter) -> None:
        """List only what ``wanted`` lets through."""
        self.filter = wanted
        self._narrowed = True
        self.rows.picked.clear()
        self.rows.reports = {}
        self.query_one(Chips).show(wanted, {each.id: each.name for each in self.session.sources})
        self.reload()

    @on(Chips.Removed)
    def _chip_removed(self, event: Chips.Removed) -> None:
        event.stop()
        self.narrow(event.chip.without(self.filter))

    @work(thread=True, exclusive=True, group="headlines", exit_on_error=False)
    def reload(self) -> None:
        """Fetch the rows from the library again: those of the first screen, or what a search finds."""
        self._fetch(FIRST)

    @work(thread=True, exclusive=True, group="all headlines", exit_on_error=False)
    def _reload_all(self) -> None:
        """Fetch all rows: a second's work for many, so only when the first screen is painted."""
        self._fetch(None)

    @work(thread=True, exclusive=True, group="headlines", exit_on_error=False)
    def take_in(self) -> None:
        """Fetch the first rows again, above all others: the rest would take a second's work each time."""
        self._fetch(FIRST, rest=False)

    def _fetch(self, most: int | None, *, rest: bool = True) -> None:
        wanted, folds = self.filter, self.folds
        try:
            found: Sequence[Headline | Hit]
            if wanted.query:
                most, found = None, search_entries(self.session, search_text(wanted), limit=_FOUND)
            else:
                found = list_headlines(self.session, wanted, limit=most, stories=folds)
            reports = {story: list_reports(self.session, story) for story in self.rows.reports}
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        if wanted == self.filter and folds == self.folds:
            complete = most is None or len(found) < most
            self.post_message(HeadlinesLoaded(found, complete=complete, rest=rest, reports=reports))

    @on(HeadlinesLoaded)
    def _loaded(self, event: HeadlinesLoaded) -> None:
        event.stop()
        found: list[Row] = list(event.headlines)
        # A story folded or unfolded since it was read stays so.
        self.rows.reports = {id: event.reports.get(id, shown) for id, shown in self.rows.reports.items()}
        if not event.complete:
            if event.rest or self._narrowed or len(self.found) < len(found):
                self.call_after_refresh(self._reload_all)
            if len(self.found) > len(found):
                if event.rest or self._narrowed:
                    return
                found = self._above(found)
        self.found = found
        self._show()
        self._narrowed = event.rest and not event.complete

    def _above(self, first: list[Row]) -> list[Row]:
        """Return the newest rows above all older ones that were there."""
        new = {each.id for each in first if isinstance(each, Headline)}
        told = {each.story for each in first if isinstance(each, Headline) and each.reports > 1}
        told = told if self.folds else set()
        # Rows are of one kind, and there may be tens of thousands.
        older = cast("list[Headline]", self.found)
        return [*first, *[each for each in older if each.id not in new and each.story not in told]]

    @property
    def folds(self) -> bool:
        """Whether an event is listed once: not under headings of sources, which each have their own."""
        return self.stories and self.grouping != "source" and self.filter.is_groupable

    @on(StoryToggled)
    def _toggle_story(self, event: StoryToggled) -> None:
        event.stop()
        story = event.headline.story
        if story in self.rows.reports:
            self.rows.reports = {id: each for id, each in self.rows.reports.items() if id != story}
            row = next((each for each in self.found if (h := headline_of(each)) and h.story == story), None)
            self._show(headline_of(row))
        elif story is not None:
            self._read_reports(story)

    @work(thread=True, group="reports", exit_on_error=False)
    def _read_reports(self, story: int) -> None:
        try:
            self.post_message(ReportsLoaded(story, list_reports(self.session, story)))
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))

    @on(ReportsLoaded)
    def _unfold_story(self, event: ReportsLoaded) -> None:
        event.stop()
        self.rows.reports = {**self.rows.reports, event.story: event.reports}
        self._show()

    def list_stories(self, stories: bool) -> None:
        """List an event once, or each of its reports."""
        self.stories = stories
        self.reload()

    def _show(self, here: Headline | None = None) -> None:
        """Lay out rows and headings, the cursor on ``here``, or where it was."""
        folded, here = here is not None, here or headline_of(self.rows.current)
        at_top = self.rows.scroll_offset.y == 0 and self.rows.cursor <= 1
        painter = self.rows.painter
        painter.now = datetime.now(UTC)
        rows = self.found
        searched = isinstance(next(iter(rows), None), Hit)  # rows are of one kind, and there may be many
        if searched:
            every = [each.headline for each in rows if isinstance(each, Hit)]
        else:
            every = cast("list[Headline]", rows)
            if self.oldest_first:
                every = every[::-1]
            rows = grouped(every, self.grouping, self.strings, painter.now)
        self.rows.folds = self.folds
        if self.rows.folds:
            rows = unfold(rows, self.rows.reports)
        painter.by_day = self.grouping == "day" and not searched
        painter.searched = searched
        painter.one_source = self.grouping == "source" or len(self.filter.sources) == 1
        cursor = 0
        if here is not None and (folded or not at_top):
            cursor = next(
                (i for i, each in enumerate(rows) if each.__class__ is not Group and _is(each, here.id)),
                0 if self._narrowed else self.rows.cursor,
            )
        self.rows.show(rows, cursor)
        self.rows.hint = self.strings("headlines.none" if self.filtered else "headlines.waiting")
        self.head.set(title=self.strings("pane.headlines"), rtl=self.strings.rtl)
        self._tell_unread(unread(every))

    @on(SummariesWanted)
    def _load_summaries(self, event: SummariesWanted) -> None:
        event.stop()
        self._read_summaries(event.ids)

    @work(thread=True, group="summaries", exit_on_error=False)
    def _read_summaries(self, ids: Sequence[int]) -> None:
        try:
            articles = {id: get_article(self.session, id) for id in ids}
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        texts = {id: article.text.partition("\n")[0] if article else "" for id, article in articles.items()}
        self.post_message(SummariesLoaded({id: text[:_SUMMARY] for id, text in texts.items()}))

    @on(SummariesLoaded)
    def _show_summaries(self, event: SummariesLoaded) -> None:
        event.stop()
        self.rows.summaries.update(event.summaries)
        self.rows.forget_paint()

    def show_marks(self, bookmarks: Iterable[Bookmark]) -> None:
        """Show tags and notes in the rows of their headlines."""
        marks = {each.headline.id: each for each in bookmarks if each.tags or each.note}
        if marks != self.rows.marks:
            self.rows.marks = marks
            self.rows.forget_paint()

    def clear_picks(self) -> None:
        """Pick nothing."""
        self.rows.picked.clear()
        self.rows.forget_paint()
        self.rows.post_message(PicksChanged())

    def show_picks(self) -> None:
        """Show in the head how many rows are picked, in place of the unread."""
        if picked := len(self.rows.picked):
            self.head.set(count=self.strings("head.picked", n=picked), rtl=self.strings.rtl)
        else:
            self._tell_unread(self._unread)

    def reorder(self) -> bool:
        """List the oldest first, or the newest again; return whether the oldest come first."""
        self.oldest_first = not self.oldest_first
        self._show()
        return self.oldest_first

    def current_state(self, id: int) -> Headline | None:
        """Return a listed headline as it is now."""
        return next((h for each in self.rows.rows if (h := headline_of(each)) and h.id == id), None)

    def from_cursor(self, *, above: bool) -> list[Headline]:
        """Return the unread headlines above the cursor, or below it."""
        rows, cursor = self.rows.rows, self.rows.cursor
        part = rows[:cursor] if above else rows[cursor + 1 :]
        return [h for each in part if (h := headline_of(each)) and not (h.read or h.kept)]

    def _tell_unread(self, count: int) -> None:
        """Show in the head how many rows are unread, of how many."""
        self._unread = count
        said = self.strings("head.unread_of", n=count, total=len(self.found)) if self.found else ""
        self.head.set(count=said, rtl=self.strings.rtl)

    def _count(self, index: int, by: int) -> None:
        """Count so many more unread, in the heading over a row and in the head."""
        rows = self.rows.rows
        place = next((i for i in range(index, -1, -1) if isinstance(rows[i], Group)), -1)
        heading = rows[place]
        if isinstance(heading, Group):
            self.rows.replace_row(place, replace(heading, unread=heading.unread + by))
        self._tell_unread(self._unread + by)

    @property
    def filtered(self) -> bool:
        """Whether not everything is listed."""
        return self.filter != Filter()

    def widen(self) -> None:
        """List everything."""
        self.narrow(Filter())

    def open_next(self, by: int) -> bool:
        """Open the next (1) or the previous (-1) unread headline; return whether there is one."""
        index = self.rows.cursor
        rows = self.rows.rows
        while 0 <= (index := index + by) < len(rows):
            headline = headline_of(rows[index])
            if headline is not None and not headline.read:
                self.rows.cursor = index
                self.rows.chosen()
                return True
        return False

    def targets(self) -> list[Headline]:
        """Return the headlines an action is about: the picked ones, else the one under the cursor."""
        every = [h for each in self.rows.rows if (h := headline_of(each))]
        picked = [each for each in every if each.id in self.rows.picked]
        current = headline_of(self.rows.current)
        return picked or ([current] if current else [])

    def every_unread(self) -> list[Headline]:
        """Return all unread headlines that the filter lets through, without those kept unread."""
        return [h for each in self.found if (h := headline_of(each)) and not (h.read or h.kept)]

    @property
    def is_report(self) -> bool:
        """Whether the cursor is on another report of an event, below the row that stands for it."""
        return isinstance(self.rows.current, Report)

    def changed(
        self,
        headline_id: int,
        *,
        read: bool | None = None,
        saved: bool | None = None,
        offline: bool | None = None,
        kept: bool | None = None,
        story: int | None = None,
    ) -> None:
        """Show a headline's new state before the library is read again; None leaves a mark as it is.

        With ``story`` all reports of that event are marked, whichever of them are listed.
        """
        rows = self.rows.rows
        here = self.rows.cursor  # most likely it; ten thousand rows are a walk of milliseconds
        places = (here, *range(len(rows))) if rows else ()
        index = next((place for place in places if _is(rows[place], headline_id)), None)
        if index is None and story is not None:
            index = next(
                (i for i, row in enumerate(rows) if (h := headline_of(row)) and h.story == story), None
            )
        if index is None:
            return
        for place in self._reports_around(index) if story is not None else (index,):
            mine = place == index
            self._renew(
                place, read=read, saved=saved if mine else None, offline=offline if mine else None, kept=kept
            )

    def _reports_around(self, index: int) -> Iterator[int]:
        """Yield the places of the row of an event and of its reports below, of which ``index`` is one."""
        rows = self.rows.rows
        while index and isinstance(rows[index], Report):
            index -= 1
        yield index
        while (index := index + 1) < len(rows) and isinstance(rows[index], Report):
            yield index

    def _renew(
        self,
        index: int,
        *,
        read: bool | None,
        saved: bool | None,
        offline: bool | None,
        kept: bool | None,
    ) -> None:
        """Show the new state of one row."""

        def renewed(row: Row) -> Row:
            headline = headline_of(row)
            assert headline is not None
            new = headline._replace(
                read=headline.read if read is None else read,
                saved=headline.saved if saved is None else saved,
                offline=headline.offline if offline is None else offline,
                kept=headline.kept if kept is None else kept,
            )
            return replace(row, headline=new) if isinstance(row, (Hit, Report)) else new

        old, new = self.rows.rows[index], renewed(self.rows.rows[index])
        was, now = headline_of(old), headline_of(new)
        self.rows.replace_row(index, new)
        if not isinstance(old, Report):
            self.found[self.found.index(old)] = new
            if was and now and was.read != now.read:
                self._count(index, -1 if now.read else 1)
        elif now and now.story is not None:
            shown = self.rows.reports.get(now.story, ())
            reports = [now if each.id == now.id else each for each in shown]
            self.rows.reports = {**self.rows.reports, now.story: reports}

    def regroup(self) -> str:
        """Group rows the next way; return the name of the grouping."""
        folds = self.folds
        self.grouping = GROUPINGS[(GROUPINGS.index(self.grouping) + 1) % len(GROUPINGS)]
        self._show()
        if folds != self.folds:
            self.reload()
        return self.grouping
