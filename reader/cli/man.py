"""The manual page, made of the table of commands (man(7) macros)."""

from __future__ import annotations

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.help import flag, usage
from reader.cli.parser import Option
from reader.cli.strings import Say

_ENVIRONMENT = (
    ("NO_COLOR", ("No colours, whatever it holds.", "بلا ألوان، مهما كانت قيمته.")),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
        ("Where files live.", "مكان الملفات."),
    ),
    (
        "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY",
        ("Proxies: http, socks5 and socks5h.", "الوسطاء: http وsocks5 وsocks5h."),
    ),
    ("BROWSER", ("Command that opens links.", "أمر فتح الروابط.")),
    ("PAGER", ("Command that pages long output.", "أمر تصفّح النص الطويل.")),
    ("LC_ALL, LC_MESSAGES, LANG", ("Language of messages.", "لغة الرسائل.")),
    ("COLUMNS, LINES", ("Size of the terminal, before what it says itself.", "حجم الطرفية، قبل ما تقوله.")),
)
_FILES = (
    ("~/.config/khabar/config.toml", ("The configuration.", "الإعدادات.")),
    ("~/.local/share/khabar/library.db", ("The library.", "المكتبة.")),
)


def page(say: Say) -> str:
    """Return the page as roff, in English or Arabic."""
    from reader import __version__

    out = [
        f'.TH KHABAR 1 "" "khabar {__version__}"',
        f".SH {_text(say('name')).upper()}",
        f"khabar \\- {_text(say('tagline'))}",
    ]
    out += [f".SH {_text(say('synopsis')).upper()}", f".B {_text(usage(None))}"]
    out.append(f".SH {_text(say('commands')).upper()}")
    for command in COMMANDS:
        out += [f".SS {_text(usage(command))}", _text(say.words(command.words))]
        if any(command.more):
            out += [".PP", _text(say.words(command.more))]
        out += _options(say, command.options)
        for line, words in command.examples:
            out += [".PP", f"{_text(say.words(words))}", ".PP", ".nf", f".RS\n{_text(line)}\n.RE", ".fi"]
        if command.fields:
            out += [".PP", _text(say("fields")) + ":"]
            for name, words in command.fields:
                out += [".TP", f".B {_text(name)}", _text(say.words(words))]
    out += [f".SH {_text(say('everywhere')).upper()}", *_options(say, EVERYWHERE)]
    out += [f".SH {_text(say('exit-codes')).upper()}", _text(say("codes"))]
    for heading, table in (("environment", _ENVIRONMENT), ("files", _FILES)):
        out.append(f".SH {_text(say(heading)).upper()}")
        for name, words in table:
            out += [".TP", f".B {_text(name)}", _text(say.words(words))]
    return "\n".join(out) + "\n"


def _options(say: Say, options: tuple[Option, ...]) -> list[str]:
    out = []
    for option in options:
        words = say.words(option.words)
        if option.choices:
            words += " " + say("choices", choices=" ".join(option.choices))
        out += [".TP", f".B {_text(flag(option))}", _text(words)]
    return out


def _text(words: str) -> str:
    """Return text in which nothing is a request or an escape of roff."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
