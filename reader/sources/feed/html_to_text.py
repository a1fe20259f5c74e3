"""Convert HTML to plain text, for titles and summaries."""

from __future__ import annotations

import html
import re

from reader.sources.sanitize import clean, clean_line, repair_references

_TAG = r"""[A-Za-z](?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>"""
_BREAKING = (
    "address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|ol|p|pre"
)
_HIDDEN = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style|iframe)\b[^<>]*>.*?(?:</\1\s*>|\Z)")
_TITLE_HIDDEN = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|<(script|style|iframe)\b[^<>]*+>[^<]*+(?:<(?!/?(?:script|style|iframe)\b)[^<]*+)*+</\1\s*+>",
    re.IGNORECASE,
)
_OFTEN_OPEN = frozenset(str.split("b big br em font i li p strong tt u wbr"))
"""Tags that are left open by mistake more often than written about."""
_MAY_HIDE = re.compile(r"<[!sSiI]")
_BREAK = re.compile(rf"(?i)</?(?:{_BREAKING}|section|table|tr|ul)\b[^<>]*>")
_MARKUP = re.compile(rf"<[/!?]?{_TAG}|<[/!?]?[A-Za-z][^<>]*(?:>|\Z)")
_TITLE_TAG = re.compile(
    r"</?(a|abbr|b|bdi|bdo|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|nobr|ol|p|q|s|small|span"
    r"|strike|strong|sub|sup|tt|u|ul|wbr)(?:\s++[\w:-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>]++))*+\s*+/?>",
    re.IGNORECASE,
)
_MARKUP_SHARE = 4
"""Characters of markup for one of text, at most in what most feeds write."""
_ESCAPED_TWICE = re.compile(
    r"&(?:#[0-9]{2,6}|#x[0-9a-f]{2,5}|amp|quot|apos|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
"""References that are still there in a title, and were meant to be read."""
_ALTERNATIVE = re.compile(r"<img\b[^<>]*?\salt\s*+=\s*+(?:\"([^\"<>]*+)\"|'([^'<>]*+)')", re.IGNORECASE)
_WRITTEN_CDATA = re.compile(r"\s*+<!?\[CDATA\[(.*?)\]\]>\s*+", re.DOTALL)
_HUGE_REFERENCE = re.compile(r"&#[xX]?[0-9A-Fa-f]{8,};?")


def unescape(text: str) -> str:
    """Return text with HTML character references resolved once."""
    # No character has so many digits, and ``int`` refuses thousands of them.
    if "&" not in text:
        return text
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", repair_references(text)))


def without_cdata(text: str) -> str:
    """Return a text without its escaped CDATA section."""
    found = _WRITTEN_CDATA.fullmatch(text) if "[CDATA[" in text[:20] else None
    return found[1] if found else text


def plain(markup: str) -> str:
    """Return the clean text of HTML: a line for each block, none empty."""
    if "<" in markup:
        markup = _without_tags(markup.replace("\n", " "), "\n")
    return "\n".join([line for line in map(_collapsed, clean(unescape(markup)).split("\n")) if line])


def plain_start(markup: str, length: int) -> str:
    """Return at most so many characters of ``plain``; of a long text only its beginning is read.

    A first sync of 1,000 items takes a fifth less processor time so (``tests/bench sync``).
    """
    head = _head(markup, _MARKUP_SHARE * length)
    if head and not (_MAY_HIDE.search(head) and _HIDDEN.search(head)):
        text = plain(head)
        if len(text) >= length:
            return text[:length]
    return plain(markup)[:length]


def _head(markup: str, size: int) -> str:
    """Return the beginning of long markup, cut before a tag or word; ``""`` for short one."""
    if len(markup) <= size:
        return ""
    head = markup[:size]
    if "<" in markup:
        head = head.replace("\n", " ")
    start, end = head.rfind("<"), head.rfind(">")
    tag = head[max(start, 0) : end + 1]
    is_in_tag = start > end or tag.count('"') % 2 or tag.count("'") % 2
    return head[:start] if is_in_tag else head[: max(head.rfind(" "), end + 1)]


def plain_line(markup: str) -> str:
    """Return the clean text of HTML on one line."""
    return clean_line(unescape(_without_tags(markup, " ") if "<" in markup else markup))


def title_line(markup: str) -> str:
    """Return the clean text of a title on one line.

    Titles are HTML or text, and few feeds say which: only tags that titles have are tags; ``<head>``,
    ``<mail@host>`` and ``a<b`` are text.
    """
    source = markup
    if "<" in markup:
        if _MAY_HIDE.search(markup):
            markup = _TITLE_HIDDEN.sub("", markup)
        markup = _without_title_tags(markup)
    text = unescape(markup)
    if "</" in text and "</" not in markup:  # escaped once too often
        text = unescape(_without_title_tags(text))
    if "&" in text and "&amp;" in markup:
        for _ in range(2):
            text = unescape(text) if _ESCAPED_TWICE.search(text) else text
    return clean_line(without_cdata(text)) or _alternative_text(source)


def _without_title_tags(title: str) -> str:
    """Return a title without its tags; an unclosed tag is part of the text."""
    closed = title.lower() if "</" in title else ""

    def between(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if tag[0].lower() == f"<{name}>" and name not in _OFTEN_OPEN and f"</{name}" not in closed:
            return tag[0]
        if name == "img":  # emoji are pictures to some programs
            said = unescape(_said(tag[0]))
            return said if said and not any(map(str.isalnum, said)) else ""
        return " " if name in ("br", "p", "div", "li", "ul", "ol") else ""

    return _TITLE_TAG.sub(between, title)


def _alternative_text(markup: str) -> str:
    """Return the text that stands for the picture of which a title consists."""
    return clean_line(unescape(_said(markup))) if "<img" in markup else ""


def _said(markup: str) -> str:
    said = _ALTERNATIVE.search(markup)
    return said[1] or said[2] or "" if said else ""


def _collapsed(line: str) -> str:
    """Return a line with white space collapsed and stripped; most lines are returned as given."""
    if line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " ":
        return line
    return " ".join(line.split())


def _without_tags(markup: str, between: str) -> str:
    if _MAY_HIDE.search(markup):
        markup = _HIDDEN.sub("", markup)
    markup = _BREAK.sub(between, markup)
    return _MARKUP.sub("", markup) if "<" in markup else markup
