"""Read rows directly from the pages of a SQLite file with damaged b-trees.

A table with an unreadable root, or an unreadable line in the schema, still has its rows in its leaves, and a
leaf can be read by itself. A leaf does not name its table; the number and types of its columns do.
https://www.sqlite.org/fileformat2.html, sections 1.5 (freelist), 1.6 (b-tree pages) and 2.1 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reader.store.row_factories import Row

_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
_HEADER = 100
"""Bytes before the b-tree page in the first page."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its serial type."""


class Pages:
    """The pages of a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        size = int.from_bytes(data[16:18], "big")
        self._size = 65536 if size == 1 else size if size >= 512 and size & (size - 1) == 0 else 4096
        self._usable = self._size - (data[20] if data[20] < 64 else 0)

    def rows(self) -> Iterator[Row]:
        """Yield every readable row of all tables and indexes; free pages are skipped.

        A row of a rowid table is ``(rowid, None or the first column, …)``; a row of an index, or of a WITHOUT
        ROWID table, is ``(None, first column, …)``.
        """
        free = self._free()
        for number in range(1, len(self._data) // self._size + 1):
            if number not in free:
                yield from self._page(number)

    def _page(self, number: int) -> Iterator[Row]:
        start = (number - 1) * self._size
        head = start + (_HEADER if number == 1 else 0)
        kind = self._data[head]
        if kind not in (_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF):
            return
        cells = int.from_bytes(self._data[head + 3 : head + 5], "big")
        pointers = head + (12 if kind == _INDEX_INTERIOR else 8)
        for place in range(min(cells, self._size // 4)):
            at = start + int.from_bytes(self._data[pointers + 2 * place : pointers + 2 * place + 2], "big")
            try:
                yield self._cell(at + (4 if kind == _INDEX_INTERIOR else 0), kind == _TABLE_LEAF)
            except (ValueError, IndexError, struct.error):
                continue

    def _cell(self, at: int, table: bool) -> Row:
        length, at = self._varint(self._data, at)
        number = None
        if table:
            number, at = self._varint(self._data, at)
        return (number, *self._record(self._payload(at, length, table)))

    def _payload(self, at: int, length: int, table: bool) -> bytes:
        """Return a payload, the part on overflow pages included."""
        if length > len(self._data):
            raise ValueError("longer than the file")
        most = self._usable - 35 if table else (self._usable - 12) * 64 // 255 - 23
        local = length
        if length > most:
            least = (self._usable - 12) * 32 // 255 - 23
            local = least + (length - least) % (self._usable - 4)
            if local > most:
                local = least
        parts = [self._data[at : at + local]]
        missing = length - local
        following = int.from_bytes(self._data[at + local : at + local + 4], "big")
        while missing > 0:
            start = (following - 1) * self._size
            part = self._data[start + 4 : start + 4 + min(missing, self._usable - 4)]
            if not part or start < 0:
                raise ValueError("a page of it is missing")
            parts.append(part)
            missing -= len(part)
            following = int.from_bytes(self._data[start : start + 4], "big")
        return b"".join(parts)

    def _record(self, payload: bytes) -> list[object]:
        end, at = self._varint(payload, 0)
        kinds = []
        while at < end:
            kind, at = self._varint(payload, at)
            kinds.append(kind)
        values: list[object] = []
        for kind in kinds:
            size = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
            raw = payload[at : at + size]
            if len(raw) < size:
                raise ValueError("shorter than its columns")
            values.append(_value(kind, raw))
            at += size
        return values

    def _varint(self, data: bytes, at: int) -> tuple[int, int]:
        value = 0
        for place in range(8):
            byte = data[at + place]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, at + place + 1
        value = value << 8 | data[at + 8]
        return value - (1 << 64 if value >> 63 else 0), at + 9

    def _free(self) -> set[int]:
        """Return the numbers of the pages on the freelist, as far as the list can be read."""
        free: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 0 < trunk <= len(self._data) // self._size and trunk not in free:
            free.add(trunk)
            start = (trunk - 1) * self._size
            following, count = struct.unpack_from(">II", self._data, start)
            count = min(count, self._usable // 4 - 2)
            free.update(struct.unpack_from(f">{count}I", self._data, start + 8))
            trunk = following
        return free


def _value(kind: int, raw: bytes) -> object:
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True)
    if kind == 7:
        return struct.unpack(">d", raw)[0]
    if kind >= 12:
        return raw.decode(errors="replace") if kind % 2 else raw
    if kind in (8, 9):
        return kind - 8
    if kind == 0:
        return None
    raise ValueError("no serial type")
