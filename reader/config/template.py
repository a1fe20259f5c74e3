"""The commented configuration ``khabar config --init`` writes: every setting, its default, what it may be."""

from __future__ import annotations

from reader.config.edit import quoted
from reader.config.schema import OPTIONS
from reader.config.settings import Settings
from reader.locale.translator import Translator

_HEAD = """\
# khabar — خبر
# Every setting with its default, commented out: take away the # and change the value.
# كل الإعدادات بقيمها الأولى؛ احذف علامة # وغيّر القيمة. تُقرأ التغييرات والبرنامج يعمل.
"""

_TAIL = """
# Keys of the reader: action = "key,key". ``khabar help keys`` lists the actions.
# مفاتيح القارئ.
[keys]
# quit = "q"

# A list saved under a name. قائمة باسم.
# [[list]]
# name = "رياضة غير مقروءة"
# categories = ["رياضة"]
# unread = true
# days = 3

# A source of your own; ``khabar sources add URL`` writes this for you. مصدر تضيفه أنت.
# [[source]]
# id = "example"
# name = "مثال"
# feed = "https://news.example/rss.xml"
"""


def template() -> str:
    """Return the text of a configuration in which everything is explained and nothing is set."""
    defaults = Settings()
    languages = (Translator("en"), Translator("ar"))
    parts = [_HEAD]
    table = ""
    for option in OPTIONS:
        name, _, key = option.path.rpartition(".")
        if name != table:
            parts.append(f"\n[{name}]\n")
            table = name
        default = getattr(defaults, option.field)
        value = "[]" if isinstance(default, tuple) else quoted(default)
        allowed = f"  ({' | '.join(option.choices)})" if option.choices else ""
        words = " ".join(translate(f"setting.{option.path}") for translate in languages)
        parts.append(f"\n# {words}{allowed}\n# {key} = {value}\n")
    return "".join([*parts, _TAIL])
