"""Pictures out of files, as the article pane makes them but in this process."""

from reader.sources.image import decode_pixels
from reader.tui.widgets.picture import make_picture, picture_pixels
from reader.typeset.graphics_profiles import Graphics


def decode_picture(data, width, height, graphics=None):
    """Return the picture of a file for a box of cells; None when it cannot be decoded."""
    graphics = graphics or Graphics()
    pixels = decode_pixels(data, *picture_pixels(width, height, graphics))
    return make_picture(pixels, width, height, graphics) if pixels is not None else None
