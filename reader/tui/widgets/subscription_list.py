"""The list of followed sources by folder, each with its health."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.core.subscriptions import Subscription
from reader.locale.translator import Translator
from reader.sources import clean_url
from reader.tui.bindings import bindings
from reader.tui.key_bindings import OPEN
from reader.tui.widgets.cells import blank, of_text, two_sided_strip
from reader.tui.widgets.definition_list import Pair
from reader.tui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Folder:
    """The heading over the sources of one folder."""

    name: str
    count: int


Row = Folder | Subscription


def by_folder(listed: Iterable[Subscription]) -> list[Row]:
    """Return sources under the headings of their folders; no headings for a single folder."""
    folders: dict[str, list[Subscription]] = {}
    for each in listed:
        folders.setdefault(each.source.category, []).append(each)
    rows: list[Row] = []
    for name, inside in folders.items():
        if len(folders) > 1:
            rows.append(Folder(name, len(inside)))
        rows += inside
    return rows


def describe_state(each: Subscription, strings: Translator, now: datetime, *, asked: bool = False) -> str:
    """Return how a source is doing, in one sentence."""
    health = each.health
    if asked:
        return strings("source.asked")
    if not each.source.enabled:
        return strings("source.off")
    if health.error:
        return strings(health.error)
    if health.last_success is None:
        return strings("source.never")
    fresh = strings("source.fresh", age=strings.age(health.last_success, now))
    return f"{fresh} · {describe_rate(each, strings)}"


def describe_rate(each: Subscription, strings: Translator) -> str:
    """Return how often a source publishes."""
    rate = each.health.entries_per_day
    if rate <= 0:
        return strings("source.rate_unknown")
    return strings("source.rate", n=round(rate)) if rate >= 1 else strings("source.rate_low")


def describe_details(each: Subscription, strings: Translator, now: datetime) -> list[Pair]:
    """Return the details of a source, the most important first; ``now`` is timezone-aware."""
    source, health = each.source, each.health
    error = strings(health.error) if health.error else ""
    moved = health.moved_to if health.moved_to != source.feed else ""
    details = {
        "error": error,
        "failures": strings.figures(str(health.failures)) if health.failures > 1 else "",
        "success": _when(health.last_success, strings, now) or strings("source.never"),
        "fetch": _when(health.last_fetch, strings, now) if error else "",
        "due": strings.stamp(health.due) if source.enabled else strings("source.off"),
        "rate": describe_rate(each, strings),
        "feed": clean_url(source.feed),
        "listing": clean_url(source.listing),
        "moved": clean_url(moved),
        "folder": source.category or strings("source.no_folder"),
    }
    addresses = ("feed", "listing", "moved")
    return [Pair(strings(f"card.{name}"), text, name in addresses) for name, text in details.items() if text]


def _when(moment: datetime | None, strings: Translator, now: datetime) -> str:
    return f"{strings.stamp(moment)} ({strings.age(moment, now)})" if moment else ""


def sign_of(each: Subscription, *, asked: bool = False) -> tuple[str, str]:
    """Return the sign of a source's health and its style: by shape first, then colour."""
    if asked:
        return "…", "asked"
    if not each.source.enabled:
        return "○", "off"
    if each.health.error:
        return "✗", "failing"
    return ("✓", "well") if each.health.last_success else ("·", "off")


class SubscriptionList(RowList[Row]):
    """The rows of the sources screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings([OPEN])
    LOOKED_AT_FIRST = True

    class Chosen(Message):
        """A source was chosen for reading."""

        def __init__(self, subscription: Subscription) -> None:
            self.subscription = subscription
            super().__init__()

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="subscriptions")
        self.strings = strings
        self.rtl = strings.rtl
        self.now = datetime.now(UTC)
        """The time that ages are told by."""
        self.asked: set[str] = set()
        """Ids of sources that are being fetched."""
        self.sought = ""
        """Id of the source the cursor is to go to as soon as it is listed."""

    @property
    def subscription(self) -> Subscription | None:
        """The source under the cursor."""
        return self.current if isinstance(self.current, Subscription) else None

    def list_all(self, listed: Sequence[Subscription]) -> None:
        """Show the subscriptions, the cursor on the same source as before if possible."""
        place = self.cursor
        self.now = datetime.now(UTC)
        rows = by_folder(listed)
        for id in (self.subscription.source.id if self.subscription else "", self.sought):
            place = next((i for i, row in enumerate(rows) if _is(row, id)), place)
        if any(_is(row, self.sought) for row in rows):
            self.sought = ""
        self.show(rows, place)
        self.keep_in_view()
        self.post_message(self.Moved())

    def ask(self, ids: Iterable[str], *, asked: bool) -> None:
        """Show that sources are being fetched, or no longer."""
        self.asked = self.asked.union(ids) if asked else self.asked.difference(ids)
        self.forget_paint()

    def can_stand_on(self, row: Row) -> bool:
        """Return whether ``row`` is a source."""
        return isinstance(row, Subscription)

    def height_of(self, row: Row) -> int:
        """Return how many lines ``row`` takes."""
        return 2 if isinstance(row, Subscription) else 1

    def watch_cursor(self, old: int, new: int) -> None:
        """Post that the cursor moved."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved())

    def paint(self, row: Row, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the lines of ``row``."""
        if isinstance(row, Folder):
            return [self._folder(row, width)]
        base = self.rich_style
        if cursor:
            base += self.part_style("cursor")
        asked = row.source.id in self.asked
        sign, name = sign_of(row, asked=asked)
        bar = of_text("▎" if cursor else " ", base, base=0)
        counts = self.strings.figures(f"{row.unread}/{row.total}") if row.total else ""
        far = of_text(counts, base + self.part_style("state"), base=0)
        source = of_text(row.source.name, base, most=max(8, width - far.width - 6))
        said = describe_state(row, self.strings, self.now, asked=asked)
        shade = self.part_style("failing" if name == "failing" else "state")
        state = of_text(said, base + shade, most=max(8, width - 4), base=int(self.rtl))
        mark = of_text(sign, base + self.part_style(name), base=0)
        return [
            two_sided_strip([bar, mark, blank(1, base), source], far, width, base, rtl=self.rtl),
            two_sided_strip([bar, blank(2, base), state], blank(0, base), width, base, rtl=self.rtl),
        ]

    def part_style(self, name: str) -> Style:
        """Return the style of a part of a row from the sheets."""
        return super().part_style(f"subscription--{name}")

    def _folder(self, folder: Folder, width: int) -> Strip:
        style = self.rich_style + self.part_style("folder")
        said = folder.name or self.strings("source.no_folder")
        count = of_text(self.strings.figures(str(folder.count)), style, base=0)
        name = of_text(said, style, most=max(4, width - count.width - 3), base=int(self.rtl))
        return two_sided_strip([blank(1, style), name], count, width, style, rtl=self.rtl)

    def chosen(self) -> None:
        """Post the source under the cursor as chosen."""
        if self.subscription is not None:
            self.post_message(self.Chosen(self.subscription))


def _is(row: Row, id: str) -> bool:
    return isinstance(row, Subscription) and row.source.id == id
