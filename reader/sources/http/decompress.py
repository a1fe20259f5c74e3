"""Decode the content encodings of HTTP (RFC 9110 8.4), never to more bytes than allowed."""

from __future__ import annotations

import re
from collections.abc import Callable

ENCODINGS = "gzip, deflate, br, zstd"
"""What ``Accept-Encoding`` offers."""
_LAYERS = 3
"""Encodings upon encodings that are undone; real servers use one, a mistaken one two."""
_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<[?!a-zA-Z]|[{\[]\s*+[\"{\[])")
"""How documents begin that are not compressed."""
_STEP = 1 << 16
"""Bytes unpacked at once."""
_MOST_MEMBERS = 1_000
"""Members of a gzip file or frames of a zstd one; real files have one, logs joined together some dozens."""


class TooLongError(ValueError):
    """The unpacked body is longer than the limit."""


class BrokenError(ValueError):
    """The compressed body is damaged or truncated.

    Args:
        why: for a developer.
        unpacked: what it holds before the damage, which browsers and curl show.
    """

    def __init__(self, why: str = "", unpacked: bytes | bytearray = b"") -> None:
        super().__init__(why)
        self.unpacked = bytes(unpacked)


def decode_content(body: bytes, encoding: str, limit: int) -> tuple[bytes, bool]:
    """Return a body without its content encodings, and whether the body is whole.

    Args:
        body: the bytes as they came.
        encoding: value of ``Content-Encoding``. Servers are wrong in both directions: a body said to be gzip
            that is not is taken as it is, and one that is gzip and not said to be is unpacked.
        limit: bytes; memory stays within it and a step.

    Raises:
        TooLongError: it would be longer than ``limit``.
        BrokenError: it is damaged from its beginning on.
    """
    names = _names(encoding)
    if len(names) > _LAYERS:
        raise BrokenError(encoding)
    is_whole = True
    undone = 0
    while names or (is_compressed(body, "") and undone < _LAYERS):  # a gzip file, or one sent as gzip
        name = names.pop() if names else "gzip"
        undone += 1
        try:
            body = _DECODERS[_sniff(name, body)](body, limit)
        except BrokenError as error:
            if error.unpacked:
                body, is_whole = error.unpacked, False
            elif not _TEXT.match(body):  # it was never compressed
                raise
    if len(body) > limit:
        raise TooLongError
    return body, is_whole


def _sniff(name: str, body: bytes) -> str:
    """Return the encoding of a body by its first bytes, else the declared one."""
    if body.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if body.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    return "deflate" if name in ("gzip", "x-gzip") and _is_zlib(body) else name


def _is_zlib(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0


def is_compressed(body: bytes | bytearray, encoding: str) -> bool:
    """Return whether a body is encoded, by the declared encoding or a gzip signature."""
    return bool(_names(encoding)) or body.startswith(b"\x1f\x8b\x08")


def _names(encoding: str) -> list[str]:
    """Return the encodings to undo; unknown ones (``aws-chunked``, ``utf-8``) are ignored."""
    named = (part.strip() for part in encoding.lower().split(","))
    return [name for name in named if name in _DECODERS]


def _gzip(body: bytes, limit: int) -> bytes:
    """Inflate the members of a gzip file (RFC 1952 2.2); ignore checksums and trailing data."""
    unpacked = bytearray()
    at = 0
    for _ in range(_MOST_MEMBERS):
        start = _member_data(body, at)
        if start is None:
            break
        at = _inflate(body, start, -15, limit, unpacked) + 8
    else:
        raise BrokenError("too many members")
    return bytes(unpacked) if at else body


def _member_data(body: bytes, at: int) -> int | None:
    """Return where the data of the gzip member at an index begins, None when there is no member."""
    if body[at : at + 2] != b"\x1f\x8b":
        return None
    flags = body[at + 3] if len(body) > at + 3 else 0
    start = at + 10
    if flags & 4:
        start += 2 + int.from_bytes(body[start : start + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            start = body.find(b"\0", start) + 1 or len(body)
    return start + 2 if flags & 2 else start


def _deflate(body: bytes, limit: int) -> bytes:
    # RFC 9110 means zlib; some servers send raw deflate.
    unpacked = bytearray()
    _inflate(body, 2 if _is_zlib(body) else 0, -15, limit, unpacked)
    return bytes(unpacked)


def _inflate(body: bytes, start: int, bits: int, limit: int, unpacked: bytearray) -> int:
    """Append the deflate stream at an index to ``unpacked``; return its end."""
    import zlib

    stream = zlib.decompressobj(bits)
    try:
        for at in range(start, len(body), _STEP):
            unpacked += stream.decompress(body[at : at + _STEP], limit + 1 - len(unpacked))
            if len(unpacked) > limit:
                raise TooLongError
            if stream.eof:
                return min(at + _STEP, len(body)) - len(stream.unused_data)
    except zlib.error as error:
        raise BrokenError(str(error), unpacked) from error
    raise BrokenError("cut short", unpacked)


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli

    stream = brotli.Decompressor()
    unpacked = bytearray()
    try:
        unpacked += stream.process(body, output_buffer_limit=_STEP)
        while not stream.is_finished():
            if len(unpacked) > limit:
                raise TooLongError
            piece = stream.process(b"", output_buffer_limit=_STEP)
            if not piece and stream.can_accept_more_data():
                raise BrokenError("cut short", unpacked)
            unpacked += piece
    except brotli.error as error:
        raise BrokenError(str(error), unpacked) from error
    return bytes(unpacked)


def _zstd(body: bytes, limit: int) -> bytes:
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    unpacked = bytearray()
    at = 0
    try:
        for _ in range(_MOST_MEMBERS):
            if at >= len(body):
                return bytes(unpacked)
            stream = decompressor.decompressobj()
            # It takes no limit: 512 bytes are at most some 100 blocks (RFC 8878 3.1.1.2) of 128 KiB.
            while not stream.eof:
                if at >= len(body):
                    raise BrokenError("cut short", unpacked)
                unpacked += stream.decompress(body[at : at + 512])
                at += 512
                if len(unpacked) > limit:
                    raise TooLongError
            at = min(at, len(body)) - len(stream.unused_data)
    except zstandard.ZstdError as error:
        raise BrokenError(str(error), unpacked) from error
    raise BrokenError("too many frames")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
