"""Fill in the texts of one language: plural forms, digits, isolation of arguments."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from reader.text.language import Direction, direction
from reader.text.script import has_rtl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol, TypeAlias

    class Keyed(Protocol):
        """A text inside a text: a `reader.locale.message.Message`."""

        @property
        def key(self) -> str:
            """The key in the catalogues."""

        @property
        def args(self) -> Mapping[str, Argument]:
            """A value for each placeholder."""

    Argument: TypeAlias = "str | int | float | Keyed | list[str] | tuple[Argument, ...]"
    """A name or address (text from outside, sanitized), a number, a message, or a list of these."""

LANGUAGES = ("ar", "en", "ckb")
"""Interface languages, in the order the language key walks through them."""

FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and its end (UAX #9 2.4)."""
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SEPARATORS = str.maketrans(",.", "٬٫")
_RIGHT_TO_LEFT = re.compile(r"[\u0620-\u065f\u0671-\u06d5 ]*")
"""Words that read the same with and without isolation inside a right-to-left sentence."""
_MIN_GROUPED = 10_000
"""Smaller numbers have no separator of thousands: a year, a line of a file."""


def plural(language: str, n: int) -> str:
    """Return the CLDR plural category of an integer (``one``, ``two``, ``few``, …)."""
    if language != "ar":
        return "one" if n == 1 else "other"
    if n in (1, 2):
        return ("one", "two")[n - 1]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


class Catalogue:
    """The texts of one language, with formatting of their arguments.

    In a right-to-left language every name, address or other text in a sentence is enclosed in U+2068 and
    U+2069, so that its letters and those of the sentence cannot be reordered together; in English, texts
    with right-to-left letters are.
    Whole numbers need no isolation (UAX #9 W2 to W4 keep their digits together). Digits of the person's
    choice are used for numbers only: texts from outside, addresses and paths stay as they are.

    Args:
        language: one of `LANGUAGES`; anything else is read as Arabic.
        digits: ``arab`` for ١٢٣, ``latn`` for 123.
    """

    def __init__(self, language: str, digits: str = "latn") -> None:
        self.language = language if language in LANGUAGES else "ar"
        self.direction: Direction = direction(self.language)
        self.arabic_digits = digits == "arab"
        module = import_module(f"reader.locale.{self.language}")
        self.texts: Mapping[str, str] = module.PHRASES
        self.months: tuple[str, ...] = module.MONTHS
        self.days: tuple[str, ...] = module.DAYS

    def text(self, key: str, args: Mapping[str, Argument]) -> str:
        """Return the text of a key with its placeholders filled in; ``n`` chooses the plural form.

        Raises:
            KeyError: there is no such key, or a placeholder has no argument.
        """
        n = args.get("n")
        if isinstance(n, int):
            key = self._plural_key(key, n)
        text = self.texts[key]
        if not args and "{" not in text:
            return text
        return text.format_map({name: self.argument(value) for name, value in args.items()})

    def text_of_any(self, key: str, args: Mapping[str, Argument]) -> str:
        """Return the text of a key; of one that another version wrote, the key and its arguments."""
        try:
            return self.text(key, args)
        except KeyError:
            return " ".join([key, *(self.argument(value) for value in args.values())])

    def argument(self, value: Argument) -> str:
        """Return an argument in the format of a sentence."""
        if isinstance(value, str):
            return self.isolate(value)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, float):
            text = str(value)
            return self.isolate(self.figures(text.translate(_SEPARATORS) if self.arabic_digits else text))
        if isinstance(value, list | tuple):
            names = all(isinstance(each, str | int | float) for each in value)
            return (self.texts["list.separator"] if names else " ").join(map(self.argument, value))
        return self.text_of_any(value.key, value.args)

    def isolate(self, text: str) -> str:
        """Return ``text`` in direction isolates if its direction may differ from the sentence's."""
        safe = _RIGHT_TO_LEFT.fullmatch(text) if self.direction == "rtl" else not has_rtl(text)
        if safe or text[:1] == FSI:
            return text
        return f"{FSI}{text}{PDI}"

    def number(self, n: int) -> str:
        """Return a whole number in the chosen digits, thousands separated from 10,000 up."""
        text = f"{n:,}" if abs(n) >= _MIN_GROUPED else str(n)
        text = self.figures(text.translate(_SEPARATORS)) if self.arabic_digits else text
        return text if n >= 0 else self.isolate(text)

    def figures(self, text: str) -> str:
        """Return ``text`` of the program (never from outside) with its numbers in the chosen digits."""
        return text.translate(_DIGITS) if self.arabic_digits else text

    def _plural_key(self, key: str, n: int) -> str:
        for form in (plural(self.language, n), "other"):
            if f"{key}.{form}" in self.texts:
                return f"{key}.{form}"
        return key


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, or English or Arabic by direction for others."""
    if language not in LANGUAGES:
        return catalogue("en" if direction(language) == "ltr" else "ar")
    return Catalogue(language)
