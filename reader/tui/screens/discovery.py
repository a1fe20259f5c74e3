"""Show the feeds found at an address and a preview of their headlines, to choose one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label

from reader.core import CoreError
from reader.core.subscriptions import choose_source, discover_source
from reader.locale.translator import Translator
from reader.model import Source
from reader.sources import Discovery, SourceError, clean_url
from reader.store import StoreError
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import DIALOG, OPEN
from reader.tui.widgets.cells import blank, of_text, two_sided_strip
from reader.tui.widgets.definition_list import DefinitionList, Pair
from reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from reader.core import Session
    from reader.sources.discovery import Found

LRI, PDI = "\u2066", "\u2069"
"""Around an address among words of another direction (UAX #9 6.3)."""
_PREVIEW = 12  # headlines shown of what would come


class FoundList(RowList["Found"]):
    """The ways in which an address can be followed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings([OPEN])
    LOOKED_AT_FIRST = True

    class Moved(Message):
        """Another way is looked at."""

    class Chosen(Message):
        """The way under the cursor was chosen."""

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="found")
        self.strings = strings
        self.rtl = strings.rtl

    def height_of(self, row: Found) -> int:
        """Return 2."""
        return 2

    def paint(self, row: Found, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the title of a way with its kind, and its address below."""
        base = self.rich_style
        if cursor:
            base += self.part_style("found--cursor")
        muted = base + self.part_style("found--kind")
        bar = of_text("▎" if cursor else " ", base, base=0)
        kind = of_text(self.strings(f"found.{row.kind}"), muted, base=int(self.rtl))
        count = of_text(self.strings("found.entries", n=len(row.preview)), muted, base=int(self.rtl))
        title = of_text(row.title, base, most=max(8, width - kind.width - 5))
        address = of_text(clean_url(row.url), muted, most=max(8, width - count.width - 5), base=0)
        return [
            two_sided_strip([bar, blank(1, base), title], kind, width, base, rtl=self.rtl),
            two_sided_strip([bar, blank(1, base), address], count, width, base, rtl=self.rtl),
        ]

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell that another way is looked at."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved())

    def chosen(self) -> None:
        """Tell that the way under the cursor was chosen."""
        if self.current is not None:
            self.post_message(self.Chosen())


class DiscoveryScreen(Card[Source | None]):
    """Looks at an address; gives the source to follow, or None.

    Args:
        session: looks.
        strings: the interface language.
        address: as the person wrote it.
    """

    BINDINGS = bindings(DIALOG)
    AUTO_FOCUS = "FoundList"

    class Looked(Message):
        """The address was looked at; ``said`` tells why there is nothing."""

        def __init__(self, discovery: Discovery | None, said: str = "") -> None:
            self.discovery = discovery
            self.said = said
            super().__init__()

    def __init__(self, session: Session, strings: Translator, address: str) -> None:
        super().__init__(classes="card")
        self.session = session
        self.strings = strings
        self.address = address
        self.discovery: Discovery | None = None

    def compose(self) -> ComposeResult:
        """Lay out the feeds over the preview."""
        with Vertical(classes="card-body discovery"):
            yield Label(Content(self.strings("discover.title")), classes="card-title")
            yield Label(Content(self.strings("discover.looking", url=f"{LRI}{self.address}{PDI}")), id="said")
            yield FoundList(self.strings)
            yield DefinitionList(self.strings, ())
            yield Label(Content(self.strings("discover.back")), classes="card-hint")

    @property
    def choices(self) -> FoundList:
        """The ways to follow the address."""
        return self.query_one(FoundList)

    def on_mount(self) -> None:
        """Begin to look."""
        self.look()

    @work(exclusive=True, group="discovery", exit_on_error=False)
    async def look(self) -> None:
        """Look at the address."""
        try:
            discovery = await self.session.background.run(discover_source(self.session, self.address))
        except (SourceError, CoreError, StoreError) as error:
            self.post_message(self.Looked(None, self.strings.sentence(error)))
        else:
            self.post_message(self.Looked(discovery))

    def on_discovery_screen_looked(self, event: Looked) -> None:
        """Show the feeds, or the reason why there are none."""
        event.stop()
        self.discovery = event.discovery
        found = event.discovery.found if event.discovery else ()
        url = f"{LRI}{self.address}{PDI}"
        said = event.said or self.strings("discover.found" if found else "discover.nothing", url=url)
        self.query_one("#said", Label).update(Content(said))
        hint = self.strings("discover.hint" if found else "discover.back")
        self.query_one(".card-hint", Label).update(Content(hint))
        self.query_one(".discovery").set_class(bool(found), "-found", "tall")
        self.choices.show(found)
        self._preview()

    def on_found_list_moved(self, event: FoundList.Moved) -> None:
        """Preview another way."""
        event.stop()
        self._preview()

    def _preview(self) -> None:
        now = datetime.now(UTC)
        entries = self.choices.current.preview[:_PREVIEW] if self.choices.current else ()
        ages = [self.strings.age(each.published, now) if each.published else "·" for each in entries]
        pairs = [Pair(age, each.title, own=True) for age, each in zip(ages, entries, strict=True)]
        self.query_one(DefinitionList).show(pairs)

    def on_found_list_chosen(self, event: FoundList.Chosen) -> None:
        """Follow the address in the chosen way."""
        event.stop()
        if self.discovery is not None and self.choices.current is not None:
            self.dismiss(choose_source(self.discovery, self.choices.current))

    def action_cancel(self) -> None:
        """Follow nothing."""
        self.dismiss(None)
