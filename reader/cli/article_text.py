"""Write an article: typeset for the terminal and paged, or as plain text."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.output import BOLD, DIM, Output
from reader.locale.message import Message
from reader.model import Article, Bookmark, Headline, Span
from reader.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.typeset import Line

MEASURE = 72
"""Cells of a comfortable line."""
_LRI, _PDI = "\u2066", "\u2069"
_STYLES = {"heading": BOLD, "caption": DIM, "image": DIM, "embed": DIM}
_SPANS = {"strong": BOLD, "deleted": "9", "removed": "91", "added": "1;32"}
"""SGR parameters of spans."""


def plain(article: Article, headline: Headline | None, bookmark: Bookmark | None = None) -> str:
    """Return an article as logical text: title, meta line, bookmark, paragraphs, files, address."""
    files = [f"{block.text}\n{block.url}" for block in article.blocks if block.url in article.files]
    own = [_marks(bookmark)] if bookmark else []
    parts = [article.title, _meta(article, headline), *own, *article.text.split("\n"), *files, article.url]
    return "\n\n".join(clean(part) for part in parts if part) + "\n"


def show_article(
    context: Context, article: Article, headline: Headline | None, bookmark: Bookmark | None = None
) -> int:
    """Write an article to the terminal, through the pager when longer than the screen."""
    rows = set_article(context, article, headline, bookmark)
    if len(rows) >= context.out.size[1] and not context.arguments.on("--no-pager"):
        return _page(context, rows)
    context.out.write("\n".join(rows) + "\n")
    return 0


def set_article(
    context: Context, article: Article, headline: Headline | None, bookmark: Bookmark | None = None
) -> list[str]:
    """Return the rows of an article, ready for this terminal."""
    from reader.typeset import layout
    from reader.typeset.document import compose, number_links

    out, settings = context.out, context.config.settings
    language = article.language or (headline.language if headline else "") or "ar"
    columns = out.columns
    measure = min(context.arguments.number("--width", MEASURE) or MEASURE, columns)
    marks = settings.harakat != "hidden"
    rows: list[str] = []

    def put(line: Line, style: str = "", indent: int = 0, lead: str = "", spans: Sequence[Span] = ()) -> None:
        cells = out.spanned(line, style, [(span.start, span.end, _SPANS[span.kind]) for span in spans])
        if line.base:
            start = lead or " " * indent
            rows.append((" " * (columns - line.width - indent) + cells + start).rstrip())
        else:
            rows.append((lead or " " * indent) + cells)

    for line in layout(clean_line(article.title), measure, language=language, marks=marks):
        put(line, BOLD)
    for line in layout(_meta(article, headline, out), measure, language=language, marks=marks):
        put(line, DIM)
    if bookmark is not None:
        for line in layout(_marks(bookmark), measure, language=context.language, marks=marks):
            put(line)
    rows.append("")
    blocks, urls = number_links(article.blocks)
    body = compose(
        blocks,
        measure,
        language=language,
        justify=settings.justify != "off",
        kashida=settings.justify == "kashida",
        spacing=0 if settings.text_size == "compact" else 1,
        marks=marks,
    )
    for set_line in body:
        if set_line.line is not None:
            spans = [span for span in blocks[set_line.block].spans if span.kind in _SPANS]
            style = _STYLES.get(set_line.kind, "")
            put(set_line.line, style, set_line.indent, set_line.lead, [] if set_line.offset else spans)
        else:
            rows.append(set_line.lead.rjust(columns) if context.translate.rtl else set_line.lead)
    if urls or article.url:
        rows.append("")
    for number, url in enumerate(urls, 1):
        rows.append(out.styled(f"[{number}] {clean(url)}", DIM))
    if article.url:
        rows.append(out.styled(clean(article.url), DIM))
    return rows


def _meta(article: Article, headline: Headline | None, terminal: Output | None = None) -> str:
    """Return ``category | DD-MM-YYYY, HH:MM | source``, with the parts that are known.

    Args:
        article: gives the category, and the time as the page said it.
        headline: used for values missing in the article.
        terminal: where date and time stand in one piece among right-to-left words (UAX #9 2.4), in the
            digits of the settings.
    """
    published = article.published or (headline.time if headline else None)
    when = ""
    if published:
        local = published.astimezone() if published.tzinfo else published
        when = local.strftime("%d-%m-%Y, %H:%M")
        when = f"{_LRI}{terminal.digits(when)}{_PDI}" if terminal else when
    source = (headline.source_name if headline else "") or article.site
    category = article.category or (headline.category if headline else "")
    return " | ".join(
        part for part in (clean_line(category), when, clean_line(source), clean_line(article.author)) if part
    )


def _marks(bookmark: Bookmark) -> str:
    """Return the line of the person's own: saved, its tags and its note."""
    note = f"✎ {clean_line(bookmark.note)}" if bookmark.note else ""
    return "  ".join(part for part in ("★", *(f"#{clean_line(tag)}" for tag in bookmark.tags), note) if part)


def _page(context: Context, rows: list[str]) -> int:
    """Write rows to the pager, run by an argument list and never by a shell."""
    command = context.config.settings.pager or os.environ.get("PAGER") or "less"
    env = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    text = "\n".join(rows) + "\n"
    try:
        words = shlex.split(command)
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=env)  # noqa: S603 - the person's own pager
    except (OSError, ValueError, IndexError) as error:
        context.out.write(text)
        return context.fail(Message("cli.no_pager", pager=command, why=str(error)))
    try:
        pager.communicate(text.encode())
    except KeyboardInterrupt:
        pager.wait()
        raise
    return 0
