"""Read the public preview of a Telegram channel (``t.me/s/NAME``): each message an entry.

The preview is made by the server, needs no account and no script, and shows some twenty messages. Its class
names are those of the page; they are compared one by one, for each element has several.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from reader.locale.message import Message
from reader.model import Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.article.html_tree import parse_html
from reader.sources.article.language_detection import language_of
from reader.sources.dates.date_parser import parse_date
from reader.sources.errors import FeedError
from reader.sources.feed.fields import make_headline
from reader.sources.feed.html_to_text import plain
from reader.sources.http.ssrf_guard import host_of
from reader.sources.platforms.recognition import TELEGRAM_HOSTS
from reader.sources.sanitize import clean_line, clean_markup

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PREFIX = "tgme_widget_message"
_BACKGROUND = re.compile(r"background-image:\s*+url\(\s*+['\"]?([^'\")\s]++)", re.IGNORECASE)
_POST = re.compile(r"([A-Za-z0-9_]{4,32})/(\d{1,12})")
_KEPT = frozenset(str.split("b strong i em u s del code pre blockquote br"))
_MAX_MESSAGES = 100
_MEDIA = (
    ("photo_wrap", "telegram.photo"),
    ("video_player", "telegram.video"),
    ("roundvideo_player", "telegram.video"),
    ("voice_player", "telegram.voice"),
    ("document_wrap", "telegram.document"),
    ("poll", "telegram.poll"),
    ("sticker_wrap", "telegram.sticker"),
    ("tgsticker", "telegram.sticker"),
    ("tgsticker_wrap", "telegram.sticker"),
    ("videosticker", "telegram.sticker"),
    ("location_wrap", "telegram.place"),
    ("contact_wrap", "telegram.contact"),
)


def is_telegram(url: str) -> bool:
    """Return whether an address is of Telegram: a preview, or the page shown in place of one."""
    return host_of(url) in TELEGRAM_HOSTS


def parse_telegram(markup: str, url: str) -> Feed:
    """Return the messages of a channel's preview as a feed, newest first.

    Raises:
        FeedError: the page is no preview: the name is unknown, or that of a group, a person or a channel
            without one.
    """
    tree = parse_html(clean_markup(markup))
    head = tree.css_first(".tgme_channel_info")
    if head is None:
        raise FeedError(_refusal(tree, url))
    name = _text(head.css_first(".tgme_channel_info_header_title"))
    messages = [_entry(node, url) for node in tree.css(f".{_PREFIX}[data-post]")[-_MAX_MESSAGES:]]
    entries = tuple(entry for entry in reversed(messages) if entry is not None)
    language = language_of(" ".join(entry.title for entry in entries), [])
    return Feed(
        title=name,
        url=url,
        home=url,
        language=language,
        description=_text(head.css_first(".tgme_channel_info_description")),
        entries=entries,
        older=_older(tree, url),
    )


def _older(tree: LexborHTMLParser, url: str) -> str:
    """Return the address of a page's earlier messages; empty at the beginning of the channel."""
    link = tree.css_first("link[rel=prev]")
    address = resolve_url(link.attributes.get("href"), url) if link is not None else ""
    if not address and (more := tree.css_first("a.tme_messages_more[data-before]")) is not None:
        address = resolve_url(f"?before={more.attributes.get('data-before') or ''}", url)
    before = parse_qs(urlsplit(address).query).get("before", [""])[0]
    return address if before.isascii() and before.isdecimal() and is_telegram(address) else ""


def _refusal(tree: LexborHTMLParser, url: str) -> Message:
    """Return why a page has no messages, by its other contents."""
    name = _text(tree.css_first(".tgme_page_title")) or urlsplit(url).path.rpartition("/")[2]
    extra = _text(tree.css_first(".tgme_page_extra"))
    if tree.css_first(".tgme_page_title") is None:
        return Message("telegram.unknown", name=clean_line(name))
    if "subscriber" in extra:
        return Message("telegram.no_preview", name=name)
    return Message("telegram.no_channel", name=name)


def _entry(node: LexborNode, url: str) -> Entry | None:
    """Return a message as an entry; None for a note of the service, or one without an id."""
    classes = _classes(node)
    post = _POST.fullmatch(node.attributes.get("data-post") or "")
    if post is None or "service_message" in classes:
        return None
    channel, number = post[1], post[2]
    time = node.css_first(f"a.{_PREFIX}_date time[datetime]")
    written = parse_date(time.attributes.get("datetime") or "") if time is not None else None
    text = _message_text(node)
    body = _html(text, url) if text is not None else ""
    pictures = _pictures(node, url)
    address = f"https://t.me/{channel}/{number}"
    lines = [_forwarded(node, url), body]
    lines += [f'<p><img src="{escape(picture)}" alt=""></p>' for picture in pictures[:10]]
    lines += [*_played(node, url), _document(node), _poll(node), _preview(node, url)]
    content = "".join(lines)
    card = node.css_first(f".{_PREFIX}_link_preview .link_preview_title")
    title = make_headline(_first_line(body)) or _media_note(node) or _text(card) or plain(body)
    title = title or address.removeprefix("https://")
    return Entry(
        id=f"tg:{channel.lower()}/{number}",
        guid=f"tg:{channel.lower()}/{number}",
        title=title,
        url=address,
        published=written,
        content=content,
        authors=(author,) if (author := _text(node.css_first(f".{_PREFIX}_from_author"))) else (),
        image=pictures[0] if pictures else "",
        language=language_of(title, []),
    )


def _message_text(node: LexborNode) -> LexborNode | None:
    """Return the element with a message's own text, without the quoted message.

    Of two nested text elements the inner one is returned.
    """
    for found in node.css(f".{_PREFIX}_text"):
        if "js-message_text" not in _classes(found):
            continue
        inner = found.css_first(f".{_PREFIX}_text.js-message_text")
        return inner if inner is not None and inner.mem_id != found.mem_id else found
    return None


def _html(root: LexborNode, url: str) -> str:
    """Return the markup of a text: emphasis, line breaks, external links; emoji as text."""
    pieces: list[str] = []
    node = root.first_child
    closing: list[tuple[LexborNode, str]] = []
    while node is not None or closing:
        if node is None:
            parent, end = closing.pop()
            pieces.append(end)
            node = parent.next
            continue
        tag = node.tag or ""
        if node.is_text_node:
            pieces.append(escape(node.text_content or "", quote=False))
            node = node.next
            continue
        if tag == "br":
            pieces.append("<br>")
            node = node.next
            continue
        start, end = "", ""
        if tag == "a":
            address = resolve_url(node.attributes.get("href"), url)
            is_own = (node.attributes.get("href") or "").startswith("?")
            start, end = (f'<a href="{escape(address)}">', "</a>") if address and not is_own else ("", "")
        elif tag in _KEPT and "emoji" not in _classes(node) and not _is_emoji(node):
            start, end = f"<{tag}>", f"</{tag}>"
        pieces.append(start)
        if node.first_child is not None:
            closing.append((node, end))
            node = node.first_child
        else:
            pieces.append(end)
            node = node.next
    return "".join(pieces).strip()


def _is_emoji(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and (parent.tag == "tg-emoji" or "emoji" in _classes(parent))


def _pictures(node: LexborNode, url: str) -> list[str]:
    """Return the addresses of a message's photos, and of the first pictures of its videos."""
    shown = f"a.{_PREFIX}_photo_wrap, i.{_PREFIX}_video_thumb, i.{_PREFIX}_roundvideo_thumb"
    found = [_BACKGROUND.search(wrap.attributes.get("style") or "") for wrap in node.css(shown)]
    return [address for match in found if match and (address := resolve_url(match[1], url))]


def _forwarded(node: LexborNode, url: str) -> str:
    """Return a line with the author of a forwarded message, linked if public."""
    source = node.css_first(f".{_PREFIX}_forwarded_from_name")
    name = escape(_text(source))
    address = resolve_url(source.attributes.get("href"), url) if source is not None else ""
    named = f'<a href="{escape(address)}">{name}</a>' if address else name
    return f"<p>↪ {named}</p>" if name else ""


def _document(node: LexborNode) -> str:
    """Return the name and size of the document of a message, which only Telegram opens."""
    title = _text(node.css_first(f".{_PREFIX}_document_title"))
    extra = _text(node.css_first(f".{_PREFIX}_document_extra"))
    return f"<p>📄 {escape(' · '.join(part for part in (title, extra) if part))}</p>" if title else ""


def _poll(node: LexborNode) -> str:
    """Return question and answers of a poll; their shares change and are left out."""
    question = escape(_text(node.css_first(f".{_PREFIX}_poll_question")))
    options = [escape(_text(option)) for option in node.css(f".{_PREFIX}_poll_option_text")]
    return f"<p>{question}</p><ul>{''.join(f'<li>{each}</li>' for each in options)}</ul>" if question else ""


def _played(node: LexborNode, url: str) -> list[str]:
    """Return links to videos and voice messages: to the file if named, else to the message."""
    found = []
    for player in node.css(f".{_PREFIX}_video_player, .{_PREFIX}_roundvideo_player, .{_PREFIX}_voice_player"):
        file = player.css_first("video[src], audio[src]")
        length = _text(player.css_first(f"time, .{_PREFIX}_voice_duration"))
        address = resolve_url(file.attributes.get("src") if file is not None else "", url)
        address = address or resolve_url(player.attributes.get("href"), url)
        found += [f'<p><a href="{escape(address)}">▶ {escape(length)}</a></p>'] if address else []
    return found


def _preview(node: LexborNode, url: str) -> str:
    """Return the card of a link: its title and address."""
    card = node.css_first(f"a.{_PREFIX}_link_preview")
    title = _text(card.css_first(".link_preview_title")) if card is not None else ""
    address = resolve_url(card.attributes.get("href"), url) if card is not None else ""
    return f'<p><a href="{escape(address)}">{escape(title)}</a></p>' if address and title else ""


def _media_note(node: LexborNode) -> str:
    """Return a description of a message without text: its medium, with length or question."""
    for part, key in _MEDIA:
        found = node.css_first(f".{_PREFIX}_{part}")
        if found is None:
            continue
        named = _text(
            found.css_first(
                f".{_PREFIX}_poll_question, .{_PREFIX}_document_title, .{_PREFIX}_contact_name, time,"
                f" .{_PREFIX}_voice_duration"
            )
        )
        return f"{_SIGNS[key]} {named}".strip()
    return ""


_SIGNS = {
    "telegram.photo": "📷",
    "telegram.video": "🎬",
    "telegram.voice": "🎤",
    "telegram.document": "📄",
    "telegram.poll": "📊",
    "telegram.sticker": "🖼",
    "telegram.place": "📍",
    "telegram.contact": "👤",
}
"""Signs for messages without text, independent of language."""


def _first_line(body: str) -> str:
    """Return the first line of a body with letters, without leading emoji."""
    for line in plain(body).split("\n"):
        if any(char.isalpha() for char in line):
            return line.lstrip("".join({c for c in line[:12] if not (c.isalnum() or c in "«\"'(#@")}))
    return ""


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _text(node: LexborNode | None) -> str:
    return clean_line(node.text(separator=" ")) if node is not None else ""
