"""The sidebar: places, saved lists, tags, folders and sources with unread counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.core.bookmarks import list_bookmarks
from reader.core.queries import count_by_source, count_hidden, count_listed, get_healths
from reader.model import Filter
from reader.store import Counts
from reader.tui.bindings import bindings
from reader.tui.key_bindings import SIDEBAR
from reader.tui.stylesheets import RowStyles, app_row_styles
from reader.tui.widgets.cells import blank, of_text, two_sided_strip
from reader.tui.widgets.cells import row as row_of
from reader.tui.widgets.pane import Pane
from reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from reader.config import SmartList
    from reader.core import Session
    from reader.locale.translator import Translator
    from reader.model import Source, SourceHealth

_SOON_SECONDS = 0.4  # in which several changes are counted once
_INDENT = 2  # cells of a source in a folder, and of the sign of the folder
_MIN_LINES = 22  # of the pane below which sections are not named


class Entry(NamedTuple):
    """A row; ``key``: ``all``, ``unread``, ``today``, ``bookmarks``, or kind:value (``tag:x``)."""

    key: str
    title: str
    number: int = 0
    failing: str = ""
    """Since when a source fails, in words; empty while it works."""
    indent: int = 0
    folded: bool | None = None
    """Of a folder; None for any other row."""


class Heading(NamedTuple):
    """The name of a section, or a blank line."""

    title: str = ""


Row = Entry | Heading


class Contents(NamedTuple):
    """The content of the sidebar."""

    sources: Sequence[Source] = ()
    counts: Mapping[str, Counts] | None = None
    healths: Mapping[str, SourceHealth] | None = None
    today: int = 0
    bookmarks: int = 0
    hidden: int = 0
    """How many entries rules hide."""
    tags: Mapping[str, int] | None = None
    lists: Mapping[str, int] | None = None
    """Unread headlines of saved lists; here and below an event counts once where it is listed once."""
    unread: int = 0
    """Headlines of all sources."""
    folders: Mapping[str, int] | None = None
    """Unread headlines of folders."""


def sidebar_rows(
    contents: Contents, strings: Translator, folded: Iterable[str], now: datetime, *, headed: bool = True
) -> list[Row]:
    """Return the rows of the sidebar.

    Args:
        contents: sources, counts, tags and lists.
        strings: the interface language.
        folded: names of folders whose sources are hidden.
        now: the time since which sources fail is counted from.
        headed: whether sections are named.
    """
    counts, healths = contents.counts or {}, contents.healths or {}

    def unread(source: Source) -> int:
        return counts[source.id].unread if source.id in counts else 0

    rows: list[Row] = [
        Entry("all", strings("sidebar.all"), contents.unread),
        Entry("today", strings("sidebar.today"), contents.today),
        Entry("unread", strings("sidebar.unread"), contents.unread),
        Entry("bookmarks", strings("sidebar.bookmarks"), contents.bookmarks),
    ]
    if contents.hidden:
        rows.append(Entry("hidden", strings("sidebar.hidden"), contents.hidden))

    def section(key: str, entries: list[Entry]) -> None:
        if entries:
            rows.extend([Heading(), Heading(strings(key))] if headed else [])
            rows.extend(entries)

    lists = contents.lists or {}
    section("sidebar.lists", [Entry(f"list:{name}", name, count) for name, count in lists.items()])
    tags = contents.tags or {}
    section("sidebar.tags", [Entry(f"tag:{tag}", f"#{tag}", count) for tag, count in tags.items()])
    if headed:
        rows.append(Heading())
    folders: dict[str, list[Source]] = {}
    for source in contents.sources:
        folders.setdefault(source.category, []).append(source)
    for name, inside in folders.items():
        hidden = name in folded
        if name:
            total = (contents.folders or {}).get(name, 0) if hidden else 0
            rows.append(Entry(f"folder:{name}", name, total, folded=hidden))
        for source in () if hidden else inside:
            health = healths.get(source.id)
            failing = ""
            if health is not None and health.error:
                since = health.last_success
                age = strings.short_age(since, now) if since else ""
                failing = strings("sidebar.failing", age=age) if age else strings("sidebar.failed")
            rows.append(
                Entry(
                    f"source:{source.id}", source.name, unread(source), failing, indent=_INDENT * bool(name)
                )
            )
    return rows


class SidebarList(RowList[Row]):
    """The rows of the sidebar."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(SIDEBAR)

    class Chosen(Message):
        """A row was chosen; ``key`` is that of its `Entry`."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    class Folded(Message):
        """A folder was folded or unfolded."""

        def __init__(self, name: str) -> None:
            self.name = name
            super().__init__()

    class RefreshWanted(Message):
        """The source under the cursor is to be fetched."""

        def __init__(self, source: str) -> None:
            self.source = source
            super().__init__()

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="sidebar-list")
        self.strings = strings
        self.rtl = strings.rtl
        self.fetching: set[str] = set()
        """Ids of the sources that are being fetched."""

    def height_of(self, row: Row) -> int:
        """Return 1."""
        return 1

    def can_stand_on(self, row: Row) -> bool:
        """Return whether ``row`` can be chosen."""
        return isinstance(row, Entry)

    def chosen(self) -> None:
        """Post the row under the cursor."""
        if isinstance(self.current, Entry):
            self.post_message(self.Chosen(self.current.key))

    def action_fold(self) -> None:
        """Fold or unfold the folder under the cursor, or that of the source."""
        rows = self.rows[: self.cursor + 1]
        folder = next((each for each in reversed(rows) if _is_folder(each)), None)
        if isinstance(folder, Entry):
            self.post_message(self.Folded(folder.key.partition(":")[2]))

    def action_next_source(self, by: int = 1) -> None:
        """Move to the next source with unread headlines, and list them."""
        index = self.cursor
        while 0 <= (index := index + by) < len(self.rows):
            row = self.rows[index]
            if isinstance(row, Entry) and row.key.startswith("source:") and row.number:
                self.cursor = index
                self.chosen()
                return

    def action_previous_source(self) -> None:
        """Move to the previous source with unread headlines, and list them."""
        self.action_next_source(-1)

    def action_refresh_source(self) -> None:
        """Fetch the source under the cursor."""
        if isinstance(self.current, Entry) and self.current.key.startswith("source:"):
            self.post_message(self.RefreshWanted(self.current.key.partition(":")[2]))

    def paint(self, row: Row, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the line of a row."""
        styles, rtl = self._styles, self.rtl
        base = styles["ground"]
        if isinstance(row, Heading):
            title = of_text(row.title, base + styles["meta"], most=max(4, width - 4), base=int(rtl))
            return [two_sided_strip([blank(2, base), title], blank(0, base), width, base, rtl=rtl)]
        if cursor:
            base += styles["cursor" if focused else "cursor-blurred"]
        plain = cursor and styles.few

        def style(name: str) -> Style:
            return base if plain else base + styles[name]

        bar = of_text("▐" if rtl else "▌", style("cursor-bar"), base=0) if cursor else blank(1, base)
        fetching = row.key.removeprefix("source:") in self.fetching
        number = self.strings.figures(str(row.number)) if row.number else ""
        said = "…" if fetching else row.failing or number
        shade = "failing" if row.failing and not fetching else "meta"
        far = of_text(said, style(shade), most=max(4, width // 2), base=int(rtl))
        name = "failing" if row.failing else "folder" if row.folded is not None else "unread"
        weight = style(name) if row.number or row.folded is not None else base
        fold = {None: "", False: "▾", True: "◂" if rtl else "▸"}[row.folded]
        sign = of_text(fold, style("meta"), base=0)
        sign = row_of([sign, blank(_INDENT - sign.width, base)], rtl=rtl) if fold else blank(row.indent, base)
        title = of_text(row.title, weight, most=max(4, width - far.width - sign.width - 5), base=int(rtl))
        return [two_sided_strip([bar, blank(1, base), sign, title], far, width, base, rtl=rtl)]

    @property
    def _styles(self) -> RowStyles:
        return app_row_styles(self.app)


def _is_folder(row: Row) -> bool:
    return isinstance(row, Entry) and row.folded is not None


class SidebarPane(Pane):
    """The sidebar, kept up to date with the library.

    Args:
        session: the library and the sources.
        strings: the interface language.
        lists: the saved lists.
        stories: whether the headlines pane lists an event once: then it counts once here, too.
    """

    class Loaded(Message):
        """The content of the sidebar was loaded from the library."""

        def __init__(self, contents: Contents) -> None:
            self.contents = contents
            super().__init__()

    def __init__(
        self, session: Session, strings: Translator, lists: Sequence[SmartList] = (), *, stories: bool = True
    ) -> None:
        super().__init__(strings, id="sources")
        self.session = session
        self.lists = lists
        self.contents = Contents()
        self.folded: set[str] = set()
        self.stories = stories
        self.current_key = "all"
        """Of what is listed in the headlines pane."""
        self.is_reload_pending = False
        """Whether the counts will be loaded again in a moment."""
        self._is_stale = False
        """Whether the counts are to be loaded when the pane is shown."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.head
        yield SidebarList(self.strings)

    @property
    def rows(self) -> SidebarList:
        """The rows."""
        return self.query_one(SidebarList)

    def on_mount(self) -> None:
        """Show the places; the counts are loaded later."""
        self.set_language(self.strings)

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = self.rows.strings = strings
        self.rows.rtl = strings.rtl
        self._show()

    def list_stories(self, stories: bool) -> None:
        """Count an event once, or each of its reports."""
        self.stories = stories
        self.reload()

    def show_lists(self, lists: Sequence[SmartList]) -> None:
        """Show other saved lists."""
        self.lists = lists
        self.reload()

    def reload_soon(self) -> None:
        """Load the counts again after a moment, once for several changes."""
        if not self.is_reload_pending:
            self.is_reload_pending = True
            self.set_timer(_SOON_SECONDS, self.reload)

    def reload(self) -> None:
        """Load the counts again: now if the pane is displayed, else with the next display."""
        self.is_reload_pending = False
        self._is_stale = not self.display
        if self.display:
            self.in_thread("sidebar", self._read, exclusive=True)

    def on_show(self) -> None:
        """Load the counts if they have changed while the pane was hidden."""
        if self._is_stale:
            self.reload()

    def _read(self) -> None:
        """Read the content of the sidebar; blocks."""
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        bookmarks = list_bookmarks(self.session)
        tags = Counter(tag for each in bookmarks for tag in each.tags)
        sources = [source for source in self.session.sources if source.enabled]
        folders: dict[str, list[str]] = {}
        for source in sources:
            folders.setdefault(source.category, []).append(source.id)
        contents = Contents(
            sources,
            count_by_source(self.session),
            get_healths(self.session),
            self._unread(Filter(since=midnight)),
            len(bookmarks),
            count_hidden(self.session),
            dict(sorted(tags.items())),
            {each.name: self._unread(self._filter_of(each)) for each in self.lists},
            self._unread(Filter()),
            {name: self._unread(Filter(tuple(ids))) for name, ids in folders.items() if name},
        )
        self.post_message(self.Loaded(contents))

    def _filter_of(self, saved: SmartList) -> Filter:
        from reader.core.named_tables import filter_of

        return filter_of(saved, datetime.now(UTC))

    def _unread(self, filter: Filter) -> int:
        return count_listed(self.session, filter._replace(unread=True), stories=self.stories).total

    def on_sidebar_pane_loaded(self, event: Loaded) -> None:
        """Show the rows."""
        event.stop()
        self.contents = event.contents
        self._show()

    def on_sidebar_list_folded(self, event: SidebarList.Folded) -> None:
        """Fold or unfold a folder."""
        event.stop()
        self.folded ^= {event.name}
        self._show(f"folder:{event.name}")

    def mark_fetching(self, ids: Iterable[str], *, fetching: bool) -> None:
        """Show that sources are being fetched, or no longer."""
        rows = self.rows
        rows.fetching = rows.fetching.union(ids) if fetching else rows.fetching.difference(ids)
        rows.forget_paint()

    def _show(self, key: str = "") -> None:
        """Show the rows, the cursor on the row with ``key``, else in its former place."""
        here = key or (self.rows.current.key if isinstance(self.rows.current, Entry) else self.current_key)
        headed = self.size.height >= _MIN_LINES or not self.size.height
        rows = sidebar_rows(self.contents, self.strings, self.folded, datetime.now(UTC), headed=headed)
        places = [place for place, row in enumerate(rows) if isinstance(row, Entry) and row.key == here]
        self.rows.show(rows, places[0] if places else self.rows.cursor)
        unread = self.contents.unread
        said = self.strings.figures(str(unread)) if unread else ""
        self.head.set(title=self.strings("pane.sources"), count=said, rtl=self.strings.rtl)
