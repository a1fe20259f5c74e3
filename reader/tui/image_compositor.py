"""What the terminal draws in place of marked cells: pictures, and lines of double size.

Cells that show a part of a picture or of a large line are marked so by whoever painted them, and hold what
a plain terminal shows. They are cut, scrolled and covered like all others. Here, when the lines of an update
are whole, they give way to what the terminal draws. That is one piece across several lines, so these are
written together; what covers a part of it is written after it, and wipes away what is under it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.tui.terminal import graphics_protocols as protocols
from reader.tui.terminal.segment_order import encode_large
from reader.tui.widgets.cells import LARGE
from reader.tui.widgets.picture import MARK, PICTURES
from reader.typeset.graphics_profiles import Graphics, Protocol

if TYPE_CHECKING:
    from reader.typeset.terminal_profiles import Decision


@dataclass(frozen=True, slots=True)
class Run:
    """Marked cells beside one another on one line of the screen."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn at once across lines of the screen: the rows of it that can be seen."""

    y: int
    runs: tuple[Run, ...]
    """Its cells that can be seen, from the first row to the last."""

    @property
    def what(self) -> tuple[str, int]:
        """Kind and number."""
        return self.runs[0].kind, self.runs[0].number

    @property
    def x(self) -> int:
        """The column of the screen it begins in."""
        return self.runs[0].x - self.runs[0].column

    @property
    def first(self) -> int:
        """The first of its rows that can be seen."""
        return self.runs[0].row

    @property
    def lines(self) -> int:
        """How many of its rows can be seen."""
        return self.runs[-1].row - self.first + 1

    @property
    def rows(self) -> range:
        """The lines of the screen it is on."""
        return range(self.y, self.y + self.lines)


class Drawing:
    """Keeps what is drawn on the screen in step with its cells.

    Args:
        graphics: How pictures are drawn, and whether letters can be large.
        redraw: Has the screen written again, when a picture that took a moment is ready to be drawn.
    """

    def __init__(self, graphics: Graphics, redraw: Callable[[], object]) -> None:
        self.graphics = graphics
        self._redraw = redraw
        self._shown: list[Piece] = []
        self._sent: set[int] = set()
        """Pictures kitty holds."""
        self._wanted: set[int] = set()
        """Pictures kitty is to hold after this update."""
        self._making = False

    @property
    def busy(self) -> bool:
        """Whether anything may be drawn, or is there that has to go."""
        pictures = PICTURES and self.graphics.protocol is not Protocol.BLOCKS
        return bool(self.graphics.double or pictures or self._sent or self._shown)

    def together(
        self, rows: set[int], lines: Callable[[Iterable[int]], dict[int, Strip]], height: int
    ) -> dict[int, Strip]:
        """Return the lines to write when some have changed: of a piece that is touched, all.

        Args:
            rows: Lines of the screen that changed.
            lines: Paints lines of the screen.
            height: Of the screen.
        """
        found = lines(rows)
        known = {(*piece.what, piece.y - piece.first) for piece in self._shown}
        pieces = self._shown
        if not all((run.kind, run.number, y - run.row) in known for y, run in self._drawable(found)):
            every = lines(range(height))
            pieces = [*pieces, *self._pieces(every)]
        wanted = set(rows)
        for piece in [*pieces, *pieces]:  # one may touch another
            if not wanted.isdisjoint(piece.rows):
                wanted.update(y for y in piece.rows if y < height)
        return found if wanted == rows else lines(wanted)

    def drawn(
        self,
        lines: Mapping[int, Strip],
        encode: Callable[[int, Strip], Strip],
        terminal: Decision,
        *,
        fresh: bool = False,
    ) -> dict[int, Strip]:
        """Return lines as they are to be written, what is drawn in the place of its cells.

        Args:
            lines: Whole lines by their place on the screen, all lines of a piece among them.
            encode: Puts the cells of a line in the order the terminal needs.
            terminal: Which order that is.
            fresh: Nothing of what was on the screen is there any more.
        """
        before = [piece for piece in self._shown if any(y in lines for y in piece.rows)]
        self._shown = [piece for piece in self._shown if piece not in before]
        stays: list[Piece] = []
        instead: dict[tuple[str, int], bool] = {}
        written: dict[int, list[Segment]] = {y: [] for y in lines}
        for piece in self._pieces(lines):
            made = self._draw(piece, terminal)
            instead[piece.what] = made is not None
            if made is None:
                continue
            self._shown.append(piece)
            if piece in before and not fresh:
                stays.append(piece)
            else:
                written[piece.y] += [*made, Segment(protocols.move(0, piece.y))]
        for y, strip in lines.items():
            written[y] += self._swapped(encode(y, strip), instead)
        if written:
            first = min(written)
            gone = "".join(_wiped(piece) for piece in before if piece not in stays)
            written[first] = [Segment(self._news() + gone + protocols.move(0, first)), *written[first]]
        return {y: Strip(segments) for y, segments in written.items()}

    def forget(self) -> str:
        """Return what deletes all the terminal still holds, when the screen is given up."""
        sent, self._sent, self._shown = self._sent, set(), []
        return "".join(map(self._forgotten, sent))

    # Pieces

    def _pieces(self, lines: Mapping[int, Strip]) -> list[Piece]:
        """Return what is drawn across lines; a row that cannot be seen at all ends a piece."""
        found: dict[tuple[str, int], list[tuple[int, Run]]] = {}
        for y, run in self._drawable(lines):
            found.setdefault((run.kind, run.number), []).append((y, run))
        pieces = []
        for runs in found.values():
            y, first = runs[0]
            run_on = [run for place, run in runs if place - y == run.row - first.row]
            pieces.append(Piece(y, tuple(run_on)))
        return pieces

    def _drawable(self, lines: Mapping[int, Strip]) -> Iterator[tuple[int, Run]]:
        """Yield cells that a piece is drawn for, with their line; kitty places pictures cell by cell."""
        kinds = (LARGE, MARK) if self.graphics.protocol in (Protocol.SIXEL, Protocol.ITERM2) else (LARGE,)
        for y in sorted(lines):
            for run in _split(lines[y]):
                if isinstance(run, Run) and run.kind in kinds:
                    yield y, run

    def _draw(self, piece: Piece, terminal: Decision) -> list[Segment] | None:
        """Return what draws a piece; None when it cannot be drawn, or not yet."""
        if piece.runs[0].kind == LARGE:
            return self._large(piece, terminal) if self.graphics.double else None
        picture = PICTURES.get(piece.runs[0].number)
        if picture is None or picture.graphics.protocol is not self.graphics.protocol:
            return None
        made = picture.ready(piece.first, piece.lines)
        if made is None:
            self._make(piece)
            return None
        emptied = [protocols.move(piece.x, y) + protocols.cleared(picture.columns) for y in piece.rows]
        return [Segment("".join(emptied) + protocols.move(piece.x, piece.y) + made)]

    def _large(self, piece: Piece, terminal: Decision) -> list[Segment] | None:
        """Return a line of double size; None when not all of both its rows can be seen."""
        _, _, columns, rtl = _mark(piece.runs[0].cells[0], LARGE)
        if [(run.row, run.width) for run in piece.runs] != [(0, columns), (1, columns)]:
            return None
        if piece.runs[0].x != piece.runs[1].x:
            return None
        half = (columns // 2, columns) if rtl else (0, columns // 2)
        cells = Strip(piece.runs[0].cells).crop(*half)
        order = encode_large(cells, terminal.order, terminal.covered)
        letters = [Segment(protocols.doubled(text), style) for text, style, _ in order]
        return [Segment(protocols.move(piece.x, piece.y)), *letters]

    def _make(self, piece: Piece) -> None:
        """Have a part of a picture made in a thread; until it is there, its cells are shown.

        One at a time: what is wanted then is asked for again when that one is there, and what was scrolled
        past meanwhile is not.
        """
        if self._making:
            return
        self._making = True
        picture = PICTURES[piece.runs[0].number]
        making = asyncio.get_running_loop().run_in_executor(None, picture.make, piece.first, piece.lines)

        def made(done: asyncio.Future[None]) -> None:
            self._making = False
            if not done.cancelled() and done.exception() is None:
                self._redraw()

        making.add_done_callback(made)

    # Lines

    def _swapped(self, strip: Strip, drawn: Mapping[tuple[str, int], bool]) -> Iterator[Segment]:
        """Yield the segments of a line, what stands for a drawn piece passed over or placed by kitty."""
        for run in _split(strip):
            if isinstance(run, Segment):
                yield run
            elif drawn.get((run.kind, run.number)):
                yield Segment(protocols.skip(run.width))
            elif run.kind == MARK and self._placed(run.number):
                columns = range(run.column, run.column + run.width)
                yield Segment(protocols.kitty_row(run.number, run.row, columns))
            else:
                yield from run.cells

    def _placed(self, number: int) -> bool:
        """Tell whether a picture is kitty's to place, and see to it that it has it."""
        picture = PICTURES.get(number)
        if picture is None or picture.graphics.protocol is not Protocol.KITTY:
            return False
        if self.graphics.protocol is Protocol.KITTY and picture.ready(0, picture.lines):
            self._wanted.add(number)
            return True
        return False

    def _news(self) -> str:
        """Return what sends kitty the pictures it needs now and deletes those nobody shows any more."""
        gone = {number for number in self._sent if number not in PICTURES}
        new = self._wanted - self._sent
        self._sent = (self._sent | new) - gone
        self._wanted = set()
        sent = [PICTURES[number].ready(0, PICTURES[number].lines) or "" for number in sorted(new)]
        return "".join([*map(self._forgotten, sorted(gone)), *sent])

    def _forgotten(self, number: int) -> str:
        return protocols.kitty_forgotten(number, through_tmux=self.graphics.through_tmux)


def _wiped(piece: Piece) -> str:
    """Return what takes a large line away, row by row: what is written on the lower one goes beside it."""
    if piece.runs[0].kind != LARGE:
        return ""
    return "".join(protocols.move(piece.x, y) + protocols.cleared(piece.runs[0].width) for y in piece.rows)


def _mark(segment: Segment, kind: str) -> tuple[int, ...]:
    """Return the mark of a cell; empty when it has none."""
    style = segment.style
    # The meta of a style is pickled: most have none, which costs nothing to see.
    return style.meta.get(kind, ()) if style is not None and style._meta else ()


def _split(strip: Strip) -> Iterator[Segment | Run]:
    """Yield the segments of a line, marked cells that belong together as one run."""
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
