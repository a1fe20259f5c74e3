"""Run the command ``download``: the files of entries, such as episodes of a podcast."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.core.enclosures import (
    FileState,
    Transfer,
    describe_files,
    download_file,
    list_files,
)
from reader.core.file_names import name_of
from reader.core.queries import find_entry
from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from reader.core import Session


def download(context: Context) -> int:
    """Download the files of entries, or list them with ``--list``; return the exit code.

    A failed download does not stop the others.
    """
    if context.arguments.on("--list"):
        return _list(context)
    output = context.arguments.text("--output") if context.arguments.on("--output") else ""
    folder = Path(output).expanduser().absolute() if output else None
    return asyncio.run(_download_all(context, folder))


def _list(context: Context) -> int:
    failed = 0
    for item in context.arguments.operands:
        id = find_entry(context.library_session, item)
        if id is None:
            failed = context.fail(Message("core.no_item", item=item))
            continue
        states = list_files(context.library_session, id)
        if not states:
            context.tell("download.no_files", id=id)
        for state in states:
            _write(context, id, state)
    return failed


def _write(context: Context, id: int, state: FileState) -> None:
    (record,) = describe_files([state])
    if context.arguments.on("--json"):
        context.out.json({"id": id, **record})
    else:
        context.out.line("\t".join((str(id), state.enclosure.url, str(record["path"]))), base=0)


async def _download_all(context: Context, folder: Path | None) -> int:
    session, failed = context.session, 0
    try:
        for item in context.arguments.operands:
            id = await session.run(find_entry, session, item)
            states = await session.run(list_files, session, id) if id is not None else []
            if id is None:
                failed = context.fail(Message("core.no_item", item=item))
            elif not states:
                failed = context.fail(Message("download.no_files", id=id))
            for state in states:
                try:
                    await _download(context, session, id or 0, state, folder)
                except LocalizedError as error:
                    failed = context.fail(error)
    finally:
        context.status.clear()
        await session.close()
    return failed


async def _download(
    context: Context, session: Session, id: int, state: FileState, folder: Path | None
) -> None:
    name, translate = name_of(state.enclosure.url), context.translate

    def show(step: Transfer) -> None:
        size, expected = translate.size(step.size), translate.size(step.expected)
        key = "download.progress" if step.expected else "download.progress_unknown"
        context.status.show(translate(key, name=name, size=size, expected=expected))

    path = await download_file(session, id, state, folder=folder, report=show)
    context.status.clear()
    if context.arguments.on("--json"):
        for each in await session.run(list_files, session, id):
            if each.enclosure.url == state.enclosure.url:
                _write(context, id, each)
    else:
        context.out.line(str(path), base=0)
