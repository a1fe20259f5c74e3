"""The filters in force, shown as chips that a click or a key takes away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual import events
from textual.app import RenderResult
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.locale.translator import Translator
from reader.model import Filter
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.cells import Part, blank, of_text, row, strip


class Chip(NamedTuple):
    """One condition of a filter."""

    field: str
    """The field of `Filter` it stands for."""
    label: str
    value: str = ""
    """Which of several values of that field."""

    def without(self, wanted: Filter) -> Filter:
        """Return the filter with this condition taken out."""
        if self.field == "sources":
            return wanted._replace(sources=tuple(each for each in wanted.sources if each != self.value))
        if self.field == "categories":
            return wanted._replace(categories=tuple(each for each in wanted.categories if each != self.value))
        blanks: Mapping[str, Filter] = {
            "unread": wanted._replace(unread=False),
            "saved": wanted._replace(saved=False),
            "since": wanted._replace(since=None),
            "query": wanted._replace(query=""),
            "hidden": wanted._replace(hidden=False),
        }
        return blanks[self.field]


def chips_of(wanted: Filter, strings: Translator, names: Mapping[str, str]) -> list[Chip]:
    """Return a chip for each condition of a filter; ``names`` gives sources their names."""
    chips = [Chip("query", f"/ {wanted.query}")] if wanted.query else []
    chips += [Chip("sources", names.get(each, each), each) for each in wanted.sources]
    chips += [Chip("categories", each, each) for each in wanted.categories]
    chips += [Chip("unread", strings("chip.unread"))] if wanted.unread else []
    chips += [Chip("saved", strings("chip.saved"))] if wanted.saved else []
    chips += [Chip("hidden", strings("chip.hidden"))] if wanted.hidden else []
    chips += [Chip("since", strings("chip.today"))] if wanted.since else []
    return chips


class Chips(VisualOrder, Widget):
    """One line of chips; takes no room when there are none."""

    COMPONENT_CLASSES = {"chips--chip"}
    ALLOW_SELECT = False

    class Removed(Message):
        """A chip was taken away."""

        def __init__(self, chip: Chip) -> None:
            self.chip = chip
            super().__init__()

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="chips")
        self.strings = strings
        self.names: Mapping[str, str] = {}
        self.wanted = Filter()
        self.display = False

    @property
    def chips(self) -> list[Chip]:
        """The chips shown."""
        return chips_of(self.wanted, self.strings, self.names)

    def show(self, wanted: Filter, names: Mapping[str, str]) -> None:
        """Show the conditions of ``wanted``; ``names`` gives sources their names."""
        self.wanted, self.names = wanted, names
        self.display = bool(self.chips)
        self.refresh()

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.refresh()

    def _parts(self) -> list[Part]:
        style = self.rich_style + self.get_component_rich_style("chips--chip", partial=True)
        room = max(6, self.size.width // max(1, len(self.chips)) - 5)
        return [
            row(
                [blank(1, style), of_text(chip.label, style, most=room - 1), of_text(" × ", style, base=0)],
                rtl=self.strings.rtl,
            )
            for chip in self.chips
        ]

    def render_line(self, y: int) -> Strip:
        """Return the line of chips."""
        style, width = self.rich_style, self.size.width
        if y:
            return Strip.blank(width, style)
        spaced = [piece for part in self._parts() for piece in (part, blank(1, style))]
        return strip(row(spaced, rtl=self.strings.rtl), width, style, rtl=self.strings.rtl)

    def on_click(self, event: events.Click) -> None:
        """Take away the chip that was clicked."""
        place = self.size.width - 1 - event.x if self.strings.rtl else event.x
        for chip, part in zip(self.chips, self._parts(), strict=True):
            if 0 <= place < part.width:
                self.post_message(self.Removed(chip))
                return
            place -= part.width + 1

    def render(self) -> RenderResult:
        """Not used: lines come from `render_line`."""
        return ""
