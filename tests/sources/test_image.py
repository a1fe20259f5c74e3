"""Images are recognised by whole signatures, decoded by their own decoder only, and bounded before that."""

import io
import resource
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.image import MAX_PIXELS, MAX_SIDE, ImageError, decode_image, image_size, image_type

Image = pytest.importorskip("PIL.Image")
KINDS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


def encoded(kind, size=(40, 30), **how):
    data = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(data, kind, **how)
    return data.getvalue()


def png_of(width, height, depth=8, colour=0):
    """Return a PNG of one colour that is small however large it says it is."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(bytes((width * depth // 8 + 1) * min(height, 2_000)), 9)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", KINDS)
def test_image_of_each_type_is_recognised_and_decoded(kind):
    data = encoded(kind)
    assert image_type(data) == KINDS[kind]
    decoded = decode_image(data)
    assert (decoded.mode, decoded.size) == ("RGB", (40, 30))


@pytest.mark.parametrize("how", [{"lossless": True}, {"quality": 50}])
def test_webp_size_is_read_from_its_header(how):
    assert image_size(encoded("WEBP", (123, 45), **how)) == (123, 45)
    rgba = io.BytesIO()
    Image.new("RGBA", (300, 7), (1, 2, 3, 4)).save(rgba, "WEBP", exif=b"Exif\0\0")
    assert image_size(rgba.getvalue()) == (300, 7)


@pytest.mark.parametrize(
    "data",
    [
        b"%!PSftypavif\n%%BoundingBox: 0 0 9 9\nshowpage",
        b"%!PSftypavis" + bytes(100),
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\x89PNG\n\x1a\n" + bytes(30),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM" + bytes(60),
        b"II*\0" + bytes(60),
        b"%PDF-1.4",
        b"",
    ],
)
def test_bytes_with_an_image_prefix_only_are_no_image(data):
    assert image_type(data) == ""
    with pytest.raises(ImageError):
        decode_image(data)


def test_avif_among_compatible_brands_is_recognised():
    box = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"
    assert image_type(box) == "image/avif"


@pytest.mark.parametrize("size", [(16_385, 1), (1, 16_385), (6_000, 6_000), (30_000, 30_000)])
def test_image_of_too_many_pixels_is_refused_before_decoding(size):
    assert size[0] * size[1] > MAX_PIXELS or max(size) > MAX_SIDE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImageError, match="pixels"):
        decode_image(png_of(*size))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10


def test_webp_with_a_huge_canvas_is_refused_before_decoding():
    small = io.BytesIO()
    Image.new("RGBA", (2, 2), (1, 2, 3, 4)).save(small, "WEBP", exif=b"Exif\0\0")
    data = bytearray(small.getvalue())
    data[24:30] = (16_382).to_bytes(3, "little") * 2
    with pytest.raises(ImageError, match="pixels"):
        decode_image(bytes(data))


def test_jpeg_is_decoded_at_the_size_that_is_shown():
    assert max(decode_image(encoded("JPEG", (4_000, 3_000)), 400, 300).size) <= 1_000


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_damaged_image_raises_nothing_else(kind, data):
    image = bytearray(encoded(kind, (16, 9)))
    for _ in range(data.draw(st.integers(1, 6))):
        image[data.draw(st.integers(0, len(image) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ImageError):
        decode_image(bytes(image))
