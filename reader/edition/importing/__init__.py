"""What other readers and read-later services export: recognised, read into plain values, then stored."""

from reader.edition.importing.arriving import Arriving, Page
from reader.edition.importing.bring import KINDS, Kind, bring_in, recognise

__all__ = ["KINDS", "Arriving", "Kind", "Page", "bring_in", "recognise"]
