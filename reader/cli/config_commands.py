"""Run the commands ``config``, ``completion`` and ``man``."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.cli.context import Context, exists, problem_message
from reader.cli.parser import UsageError
from reader.locale.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Problem


def config(context: Context) -> int:
    """Write a commented configuration, or list the problems of the current one."""
    path = context.config_path
    if context.arguments.on("--init"):
        return _explain(context, path)
    problems = find_all_problems(context)
    for problem in problems:
        if context.arguments.on("--json"):
            context.out.json({"line": problem.line, "message": context.translate(problem.message)})
        else:
            context.out.line(context.translate(problem_message(problem, path)))
    if not problems:
        context.tell("cli.config_good" if path.exists() else "cli.config_none", path=str(path))
    return 1 if problems else 0


def find_all_problems(context: Context) -> list[Problem]:
    """Return every problem of the configuration; where there is a library, by its sources too."""
    from reader.store import StoreError
    from reader.tui.config_problems import list_problems

    if exists(context.library_path):
        with suppress(StoreError):  # errors of the library are reported by the command that needs the library
            return list_problems(context.config, context.configured_session[0])
    return list_problems(context.config)


def _explain(context: Context, path: Path) -> int:
    """Write a commented configuration, or append the comments to an existing one."""
    from reader.config.edit import append_comments, write_new
    from reader.config.template import explanations, template

    if not path.exists():
        write_new(path, template(context.language))
        context.tell("cli.config_written", path=str(path))
    elif append_comments(path, explanations(context.language)):
        context.tell("cli.config_explained", path=str(path))
    else:
        context.tell("cli.config_explained_already", path=str(path))
    return 0


def completion(context: Context) -> int:
    """Write a completion script, or the values that one offers."""
    from reader.cli.completion import SHELLS

    if kind := context.arguments.text("--values"):
        from reader.cli.completion_values import VALUES

        for value, description in VALUES[kind](context):
            context.out.fields(value, description)
        return 0
    if not context.arguments.operands:
        raise UsageError(Message("usage.completion"), "completion")
    shell = context.arguments.operands[0]
    if shell not in SHELLS:
        raise UsageError(Message("usage.shell", shell=shell), "completion")
    context.out.write(SHELLS[shell](context.translate))
    return 0


def man(context: Context) -> int:
    """Write the manual page."""
    from reader.cli.man import page
    from reader.cli.topics import Reader
    from reader.config import Settings
    from reader.config.paths import DOCUMENTED

    # The page is read on other machines and by other people: keys and paths are the first ones.
    reader = Reader(context.translate, Settings(), DOCUMENTED)
    context.out.write(page(context.translate, reader))
    return 0
