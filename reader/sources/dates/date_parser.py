"""Parse dates in the ways newsrooms of the region write them.

First the exact notations (ISO 8601, RFC 822, epoch), which nearly all feeds have; then the words: tokens, the
time of day among them, the day in whichever calendar, or how long ago. None is better than wrong.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from reader.sources.dates.calendars import calendar_of, to_gregorian

LENGTH = 200
"""Characters of the longest date."""
TOKENS = 64
LABEL = 2
"""Most other words around a relative date: «آخر تحديث», «تم النشر»."""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[Tt ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_WEEK_DATE = re.compile(r"\d{4}-?W\d\d-?[1-7]")
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s*)?(\d{1,2})[\s-]([A-Za-z]{3})[a-z]*[\s-](\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?"
    r"\s*(Z|GMT|UTC|UT|[+-]\d{4})?",
    re.ASCII,
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10})(\d{3})?(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?", re.ASCII)
_IANA = re.compile(
    r"[\[(]?\b((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)"
    r"(?:/[A-Za-z0-9_+-]{1,30}){1,2})[\])]?"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}


def parse_date(text: str, *, now: datetime | None = None) -> datetime | None:
    """Return the time written in a text; None without one, or when ambiguous. Never raises.

    Aware when the text has a zone, or is relative and ``now`` is aware; otherwise naive, in the newsroom's
    own time. A day without a time is its midnight.

    Args:
        text: a date, possibly with a little other text.
        now: where relative dates start; the present if not given.
    """
    text = text.strip()
    if not text or len(text) > LENGTH:
        return None
    reference = now or datetime.now(UTC)
    named: tzinfo | None = None
    if "/" in text:
        text, named = _named_zone(text)
    if named is not None:
        moment = parse_date(text, now=now)
        return moment.replace(tzinfo=named) if moment is not None and moment.tzinfo is None else moment
    try:
        exact = parse_exact_date(text, reference)
        return exact or _from_words(text, reference, None if now is None else now.tzinfo)
    except OverflowError:  # ``now`` is at an end of the calendar
        return None


def parse_exact_date(text: str, now: datetime) -> datetime | None:
    """Return the time in an exact notation (RFC 822, ISO 8601, epoch); None for other text."""
    text = text.strip()
    return _from_rfc822(text) or _from_iso(text) or _from_epoch(text, now.year)


def _from_rfc822(text: str) -> datetime | None:
    """Read ``Thu, 20 Aug 2020 14:05:00 +0300`` (RFC 822 5, with the year of RFC 1123)."""
    found = _RFC822.fullmatch(text)
    if not found:
        return None
    day, name, year, hour, minute, second, zone = found.groups()
    month = _MONTHS.get(name.lower())
    return _moment(int(year), month, int(day), hour, minute, second, "", zone) if month else None


def _from_iso(text: str) -> datetime | None:
    """Parse ISO 8601 (``2020-08-20T14:05:00+03:00``, shorter forms), also Hijri and Jalali."""
    found = _ISO.fullmatch(text)
    if not found:
        with suppress(ValueError):
            return datetime.fromisoformat(text) if _WEEK_DATE.match(text) else None
        return None
    year, month, day, *clock = found.groups()
    return _moment(int(year), int(month), int(day), *clock)


def _from_epoch(text: str, this_year: int) -> datetime | None:
    """Parse seconds or milliseconds since 1970, also ``/Date(…)/``, of the years since 1990."""
    found = _EPOCH.fullmatch(text)
    moment = datetime.fromtimestamp(int(found[1]), UTC) if found else None
    return moment if moment and 1990 <= moment.year <= this_year + 1 else None


def _moment(
    year: int,
    month: int,
    day: int,
    hour: str | None,
    minute: str | None,
    second: str | None,
    fraction: str | None,
    zone: str | None,
) -> datetime | None:
    """Return the moment of these parts, each as matched; None when one is out of range."""
    calendar = calendar_of(year)
    try:
        if calendar == "gregorian" and not fraction and hour:  # nearly all
            return datetime(year, month, day, int(hour), int(minute or 0), int(second or 0), 0, _zone(zone))
    except ValueError:
        pass  # the day after, or a leap second; or none
    date_ = to_gregorian(calendar, year, month, day)
    if date_ is None:
        return None
    try:
        clock = time(
            int(hour or 0) % 24 if hour == "24" and not int(minute or 0) else int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59) if second == "60" else int(second or 0),
            int((fraction or "")[:6].ljust(6, "0")),
            _zone(zone),
        )
    except ValueError:
        return None
    moment = datetime.combine(date_, clock)
    return moment + timedelta(days=1) if hour == "24" else moment


@lru_cache(maxsize=64)
def _zone(text: str | None) -> tzinfo | None:
    """Return the zone of ``Z``, ``GMT``, ``+0300``, ``+03:00``; ValueError when out of range."""
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _named_zone(text: str) -> tuple[str, tzinfo | None]:
    """Return a text without its IANA zone name, and the zone."""
    found = _IANA.search(text)
    if found is None:
        return text, None
    import zoneinfo

    try:
        zone = zoneinfo.ZoneInfo(found[1])
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), zone


def _from_words(text: str, reference: datetime, zone: tzinfo | None) -> datetime | None:
    """Read a date written in words; days without a zone get ``zone``."""
    from reader.sources.dates.day import find_day
    from reader.sources.dates.relative import find_day_of_speech, find_moment
    from reader.sources.dates.time_of_day import NoTimeError, take_time  # late: most feeds never need words
    from reader.sources.dates.tokens import tokenize

    tokens = tokenize(text)
    if len(tokens) > TOKENS:
        return None
    rest = list(tokens)
    try:
        clock = take_time(rest) or time()
    except NoTimeError:
        return None
    today = reference.date()
    if day := find_day(rest, today):
        return datetime.combine(day, clock)
    if sum(token.kind == "unknown" for token in tokens) > LABEL:
        return None  # a sentence, in which «an hour ago» belongs to something else
    if moment := find_moment(tokens, reference):
        return moment
    if any(token.kind == "number" for token in rest):
        return None
    spoken = find_day_of_speech(rest, today)
    return datetime.combine(spoken, clock, clock.tzinfo or zone) if spoken else None
