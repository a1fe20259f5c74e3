"""Find further pages for an article: its next page, or a twin with its text.

A twin is a second form of a page whose text only a program shows: AMP, WordPress's ``wp-json``, the data of
Gatsby and Nuxt, the print view.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from reader.sources.article.embeds import absolute
from reader.sources.article.extractor import extract
from reader.sources.article.html_tree import parse_html
from reader.sources.charset import decode
from reader.sources.errors import ExtractError
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_url
from reader.text.normalize import comparison_key

if TYPE_CHECKING:
    from reader.model import Article
    from reader.sources import Fetched

_MIN_TEXT_CHARACTERS = 200
"""Characters of a page's own text below which its twin is asked."""
_SIGNS = (b"amphtml", b"wp-json", b"___gatsby", b"pagePath", b"_payload.json", b"print")
_POST = re.compile(r"/wp-json/wp/v2/(?:posts|pages)/\d+")
_PAYLOAD = re.compile(r"_payload\.json(?:\?|$)")
_PRINT = re.compile(r"[?&/]print(?:[=/]|$)", re.IGNORECASE)
_PAGE_LINKS = (
    "a[rel~=next][href], [class*=page-link] a[href], [class*=pagination] a[href], [class*=pager] a[href]"
)
_PAGE_KEYS = ("page", "p", "pg", "paged", "Page", "pageno")


def twin_address(fetched: Fetched) -> str:
    """Return the address of a page's twin; ``""`` for a page with text or without a twin."""
    if not any(sign in fetched.body for sign in _SIGNS):
        return ""
    try:
        article = extract(fetched.body, fetched.url, fetched.content_type)
    except ExtractError:
        pass
    else:
        if len(article.text) >= _MIN_TEXT_CHARACTERS:
            return ""
    tree = parse_html(decode(fetched.body, fetched.content_type, kind="html"))
    url, host = fetched.url, host_of(fetched.url)
    candidates = [
        *(node.attributes.get("href") for node in tree.css("link[rel=amphtml]")[:2]),
        *(
            href
            for node in tree.css("link[type='application/json'][href]")[:5]
            if _POST.search(href := node.attributes.get("href") or "")
        ),
        *(
            source
            for node in tree.css("script[data-src]")[:5]
            if _PAYLOAD.search(source := node.attributes.get("data-src") or "")
        ),
    ]
    if tree.css_first("#___gatsby") is not None:
        path = urlsplit(url).path.strip("/") or "index"
        candidates.append(f"/page-data/{path}/page-data.json")
    candidates += [
        href
        for node in tree.css("a[href*=print]")[:5]
        if _PRINT.search(href := node.attributes.get("href") or "")
    ]
    for candidate in candidates:
        address = absolute(url, candidate)
        if address and address != url and _is_same_site(host_of(address), host):
            return address
    return ""


def read_twin(twin: Fetched, fetched: Fetched) -> Article | None:
    """Return the article of a twin; None for another topic or no more text than the page.

    Args:
        twin: the answer at `twin_address`.
        fetched: the page itself.
    """
    text = decode(twin.body, twin.content_type, kind="html")
    title = _title(fetched)
    published = None
    try:
        if text.lstrip()[:1] in ("{", "["):
            page, published = _page_of_data(text, title, twin.url)
            article = extract(page, fetched.url)
        else:
            article = extract(twin.body, fetched.url, twin.content_type)
    except (ExtractError, ValueError, RecursionError):
        return None
    one, other = comparison_key(article.title), comparison_key(title)
    if not one or not (one in other or other in one):
        return None
    try:
        own = len(extract(fetched.body, fetched.url, fetched.content_type).text)
    except ExtractError:
        own = 0
    if len(article.text) <= own:
        return None
    return replace(
        article, url=fetched.url, twin=clean_url(twin.url), published=published or article.published
    )


def next_page(fetched: Fetched, first: str, number: int) -> str:
    """Return the address of an article's next page; ``""`` after the last or only one.

    Args:
        fetched: the page before it.
        first: address of the first page.
        number: of the page wanted, from 2.
    """
    if b"next" not in fetched.body and b"page" not in fetched.body:
        return ""
    tree = parse_html(decode(fetched.body, fetched.content_type, kind="html"))
    for node in (*tree.css("link[rel~=next][href]")[:5], *tree.css(_PAGE_LINKS)[:60]):
        address = absolute(fetched.url, node.attributes.get("href"))
        if address and _is_page(address, first, number):
            return address
    return ""


def _is_page(address: str, first: str, number: int) -> bool:
    """Whether an address is a page of the article ``first``: ``/2``, ``/page/2``, ``?page=2``."""
    here, there = urlsplit(first), urlsplit(address)
    if here.hostname != there.hostname:
        return False
    path, rest = here.path.rstrip("/"), there.path.rstrip("/")
    if rest in (f"{path}/{number}", f"{path}/page/{number}"):
        return True
    values = parse_qs(there.query)
    return rest == path and any(values.get(key) == [str(number)] for key in _PAGE_KEYS)


def _page_of_data(text: str, title: str, url: str) -> tuple[str, datetime | None]:
    """Return an article's data as a page, and its time if given only there."""
    data: Any = json.loads(text)
    if isinstance(data, dict) and isinstance(data.get("content"), dict) and "rendered" in data["content"]:
        named = data.get("title")
        shown = str(named.get("rendered") if isinstance(named, dict) else title)
        moment = data.get("date_gmt")
        published = datetime.fromisoformat(moment).replace(tzinfo=UTC) if isinstance(moment, str) else None
        body = "" if data["content"].get("protected") else str(data["content"]["rendered"])
        return f"<title>{shown}</title><body><article><h1>{shown}</h1><div>{body}</div></article>", published
    kind = ' id="__NUXT_DATA__"' if _PAYLOAD.search(url) else ""
    safe = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<title>{escape(title)}</title><body><script type="application/json"{kind}>{safe}</script>', None


def _title(fetched: Fetched) -> str:
    """Return the title in the head of a page."""
    tree = parse_html(decode(fetched.body, fetched.content_type, kind="html"))
    claim = tree.css_first("meta[property='og:title']")
    shown = claim.attributes.get("content") if claim is not None else None
    node = tree.css_first("title")
    return shown or (node.text().strip() if node is not None else "")


def _is_same_site(host: str, site: str) -> bool:
    """Whether two hosts are of one newsroom: the same but for ``www``, ``m``, ``amp``."""
    one, other = (re.sub(r"^(?:www|m|mobile|amp)\.", "", each) for each in (host, site))
    return one == other
