"""Find the day in the tokens of a date, in any of the calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reader.sources.dates.calendars import calendar_of, to_gregorian
from reader.sources.dates.tokens import Token

REACH = 5
"""Tokens looked at on each side of a month's name."""
AHEAD = timedelta(days=2)
"""A date of news is not further in the future."""

_SEPARATORS = "/-.\\"
_BETWEEN = frozenset(("filler", "weekday", "sign", "gap", "era", "unit", "half"))


def find_day(tokens: list[Token], today: date) -> date | None:
    """Return the day in tokens: a Gregorian one if there are several, else the first."""
    weekday = next((int(str(token.value)) for token in tokens if token.kind == "weekday"), None)
    found = [*_named(tokens, today, weekday), *_numeric(tokens, today, weekday), *_compact(tokens)]
    common = [day for calendar, day in found if calendar == "gregorian"]
    return next(iter(common), None) or next((day for _, day in found), None)


def _named(tokens: list[Token], today: date, weekday: int | None) -> Iterator[tuple[str, date]]:
    """Yield the days around the names of months: 20 آب 2020, August 20, 2020, 2020 آب 20."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "month":
            at += 1
            continue
        names, end = _same_month(tokens, at)
        if names:
            calendar, month = names
            left = list(_numbers(tokens, range(at - 1, max(at - 1 - REACH, -1), -1)))
            right = list(_numbers(tokens, range(end, min(end + REACH, len(tokens)))))
            day = _around(calendar, month, left, right) or _yearless(
                calendar, month, left, right, today, weekday
            )
            if day:
                yield calendar, day
        at = end


def _same_month(tokens: list[Token], at: int) -> tuple[tuple[str, int] | None, int]:
    """Return the month at an index (None if two differ, as in أغسطس/آب) and the end index.

    A month may be named twice, in two calendars.
    """
    value, end = tokens[at].value, at + 1
    ahead = end
    while ahead < len(tokens) and (tokens[ahead].kind in ("sign", "filler") and tokens[ahead].text != ","):
        ahead += 1
        if ahead < len(tokens) and tokens[ahead].kind == "month":
            break
    if ahead < len(tokens) and tokens[ahead].kind == "month" and isinstance(value, tuple):
        other = tokens[ahead].value
        if isinstance(other, tuple) and other[0] == value[0]:
            return (None if other != value else (str(value[0]), int(value[1]))), ahead + 1
    return (str(value[0]), int(value[1])) if isinstance(value, tuple) else None, end


def _numbers(tokens: list[Token], indexes: range) -> Iterator[str]:
    """Yield the numbers met on the way, up to the first word that does not belong to a date."""
    for at in indexes:
        if tokens[at].kind == "number":
            yield tokens[at].text
        elif tokens[at].kind not in _BETWEEN:
            return


def _around(calendar: str, month: int, left: list[str], right: list[str]) -> date | None:
    """Return the day from the numbers nearest to a month's name; ``left`` is nearest first."""
    orders = []
    if len(right) > 1 and _is_year(right[1]):
        orders.append((right[1], right[0]))
    if left and right:
        orders.append((left[0], right[0]) if _is_year(left[0]) else (right[0], left[0]))
    if len(left) > 1 and _is_year(left[1]):
        orders.append((left[1], left[0]))
    for year, day in orders:
        if (
            len(day) <= 2
            and len(year) in (2, 4)
            and (found := to_gregorian(calendar, _whole(calendar, year), month, int(day)))
        ):
            return found
    return None


def _yearless(
    calendar: str, month: int, left: list[str], right: list[str], today: date, weekday: int | None
) -> date | None:
    """Return the latest such day if its weekday is ``weekday``; None without a weekday."""
    day = (left or right or [""])[0]
    if calendar != "gregorian" or weekday is None or not 1 <= len(day) <= 2 or len(left) + len(right) != 1:
        return None
    for year in (today.year + 1, today.year, today.year - 1):
        found = to_gregorian(calendar, year, month, int(day))
        if found and found <= today + AHEAD:
            return found if found.weekday() == weekday else None
    return None


def _numeric(tokens: list[Token], today: date, weekday: int | None) -> Iterator[tuple[str, date]]:
    """Yield the days written in numbers: 20/08/2020, 2020-08-20, 20 - 8 - 2020."""
    eras: set[object] = {token.value for token in tokens if token.kind == "era"}
    at = 0
    while at + 4 < len(tokens):
        a, first, b, second, c = tokens[at : at + 5]
        is_triple = (
            a.kind == b.kind == c.kind == "number"
            and first.kind == second.kind == "sign"
            and first.text == second.text
            and first.text in _SEPARATORS
        )
        if not is_triple or _goes_on(tokens, at, first.text):
            at += 1
            continue
        if found := _from_numbers(a.text, b.text, c.text, eras, today, weekday):
            yield found
        at += 5


def _goes_on(tokens: list[Token], at: int, sign: str) -> bool:
    """Return whether three numbers are part of a longer row: an address, a telephone number."""
    before = (
        at > 1
        and tokens[at - 1].text == sign
        and tokens[at - 2].kind == "number"
        and not tokens[at].is_spaced
    )
    end = at + 5
    after = end + 1 < len(tokens) and tokens[end].text == sign and tokens[end + 1].kind == "number"
    return before or (after and not tokens[end].is_spaced)


def _from_numbers(
    a: str, b: str, c: str, eras: set[object], today: date, weekday: int | None
) -> tuple[str, date] | None:
    """Return calendar and day of three numbers: year first, or day first as the region writes.

    Month first only where it cannot be otherwise: the month would be a 13th, the day lie in the future, or
    only so fall on the weekday named.
    """
    if len(b) > 2 or (len(a) != 4 and len(c) not in (2, 4)) or len(a) not in (1, 2, 4):
        return None
    year, day, month = (a, c, b) if len(a) == 4 else (c, a, b)
    if len(day) > 2:
        return None
    whole = _whole("gregorian", year)
    calendar = calendar_of(whole)
    if whole < 1900 and eras & {"hijri", "jalali"}:
        calendar = "hijri" if "hijri" in eras and "jalali" not in eras else "jalali"
    usual = to_gregorian(calendar, whole, int(month), int(day))
    swapped = to_gregorian(calendar, whole, int(day), int(month))
    if usual is None or swapped is None:
        chosen = usual or swapped
    else:
        is_odd = usual > today + AHEAD or (weekday is not None and usual.weekday() != weekday)
        fits = swapped <= today + AHEAD and weekday in (None, swapped.weekday())
        chosen = swapped if is_odd and fits and len(a) != 4 else usual
    return (calendar, chosen) if chosen else None


def _compact(tokens: list[Token]) -> Iterator[tuple[str, date]]:
    """Yield the days of numbers of eight digits: 20200820."""
    for token in tokens:
        if token.kind == "number" and len(token.text) == 8 and token.text[:2] in ("19", "20"):
            day = to_gregorian("gregorian", int(token.text[:4]), int(token.text[4:6]), int(token.text[6:]))
            if day:
                yield "gregorian", day


def _is_year(number: str) -> bool:
    return len(number) == 4


def _whole(calendar: str, year: str) -> int:
    """Return a year with its century: of two digits, that of the years news are from."""
    number = int(year)
    if len(year) > 2:
        return number
    if calendar == "gregorian":
        return number + (2000 if number < 70 else 1900)
    return number + (1400 if number < 60 else 1300)
