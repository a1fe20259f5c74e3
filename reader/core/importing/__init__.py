"""What other readers and read-later services export: recognised, read into plain values, then stored."""

from reader.core.importing.importer import KINDS, Kind, bring_in, recognise
from reader.core.importing.records import Arriving, Page

__all__ = ["KINDS", "Arriving", "Kind", "Page", "bring_in", "recognise"]
