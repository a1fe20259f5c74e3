"""Changes to the library from the screen: read marks, bookmarks, and their undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from reader.core.bookmarks import remove_bookmarks, restore_bookmarks, save_bookmark
from reader.core.queries import mark_read
from reader.model import Headline
from reader.tui.controller import Controller
from reader.tui.messages import ArticleSaved, ConfigurationRead, LibraryChanged

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


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

    def bookmark(self) -> None:
        """Save the article in front with its text, or remove its bookmark."""
        headline = self.screen.target()
        if headline is None:
            return
        saved = {each.headline.id for each in self.screen.shelf.rows.rows}
        if headline.saved or headline.id in saved:
            self.screen.headlines.changed(headline.id, saved=False)
            self.unsave(headline)
        else:
            self.save(headline)

    def read_unread(self) -> None:
        """Mark the headline in front, or the picked ones, as read, or as unread if the first was read."""
        screen = self.screen
        targets = screen.headlines.targets() if screen.panes.front == "headlines" else [screen.target()]
        headlines = [each for each in targets if each is not None]
        if headlines:
            read = not headlines[0].read
            for each in headlines:
                screen.headlines.changed(each.id, read=read)
            screen.headlines.rows.picked.clear()
            self.mark_read(headlines, read, "said.marked_read" if read else "said.marked_unread")

    def mark_all_read(self) -> None:
        """Mark every listed headline as read."""
        self.mark_read(self.screen.headlines.every_unread(), True, "said.marked_read")

    def mark_read(self, headlines: Sequence[Headline], read: bool, said: str = "") -> None:
        """Mark headlines as read or unread; with ``said``, a key of ``locale``, report it with its undo."""

        def run() -> None:
            changed = mark_read(self.session, [each.id for each in headlines], read)
            if said and changed:
                text = self.strings(said, n=len(changed))
                self.post(LibraryChanged(text, lambda: mark_read(self.session, changed, not read)))

        self.in_thread("library", run)

    def save(self, headline: Headline) -> None:
        """Save an article, reporting each stage."""
        self.in_loop("saving", lambda: self.session.background.run(self._save(headline)), exclusive=False)

    async def _save(self, headline: Headline) -> None:
        with self.reporting():
            async with aclosing(save_bookmark(self.session, headline.id)) as stages:
                async for stage in stages:
                    self.post(ArticleSaved(headline, stage))

    def unsave(self, headline: Headline) -> None:
        """Remove a bookmark; it can be undone."""

        def run() -> None:
            token = remove_bookmarks(self.session, [headline.id])
            text = self.strings("said.unsaved", title=headline.title)
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
