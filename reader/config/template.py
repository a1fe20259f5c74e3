"""Write the commented configuration of ``khabar config --init``, with every setting."""

from __future__ import annotations

import re

from reader.config.edit import quoted
from reader.config.schema import OPTIONS
from reader.config.settings import Settings
from reader.locale.translator import Translator

_WITHOUT_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_KEYS = '[keys]\n# quit = "q"'
_LIST = """\
# [[list]]
# name = "رياضة غير مقروءة"
# categories = ["رياضة"]
# unread = true
# days = 3"""
_RULE = """\
# [[rule]]
# name = "بلا رياضة"
# query = "قسم:رياضة -منتخب"
# hide = true"""
_COMMAND = """\
# [[command]]
# name = "إلى الملاحظات"
# key = "ctrl+n"
# run = "tee -a notes.txt"
# input = "text"
# background = true"""
_SOURCE = """\
# [[source]]
# id = "example"
# name = "مثال"
# feed = "https://news.example/rss.xml\""""


MARK = "# khabar — خبر"
"""First line of the explanations."""


def template(language: str) -> str:
    """Return a configuration with comments in ``language`` for all settings, and none set."""
    translate = Translator(language)
    defaults = Settings()
    parts = [f"{MARK}\n", *(f"# {translate(f'template.{name}')}\n" for name in ("settings", "live"))]
    table = ""
    for option in OPTIONS:
        name, _, key = option.path.rpartition(".")
        if name != table:
            parts.append(f"\n[{name}]\n")
            table = name
        default = getattr(defaults, option.field)
        value = "[]" if isinstance(default, tuple) else quoted(default)
        allowed = f"  ({' | '.join(option.choices)})" if option.choices else ""
        parts.append(f"\n# {translate(f'setting.{option.path}')}{allowed}\n# {key} = {value}\n")
    for key, lines in (
        ("keys", _KEYS),
        ("list", _LIST),
        ("rule", _RULE),
        ("command", _COMMAND),
        ("source", _SOURCE),
    ):
        parts.append(f"\n# {translate(f'template.{key}')}\n{lines}\n")
    return "".join(parts).translate(_WITHOUT_ISOLATES)


def explanations(language: str) -> str:
    """Return the text of `template` as comments only, to append to a configuration."""
    return re.sub(r"(?m)^\[", "# [", template(language))
