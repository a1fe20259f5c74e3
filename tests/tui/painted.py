"""What is on the screen of a running application, as the compositor would paint it."""

from rich.segment import Segment


def rows(app):
    """Every line of the screen, in the cells that would be written."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def row_with(app, part):
    """The one line of the screen that holds ``part``."""
    (found,) = [row for row in rows(app) if part in row]
    return found


def cells_of(strip):
    """(text, style) of every character of a strip."""
    return [(character, style) for text, style, _ in strip for character in text]


def visual(text, base=None):
    """A text as it must arrive on the screen: shaped, in visual order."""
    from reader.typeset import layout

    (line,) = layout(text, 4 * len(text) + 4, base=base)
    return line.text


def segments(text, style=None):
    return [Segment(text, style)]
