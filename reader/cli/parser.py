"""Parse a command line by the table of commands and options.

The table is the one place: help, the man page and shell completion are made of it. Its rows are named tuples,
which take a fifth of the time of data classes to define: it is read at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 2**31 - 1
"""The largest number an option takes; larger ones count as this."""


class Option(NamedTuple):
    """One option; a switch without ``metavar``."""

    name: str
    """As written: ``--limit``."""
    summary: str
    """Key of the description."""
    metavar: str = ""
    short: str = ""
    kind: str = "text"
    """``text``, ``number`` or ``file``."""
    choices: tuple[str, ...] = ()
    repeat: bool = False


class Command(NamedTuple):
    """One command."""

    name: str
    """``sources add`` for one inside another."""
    summary: str
    """Key of the description."""
    run: str
    """``module:function`` in this package."""
    operands: str = ""
    """As usage shows them: ``ITEM``, ``[SOURCE…]``, ``ITEM…``."""
    options: tuple[Option, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    """Command lines, each with the key of a sentence."""
    fields: tuple[tuple[str, str], ...] = ()
    """Of one line of ``--json``, each with the key of a description."""
    more: str = ""
    """Key of a paragraph below the summary; empty for none."""
    values: tuple[str, ...] = ()
    """Operands that completion offers."""

    @property
    def least(self) -> int:
        """The least number of operands."""
        return sum(not word.startswith("[") for word in self.operands.split())

    @property
    def most(self) -> int:
        """The greatest number of operands."""
        return 1_000_000 if "…" in self.operands else len(self.operands.split())


class UsageError(LocalizedError):
    """Error for a command line that cannot be parsed.

    Args:
        message: the mistake.
        command: which command it was about; empty when none was recognised.
    """

    def __init__(self, message: Message, command: str = "") -> None:
        super().__init__(message)
        self.command = command


class Arguments:
    """The parsed command line: values by option name, checked against the table."""

    def __init__(self, values: Mapping[str, list[str]], operands: Sequence[str]) -> None:
        self._values = values
        self.operands = list(operands)

    def on(self, name: str) -> bool:
        """Return whether a switch was given."""
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Return the value of an option, the last one given."""
        return self._values[name][-1] if name in self._values else default

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all values of an option that may be repeated."""
        return tuple(self._values.get(name, ()))

    def number(self, name: str, default: int) -> int:
        """Return the value of an option that is a number."""
        return int(self._values[name][-1]) if name in self._values else default


def read(
    argv: Sequence[str], commands: Sequence[Command], everywhere: Sequence[Option]
) -> tuple[Command | None, Arguments]:
    """Read a command line; no command is the reader itself.

    Options are allowed anywhere; ``--`` ends them; ``--name=value`` and ``--name value`` are the same. A dash
    before a letter that is not ASCII, or before a number, begins no option.

    Raises:
        UsageError: it says something the table does not know.
    """
    command, rest = _command(argv, commands, everywhere)
    known = {option.name: option for option in (*everywhere, *(command.options if command else ()))}
    known |= {option.short: option for option in known.values() if option.short}
    values: dict[str, list[str]] = {}
    operands: list[str] = []
    at = 0
    while at < len(rest):
        word = rest[at]
        at += 1
        if word == "--":
            operands += rest[at:]
            break
        # Names of options are ASCII: «-رياضة» is a word a search excludes.
        if not word.startswith("-") or word == "-" or word[1:].isdecimal() or not word[1].isascii():
            operands.append(word)
            continue
        option, value = _option(word, known, command)
        if option.metavar and value is None:
            if at == len(rest):
                raise _usage(Message("usage.needs_value", option=word, value=option.metavar), command)
            value = rest[at]
            at += 1
        values.setdefault(option.name, []).append(_checked(option, value, command))
    if not {"--help", "--version"} & values.keys():
        _count(operands, command)
    return command, Arguments(values, operands)


def _command(
    argv: Sequence[str], commands: Sequence[Command], everywhere: Sequence[Option]
) -> tuple[Command | None, list[str]]:
    """Find the command, taking its words out of the line."""
    by_name = {command.name: command for command in commands}
    takes = {name for option in everywhere if option.metavar for name in (option.name, option.short) if name}
    places: list[int] = []
    skip = False
    for at, word in enumerate(argv):
        if skip or word.startswith("-"):
            skip = not skip and word in takes
            if word == "--":
                break
            continue
        places.append(at)
        if len(places) == 2:
            break
    if not places:
        return None, list(argv)
    words = [argv[place] for place in places]
    if words[0] not in by_name:
        from difflib import get_close_matches

        near = get_close_matches(words[0], [name for name in by_name if " " not in name], 1)
        if near:
            raise UsageError(Message("usage.no_command_near", name=words[0], near=near[0]))
        raise UsageError(Message("usage.no_command", name=words[0]))
    inner = " ".join(words)
    taken = places if len(words) == 2 and inner in by_name else places[:1]
    name = " ".join(argv[place] for place in taken)
    return by_name[name], [word for at, word in enumerate(argv) if at not in taken]


def _option(word: str, known: Mapping[str, Option], command: Command | None) -> tuple[Option, str | None]:
    name, given, value = word.partition("=")
    if not name.startswith("--"):
        name, value = word[:2], word[2:]
        given = value
    option = known.get(name)
    if option is None or (given and not option.metavar):
        from difflib import get_close_matches

        near = (
            get_close_matches(name, [one for one in known if one.startswith("--")], 1)
            if option is None
            else []
        )
        if near:
            raise _usage(Message("usage.no_option_near", name=word, near=near[0]), command)
        raise _usage(Message("usage.no_option", name=word), command)
    return option, value if given else None


def _checked(option: Option, value: str | None, command: Command | None) -> str:
    value = value or ""
    if option.choices and value not in option.choices:
        choices = " | ".join(option.choices)
        raise _usage(Message("usage.one_of", option=option.name, choices=choices), command)
    if option.kind == "number":
        try:
            number = int(value)  # any digits: ١٢ is 12
        except ValueError:
            number = -1
        if number < 0:
            raise _usage(Message("usage.number", option=option.name, value=value), command)
        return str(min(number, MOST))
    return value


def _count(operands: Sequence[str], command: Command | None) -> None:
    if command is None:
        return
    if len(operands) < command.least:
        raise _usage(Message("usage.needs", command=command.name, operands=command.operands), command)
    if len(operands) > command.most:
        extra = operands[command.most]
        raise _usage(Message("usage.too_many", command=command.name, operand=extra), command)


def _usage(message: Message, command: Command | None) -> UsageError:
    return UsageError(message, command.name if command else "")
