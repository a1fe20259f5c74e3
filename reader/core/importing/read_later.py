"""Read exports of Pocket (HTML, CSV), Instapaper (CSV) and wallabag (JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.importing.records import (
    ImportedPage,
    ImportedRecords,
    collect_pages,
    describe_json_error,
    from_timestamp,
    page,
)
from reader.core.json_records import read_address, read_line, read_strings, read_time, read_words
from reader.locale.message import Message
from reader.model import Article, direction
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean, clean_line, clean_markup


def read_instapaper(text: str) -> ImportedRecords:
    """Read Instapaper's CSV: URL, Title, Selection, Folder, Timestamp and sometimes Tags."""
    return collect_pages(map(_instapaper_page, _rows(text)))


def _instapaper_page(row: Mapping[str, str]) -> ImportedPage | None:
    folder = row.get("folder", "")
    tags = _list(row.get("tags", ""))
    if folder.lower() not in ("", "unread", "archive", "starred"):
        tags.append(folder)
    return page(
        row.get("url", ""),
        row.get("title", ""),
        tags=tags,
        note=row.get("selection", ""),
        archived=folder.lower() == "archive",
        saved_at=from_timestamp(row.get("timestamp", "")),
    )


def read_pocket_csv(text: str) -> ImportedRecords:
    """Read Pocket's CSV: title, url, time_added, tags (separated by ``|``) and status."""
    return collect_pages(
        page(
            row.get("url", ""),
            row.get("title", ""),
            tags=row.get("tags", ""),
            separator="|",
            archived=row.get("status", "") == "archive",
            saved_at=from_timestamp(row.get("time_added", "")),
        )
        for row in _rows(text)
    )


def read_pocket_html(text: str) -> ImportedRecords:
    """Read Pocket's older HTML: a list of links under ``Unread`` and one under ``Read Archive``."""
    return collect_pages(
        page(
            link.get("href") or "",
            title,
            tags=link.get("tags") or "",
            archived=archived,
            saved_at=from_timestamp(link.get("time_added") or ""),
        )
        for link, title, archived in _pocket_links(text)
    )


def read_wallabag(text: str) -> ImportedRecords:
    """Read the JSON of wallabag: a list of entries with their text.

    Raises:
        SourceError: it is no such list.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(describe_json_error(error)) from error
    if not isinstance(data, list):
        raise SourceError(Message("import.not_a_list"))
    return collect_pages(_wallabag_page(item) for item in data if isinstance(item, dict))


def _wallabag_page(data: Mapping[str, Any]) -> ImportedPage | None:
    from reader.sources import blocks

    url = read_address(data, "url")
    if not url:
        return None
    language = read_line(data, "language").replace("_", "-")
    body = blocks(clean_markup(read_words(data, "content")), url)
    annotations = data.get("annotations")
    notes = (
        [read_line(item, "text") for item in annotations if isinstance(item, dict)]
        if isinstance(annotations, list)
        else []
    )
    article = Article(
        title=read_line(data, "title") or url,
        url=url,
        site=read_line(data, "domain_name"),
        published=read_time(data, "published_at"),
        language=language,
        direction=direction(language) if language else "rtl",
        image=read_address(data, "preview_picture"),
        blocks=body,
        whole=bool(body),
    )
    tags = [*read_strings(data, "tags"), *(["★"] if data.get("is_starred") in (1, True) else [])]
    return ImportedPage(
        article,
        tuple(dict.fromkeys(tag for word in tags if (tag := clean_line(word)))),
        "\n".join(filter(None, notes)),
        data.get("is_archived") in (1, True),
        read_time(data, "created_at"),
    )


def _pocket_links(text: str) -> Iterator[tuple[Mapping[str, str], str, bool]]:
    """Yield each link's attributes, title, and whether the link is in the archive section."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # an empty document
        return
    is_archived = False
    for element in root.iter("h1", "a"):
        words = "".join(element.itertext())
        if element.tag == "h1":
            is_archived = "archive" in words.lower()
        else:
            yield element.attrib, words, is_archived


def _rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by the names in its first line, in lower case.

    Raises:
        SourceError: it is no CSV.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # of the whole process
    reader = csv.reader(io.StringIO(clean(text)))
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        for row in reader:
            if row:
                yield dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise SourceError(Message("import.not_csv")) from error


def _list(text: str) -> list[str]:
    """Return the tags in ``["a","b"]``, or in words separated by commas."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text.split(",")
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []
