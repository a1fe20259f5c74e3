"""Extract the text of an entry's markup, for the index and snippets."""

from __future__ import annotations

import re
from html import unescape

# An unclosed element extends to the end, as in a browser; searching for its end each time is quadratic.
_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|em|font|i|mark|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")


def plain(markup: str) -> str:
    """Return the text of an HTML fragment; block tags become a blank, inline tags nothing."""
    if "<" in markup:
        markup = _TAG.sub(" ", _INLINE.sub("", _UNREAD.sub(" ", markup)))
    return unescape(markup) if "&" in markup else markup
