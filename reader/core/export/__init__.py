"""Export articles of the library in one of five formats; existing files are not overwritten."""

from reader.core.export.items import Item, collect
from reader.core.export.writer import FORMATS, Format, export_items, render

__all__ = ["FORMATS", "Format", "Item", "collect", "export_items", "render"]
