"""Run the command ``khabar`` without arguments: the reader itself."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.cli.parser import UsageError
from reader.locale.message import Message

if TYPE_CHECKING:
    from reader.config import Problem


def open_reader(context: Context) -> int:
    """Probe the terminal and start the reader; return the exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(Message("usage.no_terminal"))
    if os.environ.get("TERM") == "dumb":  # such as a shell in Emacs
        raise UsageError(Message("usage.dumb_terminal"))
    gc.disable()  # the start makes no garbage; `reader.tui.app` enables it (tests/bench terminal)
    from reader.core.terminal_profile import Terminal
    from reader.tui.first_paint import first_paint, load_start_state
    from reader.tui.terminal.probe import ask
    from reader.tui.terminal.session import take_terminal
    from reader.typeset.colour_depth import ColourDepth, decide_colour_depth, has_light_ground
    from reader.typeset.emoji import EMOJI
    from reader.typeset.terminal_profiles import Order

    answers = ask(drawing=True)
    decision = context.decision(answers)
    tinted = decision.order is Order.TINTED
    depth = decide_colour_depth(os.environ, answers, tinted=tinted)
    has_own = os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto") != "auto"
    if has_own:
        with suppress(ValueError):
            depth = ColourDepth(os.environ["TEXTUAL_COLOR_SYSTEM"])
    begin = load_start_state(context.library_session, context.config)
    begin = begin._replace(depth=depth, light=has_light_ground(os.environ, answers))
    EMOJI.are_whole = decision.clusters and not begin.settings.screen_reader
    paint = first_paint(begin, context.out.size, decision) if depth.value and not has_own else ""
    if depth.value and not has_own:
        os.environ["TEXTUAL_COLOR_SYSTEM"] = depth.value  # read when Textual is imported, below
    session = context.library_session
    problems: list[Problem] = []

    def follow_sources() -> None:
        from reader.core.source_configuration import followed_sources

        sources, found = followed_sources(context.config)
        problems.extend(found)
        session.set_sources(sources)

    try:
        with take_terminal(paint, decision) as terminal:
            from reader.tui.app import run

            if not has_own:
                os.environ.pop("TEXTUAL_COLOR_SYSTEM", None)  # not for the programs it starts
            probed = Terminal(os.environ, answers)
            return run(session, context.config, decision, probed, begin, terminal, follow_sources)
    finally:
        send_marks_later(context)
        for problem in problems:  # on the screen that stays after the reader ends
            context.tell_problem(problem)


def send_marks_later(context: Context) -> None:
    """Start a sync process that outlives the reader, if changes wait for the account."""
    from reader.config.settings import has_account

    if not has_account(context.config.settings):
        return
    import subprocess

    from reader.core.account.state import count_waiting
    from reader.store import StoreError

    with suppress(StoreError, OSError):
        if count_waiting(context.library_session):
            files = ("--library", context.library_file, "--config", context.config_file)
            subprocess.Popen(  # noqa: S603 - our own program and files
                [sys.executable, "-P", "-m", "reader", *files, "sync"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
