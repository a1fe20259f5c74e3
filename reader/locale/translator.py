"""Every word of the interface, in the language and the digits the reader chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module

from reader.model import Direction, Headline, direction
from reader.model.headline import SAVED_PAGES
from reader.told import Note, Told

LANGUAGES = ("ar", "en", "ckb")
"""Interface languages, in the order the language key walks through them."""

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def plural(language: str, n: int) -> str:
    """Return the CLDR plural category of a whole number: ``one``, ``two``, ``few``, ``many`` or ``other``."""
    if language != "ar":
        return "one" if n == 1 else "other"
    if n in (1, 2):
        return ("one", "two")[n - 1]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


class Strings:
    """Look up and fill the phrases of one interface language.

    Args:
        language: one of `LANGUAGES`; anything else is read as Arabic.
        digits: ``arab`` for ١٢٣, ``latn`` for 123.
    """

    def __init__(self, language: str = "ar", digits: str = "latn") -> None:
        self.language = language if language in LANGUAGES else "ar"
        self.arabic_digits = digits == "arab"
        module = import_module(f"reader.locale.{self.language}")
        self._phrases: Mapping[str, str] = module.PHRASES
        self._months: tuple[str, ...] = module.MONTHS
        self._days: tuple[str, ...] = module.DAYS

    @property
    def direction(self) -> Direction:
        """Which way the interface reads."""
        return direction(self.language)

    @property
    def rtl(self) -> bool:
        """Whether the interface reads right to left."""
        return self.direction == "rtl"

    def __call__(self, key: str, /, **values: object) -> str:
        """Return phrase ``key`` with ``{names}`` filled in; a number ``n`` chooses the plural form.

        Raises:
            KeyError: when the language has no such phrase: a mistake of ours that the tests find.
        """
        n = values.get("n")
        if isinstance(n, int):
            key = self._plural_key(key, n)
        return self.figures(self._phrases[key].format_map(values))

    def _plural_key(self, key: str, n: int) -> str:
        for form in (plural(self.language, n), "other"):
            if f"{key}.{form}" in self._phrases:
                return f"{key}.{form}"
        return key

    def __contains__(self, key: str) -> bool:
        return key in self._phrases

    def source(self, headline: Headline) -> str:
        """Return the name of a source of news; that of pages a person saved is in the interface language."""
        return self("source.saved_pages") if headline.source == SAVED_PAGES else headline.source_name

    def sentence(self, told: Told | Note) -> str:
        """Return what an error or note of a room says, in Arabic to whoever reads from the right."""
        return told.arabic if self.rtl else str(told)

    def figures(self, text: str) -> str:
        """Return ``text`` with its digits in the chosen set."""
        return text.translate(_ARABIC_INDIC) if self.arabic_digits else text

    def age(self, then: datetime, now: datetime) -> str:
        """Return how long ago ``then`` was (both aware) as a news page says it; after a week, the date."""
        minutes = int((now - then).total_seconds() // 60)
        if minutes < 1:
            return self("age.now")
        if minutes < 60:
            return self("age.minutes", n=minutes)
        if minutes < 24 * 60:
            return self("age.hours", n=minutes // 60)
        if minutes < 7 * 24 * 60:
            return self("age.days", n=minutes // (24 * 60))
        return self.date(then.astimezone())

    def clock(self, moment: datetime) -> str:
        """Return the local time of day of an aware moment."""
        return self.figures(f"{moment.astimezone():%H:%M}")

    def date(self, day: datetime) -> str:
        """Return a day as ``20 آب 2020``, months by their Iraqi names in Arabic."""
        return self.figures(f"{day.day} {self._months[day.month - 1]} {day.year}")

    def day(self, day: datetime, now: datetime) -> str:
        """Return the heading of a day: today, yesterday, or weekday and date."""
        gap = (now.astimezone().date() - day.date()).days
        if gap in (0, 1):
            return self(("day.today", "day.yesterday")[gap])
        return f"{self._days[day.weekday()]} {self.date(day)}"

    def stamp(self, moment: datetime | None) -> str:
        """Return ``DD-MM-YYYY, HH:MM`` as an agency's meta line has it, in local time; empty when unknown."""
        if moment is None:
            return ""
        local = moment.astimezone() if moment.tzinfo else moment
        return self.figures(f"{local:%d-%m-%Y, %H:%M}")

    def since(self, moment: datetime | None, now: datetime) -> str:
        """Return since when something is so: a clock time today, else the date and time."""
        if moment is None:
            return self("since.never")
        if now - moment < timedelta(hours=20):
            return self.clock(moment)
        return self.stamp(moment)
