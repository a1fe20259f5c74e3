"""An article on the screen: painted from typeset lines; selectable, searchable, resizable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from reader.locale.translator import Translator
from reader.text.language import direction
from reader.tui.bindings import bindings
from reader.tui.key_bindings import ARTICLE
from reader.tui.widgets import article_layout as pages
from reader.tui.widgets.article_layout import Fact, Laid, Page, Setting
from reader.tui.widgets.cells import Part, blank, of_line, of_text, row, strip
from reader.tui.widgets.logical_selection import LogicalSelection
from reader.tui.widgets.paint_cache import PaintCache
from reader.tui.widgets.picture import Picture, Placeholder
from reader.tui.widgets.typeset_view import MIN_CACHED_LINES, TextView

Hits = Mapping[int, Sequence[tuple[int, int]]]
"""What a search found: ranges of logical indexes (end exclusive) for each paragraph."""

_ALM = "\u061c"
"""Arabic letter mark: digits after it are ordered as in Arabic text (UAX #9 W2)."""
_ACCENT = 10  # cells of the line over a title
_SHADES = {
    "title": "article--title",
    "heading": "article--heading",
    "quotation": "article--quotation",
    "caption": "article--caption",
    "image": "article--caption",
    "embed": "article--link",
    "notice": "article--notice",
}
_SPANS = {
    "link": "article--link",
    "strong": "article--strong",
    "emphasis": "article--emphasis",
    "code": "article--code",
    "deleted": "article--deleted",
    "removed": "article--removed",
    "added": "article--added",
}


class ArticleView(TextView):
    """The text of one article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(ARTICLE)

    class LinkChosen(Message):
        """A link in the text was clicked."""

        def __init__(self, url: str) -> None:
            self.url = url
            super().__init__()

    class ReportChosen(Message):
        """Another report of the event was chosen; ``index`` is its place in `Page.reports`."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    class MoreChosen(Message):
        """Other news of the source was clicked; ``index`` is its place in `Page.more`."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    class SizeChosen(Message):
        """A+ or A- was clicked; ``by`` is 1 or -1."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    class Moved(Message):
        """The reader scrolled to another reading position."""

        def __init__(self, position: int) -> None:
            self.position = position
            super().__init__()

    def __init__(self, strings: Translator, setting: Setting) -> None:
        super().__init__(id="article-view")
        self.strings = strings
        self.setting = setting
        self.page: Page | None = None
        self.lines: list[Laid] = []
        self.hits: Hits = {}
        self.current_hit = -1
        self.pictures: Mapping[int, Picture | Placeholder] = {}
        self.double = False
        """Whether the terminal draws letters of double size; titles are set for it then."""
        self._strips: PaintCache[object, Strip] = PaintCache(2 * MIN_CACHED_LINES)
        """Painted lines of the text, by line: they stay when the page grows a notice."""
        self._chrome_strips: PaintCache[object, Strip] = PaintCache(64)
        """Painted lines that are no part of the text, by their number on the page."""
        self._caches.append(self._strips)
        self._selection = LogicalSelection(self)

    def show(self, page: Page, position: int = 0) -> None:
        """Show another page, from a reading position on."""
        if page == self.page and not self.hits:
            self.go_to(position)
            return
        is_same_article = self.page is not None and page.article == self.page.article
        is_same_text = is_same_article and not self.hits
        self.page = page
        self._selection.paragraphs = page.paragraphs
        self.hits, self.current_hit = {}, -1
        if not is_same_article:
            self.pictures = {}
        self._lay_out(is_same_text=is_same_text)
        self.go_to(position)

    def clear(self) -> None:
        """Show no page."""
        self.page, self.pictures = None, {}
        self.hits, self.current_hit = {}, -1
        self._lay_out()
        self.go_to(0)

    def illustrate(self, pictures: Mapping[int, Picture | Placeholder]) -> None:
        """Put pictures into the page, by the paragraph they belong to (0 for the lead picture)."""
        position = self.position
        self.pictures = pictures
        self._lay_out()
        self.go_to(position)

    def set(self, setting: Setting) -> None:
        """Set the page another way, staying where the reader is."""
        position = self.position
        self.setting = setting
        self._lay_out()
        self.go_to(position)

    def set_double(self, double: bool) -> None:
        """Set titles in letters of double size from now on, or no longer."""
        if double != self.double:
            self.double = double
            self.set(self.setting)

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rtl = strings.rtl
        self._lay_out()

    @property
    def measure(self) -> int:
        """Cells of a full line of text."""
        most = self.setting.measure * (1 + (self.double and self.setting.size == "large"))
        measure = max(10, min(most, self.text_width - 2))
        is_large = self.double and pages.is_large(self.setting, measure)
        return measure - measure % 2 if is_large else measure

    @property
    def _is_rtl(self) -> bool:
        """Whether the text of the article is set from the right."""
        language = self.page.article.language if self.page else ""
        return direction(language) == "rtl" if language else self.rtl

    @property
    def letters(self) -> int:
        """Letters of a full line of text, two cells each where they are large."""
        large = self.double and pages.is_large(self.setting, self.measure)
        return self.measure // 2 if large else self.measure

    @property
    def position(self) -> int:
        """The reading position of the first line on the screen."""
        return pages.position_of(self.lines, self.scroll_offset.y)

    def go_to(self, position: int, above: int = 0) -> None:
        """Scroll to a reading position, ``above`` lines from the top."""
        line = pages.line_of(self.lines, position) if position else 0
        # by force: the scrollbar of a text that has just been laid out is not there yet
        self.scroll_to(y=max(0, line - above), animate=False, immediate=True, force=True)

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    # Finding

    def find(self, hits: Hits) -> int:
        """Mark the hits of a search and go to the first; return their number."""
        self.hits, self.current_hit = hits, -1
        self._strips.clear()
        self.step_hit(1)
        return len(self.places)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Return (paragraph, logical index) of every hit, in reading order."""
        return [(paragraph, start) for paragraph in sorted(self.hits) for start, _ in self.hits[paragraph]]

    def step_hit(self, by: int) -> None:
        """Go to the next or the previous hit, round and round."""
        places = self.places
        if places:
            self.current_hit = (self.current_hit + by) % len(places)
            self.go_to(pages.place(*places[self.current_hit]), above=self.size.height // 3)
        self.refresh()

    # Layout

    def _lay_out(self, *, is_same_text: bool = False) -> None:
        self._chrome_strips.clear()
        if not is_same_text:
            self._strips.clear()
        fitting = (each for each in self.pictures.items() if each[1].columns <= self.text_width)
        rows = {paragraph: picture.lines for paragraph, picture in fitting}
        page, setting = self.page, self.setting
        laid = page and pages.lay_out(page, self.measure, setting, self.strings, rows, double=self.double)
        self.lines = laid or []
        self.virtual_size = Size(self.text_width, len(self.lines))
        self.refresh()

    def on_resize(self) -> None:
        """Lay out for another width, staying where the reader is."""
        self.set(self.setting)

    def notify_style_update(self) -> None:
        """Repaint after a change of theme."""
        super().notify_style_update()
        self._strips.clear()
        self._chrome_strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Post the new reading position."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved(self.position))

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        with self._selection.painting():
            return super().render_lines(crop)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected logical text and the line end after the selection."""
        return self._selection.extract(selection)

    def line(self, y: int) -> Strip:
        """Return one line of the window: from the cache, or painted now."""
        if self.page is None:
            return self.hint_line(y)
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self.lines):
            return self.empty()
        laid = self.lines[number]
        is_text = laid.line is not None and laid.paragraph >= 0
        strips = self._strips if is_text else self._chrome_strips
        key = (laid if is_text else number, self.text_width, self.current_hit, self._selection.strip_key)
        made = strips.get(key)
        if made is None:
            made = strips[key] = self._paint(laid)
        return made

    def _paint(self, laid: Laid) -> Strip:
        width, base = self.text_width, self.rich_style
        spare = max(0, width - self.measure)
        near, far = spare // 2, (spare + 1) // 2  # where the interface starts reading, and opposite
        if laid.kind == "picture":
            shown = self.pictures[laid.paragraph]
            if isinstance(shown, Placeholder):
                picture = Strip.blank(shown.columns, base + self.part_style("article--placeholder"))
            else:
                picture = shown.strips[laid.row]
            edge = far if self.rtl else near
            left = Strip.blank(max(0, edge + (self.measure - picture.cell_length) * self._is_rtl), base)
            return Strip.join([left, picture]).adjust_cell_length(width, base)
        if laid.line is None or laid.paragraph < 0:
            parts = self._chrome(laid, base)
            return strip(row([blank(near, base), *parts], rtl=self.rtl), width, base, rtl=self.rtl)
        margin = near if bool(laid.line.base) is self.rtl else far
        before = [Segment(" " * (margin + laid.indent - len(laid.lead)), base)]
        before.append(Segment(laid.lead, base + self.part_style("article--lead")))
        lead = before[::-1] if laid.line.base else before
        large = (laid.number, laid.row) if laid.number else None
        style = self._styles(laid, base)
        return self._selection.cells_to_strip(laid.line, laid.paragraph, width, style, lead=lead, large=large)

    def _styles(self, laid: Laid, base: Style) -> Style | Callable[[int], Style]:
        """Return the style of a line, or of each logical index under spans or hits."""
        assert self.page is not None
        style = base + self.part_style(_SHADES[laid.kind]) if laid.kind in _SHADES else base
        if laid.paragraph and laid.paragraph == self.page.lead + 1:
            style = base + self.part_style("article--opening")
        layers: list[tuple[int, int, Style]] = []
        if laid.paragraph:
            spans = self.page.article.blocks[laid.paragraph - 1].spans
            layers = [(span.start, span.end, self.part_style(_SPANS[span.kind])) for span in spans]
        current = self.places[self.current_hit] if self.current_hit >= 0 and self.hits else None
        for start, end in self.hits.get(laid.paragraph, ()):
            name = "article--current-hit" if (laid.paragraph, start) == current else "article--hit"
            layers.append((start, end, self.part_style(name)))
        if not layers:
            return style

        def at(index: int) -> Style:
            return sum((layer for start, end, layer in layers if start <= index < end), style)

        return at

    def _chrome(self, laid: Laid, base: Style) -> list[Part]:
        """Return the content of a line outside of the text, in reading order."""
        assert self.page is not None
        room = self.measure
        if laid.kind == "accent":
            return [of_text("━" * _ACCENT, base + self.part_style("article--lead"), base=0)]
        if laid.kind == "facts":
            return self._facts(laid.paragraph, room, base)
        if laid.kind == "marks":
            return self._joined(self.page.marks, "  ", room, base)
        if laid.kind == "rule":
            return [of_text("─" * room, base + self.part_style("article--rule"), most=room, base=0)]
        if laid.kind == "notice" and laid.line is not None:
            name = "article--notice" if self.page.warns else "article--meta"
            return [of_line(laid.line, base + self.part_style(name))]
        if laid.kind == "link":
            return self._link(laid.paragraph, room, base)
        if laid.kind == "report-title":
            return [
                of_text(
                    self.strings("article.reports"), base + self.part_style("article--heading"), most=room
                )
            ]
        if laid.kind in ("report", "report-facts"):
            return self._report(laid, room, base)
        if laid.kind == "more-title":
            return [
                of_text(self.strings("article.more"), base + self.part_style("article--heading"), most=room)
            ]
        if laid.kind == "more":
            style = base + self.part_style("article--more") + _does(f"more({laid.paragraph})")
            title = of_text(self.page.more[laid.paragraph], style, most=room - 2)
            return [of_text("• ", style, base=int(self.rtl)), title]
        return []

    def _facts(self, number: int, room: int, base: Style) -> list[Part]:
        """Return a line of facts; the first one ends with the controls of the text size."""
        assert self.page is not None
        lines, controls = pages.fact_lines(self.page, room)
        facts = lines[number] if number < len(lines) else ()  # painted before it is laid out for a new width
        if number != controls:
            return self._joined(facts, self.page.separator, room, base)
        control = base + self.part_style("article--control")
        sizes = [
            of_text(" A+ ", control + _does("size(1)"), base=0),
            blank(1, base),
            of_text(" A- ", control + _does("size(-1)"), base=0),
        ]
        taken = sum(part.width for part in sizes)
        parts = self._joined(facts, self.page.separator, max(4, room - taken - 1), base)
        return [*parts, blank(room - sum(part.width for part in parts) - taken, base), *sizes]

    def _joined(self, facts: Sequence[Fact], between: str, room: int, base: Style) -> list[Part]:
        """Return facts in reading order, each a part of its own: no direction reaches into the next."""
        parts: list[Part] = []
        left = room
        for fact in facts:
            style = base + self.part_style(f"article--{fact.style}")
            separator = of_text(between, base + self.part_style("article--meta"), base=0)
            parts += [separator] if parts else []
            left -= separator.width if len(parts) > 1 else 0
            isolated = f"{_ALM}{fact.text}" if self.rtl and fact.text[:1].isdigit() else fact.text
            parts.append(of_text(isolated, style, most=max(1, left)))
            left -= parts[-1].width
        return parts

    def _link(self, number: int, room: int, base: Style) -> list[Part]:
        assert self.page is not None
        style = base + self.part_style("article--lead")
        sign = of_text(self.strings.figures(f"[{number + 1}] "), style, base=int(self.rtl))
        url = self.page.links[number].url
        style = base + self.part_style("article--link") + _does(f"link({number})")
        return [sign, of_text(url, style, most=room - sign.width, base=0)]

    def _report(self, laid: Laid, room: int, base: Style) -> list[Part]:
        """Return one of the two lines of another report: its title, or its newsroom and time."""
        assert self.page is not None
        report = self.page.reports[laid.paragraph]
        number = len(self.page.links) + laid.paragraph + 1
        sign = f"[{self.strings.figures(str(number))}] " if self.setting.links else "• "
        lead = of_text(sign, base + self.part_style("article--lead"), base=int(self.rtl))
        if laid.kind == "report-facts":
            facts = [Fact(report.source), Fact(report.time)]
            return [blank(lead.width, base), *self._joined(facts, " · ", room - lead.width, base)]
        style = base + self.part_style("article--more") + _does(f"report({laid.paragraph})")
        return [lead, of_text(report.title, style, most=room - lead.width)]

    # What is touched

    def action_report(self, index: int) -> None:
        """Choose another report of the event."""
        self.post_message(self.ReportChosen(index))

    def action_more(self, index: int) -> None:
        """Choose other news of the source."""
        self.post_message(self.MoreChosen(index))

    def action_size(self, by: int) -> None:
        """Ask for larger or smaller text."""
        self.post_message(self.SizeChosen(by))

    def action_select(self, by: int) -> None:
        """Select a line more, downwards or upwards; ctrl+c copies the logical text."""
        self._selection.select_lines(by)

    def action_link(self, number: int) -> None:
        """Choose link ``number``, counted from 0; those after the text's links are other reports."""
        if self.page is None or number < 0:
            return
        links = self.page.links
        if number < len(links):
            self.post_message(self.LinkChosen(links[number].url))
        elif number - len(links) < len(self.page.reports):
            self.action_report(number - len(links))

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return (logical index, paragraph) of a cell of the window; None where there is no text."""
        end = 0
        for segment in self.render_line(y):
            end += segment.cell_length
            if x < end:
                place: tuple[int, int] | None = segment.style.meta.get("offset") if segment.style else None
                return place
        return None

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the pointer."""
        place = self.place_at(event.x, event.y)
        if self.page is not None and place is not None and not self.text_selection:
            url = self.page.url_at(place[1], place[0])
            if url:
                self.post_message(self.LinkChosen(url))


def _does(action: str) -> Style:
    """Return the style of a cell that runs one of the view's own actions when clicked."""
    return Style(meta={"@click": action})
