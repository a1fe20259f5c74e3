"""``khabar`` alone: the reader itself."""

from __future__ import annotations

import gc
import os
import sys

from reader.cli.arguments import UsageError
from reader.cli.context import Context
from reader.cli.strings import MESSAGES


def open_reader(context: Context) -> int:
    """Ask the terminal what it is, and start the reader on it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(*MESSAGES["no-terminal"])
    # What a start makes stays to the end: the collector would look for garbage in vain, some dozens of times.
    gc.disable()
    from reader.edition.terminal import Terminal
    from reader.tui.probe import ask

    answers = ask(drawing=True)
    decision = context.decision(answers)
    edition = context.fetching
    from reader.tui.app import run

    return run(edition, context.config, decision, Terminal(os.environ, answers))
