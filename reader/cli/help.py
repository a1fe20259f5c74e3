"""Build help of commands and topics from the tables of commands, keys, settings and paths."""

from __future__ import annotations

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.context import Context
from reader.cli.output import BOLD, GAP
from reader.cli.parser import Command, Option, UsageError
from reader.cli.topics import TOPICS, Reader, Row, topic_page
from reader.config.paths import Paths
from reader.config.paths import paths as xdg_paths
from reader.locale.message import Message
from reader.locale.translator import Translator

_MAX_COLUMN = 24
"""Cells of the first column; wider names stand on a line of their own."""


def show(context: Context, command: Command | None) -> None:
    """Write the help of a command, or of the whole program, to the standard output."""
    for kind, text in lines(context.translate, command):
        if kind == "heading":
            context.out.line()
            context.out.line(text, style=BOLD)
        elif kind == "code":
            # A command line is always left-to-right.
            context.out.line(f"    {text}", base=0)
        else:
            context.out.line(text)


def show_topic(context: Context) -> int:
    """Write the page of a topic or the help of a command to the standard output.

    Raises:
        UsageError: there is neither a topic nor a command of that name.
    """
    name = " ".join(context.arguments.operands)
    command = next((each for each in COMMANDS if each.name == name), None)
    if name in TOPICS:
        _show_page(context, name)
    elif command or not name:
        show(context, command)
        if not name:
            context.out.line()
            context.out.line(context.translate("topic.list", names=list(TOPICS)))
    else:
        raise UsageError(Message("topic.unknown", name=name, names=list(TOPICS)), "help")
    return 0


def _show_page(context: Context, name: str) -> None:
    out = context.out
    for number, section in enumerate(topic_page(name, reader_of(context))):
        if section.heading:
            if number:
                out.line()
            out.line(section.heading, style=BOLD)
        for paragraph in section.paragraphs:
            out.line(paragraph)
        if section.rows:
            _show_rows(context, section.rows)
        for line in section.code.splitlines():
            out.line(f"    {line}" if line else "", base=0)


def _show_rows(context: Context, rows: tuple[Row, ...]) -> None:
    """Write rows in two columns on a terminal, separated by a tab to a pipe."""
    out = context.out
    if not out.tty:
        for row in rows:
            out.fields(*row)
        return
    from reader.typeset import layout

    widths = [sum(line.width for line in layout(row.code, 1000)) for row in rows]
    column = max([width for width in widths if width <= _MAX_COLUMN], default=_MAX_COLUMN)
    for row, width in zip(rows, widths, strict=True):
        code = row.code
        if width > column:
            if width > out.columns:
                out.line(code)
            else:
                out.row([(code, out.columns, "")])
            code = ""
        measure = max(20, out.columns - column - GAP)
        for line in layout(row.words, measure):
            out.row([(code, column, ""), (row.words[line.start : line.end].strip(), 0, "")])
            code = ""


def reader_of(context: Context) -> Reader:
    """Return the language, settings and paths that the pages are made for."""
    paths = Paths(context.config_file, context.library_file, xdg_paths().state)
    return Reader(context.translate, context.config.settings, paths)


def lines(translate: Translator, command: Command | None) -> list[tuple[str, str]]:
    """Return help as (kind, text): ``text``, ``heading`` or ``code``."""
    return _of_command(translate, command) if command else _of_program(translate)


def _of_program(translate: Translator) -> list[tuple[str, str]]:
    page = [("text", translate("help.tagline")), ("heading", translate("help.usage")), ("code", usage(None))]
    page.append(("heading", translate("help.commands")))
    for command in COMMANDS:
        page += [("code", usage(command)), ("text", f"      {translate(command.summary)}")]
    page.append(("heading", translate("help.everywhere")))
    page += _options(translate, EVERYWHERE)
    page += [("heading", translate("help.exit_codes")), ("text", f"  {translate('help.codes')}")]
    page += [("text", ""), ("text", translate("help.see", command="COMMAND "))]
    return page


def _of_command(translate: Translator, command: Command) -> list[tuple[str, str]]:
    page = [
        ("text", translate(command.summary)),
        ("heading", translate("help.usage")),
        ("code", usage(command)),
    ]
    if command.more:
        page.append(("text", f"  {translate(command.more)}"))
    if command.options:
        page.append(("heading", translate("help.options")))
        page += _options(translate, command.options)
    if command.examples:
        page.append(("heading", translate("help.examples")))
        for line, key in command.examples:
            page += [("code", line), ("text", f"      {translate(key)}")]
    if command.fields:
        page.append(("heading", translate("help.fields")))
        for name, key in command.fields:
            page += [("code", name), ("text", f"      {translate(key)}")]
    inner = [other for other in COMMANDS if other.name.startswith(f"{command.name} ")]
    if inner:
        page.append(("heading", translate("help.commands")))
        for other in inner:
            page += [("code", usage(other)), ("text", f"      {translate(other.summary)}")]
    page.append(("heading", translate("help.everywhere")))
    page += _options(translate, EVERYWHERE)
    return page


def _options(translate: Translator, options: tuple[Option, ...]) -> list[tuple[str, str]]:
    page = []
    for option in options:
        page += [("code", flag(option)), ("text", f"      {describe_option(translate, option)}")]
    return page


def describe_option(translate: Translator, option: Option) -> str:
    """Return the meaning of an option and its allowed values, if they are few."""
    words = translate(option.summary)
    return f"{words} {translate('help.choices', choices=option.choices)}" if option.choices else words


def flag(option: Option) -> str:
    """Return an option in the format of usage lines: ``-n, --limit N``."""
    names = f"{option.short}, {option.name}" if option.short else option.name
    return f"{names} {option.metavar}".rstrip()


def usage(command: Command | None) -> str:
    """Return one line of usage."""
    if command is None:
        return "khabar [COMMAND] [OPTION…]"
    options = " [OPTION…]" if command.options else ""
    return f"khabar {command.name} {command.operands}".rstrip() + options
