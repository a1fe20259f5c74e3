"""Call functions that parse documents from outside in a process with time and memory limits.

A pattern or a C parser keeps Python's lock for as long as it runs: in a thread, an endless document stops
the program. Requests and answers are MessagePack on the standard input and output of the process, read as
the types in the signature of the called function. The process ends when its input is closed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, get_type_hints

import msgspec

from reader.core.child_process import start_blocking_child, take_output
from reader.locale.message import LocalizedError, Message
from reader.sources import errors
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Executor
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
_LENGTH_BYTES = 8
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
    """A document exceeded the limit of time or memory."""

    def __init__(self) -> None:
        super().__init__(Message("parser.limit"))


class BlockingParser:
    """A process that parses one document at a time, started by the first call and after a kill.

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
        request = _pack((function.__module__, function.__name__, args))
        process = self.start()
        self._await_ready(process)
        try:
            value, failure = _exchange(process, request, self._limits.answer_bytes)
            result: Result = value if failure else _convert(value, _signature(function)[1])
        except (EOFError, ConnectionError, ValueError, msgspec.MsgspecError) as error:
            self.close()
            raise DocumentLimitError from error
        except BaseException:
            self.close()
            raise
        if failure:
            raise _error(*failure)
        return result

    def start(self) -> Popen[bytes]:
        """Return the process, started if necessary but perhaps not ready yet.

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
        process = self._process  # the thread of the call may let go of it meanwhile
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process; the next call starts another."""
        self.kill()
        self.release()

    def release(self) -> None:
        """Let an idle process end by closing its input."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):  # it died before it had read everything
                pipe.close()
        process.wait()


class ParserProcess:
    """A parser process for an event loop; calls never block the loop.

    A thread makes one call after the other: the process has no pause while the loop is busy.
    """

    def __init__(self) -> None:
        self._parser = BlockingParser()
        self._thread: Executor | None = None
        self._turn = Lock()
        self._running: object = None
        """The call the process is at work for; written while ``_turn`` is held."""
        self._waiting = 0
        self._idle: asyncio.TimerHandle | None = None

    async def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """Call a function as ``BlockingParser.call`` does; cancellation ends this call only."""
        return await self._run(lambda parser: parser.call(function, *args))

    async def start(self) -> None:
        """Start the process ahead of the first call.

        Raises:
            OSError: no process can be started.
        """
        await self._run(BlockingParser.start)

    async def _run(self, work: Callable[[BlockingParser], Result]) -> Result:
        """Call ``work`` with the process in its turn."""
        import asyncio  # the process, which runs this module, has no use for them
        from concurrent.futures import ThreadPoolExecutor

        self._cancel_timer()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1)
        this = object()
        self._waiting += 1
        call = self._thread.submit(self._take_turn, this, work)
        result = asyncio.wrap_future(call)
        try:
            return await asyncio.shield(result)
        except asyncio.CancelledError:
            # An error that nobody asks for is written over the screen.
            result.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            if not call.cancel():  # it has begun
                while not call.done():
                    self._kill(this)
                    await asyncio.wait((result,), timeout=0.05)
            raise
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._cancel_timer()
                self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end)

    def _take_turn(self, this: object, work: Callable[[BlockingParser], Result]) -> Result:
        with self._turn:
            self._running = this
        try:
            return work(self._parser)
        finally:
            with self._turn:
                self._running = None

    def _kill(self, this: object) -> None:
        with self._turn:
            if self._running is this:
                self._parser.kill()

    def _cancel_timer(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end(self) -> None:
        import asyncio

        parser, self._parser = self._parser, BlockingParser()
        asyncio.get_running_loop().run_in_executor(None, parser.release)

    async def close(self) -> None:
        """End the process and cancel waiting calls; the next call starts another process."""
        import asyncio

        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=False, cancel_futures=True)  # before a killed call makes room for the next
            ended = asyncio.ensure_future(asyncio.to_thread(thread.shutdown))
            while not ended.done():
                self._parser.kill()
                await asyncio.wait((ended,), timeout=0.05)
        self._cancel_timer()
        await asyncio.to_thread(self._parser.close)


def _exchange(process: Popen[bytes], request: bytes, most: int) -> tuple[Any, Any]:
    """Send a request and return the raw value of the answer, and the error or None.

    Raises:
        EOFError, ConnectionError: the process has ended.
        ValueError: the answer has more than ``most`` bytes.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    _write(process.stdin, request)
    value, failure = msgspec.msgpack.decode(_read(process.stdout, most))
    return value, failure


# Messages: their length in eight bytes, then MessagePack ----------------------------------------------------


def _write(output: IO[bytes], message: bytes) -> None:
    output.write(len(message).to_bytes(_LENGTH_BYTES))
    output.write(message)
    output.flush()


def _read(source: IO[bytes], most: int) -> bytes:
    """Return the next message, of at most so many bytes.

    Raises:
        EOFError: there is none, or not all of it.
        ValueError: it is longer.
    """
    size = int.from_bytes(source.read(_LENGTH_BYTES))
    if size > most:
        raise ValueError("a message is too long")
    message = source.read(size)
    if not size or len(message) < size:
        raise EOFError
    return message


def _pack(value: Any) -> bytes:
    """Return a value of the model as MessagePack."""
    # Builtin values first: MessagePack's own times have lost their zone.
    return msgspec.msgpack.encode(msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=_message_data))


def _convert(value: Any, kind: Any) -> Any:
    """Return builtin values as a value of a type.

    Raises:
        msgspec.ValidationError: they are of another.
    """
    return msgspec.convert(value, kind, builtin_types=(bytes,), dec_hook=_message)


def _message_data(value: Any) -> dict[str, Any]:
    if isinstance(value, Message):
        return value.to_data()
    raise TypeError(f"{type(value).__name__} is no value of a document")


def _message(kind: type, data: Any) -> Message:
    assert kind is Message
    return Message.from_data(data)


_ANNOTATIONS = {"Article": "reader.model", "Fetched": "reader.sources.http.response"}
"""The modules of types that signatures name and their own modules import for checks only."""


@cache
def _signature(function: Callable[..., Any]) -> tuple[tuple[Any, ...], Any]:
    """Return the types of a function's arguments and of its result."""
    named = {name: getattr(import_module(module), name) for name, module in _ANNOTATIONS.items()}
    hints = get_type_hints(function, localns=named)
    result = hints.pop("return")
    return tuple(hints.values()), result


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _error(name: str, message: Any, details: dict[str, Any]) -> SourceError:
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
    import_module("reader.core.fetch_source")  # while the first document is still on its way
    while True:
        try:
            request = _read(sys.stdin.buffer, sys.maxsize)
        except EOFError:
            return
        _limit_time(cpu_seconds, seconds)
        _write(output, _answer(request))
        signal.alarm(0)


def _answer(request: bytes) -> bytes:
    module, name, args = msgspec.msgpack.decode(request)
    assert name in _FUNCTIONS[module]
    try:
        function = getattr(import_module(module), name)
        kinds, _ = _signature(function)
        return _pack((function(*map(_convert, args, kinds)), None))
    except SourceError as error:
        details = {name: value for name, value in vars(error).items() if type(value) in _PLAIN}
        failure = (type(error).__name__, error.message, details)
    except MemoryError:
        failure = ("SourceError", Message("parser.limit"), {})
    except Exception as error:
        what = clean_line(f"{type(error).__name__}: {error}")
        failure = ("SourceError", Message("parser.failed", error=what), {})
    return _pack((None, failure))


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
