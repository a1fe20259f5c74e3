"""Read the values of feed entries in any notation: times, addresses, languages, identities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from hashlib import blake2b
from html import escape

from reader.locale.message import Message
from reader.model import Entry, direction
from reader.sources.dates.date_parser import parse_date, parse_exact_date
from reader.sources.dates.timezones import in_utc, zone_of
from reader.sources.feed.html_to_text import plain, plain_line, unescape
from reader.sources.sanitize import clean_line
from reader.text.script import has_rtl

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the web there was no entry: such dates are clocks that were never set."""
AHEAD = timedelta(days=2)
"""What lies further in the future is no date of publication; the rest may be a matter of time zones."""
ENTRIES = 10_000
"""Entries read of one feed: the newest, by its order."""
HEADLINE = 90
"""Characters of the text that stand in for a missing title, up to the last whole word."""
TITLE, SUMMARY, CONTENT, NAME = 1_000, 20_000, 2_000_000, 200
"""Characters kept of a title or guid, a summary, a body, and the name of an author or category."""
PARTS = 32
"""Categories, authors or enclosures kept of one entry."""

_AMBIGUOUS_ZONES = {"AST": -240, "IST": 330}
"""Zones of several countries, minutes east of UTC where the newsroom's country is not known.

AST is the clock of Arabia and of the Atlantic, IST of Israel and of India: else it is the newsroom's own.
"""
_AMBIGUOUS_ZONE = re.compile(r"\b(AST|IST)\b")
_NUMERIC_DATE = re.compile(r"((?:[^\W\d]{1,20}+[,.]?\s{1,4}+)?+)(\d{1,2})([/.-])(\d{1,2})\3(?=\d{4})")
_HEAD = 20_000
"""Characters of a body in which a picture's text is looked for."""
REPEATED = 500
"""Characters of a summary from which on it is not stored beside a body that begins with it."""
_ALT = re.compile(r"<img\b[^<>]*?\s(alt|title)\s*+=\s*+(?:\"([^\"<>]*+)\"|'([^'<>]*+)')", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>|&(?:[a-zA-Z]{2,8}|#\w{1,7});|<!\[CDATA\[|<!--")
_ESCAPED_TAG = re.compile(
    r"&lt;/(?:p|div|b|strong|i|em|a|span|li|ul|ol|h[1-6]|blockquote)&gt;|&lt;br ?/?&gt;"
)
_TAG_LENGTH = 64
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(slots=True)
class Clock:
    """Reads the dates of one feed."""

    now: datetime
    """Aware."""
    zone: tzinfo | None = None
    """Of the newsroom, for dates that name none; looked up by address and language when first needed."""
    url: str = ""
    language: str = ""
    _latest: datetime = field(init=False)
    _is_month_first: bool = False

    def __post_init__(self) -> None:
        self._latest = self.now.astimezone(UTC) + AHEAD

    def learn_order(self, dates: Iterable[str]) -> None:
        """Learn from the dates of a feed whether the month comes first: some must, none the day."""
        found = False
        for date in dates:
            numbers = _NUMERIC_DATE.match(date)
            if numbers is None or int(numbers[2]) > 12:
                return
            found = found or int(numbers[4]) > 12
        self._is_month_first = found

    def read(self, text: str) -> datetime | None:
        """Return the moment a text means, in UTC; None when unknown or absurd."""
        if not text:
            return None
        if self._is_month_first:
            text = _NUMERIC_DATE.sub(r"\1\4\3\2\3", text, count=1)
        moment = parse_exact_date(text, self.now) or parse_date(text, now=self._local())
        if moment is None or not EARLIEST.year <= moment.year <= self._latest.year:
            return None
        if moment.tzinfo is None:
            zone = self._own_zone()
            if zone is UTC and (named := _AMBIGUOUS_ZONE.search(text)):
                zone = timezone(timedelta(minutes=_AMBIGUOUS_ZONES[named[1]]))
            moment = in_utc(moment, zone)
        elif moment.tzinfo is not UTC:
            moment = in_utc(moment, UTC)
        return moment if EARLIEST <= moment <= self._latest else None

    def _own_zone(self) -> tzinfo:
        self.zone = self.zone or zone_of(self.url, self.language)
        return self.zone

    def _local(self) -> datetime:
        """Return the present by the newsroom's clock, without its zone."""
        return self.now.astimezone(self._own_zone()).replace(tzinfo=None)


def check_language(tag: str, sample: str) -> str:
    """Return a language tag (BCP 47); ``""`` if invalid or if the sample is in another script.

    The software of many an Arabic newsroom says ``en-US``.
    """
    tag, is_rtl = _declared(tag[:_TAG_LENGTH])
    return tag if is_rtl or not has_rtl(sample) else ""


@lru_cache(maxsize=64)
def _declared(tag: str) -> tuple[str, bool]:
    """Return a language tag (``""`` if invalid) and whether the language is right-to-left."""
    tag = tag.strip().replace("_", "-")
    return (tag, direction(tag) == "rtl") if _TAG.fullmatch(tag) else ("", True)


def deduplicate(values: Sequence[str]) -> tuple[str, ...]:
    """Return the distinct non-empty values, in order, at most ``PARTS``, none too long."""
    if not values:
        return ()
    return tuple(dict.fromkeys([shorten(value, NAME) for value in values if value]))[:PARTS]


def shorten(text: str, limit: int) -> str:
    """Return a text, cut with an ellipsis at the limit of characters."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def make_headline(text: str) -> str:
    """Return the beginning of a text, for an entry without a title."""
    text = " ".join(text[:SUMMARY].split())
    return text if len(text) <= HEADLINE else f"{text[:HEADLINE].rpartition(' ')[0] or text[:HEADLINE]}…"


def make_title(title: str, summary: str, content: str, url: str = "") -> str:
    """Return an entry's title as plain text.

    Without one the beginning of its text (both markup), else the text that stands for its picture, else its
    address.
    """
    found = shorten(title, TITLE) or make_headline(plain_line(summary or content[:2_000]))
    return found or make_headline(_picture_text(content or summary)) or shorten(clean_line(url), TITLE)


def _picture_text(markup: str) -> str:
    """Return the text that stands for the first picture in markup that has one."""
    found = (match[2] or match[3] for match in _ALT.finditer(markup, 0, _HEAD))
    return next((text for written in found if written and (text := plain_line(written))), "")


def text_to_html(text: str) -> str:
    """Return plain text as HTML that keeps its lines."""
    return escape(text.strip(), quote=False).replace("\n", "<br>")


def is_plain_text(markup: str) -> bool:
    """Return whether a text has lines or addresses but no HTML tag."""
    # The tag first: in markup it stands near the beginning.
    return not _ANY_TAG.search(markup) and ("\n" in markup.strip() or "://" in markup)


def unescape_twice(markup: str) -> str:
    """Return markup that was escaped twice as markup."""
    if "<" in markup or "&lt;" not in markup or not _ESCAPED_TAG.search(markup):
        return markup
    return unescape(markup)


def make_summary(summary: str, content: str, *, is_one: bool, repeat: bool) -> str:
    """Return a summary (markup) as text; ``""`` for one that is the content, unless ``repeat``."""
    if not content or repeat:
        return shorten(plain(summary), SUMMARY)
    return "" if is_one or summary == content else drop_repeated(shorten(plain(summary), SUMMARY), content)


def drop_repeated(summary: str, content: str) -> str:
    """Return a summary (text); ``""`` for one that is the beginning of the content (markup)."""
    if len(summary) < REPEATED:
        return summary
    begins = plain(content[: 8 * len(summary)])
    return "" if begins.startswith(summary.removesuffix("…")) else summary


def digest(*parts: object) -> str:
    """Return a short name for something that has none of its own."""
    return blake2b("\n".join(map(str, parts)).encode("utf-8", "replace"), digest_size=12).hexdigest()


def malformed_note() -> Message:
    """Return the note on a repaired feed."""
    return Message("feed.not_well_formed")


def too_many_note(entries: int) -> Message:
    """Return the note on a feed with more entries than are read."""
    return Message("feed.too_many", kept=ENTRIES, total=entries)


def assign_ids(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries, each under an id of its own as far as they differ.

    Newsrooms give one guid to several items, or to all; then the address distinguishes them, then the title.
    """
    shared = {key for key, count in Counter(entry.id for entry in entries).items() if count > 1}
    if not shared:
        return tuple(entries)
    addresses = Counter(entry.url for entry in entries)
    return tuple(
        entry
        if entry.id not in shared
        else replace(entry, id=entry.url)
        if entry.url and addresses[entry.url] == 1
        else replace(entry, id=digest(entry.id, entry.url, entry.title, entry.published))
        for entry in entries
    )
