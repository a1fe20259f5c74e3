"""Take the time of day from the tokens of a date, with its half of the day and its zone."""

from __future__ import annotations

from datetime import time, timedelta, timezone

from reader.sources.dates.tokens import Token

GAP = Token("gap", 0, "")
"""Replacement of a time, to keep the numbers around a time separate."""

_HOUR = (3_600, 0, 1)


class NoTimeError(Exception):
    """Error for a time with hours or minutes out of range, in a date that is then unreadable."""


def take_time(tokens: list[Token]) -> time | None:
    """Return the time of day in tokens, with its zone if any; replace its tokens by a gap.

    Raises:
        NoTimeError: hours or minutes are out of range.
    """
    _join_zones(tokens)
    for at in range(len(tokens)):
        for form in (_with_colon, _after_word, _before_half):
            if found := form(tokens, at):
                hour, minute, second, fraction, end = found
                half, start, end = _take_half(tokens, at, end)
                zone, start, end = _take_zone(tokens, start, end, has_seconds=end - at >= 5)
                tokens[start:end] = [GAP]
                return _time(hour, minute, second, fraction, half, zone)
    return _take_dotted(tokens)


def _take_dotted(tokens: list[Token]) -> time | None:
    """Take ``10.30`` (Turkish, Kurdish): minutes of two digits, and not part of a date."""
    for at in range(len(tokens)):
        if (
            _is_number(tokens, at, 2)
            and _is_sign(tokens, at + 1, ".")
            and _is_number(tokens, at + 2, 2)
            and len(tokens[at + 2].text) == 2
            and not tokens[at + 1].is_spaced
            and not tokens[at + 2].is_spaced
            and not (_is_sign(tokens, at + 3, "./-") and not tokens[at + 3].is_spaced)
            and not (_is_sign(tokens, at - 1, "./-") and not tokens[at].is_spaced)
            and _int(tokens[at]) < 24
            and _int(tokens[at + 2]) < 60
        ):
            hour, minute = _int(tokens[at]), _int(tokens[at + 2])
            half, start, end = _take_half(tokens, at, at + 3)
            zone, start, end = _take_zone(tokens, start, end, has_seconds=False)
            tokens[start:end] = [GAP]
            return _time(hour, minute, 0, 0, half, zone)
    return None


def _with_colon(tokens: list[Token], at: int) -> tuple[int, int, int, int, int] | None:
    """Read ``17:05``, ``17:05:09``, ``17:05:09.25`` at an index."""
    if not (_is_number(tokens, at, 2) and _is_sign(tokens, at + 1, ":") and _is_number(tokens, at + 2, 2)):
        return None
    hour, minute, second, fraction, end = _int(tokens[at]), _int(tokens[at + 2]), 0, 0, at + 3
    if _is_sign(tokens, end, ":") and _is_number(tokens, end + 1, 2):
        second, end = _int(tokens[end + 1]), end + 2
        if _is_sign(tokens, end, ".,") and _is_number(tokens, end + 1, 9) and not tokens[end + 1].is_spaced:
            fraction, end = int(tokens[end + 1].text[:6].ljust(6, "0")), end + 2
    elif hour > 23 >= minute and tokens[at + 1].is_spaced:
        # Pages that are typed as they look have the minutes first: ۵۹ : ۱۸.
        hour, minute = minute, hour
    return hour, minute, second, fraction, end


def _after_word(tokens: list[Token], at: int) -> tuple[int, int, int, int, int] | None:
    """Parse ``الساعة 10.30`` or ``الساعة 5 مساء`` at an index; None for ``الساعة 5`` alone."""
    word = tokens[at]
    if not (word.kind == "at" or (word.kind == "unit" and word.value == _HOUR)) or not _is_number(
        tokens, at + 1, 2
    ):
        return None
    hour = _int(tokens[at + 1])
    if _is_sign(tokens, at + 2, ".") and _is_number(tokens, at + 3, 2) and len(tokens[at + 3].text) == 2:
        return hour, _int(tokens[at + 3]), 0, 0, at + 4
    is_told = _half_at(tokens, at + 2) is not None or 13 <= hour <= 24
    return (hour, 0, 0, 0, at + 2) if is_told and not _is_sign(tokens, at + 2, ":") else None


def _before_half(tokens: list[Token], at: int) -> tuple[int, int, int, int, int] | None:
    """Read ``5 مساء`` at an index."""
    if not _is_number(tokens, at, 2) or not 1 <= _int(tokens[at]) <= 12:
        return None
    follows = at + 1 < len(tokens) and tokens[at + 1].kind == "half"
    is_part = (
        at > 0
        and tokens[at - 1].kind == "sign"
        and tokens[at - 1].text in "/-.:+"
        and not tokens[at].is_spaced
    )
    return (_int(tokens[at]), 0, 0, 0, at + 1) if follows and not is_part else None


def _half_at(tokens: list[Token], at: int) -> int | None:
    """Return the index of a half of the day at or just behind an index."""
    if _is_sign(tokens, at, ".,-()"):
        at += 1
    return at if at < len(tokens) and tokens[at].kind == "half" else None


def _take_half(tokens: list[Token], start: int, end: int) -> tuple[str, int, int]:
    """Return the half of the day next to a time, and the span of both."""
    behind = _half_at(tokens, end)
    if behind is not None:
        return str(tokens[behind].value), start, behind + 1
    before = start - 1
    while before >= 0 and (
        _is_sign(tokens, before, ".,-(") or tokens[before].kind in ("at", "filler", "unit")
    ):
        before -= 1
    if before >= 0 and tokens[before].kind == "half":
        # Behind a year it is the era: 2020 م.
        is_era = before > 0 and tokens[before - 1].kind == "number" and len(tokens[before - 1].text) == 4
        if not (is_era and len(tokens[before].text) == 1):
            return str(tokens[before].value), before, end
    return "", start, end


def _take_zone(
    tokens: list[Token], start: int, end: int, *, has_seconds: bool
) -> tuple[int | None, int, int]:
    """Return the minutes east of UTC named next to a time (else None), and the span of both."""
    behind = end
    while behind < len(tokens) and (tokens[behind].kind == "filler" or _is_sign(tokens, behind, "(")):
        behind += 1
    if behind < len(tokens) and tokens[behind].kind == "zone":
        return int(str(tokens[behind].value)), start, behind + 1
    if _is_sign(tokens, end, "+-"):
        minutes, after = _offset(tokens, end)
        if minutes is not None:  # then a number follows the sign
            is_attached = not tokens[end + 1].is_spaced
            is_written_out = has_seconds if after == end + 4 else len(tokens[end + 1].text) == 4
            if tokens[end].text == "+" or (is_attached and is_written_out):
                return minutes, start, after
    if start > 0 and tokens[start - 1].kind == "zone":
        return int(str(tokens[start - 1].value)), start - 1, end
    return None, start, end


def _join_zones(tokens: list[Token]) -> None:
    """Merge a zone and its offset into one token: ``GMT+3``, ``UTC +03:00``."""
    for at, token in enumerate(tokens):
        if token.kind == "zone" and _is_sign(tokens, at + 1, "+-"):
            minutes, after = _offset(tokens, at + 1)
            if minutes is not None and not tokens[at + 2].is_spaced:
                tokens[at:after] = [token._replace(value=int(str(token.value)) + minutes)]
                return


def _offset(tokens: list[Token], at: int) -> tuple[int | None, int]:
    """Return minutes of ``+3``, ``+0300`` or ``+03:00`` at an index, else None; and the end."""
    if not _is_number(tokens, at + 1, 4) or len(tokens[at + 1].text) == 3:
        return None, at
    digits, end = tokens[at + 1].text, at + 2
    if len(digits) <= 2 and _is_sign(tokens, end, ":") and _is_number(tokens, end + 1, 2):
        digits, end = digits + tokens[end + 1].text.zfill(2), end + 2
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes not in (0, 15, 30, 45):
        return None, at
    return (hours * 60 + minutes) * (-1 if tokens[at].text == "-" else 1), end


def _time(hour: int, minute: int, second: int, fraction: int, half: str, zone: int | None) -> time:
    if half in ("pm", "noon") and hour <= 12:
        is_before_noon = half == "noon" and 10 <= hour <= 11
        hour = hour if is_before_noon else hour % 12 + 12
    elif half == "night" and hour <= 12:
        hour = hour % 12 + (12 if 6 <= hour <= 11 else 0)
    elif half == "am":
        if hour > 12:
            raise NoTimeError
        hour %= 12
    try:
        tzinfo = None if zone is None else timezone(timedelta(minutes=zone))
        return time(hour, minute, min(second, 59) if second == 60 else second, fraction, tzinfo)
    except ValueError:
        raise NoTimeError from None


def _is_number(tokens: list[Token], at: int, digits: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].kind == "number" and len(tokens[at].text) <= digits


def _is_sign(tokens: list[Token], at: int, signs: str) -> bool:
    return 0 <= at < len(tokens) and tokens[at].kind == "sign" and tokens[at].text in signs


def _int(token: Token) -> int:
    return int(str(token.value))
