"""The words of an entry's markup, for the index and for snippets only: nothing of this is ever shown as markup."""

from __future__ import annotations

import re
from html import unescape

_UNREAD = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|em|font|i|mark|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")


def plain(markup: str) -> str:
    """Return the text of a fragment of HTML; elements that break a line leave a blank, inline ones nothing."""
    if "<" in markup:
        markup = _TAG.sub(" ", _INLINE.sub("", _UNREAD.sub(" ", markup)))
    return unescape(markup) if "&" in markup else markup
