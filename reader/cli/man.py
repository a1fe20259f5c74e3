"""Build the manual page from the tables of commands, keys, settings and paths (man(7))."""

from __future__ import annotations

from reader import __version__
from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.help import describe_option, flag, usage
from reader.cli.parser import Option
from reader.cli.topics import TOPICS, Reader, topic_page
from reader.locale.translator import Translator


def page(translate: Translator, reader: Reader) -> str:
    """Return the manual page as roff, in the language of messages: commands, then help topics."""
    out = [
        f'.TH KHABAR 1 "" "khabar {__version__}"',
        ".ad l",  # paths and Arabic lines cannot be spread to both edges
        ".nh",
        f".SH {_text(translate('help.name')).upper()}",
        f"khabar \\- {_text(translate('help.tagline'))}",
    ]
    out += [f".SH {_text(translate('help.synopsis')).upper()}", f".B {_text(usage(None))}"]
    out.append(f".SH {_text(translate('help.commands')).upper()}")
    for command in COMMANDS:
        out += [f".SS {_text(usage(command))}", _text(translate(command.summary))]
        if command.more:
            out += [".PP", _text(translate(command.more))]
        out += _options(translate, command.options)
        for line, key in command.examples:
            out += [".PP", f"{_text(translate(key))}", ".PP", ".nf", f".RS\n{_text(line)}\n.RE", ".fi"]
        if command.fields:
            out += [".PP", _text(translate("help.fields")) + ":"]
            for name, key in command.fields:
                out += [".TP", f".B {_text(name)}", _text(translate(key))]
    out += [f".SH {_text(translate('help.everywhere')).upper()}", *_options(translate, EVERYWHERE)]
    for name in TOPICS:
        title, *sections = topic_page(name, reader)
        out.append(f".SH {_text(title.heading).upper()}")
        for section in sections:
            if section.heading:
                out.append(f".SS {_text(section.heading)}")
            for paragraph in section.paragraphs:
                out += [".PP", _text(paragraph)]
            for row in section.rows:
                out += [".TP", f".B {_text(row.code)}", _text(row.words)]
            if section.code:
                out += [".PP", ".nf", ".RS", *map(_text, section.code.splitlines()), ".RE", ".fi"]
    return "\n".join(out) + "\n"


def _options(translate: Translator, options: tuple[Option, ...]) -> list[str]:
    out = []
    for option in options:
        out += [".TP", f".B {_text(flag(option))}", _text(describe_option(translate, option))]
    return out


def _text(words: str) -> str:
    """Return text in which nothing is a request or an escape of roff."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
