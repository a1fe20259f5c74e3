"""The bookmarks pane: saved articles with tags and notes, readable without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from reader.core.bookmarks import annotate_bookmark, list_bookmarks, remove_bookmarks, restore_bookmarks
from reader.locale.translator import Translator
from reader.model import Bookmark, Headline
from reader.tui.bindings import bindings
from reader.tui.key_bindings import BOOKMARKS, OPEN
from reader.tui.messages import BookmarksListed, BookmarksLoaded, HeadlineOpened, LibraryChanged
from reader.tui.widgets.headline_row import RowContent
from reader.tui.widgets.headline_row_list import HeadlineRowList
from reader.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.core import Session


class BookmarkList(HeadlineRowList[Bookmark]):
    """The rows of the bookmarks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings([OPEN])

    def __init__(self, strings: Translator) -> None:
        super().__init__(strings, id="bookmark-list")

    def headline(self, row: Bookmark) -> Headline:
        """Return the headline a row stands for."""
        return row.headline

    def chosen(self) -> None:
        """Open the article under the cursor."""
        if self.current is not None:
            self.post_message(HeadlineOpened(self.current.headline))

    def content(self, row: Bookmark) -> RowContent:
        """Return the content of a row."""
        return RowContent(
            row.headline,
            time=row.saved_at,
            tags=row.tags,
            note=row.note,
            pending=row.pending,
            newer=row.newer,
        )


class BookmarksPane(Pane):
    """The list of bookmarks and its actions."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(BOOKMARKS)

    def __init__(self, session: Session, strings: Translator) -> None:
        super().__init__(strings, id="bookmarks")
        self.session = session
        self.query_text = ""
        self.showing_archived = False

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.head
        yield BookmarkList(self.strings)

    @property
    def rows(self) -> BookmarkList:
        """The list of rows."""
        return self.query_one(BookmarkList)

    @property
    def current(self) -> Bookmark | None:
        """The bookmark under the cursor."""
        return self.rows.current

    def on_mount(self) -> None:
        """Show the title; the bookmarks are loaded later."""
        self.set_language(self.strings)

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rows.set_language(strings)
        self._title()

    def _title(self) -> None:
        key = "pane.archive" if self.showing_archived else "pane.bookmarks"
        count = self.strings("head.bookmarks", n=len(self.rows.rows))
        said = count
        if self.query_text:
            from reader.sources import clean_line

            said = f"{clean_line(self.query_text)} · {count}"
        self.head.set(title=self.strings(key), count=said, rtl=self.strings.rtl)
        empty = (
            "shelf.none"
            if self.query_text
            else "shelf.no_archive"
            if self.showing_archived
            else "shelf.empty"
        )
        self.rows.hint = self.strings(empty)

    def search(self, query: str) -> None:
        """Show the bookmarks that match ``query``; all for an empty one."""
        self.query_text = query
        self.reload()

    def reload(self) -> None:
        """Fetch the rows from the library again."""

        def run() -> None:
            found = list_bookmarks(self.session, self.query_text, archived=self.showing_archived)
            self.post_message(BookmarksLoaded(found))

        self.in_thread("bookmarks", run, exclusive=True)

    def on_bookmarks_loaded(self, event: BookmarksLoaded) -> None:
        """Show the rows, the cursor in its former place."""
        event.stop()
        here = self.current.headline.id if self.current else None
        ids = [each.headline.id for each in event.bookmarks]
        cursor = ids.index(here) if here in ids else self.rows.cursor
        self.rows.show(event.bookmarks, cursor)
        self._title()
        if not self.query_text and not self.showing_archived:
            self.post_message(BookmarksListed(event.bookmarks))

    def action_remove(self) -> None:
        """Remove the bookmark under the cursor, with undo."""
        if self.current is not None:
            self.take_off(self.current.headline)

    def take_off(self, headline: Headline) -> None:
        """Remove a bookmark, and report the removal with its undo."""

        def run() -> None:
            token = remove_bookmarks(self.session, [headline.id])
            said = self.strings("said.unsaved", title=headline.title)
            self.post_message(LibraryChanged(said, lambda: restore_bookmarks(self.session, token)))

        self.in_thread("library", run)

    def annotate(self, bookmark: Bookmark, *, tags: tuple[str, ...], note: str, archived: bool) -> None:
        """Write tags, a note or the archived mark of a bookmark, with undo."""
        headline_id = bookmark.headline.id

        def write(tags: tuple[str, ...], note: str, archived: bool) -> None:
            annotate_bookmark(self.session, headline_id, tags=tags, note=note, archived=archived)

        def run() -> None:
            write(tags, note, archived)
            if archived != bookmark.archived:
                key = "said.archived" if archived else "said.unarchived"
            else:
                key = "said.tagged" if tags != bookmark.tags else "said.annotated"
            said = self.strings(key, title=bookmark.headline.title)
            back = (bookmark.tags, bookmark.note, bookmark.archived)
            self.post_message(LibraryChanged(said, lambda: write(*back)))

        self.in_thread("library", run)

    def action_archive(self) -> None:
        """Archive the bookmark under the cursor, or unarchive an archived one."""
        if (here := self.current) is not None:
            self.annotate(here, tags=here.tags, note=here.note, archived=not here.archived)

    def action_archived(self) -> None:
        """Show the archived bookmarks, or the others again."""
        self.showing_archived = not self.showing_archived
        self.reload()
