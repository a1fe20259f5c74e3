"""Call the functions that parse documents from outside in a process with limits on time and memory.

A pattern or a C parser keeps Python's lock for as long as it runs: in a thread, an endless document stops
the program. Requests and answers are JSON lines on the standard input and output of the process, each
followed by the bytes it refers to. The process ends when its input is closed.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from reader.locale.message import LocalizedError, Message
from reader.sources import errors
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from asyncio.subprocess import Process

Result = TypeVar("Result")

MAX_CPU_SECONDS = 10
"""Processor time for one document; ended by the kernel (RLIMIT_CPU)."""
MAX_MEMORY_BYTES = 1 << 30
"""Address space of the process (RLIMIT_AS); it starts with some 150 MB."""
MAX_SECONDS = 120.0
"""Time for one document in any case, on a machine that does other things."""
IDLE_SECONDS = 20.0
"""Time without a document after which the process is ended."""
_MAX_ANSWER_BYTES = 1 << 27
_FUNCTIONS = {
    "reader.core.fetch_source": ("read_entries", "parse_entries"),
    "reader.core.fetch_article": ("read_page", "read_further_page"),
    "reader.sources.article.further_requests": ("twin_address", "read_twin", "next_page"),
}
"""The functions that may be called: pure ones, of a document and values of the model."""


class DocumentLimitError(SourceError):
    """A document took more time or memory than it may."""

    def __init__(self) -> None:
        super().__init__(Message("parser.limit"))


class ParserProcess:
    """One process, started by the first call and after each kill; it parses one document at a time."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._lock: asyncio.Lock | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a function of ``_FUNCTIONS`` in the process; cancelling the call kills the process.

        Raises:
            DocumentLimitError: it took more time or memory than it may.
            SourceError: raised by the function, or in place of an error of another type.
            OSError: no process can be started.
        """
        if self._lock is None:
            self._lock = asyncio.Lock()
        request = _frame({"function": f"{function.__module__}:{function.__name__}"}, args)
        async with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            process = await self._started()
            try:
                async with asyncio.timeout(MAX_SECONDS):
                    answer, value = await _exchange(process, request)
            except (TimeoutError, EOFError, ConnectionError, ValueError) as error:
                await self._kill()
                raise DocumentLimitError from error
            except BaseException:
                await self._kill()
                raise
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end)
        if "error" in answer:
            raise _error(*answer["error"])
        result: Result = value
        return result

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            # -P: a module of the working directory never takes the place of ours.
            *(sys.executable, "-P", "-m", __name__),
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_MAX_ANSWER_BYTES,
        )
        self._process = process
        assert process.stdout is not None
        try:
            if not await process.stdout.readline():
                raise ProcessLookupError("the parser process ended at its start")
        except BaseException:
            await self._kill()
            raise
        return process

    def _end(self) -> None:
        """Let the process end: it reads the end of its input."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def close(self) -> None:
        """End the process; the next call starts another."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        await self._kill()
        self._lock = None


async def _exchange(process: Process, request: list[bytes]) -> tuple[dict[str, Any], Any]:
    """Send a request and return the answer's header and value.

    Raises:
        EOFError, ConnectionError: the process has ended.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.writelines(request)
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    answer = json.loads(line.decode("utf-8", "surrogatepass"))
    parts = [await process.stdout.readexactly(size) for size in answer["sizes"]]
    return answer, _decode(answer["value"], parts)


# Values as JSON lines; bytes follow the line ----------------------------------------------------------------


@cache
def _types() -> dict[str, type]:
    """Return the types of arguments and results by name."""
    from reader import model
    from reader.core.fetch_source import FetchResult
    from reader.sources.http.client import Fetched
    from reader.store.entry_rows import EntryRow

    names = ("Article", "Block", "Span", "Entry", "Enclosure", "Feed", "Source", "Selectors", "SourceHealth")
    mine = [getattr(model, name) for name in names]
    return {kind.__name__: kind for kind in (*mine, FetchResult, Fetched, EntryRow)}


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _frame(header: dict[str, Any], value: Any) -> list[bytes]:
    parts: list[bytes] = []
    encoded = _encode(value, parts)
    header = {**header, "value": encoded, "sizes": [len(part) for part in parts]}
    # Letters as they are: escaped, Arabic takes three times the bytes. Feeds may hold lone surrogates.
    line = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return [line + b"\n", *parts]


def _encode(value: Any, parts: list[bytes]) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        parts.append(value)
        return {"bytes": len(parts) - 1}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, Message):
        return {"message": value.to_data()}
    if is_dataclass(value):
        content = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, tuple | list):
        content = list(value)
    else:
        raise TypeError(f"{type(value).__name__} is no value of a document")
    encoded = [item if type(item) in _PLAIN else _encode(item, parts) for item in content]
    return encoded if type(value) in (tuple, list) else {type(value).__name__: encoded}


def _decode(value: Any, parts: list[bytes]) -> Any:
    """Undo ``_encode``; lists become tuples."""
    if isinstance(value, list):
        return tuple(_decoded(value, parts))
    if not isinstance(value, dict):
        return value
    ((name, content),) = value.items()
    match name:
        case "bytes":
            return parts[content]
        case "time":
            return datetime.fromisoformat(content)
        case "message":
            return Message.from_data(content)
    return _types()[name](*_decoded(content, parts))


def _decoded(items: list[Any], parts: list[bytes]) -> list[Any]:
    return [_decode(item, parts) if type(item) in (list, dict) else item for item in items]


def _error(name: str, message: dict[str, Any]) -> SourceError:
    """Return an error of ``reader.sources.errors`` by its name."""
    kind = getattr(errors, name, SourceError)
    error: SourceError = kind.__new__(kind)
    LocalizedError.__init__(error, Message.from_data(message))
    return error


# In the process ---------------------------------------------------------------------------------------------


def main() -> None:
    """Answer requests on standard input until its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent ends this one
    _limit_memory()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not get between the answers
    output.write(b"ready\n")
    output.flush()
    _types()  # imported while the first document is still on its way
    while line := sys.stdin.buffer.readline():
        _limit_processor_time()
        output.writelines(_answer(line, sys.stdin.buffer))
        output.flush()


def _answer(line: bytes, following: BinaryIO) -> list[bytes]:
    request = json.loads(line.decode("utf-8", "surrogatepass"))
    args = _decode(request["value"], [following.read(size) for size in request["sizes"]])
    module, _, name = request["function"].partition(":")
    assert name in _FUNCTIONS[module]
    try:
        return _frame({}, getattr(import_module(module), name)(*args))
    except SourceError as error:
        failure = [type(error).__name__, error.message.to_data()]
    except MemoryError:
        failure = ["SourceError", Message("parser.limit").to_data()]
    except Exception as error:
        what = clean_line(f"{type(error).__name__}: {error}")
        failure = ["SourceError", Message("parser.failed", error=what).to_data()]
    return _frame({"error": failure}, None)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, hard))


def _limit_processor_time() -> None:
    """Let the kernel end this process when the next document takes too long."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(usage.ru_utime + usage.ru_stime) + MAX_CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
