"""Turn keys and arguments into sentences of the language, with the digits a person chose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reader.locale.catalogue import LANGUAGES as LANGUAGES
from reader.locale.catalogue import Catalogue
from reader.locale.message import LocalizedError, Message
from reader.text.language import Direction

if TYPE_CHECKING:
    from reader.locale.catalogue import Argument


class Translator:
    """Converter of messages, keys and times to texts of the interface language.

    Args:
        language: one of `LANGUAGES`; anything else is read as Arabic.
        digits: ``arab`` for ١٢٣, ``latn`` for 123.
    """

    def __init__(self, language: str = "ar", digits: str = "latn") -> None:
        self._catalogue = Catalogue(language, digits)
        self.language = self._catalogue.language
        self.arabic_digits = self._catalogue.arabic_digits
        self.direction: Direction = self._catalogue.direction
        """Which way the interface reads."""
        self.rtl = self.direction == "rtl"
        """Whether the interface reads right to left."""
        self.figures = self._catalogue.figures
        self.isolate = self._catalogue.isolate

    def __call__(self, text: str | Message, /, **args: Argument) -> str:
        """Return a message, or the text of a key with ``{placeholders}`` filled in.

        Args:
            text: a message, or a key.
            args: the arguments of a key; a whole number ``n`` chooses the plural form.

        Raises:
            KeyError: no such key, or not every placeholder is given: a mistake in the program that the
                tests look for. A message may come from a library of another version and never raises.
        """
        if isinstance(text, Message):
            return self._catalogue.text_of_any(text.key, text.args)
        return self._catalogue.text(text, args)

    def __contains__(self, key: str) -> bool:
        return key in self._catalogue.texts

    def sentence(self, error: LocalizedError | Message | None) -> str:
        """Return the text of an error or a message in the language of the interface; empty for none."""
        if error is None:
            return ""
        return self(error.message if isinstance(error, LocalizedError) else error)

    def size(self, count: int) -> str:
        """Return a number of bytes for people: ``14.2 MB``."""
        if count < 1000:
            return self("size.b", number=count)
        number, units = count / 1000, ["gb", "mb", "kb"]
        while number >= 1000 and len(units) > 1:
            number /= 1000
            units.pop()
        return self(f"size.{units[-1]}", number=round(number, 1))

    def age(self, then: datetime, now: datetime) -> str:
        """Return the time since ``then`` in words (both aware); after a week, the date."""
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

    def short_age(self, then: datetime, now: datetime) -> str:
        """Return how long ago ``then`` was, in a number and a letter: ``2 h``."""
        minutes = max(1, int((now - then).total_seconds() // 60))
        unit, size = ("days", 24 * 60) if minutes >= 24 * 60 else ("hours", 60)
        if minutes < 60:
            unit, size = "minutes", 1
        return self(f"age.short.{unit}", n=minutes // size)

    def clock(self, moment: datetime) -> str:
        """Return the local time of day of an aware moment."""
        return self.figures(f"{moment.astimezone():%H:%M}")

    def date(self, day: datetime) -> str:
        """Return a day as ``20 آب 2020``, months by their Iraqi names in Arabic."""
        return self.figures(f"{day.day} {self._catalogue.months[day.month - 1]} {day.year}")

    def day(self, day: datetime, now: datetime) -> str:
        """Return the heading of a day: today, yesterday, or weekday and date."""
        gap = (now.astimezone().date() - day.date()).days
        if gap in (0, 1):
            return self(("day.today", "day.yesterday")[gap])
        return f"{self._catalogue.days[day.weekday()]} {self.date(day)}"

    def date_and_time(self, moment: datetime | None) -> str:
        """Return ``20 August 2020, 21:20`` in local time; empty when unknown."""
        if moment is None:
            return ""
        local = moment.astimezone() if moment.tzinfo else moment
        return self.date(local) + self("list.separator") + self.figures(f"{local:%H:%M}")

    def stamp(self, moment: datetime | None) -> str:
        """Return a time as ``DD-MM-YYYY, HH:MM`` in local time; empty when unknown."""
        if moment is None:
            return ""
        local = moment.astimezone() if moment.tzinfo else moment
        return self.figures(f"{local:%d-%m-%Y}{self('list.separator')}{local:%H:%M}")

    def since(self, moment: datetime | None, now: datetime) -> str:
        """Return since when something is so: a clock time today, else the date and time."""
        if moment is None:
            return self("since.never")
        if now - moment < timedelta(hours=20):
            return self.clock(moment)
        return self.stamp(moment)
