"""Render an export and write the file atomically in its folder, over no existing file."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from reader.core.errors import ExportError
from reader.core.export.items import Item, Picture
from reader.core.file_names import safe_words
from reader.locale.message import Message
from reader.locale.system_error import describe

Format = Literal["md", "html", "epub", "txt", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
REMAINS_SECONDS = 3600.0
"""Age from which on a file of an unfinished export belongs to one that was killed."""
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_SUFFIX = {"json": "jsonl"}


def render(items: Sequence[Item], format: Format, picture: Picture, *, title: str = "") -> bytes:
    """Return the articles as one file of a format; text is UTF-8. ``title`` is that of a book."""
    match format:
        case "md":
            from reader.core.export.text import to_markdown

            return to_markdown(items).encode()
        case "txt":
            from reader.core.export.text import to_text

            return to_text(items).encode()
        case "html":
            from reader.core.export.html import to_html

            return to_html(items, picture).encode()
        case "epub":
            from reader.core.export.epub import to_epub

            return to_epub(items, picture, title=title)
        case "json":
            from reader.core.export.json_lines import to_json_lines

            return to_json_lines(items).encode()


def export_items(
    items: Sequence[Item], format: Format, path: Path, picture: Picture, *, overwrite: bool = False
) -> list[Path]:
    """Write articles to one file, or to one file each when ``path`` is a folder.

    The files in a folder are named by titles. Each file is written atomically.

    Returns:
        The files written.

    Raises:
        ExportError: a file exists and ``overwrite`` is false, or cannot be written.
    """
    if not path.is_dir():
        put(path, render(items, format, picture), overwrite=overwrite)
        return [path]
    written: list[Path] = []
    for item in items:
        target = path / f"{file_name(item)}.{_SUFFIX.get(format, format)}"
        put(target, render([item], format, picture), overwrite=overwrite)
        written.append(target)
    return written


def file_name(item: Item) -> str:
    """Return a file name without suffix: the title without special characters, and the id.

    No separators, no shell or Windows specials, no leading dot or dash, nothing invisible, bounded in bytes.
    """
    return f"{safe_words(item.article.title) or 'khabar'}-{abs(item.headline.id)}"


def make_folder(path: Path) -> None:
    """Make a folder for an export, if there is none.

    Raises:
        ExportError: it cannot be made.
    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(Message("file.unwritable", path=str(path), why=describe(error))) from error


def put(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file atomically, with fsync.

    Raises:
        ExportError: it is there already and ``overwrite`` is false, or it cannot be written.
    """
    with _written(path, overwrite=overwrite) as file:
        file.write(data)


def put_lines(path: Path, lines: Iterable[str], *, overwrite: bool = False) -> None:
    """Write lines that need not fit into memory, otherwise as ``put``.

    Raises:
        ExportError: as ``put``.
    """
    with _written(path, overwrite=overwrite) as file:
        for line in lines:
            file.write(line.encode("utf-8", "replace") + b"\n")


def _link(file: Path, path: Path) -> None:
    """Link a file to its name, which must not exist yet.

    Raises:
        FileExistsError: the name is taken.
    """
    try:
        path.hardlink_to(file)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # exFAT and FAT: reserve the name, then replace the empty file that holds it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            file.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _sweep(folder: Path) -> None:
    """Delete the remains of exports that were killed."""
    before = time.time() - REMAINS_SECONDS
    for remains in folder.glob(".khabar-????????????.part"):
        with suppress(OSError):
            if remains.lstat().st_mtime < before:
                remains.unlink()


@contextmanager
def _written(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Yield a temporary file, and move the file to ``path`` when synced to disk."""
    # Written in the target's folder and linked to its name: a crash leaves no partial file, and a name
    # that is taken (even by a link to elsewhere) is never written through.
    _sweep(path.parent)
    temporary = path.parent / f".khabar-{secrets.token_hex(6)}.part"
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            temporary.replace(path)
        else:
            _link(temporary, path)
    except FileExistsError as error:
        raise ExportError(Message("file.exists", path=str(path))) from error
    except OSError as error:
        raise ExportError(Message("file.unwritable", path=str(path), why=describe(error))) from error
    finally:
        temporary.unlink(missing_ok=True)
