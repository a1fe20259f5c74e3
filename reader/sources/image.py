"""Recognise raster images by their whole signature, and decode only those of a bounded size.

Pillow picks a decoder by the content: a file that looks like AVIF here and like PostScript there would be run
by Ghostscript. It is offered the one decoder of the recognised type.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MAX_SIDE = 16_384
"""Pixels of the longer side."""
MAX_PIXELS = 25_000_000
"""Pixels in all: 75 MB once decoded in colours; pictures of news have one to four million."""

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
_FTYP_BYTES = 256
"""Bytes of the longest ``ftyp`` box (ISO/IEC 14496-12 4.3) that is read."""


class ImageError(ValueError):
    """Bytes that are no image of a known type, a damaged one, or one of too many pixels."""


def image_type(data: bytes) -> str:
    """Return the media type of a raster image by its signature; ``""`` for anything else.

    SVG does not count: it may carry scripts.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        size = int.from_bytes(data[:4], "big")
        brands = [data[8:12], *(data[at : at + 4] for at in range(16, min(size, _FTYP_BYTES), 4))]
        if 16 <= size <= _FTYP_BYTES and not size % 4 and (b"avif" in brands or b"avis" in brands):
            return "image/avif"
    return ""


def image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in the header of a PNG, GIF or WebP; None for other types.

    Pillow allocates the canvas of a WebP when it is opened, before its size can be asked for.
    """
    kind = image_type(data)
    if kind == "image/png":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if kind == "image/gif":
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if kind == "image/webp" and data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == "image/webp" and data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == "image/webp":
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return None


class Pixels(NamedTuple):
    """A decoded image, perhaps reduced."""

    width: int
    height: int
    data: bytes
    """Rows of red, green and blue."""
    original: tuple[int, int]
    """Width and height before it was reduced."""


def is_sound_image(data: bytes) -> bool:
    """Return whether bytes are an image of a known type and safe size; decodes nothing."""
    kind = image_type(data)
    declared = image_size(data)
    try:
        if declared is not None:
            _check_size(declared)
        if kind and _has_decoder(kind):
            with _opened(data, kind):
                pass
    except ImageError:
        return False
    return kind != ""


def decode_pixels(data: bytes, width: int, height: int) -> Pixels | None:
    """Decode an image to at most so many pixels, its proportions kept; None when that cannot be."""
    from PIL.Image import Resampling

    try:
        image = decode_image(data, width, height)
    except ImageError:
        return None
    original = image.size
    image.thumbnail((width, height), Resampling.BICUBIC)
    return Pixels(*image.size, image.tobytes(), original)


def decode_image(data: bytes, width: int = MAX_SIDE, height: int = MAX_SIDE) -> Image:
    """Return an image in colours (RGB), its first frame.

    Args:
        data: a JPEG, PNG, GIF, WebP or AVIF file.
        width: pixels that will be shown; a JPEG is decoded at a fraction of its size that is not less.
        height: the same.

    Raises:
        ImageError: it is none of these, damaged, or above ``MAX_PIXELS`` or ``MAX_SIDE``.
        ImportError: Pillow is not installed.
    """
    kind = image_type(data)
    if not kind:
        raise ImageError("no image of a known type")
    if (declared := image_size(data)) is not None:
        _check_size(declared)
    with _opened(data, kind) as opened:
        opened.draft("RGB", (min(width, MAX_SIDE), min(height, MAX_SIDE)))
        return opened.convert("RGB")


@contextmanager
def _opened(data: bytes, kind: str) -> Iterator[Image]:
    """Open an image by the decoder of its type, its size checked.

    Raises:
        ImageError: it is damaged, too large, or Pillow has no decoder for it.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as opened:
            _check_size(opened.size)
            yield opened
    except ImageError:
        raise
    except Exception as error:  # the plugins of Pillow raise errors of a dozen classes for damaged files
        raise ImageError(str(error)) from error


def _has_decoder(kind: str) -> bool:
    try:
        from PIL import features
    except ImportError:
        return False
    return kind not in ("image/webp", "image/avif") or features.check(_FORMATS[kind].lower()) is True


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if not 0 < width <= MAX_SIDE or not 0 < height <= MAX_SIDE or width * height > MAX_PIXELS:
        raise ImageError(f"{width} × {height} pixels")
