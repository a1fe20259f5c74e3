"""Changes to the library from the screen: read marks, bookmarks, and their undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from reader.core.bookmarks import (
    annotate_bookmark,
    list_bookmarks,
    remove_bookmarks,
    restore_bookmarks,
    save_bookmark,
)
from reader.core.queries import mark_read
from reader.model import Bookmark, Headline
from reader.tui.controller import ASKING, Controller
from reader.tui.list_rows import headline_of, source_name
from reader.tui.messages import ArticleSaved, ConfigurationRead, LibraryChanged
from reader.tui.panes.unread_selection import SCOPES

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


class _PassedHeadlines:
    """Marks headlines that the cursor passes as read; called, all of them become unread again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._marked: list[int] = []

    def mark(self, ids: Sequence[int], *, events: bool) -> None:
        """Mark some more; blocks."""
        self._marked += mark_read(self._session, ids, True, events=events)

    def __call__(self) -> None:
        """Undo; blocks."""
        mark_read(self._session, self._marked, False, by_hand=True)


class LibraryActions(Controller["ReadingView"]):
    """Marks headlines read, saves bookmarks, and undoes both.

    Args:
        screen: whose headlines are acted on.
        session: holds the library.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session
        self.undo_stack: list[Callable[[], object]] = []
        """How to undo each change, the last one last; shared with the screen of sources."""
        self._passed = 0
        """Id of the headline the cursor was on last."""

    def bookmark(self) -> None:
        """Save the picked headlines or the one in front, with text; remove them if all are saved."""
        screen = self.screen
        saved = {each.headline.id for each in screen.bookmarks.rows.rows}
        targets = screen.targets()
        unsaved = [each for each in targets if not (each.saved or each.id in saved)]
        if unsaved:
            for each in unsaved:
                self.save(each)
            if len(unsaved) > 1:
                ids = [each.id for each in unsaved]
                said = self.strings("said.saved_many", n=len(ids))
                self.post(LibraryChanged(said, lambda: remove_bookmarks(self.session, ids)))
        elif targets:
            for each in targets:
                screen.headlines.set_state(each.id, saved=False)
            self.unsave(targets)
        screen.clear_picks()

    def read_unread(self) -> None:
        """Mark the picked headlines or the one in front as read, or as unread if all are read."""
        screen = self.screen
        listed = [screen.headlines.current_state(each.id) or each for each in screen.targets()]
        if listed:
            read = not all(each.read for each in listed)
            whole = self.reads_events and not screen.headlines.is_report
            for each in listed:
                story = each.story if whole else None
                screen.headlines.set_state(each.id, read=read, kept=not read, story=story)
            screen.clear_picks()
            said = "said.marked_read" if read else "said.marked_unread"
            self.mark_read(listed, read, said, by_hand=True, events=whole)

    @property
    def reads_events(self) -> bool:
        """Whether reading one report of an event marks all of them read."""
        return self.screen.headlines.list_query.stories and self.screen.settings.stories_read == "event"

    def mark_opened(self, headline: Headline) -> None:
        """Mark the headline of an article that was opened as read, by the settings with its event."""
        story = headline.story if self.reads_events else None
        self.screen.headlines.set_state(headline.id, read=True, story=story)
        self.mark_read([headline], True, by_hand=True, events=self.reads_events)
        self.screen.sidebar.reload_soon()

    def report_reading_list(self, count: int, unread: Sequence[int]) -> None:
        """Say how many picked headlines are read one after another; an undo makes them unread again."""
        said = self.strings("said.reading_picks", n=count)
        self.post(LibraryChanged(said, lambda: mark_read(self.session, unread, False)))

    def mark_passed(self, here: Headline) -> None:
        """Mark the headlines the cursor passed on its way down to ``here`` as read.

        A jump of more than a screen passes nothing: the headlines between were not seen. One undo takes back
        all that was passed since the last other change.
        """
        rows = self.screen.headlines.rows
        before, self._passed = self._passed, here.id
        places = {found.id: place for place, row in enumerate(rows.rows) if (found := headline_of(row))}
        start, end = places.get(before), places.get(here.id)
        if start is None or end is None or start >= end or not rows.is_within_screen(start, end):
            return
        between = [headline_of(row) for row in rows.rows[start:end]]
        passed = [each for each in between if each and not (each.read or each.kept)]
        if not passed:
            return
        for each in passed:
            story = each.story if self.reads_events else None
            self.screen.headlines.set_state(each.id, read=True, story=story)
        undo = self.undo_stack[-1] if self.undo_stack else None
        if not isinstance(undo, _PassedHeadlines):
            undo = _PassedHeadlines(self.session)
            self.undo_stack.append(undo)
        ids, events = [each.id for each in passed], self.reads_events
        self.in_thread("library", lambda: undo.mark(ids, events=events))
        self.screen.sidebar.reload_soon()

    def mark_many(self) -> None:
        """Ask for a range to mark as read: above, below, of this source, older than a day or week."""
        self.in_loop(ASKING, self._mark_many)

    async def _mark_many(self) -> None:
        pane = self.screen.headlines
        unread = pane.unread_selection()
        with self.reporting():
            found = await asyncio.to_thread(lambda: {scope: unread.ids(scope) for scope in SCOPES})
            strings, here = self.strings, pane.rows.current_headline
            labels = {scope: strings(f"mark.{scope}") for scope in SCOPES if scope != "source"}
            if here is not None:
                labels["source"] = strings("rule.source", name=source_name(here, strings))
            choices = [
                (scope, labels[scope], strings.figures(str(len(ids))))
                for scope, ids in found.items()
                if scope in labels
            ]
            scope = await self.pick("pick.mark", choices)
            if scope is not None:
                folds = pane.list_query.folds
                self.mark_read_by_id(lambda: found[scope], True, "said.marked_read", events=folds)

    def tags(self) -> None:
        """Ask for the tags of the picked headlines or the one in front, and bookmark with them."""
        if targets := self.screen.targets():
            self.in_loop(ASKING, lambda: self._tags(targets))

    async def _tags(self, targets: Sequence[Headline]) -> None:
        marks = await asyncio.to_thread(self._bookmarks, targets)
        common = marks[targets[0].id].tags if len(targets) == 1 and targets[0].id in marks else ()
        answer = await self.ask("ask.tags", " ".join(common))
        if answer is None:
            return
        words = (word.strip("#") for word in answer.replace("،", " ").split())
        tags = tuple(dict.fromkeys(word for word in words if word))
        if len(targets) == 1:
            self._annotate(targets, marks, lambda _: tags, None)
        else:  # of several each keeps its own
            self._annotate(targets, marks, lambda old: tuple(dict.fromkeys((*old, *tags))), None)
        self.screen.clear_picks()

    def note(self) -> None:
        """Ask for the note of the headline in front, and bookmark the headline with the note."""
        if (headline := self.screen.target()) is not None:
            self.in_loop(ASKING, lambda: self._note(headline))

    async def _note(self, headline: Headline) -> None:
        marks = await asyncio.to_thread(self._bookmarks, [headline])
        answer = await self.ask("ask.note", marks[headline.id].note if headline.id in marks else "")
        if answer is not None:
            self._annotate([headline], marks, None, answer.strip())

    def _bookmarks(self, targets: Sequence[Headline]) -> dict[int, Bookmark]:
        """Return those of some headlines that are saved, archived or not, by id; reads the library."""
        ids = {each.id for each in targets}
        every = (*list_bookmarks(self.session), *list_bookmarks(self.session, archived=True))
        return {each.headline.id: each for each in every if each.headline.id in ids}

    def _annotate(
        self,
        targets: Sequence[Headline],
        before: Mapping[int, Bookmark],
        tags: Callable[[Sequence[str]], Sequence[str]] | None,
        note: str | None,
    ) -> None:
        """Write tags or a note, saving unsaved headlines first; one undo restores all."""

        async def save_then_write() -> None:
            for each in targets:
                if each.id not in before:
                    await self.session.background.run(self._save(each))
            await asyncio.to_thread(write)

        def write() -> None:
            for each in targets:
                old = before[each.id].tags if each.id in before else ()
                new = None if tags is None else tags(old)
                annotate_bookmark(self.session, each.id, tags=new, note=note)
            if len(targets) > 1:
                said = self.strings("said.tagged_many", n=len(targets))
            else:
                said = self.strings(
                    "said.annotated" if tags is None else "said.tagged", title=targets[0].title
                )
            self.post(LibraryChanged(said, undo))

        def undo() -> None:
            added = [each.id for each in targets if each.id not in before]
            for each in before.values():
                annotate_bookmark(self.session, each.headline.id, tags=each.tags, note=each.note)
            if added:
                remove_bookmarks(self.session, added)

        self.in_loop("annotating", save_then_write, exclusive=False)

    def mark_all_read(self) -> None:
        """Mark every listed headline as read."""
        pane = self.screen.headlines
        unread, folds = pane.unread_selection(), pane.list_query.folds
        self.mark_read_by_id(lambda: unread.ids("all"), True, "said.marked_read", events=folds)

    def mark_read(
        self,
        headlines: Sequence[Headline],
        read: bool,
        said: str = "",
        *,
        by_hand: bool = False,
        events: bool = False,
    ) -> None:
        """Mark headlines as read or unread.

        Args:
            headlines: those to mark.
            read: the new state.
            said: key of the text that reports it, with its undo; empty to report nothing.
            by_hand: the person means just these; see ``queries.mark_read``.
            events: mark the other reports of their events as well.
        """
        ids = [each.id for each in headlines]
        self.mark_read_by_id(lambda: ids, read, said, by_hand=by_hand, events=events)

    def mark_read_by_id(
        self,
        list_ids: Callable[[], Sequence[int]],
        read: bool,
        said: str = "",
        *,
        by_hand: bool = False,
        events: bool = False,
    ) -> None:
        """Mark the entries ``list_ids`` returns, which is called in a thread; see `mark_read`."""

        def undo(changed: Sequence[int]) -> None:
            mark_read(self.session, changed, not read, by_hand=not read)

        def run() -> None:
            changed = mark_read(self.session, list_ids(), read, by_hand=by_hand, events=events)
            if said and changed:
                self.post(LibraryChanged(self.strings(said, n=len(changed)), lambda: undo(changed)))

        self.in_thread("library", run)

    def save(self, headline: Headline) -> None:
        """Save an article, reporting each stage."""
        self.in_loop("saving", lambda: self.session.background.run(self._save(headline)), exclusive=False)

    async def _save(self, headline: Headline) -> None:
        with self.reporting():
            async with aclosing(save_bookmark(self.session, headline.id)) as stages:
                async for stage in stages:
                    self.post(ArticleSaved(headline, stage))

    def unsave(self, headlines: Sequence[Headline]) -> None:
        """Remove bookmarks, with undo."""

        def run() -> None:
            token = remove_bookmarks(self.session, [each.id for each in headlines])
            if len(headlines) == 1:
                text = self.strings("said.unsaved", title=headlines[0].title)
            else:
                text = self.strings("said.unsaved_many", n=len(headlines))
            self.post(LibraryChanged(text, lambda: restore_bookmarks(self.session, token)))

        self.in_thread("library", run)

    def undo(self) -> None:
        """Undo the last change."""
        if self.undo_stack:
            self._undo(self.undo_stack.pop())
        else:
            self.say("said.nothing_to_undo")

    def _undo(self, undo: Callable[[], object]) -> None:
        def run() -> None:
            from reader.core.subscriptions import ConfigChange

            changed = undo()
            if isinstance(changed, ConfigChange):
                self.post(ConfigurationRead(changed.config))
            self.post(LibraryChanged(self.strings("said.undone")))

        self.in_thread("library", run)
