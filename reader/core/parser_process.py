"""Call the functions that parse documents from outside in a process with limits on time and memory.

A pattern or a C parser keeps Python's lock for as long as it runs: in a thread, an endless document stops
the program. Requests and answers are JSON lines on the standard input and output of the process, each
followed by the bytes it refers to. The process ends when its input is closed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from reader.core.child_process import start_child, take_output
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
_BYTES_PER_CPU_SECOND = 1 << 19
"""Of a file: an export of a read-later service takes half of this time."""
_MEMORY_PER_BYTE = 12
_FUNCTIONS = {
    "reader.core.fetch_article": ("read_page", "read_further_page", "read_document"),
    "reader.core.fetch_source": ("read_entries", "parse_entries"),
    "reader.core.importing.dump_reader": ("sanitize_lines",),
    "reader.core.importing.importer": ("read_records",),
    "reader.core.importing.source_lists": ("parse_source_list",),
    "reader.sources.article.further_requests": ("twin_address", "read_twin", "next_page"),
    "reader.sources.discovery": ("read_feed", "read_listing", "read_channel", "named_feeds", "mapped_feeds"),
    "reader.sources.image": ("is_sound_image", "decode_pixels"),
}
"""The functions that may be called: pure ones, of a document and values of the model."""


class Limits(NamedTuple):
    """The most that one document may take."""

    cpu_seconds: int
    memory_bytes: int
    seconds: float
    answer_bytes: int

    @classmethod
    def for_size(cls, size: int = 0) -> Limits:
        """Return the limits for a file of so many bytes; 0 for a document of the network."""
        seconds = size // _BYTES_PER_CPU_SECOND
        return cls(
            MAX_CPU_SECONDS + seconds,
            MAX_MEMORY_BYTES + _MEMORY_PER_BYTE * size,
            MAX_SECONDS + 10.0 * seconds,
            _MAX_ANSWER_BYTES + 2 * size,
        )


class DocumentLimitError(SourceError):
    """A document took more time or memory than it may."""

    def __init__(self) -> None:
        super().__init__(Message("parser.limit"))


class ParserProcess:
    """One process, started by the first call and after each kill; it parses one document at a time.

    Args:
        size: bytes of the file that is parsed in parts or as a whole; 0 for documents of the network.
    """

    def __init__(self, size: int = 0) -> None:
        self._limits = Limits.for_size(size)
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
                async with asyncio.timeout(self._limits.seconds):
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
        limits = self._limits
        arguments = (limits.cpu_seconds, limits.memory_bytes)
        process = await start_child(__name__, *map(str, arguments), limit=limits.answer_bytes)
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


class BlockingParser:
    """A parser process for a thread without an event loop, as a context manager.

    Args:
        size: bytes of the file that is parsed.
    """

    def __init__(self, size: int) -> None:
        self._parser = ParserProcess(size)
        self._runner = asyncio.Runner()

    def __enter__(self) -> BlockingParser:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._runner.run(self._parser.close())
        finally:
            self._runner.close()

    def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a function as ``ParserProcess.call`` does; blocks."""
        results: list[Result] = []

        async def call() -> None:
            results.append(await self._parser.call(function, *args))

        # A Runner that restores its signal handler writes the result of its task as text, several times.
        self._runner.run(call())
        return results[0]


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


_TYPES = {
    **dict.fromkeys(
        ("Article", "Block", "Span", "Entry", "Enclosure", "Feed", "Source", "Selectors", "SourceHealth"),
        "reader.model",
    ),
    **dict.fromkeys(("ImportedEntry", "ImportedPage", "ImportedRecords"), "reader.core.importing.records"),
    "FetchResult": "reader.core.fetch_source",
    "Fetched": "reader.sources.http.client",
    "Found": "reader.sources.discovery",
    "Pixels": "reader.sources.image",
    "EntryRow": "reader.store.entry_rows",
}
"""The modules of the types of arguments and results."""


@cache
def _type(name: str) -> Callable[..., Any]:
    kind: Callable[..., Any] = getattr(import_module(_TYPES[name]), name)
    return kind


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
    return _type(name)(*_decoded(content, parts))


def _decoded(items: list[Any], parts: list[bytes]) -> list[Any]:
    return [_decode(item, parts) if type(item) in (list, dict) else item for item in items]


def _error(name: str, message: dict[str, Any]) -> SourceError:
    """Return an error of ``reader.sources.errors`` by its name."""
    kind = getattr(errors, name, SourceError)
    error: SourceError = kind.__new__(kind)
    LocalizedError.__init__(error, Message.from_data(message))
    return error


# In the process ---------------------------------------------------------------------------------------------


def main(cpu_seconds: int, memory_bytes: int) -> None:
    """Answer requests on standard input until its end."""
    output = take_output()
    _limit_memory(memory_bytes)
    output.write(b"ready\n")
    output.flush()
    _type("FetchResult")  # imported while the first document is still on its way
    while line := sys.stdin.buffer.readline():
        _limit_processor_time(cpu_seconds)
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


def _limit_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_processor_time(most: int) -> None:
    """Let the kernel end this process when the next document takes too long."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(usage.ru_utime + usage.ru_stime) + most
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
