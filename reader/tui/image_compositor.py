"""Replace marked cells of screen updates by pictures and lines of double size.

Widgets paint both as ordinary cells (half blocks, letters of common size), marked in the meta of their
style, so that they are clipped, scrolled and covered like text. Here, on whole lines of an update, the
marked cells are replaced by the terminal's own graphics. A region spans several lines, which are written
together; text over a part of it is written after it and erases what lies below.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from reader.tui.terminal import graphics_protocols as protocols
from reader.tui.terminal.segment_order import encode_large
from reader.tui.widgets.cells import LARGE
from reader.tui.widgets.picture import MARK, PICTURES
from reader.typeset.graphics_profiles import Graphics, Protocol

if TYPE_CHECKING:
    from reader.typeset.terminal_profiles import Decision


class Run(NamedTuple):
    """Adjacent marked cells on one line of the screen."""

    kind: str
    """`MARK` or `LARGE`."""
    number: int
    """Of the picture or the large line."""
    row: int
    """Of the picture or the large line, counted from 0."""
    x: int
    column: int
    """Of its first cell, within the picture."""
    cells: tuple[Segment, ...]

    @property
    def width(self) -> int:
        """Columns of the screen."""
        return sum(cell.cell_length for cell in self.cells)


class Region(NamedTuple):
    """The visible rows of one picture or large line on the screen."""

    y: int
    runs: tuple[Run, ...]
    """Its visible cells, from the first row to the last."""

    @property
    def identity(self) -> tuple[str, int]:
        """Kind and number."""
        return self.runs[0].kind, self.runs[0].number

    @property
    def x(self) -> int:
        """First column on the screen."""
        return self.runs[0].x - self.runs[0].column

    @property
    def first(self) -> int:
        """The first visible row."""
        return self.runs[0].row

    @property
    def lines(self) -> int:
        """Number of visible rows."""
        return self.runs[-1].row - self.first + 1

    @property
    def rows(self) -> range:
        """Covered lines of the screen."""
        return range(self.y, self.y + self.lines)


class ImageCompositor:
    """Draw pictures and lines of double size where their cells are on the screen.

    Args:
        graphics: The protocol for pictures, and whether letters can be of double size.
        redraw: Called to write the screen again when a picture has been encoded.
    """

    def __init__(self, graphics: Graphics, redraw: Callable[[], object]) -> None:
        self.graphics = graphics
        self._redraw = redraw
        self._shown: list[Region] = []
        self._sent: set[int] = set()
        """Numbers of pictures sent to kitty."""
        self._wanted: set[int] = set()
        """Numbers of pictures kitty needs for this update."""
        self._is_encoding = False

    @property
    def is_active(self) -> bool:
        """Whether there are graphics to draw or to erase."""
        pictures = PICTURES and self.graphics.protocol is not Protocol.BLOCKS
        return bool(self.graphics.double or pictures or self._sent or self._shown)

    def collect_lines(
        self, rows: set[int], lines: Callable[[Iterable[int]], dict[int, Strip]], height: int
    ) -> dict[int, Strip]:
        """Return the lines to write for changed rows: with any row of a region, all of its rows.

        Args:
            rows: Rows of the screen that changed.
            lines: Renders rows of the screen.
            height: Height of the screen in lines.
        """
        found = lines(rows)
        known = {(*region.identity, region.y - region.first) for region in self._shown}
        regions = self._shown
        if not all((run.kind, run.number, y - run.row) in known for y, run in self._drawable(found)):
            every = lines(range(height))
            regions = [*regions, *self._regions(every)]
        wanted = set(rows)
        for region in [*regions, *regions]:  # regions may share lines
            if not wanted.isdisjoint(region.rows):
                wanted.update(y for y in region.rows if y < height)
        return found if wanted == rows else lines(wanted)

    def compose(
        self,
        lines: Mapping[int, Strip],
        encode: Callable[[int, Strip], Strip],
        terminal: Decision,
        *,
        fresh: bool = False,
    ) -> dict[int, Strip]:
        """Return lines as they are to be written, with graphics in place of their cells.

        Args:
            lines: Whole lines by their row on the screen, all rows of a region among them.
            encode: Puts the cells of a line in the order the terminal needs.
            terminal: The order of cells.
            fresh: Whether the screen was cleared.
        """
        before = [region for region in self._shown if any(y in lines for y in region.rows)]
        self._shown = [region for region in self._shown if region not in before]
        stays: list[Region] = []
        replaced: dict[tuple[str, int], bool] = {}
        written: dict[int, list[Segment]] = {y: [] for y in lines}
        for region in self._regions(lines):
            made = self._draw(region, terminal)
            replaced[region.identity] = made is not None
            if made is None:
                continue
            self._shown.append(region)
            if region in before and not fresh:
                stays.append(region)
            else:
                written[region.y] += [*made, Segment(protocols.move(0, region.y))]
        for y, strip in lines.items():
            written[y] += self._replace_cells(encode(y, strip), replaced)
        if written:
            first = min(written)
            gone = "".join(_erase(region) for region in before if region not in stays)
            before_text = Segment(self._update_kitty() + gone + protocols.move(0, first))
            written[first] = [before_text, *written[first]]
        return {y: Strip(segments) for y, segments in written.items()}

    def forget(self) -> str:
        """Return the escapes that delete all pictures from the terminal, before the screen is left."""
        sent, self._sent, self._shown = self._sent, set(), []
        return "".join(map(self._delete, sent))

    # Regions

    def _regions(self, lines: Mapping[int, Strip]) -> list[Region]:
        """Return the regions on some lines; a row that is covered completely ends a region."""
        found: dict[tuple[str, int], list[tuple[int, Run]]] = {}
        for y, run in self._drawable(lines):
            found.setdefault((run.kind, run.number), []).append((y, run))
        regions = []
        for runs in found.values():
            y, first = runs[0]
            run_on = [run for place, run in runs if place - y == run.row - first.row]
            regions.append(Region(y, tuple(run_on)))
        return regions

    def _drawable(self, lines: Mapping[int, Strip]) -> Iterator[tuple[int, Run]]:
        """Yield the rows and cells of regions, except kitty's pictures, placed by cell."""
        kinds = (LARGE, MARK) if self.graphics.protocol in (Protocol.SIXEL, Protocol.ITERM2) else (LARGE,)
        for y in sorted(lines):
            for run in _split(lines[y]):
                if isinstance(run, Run) and run.kind in kinds:
                    yield y, run

    def _draw(self, region: Region, terminal: Decision) -> list[Segment] | None:
        """Return the escapes that draw a region; None if impossible or still being encoded."""
        if region.runs[0].kind == LARGE:
            return self._large(region, terminal) if self.graphics.double else None
        picture = PICTURES.get(region.runs[0].number)
        if picture is None or picture.graphics.protocol is not self.graphics.protocol:
            return None
        made = picture.ready(region.first, region.lines)
        if made is None:
            self._encode(region)
            return None
        emptied = [protocols.move(region.x, y) + protocols.erase(picture.columns) for y in region.rows]
        return [Segment("".join(emptied) + protocols.move(region.x, region.y) + made)]

    def _large(self, region: Region, terminal: Decision) -> list[Segment] | None:
        """Return a line of double size; None when its two rows are not completely visible."""
        _, _, columns, rtl = _mark(region.runs[0].cells[0], LARGE)
        if [(run.row, run.width) for run in region.runs] != [(0, columns), (1, columns)]:
            return None
        if region.runs[0].x != region.runs[1].x:
            return None
        half = (columns // 2, columns) if rtl else (0, columns // 2)
        cells = Strip(region.runs[0].cells).crop(*half)
        order = encode_large(cells, terminal.encoding)
        letters = [Segment(protocols.double_size(text), style) for text, style, _ in order]
        return [Segment(protocols.move(region.x, region.y)), *letters]

    def _encode(self, region: Region) -> None:
        """Encode a part of a picture in a thread, one at a time; half blocks show meanwhile.

        The screen is written again afterwards, which asks for the next part that is visible then.
        """
        if self._is_encoding:
            return
        self._is_encoding = True
        picture = PICTURES[region.runs[0].number]
        making = asyncio.get_running_loop().run_in_executor(None, picture.make, region.first, region.lines)

        def made(done: asyncio.Future[None]) -> None:
            self._is_encoding = False
            if not done.cancelled() and done.exception() is None:
                self._redraw()

        making.add_done_callback(made)

    # Lines

    def _replace_cells(self, strip: Strip, drawn: Mapping[tuple[str, int], bool]) -> Iterator[Segment]:
        """Yield the segments of a line; the cells of drawn regions are skipped or placed by kitty."""
        for run in _split(strip):
            if isinstance(run, Segment):
                yield run
            elif drawn.get((run.kind, run.number)):
                yield Segment(protocols.skip(run.width))
            elif run.kind == MARK and self._is_placed(run.number):
                columns = range(run.column, run.column + run.width)
                yield Segment(protocols.kitty_row(run.number, run.row, columns))
            else:
                yield from run.cells

    def _is_placed(self, number: int) -> bool:
        """Return whether kitty places a picture, and mark the picture as needed."""
        picture = PICTURES.get(number)
        if picture is None or picture.graphics.protocol is not Protocol.KITTY:
            return False
        if self.graphics.protocol is Protocol.KITTY and picture.ready(0, picture.lines):
            self._wanted.add(number)
            return True
        return False

    def _update_kitty(self) -> str:
        """Return the escapes that send kitty new pictures and delete those no widget shows."""
        gone = {number for number in self._sent if number not in PICTURES}
        new = self._wanted - self._sent
        self._sent = (self._sent | new) - gone
        self._wanted = set()
        sent = [PICTURES[number].ready(0, PICTURES[number].lines) or "" for number in sorted(new)]
        return "".join([*map(self._delete, sorted(gone)), *sent])

    def _delete(self, number: int) -> str:
        return protocols.kitty_delete(number, through_tmux=self.graphics.through_tmux)


def _erase(region: Region) -> str:
    """Return the escapes that erase a large line row by row."""
    if region.runs[0].kind != LARGE:
        return ""
    return "".join(protocols.move(region.x, y) + protocols.erase(region.runs[0].width) for y in region.rows)


def _mark(segment: Segment, kind: str) -> tuple[int, ...]:
    """Return the mark of a cell; an empty tuple without one."""
    style = segment.style
    # Style.meta unpickles on each access; most styles have none.
    return style.meta.get(kind, ()) if style is not None and style._meta else ()


def _split(strip: Strip) -> Iterator[Segment | Run]:
    """Yield the segments of a line, adjacent marked cells of one row as one run."""
    run: Run | None = None
    x = 0
    for segment in strip:
        here: Run | None = None
        if mark := _mark(segment, MARK):
            number, row, column = mark
            here = Run(MARK, number, row, x, column, (segment,))
        elif mark := _mark(segment, LARGE):
            here = Run(LARGE, mark[0], mark[1], x, 0, (segment,))
        joins = run and here and (run.kind, run.number, run.row) == (here.kind, here.number, here.row)
        if run and here and joins and (run.kind == LARGE or run.column + run.width == here.column):
            run = Run(run.kind, run.number, run.row, run.x, run.column, (*run.cells, segment))
        else:
            if run:
                yield run
            run = here
            if here is None:
                yield segment
        x += segment.cell_length
    if run:
        yield run
