"""Write a download into a part file; resume an interrupted one (RFC 9110 14, 13.1.5)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.sources.errors import FileError
from reader.sources.http import error_mapping

if TYPE_CHECKING:
    import httpx

LIMIT = 8 << 30
"""Bytes of the largest file; recordings of a day in high quality have about 4 GB."""
_BUFFER = 256 << 10
"""Bytes written at once, in a thread."""
_CONTENT_RANGE = re.compile(r"\s*bytes\s+(\d{1,15})-\d{1,15}/(\d{1,15}|\*)", re.IGNORECASE)


class PartFile:
    """The file a download is written to, possibly begun earlier.

    Args:
        path: of the part file; what it holds already is continued if the server's version is still the same.
        validator: ``ETag`` or ``Last-Modified`` of that version; without one the download begins anew.
        is_media: the file is a sound or film, so that a web page in its place is an error.
        begin: called in a thread with the validator of the version that arrives, before its first byte.
        report: called with the bytes on the disk and those of the whole file (0 if unknown).
    """

    def __init__(
        self,
        path: Path,
        validator: str = "",
        *,
        is_media: bool = False,
        begin: Callable[[str], object] = lambda _: None,
        report: Callable[[int, int], object] = lambda *_: None,
    ) -> None:
        self.path = path
        self._validator = validator
        self._is_media = is_media
        self._begin = begin
        self._report = report

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def headers(self) -> dict[str, str]:
        """Headers that ask for the missing bytes, or for all of a changed file."""
        if self._validator and (size := self.size):
            return {"Range": f"bytes={size}-", "If-Range": self._validator}
        return {}

    async def receive(self, response: httpx.Response, host: str) -> None:
        """Write the body of an answer.

        Raises:
            FetchError: it is too long, ended early, is a web page in place of a sound or film, or another
                part than the one asked for.
            FileError: the disk cannot take it.
        """
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if self._is_media and kind == "text/html":
            raise error_mapping.page_instead(host)
        start, total = _extent(response, self.size)
        if start != (self.size if start else 0):
            raise error_mapping.broken(host)
        if total > LIMIT:
            raise error_mapping.too_long(host, LIMIT)
        if not start:
            await asyncio.to_thread(self._begin, _range_validator(response))
        with self._writing():
            file = self.path.open("ab" if start else "wb")
        try:
            await self._write(file, response, host, start, total)
        finally:
            with self._writing():
                file.close()
        if total and self.size != total:
            raise error_mapping.broken(host)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = Message("file.unwritable", path=str(self.path), why=describe(error))
            raise FileError(why) from error

    async def _write(
        self, file: BinaryIO, response: httpx.Response, host: str, written: int, total: int
    ) -> None:
        waiting = bytearray()
        try:
            async for piece in response.aiter_raw():
                waiting += piece
                written += len(piece)
                if written > LIMIT:
                    raise error_mapping.too_long(host, LIMIT)
                if len(waiting) >= _BUFFER:
                    with self._writing():
                        await asyncio.to_thread(file.write, waiting)
                    waiting.clear()
                    self._report(written, total)
        finally:
            # What arrived before an interruption need not be sent again.
            with self._writing():
                file.write(waiting)
                file.flush()
        self._report(written, total or written)


def _extent(response: httpx.Response, size: int) -> tuple[int, int]:
    """Return the first byte an answer holds and the bytes of the whole file, 0 if unknown."""
    if response.status_code == 206:
        found = _CONTENT_RANGE.match(response.headers.get("content-range", ""))
        if found is None:
            return size, 0
        return int(found[1]), 0 if found[2] == "*" else int(found[2])
    declared = response.headers.get("content-length", "")
    is_plain = response.headers.get("content-encoding", "identity").strip().lower() in ("", "identity")
    return 0, int(declared[:15]) if declared.isdecimal() and is_plain else 0


def _range_validator(response: httpx.Response) -> str:
    """Return a validator ``If-Range`` may hold: a strong ``ETag``, else ``Last-Modified``."""
    tag = str(response.headers.get("etag", ""))
    for value in ("" if tag.startswith("W/") else tag, str(response.headers.get("last-modified", ""))):
        if value and value.isascii() and value.isprintable() and len(value) <= 1_000:
            return value
    return ""
