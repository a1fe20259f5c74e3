"""Extract the article of a page by metadata, site selectors and text density."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reader.locale.message import Message
from reader.model import Article, Block, Entry, Selectors, direction
from reader.sources.article import embeds, site_selectors
from reader.sources.article.block_parser import blocks, blocks_of, blocks_of_one
from reader.sources.article.boilerplate import remove_boilerplate
from reader.sources.article.claims import Claims, read_claims
from reader.sources.article.content_score import Density
from reader.sources.article.embeds import absolute
from reader.sources.article.html_tree import LONGEST, ancestors, parse_html
from reader.sources.article.language_detection import language_of
from reader.sources.article.metadata import Metadata, read_metadata
from reader.sources.article.story_parts import Part, claimed_picture, shows_picture, story_parts
from reader.sources.article.title import Title, find_title
from reader.sources.article.wording import HEADLINE_WORDS, is_teaser
from reader.sources.errors import ExtractError, OtherPageError
from reader.sources.feed.html_to_text import plain
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN_RATIO = 2
"""Times the page's text from which ``articleBody`` of its JSON-LD is the article, which only scripts show."""
_SHELL_CHARACTERS = 200
"""Characters up to which a body may be the shell of a page before its program runs."""
_LINES_BEFORE_TITLE = 6
"""Lines that may stand before the title in the element with the body."""
_MEDIA = ("image", "caption", "embed")
_HOME_CHARACTERS = 600
"""Characters up to which the text of a front page may be its notices."""
_LISTED_HEADLINES = 8
"""Links with the words of a headline, from which a page without an article is one of headlines."""
_BELIEVED_SHARE = 0.5
"""Share of the page's best running text that a site's selectors must find to be believed."""


class _Page(NamedTuple):
    """A parsed page and its claims."""

    markup: str
    tree: LexborHTMLParser
    root: LexborNode
    """Its ``body``."""
    claims: Claims
    url: str
    base_url: str
    """What addresses in it are relative to."""


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
    page = _parse_page(html, url, content_type)
    given = selectors or Selectors()
    title = find_title(page.tree, page.claims, given)
    density = Density(page.root, title.element)
    bodies, chosen = _find_bodies(page, density, title, given)
    if chosen.title != given.title:
        title = find_title(page.tree, page.claims, chosen)
    main = bodies[0] if bodies else page.root
    facts = read_metadata(page.tree, page.claims, chosen, density, title, main, page.base_url)
    found = _read_blocks(page, density, bodies, chosen)

    def without_boilerplate(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return remove_boilerplate(blocks, facts.lines, host_of(page.base_url))

    is_whole_page = any(node.tag == "body" for node in bodies)
    body = without_boilerplate(_from_title(found, title.text, whole_page=is_whole_page))
    body = _with_lead(body, facts, page.base_url)
    if body and (picture := claimed_picture(page.tree, density, facts.image, body, page.base_url)):
        body = without_boilerplate((*picture, *body))
    claims = page.claims
    if _length(body) < _SHELL_CHARACTERS:
        from reader.sources.article.hydration_state import read_state

        if (state := read_state(page.tree, title.text)) is not None:
            facts, claims = _with_state(facts, state, page.base_url), state
    if len(claims.body) > _HIDDEN_RATIO * _length(body):
        markup = claims.body if "<p" in claims.body else claims.body.replace("\n", "<br>")
        body = without_boilerplate(blocks(markup, page.base_url))
    if not (claims.published or claims.body) and _is_listing(page, body, title.element):
        host = clean_line(host_of(page.url)) or Message("page.this")
        raise OtherPageError(Message("article.listing", host=host))
    if not body:
        raise _nothing(page.markup, page.url, asks_for_consent=density.asks_for_consent)
    lines = density.lines_of_body(main) if len(bodies) == 1 else [block.text for block in found]
    article = _make_article(facts, body, page.url, language)
    return replace(article, whole=not any(map(is_teaser, lines)))


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
    return replace(_make_article(facts, body, entry.url, language), whole=False)


def _parse_page(html: bytes | str, url: str, content_type: str) -> _Page:
    from reader.sources.charset import decode

    markup = html if isinstance(html, str) else decode(html[: 2 * LONGEST], content_type, kind="html")
    markup = markup[:LONGEST]
    tree = parse_html(markup)
    if tree.body is None:
        raise _nothing(markup, url)
    base = tree.css_first("base[href]")
    base_url = (absolute(url, base.attributes.get("href")) if base is not None else "") or url
    claims = read_claims(tree, base_url)
    url = clean_line(url) or claims.url
    return _Page(markup, tree, tree.body, claims, url, base_url or url)


def _find_bodies(
    page: _Page, density: Density, title: Title, given: Selectors
) -> tuple[list[LexborNode], Selectors]:
    """Return the elements that hold the body, and the selectors to read the rest by.

    Selectors that were given are believed as long as they find any text. Those known for the site must find a
    fair share of what density finds, for sites are rebuilt; then all of a description is dropped.
    """
    best = density.body() or density.short_body(title.element, frozenset(page.claims.description))
    found = density.running_text(best) if best is not None else 0.0
    descriptions = [given] if given != Selectors() else site_selectors.articles(page.url)
    least = 0.0 if given != Selectors() else _BELIEVED_SHARE * found
    for described in descriptions:
        known = page.tree.css(described.body) if described.body else []
        if known and sum(map(density.running_text, known)) > least:
            return _outermost(known), described
    return [] if best is None else [best], replace(given, body="")


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the elements that are in none of the others."""
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if all(parent.mem_id not in ids for parent in ancestors(node))]


# Ablation: lines before the title.
def _from_title(found: list[Block], title: str, *, whole_page: bool) -> list[Block]:
    """Return the blocks of a body from its title on, where a few short lines stand before.

    Pictures before the title stay, unless the body is that of the page: they may be anything then.
    """
    first = enumerate(found[:_LINES_BEFORE_TITLE])
    at = next((n for n, block in first if block.text == title and block.kind != "image"), 0)
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
    """Return the body after the lead as text, unless body or title repeat that."""
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


def _read_blocks(
    page: _Page, density: Density, bodies: list[LexborNode], selectors: Selectors
) -> list[Block]:
    """Return the blocks of the body's elements, and of those around a body found by density."""
    parts = [Part(node, only_media=False) for node in bodies]
    if len(bodies) == 1 and not selectors.body:
        parts = story_parts(density, bodies[0])
    skip = {node.mem_id for drop in selectors.drop for node in page.tree.css(drop)}
    for part in parts:
        skip |= density.elements_to_skip(part.node, page.base_url)
    skip -= {part.node.mem_id for part in parts}
    return [block for part in parts for block in _blocks_of_part(part, page.base_url, skip)]


def _blocks_of_part(part: Part, url: str, skip: set[int]) -> tuple[Block, ...]:
    """Return the blocks of one part of a story, without links to other stories."""
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


def _make_article(facts: Metadata, body: tuple[Block, ...], url: str, language: str) -> Article:
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


def _is_listing(page: _Page, body: tuple[Block, ...], heading: LexborNode | None) -> bool:
    """Whether a page without a claimed article is a list of headlines, with little other text."""
    length = sum(len(block.text) for block in body if block.kind != "image")
    is_home = bool(page.base_url) and urlsplit(page.base_url).path in ("", "/")
    if length > (_HOME_CHARACTERS if is_home else _SHELL_CHARACTERS):
        return False
    if heading is not None and heading.tag == "h1" and body and not is_home:
        return False
    linked = Counter(
        len(text)
        for node in page.tree.css("a[href]")
        if len((text := clean_line(node.text(separator=" "))).split()) >= HEADLINE_WORDS
    )
    return linked.total() >= _LISTED_HEADLINES and sum(size * n for size, n in linked.items()) > 2 * length


def _length(body: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in body)


def _in_zone(moment: datetime | None, url: str, language: str) -> datetime | None:
    """Return a moment in the newsroom's zone, if known, where the page gave none."""
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
