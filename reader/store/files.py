"""Store which enclosures were downloaded, to where, and which were played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Enclosure, StoredFile
from reader.store.row_factories import chunks, marks, moment, row_of, rows_of, stamp
from reader.store.serialization import unpack_enclosures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.store.database import Database


class Files:
    """Data access for ``files``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, urls: Iterable[str]) -> dict[str, StoredFile]:
        """Return the state of enclosures by address; those nothing was done with are left out."""
        found: dict[str, StoredFile] = {}
        with self._database.reading() as connection:
            for some in chunks(urls):
                query = (
                    "SELECT CAST(url AS TEXT), CAST(path AS TEXT), CAST(validator AS TEXT), downloaded, "
                    f"played FROM files WHERE url IN ({marks(some)})"
                )
                for url, path, validator, downloaded, played in rows_of(connection, query, some):
                    found[url] = StoredFile(url, path, validator, moment(downloaded), moment(played))
        return found

    def of_entry(self, id: int) -> list[tuple[Enclosure, StoredFile]]:
        """Return the enclosures of an entry, each with its state."""
        with self._database.reading() as connection:
            query = "SELECT CAST(enclosures AS TEXT) FROM contents WHERE entry = ?"
            row = row_of(connection, query, (id,))
        found = unpack_enclosures(row[0]) if row and row[0] != "[]" else ()
        states = self.get(file.url for file in found) if found else {}
        return [(file, states.get(file.url, StoredFile(file.url))) for file in found]

    def reserve(self, file: StoredFile) -> StoredFile:
        """Store the state of an enclosure unless another program has; return the stored state."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO files VALUES (?, ?, '', NULL, ?) ON CONFLICT DO UPDATE SET path = excluded.path "
                "WHERE path = ''",
                (file.url, file.path, stamp(file.played_at)),
            )
        return self.get([file.url]).get(file.url, file)

    def put(self, file: StoredFile) -> None:
        """Store the state of an enclosure, in place of an earlier one."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
                (file.url, file.path, file.validator, stamp(file.downloaded_at), stamp(file.played_at)),
            )
