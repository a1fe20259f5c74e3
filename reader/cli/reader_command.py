"""The command ``khabar`` without arguments: the reader itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.parser import UsageError
from reader.locale.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.config import Problem


def open_reader(context: Context) -> int:
    """Probe the terminal and start the reader on it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(Message("usage.no_terminal"))
    from reader.core.terminal_profile import Terminal
    from reader.tui.first_paint import colours, first_paint, load_start_state
    from reader.tui.terminal.probe import ask
    from reader.tui.terminal.session import take_terminal

    answers = ask(drawing=True)
    decision = context.decision(answers)
    begin = load_start_state(context.library_session, context.config)
    system = colours(os.environ)
    paint = first_paint(begin, context.out.size, decision, system) if system else ""
    problems: Sequence[Problem] = ()
    try:
        with take_terminal(paint, decision) as terminal:
            session, problems = context.configured_session
            from reader.tui.app import run

            return run(session, context.config, decision, Terminal(os.environ, answers), begin, terminal)
    finally:
        for problem in problems:  # on the screen that stays after the reader ends
            context.tell_problem(problem)
