"""Convert days of the Hijri, Jalali and Kurdish calendars to the Gregorian one."""

from __future__ import annotations

from datetime import date

KURDISH_ERA = 1321
"""Years the Kurdish calendar is ahead of the Jalali one; its months are the same."""


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date; None for no such day or an implausible year.

    ``calendar`` is ``gregorian``, ``hijri`` (Umm al-Qura), ``jalali`` or ``kurdish``; ``year`` belongs to it.
    """
    try:
        if calendar == "gregorian":
            return date(year, month, day) if 1900 <= year <= 2100 else None
        if calendar == "hijri":
            from hijridate import Hijri

            found = Hijri(year, month, day).to_gregorian() if 1343 <= year <= 1500 else None
            return date(found.year, found.month, found.day) if found else None
        if calendar == "kurdish" and year > 2000:
            year -= KURDISH_ERA
        return _from_jalali(year, month, day) if 1250 <= year <= 1480 else None
    except (ValueError, OverflowError):
        return None


def _from_jalali(year: int, month: int, day: int) -> date:
    import jdatetime

    found = jdatetime.date(year, month, day).togregorian()
    return date(found.year, found.month, found.day)


def calendar_of(year: int) -> str:
    """Return the calendar a bare year of four digits is most likely of; ``""`` if of none.

    1410 divides the two that overlap: as a Jalali year it is still to come, as a Hijri one it was 1989.
    """
    if 1900 <= year <= 2100:
        return "gregorian"
    if 1300 <= year < 1410:
        return "jalali"
    return "hijri" if 1410 <= year <= 1500 else ""
