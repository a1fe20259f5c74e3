"""Extract the article of a web page by its metadata, the selectors of its site and text density."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.locale.message import Message
from reader.model import Article, Block, Entry, Selectors, direction
from reader.sources.article import embeds, site_selectors
from reader.sources.article.block_parser import blocks, blocks_of, blocks_of_one
from reader.sources.article.boilerplate import remove_boilerplate
from reader.sources.article.content_score import Density
from reader.sources.article.embeds import absolute
from reader.sources.article.html_tree import LONGEST, parse_html
from reader.sources.article.json_ld import Claims, read_claims
from reader.sources.article.language_detection import language_of
from reader.sources.article.metadata import Metadata, find_title, read_metadata
from reader.sources.article.story_parts import Part, claimed_picture, shows_picture, story_parts
from reader.sources.article.wording import HEADLINE_WORDS, is_teaser
from reader.sources.errors import ExtractError, OtherPageError
from reader.sources.feed.html_to_text import plain
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN = 2
"""Times the page's text from which ``articleBody`` of its JSON-LD is the article, which only scripts show."""
_LITTLE = 200
"""Characters up to which a body may be the shell of a page before its program runs."""
_LINES_BEFORE = 6
"""Lines that may stand before the title in the element with the body."""
_MEDIA = ("image", "caption", "embed")
_HOME_TEXT = 600
"""Characters up to which the text of a front page may be its notices."""
_HEADLINES = 8
"""Links with the words of a headline, from which a page without an article is one of headlines."""
_ENOUGH = 0.5
"""Share of the page's best running text that a site's selectors must find to be believed."""


def extract(
    html: bytes | str,
    url: str = "",
    content_type: str = "",
    *,
    selectors: Selectors | None = None,
    language: str = "",
) -> Article:
    """Return the article of a page.

    Args:
        html: the page as it arrived.
        url: its address; links are relative to it, and the site's own selectors are found by it.
        content_type: of HTTP, for its ``charset``.
        selectors: how the site's articles are read, where that is known better than here.
        language: what the newsroom writes in, for pages that do not say.

    Raises:
        ExtractError: there is no article in it: nothing at all, a list of links, a block page.
    """
    from reader.sources.charset import decode

    markup = html if isinstance(html, str) else decode(html[: 2 * LONGEST], content_type, kind="html")
    markup = markup[:LONGEST]
    tree = parse_html(markup)
    root = tree.body
    if root is None:
        raise _nothing(markup, url)
    base = tree.css_first("base[href]")
    base_url = (absolute(url, base.attributes.get("href")) if base is not None else "") or url
    said = read_claims(tree, base_url)
    url = clean_line(url) or said.url
    base_url = base_url or url
    given = selectors or Selectors()
    headline = find_title(tree, said, given)
    heading = headline[1]
    density = Density(root, heading)
    roots, chosen = _roots(tree, density, heading, said, given, url)
    headline = find_title(tree, said, chosen) if chosen.title != given.title else headline
    facts = read_metadata(tree, said, chosen, density, headline, roots[0] if roots else root, base_url)
    parts = [Part(node, only_media=False) for node in roots]
    if len(roots) == 1 and not chosen.body:
        parts = story_parts(density, roots[0])
    skip = _skip(tree, density, parts, chosen, base_url)
    host = host_of(base_url)
    found = [block for part in parts for block in _blocks_of_part(part, base_url, skip)]
    body = remove_boilerplate(
        _from_title(found, facts.title, whole_page=any(node.tag == "body" for node in roots)),
        facts.lines,
        host,
    )
    body = _with_lead(body, facts, base_url)
    if body and (picture := claimed_picture(tree, density, facts.image, body, base_url)):
        body = (*remove_boilerplate((*picture, *body), facts.lines, host),)
    if sum(len(block.text) for block in body) < _LITTLE:
        from reader.sources.article.hydration_state import read_state

        if (embedded := read_state(tree, facts.title)) is not None:
            facts, said = _with_state(facts, embedded, base_url), embedded
    if len(said.body) > _HIDDEN * sum(len(block.text) for block in body):
        markup_of_body = said.body if "<p" in said.body else said.body.replace("\n", "<br>")
        body = remove_boilerplate(blocks(markup_of_body, base_url), facts.lines, host)
    if _is_listing(tree, body, said, heading, base_url):
        raise OtherPageError(
            Message("article.listing", host=clean_line(host_of(url)) or Message("page.this"))
        )
    if not body:
        raise _nothing(markup, url, asks_for_consent=density.asks_for_consent)
    article = _article(facts, body, url, language)
    lines = [block.text for block in found] if len(roots) != 1 else density.lines_around(roots[0])
    return replace(article, whole=False) if any(map(is_teaser, lines)) else article


def from_entry(entry: Entry, language: str = "") -> Article:
    """Return the content of a feed's entry as an article that is not whole."""
    found = blocks(entry.content or "", entry.url)
    if not found:
        said = entry.summary or plain(entry.content)
        found = tuple(Block("paragraph", line) for part in said.split("\n") if (line := clean_line(part)))
    # A short post without a title of its own is its title, and its links are only in the text.
    is_post = any(block.text == entry.title and block.spans for block in found)
    facts = Metadata(
        title=entry.title,
        published=entry.published,
        category=entry.categories[0] if entry.categories else "",
        author="، ".join(entry.authors),
        image=entry.image,
        languages=(entry.language, language),
        lines=frozenset(() if is_post else (entry.title,)),
    )
    body = remove_boilerplate(found, facts.lines, host_of(entry.url))
    body = body or tuple(block for block in found if block.kind in ("image", "embed"))
    body += tuple(embeds.enclosure(file) for file in entry.enclosures if not file.type.startswith("image/"))
    return replace(_article(facts, body, entry.url, language), whole=False)


def _roots(
    tree: LexborHTMLParser,
    density: Density,
    heading: LexborNode | None,
    said: Claims,
    given: Selectors,
    url: str,
) -> tuple[list[LexborNode], Selectors]:
    """Return the elements that hold the body, and the selectors to read the rest by.

    Selectors that were given are believed as long as they find any text. Those known for the site must find a
    fair share of what density finds, for sites are rebuilt; then all of a description is dropped.
    """
    best = density.body() or density.short_body(heading, frozenset(said.description))
    found = density.good(best) if best is not None else 0.0
    descriptions = [given] if given != Selectors() else site_selectors.articles(url)
    least = 0.0 if given != Selectors() else _ENOUGH * found
    for described in descriptions:
        known = tree.css(described.body) if described.body else []
        if known and sum(map(density.good, known)) > least:
            return _outermost(known), described
    return [] if best is None else [best], replace(given, body="")


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the elements that are in none of the others."""
    ids = {node.mem_id for node in nodes}
    kept = []
    for node in nodes:
        parent = node.parent
        while parent is not None and parent.mem_id not in ids:
            parent = parent.parent
        if parent is None:
            kept.append(node)
    return kept


def _from_title(found: list[Block], title: str, *, whole_page: bool) -> list[Block]:
    """Return the blocks of a body from its title on, where a few short lines stand before.

    Pictures before the title stay, unless the body is that of the page: they may be anything then.
    """
    at = next(
        (n for n, block in enumerate(found[:_LINES_BEFORE]) if block.text == title and block.kind != "image"),
        0,
    )
    before = found[:at]
    if not all(len(block.text) < len(title) for block in before if block.kind not in _MEDIA):
        return found
    return [*(block for block in before if block.kind in _MEDIA and not whole_page), *found[at:]]


def _with_state(facts: Metadata, found: Claims, url: str) -> Metadata:
    """Return metadata completed by the data of the page's own program."""
    from reader.sources.dates.date_parser import parse_date

    return replace(
        facts,
        published=facts.published or next((parse_date(text) for text in found.published), None),
        category=facts.category or next(iter(found.category), ""),
        author=facts.author or next(iter(found.author), ""),
        image=facts.image or next((absolute(url, image) for image in found.image), ""),
    )


def _with_lead(body: tuple[Block, ...], facts: Metadata, url: str) -> tuple[Block, ...]:
    """Return the body with the lead before it, unless body or title say the same; it is no heading."""
    if facts.lead is None:
        return body
    lead = [block for block in blocks_of(facts.lead, url) if block.text]
    own = {block.text for block in lead}
    body = tuple(
        replace(block, kind="paragraph", level=0) if block.kind == "heading" and block.text in own else block
        for block in body
    )
    said = facts.lines | {"".join(block.text for block in body)}
    return (*(block for block in lead if not any(block.text in text for text in said)), *body)


def _skip(
    tree: LexborHTMLParser, density: Density, parts: list[Part], selectors: Selectors, url: str
) -> set[int]:
    """Return the ``mem_id`` of elements in the parts of a story that are left out."""
    skip = {node.mem_id for drop in selectors.drop for node in tree.css(drop)}
    for part in parts:
        skip |= density.others(part.node, url)
    return skip - {part.node.mem_id for part in parts}


def _blocks_of_part(part: Part, url: str, skip: set[int]) -> tuple[Block, ...]:
    """Return the blocks of one part of a story; of media without text, and without links to other stories."""
    if part.is_caption:
        return tuple(replace(block, kind="caption", level=0) for block in blocks_of(part.node, url))
    if not part.only_media:
        return blocks_of(part.node, url, skip)
    leading = {
        link.mem_id
        for link in part.node.css("a[href]")
        if link.css_first("img") is not None and not shows_picture(link, url)
    }
    found = (
        blocks_of(part.node, url, skip | leading) if part.node.tag != "img" else blocks_of_one(part.node, url)
    )
    return tuple(block for block in found if block.kind in _MEDIA)


def _article(facts: Metadata, body: tuple[Block, ...], url: str, language: str) -> Article:
    text = " ".join(block.text for block in body if block.kind != "image")
    tongue = language_of(text or facts.title, (*facts.languages, language))
    pictures = [block.url for block in body if block.kind == "image"]
    return Article(
        title=facts.title,
        url=url,
        site=facts.site,
        category=facts.category,
        author=facts.author,
        published=_in_zone(facts.published, url, tongue),
        language=tongue,
        direction=direction(tongue),
        image=facts.image or (pictures[0] if pictures else ""),
        blocks=body,
    )


def _is_listing(
    tree: LexborHTMLParser, body: tuple[Block, ...], said: Claims, heading: LexborNode | None, url: str
) -> bool:
    """Whether a page is one of headlines: it has little other text, and nothing says it is an article."""
    length = sum(len(block.text) for block in body if block.kind != "image")
    is_home = bool(url) and urlsplit(url).path in ("", "/")
    if said.published or said.body or length > (_HOME_TEXT if is_home else _LITTLE):
        return False
    if heading is not None and heading.tag == "h1" and body and not is_home:
        return False
    linked = Counter(
        len(text)
        for node in tree.css("a[href]")
        if len((text := clean_line(node.text(separator=" "))).split()) >= HEADLINE_WORDS
    )
    return linked.total() >= _HEADLINES and sum(size * n for size, n in linked.items()) > 2 * length


def _in_zone(moment: datetime | None, url: str, language: str) -> datetime | None:
    """Return a moment with the zone of the newsroom where the page gave none and the newsroom's is known."""
    from reader.sources.dates.timezones import zone_of

    if moment is None or moment.tzinfo is not None:
        return moment
    zone = zone_of(url, language)
    return moment if zone is UTC else moment.replace(tzinfo=zone)


def _nothing(markup: str, url: str, *, asks_for_consent: bool = False) -> ExtractError:
    from reader.sources.http.block_page import find_guard
    from reader.sources.http.error_mapping import blocked

    host = clean_line(host_of(url)) or Message("page.this")
    if (guard := find_guard(markup)) is not None:
        return ExtractError(blocked(host, guard))
    if asks_for_consent:
        return OtherPageError(Message("article.consent", host=host))
    return ExtractError(Message("article.none", host=host))
