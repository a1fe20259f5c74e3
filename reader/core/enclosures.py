"""Download the files of entries, continue interrupted downloads, and mark played files."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.core.errors import CoreError, no_entry
from reader.core.file_names import name_of, safe_words
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Enclosure, StoredFile
from reader.sources.errors import FetchError
from reader.sources.media_types import is_playable, media_kind

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.model import Article

MAX_ATTEMPTS = 5
"""Requests for one file in a row; each but the first continues what was interrupted."""
DOWNLOADED_SIGN, PLAYED_SIGN = "↓", "✓"
"""Signs after the name of a file."""
PART_SUFFIX = ".part"
_ENDING = re.compile(r"\.[a-z0-9]{1,5}\Z")
_ENDINGS = {
    "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3",
    "audio/mp4": ".m4a",
    "audio/x-m4a": ".m4a",
    "audio/aac": ".aac",
    "audio/ogg": ".ogg",
    "audio/opus": ".opus",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
_PROGRAMS = frozenset((".exe", ".com", ".bat", ".cmd", ".desktop", ".sh", ".scr", ".lnk", ".url", ".app"))
"""Endings by which a file manager runs a file; such a file gets one that no program answers to."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of an entry, and its state on this machine."""

    enclosure: Enclosure
    stored: StoredFile

    @property
    def is_stream(self) -> bool:
        """Whether the file is a live stream, with no end to download."""
        return media_kind(self.enclosure.url, self.enclosure.type) == "stream"

    @property
    def is_downloaded(self) -> bool:
        """Whether the whole file is on the disk."""
        return _is_complete(self.stored)

    @property
    def is_played(self) -> bool:
        """Whether a player was started with the file."""
        return self.stored.played_at is not None


@dataclass(frozen=True, slots=True)
class Transfer:
    """One step of a download."""

    url: str
    path: str
    size: int
    """Bytes on the disk."""
    expected: int
    """Bytes of the whole file; 0 while unknown."""


def _is_complete(file: StoredFile) -> bool:
    return file.downloaded_at is not None and Path(file.path).is_file()


def list_files(session: Session, id: int) -> list[FileState]:
    """List the files of an entry but its images; blocks."""
    states = (FileState(file, stored) for file, stored in session.library.files.of_entry(id))
    return [state for state in states if not state.enclosure.type.startswith("image/")]


def add_files(session: Session, id: int, article: Article) -> Article:
    """Return an article with the files of its entry below its text and their marks; blocks.

    A page seldom names the files its feed names, and says nothing of this machine.
    """
    from reader.sources.article.embeds import enclosure

    states = {state.enclosure.url: state for state in list_files(session, id)}
    if not states:
        return article
    addresses = tuple(states)
    body = [
        replace(block, text=_marked(block.text, states.pop(block.url)))
        if block.kind == "embed" and block.url in states
        else block
        for block in article.blocks
    ]
    for state in states.values():
        block = enclosure(state.enclosure)
        body.append(replace(block, text=_marked(block.text, state)))
    return replace(article, blocks=tuple(body), files=addresses)


def _marked(text: str, state: FileState) -> str:
    marks = (DOWNLOADED_SIGN if state.is_downloaded else "", PLAYED_SIGN if state.is_played else "")
    return " ".join((text, *filter(None, marks)))


def downloads_folder(session: Session) -> Path:
    """Return the folder files are downloaded to: of the configuration, else next to the library."""
    configured = session.settings.downloads
    return Path(configured).expanduser() if configured else session.library.path.parent / "downloads"


async def download_file(
    session: Session,
    id: int,
    state: FileState,
    *,
    folder: Path | None = None,
    report: Callable[[Transfer], object] = lambda _: None,
) -> Path:
    """Download a file of an entry unless the disk has the whole file; return its path.

    A download that was interrupted, now or by an earlier end of the program, continues where it stopped.

    Args:
        session: the session.
        id: of the entry.
        state: the file, from `list_files`.
        folder: where to put it; `downloads_folder` when None.
        report: called with each step, in whatever thread.

    Raises:
        CoreError: it is a live stream, is being downloaded already, or cannot be written.
        SourceError: it could not be fetched; what came is kept and continued the next time.
    """
    if state.is_stream:
        raise CoreError(Message("download.stream", name=name_of(state.enclosure.url)))
    headline = await session.run(session.library.entries.headline, id)
    if headline is None:
        raise no_entry(id)
    place = folder or downloads_folder(session) / (safe_words(headline.source) or "khabar")
    name = _file_name(headline.title, id, state.enclosure)
    stored = await session.run(_reserve, session, state.stored, place / name, folder is not None)
    target = Path(stored.path)
    if _is_complete(stored):
        return target
    part = target.with_name(target.name + PART_SUFFIX)
    with _locked(part):
        # Another program may have finished it since.
        stored = (await session.run(session.library.files.get, [stored.url])).get(stored.url, stored)
        if not _is_complete(stored):
            await _fetch(session, headline.source, stored, state.enclosure, part, report)
            await asyncio.to_thread(_finish, part, target)
            done = replace(stored, validator="", downloaded_at=datetime.now(UTC))
            await session.run(session.library.files.put, done)
    return target


def _reserve(session: Session, known: StoredFile, path: Path, is_chosen: bool) -> StoredFile:
    """Return the state of a file with a free path; a place the person chose wins; blocks."""
    stored = session.library.files.get([known.url]).get(known.url, known)
    if stored.path and (_is_complete(stored) or not is_chosen or Path(stored.path).parent == path.parent):
        return stored
    fresh = StoredFile(stored.url, str(_free_name(path)), played_at=stored.played_at)
    if not stored.path:
        return session.library.files.reserve(fresh)
    session.library.files.put(fresh)
    return fresh


async def _fetch(
    session: Session,
    source_id: str,
    stored: StoredFile,
    file: Enclosure,
    part: Path,
    report: Callable[[Transfer], object],
) -> None:
    """Fetch a file into its part file, continuing as long as each attempt brings something."""
    from reader.sources.http.part_file import PartFile

    validator = stored.validator

    def begin(found: str) -> None:
        nonlocal validator
        validator = found
        session.library.files.put(replace(stored, validator=found))

    def tell(size: int, expected: int) -> None:
        report(Transfer(file.url, stored.path, size, expected or file.length))

    client = await session.client()
    for attempt in range(MAX_ATTEMPTS):
        into = PartFile(part, validator, is_media=is_playable(file.url, file.type), begin=begin, report=tell)
        before = into.size
        try:
            await client.get(file.url, source=session.source(source_id), accept="*/*", into=into)
        except FetchError as error:
            if error.status == 416:  # more is here than there: the file was replaced by a shorter one
                validator = ""
            elif error.status or not validator or into.size <= before or attempt == MAX_ATTEMPTS - 1:
                raise
        else:
            return


def mark_played(session: Session, url: str) -> StoredFile:
    """Note that a file is being played, and return its state; blocks."""
    stored = session.library.files.get([url]).get(url, StoredFile(url))
    played = replace(stored, played_at=datetime.now(UTC))
    session.library.files.put(played)
    return played


def _file_name(title: str, id: int, file: Enclosure) -> str:
    ending = _ENDING.search(unquote(urlsplit(file.url).path).lower())
    suffix = ending[0] if ending else _ENDINGS.get(file.type.partition(";")[0].strip().lower(), "")
    if suffix in _PROGRAMS:
        suffix += ".download"
    return f"{safe_words(title) or 'khabar'}-{id}{suffix}"


def _free_name(path: Path) -> Path:
    """Return a path nothing is at, by a number before its ending."""
    ending = _ENDING.search(path.name)
    stem = path.name[: ending.start()] if ending else path.name
    number = 1
    found = path
    while found.exists() or found.with_name(found.name + PART_SUFFIX).exists():
        number += 1
        found = path.with_name(f"{stem}-{number}{ending[0] if ending else ''}")
    return found


@contextmanager
def _locked(part: Path) -> Iterator[None]:
    """Lock a part file against other downloads.

    Raises:
        CoreError: another one does, or its folder cannot be made.
    """
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise CoreError(Message("file.unwritable", path=str(part), why=describe(error))) from error
    try:
        try:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # not on this system
            pass
        except BlockingIOError as error:
            raise CoreError(Message("download.running", path=str(part))) from error
        yield
    finally:
        os.close(held)
        with suppress(OSError):
            if not part.stat().st_size:
                part.unlink()


def _finish(part: Path, target: Path) -> None:
    """Give a complete download its name, on the disk for good."""
    try:
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise CoreError(Message("file.unwritable", path=str(target), why=describe(error))) from error


def describe_files(states: Sequence[FileState]) -> list[dict[str, object]]:
    """Return files as the ``files`` of JSON records."""
    return [
        {
            "url": state.enclosure.url,
            "type": state.enclosure.type,
            "size": state.enclosure.length,
            "duration": state.enclosure.duration,
            "live": state.is_stream,
            "path": state.stored.path if state.is_downloaded else "",
            "played": state.is_played,
        }
        for state in states
    ]
