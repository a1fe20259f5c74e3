"""Turn logical text into lines of terminal cells; pure: no I/O, no Textual, no Rich.

paragraph (levels) → shape (joined forms) → linebreak → layout → line (reorder, mirror, cells) → terminal.
"""

from reader.typeset.joining import shape
from reader.typeset.line import Cell, Line
from reader.typeset.paragraph import Paragraph
from reader.typeset.paragraph_layout import layout
from reader.typeset.truncation import truncate

__all__ = ["Cell", "Line", "Paragraph", "layout", "shape", "truncate"]
