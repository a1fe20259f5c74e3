"""Read the lists of sources that other readers export: OPML, and the ``urls`` of newsboat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ExportError
from reader.core.importing.importer import recognise
from reader.core.importing.newsboat import read_urls
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Source
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.core.session import Session

MAX_LIST_BYTES = 16 << 20


def read_source_list(session: Session, file: Path) -> tuple[list[Source], list[Message]]:
    """Read the sources in a file, and notes on the lines that were passed over; blocks.

    Raises:
        ExportError: the file cannot be read, or is no such list.
    """
    kind = recognise(file)
    if kind is not None and kind != "newsboat-urls":
        raise ExportError(Message("import.not_a_source_list", path=str(file)))
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_LIST_BYTES)
    except OSError as error:
        raise ExportError(Message("file.unreadable", path=str(file), why=describe(error))) from error
    try:
        with session.file_parser(len(data)) as parse:
            sources, notes = parse(parse_source_list, data, kind == "newsboat-urls", session.sources)
    except SourceError as error:
        raise ExportError(Message("import.bad_source_list", path=str(file), why=error.message)) from error
    return list(sources), list(notes)


def parse_source_list(
    data: bytes, is_newsboat: bool, followed: Sequence[Source]
) -> tuple[Sequence[Source], Sequence[Message]]:
    """Parse OPML or newsboat's ``urls``; return the sources, and notes on the lines passed over.

    Raises:
        SourceError: it is no such list.
    """
    if is_newsboat:
        records = read_urls(data.decode("utf-8-sig", "replace"), followed)
        return records.sources, records.notes
    from reader.sources import parse_opml

    try:
        return parse_opml(data)
    except ValueError as error:
        raise SourceError(Message("opml.not_opml")) from error
