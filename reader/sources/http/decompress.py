"""Decode the content encodings of HTTP (RFC 9110 8.4), never to more bytes than allowed."""

from __future__ import annotations

from collections.abc import Callable

ENCODINGS = "gzip, deflate, br, zstd"
"""What ``Accept-Encoding`` offers."""
_LAYERS = 3
"""Encodings upon encodings that are undone; real servers use one, a mistaken one two."""
_STEP = 1 << 16


class TooLongError(ValueError):
    """It unpacks to more than the limit."""


class BrokenError(ValueError):
    """It is damaged or was cut short."""


def decode_content(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a body without its content encodings.

    Args:
        body: the bytes as they came.
        encoding: value of ``Content-Encoding``. Servers are wrong in both directions: a body said to be gzip
            that is not is taken as it is, and one that is gzip and not said to be is unpacked.
        limit: bytes; memory stays within it and a step.

    Raises:
        TooLongError: it would be longer than ``limit``.
        BrokenError: it is damaged, cut short, or in an encoding that was not asked for.
    """
    names = _names(encoding)
    if len(names) > _LAYERS:
        raise BrokenError(encoding)
    for name in reversed(names):
        if name not in _DECODERS:
            raise BrokenError(name)
        body = _DECODERS[name](body, limit)
    if not names and is_compressed(body, encoding):
        body = _gzip(body, limit)
    if len(body) > limit:
        raise TooLongError
    return body


def is_compressed(body: bytes | bytearray, encoding: str) -> bool:
    """Tell whether there is anything to undo: an encoding that was named, or the beginning of a gzip file."""
    return bool(_names(encoding)) or body.startswith(b"\x1f\x8b\x08")


def _names(encoding: str) -> list[str]:
    return [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]


def _gzip(body: bytes, limit: int) -> bytes:
    return _inflate(body, limit, 31) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int) -> bytes:
    # RFC 9110 means zlib; some servers send raw deflate.
    is_zlib = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflate(body, limit, 15 if is_zlib else -15)


def _inflate(body: bytes, limit: int, bits: int) -> bytes:
    import zlib

    unpacked = bytearray()
    try:
        while body:
            stream = zlib.decompressobj(bits)
            unpacked += stream.decompress(body, limit + 1 - len(unpacked))
            if len(unpacked) > limit:
                raise TooLongError
            if not stream.eof:
                raise BrokenError
            # A gzip file may have several members (RFC 1952 2.2); what follows and is none is padding.
            body = stream.unused_data if bits == 31 and stream.unused_data.startswith(b"\x1f\x8b") else b""
    except zlib.error as error:
        raise BrokenError(str(error)) from error
    return bytes(unpacked)


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
                raise BrokenError
            unpacked += piece
    except brotli.error as error:
        raise BrokenError(str(error)) from error
    return bytes(unpacked)


def _zstd(body: bytes, limit: int) -> bytes:
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    unpacked = bytearray()
    try:
        while body:
            stream = decompressor.decompressobj()
            # It takes no limit: 512 bytes are at most some 100 blocks (RFC 8878 3.1.1.2) of 128 KiB.
            for start in range(0, len(body), 512):
                unpacked += stream.decompress(body[start : start + 512])
                if len(unpacked) > limit:
                    raise TooLongError
                if stream.eof:
                    break
            else:
                raise BrokenError
            body = stream.unused_data + body[start + 512 :]
    except zstandard.ZstdError as error:
        raise BrokenError(str(error)) from error
    return bytes(unpacked)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
