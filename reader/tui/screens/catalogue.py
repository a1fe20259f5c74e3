"""The catalogue: newsrooms the program knows, by pack, to subscribe to or leave."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label

from reader.core.subscriptions import ConfigChange, Offer, Subscriptions, list_offers
from reader.locale.translator import Translator
from reader.store import fold
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import PICKER
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.widgets.cells import blank, of_text, two_sided_strip
from reader.tui.widgets.row_list import RowList

Alter = Callable[[Callable[[], object], Callable[[ConfigChange], str]], None]


class OfferList(RowList[Offer]):
    """The rows of the catalogue."""

    can_focus = False

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, offer: Offer) -> None:
            self.offer = offer
            super().__init__()

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="offers")
        self.strings = strings
        self.rtl = strings.rtl

    def height_of(self, row: Offer) -> int:
        """Return 1."""
        return 1

    def paint(self, row: Offer, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the line of a newsroom, or of a pack."""
        base = self.rich_style
        if cursor:
            base += self._shade("cursor")
        muted = base + self._shade("detail")
        mark = of_text("✓" if row.followed else " ", base + self._shade("followed"), base=0)
        bar = of_text("▎" if cursor else " ", base, base=0)
        if row.source is None:
            detail = of_text(self.strings("catalogue.pack"), muted, base=int(self.rtl))
            name = of_text(pack_name(row, self.strings), base + self._shade("pack"))
            return [two_sided_strip([bar, mark, blank(1, base), name], detail, width, base, rtl=self.rtl)]
        detail = of_text(row.source.category, muted, most=width // 3)
        name = of_text(row.source.name, base, most=max(8, width - detail.width - 8))
        return [
            two_sided_strip(
                [bar, blank(2, base), mark, blank(1, base), name], detail, width, base, rtl=self.rtl
            )
        ]

    def _shade(self, name: str) -> Style:
        return self.part_style(f"offer--{name}")

    def chosen(self) -> None:
        """Tell which row was chosen."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))


def pack_name(offer: Offer, strings: Translator) -> str:
    """Return the name of a pack in the interface language."""
    return strings(f"pack.{offer.pack}")


class CatalogueScreen(Card[None]):
    """The catalogue, narrowed by typing; Enter follows or unfollows a newsroom or pack.

    Args:
        strings: the interface language.
        subscriptions: makes the changes.
        alter: makes a change in a thread and tells of it.
    """

    BINDINGS = bindings(PICKER)

    class Listed(Message):
        """The catalogue was loaded with the present subscriptions."""

        def __init__(self, listed: list[Offer]) -> None:
            self.listed = listed
            super().__init__()

    def __init__(self, strings: Translator, subscriptions: Subscriptions, alter: Alter) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.subscriptions = subscriptions
        self.alter = alter
        self.offers: list[Offer] = []

    def compose(self) -> ComposeResult:
        """Lay out title, line and list."""
        with Vertical(classes="card-body tall"):
            yield Label(Content(self.strings("catalogue.title")), classes="card-title")
            yield BidiInput(placeholder=self.strings("pick.narrow"), base=int(self.strings.rtl), id="narrow")
            yield OfferList(self.strings)
            yield Label(Content(self.strings("catalogue.hint")), classes="card-hint")

    @property
    def rows(self) -> OfferList:
        """The rows."""
        return self.query_one(OfferList)

    def on_mount(self) -> None:
        """Show everything."""
        self.look()

    @work(thread=True, exclusive=True, group="catalogue", exit_on_error=False)
    def look(self) -> None:
        """Look the catalogue up."""
        self.post_message(self.Listed(list_offers(self.subscriptions.session)))

    def on_catalogue_screen_listed(self, event: Listed) -> None:
        """Show the catalogue, the cursor in its former place."""
        event.stop()
        self.offers = event.listed
        self._narrow(self.rows.cursor)

    def on_input_changed(self, event: BidiInput.Changed) -> None:
        """Narrow the list to the rows that contain every typed word, ignoring hamzas."""
        event.stop()
        self._narrow(0)

    def _narrow(self, cursor: int) -> None:
        words = fold(self.query_one(BidiInput).value).split()
        self.rows.show([each for each in self.offers if self._holds(each, words)], cursor)

    def _holds(self, offer: Offer, words: list[str]) -> bool:
        source = offer.source
        about = " ".join(
            (
                offer.pack,
                pack_name(offer, self.strings),
                *((source.name, source.id, source.category) if source else ()),
            )
        )
        return all(word in fold(about) for word in words)

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Choose the row under the cursor."""
        event.stop()
        self.rows.chosen()

    def on_offer_list_chosen(self, event: OfferList.Chosen) -> None:
        """Follow the chosen newsroom or pack, or unfollow a followed one."""
        event.stop()
        offer, mine = event.offer, self.subscriptions
        source = offer.source
        name = source.name if source else pack_name(offer, self.strings)

        def change() -> ConfigChange:
            if offer.followed:
                return mine.unfollow([source.id] if source else self._ids(offer.pack))
            return mine.follow(source) if source else mine.follow_pack(offer.pack)

        def made() -> ConfigChange:
            changed = change()
            self.post_message(self.Listed(list_offers(mine.session)))
            return changed

        said = "said.left" if offer.followed else "said.followed"
        self.alter(made, lambda _: self.strings(said, name=name))

    def _ids(self, pack: str) -> list[str]:
        return [each.source.id for each in self.offers if each.source and each.pack == pack and each.followed]

    def action_move(self, by: int) -> None:
        """Move the cursor while the line keeps the keys."""
        self.rows.move_to(self.rows.cursor + by, by)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
