"""Lay out the page of an article: head, body and tail as typeset lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.locale.translator import Translator
from reader.typeset import Line, layout
from reader.typeset.document import PICTURE, DocumentLine, compose
from reader.typeset.measured_text import base_direction

if TYPE_CHECKING:
    from reader.model import Article, Block, Span

SIZES = ("compact", "normal", "large")
MEASURE = {"compact": 90, "normal": 72, "large": 62}
"""Cells of a full line; between 65 and 75 reads best."""
MIN_MEASURE = 30
_LEADING = {"compact": 0, "normal": 0, "large": 1}  # blank lines between the lines of a paragraph
_SPACING = {"compact": 0, "normal": 1, "large": 1}  # blank lines between paragraphs
_LEAST_DOUBLE = 40  # cells of a line below which a title of double size is torn into single words
_MOST_DOUBLE = 3  # lines of one
_LEAST_LARGE = 60  # cells of a line below which a text is not set in double size
_MIN_ACCENT = 50  # cells of a line from which on an accent stands over the title
_MIN_LEAD = 40  # characters of a paragraph that opens a text
SIZE_CONTROLS = 10
"""Cells of A+ and A- at the end of a line of facts, with a blank before them."""
_PARAGRAPH = 1_000_000  # a reading position is paragraph * this + logical index


class Setting(NamedTuple):
    """Text size and other settings of the layout of an article."""

    size: str = "normal"
    """One of `SIZES`."""
    justify: str = "off"
    """``off``, ``spaces`` or ``kashida``."""
    marks: bool = True
    """Whether harakat are shown."""
    links: bool = False
    """Whether links carry numbers and are listed below the text."""
    width: int = MEASURE["normal"]
    """Cells of a full line at normal size."""
    line_spacing: int = 0
    """Blank lines between the lines of a paragraph, more than the size asks for."""

    @property
    def measure(self) -> int:
        """Cells of a full line at the size that is set."""
        return max(MIN_MEASURE, self.width + MEASURE[self.size] - MEASURE["normal"])


class Fact(NamedTuple):
    """One fact of the head: a text set by itself, isolated in direction from the others."""

    text: str
    style: str = "meta"
    """``meta``, ``category`` or ``mark``."""


class Report(NamedTuple):
    """A headline of another newsroom about the event of the article."""

    source: str
    title: str
    time: str


class Page(NamedTuple):
    """All that an article view shows, in logical text."""

    article: Article
    facts: tuple[Fact, ...] = ()
    """Category, time, source and so on; the category first."""
    agency: bool = False
    """Whether the facts are parted by bars, as news agencies do."""
    marks: tuple[Fact, ...] = ()
    """Saved, tags, note: of the person, not of the article."""
    notice: str = ""
    """What the reader should know about this text: only what the feed gave, why the rest is missing."""
    warns: bool = False
    """Whether the notice says what went wrong."""
    reports: tuple[Report, ...] = ()
    """Other reports of the event; with links numbered they follow those of the text."""
    more: tuple[str, ...] = ()
    """Titles of other news of this source."""

    @property
    def meta(self) -> str:
        """Return the facts as one text."""
        return self.separator.join(fact.text for fact in self.facts)

    @property
    def separator(self) -> str:
        """Return the separator of two facts."""
        return " | " if self.agency else " · "

    @property
    def lead(self) -> int:
        """Return the number of the block that opens the text; -1 without one.

        Newsrooms write the place alone on a line before it: a line so short opens nothing.
        """
        for number, block in enumerate(self.article.blocks[:2]):
            if block.kind != "paragraph":
                return -1
            if len(block.text) >= _MIN_LEAD:
                return number
        return -1

    @property
    def paragraphs(self) -> list[str]:
        """Return the title and the text of every block; paragraph *n* is block *n* - 1."""
        return [self.article.title, *(block.text for block in self.article.blocks)]

    @property
    def links(self) -> list[Span]:
        """Return every link of the text, in reading order: link *n* is ``links[n - 1]``."""
        return [s for block in self.article.blocks for s in block.spans if s.kind == "link" and s.url]

    def words_to(self, url: str) -> list[str]:
        """Return the texts of the links that lead to an address."""
        return [
            block.text[span.start : span.end]
            for block in self.article.blocks
            for span in block.spans
            if span.kind == "link" and span.url == url
        ]

    def url_at(self, paragraph: int, index: int) -> str:
        """Return the link address at a place of the text; empty without one."""
        if not 0 < paragraph <= len(self.article.blocks):
            return ""
        block = self.article.blocks[paragraph - 1]
        if block.kind in ("embed", "image"):
            return block.url
        return next((s.url for s in block.spans if s.kind == "link" and s.start <= index < s.end), "")


class Laid(NamedTuple):
    """One line of the page."""

    kind: str
    """A block kind, or ``accent title facts marks rule notice picture blank link`` or, below the text,
    ``report-title report report-facts more-title more``.
    """
    line: Line | None = None
    paragraph: int = -1
    """Of `Page.paragraphs`; in the lists below the text the number of the item."""
    lead: str = ""
    """Cells of a bullet, number or bar, where reading starts."""
    indent: int = 0
    """Cells before the line."""
    row: int = 0
    """Of a picture, or of the two a line of double size fills."""
    number: int = 0
    """Of a line of double size, counted from 1."""


def lay_out(
    page: Page,
    measure: int,
    setting: Setting,
    strings: Translator,
    pictures: Mapping[int, int] | None = None,
    *,
    double: bool = False,
) -> list[Laid]:
    """Return the lines of a page for lines of ``measure`` cells.

    ``pictures`` tells how many lines the picture of a paragraph takes; paragraph 0 has the lead picture. With
    ``double`` the terminal has letters of double size: titles are set in them, and large text.
    """
    rows = pictures or {}
    large = double and is_large(setting, measure)
    head = _head(page, measure, strings, double=double)
    if page.lead < 0:
        head += _picture(0, rows.get(0, 0))
    lines = head + _body(page, measure, setting, rows, double=large) + _tail(page, setting)
    return _numbered(lines) if double else lines


def is_large(setting: Setting, measure: int) -> bool:
    """Return whether text is set in double size: asked for, and its lines long enough."""
    return setting.size == "large" and measure >= _LEAST_LARGE


def _rows(laid: Laid) -> list[Laid]:
    """Return the two rows of a line of double size, numbered after the layout."""
    upper = laid._replace(indent=2 * laid.indent, number=1)
    return [upper, upper._replace(lead="", row=1)]


def _numbered(lines: list[Laid]) -> list[Laid]:
    return [
        laid._replace(number=place - laid.row + 1) if laid.number else laid
        for place, laid in enumerate(lines)
    ]


def _picture(paragraph: int, rows: int) -> list[Laid]:
    lines = [Laid("picture", paragraph=paragraph, row=row) for row in range(rows)]
    return [*lines, Laid("blank")] if lines else []


def _head(page: Page, measure: int, strings: Translator, *, double: bool) -> list[Laid]:
    lines = [Laid("blank")]
    if measure >= _MIN_ACCENT:
        lines.append(Laid("accent"))
    lines += _title(page, measure, double=double)
    lines += [Laid("facts", paragraph=number) for number in range(len(fact_lines(page, measure).lines))]
    if page.marks:
        lines.append(Laid("marks"))
    lines.append(Laid("rule"))
    if page.notice:
        notice = layout(page.notice, measure, language=strings.language)
        lines += [Laid("notice", line) for line in notice]
    return [*lines, Laid("blank")]


class FactLines(NamedTuple):
    """The facts in lines, and which of those ends with the controls of the text size."""

    lines: list[list[Fact]]
    controls: int

    @property
    def kept(self) -> int:
        """How many facts there is room for."""
        return sum(map(len, self.lines))


def fact_lines(page: Page, measure: int) -> FactLines:
    """Return the facts in at most two lines, broken between facts; drop those without room.

    The controls of the text size end the first line, or the second where that keeps more facts. A fact alone
    on the second line is dropped unless it is the second of all.
    """
    first = FactLines(_break_facts(page, (measure - SIZE_CONTROLS, measure)), 0)
    if first.kept == len(page.facts):
        return first
    second = FactLines(_break_facts(page, (measure, measure - SIZE_CONTROLS)), 1)
    return second if len(second.lines) > 1 and second.kept > first.kept else first


def _break_facts(page: Page, widths: tuple[int, int]) -> list[list[Fact]]:
    """Break the facts into two lines of these widths."""
    lines: list[list[Fact]] = [[]]
    left = widths[0]
    for fact in page.facts:
        width = layout(fact.text, 1000)[0].width if fact.text else 0
        taken = width + (len(page.separator) if lines[-1] else 0)
        if lines[-1] and taken > left:
            if len(lines) == len(widths) or width > widths[1] < widths[0]:
                break
            lines.append([])
            left, taken = widths[1], width
        lines[-1].append(fact)
        left -= taken
    if len(lines) == len(widths) and len(lines[1]) == 1 and len(lines[0]) > 1:
        lines.pop()
    return [line for line in lines if line] or [[]]


def _title(page: Page, measure: int, *, double: bool) -> list[Laid]:
    """Return the lines of the title; at common size where double size would take too many."""
    language = page.article.language
    if double and measure >= _LEAST_DOUBLE:
        title = layout(page.article.title, measure // 2, language=language)
        if len(title) <= _MOST_DOUBLE:
            return [row for line in title for row in _rows(Laid("title", line, 0))]
    return [Laid("title", line, 0) for line in layout(page.article.title, measure, language=language)]


def _body(
    page: Page, measure: int, setting: Setting, pictures: Mapping[int, int], *, double: bool
) -> list[Laid]:
    lines: list[Laid] = []
    letters = measure // 2 if double else measure
    air = max(_LEADING[setting.size], setting.line_spacing)
    body = set_body(page.article.blocks, page.article.language, letters, setting)
    for place, each in enumerate(body):
        paragraph = each.block + 1 if each.line is not None else -1
        rows = pictures.get(paragraph, 0) if each.kind == "image" and each.line is not None else 0
        if rows and each.line is not None and each.line.start == 0:
            lines += _picture(paragraph, rows)[:-1]
        if each.kind == "image" and _captioned(page.article.blocks, each.block):
            continue
        laid = Laid(each.kind, each.line, paragraph, each.lead, each.indent)
        if each.kind == "caption" and each.line is not None and each.line.start == 0:
            laid = laid._replace(lead=_sign_of_picture(page, each.block, pictures, laid.lead))
        if each.line is not None and double:
            lines += _rows(laid)
        else:
            lines.append(laid)
        follows = body[place + 1].block if place + 1 < len(body) else -1
        is_end = each.line is not None and follows != each.block
        if each.line is not None and not is_end and not double:
            lines += [Laid("blank")] * air
        if is_end and each.block == page.lead:
            lines += _lead_picture(pictures.get(0, 0), has_gap=follows == -1)
    return lines


def _lead_picture(rows: int, *, has_gap: bool) -> list[Laid]:
    """Return the lines of the picture below the lead, and a blank line if paragraphs have one."""
    return [Laid("blank"), *_picture(0, rows)[:-1], *([] if has_gap else [Laid("blank")])] if rows else []


def _sign_of_picture(page: Page, number: int, pictures: Mapping[int, int], lead: str) -> str:
    """Return the sign before a caption: that of a picture not shown."""
    blocks = page.article.blocks
    is_hidden = number and blocks[number - 1].kind == "image" and not pictures.get(number)
    if not is_hidden:
        return lead
    base = base_direction(blocks[number].text, page.article.language)
    return f" {PICTURE}" if base else f"{PICTURE} "


def _captioned(blocks: Sequence[Block], number: int) -> bool:
    """Return whether a caption follows an image, so that its alternative text is left out."""
    return number + 1 < len(blocks) and blocks[number + 1].kind == "caption"


@lru_cache(maxsize=8)
def set_body(
    blocks: tuple[Block, ...], language: str, measure: int, setting: Setting
) -> Sequence[DocumentLine]:
    """Return the lines of a text, cached: laid out ahead, and again with a notice."""
    return compose(
        blocks,
        measure,
        language=language,
        justify=setting.justify != "off",
        kashida=setting.justify == "kashida",
        spacing=_SPACING[setting.size],
        marks=setting.marks,
        link_numbers=setting.links,
    )


def _tail(page: Page, setting: Setting) -> list[Laid]:
    lines = [Laid("blank")]
    if setting.links:
        lines += [Laid("link", paragraph=number) for number in range(len(page.links))]
    if page.reports:
        lines += [Laid("rule"), Laid("report-title")]
        for number in range(len(page.reports)):
            lines += [Laid("report", paragraph=number), Laid("report-facts", paragraph=number)]
    if page.more:
        lines += [Laid("rule"), Laid("more-title")]
        lines += [Laid("more", paragraph=number) for number in range(len(page.more))]
    return [*lines, Laid("blank")]


def position_of(lines: list[Laid], first: int) -> int:
    """Return the reading position of line ``first``, stable across layouts; 0 is the top."""
    for laid in lines[first:] if first else ():
        if laid.line is not None and laid.paragraph > 0:
            return laid.paragraph * _PARAGRAPH + laid.line.start
    return 0


def line_of(lines: list[Laid], position: int) -> int:
    """Return the number of the line that holds a reading position."""
    paragraph, index = divmod(position, _PARAGRAPH)
    best = 0
    for number, laid in enumerate(lines):
        if laid.paragraph != paragraph or laid.row:
            continue
        stands_for_it = laid.kind == "picture" and paragraph > 0
        if stands_for_it or (laid.line is not None and laid.line.start <= index):
            best = number
    return best


def place(paragraph: int, index: int) -> int:
    """Return the reading position of a logical index in a paragraph."""
    return paragraph * _PARAGRAPH + index
