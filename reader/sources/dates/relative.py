"""Find relative dates in tokens: «منذ 5 ساعات», «قبل ساعتين», «أمس»."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from reader.sources.dates.tokens import Token

FARTHEST = 100_000
"""Of any unit; larger numbers are no news."""
_BEFORE_ONLY = ("منذ", "مند", "לפני")
"""Words before a duration; after one they belong to another statement («חודשיים לפני המועד»)."""


def find_moment(tokens: list[Token], now: datetime) -> datetime | None:
    """Return the moment of «5 hours ago» in tokens; None without one."""
    for at, token in enumerate(tokens):
        if token.kind == "ago":
            if any(one.text == "من" and other.kind == "unknown" for one, other in pairwise(tokens[at:])):
                return None  # «قبل 5 أيام من العيد»
            found = _span(tokens, at + 1) or (
                None if token.text in _BEFORE_ONLY else _span_before(tokens, at)
            )
            return _before(now, *found) if found else None
    kinds = {token.kind for token in tokens}
    return now if "now" in kinds and kinds <= {"now", "sign", "filler"} else None


def find_day_of_speech(tokens: list[Token], today: date) -> date | None:
    """Return the day of «today», «yesterday» and their kin; None without one."""
    days = [int(str(token.value)) for token in tokens if token.kind == "day"]
    return today + timedelta(days=days[0]) if len(days) == 1 else None


def _span(tokens: list[Token], at: int) -> tuple[float, float] | None:
    """Return (seconds, months) of the quantities at an index: ``5 hours and 20 minutes``."""
    seconds = months = 0.0
    quantity: float | None = None
    last: tuple[int, int, int] | None = None
    for token in tokens[at:]:
        value = token.value
        if token.kind == "now" and last is None:
            return 0.0, 0.0
        if token.kind in ("number", "count"):
            if last and value == 1:
                continue  # ساعة واحدة
            quantity = (quantity or 0) + int(str(value))
        elif token.kind == "fraction" and isinstance(value, float):
            if last:
                seconds, months = seconds + value * last[0], months + value * last[1]
            else:
                quantity = value
        elif token.kind == "unit" and isinstance(value, tuple) and len(value) == 3:
            amount = value[2] * (1 if quantity is None else quantity)
            seconds, months = seconds + amount * value[0], months + amount * value[1]
            last, quantity = value, None
        elif token.text not in ("و", "and", "et", "من", "حوالي", "نحو", "حدود") and token.kind not in (
            "sign",
            "filler",
        ):
            break
    return (seconds, months) if last and quantity is None else None


def _span_before(tokens: list[Token], end: int) -> tuple[float, float] | None:
    """Return seconds and months of quantities that end at an index: ``5 hours ago``."""
    for at in range(end):
        if tokens[at].kind in ("number", "count", "fraction", "unit") and (found := _span(tokens[:end], at)):
            return found
    return None


def _before(now: datetime, seconds: float, months: float) -> datetime | None:
    """Return the moment so long before now, the day of the month no later than the month has."""
    if seconds > FARTHEST * 60 or months > 1_200:
        return None
    year, month = divmod(now.year * 12 + now.month - 1 - round(months), 12)
    if not 1900 <= year <= 2100:
        return None
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    day = min(now.day, (first_of_next - timedelta(days=1)).day)
    return now.replace(year=year, month=month + 1, day=day) - timedelta(seconds=seconds)
