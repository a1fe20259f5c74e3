"""Discover the feeds and the page of headlines at an address."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urljoin, urlsplit

from reader.locale.message import Message
from reader.model import Entry, Feed, Source
from reader.sources.addresses import repair_address
from reader.sources.article.embeds import absolute
from reader.sources.errors import FeedError, FetchError, SourceError
from reader.sources.http.client import PAGES
from reader.sources.http.ssrf_guard import host_of, is_inside
from reader.sources.platforms.recognition import Recognition, recognize_address
from reader.sources.platforms.wordpress import POSTS_PATH
from reader.sources.sanitize import clean_line, clean_url

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any, Protocol, TypeVar

    from reader.sources.http.client import Client
    from reader.sources.http.response import Fetched

    Result = TypeVar("Result")

    class Parse(Protocol):
        """Calls a function of a document and returns its result."""

        def __call__(self, function: Callable[..., Result], /, *args: Any) -> Coroutine[Any, Any, Result]:
            """Call the parser in isolation, so that a hostile document stops nothing else."""


_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
    "application/xml",
    "text/xml",
)
_RELATIONS = frozenset(("alternate", "alternative", "feed"))
_FEED_TYPE = re.compile(r"rss|atom\b|\brdf")
"""In types that are none of ``_TYPES``: ``application/x-rss+xml``, ``text/rss``."""
_FEED_WORD = re.compile(r"\brss\b|\batom\b|خلاصات?\b|خوراک|פיד", re.IGNORECASE)
"""In the title of a link without a type, or in the text of a link."""
_COMMENTS = re.compile(r"comment|تعليق|دیدگاه|نظرات|تبصر|yorum|תגוב|لێدوان", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\">]+)", re.IGNORECASE)
_GUESSES = ("feed", "rss.xml", "rss", "feed.xml", "atom.xml", "index.xml", "?feed=rss2", "feed.json")
"""Where feeds are that no page names, commonest first, relative to the page and to its host."""
_LINK = re.compile(r"<([^<>]*+)>((?:;[^;,<>\"]*+(?:\"[^\"]*+\")?+[^;,<>\"]*+)*+)")
_PARAMETER = re.compile(r";\s*+([\w-]++)\s*+=\s*+(\"[^\"]*+\"|[^\s;,]++)")
_LINK_LENGTH = 8_192
_WORDPRESS = re.compile(rb"/wp-content/|/wp-includes/|api\.w\.org/")
_SITE_MAP = re.compile(r"^[\ufeff \t]*+sitemap[ \t]*+:[ \t]*+(\S++)", re.IGNORECASE | re.MULTILINE)
_SITE_MAPS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
)
_MOST_LINKS = 3_000
_LINK_TEXT = 60
"""Characters of the longest text of a link that may name a feed."""
_MOST_MAPS = 7
_MOST_PAGES = 2
"""Pages with lists of feeds that are looked at."""
_HEAD_BYTES = 200_000
"""Bytes of a page or of robots.txt that are looked at."""
_MOST = 8
"""Feeds that are looked into."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source found at an address, with its present feed."""

    kind: Literal["feed", "listing"]
    url: str
    title: str
    feed: Feed

    @property
    def preview(self) -> tuple[Entry, ...]:
        """The current headlines of the source."""
        return self.feed.entries

    @property
    def record(self) -> dict[str, str]:
        """Title and kind, as a list shows them."""
        return {"kind": self.kind, "url": self.url, "title": self.title}


@dataclass(frozen=True, slots=True)
class Discovery:
    """The sources found at an address, best first; ``found`` may be empty."""

    url: str
    found: tuple[Found, ...] = ()
    problem: Message | None = None
    """Why nothing was found, in words."""
    inside: bool = False
    """Whether its name leads to loopback or a private network."""
    feeds: tuple[Found, ...] = field(init=False)
    listing: Found | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "feeds", tuple(f for f in self.found if f.kind == "feed"))
        object.__setattr__(self, "listing", next((f for f in self.found if f.kind == "listing"), None))

    @property
    def preview(self) -> Feed:
        """The feed of the best source; an empty feed without one."""
        return self.found[0].feed if self.found else Feed(url=self.url)

    @property
    def source(self) -> Source | None:
        """The source to follow: the best feed, the page as its second way; None if nothing."""
        from reader.sources.catalogue import source_from_table

        if not self.found:
            return None
        best = self.found[0]
        table: dict[str, object] = {
            "name": best.title,
            best.kind: best.url,
            "home": best.feed.home or self.url,
        }
        if best.kind == "feed" and self.listing is not None:
            table["listing"] = self.listing.url
        if language := best.feed.language.split("-")[0]:
            table["language"] = language
        if self.inside and not is_inside(host_of(best.url)):
            table["inside"] = True
        return source_from_table(table)


def with_scheme(url: str) -> str:
    """Return a typed address, with https if without a scheme; ``""`` for any other text."""
    url = repair_address(url)
    if "://" not in url:
        host = url.partition("/")[0]
        url = f"https://{url}" if "." in host or ":" in host else ""
    return url if clean_url(url) or recognize_address(url) else ""


async def discover(client: Client, url: str, parse: Parse = asyncio.to_thread) -> Discovery:
    """Find the sources at an address given by the person.

    The address may be a feed itself, name feeds (``link rel=alternate``), have one where most sites do, or be
    a page of headlines. A few requests, to its host and the feeds it names. Without a scheme it is asked by
    https, then by http.

    Args:
        client: fetches.
        url: as the person gave it.
        parse: calls a function of a document where a hostile document stops nothing else.

    Raises:
        FetchError: the address itself could not be fetched.
        SourceError: its document takes too much time or memory.
    """
    finder = _Finder(client, parse)
    url = repair_address(url)
    if (platform := recognize_address(url if "://" in url else f"https://{url}")) is not None:
        known = await finder.on_platform(platform)
        if known is not None:
            return known
    page = await _asked(client, url)
    feed = await parse(read_feed, page)
    if feed is None and (other := await parse(refreshed, page)):
        with suppress(FetchError):
            page = await client.get(other, user_added=host_of(other) == host_of(page.url))
            feed = await parse(read_feed, page)
    if feed is not None:
        return Discovery(
            page.url, (Found("feed", page.url, _name(feed, page.url), feed),), inside=page.inside
        )
    named = await parse(named_feeds, page)
    found = await finder.look(page.url, named[:_MOST])
    if not found:
        found = await finder.look(page.url, (await finder.named_further())[:_MOST])
    if not found:
        found = await finder.guess(page)
    listing, problem = await parse(read_listing, page)
    if not found and listing is None:
        found = await finder.in_site_maps(page) or finder.empty[:1]
    everything = (*found, *([listing] if listing else []))
    return Discovery(page.url, everything, problem if not found else None, inside=page.inside)


async def _asked(client: Client, url: str) -> Fetched:
    if "://" in url:
        return await client.get(url, user_added=True)
    try:
        return await client.get(f"https://{url}", user_added=True)
    except FetchError:
        if "@" in url:  # a password is not for everybody on the way
            raise
        with suppress(FetchError):
            return await client.get(f"http://{url}", user_added=True)
        raise


class _Finder:
    """Fetch and parse documents that may be feeds.

    Args:
        client: fetches.
        parse: calls a function of a document.
    """

    def __init__(self, client: Client, parse: Parse) -> None:
        self._client = client
        self._parse = parse
        self._pages: list[Fetched] = []
        """Pages that came where a feed was looked for: some have a list of feeds."""
        self.empty: list[Found] = []
        """Feeds without entries."""

    async def named_further(self) -> list[str]:
        """Return the feeds named by pages that came in place of feeds."""
        named = [await self._parse(named_feeds, page) for page in self._pages[:_MOST_PAGES]]
        return list(dict.fromkeys(address for addresses in named for address in addresses))

    async def look(self, page: str, addresses: Sequence[str]) -> list[Found]:
        """Fetch addresses at once and return those that are feeds with entries, in order."""
        answers = await asyncio.gather(*(self._try(page, address) for address in addresses))
        unique = {found.url: found for found in answers if found is not None}
        return list(unique.values())

    async def on_platform(self, platform: Recognition) -> Discovery | None:
        """Return the sources at an address of a platform; None for an address of no platform.

        Raises:
            FetchError: the platform did not answer.
        """
        if platform.kind == "refused":
            return Discovery("", problem=Message("discovery.account", name=platform.name))
        if platform.listing:
            page = await self._client.get(platform.listing, user_added=True)
            listing, problem = await self._parse(read_listing, page)
            return Discovery(platform.listing, (listing,) if listing else (), problem)
        address = platform.feed
        if platform.page:
            address = await self._youtube_feed(platform.page)
        if not address:
            return None
        try:
            answer = await self._client.get(address, user_added=True)
        except FetchError:
            if platform.kind == "mastodon":  # any site may have such an address
                return None
            raise
        feed = await self._parse(read_feed, answer)
        if feed is None:
            return None
        found = Found("feed", answer.url, _name(feed, answer.url), feed)
        return Discovery(answer.url, (found,), inside=answer.inside)

    async def _youtube_feed(self, address: str) -> str:
        """Return the feed of the channel at an address without its id; ``""`` when there is none."""
        from reader.sources.platforms.youtube import CONSENT_COOKIE

        consent = Source("youtube", "YouTube", listing=address, headers=(("Cookie", CONSENT_COOKIE),))
        page = await self._client.get(address, source=consent, accept=PAGES)
        return await self._parse(read_channel, page)

    async def guess(self, page: Fetched) -> list[Found]:
        """Try where feeds usually are, one after the other, until there is one."""
        bases = dict.fromkeys((page.url.partition("?")[0].rstrip("/") + "/", urljoin(page.url, "/")))
        guesses = [urljoin(base, guess) for base in bases for guess in _GUESSES]
        if _WORDPRESS.search(page.body[:_HEAD_BYTES]):
            guesses += [urljoin(base, POSTS_PATH) for base in bases]
        for guess in guesses:
            found = await self._try(page.url, guess)
            if found is not None:
                return [found]
        return []

    async def in_site_maps(self, page: Fetched) -> list[Found]:
        """Look for a news site map: of robots.txt, at the usual places, then by an index."""
        from reader.sources.charset import decode

        host = host_of(page.url)
        named: list[str] = []
        with suppress(SourceError):
            robots = await self._client.get(
                urljoin(page.url, "/robots.txt"), user_added=host_of(page.url) == host
            )
            text = decode(robots.body[:_HEAD_BYTES])
            named = [absolute(page.url, found) for found in _SITE_MAP.findall(text)]
        waiting = list(
            dict.fromkeys([*filter(None, named[:4]), *(urljoin(page.url, each) for each in _SITE_MAPS)])
        )
        for address in waiting[:_MOST_MAPS]:
            try:
                answer = await self._client.get(address, user_added=host_of(address) == host)
                maps = await self._parse(mapped_feeds, answer)
                feed = await self._parse(read_feed, answer)
            except SourceError:
                continue
            for inner in maps:
                if (found := await self._try(page.url, inner)) is not None:
                    return [found]
            if feed is not None and feed.entries:
                return [Found("feed", answer.url, _name(feed, answer.url), feed)]
        return []

    async def _try(self, page: str, address: str) -> Found | None:
        try:
            # A page may not send the reader inside: only its own host is the person's wish.
            answer = await self._client.get(address, user_added=host_of(address) == host_of(page))
            feed = await self._parse(read_feed, answer)
        except SourceError:
            return None
        if feed is None:
            self._pages.append(answer)
            return None
        found = Found("feed", answer.url, _name(feed, answer.url), feed)
        if not feed.entries:
            self.empty.append(found)
            return None
        return found


def read_feed(answer: Fetched) -> Feed | None:
    """Parse an answer as a feed; None for any other document."""
    from reader.sources.feed.parser import parse_feed

    try:
        return parse_feed(answer.body, answer.url, answer.content_type)
    except FeedError:
        return None


def read_listing(page: Fetched) -> tuple[Found | None, Message | None]:
    """Parse a page of headlines; return the feed, or the reason for failure."""
    from reader.sources.listing import parse_listing

    try:
        feed = parse_listing(page.body, page.url, page.content_type)
    except FeedError as error:
        return None, error.message
    return Found("listing", page.url, _name(feed, page.url), feed), None


def read_channel(page: Fetched) -> str:
    """Return the feed of the YouTube channel at a page; ``""`` when there is none."""
    from reader.sources.article.html_tree import parse_html
    from reader.sources.charset import decode
    from reader.sources.platforms.youtube import channel_feed

    return channel_feed(parse_html(decode(page.body, page.content_type, kind="html")))


def mapped_feeds(answer: Fetched) -> list[str]:
    """Return the addresses of the maps in an index of site maps."""
    from reader.sources.charset import decode
    from reader.sources.platforms.sitemap import listed_maps

    return listed_maps(decode(answer.body, answer.content_type), answer.url)


def named_feeds(page: Fetched) -> list[str]:
    """Return the feeds a page names: those below its own address first, those of comments last."""
    from reader.sources.article.html_tree import parse_html
    from reader.sources.charset import decode

    tree = parse_html(decode(page.body, page.content_type, kind="html"))
    base = tree.css_first("base[href]")
    start = (absolute(page.url, base.attributes.get("href")) if base is not None else "") or page.url
    found = dict.fromkeys(_linked(page), False)
    for node in tree.css("link[href], a[type]"):
        attributes = node.attributes
        kind = (attributes.get("type") or "").lower().partition(";")[0].strip()
        relations = set((attributes.get("rel") or "").lower().split())
        address = absolute(start, attributes.get("href"))
        title = attributes.get("title") or ""
        if not address or "/wp-json/" in address or "oembed" in address:
            continue  # single posts
        is_typed = kind in _TYPES or bool(_FEED_TYPE.search(kind)) or (not kind and _FEED_WORD.search(title))
        if "feed" in relations or (is_typed and (node.tag == "a" or relations & _RELATIONS)):
            found.setdefault(address, _is_of_comments(address, title))
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        address = absolute(start, node.attributes.get("href"))
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}".lower()
        says = "rss" in path or "feed" in path or path.endswith(".xml?")
        if not says and len(text := node.text()) < _LINK_TEXT:
            says = bool(_FEED_WORD.search(f"{text} {node.attributes.get('title') or ''}"))
        if says and host_of(address) == host_of(page.url):
            found.setdefault(address, _is_of_comments(address, ""))
    path = page.url.partition("?")[0].rstrip("/")
    own = f"{path}/" if urlsplit(path).path else "\n"
    return sorted(found, key=lambda address: (found[address], not address.startswith(own)))


def _is_of_comments(address: str, title: str) -> bool:
    """Return whether a feed describes itself as one of comments."""
    return bool(_COMMENTS.search(f"{unquote(address)} {title}"))


def refreshed(page: Fetched) -> str:
    """Return the address of an immediate ``Refresh`` (header or meta) of a page, else ``""``."""
    from reader.sources.article.html_tree import parse_html
    from reader.sources.charset import decode

    tree = parse_html(decode(page.body, page.content_type, kind="html"))
    metas = [
        node.attributes.get("content") or ""
        for node in tree.css("meta[http-equiv]")[:20]
        if (node.attributes.get("http-equiv") or "").lower() == "refresh"
    ]
    for content in (page.refresh, *metas):
        if content.strip()[:1] == "0":
            found = _REFRESH.search(content)
            address = absolute(page.url, found[1].strip()) if found else ""
            return address if address != page.url else ""
    return ""


def _linked(page: Fetched) -> list[str]:
    """Return the feeds in the ``Link`` headers of a page (RFC 8288)."""
    found = []
    for target, parameters in _LINK.findall(page.link[:_LINK_LENGTH]):
        values = {name.lower(): value.strip('"').lower() for name, value in _PARAMETER.findall(parameters)}
        is_feed = values.get("type", "").partition(";")[0].strip() in _TYPES
        if "alternate" in values.get("rel", "").split() and is_feed:
            found.append(absolute(page.url, target))
    return [address for address in found if address]


def _name(feed: Feed, url: str) -> str:
    return clean_line(feed.title) or host_of(url).removeprefix("www.")
