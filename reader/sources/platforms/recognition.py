"""Recognize a platform by host and path, without a request, and return its feed or page."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from reader.sources.http.ssrf_guard import host_of

Kind = str
"""``telegram``, ``youtube``, ``mastodon``, ``bluesky``, ``reddit``, ``blogger``, ``substack``, ``medium``,
``google-news``; ``refused`` for those that need an account."""

TELEGRAM_HOSTS = ("t.me", "telegram.me", "telegram.dog")
_REFUSED_HOSTS = {
    "x.com": "X",
    "twitter.com": "X",
    "facebook.com": "Facebook",
    "fb.watch": "Facebook",
    "fb.com": "Facebook",
    "instagram.com": "Instagram",
    "threads.net": "Threads",
    "tiktok.com": "TikTok",
    "whatsapp.com": "WhatsApp",
}
_TELEGRAM_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_TELEGRAM_PRIVATE = frozenset(
    ("c", "joinchat", "addstickers", "addemoji", "addlist", "share", "proxy", "socks", "iv", "boost", "login")
)
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_PLAYLIST = re.compile(r"(?:PL|UU|UULF|OL|FL)[A-Za-z0-9_-]{10,40}")
_FEDIVERSE_USER = re.compile(r"@([A-Za-z0-9_.-]{1,60})(?:@([A-Za-z0-9.-]{3,100}))?")
_REDDIT_NAME = re.compile(r"[A-Za-z0-9_+-]{2,200}")
_BLUESKY_NAME = re.compile(r"(?:did:[a-z]+:[A-Za-z0-9._:%-]+|[A-Za-z0-9.-]{3,253})")
_BLOGGER = re.compile(r"([a-z0-9-]+)\.blogspot\.(?:com(?:\.[a-z]{2})?|[a-z]{2,3})")


class Recognition(NamedTuple):
    """A platform and the address of its posts."""

    kind: Kind
    feed: str = ""
    """Address of a feed; ``""`` when the posts are in a page."""
    listing: str = ""
    """Address of a page with the posts."""
    page: str = ""
    """Address of a page that names the feed."""
    name: str = ""
    """Name to suggest, or the platform that is refused."""


def is_whole_in_feed(url: str) -> bool:
    """Return whether the pages of an address's platform have no more text than its feeds."""
    host = host_of(url)
    for prefix in ("www.", "m.", "mobile."):
        host = host.removeprefix(prefix)
    return host in (*TELEGRAM_HOSTS, "youtube.com", "youtu.be", "bsky.app")


def recognize_address(url: str) -> Recognition | None:
    """Return the feed or page for an address of a known platform; None for others.

    Sends no request.
    """
    if url.lower().startswith("tg://"):
        domain = parse_qs(urlsplit(url).query).get("domain", [""])[0]
        url = f"https://t.me/{domain}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = host_of(url)
    for prefix in ("www.", "m.", "mobile.", "old.", "new."):
        host = host.removeprefix(prefix)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    query = parse_qs(parts.query)
    if host in _REFUSED_HOSTS:
        return Recognition("refused", name=_REFUSED_HOSTS[host])
    for recognize in (_telegram, _youtube, _bluesky, _reddit, _blog, _google_news, _fediverse):
        if (found := recognize(host, segments, query)) is not None:
            return found
    return None


def _telegram(host: str, segments: list[str], _: dict[str, list[str]]) -> Recognition | None:
    if host.endswith(".t.me") and host.count(".") == 2:
        segments = [host.partition(".")[0]]
    elif host not in TELEGRAM_HOSTS:
        return None
    first = segments[1:2] if segments[:1] == ["s"] else segments[:1]
    name = first[0] if first else ""
    if name in _TELEGRAM_PRIVATE or name.startswith("+") or not _TELEGRAM_NAME.fullmatch(name):
        return Recognition("refused", name="Telegram")
    return Recognition("telegram", listing=f"https://t.me/s/{name}", name=f"@{name}")


def _youtube(host: str, segments: list[str], query: dict[str, list[str]]) -> Recognition | None:
    if host not in ("youtube.com", "youtu.be", "youtube-nocookie.com") or segments[:1] == ["feeds"]:
        return None
    feeds = "https://www.youtube.com/feeds/videos.xml"
    playlist = query.get("list", [""])[0]
    if _PLAYLIST.fullmatch(playlist):
        return Recognition("youtube", feed=f"{feeds}?playlist_id={playlist}")
    if segments[:1] == ["channel"] and len(segments) > 1 and _CHANNEL.fullmatch(segments[1]):
        return Recognition("youtube", feed=f"{feeds}?channel_id={segments[1]}")
    if segments[:1] == ["user"] and len(segments) > 1:
        return Recognition("youtube", feed=f"{feeds}?{urlencode({'user': segments[1]})}", name=segments[1])
    if segments and (segments[0].startswith("@") or segments[0] == "c"):
        path = "/".join(quote(segment, safe="@") for segment in segments[: 2 if segments[0] == "c" else 1])
        return Recognition("youtube", page=f"https://www.youtube.com/{path}", name=segments[-1])
    return None


def _bluesky(host: str, segments: list[str], _: dict[str, list[str]]) -> Recognition | None:
    if host != "bsky.app" or segments[:1] != ["profile"] or len(segments) < 2:
        return None
    name = segments[1].removeprefix("@")
    if segments[2:] == ["rss"] or not _BLUESKY_NAME.fullmatch(name):
        return None
    return Recognition("bluesky", feed=f"https://bsky.app/profile/{name}/rss", name=name)


def _reddit(host: str, segments: list[str], _: dict[str, list[str]]) -> Recognition | None:
    if host != "reddit.com" or len(segments) < 2 or segments[-1].endswith(".rss"):
        return None
    kind, name = segments[0], segments[1]
    if kind not in ("r", "user", "u") or not _REDDIT_NAME.fullmatch(name):
        return None
    path = f"r/{name}/new/.rss" if kind == "r" else f"user/{name}/submitted/.rss"
    return Recognition("reddit", feed=f"https://www.reddit.com/{path}?limit=25", name=f"{kind}/{name}")


def _blog(host: str, segments: list[str], _: dict[str, list[str]]) -> Recognition | None:
    if (blog := _BLOGGER.fullmatch(host)) is not None:
        if segments[:1] == ["feeds"]:
            return None
        return Recognition("blogger", feed=f"https://{blog[1]}.blogspot.com/feeds/posts/default")
    if host.endswith(".substack.com") and segments != ["feed"]:
        return Recognition("substack", feed=f"https://{host}/feed")
    if host == "medium.com" and segments and segments[0] != "feed":
        return Recognition("medium", feed=f"https://medium.com/feed/{quote(segments[0], safe='@')}")
    if host.endswith(".medium.com") and segments[:1] != ["feed"]:
        return Recognition("medium", feed=f"https://{host}/feed")
    return None


def _google_news(host: str, segments: list[str], query: dict[str, list[str]]) -> Recognition | None:
    if host != "news.google.com" or segments[:1] == ["rss"]:
        return None
    kept = {key: query[key][0] for key in ("q", "hl", "gl", "ceid") if query.get(key)}
    path = "/".join(segments) if segments[:1] in (["topics"], ["search"], ["headlines"]) else ""
    address = f"https://news.google.com/rss{'/' if path else ''}{path}"
    return Recognition("google-news", feed=f"{address}?{urlencode(kept)}" if kept else address)


def _fediverse(host: str, segments: list[str], _: dict[str, list[str]]) -> Recognition | None:
    """Return the feed for an address in the form of Mastodon, which is on any host."""
    name = segments[0] if segments else ""
    if segments[:1] == ["users"] and len(segments) == 2:
        name = f"@{segments[1]}"
    found = _FEDIVERSE_USER.fullmatch(name)
    if found is None or name.endswith(".rss"):
        return None
    home = found[2] or host
    return Recognition("mastodon", feed=f"https://{home}/@{found[1]}.rss", name=f"@{found[1]}@{home}")
