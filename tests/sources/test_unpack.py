"""Content encodings: every one there and back, cut, damaged, and bombs."""

import gzip
import random
import resource
import time
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.http.decompress import BrokenError, TooLongError, decode_content

PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
    "": bytes,
}
PLAIN = "خبر من بغداد، ".encode() * 500
LONG = random.Random(1).randbytes(200_000).hex().encode()
"""Text that no encoding makes so small that it comes in one piece."""


@pytest.mark.parametrize("name", PACK)
def test_packed_body_is_unpacked(name):
    assert decode_content(PACK[name](PLAIN), name, len(PLAIN)) == (PLAIN, True)
    assert decode_content(PACK[name](b""), name, 0) == (b"", True)


@pytest.mark.parametrize("name", [*PACK])
def test_body_over_the_limit_raises(name):
    with pytest.raises(TooLongError):
        decode_content(PACK[name](PLAIN), name, len(PLAIN) - 1)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_decompress_of_a_cut_body_gives_what_came(name, share):
    packed = PACK[name](LONG)
    got, is_whole = decode_content(packed[: int(len(packed) * share)], name, 1 << 20)
    assert got
    assert LONG.startswith(got)
    assert not is_whole


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_decompress_of_a_body_cut_before_its_content_raises(name):
    with pytest.raises(BrokenError):
        decode_content(PACK[name](LONG)[:4], name, 1 << 20)


def test_body_with_a_wrong_encoding_header_is_read():
    assert decode_content(PLAIN, "gzip", 1 << 20) == (PLAIN, True), "said to be gzip and is not"
    assert decode_content(gzip.compress(PLAIN), "", 1 << 20) == (PLAIN, True), "gzip and not said to be"
    assert decode_content(gzip.compress(gzip.compress(PLAIN)), "gzip", 1 << 20) == (PLAIN, True), "a file"
    assert decode_content(zlib.compress(PLAIN)[2:-4], "deflate", 1 << 20) == (PLAIN, True), "raw deflate"
    assert decode_content(gzip.compress(PLAIN) * 2, "gzip", 1 << 20) == (PLAIN * 2, True), "two members"
    assert decode_content(gzip.compress(PLAIN) + b"\0" * 20, "gzip", 1 << 20) == (PLAIN, True), "padding"
    assert decode_content(zstandard.compress(PLAIN) * 2, "zstd", 1 << 20) == (PLAIN * 2, True), "two frames"
    assert decode_content(brotli.compress(gzip.compress(PLAIN)), "GZIP, br", 1 << 20) == (PLAIN, True)


@pytest.mark.parametrize(
    "name", ["compress", "rot13", "aws-chunked", "UTF-8", "None", "Identity", "chunked, "]
)
def test_unknown_encoding_is_none(name):
    assert decode_content(PLAIN, name, 1 << 20) == (PLAIN, True)


def test_encodings_without_end_are_refused():
    with pytest.raises(BrokenError):
        decode_content(PLAIN, "br, br, br, br", 1 << 20)


def test_gzip_in_gzip_is_undone_to_a_depth():
    packed = PLAIN
    for _ in range(3):
        packed = gzip.compress(packed)
    assert decode_content(packed, "gzip", 1 << 20) == (PLAIN, True)
    assert decode_content(gzip.compress(packed), "gzip", 1 << 20)[0][:2] == b"\x1f\x8b"
    with pytest.raises(TooLongError):
        decode_content(gzip.compress(gzip.compress(bytes(1 << 22))), "gzip", 1 << 20)


@pytest.mark.parametrize("missing", [1, 4, 8])
def test_gzip_without_its_trailer_gives_its_content(missing):
    assert decode_content(gzip.compress(PLAIN)[:-missing], "gzip", 1 << 20) == (PLAIN, True)


def test_gzip_header_with_every_field_is_skipped():
    packed = gzip.compress(PLAIN)
    header = (
        packed[:3] + bytes([2 | 4 | 8 | 16]) + packed[4:10] + b"\x03\0abc" + b"name\0" + b"note\0" + b"\0\0"
    )
    assert decode_content(header + packed[10:], "gzip", 1 << 20) == (PLAIN, True)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_members_without_number_are_refused_in_linear_time(name):
    started = time.process_time()
    with pytest.raises(BrokenError):
        decode_content(PACK[name](b"") * 700_000, name, 1 << 24)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_bombs_stay_within_the_limit(name):
    bomb = brotli.compress(bytes(1 << 27), quality=1) if name == "br" else PACK[name](bytes(1 << 27))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLongError):
        decode_content(bomb, name, 1 << 22)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 1 << 26


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.binary(max_size=300), st.data())
def test_damaged_body_raises_or_is_bounded(name, plain, data):
    packed = bytearray(PACK[name](plain))
    for _ in range(data.draw(st.integers(0, 3))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BrokenError, TooLongError):
        assert len(decode_content(bytes(packed), name, 1000)[0]) <= 1000


def test_body_of_many_encodings_is_refused():
    body = b"<rss/>"
    for _ in range(4):
        body = gzip.compress(body)
    assert decode_content(body, "gzip, gzip, gzip", 1 << 20)[0] == gzip.compress(b"<rss/>")
    with pytest.raises(BrokenError):
        decode_content(body, "gzip, gzip, gzip, gzip", 1 << 20)
