"""Saved articles out of the library: collected once, written in one of five forms, never over a file."""

from reader.core.export.items import Item, collect
from reader.core.export.writer import FORMATS, Format, export, render

__all__ = ["FORMATS", "Format", "Item", "collect", "export", "render"]
