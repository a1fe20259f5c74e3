"""Refresh many sources in a second process, so that parsing feeds never delays a key.

Only one thread of Python parses at a time, and parsing is Python's own work. The request and each step of
progress are JSON lines on the standard input and output; the process ends when its input is closed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.config import Rule, Settings
from reader.core.child_process import start_child, take_output
from reader.core.errors import CoreError
from reader.core.maintenance import index_library
from reader.core.progress import ACCOUNT, Progress
from reader.core.refresh import includes_account, refresh_sources
from reader.core.rules import RuleHit
from reader.core.schedule import plan_refresh
from reader.core.session import Session
from reader.locale.message import LocalizedError, Message
from reader.store.serialization import pack_source, unpack_source

if TYPE_CHECKING:
    from asyncio.subprocess import Process

MIN_SOURCES_FOR_WORKER = 12
"""Sources from which on a refresh is worth the start of a process."""
_NICE_INCREMENT = 10
"""The process gives way to the one that answers keys."""
_MAX_LINE_BYTES = 1 << 22
"""One step holds the ids of some hundred thousand new headlines at most."""


async def refresh_in_worker(
    session: Session,
    ids: Sequence[str] | None = None,
    *,
    full: bool = False,
    due: bool = False,
    days: int = 0,
    max_bytes: int = 0,
) -> AsyncGenerator[Progress, None]:
    """Refresh sources as ``refresh_sources`` does: in a second process when they are many.

    Raises:
        CoreError: an id is not followed, or the process ended early.
    """
    options: dict[str, Any] = {"full": full, "due": due, "days": days, "max_bytes": max_bytes}
    is_started = False
    if await _is_worth_a_worker(session, ids, due):
        request = _request(session, {"ids": list(ids) if ids else None, **options})
        with suppress(OSError):  # no process can be started: refresh in this one
            async with aclosing(_steps(request)) as steps:
                async for step in steps:
                    is_started = True
                    yield step
    if not is_started:
        async with aclosing(refresh_sources(session, ids, **options)) as steps:
            async for step in steps:
                yield step


def _request(session: Session, refresh: dict[str, object]) -> bytes:
    request = {
        "library": str(session.library.path),
        # Packed with their headers and passwords, which the library does not hold.
        "sources": [pack_source(source) for source in session.configured],
        "settings": {
            name: value
            for name, value in session.settings._asdict().items()
            if isinstance(value, str | int | float) or name in ("account_headers", "rules")
        },
        "is_isolated": session.is_isolated,
        "refresh": refresh,
    }
    return json.dumps(request).encode() + b"\n"


async def _is_worth_a_worker(session: Session, ids: Sequence[str] | None, due: bool) -> bool:
    if not session.may_use_worker:
        return False
    if any(id != ACCOUNT and session.source(id) is None for id in ids or ()):
        return False
    if includes_account(session, ids):
        return True  # it may bring thousands of items
    healths = await session.run(session.library.sources.healths)
    planned = plan_refresh(session.fetched, healths, datetime.now(UTC), ids=ids, due=due)
    return len(planned.fetch) >= MIN_SOURCES_FOR_WORKER


async def _steps(request: bytes) -> AsyncGenerator[Progress, None]:
    """Yield the steps the process reports; none if the process fails before the first."""
    is_started = is_finished = False
    async with _process(request) as process:
        assert process.stdout is not None
        while (line := await process.stdout.readline()).endswith(b"\n"):
            message = json.loads(line)
            if "failure" in message:
                raise CoreError(Message.from_data(message["failure"]))
            if message.get("end"):
                is_finished = True
            else:
                is_started = True
                yield _from_json(message)
        if is_started and not is_finished:
            raise CoreError(Message("refresh.interrupted"))


@asynccontextmanager
async def _process(request: bytes) -> AsyncIterator[Process]:
    """Start the process and send the request; terminate the process on an early exit.

    Raises:
        OSError: no process can be started.
    """
    process = await start_child(__name__, limit=_MAX_LINE_BYTES)
    assert process.stdin is not None
    try:
        process.stdin.write(request)
        yield process
    except BaseException:
        with suppress(ProcessLookupError):
            process.terminate()
        raise
    finally:
        process.stdin.close()
        await process.wait()


def _to_json(step: Progress) -> dict[str, object]:
    values = step._asdict()
    messages = {name: values[name] and values[name].to_data() for name in ("error", "note")}
    return values | messages


def _from_json(message: dict[str, Any]) -> Progress:
    lists = {name: tuple(message[name]) for name in ("slow", "headlines")}
    lists["rules"] = tuple(RuleHit(rule, tuple(entries)) for rule, entries in message["rules"])
    messages = {name: message[name] and Message.from_data(message[name]) for name in ("error", "note")}
    return Progress(**message | lists | messages)


def main() -> None:
    """Read a request from standard input, refresh, and write each step to standard output."""
    output = take_output()
    if hasattr(os, "nice"):
        os.nice(_NICE_INCREMENT)
    request = json.loads(sys.stdin.buffer.readline())
    with suppress(asyncio.CancelledError):
        asyncio.run(_serve(request, output))


async def _serve(request: dict[str, Any], output: BinaryIO) -> None:
    from reader.store import Library

    def send(message: object) -> None:
        output.write(json.dumps(message).encode() + b"\n")
        output.flush()

    _cancel_at_end_of_input()
    try:
        with Library.open(request["library"], create=False) as library:
            sources = map(unpack_source, request["sources"])
            session = Session(
                library, sources, _read_settings(request["settings"]), is_isolated=request["is_isolated"]
            )
            async with aclosing(refresh_sources(session, **request["refresh"])) as steps:
                async for step in steps:
                    send(_to_json(step))
            await index_library(session)
            await session.close()
    except LocalizedError as error:
        send({"failure": error.message.to_data()})
    send({"end": True})


def _read_settings(values: dict[str, Any]) -> Settings:
    rules = (Rule(*fields) for fields in values.get("rules", ()))
    tuples = {
        "account_headers": tuple(values.get("account_headers", ())),
        "rules": tuple(rule._replace(tags=tuple(rule.tags)) for rule in rules),
    }
    return Settings(**values | tuples)


def _cancel_at_end_of_input() -> None:
    """Cancel the running task when the parent ends or closes standard input."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def wait() -> None:
        while os.read(0, 4096):
            pass
        with suppress(RuntimeError):  # the loop is closed: the work was done first
            loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=wait, name="end-of-input", daemon=True).start()


if __name__ == "__main__":
    main()
