"""Run the commands ``save``, ``unsave``, ``saved``, ``export`` and ``import``."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.headlines import check_query, write_headlines
from reader.cli.output import to_json
from reader.cli.parser import UsageError
from reader.core.bookmarks import (
    complete_bookmarks,
    list_bookmarks,
    remove_bookmarks,
    save_bookmark,
    save_page,
)
from reader.core.json_records import headline_record
from reader.core.queries import find_entry, get_headline, get_image
from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from reader.core import Saved, Session
    from reader.core.export import Format


def save(context: Context) -> int:
    """Save articles, by id or by address."""
    return asyncio.run(_save_all(context))


async def _save_all(context: Context) -> int:
    session = context.session
    failed = 0
    try:
        for item in context.arguments.operands:
            try:
                await _save(context, session, item)
            except LocalizedError as error:
                failed = context.fail(error)
    finally:
        context.status.clear()
        await session.close()
    return failed


async def _save(context: Context, session: Session, item: str) -> None:
    from reader.core import NotFoundError

    arguments = context.arguments
    tags, note, archived = arguments.texts("--tag"), arguments.text("--note"), arguments.on("--archive")
    id = await asyncio.to_thread(find_entry, session, item)
    if id is not None:
        saving = save_bookmark(session, id, tags=tags, note=note, archived=archived)
    elif item.startswith(("http://", "https://")):
        saving = save_page(session, item, tags=tags, note=note, archived=archived)
    else:
        raise NotFoundError(Message("core.no_item", item=item))
    last = await _follow(context, saving)
    if last is not None and last.state.value == "whole":
        await asyncio.to_thread(_run_saved_hook, context, session, last.id)


def _run_saved_hook(context: Context, session: Session, id: int) -> None:
    from reader.cli.refresh import run_hooks
    from reader.core.hooks import Hooks

    headline = get_headline(session, id)
    if headline is not None:
        run_hooks(context, Hooks(session).saved(headline))


async def _follow(context: Context, saving: AsyncGenerator[Saved, None]) -> Saved | None:
    """Write each step of saving; return the last."""
    from reader.core import SaveState

    last = None
    async with aclosing(saving) as steps:
        async for step in steps:
            last = step
            if context.arguments.on("--json"):
                why = context.translate.sentence(step.why)
                context.out.json(
                    {"id": step.id, "state": step.state.value, "why": why, "pictures": step.pictures}
                )
            elif step.state is SaveState.SAVED_HERE:
                context.out.line(context.translate("cli.saved", id=step.id))
            if step.state is SaveState.QUEUED:
                context.tell("cli.queued", id=step.id, why=step.why or "")
            elif step.state is SaveState.WHOLE:
                context.status.show(context.translate("cli.whole", id=step.id))
                if step.why is not None:
                    context.tell(step.why)
    return last


def unsave(context: Context) -> int:
    """Delete bookmarks."""
    failed = 0
    for item in context.arguments.operands:
        id = find_entry(context.library_session, item)
        headline = get_headline(context.library_session, id) if id is not None else None
        if headline is None:
            failed = context.fail(Message("core.no_item", item=item))
        elif not headline.saved:
            failed = context.fail(Message("cli.not_saved", id=item))
        else:
            remove_bookmarks(context.library_session, [headline.id])
            context.out.line(context.translate("cli.unsaved", id=headline.id))
    return failed


def saved(context: Context) -> int:
    """List bookmarks; with ``--complete`` download the queued articles first."""
    arguments = context.arguments
    failed = asyncio.run(_complete(context)) if arguments.on("--complete") else 0
    wanted = set(arguments.texts("--tag"))
    query = " ".join(arguments.operands)
    check_query(context, " ".join([query, *(f'tag:"{tag}"' for tag in sorted(wanted))]))
    shelf = list_bookmarks(context.library_session, query, arguments.on("--archived"))
    found = [bookmark for bookmark in shelf if wanted <= set(bookmark.tags)]
    if not found:
        context.tell("cli.no_match" if shelf or arguments.operands else "cli.no_bookmarks")
    if arguments.on("--json"):
        from reader.core.export.json_lines import bookmark_record

        for bookmark in found:
            context.out.json({**headline_record(bookmark.headline), **bookmark_record(bookmark)})
    else:
        write_headlines(context, [bookmark.headline for bookmark in found])
    return failed


async def _complete(context: Context) -> int:
    from reader.core import SaveState

    session = context.session
    try:
        last = await _follow(context, complete_bookmarks(session))
    finally:
        context.status.clear()
        await session.close()
    return 1 if last is not None and last.state is not SaveState.WHOLE else 0


def export(context: Context) -> int:
    """Write saved articles, or the whole library, to a file, a folder or the standard output."""
    arguments = context.arguments
    target = Path(arguments.text("--output")).expanduser() if arguments.on("--output") else None
    if arguments.on("--all"):
        if arguments.operands or arguments.text("--format", "json") != "json":
            raise UsageError(Message("usage.all"), "export")
        return _export_all(context, target)
    from reader.core.export import FORMATS, collect, export_items, render
    from reader.core.export.writer import make_folder

    if target is not None and arguments.text("--output").endswith(os.sep):
        make_folder(target)

    form = choose_format(context, target, FORMATS)
    if target is None and form == "epub" and context.out.tty:
        return context.fail(Message("cli.binary", format="EPUB"))
    session = context.library_session
    ids = []
    for item in arguments.operands:
        id = find_entry(session, item)
        if id is None:
            return context.fail(Message("core.no_item", item=item))
        ids.append(id)
    items = collect(session, ids or None)
    if not items:
        if target is not None or form == "epub":  # the caller expects a file
            return context.fail(Message("cli.no_bookmarks"))
        context.tell("cli.no_bookmarks")
        return 0
    if target is not None:
        export_items(items, form, target, partial(get_image, session), overwrite=arguments.on("--force"))
        context.tell("cli.exported", n=len(items), path=str(target))
        return 0
    write_export(context, render(items, form, partial(get_image, session)), form)
    return 0


def write_export(context: Context, data: bytes, form: Format) -> None:
    """Write an export to standard output: a book unchanged, text typeset on a terminal."""
    if form == "epub":
        sys.stdout.buffer.write(data)
    else:
        _write_text(context, data.decode(), form)


def _write_text(context: Context, text: str, form: Format) -> None:
    """Write an export to standard output: typeset on a terminal, unchanged to a pipe."""
    if not context.out.tty or form == "json":
        context.out.write(text if form != "json" else "".join(f"{to_json(row)}\n" for row in _rows(text)))
        return
    for row in text.rstrip("\n").split("\n"):
        context.out.line(row)


def _rows(text: str) -> list[object]:
    import json

    return [json.loads(row) for row in text.split("\n") if row]


def choose_format(context: Context, target: Path | None, formats: Sequence[Format]) -> Format:
    """Return the format asked for, else the one the name of the file ends in.

    Raises:
        UsageError: the command writes no files that end so.
    """
    given = context.arguments.text("--format")
    if given:
        return next(form for form in formats if form == given)
    suffix = target.suffix.removeprefix(".").lower() if target else ""
    suffix = {"jsonl": "json", "htm": "html", "markdown": "md"}.get(suffix, suffix)
    if not suffix or (target is not None and target.is_dir()):
        return "md"
    for form in formats:
        if form == suffix:
            return form
    raise UsageError(Message("cli.no_format", suffix=suffix, formats=tuple(formats)))


def _export_all(context: Context, target: Path | None) -> int:
    lines = context.library.interchange.dump()
    if target is None:
        for line in lines:
            context.out.line(line, base=0)
        return 0
    from reader.core.export.writer import put_lines

    put_lines(target, lines, overwrite=context.arguments.on("--force"))
    context.tell("cli.dumped", path=str(target))
    return 0


def import_records(context: Context) -> int:
    """Import a file of khabar, another reader or a read-later service; follow its new feeds."""
    from reader.core.importing import KINDS, import_file
    from reader.core.source_configuration import follow_all

    given = context.arguments.text("--format")
    kind = next((kind for kind in KINDS if kind == given), None)
    result = import_file(context.session, Path(context.arguments.operands[0]).expanduser(), kind)
    follow_all(context.config_path, result.sources, imported=True)
    for note in result.notes:
        context.tell(note)
    context.out.line(
        context.translate(
            "cli.imported",
            kind=result.kind,
            entries=result.entries,
            pages=result.pages,
            sources=len(result.sources),
        )
    )
    return 0
