"""The typesetting engine: logical text in, lines of terminal cells out. Pure: no I/O, no Textual, no Rich.

paragraph (levels) → shape (joined forms) → linebreak → layout → line (reorder, mirror, cells) → terminal.
"""

from reader.typeset.layout import layout
from reader.typeset.line import Cell, Line
from reader.typeset.paragraph import Paragraph
from reader.typeset.shape import shape
from reader.typeset.truncate import truncate

__all__ = ["Cell", "Line", "Paragraph", "layout", "shape", "truncate"]
