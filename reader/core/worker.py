"""A large refresh in a process beside this one: a hundred feeds are read while keys are answered as ever.

Threads would not do: parsing is Python's own work, and only one thread does that at a time. The process opens
the library as any other program would, and tells of each step through a pipe.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, closing
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from reader.config import Settings
from reader.core.errors import CoreError
from reader.core.process import COLLECTED, Process, begin
from reader.core.progress import Progress
from reader.locale.message import LocalizedError
from reader.store.serialization import pack_source, unpack_source
from reader.told import Note, Told

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.model import Source

MANY = 12
"""Sources from which on it is worth the start of a process."""
_NICE = 10
"""By how much it gives way to the process that answers keys."""
_END = "end"
_FIELDS = [field.name for field in fields(Progress)]


async def refresh(
    session: Session, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False
) -> AsyncGenerator[Progress, None]:
    """Do what ``session.refresh`` does, in a process beside this one when it is much.

    Raises:
        CoreError: an id is not followed, or the process broke off.
    """
    told = False
    if await _is_much(session, ids, due) and (process := begin(__name__)):
        how = {"ids": list(ids) if ids else None, "full": full, "due": due}
        with closing(process):
            async with aclosing(_steps(process, _wanted(session, refresh=how))) as steps:
                async for step in steps:
                    told = True
                    yield step
    if not told:  # little to do, or no process to be had
        async with aclosing(session.refresh(ids, full=full, due=due)) as steps:
            async for step in steps:
                yield step


def headlines(
    session: Session, process: Process, lots: Sequence[Sequence[Source]], at_once: int
) -> AsyncGenerator[Progress, None]:
    """Do what ``refresh.headlines`` does in a process beside, for the lots it takes from those handed out.

    Raises:
        CoreError: the process broke off.
    """
    ids = [[source.id for source in lot] for lot in lots]
    what = {"lots": ids, "pipe": process.lots, "at_once": at_once}
    return _steps(process, _wanted(session, headlines=what))


def _wanted(session: Session, **what: object) -> dict[str, object]:
    return {
        "library": str(session.library.path),
        # packed with what opens them, which the library is not told
        "sources": [pack_source(source) for source in session.sources],
        "settings": {
            name: value
            for name, value in session.settings._asdict().items()
            if isinstance(value, str | int | float)
        },
        **what,
    }


async def _is_much(session: Session, ids: Sequence[str] | None, due: bool) -> bool:
    from reader.core import schedule as decide

    if not session.may_be_apart or any(session.source(id) is None for id in ids or ()):
        return False
    healths = await session.run(session.healths)
    plan = decide.plan(session.sources, healths, datetime.now(UTC), ids=ids, due=due)
    return len(plan.fetch) >= MANY


async def _steps(process: Process, wanted: dict[str, object]) -> AsyncGenerator[Progress, None]:
    """Yield what a process tells; nothing when it cannot begin. It ends with this generator."""
    begun = ended = False
    async with process.working(json.dumps(wanted).encode()) as out:
        while (line := await out.readline()).endswith(b"\n"):
            told = json.loads(line)
            if told == _END:
                ended = True
            elif "broken" in told:
                raise CoreError(*told["broken"])
            else:
                begun = True
                yield _step(told)
        if begun and not ended:
            raise CoreError(
                "the refresh broke off; R begins it again", "انقطع التحديث؛ والمفتاح R يبدؤه من جديد"
            )


def _told(step: Progress) -> dict[str, object]:
    return {name: getattr(step, name) for name in _FIELDS} | {"note": (step.note, step.note.arabic)}


def _step(told: dict[str, Any]) -> Progress:
    told |= {name: tuple(told[name]) for name in ("slow", "headlines")}
    return Progress(**told | {"note": Note(*told["note"])})


def main() -> None:
    """Be the process: read what is asked for, tell of each step, one a line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    from reader.core.session import Session  # noqa: F401 - while the work is not yet there
    from reader.store import Library  # noqa: F401

    gc.freeze()
    gc.set_threshold(COLLECTED)
    wanted = json.load(sys.stdin)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(2, 1)  # nothing else may get between the steps
    if "refresh" in wanted and hasattr(os, "nice"):
        os.nice(_NICE)
    asyncio.run(_work(wanted, out))
    os._exit(0)  # all is closed, and somebody waits; an interpreter that ends looks at everything once more


async def _work(wanted: dict[str, Any], out: TextIO) -> None:
    from reader.core.session import Session
    from reader.store import Library

    def tell(what: object) -> None:
        print(json.dumps(what), file=out, flush=True)

    try:
        with Library.open(wanted["library"], create=False) as library:
            settings = Settings(**wanted["settings"])
            session = Session(library, map(unpack_source, wanted["sources"]), settings)
            async with aclosing(_asked(session, wanted)) as steps:
                async for step in steps:
                    tell(_told(step))
            if "refresh" in wanted:  # nobody waits for what follows the steps
                await session.index()
            await session.close()
    except (Told, LocalizedError) as error:
        tell({"broken": (str(error), error.arabic)})
    tell(_END)


def _asked(session: Session, wanted: dict[str, Any]) -> AsyncGenerator[Progress, None]:
    if "refresh" in wanted:
        return session.refresh(**wanted["refresh"])
    from reader.core.lots import taken
    from reader.core.refresh import at_once_here, headlines

    what = wanted["headlines"]
    known = {source.id: source for source in session.sources}
    lots = [[known[id] for id in lot] for lot in what["lots"]]
    sources = taken(what["pipe"], lots)
    return headlines(session, sources, session.healths(), at_once_here, what["at_once"])
