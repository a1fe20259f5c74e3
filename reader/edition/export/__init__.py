"""Saved articles out of the library: collected once, written in one of five forms, never over a file."""

from reader.edition.export.collect import Item, collect
from reader.edition.export.write import FORMATS, Format, export, render

__all__ = ["FORMATS", "Format", "Item", "collect", "export", "render"]
