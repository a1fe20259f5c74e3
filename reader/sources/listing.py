"""Parse a page of headlines into a feed by the site's selectors, else by patterns of links."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from reader.locale.message import Message
from reader.model import Entry, Feed, Selectors
from reader.sources.article import embeds, site_selectors
from reader.sources.article.claims import read_claims
from reader.sources.article.html_tree import LONGEST, parse_html, walk
from reader.sources.article.language_detection import language_of
from reader.sources.article.wording import is_boilerplate
from reader.sources.dates.timezones import in_utc, zone_of
from reader.sources.errors import FeedError
from reader.sources.http.ssrf_guard import host_of
from reader.sources.platforms.telegram import is_telegram, parse_telegram
from reader.sources.sanitize import clean_line, clean_markup

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_WORDS = 4
"""Words from which the text of a link may be a headline; of one at a known place."""
_KNOWN_WORDS = 3
_FEWEST = 3
"""Headlines from which a page of unknown kind is a listing."""
_MOST = 300
_CLIMB = 8
"""Elements above a link that may be the item around it."""
_DATE_LINE = 80
_DAY_LINE = 40
"""Characters of the longest heading that is a day."""
_MOST_DAYS = 100
_CLOCK = re.compile(r"(?<![\d.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.])")
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=title], [class*=headline], strong"
_DAY_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "div", "span", "p", "li", "time"))
_ID = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?:[01]\d[0-3]\d)?(?!\d))\d{4,}(?![\d.]\d)")
"""A number that names a story: four digits or more, and no year or date."""
_NO_STORY = re.compile(
    r"/(?:tags?|category|categories|section|author|login|register|contact(?:-us)?|about(?:-us)?|terms|careers|jobs"
    r"|privacy(?:-policy)?|advertis\w*|rss|feed|search|page|wp-\w+)(?:/|$)",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"(?:من نحن|اتصل بنا|تواصل معنا|سياس[ةه] (?:الخصوصي|الاستخدام|التحرير)"
    r"|شروط (?:الاستخدام|الخدم)|هي[ئي]ة التحرير|أعلن معنا|وظائف شاغرة"
    r"|درباره ما|تماس با|حریم خصوصی|שירות לקוחות|תנאי שימוש|מדיניות פרטיות"
    r"|about us|contact us|privacy policy|terms (?:of|and)|cookie)",
    re.IGNORECASE,
)
"""How texts of links begin that lead to the newsroom itself and not to news."""


def parse_listing(
    html: bytes | str, url: str, content_type: str = "", selectors: Selectors | None = None
) -> Feed:
    """Return the headlines of a page as a feed, in page order.

    Args:
        html: the page as it arrived.
        url: its address.
        content_type: of HTTP, for its ``charset``.
        selectors: where the headlines are; else those known for the site are tried, then the general rules.

    Raises:
        FeedError: there are none; says whether a block page came instead.
    """
    from reader.sources.charset import decode

    markup = html if isinstance(html, str) else decode(html[: 2 * LONGEST], content_type, kind="html")
    markup = clean_markup(markup[:LONGEST])
    if is_telegram(url):
        return parse_telegram(markup, url)
    tree = parse_html(markup)
    base = tree.css_first("base[href]")
    base_url = (embeds.absolute(url, base.attributes.get("href")) if base is not None else "") or url
    stories = _stories(tree, base_url, selectors)
    if not stories:
        raise _nothing(tree, markup, base_url)
    if not all(story.date for story in stories):
        _set_days(tree, stories, base_url)
    said = read_claims(tree, base_url)
    html_node = tree.css_first("html")
    tags = [(html_node.attributes.get("lang") or "") if html_node is not None else "", *said.language]
    language = language_of(" ".join(story.title for story in stories), tags)
    title = clean_line(node.text()) if (node := tree.css_first("title")) is not None else ""
    return Feed(
        title=next(iter(said.site), "") or title or host_of(url),
        url=url,
        home=embeds.absolute(base_url, "/"),
        language=language,
        description=next(iter(said.description), ""),
        entries=tuple(story.entry(base_url, language) for story in stories[:_MOST]),
    )


def story_key(url: str) -> str:
    """Return the key shared by the addresses of one story: host and number without the slug."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    numbers = _ID.findall(f"{parts.path} {parts.query}")
    return f"{host} {max(numbers, key=len)}" if numbers else f"{host}{parts.path.rstrip('/')}?{parts.query}"


@dataclass(slots=True)
class _Story:
    """Texts collected from all links to one story."""

    url: str
    titles: list[str] = field(default_factory=list)
    headed: list[str] = field(default_factory=list)
    """Titles from headings, better than the text of a link."""
    date: str = ""
    time: str = ""
    """Time of day, where nothing else is shown with the story."""
    day: str = ""
    """The day in the heading above the story."""
    category: str = ""
    summary: str = ""
    image: str = ""

    @property
    def title(self) -> str:
        """The title: a heading's, else the first link's with words enough."""
        named = [*self.headed, *self.titles]
        return named[0] if named else ""

    def entry(self, url: str, language: str) -> Entry:
        from reader.sources.dates.date_parser import parse_date

        date = self.date or (f"{self.day} {self.time}" if self.day and self.time else self.day)
        zone = zone_of(url, language)
        local = datetime.now(zone).replace(tzinfo=None)
        moment = parse_date(date, now=local) if date else None
        return Entry(
            id=self.url,
            title=self.title,
            url=self.url,
            published=in_utc(moment, zone) if moment is not None else None,
            summary=self.summary,
            categories=(self.category,) if self.category else (),
            image=self.image,
            language=language,
        )


def _stories(tree: LexborHTMLParser, url: str, selectors: Selectors | None) -> list[_Story]:
    if selectors is not None and selectors.link:
        found = _gather(tree, tree.css(selectors.link), url, selectors, words=1)
        if found:
            return found
    for known in site_selectors.listings(url):
        found = _gather(tree, tree.css(known.link), url, known, words=_KNOWN_WORDS)
        if len(found) >= _FEWEST:
            return found
    return _gather(tree, _headline_links(tree, url), url, Selectors(), words=_WORDS)


def _headline_links(tree: LexborHTMLParser, url: str) -> list[LexborNode]:
    """Return the links to stories: those with the address pattern of most long link texts."""
    host = host_of(url).removeprefix("www.")
    links: list[tuple[LexborNode, str]] = []
    worded: Counter[str] = Counter()
    stories: defaultdict[str, set[str]] = defaultdict(set)
    for node in tree.css("a[href]"):
        address = _address(node, url)
        if not address or not _is_of(host_of(address), host) or _NO_STORY.search(urlsplit(address).path):
            continue
        shape = _shape(address)
        if shape == "/" or address == url:
            continue
        links.append((node, shape))
        text = _link_text(node)
        if (
            len(text.split()) >= _WORDS
            and not is_boilerplate(text)
            and not _INSTITUTION.match(text)
            and story_key(address) not in stories[shape]
        ):
            stories[shape].add(story_key(address))
            worded[shape] += min(len(text), 120)
    best = worded.most_common(1)[0][0] if worded else ""
    shapes = {
        shape
        for shape, weight in worded.items()
        if len(stories[shape]) >= _FEWEST
        and weight >= worded[best] / 4
        and weight / len(stories[shape]) >= worded[best] / len(stories[best]) / 2
    }
    if not shapes and len(worded) >= _FEWEST:  # every story in a section of its own
        shapes = set(worded)
    return [node for node, shape in links if shape in shapes]


def _address(link: LexborNode, url: str) -> str:
    """Return the address of a story without its fragment, such as ``#comments``."""
    return urldefrag(embeds.absolute(url, link.attributes.get("href"))).url


def _shape(address: str) -> str:
    """Return how an address is built: numbers and slugs as such, other words as they are."""
    parts = urlsplit(address)
    segments = []
    for segment in unquote(parts.path).strip("/").split("/"):
        name, dot, ending = segment.rpartition(".")
        stem = name if dot and len(ending) <= 5 else segment
        is_slug = "#" in segments or len(re.split(r"[-_\s+]", stem)) > 3 or len(stem) > 24
        kind = "#" if _ID.fullmatch(stem) else "~" if is_slug or _ID.search(stem) else stem
        segments.append(kind)
    query = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&"))) if parts.query else ""
    # The section a story is in says nothing of its kind.
    shape = [s if s in "#~" else "*" for s in segments] if segments[-1] in ("#", "~") else segments
    return "/" + "/".join(shape) + (f"?{query}" if query else "")


def _is_of(host: str, site: str) -> bool:
    host = host.removeprefix("www.")
    return host == site or host.endswith(f".{site}") or site.endswith(f".{host}")


def _gather(
    tree: LexborHTMLParser, nodes: list[LexborNode], url: str, selectors: Selectors, *, words: int
) -> list[_Story]:
    """Collect the texts of all links to each story; texts of few words are not titles."""
    links = []
    for node in nodes:
        link = node if node.tag == "a" else (node.css_first("a[href]") or _closest(node, "a"))
        address = _address(link, url) if link is not None else ""
        if link is not None and address:
            links.append((link, address, story_key(address)))
    named = {node.mem_id for node in tree.css(selectors.item)} if selectors.item else set()
    around = _items([(link, key) for link, _, key in links], named)
    stories: dict[str, _Story] = {}
    read: set[int] = set()
    for (link, address, key), item in zip(links, around, strict=True):
        story = stories.setdefault(key, _Story(address))
        # The longest slug: sliders cut it short.
        story.url = max(story.url, address, key=lambda a: (len(a), a == story.url))
        _read_link(story, link, item, selectors, words)
        if item.mem_id not in read:  # else the time is quadratic in the links of one story
            read.add(item.mem_id)
            _read_item(story, item, url, selectors)
    return [story for story in stories.values() if story.title and not _INSTITUTION.match(story.title)]


def _items(links: list[tuple[LexborNode, str]], named: set[int]) -> list[LexborNode]:
    """Return for each link the element around its story.

    Args:
        links: with what each story is known by.
        named: ``mem_id`` of elements the site has around its stories; else it is the highest element in which
            no other story is linked.
    """
    keys: defaultdict[int, set[str]] = defaultdict(set)
    chains: list[list[LexborNode]] = []
    for link, key in links:
        chain = [link]
        while len(chain) <= _CLIMB and (parent := chain[-1].parent) is not None and parent.tag != "body":
            chain.append(parent)
        chains.append(chain)
        for node in chain:
            keys[node.mem_id].add(key)
    items = []
    for chain in chains:
        own = [node for node in chain if len(keys[node.mem_id]) == 1]
        around = next((node for node in chain if node.mem_id in named), None)
        items.append(around or (own[-1] if own else chain[0]))
    return items


def _read_link(story: _Story, link: LexborNode, item: LexborNode, selectors: Selectors, words: int) -> None:
    """Add the titles of a link and of the heading around the link."""
    heading = link.css_first(selectors.title) if selectors.title else None
    heading = heading or (item.css_first(selectors.title) if selectors.title else None)
    heading = heading or link.css_first(_HEADINGS) or _closest(link, "h1", "h2", "h3", "h4", "h5", "h6")
    if heading is not None and len((text := _own_text(heading, link)).split()) >= (
        1 if selectors.title else 3
    ):
        story.headed.append(text)
    text = _link_text(link)
    if len(text.split()) >= words:
        story.titles.append(text)


def _read_item(story: _Story, item: LexborNode, url: str, selectors: Selectors) -> None:
    """Take the date, category, picture and summary in the element around a story."""
    story.date = story.date or _date(item, selectors.date)
    if not (story.date or story.time):
        story.time = next(
            (
                t
                for node in item.css("time, span, small, div, b")[:30]
                if _CLOCK.fullmatch(t := _link_text(node))
            ),
            "",
        )
    if selectors.category and not story.category and (node := item.css_first(selectors.category)) is not None:
        story.category = clean_line(node.text(separator=" "))
    if not story.image:
        picture = next(
            (b for n in item.css("img, amp-img")[:3] if not isinstance(b := embeds.image(n, url), str) and b),
            None,
        )
        story.image = picture.url if picture is not None else ""
    if not story.summary:
        texts = (clean_line(node.text(separator=" ")) for node in item.css("p")[:4])
        story.summary = next(
            (t for t in texts if len(t) > 40 and t not in (*story.headed, *story.titles)), ""
        )


def _date(item: LexborNode, selector: str) -> str:
    """Return the text in an item that reads as its date, ``""`` when none does."""
    from reader.sources.dates.date_parser import parse_date

    nodes = (
        item.css(selector)
        if selector
        else item.css("time, [class*=date], [class*=time], [class*=meta], span, small")
    )
    for node in nodes[:30]:
        for text in (node.attributes.get("datetime") or "", clean_line(node.text(separator=" "))):
            if text and len(text) <= _DATE_LINE and parse_date(text) is not None:
                return text
    return ""


def _own_text(heading: LexborNode, link: LexborNode) -> str:
    """Return the text of a heading, or of the link inside if that is longer."""
    above = link.parent
    for _ in range(_CLIMB):
        if above is None:
            break
        if above.mem_id == heading.mem_id:
            return _link_text(link)
        above = above.parent
    return clean_line(heading.text(separator=" "))


def _link_text(link: LexborNode) -> str:
    return clean_line(link.text(separator=" "))


def _closest(node: LexborNode, *tags: str) -> LexborNode | None:
    parent = node.parent
    for _ in range(4):
        if parent is None or parent.tag in tags:
            return parent
        parent = parent.parent
    return None


def _set_days(tree: LexborHTMLParser, stories: list[_Story], url: str) -> None:
    """Give stories without a date the day of the heading above them."""
    from reader.sources.dates.date_parser import parse_date

    without = {story_key(story.url): story for story in stories if not story.date}
    day, tried = "", 0

    def enter(node: LexborNode) -> bool:
        nonlocal day, tried
        if node.tag == "a":
            story = without.get(story_key(_address(node, url))) if day and "href" in node.attributes else None
            if story is not None and not story.day:
                story.day = day
        elif node.tag in _DAY_TAGS and tried < _MOST_DAYS and node.css_first("a") is None:
            text = clean_line(node.text(separator=" ")[: 4 * _DAY_LINE])
            if 4 < len(text) <= _DAY_LINE and not _CLOCK.search(text):
                tried += 1
                if (moment := parse_date(text)) is not None and not (moment.hour or moment.minute):
                    day = text
        return node.is_element_node

    if tree.body is not None:
        walk(tree.body, enter, lambda _: None)


def _nothing(tree: LexborHTMLParser, markup: str, url: str) -> FeedError:
    from reader.sources.http.block_page import find_guard
    from reader.sources.http.error_mapping import blocked

    host = clean_line(host_of(url)) or Message("page.this")
    if (guard := find_guard(markup)) is not None:
        return FeedError(blocked(host, guard))
    elsewhere = Counter(
        host_of(address)
        for node in tree.css("a[href]")
        if len(_link_text(node).split()) >= _WORDS
        and (address := _address(node, url))
        and not _is_of(host_of(address), host_of(url).removeprefix("www."))
    )
    if elsewhere.total() >= _FEWEST:
        names = [clean_line(name) for name, _ in elsewhere.most_common(3)]
        return FeedError(Message("listing.elsewhere", host=host, names=names))
    return FeedError(Message("listing.none", host=host))
