"""Texts of messages and errors as a person reads them, for tests of every room."""

from reader.locale.translator import Translator


def in_arabic(message):
    """Return a message, or that of an error, in Arabic and without isolates."""
    return Translator("ar").sentence(message).replace("\u2068", "").replace("\u2069", "")
