"""Read pictures, videos and posts of other sites in a body as references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from reader.model import Block, Enclosure
from reader.sources.addresses import resolve_url
from reader.sources.article.class_names import has_kind
from reader.sources.article.html_tree import descendants
from reader.sources.http.ssrf_guard import host_of
from reader.sources.media_types import media_kind
from reader.sources.sanitize import clean_line, clean_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TAGS = frozenset(
    ("iframe", "embed", "video", "audio", "amp-youtube", "amp-twitter", "amp-iframe", "amp-video", "amp-ad")
)
"""Elements that are an embed or nothing."""
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
"""Where pictures and frames have their address, those that load late first."""
_ICON_PIXELS = 33
"""Pixels of width or height under which a picture says nothing by itself; trackers have one."""
# Ablation: sizes of banners.
_BANNERS = frozenset(
    tuple(size.split("x"))
    for size in str.split("728x90 970x90 970x250 468x60 234x60 320x50 320x100 160x600 120x600 300x600")
)
"""Width and height of pictures that are advertisements (IAB)."""
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)", re.IGNORECASE)
"""The end of a path to a picture."""
_POST_NODES = 500
"""Nodes of the largest post; an element with more is no post."""
_ICON_NAME = re.compile(
    r"/icons?/[^/]*$|(?:^|[/_-])(?:icons?|arrow\w*|bullet|spacer|pixel|blank|sprite|print)[\w-]*\.(?:gif|png|svg)$",
    re.IGNORECASE,
)
"""Ends of addresses of small drawings of the page itself."""
_BACKGROUND = re.compile(r"background(?:-image)?:\s*+url\(\s*+['\"]?([^'\")\s]++)", re.IGNORECASE)
_SIGNS = {"audio": "🎧", "video": "🎬", "stream": "📡"}
_POSTS = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|telegram-post")
_CARDS = re.compile(r"kg-bookmark-card|wp-embedded-content")
"""Cards that lead to a page of another site."""
_POST_LINK = re.compile(
    r"/status(?:es)?/\d|instagram\.com/(?:p|reel)/|tiktok\.com/@[^/]+/video|/posts/|/videos/|t\.me/"
)
_PLAYERS = (
    (
        re.compile(r"youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,20})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"twitter\.com/embed/Tweet\.html\?(?:.*&)?id=(\d+)"), "https://twitter.com/i/status/{}"),
)
_WRAPPERS = re.compile(
    r"facebook\.com/plugins/(?:post|video)\.php|soundcloud\.com/player|embedly\.com/widgets|/embed/\w+\?url="
)
"""Players whose query names the page of the video or post."""
_VIDEO = re.compile(r"(?:^|[/._-])(?:embed|player|video|live|stream|watch|maps?)(?:$|[/._?-])", re.IGNORECASE)
_NOISE = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|adservice|/ads?[/.]|banner|facebook\.com/plugins/(?:like|page|share"
    r"|comments)|platform\.twitter\.com/widgets|recaptcha|disqus|taboola|outbrain",
    re.IGNORECASE,
)


def absolute(url: str, address: str | None) -> str:
    """Return an address resolved by ``url``; ``""`` for a fragment or other scheme."""
    return "" if (address or "").strip().startswith("#") else resolve_url(address, url)


def image(node: LexborNode, url: str) -> Block | str | None:
    """Return the reference to a picture, or its emoji as text, or None for a decoration."""
    attributes = node.attributes
    alt = clean_line(attributes.get("alt") or "")
    names = f"{attributes.get('class') or ''} {attributes.get('src') or ''}"
    if "emoji" in names or "smiley" in names:
        return alt if len(alt) < 20 else None
    if is_icon(node):
        return None
    if has_kind(node, "portrait"):
        return None
    if (attributes.get("width"), attributes.get("height")) in _BANNERS:
        return None
    candidates = [attributes.get(name) for name in _ADDRESSES]
    candidates += [(attributes.get(name) or "").split(" ")[0] for name in ("srcset", "data-srcset")]
    address = next((found for c in candidates if (found := absolute(url, c))), "")
    if not address or _ICON_NAME.search(address.partition("?")[0]):
        return None
    return Block("image", alt, url=address)


# Ablation: pictures behind elements.
def background(node: LexborNode, url: str) -> Block | None:
    """Return the reference to the picture behind an element."""
    found = _BACKGROUND.search(node.attributes.get("style") or "")
    address = absolute(url, found[1]) if found else ""
    return Block("image", "", url=address) if address else None


def is_icon(node: LexborNode) -> bool:
    """Return whether a picture declares a size too small for content."""
    return any(_is_small(node.attributes.get(side)) for side in ("width", "height"))


def embed(node: LexborNode, url: str) -> Block | None:
    """Return the reference to an element's video or post of another site, if any."""
    attributes = node.attributes
    if is_post(node):
        return _post(node, url)
    if message := attributes.get("data-telegram-post"):
        address = clean_url(f"https://t.me/{message}")
        return Block("embed", f"Telegram · {clean_line(message)}", url=address) if address else None
    if (
        node.tag not in TAGS
        or node.tag == "amp-ad"
        or any(_is_small(attributes.get(s)) for s in ("width", "height"))
    ):
        return None
    if node.tag == "amp-youtube":
        address = clean_url(f"https://www.youtube.com/watch?v={attributes.get('data-videoid') or ''}")
    elif node.tag == "amp-twitter":
        address = clean_url(f"https://twitter.com/i/status/{attributes.get('data-tweetid') or ''}")
    else:
        address = _played(node, url)
    if not address:
        return None
    title = clean_line(attributes.get("title") or attributes.get("aria-label") or "")
    return Block("embed", title or host_of(address).removeprefix("www."), url=address)


def is_post(node: LexborNode) -> bool:
    """Return whether an element holds a post of a social network."""
    names = node.attributes.get("class") or ""
    return bool(_POSTS.search(names) or _CARDS.search(names))


def enclosure(file: Enclosure) -> Block:
    """Return the reference to a file that comes with an entry: its kind, name, length and size."""
    kind = media_kind(file.url, file.type)
    path = unquote(urlsplit(file.url).path)
    minutes, seconds = divmod(file.duration, 60)
    hours, minutes = divmod(minutes, 60)
    length = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    size = f"{file.length / 1_000_000:.1f} MB" if file.length >= 100_000 else ""
    name = clean_line(path.rstrip("/").rpartition("/")[2]) or host_of(file.url)
    parts = (f"{_SIGNS.get(kind, '📎')} {name}", length if file.duration else "", size)
    return Block("embed", " · ".join(part for part in parts if part), url=file.url)


def _post(node: LexborNode, url: str) -> Block | None:
    attributes = node.attributes
    named = next((v for k in ("cite", "data-href", "data-instgrm-permalink") if (v := attributes.get(k))), "")
    inside = list(descendants(node, _POST_NODES))
    if len(inside) == _POST_NODES:
        return None
    links = [absolute(url, link.attributes.get("href")) for link in inside if link.tag == "a"]
    if _CARDS.search(attributes.get("class") or ""):
        address = next((link for link in links if host_of(link) != host_of(url)), "")
    else:
        found = (link for link in reversed(links) if _POST_LINK.search(link))
        address = absolute(url, named) or next(found, "")
    if not address:
        return None
    address = address.partition("?")[0] if "facebook" not in address else address
    return Block("embed", clean_line(node.text(separator=" ")) or host_of(address), url=address)


def _played(node: LexborNode, url: str) -> str:
    """Return the address of the page, video or sound of a frame or player, for a browser."""
    first = node.css_first("source[src]") if node.tag in ("video", "audio", "amp-video") else None
    candidates = [node.attributes.get(name) for name in _ADDRESSES]
    candidates += [first.attributes.get("src")] if first is not None else []
    address = next((found for c in candidates if (found := absolute(url, c))), "")
    if not address or _NOISE.search(address):
        return ""
    for pattern, page in _PLAYERS:
        if played := pattern.search(address):
            return page.format(played[1])
    if _WRAPPERS.search(address):
        query = parse_qs(urlsplit(address).query)
        return next(
            (found for key in ("href", "url", "src") if (found := clean_url(query.get(key, [""])[0]))), ""
        )
    if node.tag in ("iframe", "amp-iframe") and not (
        "allowfullscreen" in node.attributes or _VIDEO.search(urlsplit(address).path)
    ):
        return ""
    return address


def _is_small(size: str | None) -> bool:
    digits = (size or "").strip().removesuffix("px")
    return digits.isascii() and digits.isdecimal() and int(digits[:6]) < _ICON_PIXELS
