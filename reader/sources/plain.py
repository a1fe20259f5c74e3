"""Markup to plain text, for titles and summaries."""

from __future__ import annotations

import html
import re

from reader.sources.clean import clean, clean_line

_TAG = r"""[A-Za-z](?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>"""
_BREAKING = (
    "address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|ol|p|pre"
)
_HIDDEN = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style|iframe)\b[^<>]*>.*?(?:</\1\s*>|\Z)")
_BREAK = re.compile(rf"(?i)</?(?:{_BREAKING}|section|table|tr|ul)\b[^<>]*>")
_MARKUP = re.compile(rf"<[/!?]?{_TAG}|<[/!?]?[A-Za-z][^<>]*(?:>|\Z)")
_HUGE_REFERENCE = re.compile(r"&#[xX]?[0-9A-Fa-f]{8,};?")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def unescape(text: str) -> str:
    """Return text with HTML character references resolved once."""
    # No character has so many digits, and ``int`` refuses thousands of them.
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def plain(markup: str) -> str:
    """Return the clean text of HTML: a line for each block, none empty."""
    if "<" in markup:
        markup = _HIDDEN.sub("", markup)
        markup = _BREAK.sub("\n", _SPACES.sub(" ", markup.replace("\n", " ")))
        markup = _MARKUP.sub("", markup)
    text = clean(unescape(markup))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def plain_line(markup: str) -> str:
    """Return the clean text of HTML on one line."""
    if "<" in markup:
        markup = _MARKUP.sub("", _BREAK.sub(" ", _HIDDEN.sub("", markup)))
    return clean_line(unescape(markup))
