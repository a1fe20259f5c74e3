"""Call the functions that parse documents from outside in a process with limits on time and memory.

A pattern or a C parser keeps Python's lock for as long as it runs: in a thread, an endless document stops
the program. Requests and answers are JSON lines on the standard input and output of the process, each
followed by the bytes it refers to. The process ends when its input is closed.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from reader.core.child_process import start_blocking_child, take_output
from reader.locale.message import LocalizedError, Message
from reader.sources import errors
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    import asyncio
    from subprocess import Popen

Result = TypeVar("Result")

MAX_CPU_SECONDS = 10
"""Processor time for one document; ended by the kernel (RLIMIT_CPU)."""
MAX_MEMORY_BYTES = 1 << 30
"""Address space of the process (RLIMIT_AS); it starts with some 150 MB."""
MAX_SECONDS = 120
"""Time for one document in any case, on a machine that does other things."""
IDLE_SECONDS = 20.0
"""Time without a document after which the process is ended."""
_MAX_ANSWER_BYTES = 1 << 27
_BUFFER_BYTES = 1 << 16
"""Of the pipes: most answers arrive in two or three reads."""
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
    "reader.sources.discovery": (
        *("read_feed", "read_listing", "read_channel", "refreshed"),
        *("named_feeds", "mapped_feeds"),
    ),
    "reader.sources.image": ("is_sound_image", "decode_pixels"),
}
"""The functions that may be called: pure ones, of a document and values of the model."""


class Limits(NamedTuple):
    """The most that one document may take."""

    cpu_seconds: int
    memory_bytes: int
    seconds: int
    answer_bytes: int

    @classmethod
    def for_size(cls, size: int = 0) -> Limits:
        """Return the limits for a file of so many bytes; 0 for a document of the network."""
        seconds = size // _BYTES_PER_CPU_SECOND
        return cls(
            MAX_CPU_SECONDS + seconds,
            MAX_MEMORY_BYTES + _MEMORY_PER_BYTE * size,
            MAX_SECONDS + 10 * seconds,
            _MAX_ANSWER_BYTES + 2 * size,
        )


class DocumentLimitError(SourceError):
    """A document took more time or memory than it may."""

    def __init__(self) -> None:
        super().__init__(Message("parser.limit"))


class BlockingParser:
    """One process, started by the first call and after each kill; it parses one document at a time.

    As a context manager it ends the process.

    Args:
        size: bytes of the file that is parsed in parts or as a whole; 0 for documents of the network.
    """

    def __init__(self, size: int = 0) -> None:
        self._limits = Limits.for_size(size)
        self._process: Popen[bytes] | None = None
        self._is_ready = False

    def __enter__(self) -> BlockingParser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a function of ``_FUNCTIONS`` in the process; blocks.

        Raises:
            DocumentLimitError: it took more time or memory than it may.
            SourceError: raised by the function, or in place of an error of another type.
            OSError: no process can be started.
        """
        request = _frame({"function": f"{function.__module__}:{function.__name__}"}, args)
        process = self.start()
        self._await_ready(process)
        try:
            answer, value = _exchange(process, request, self._limits.answer_bytes)
        except (EOFError, ConnectionError, ValueError) as error:
            self.close()
            raise DocumentLimitError from error
        except BaseException:
            self.close()
            raise
        if "error" in answer:
            raise _error(*answer["error"])
        result: Result = value
        return result

    def start(self) -> Popen[bytes]:
        """Return the process, started if there is none; does not wait until it is ready.

        Raises:
            OSError: no process can be started.
        """
        if self._process is None or self._process.poll() is not None:
            self.release()
            limits = self._limits
            arguments = (limits.cpu_seconds, limits.memory_bytes, limits.seconds)
            self._is_ready = False
            self._process = start_blocking_child(__name__, *map(str, arguments), buffer=_BUFFER_BYTES)
        return self._process

    def _await_ready(self, process: Popen[bytes]) -> None:
        if self._is_ready:
            return
        assert process.stdout is not None
        self._is_ready = bool(process.stdout.readline())
        if not self._is_ready:
            self.close()
            raise ProcessLookupError("the parser process ended at its start")

    def kill(self) -> None:
        """Let a running call end with an error; never blocks."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process; the next call starts another."""
        self.kill()
        self.release()

    def release(self) -> None:
        """Let an idle process end by itself: it reads the end of its input."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):  # it died before it had read everything
                pipe.close()
        process.wait()


class ParserProcess:
    """A process for an event loop, which never waits for it."""

    def __init__(self) -> None:
        self._parser = BlockingParser()
        self._lock: asyncio.Lock | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a function as ``BlockingParser.call`` does; cancelling the call kills the process."""
        import asyncio  # the process, which runs this module, has no use for it

        if self._lock is None:
            self._lock = asyncio.Lock()
        async with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            loop = asyncio.get_running_loop()
            work = loop.run_in_executor(None, self._parser.call, function, *args)
            try:
                return await asyncio.shield(work)
            except asyncio.CancelledError:
                while not work.done():
                    self._parser.kill()  # again when it had not been started yet
                    await asyncio.wait((work,), timeout=0.05)
                work.exception()
                raise
            finally:
                self._idle = loop.call_later(IDLE_SECONDS, self._end)

    async def start(self) -> None:
        """Start the process ahead of the first call.

        Raises:
            OSError: no process can be started.
        """
        import asyncio

        await asyncio.to_thread(self._parser.start)

    def _end(self) -> None:
        import asyncio

        parser, self._parser = self._parser, BlockingParser()
        asyncio.get_running_loop().run_in_executor(None, parser.release)

    async def close(self) -> None:
        """End the process; the next call starts another."""
        import asyncio

        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        await asyncio.to_thread(self._parser.close)
        self._lock = None


def _exchange(process: Popen[bytes], request: list[bytes], most: int) -> tuple[dict[str, Any], Any]:
    """Send a request and return the answer's header and value.

    Raises:
        EOFError, ConnectionError: the process has ended.
        ValueError: the answer has more than ``most`` bytes.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.writelines(request)
    process.stdin.flush()
    line = process.stdout.readline(most)
    if not line.endswith(b"\n"):
        raise EOFError
    answer = json.loads(line.decode("utf-8", "surrogatepass"))
    parts = [process.stdout.read(size) for size in answer["sizes"]]
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


def _error(name: str, message: dict[str, Any], details: dict[str, Any]) -> SourceError:
    """Return an error of ``reader.sources.errors`` by its name."""
    kind = getattr(errors, name, SourceError)
    error: SourceError = kind.__new__(kind)
    LocalizedError.__init__(error, Message.from_data(message))
    vars(error).update(details)
    return error


# In the process ---------------------------------------------------------------------------------------------


def main(cpu_seconds: int, memory_bytes: int, seconds: int) -> None:
    """Answer requests on standard input until its end."""
    output = take_output()
    _limit_memory(memory_bytes)
    output.write(b"ready\n")
    output.flush()
    _type("FetchResult")  # imported while the first document is still on its way
    while line := sys.stdin.buffer.readline():
        _limit_time(cpu_seconds, seconds)
        output.writelines(_answer(line, sys.stdin.buffer))
        output.flush()
        signal.alarm(0)


def _answer(line: bytes, following: BinaryIO) -> list[bytes]:
    request = json.loads(line.decode("utf-8", "surrogatepass"))
    args = _decode(request["value"], [following.read(size) for size in request["sizes"]])
    module, _, name = request["function"].partition(":")
    assert name in _FUNCTIONS[module]
    try:
        return _frame({}, getattr(import_module(module), name)(*args))
    except SourceError as error:
        details = {name: value for name, value in vars(error).items() if type(value) in _PLAIN}
        failure = [type(error).__name__, error.message.to_data(), details]
    except MemoryError:
        failure = ["SourceError", Message("parser.limit").to_data(), {}]
    except Exception as error:
        what = clean_line(f"{type(error).__name__}: {error}")
        failure = ["SourceError", Message("parser.failed", error=what).to_data(), {}]
    return _frame({"error": failure}, None)


def _limit_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_time(most: int, seconds: int) -> None:
    """Let the kernel end this process when the next document takes too long."""
    signal.alarm(seconds)
    with suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(usage.ru_utime + usage.ru_stime) + most
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
