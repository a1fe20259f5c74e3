"""Parse a command line, run the command, map errors to messages and exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from reader import __version__
from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.context import Context
from reader.cli.parser import Arguments, Command, UsageError, read
from reader.locale.message import LocalizedError, Message
from reader.locale.system_error import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

DONE, USAGE, INTERRUPTED = 0, 2, 130
"""Exit codes; ``Context.fail`` returns 1 for a failed command."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run a command line; see ``reader.cli.main``."""
    argv = [_readable(word) for word in (sys.argv[1:] if argv is None else argv)]
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    try:
        code = _run(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output, such as head, closed the pipe: not a failure.
        _let_go(sys.stdout)
        return DONE
    except OSError as error:  # the disk our output goes to is full, for one
        _let_go(sys.stdout)
        return Context(Arguments({}, ())).fail(describe(error))
    return code


def _run(argv: Sequence[str]) -> int:
    try:
        command, arguments = read(argv, COMMANDS, EVERYWHERE)
    except UsageError as error:
        return _misused(argv, error)
    context = Context(arguments)
    try:
        if arguments.on("--version"):
            context.out.line(f"khabar {__version__}", base=0)
            return DONE
        if arguments.on("--help"):
            from reader.cli.help import show

            show(context, command)
            return DONE
        if command is None or command.name not in ("config", "doctor"):
            for problem in context.config.problems:
                context.tell_problem(problem)
        work = _load_function(command)
        return work(context)
    except UsageError as error:
        return _misused(argv, error, command.name if command else "")
    except LocalizedError as error:
        return context.fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Errors no caller handles: a path longer than the system allows, a removed disk.
        return context.fail(
            Message("cli.about", subject=str(error.filename), text=describe(error))
            if error.filename
            else describe(error)
        )
    except Exception as error:  # the last net: no traceback reaches a person
        from reader.cli.crash_report import report_crash

        return context.fail(report_crash(error))
    finally:
        context.close()


def _load_function(command: Command | None) -> Callable[[Context], int]:
    """Load the function of a command; without one, that of the reader."""
    module, _, function = (command.run if command else "reader_command:open_reader").partition(":")
    found: Callable[[Context], int] = getattr(import_module(f"reader.cli.{module}"), function)
    return found


def _misused(argv: Sequence[str], error: UsageError, command: str = "") -> int:
    """Write a usage error, in the language of ``--lang`` if the command line has one.

    Args:
        argv: the command line.
        error: of reading it, or of the command.
        command: the one that was read; the error's when empty.
    """
    languages = [
        word.partition("=")[2] or following
        for word, following in zip(argv, [*argv[1:], ""], strict=False)
        if word.partition("=")[0] == "--lang"
    ]
    context = Context(Arguments({"--lang": languages[-1:]} if languages else {}, ()))
    context.err.line(f"khabar: {context.translate.sentence(error)}")
    command = command or error.command
    context.err.line(context.translate("help.see", command=f"{command} " if command else ""))
    return USAGE


def _readable(word: str) -> str:
    """Return an argument as valid text; undecodable bytes stay in names of existing files only."""
    if word.isascii() or os.path.lexists(word):
        return word
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _open_closed_streams() -> None:
    """Open the null device for standard streams that were closed (``>&-``).

    Python sets them to None. Their descriptors would be given to the next files opened, the library for one.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _prepare(stream: TextIO) -> None:
    """Replace characters the encoding of the stream lacks by question marks instead of raising."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _let_go(stream: TextIO) -> None:
    """Redirect a stream with a broken pipe to the null device.

    Flushing the stream at exit then does not raise.
    """
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return
