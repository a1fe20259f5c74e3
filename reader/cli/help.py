"""Help for people, made of the table of commands, in Arabic or English."""

from __future__ import annotations

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.context import Context
from reader.cli.output import BOLD
from reader.cli.parser import Command, Option
from reader.cli.strings import Say


def show(context: Context, command: Command | None) -> None:
    """Write the help of a command, or of the whole program, to the standard output."""
    for kind, text in lines(context.say, command):
        if kind == "heading":
            context.out.line()
            context.out.line(text, style=BOLD)
        elif kind == "code":
            # A command line is typed from the left whatever is in it.
            context.out.line(f"    {text}", base=0)
        else:
            context.out.line(text)


def lines(say: Say, command: Command | None) -> list[tuple[str, str]]:
    """Return help as (kind, text): ``text``, ``heading`` or ``code``."""
    return _of_command(say, command) if command else _of_program(say)


def _of_program(say: Say) -> list[tuple[str, str]]:
    page = [("text", say("tagline")), ("heading", say("usage")), ("code", usage(None))]
    page.append(("heading", say("commands")))
    for command in COMMANDS:
        page += [("code", usage(command)), ("text", f"      {say.words(command.words)}")]
    page.append(("heading", say("everywhere")))
    page += _options(say, EVERYWHERE)
    page += [("heading", say("exit-codes")), ("text", f"  {say('codes')}")]
    page += [("text", ""), ("text", say("see-help", command="COMMAND "))]
    return page


def _of_command(say: Say, command: Command) -> list[tuple[str, str]]:
    page = [("text", say.words(command.words)), ("heading", say("usage")), ("code", usage(command))]
    if any(command.more):
        page.append(("text", f"  {say.words(command.more)}"))
    if command.options:
        page.append(("heading", say("options")))
        page += _options(say, command.options)
    if command.examples:
        page.append(("heading", say("examples")))
        for line, words in command.examples:
            page += [("code", line), ("text", f"      {say.words(words)}")]
    if command.fields:
        page.append(("heading", say("fields")))
        for name, words in command.fields:
            page += [("code", name), ("text", f"      {say.words(words)}")]
    inner = [other for other in COMMANDS if other.name.startswith(f"{command.name} ")]
    if inner:
        page.append(("heading", say("commands")))
        for other in inner:
            page += [("code", usage(other)), ("text", f"      {say.words(other.words)}")]
    page.append(("heading", say("everywhere")))
    page += _options(say, EVERYWHERE)
    return page


def _options(say: Say, options: tuple[Option, ...]) -> list[tuple[str, str]]:
    page = []
    for option in options:
        words = say.words(option.words)
        if option.choices:
            words += " " + say("choices", choices=" ".join(option.choices))
        page += [("code", flag(option)), ("text", f"      {words}")]
    return page


def flag(option: Option) -> str:
    """Return an option as usage shows it: ``-n, --limit N``."""
    names = f"{option.short}, {option.name}" if option.short else option.name
    return f"{names} {option.metavar}".rstrip()


def usage(command: Command | None) -> str:
    """Return one line of usage."""
    if command is None:
        return "khabar [COMMAND] [OPTION…]"
    options = " [OPTION…]" if command.options else ""
    return f"khabar {command.name} {command.operands}".rstrip() + options
