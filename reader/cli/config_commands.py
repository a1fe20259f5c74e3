"""``config``, ``completion`` and ``man``."""

from __future__ import annotations

from reader.cli.context import Context
from reader.cli.parser import UsageError
from reader.locale.message import Message


def config(context: Context) -> int:
    """Write a commented configuration, or say what is wrong with the one there is."""
    path = context.config_path
    if context.arguments.on("--init"):
        from reader.config.edit import write_new
        from reader.config.template import template

        write_new(path, template())
        context.tell("config-written", path=path)
        return 0
    from reader.core.followed import followed

    problems = [*context.config.problems, *followed(context.config)[1]]
    for problem in problems:
        message = context.say.error(problem.message)
        if context.arguments.on("--json"):
            context.out.json({"line": problem.line, "message": message})
        else:
            name = "config-problem" if problem.line else "config-problem-whole"
            context.out.line(context.say(name, path=path, line=problem.line, message=message))
    if not problems:
        context.tell("config-good" if path.exists() else "config-none", path=path)
    return 1 if problems else 0


def completion(context: Context) -> int:
    """Write a completion script."""
    from reader.cli.completion import SHELLS

    shell = context.arguments.operands[0]
    if shell not in SHELLS:
        raise UsageError(Message("usage.shell", shell=shell), "completion")
    context.out.write(SHELLS[shell]())
    return 0


def man(context: Context) -> int:
    """Write the manual page."""
    from reader.cli.man import page
    from reader.cli.topics import Reader
    from reader.config import Settings
    from reader.config.paths import paths

    # The page is read on other machines and by other people: keys and paths are the first ones.
    reader = Reader(context.translate, Settings(), paths({"HOME": "~"}))
    context.out.write(page(context.say, reader))
    return 0
