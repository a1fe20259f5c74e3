"""Build pages of ``khabar help TOPIC`` and of the manual from keys, settings and paths."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.config import Settings
    from reader.config.paths import Paths
    from reader.locale.translator import Translator


class Row(NamedTuple):
    """A name that is typed, and its meaning."""

    code: str
    words: str


class Section(NamedTuple):
    """One part of a page."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    code: str = ""
    """An example to show verbatim, with lines separated by line feeds."""


class Reader(NamedTuple):
    """The person a page is made for."""

    translate: Translator
    settings: Settings
    paths: Paths


_QUERIES = (
    ("بغداد جسر", "search.words"),
    ('"مجلس النواب"  «مجلس النواب»', "search.phrase"),
    ("اقتصاد*", "search.prefix"),
    ("نفط OR غاز  نفط أو غاز", "search.either"),
    ("-رياضة  NOT رياضة", "search.without"),
    ("(نفط OR غاز) بغداد", "search.group"),
    ("title:جسر  عنوان:جسر", "search.title"),
    ('source:ina  مصدر:"بغداد اليوم"', "search.source"),
    ("category:سياسة  قسم:سياسة", "search.category"),
    ('author:"سارة أحمد"  كاتب:سارة', "search.author"),
    ("language:en  لغة:عربي", "search.language"),
    ("tag:جسور  وسم:جسور", "search.tag"),
    ("after:2026-11-01  منذ:7d", "search.after"),
    ("before:2026-11  قبل:اليوم", "search.before"),
    (
        "is:unread  is:read  is:saved  is:archived  is:offline  is:breaking  is:hidden  is:highlighted  "
        "حالة:جديد  حالة:محفوظ  حالة:مخفي  حالة:مميز",
        "search.state",
    ),
)
"""Queries that mean the same, two spaces between, and the text that explains them."""

_TERMINALS = (
    ("xterm", "cells", "terminals.right"),
    ("GNOME Terminal, Tilix, xfce4-terminal, Ptyxis (VTE)", "cells", "terminals.right"),
    ("tmux in VTE", "fenced", "terminals.right"),
    ("kitty", "words", "terminals.kitty"),
    ("Konsole", "fenced", "terminals.upright"),
    ("mlterm", "cells", "terminals.upright"),
    ("Alacritty, st, Terminology, Zutty", "cells", "terminals.unmarked"),
    ("mintty, WezTerm", "cells", "terminals.documented"),
    ("foot, rxvt", "cells", "terminals.upright"),
    ("Windows Terminal, Ghostty", "cells", "terminals.documented"),
    ("VS Code", "tinted", "terminals.right"),
    ("qterminal", "cells", "terminals.asks"),
    ("Apple Terminal, iTerm2, PuTTY", "fenced", "terminals.ask"),
)
"""Names, the order chosen by ``reader.typeset.terminal_profiles``, and the result."""

_STEPS = ("doctor", "calibrate", "order", "font", "harakat", "tmux", "kitty", "foot", "reader")

_ENVIRONMENT = (
    ("NO_COLOR", "files.env.no_color"),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "files.env.xdg"),
    ("HTTP_PROXY, HTTPS_PROXY, ALL_PROXY", "files.env.proxy"),
    ("BROWSER", "files.env.browser"),
    ("PAGER", "files.env.pager"),
    ("LC_ALL, LC_MESSAGES, LANG", "files.env.lang"),
    ("COLUMNS, LINES", "files.env.size"),
    ("ESCDELAY", "files.env.escdelay"),
)
EXIT_CODES = (0, 1, 2, 130)

_EXAMPLE = """\
language = "ar"
theme = "newspaper"
justify = "kashida"

[refresh]
minutes = 15
proxy = "socks5h://127.0.0.1:9050"

[keys]
bookmark = "b,ctrl+b"

[follow]
sources = ["ina", "shafaq"]
packs = ["kurdish"]

[[list]]
name = "رياضة غير مقروءة"
categories = ["رياضة"]
unread = true
days = 3

[[rule]]
name = "بلا رياضة"
query = "قسم:رياضة -منتخب"
hide = true             # or read, highlight, save, notify; tags = ["…"], run = "command"

[[command]]
name = "إلى الملاحظات"
key = "ctrl+n"
run = "tee -a notes.txt"
background = true       # or in the terminal; input = "text", "json" or "link"

[[command]]
name = "احفظ ثم التالي"
key = "Z"
actions = ["bookmark", "next"]

[[source]]
id = "example"
name = "مثال"
feed = "https://news.example/rss.xml"
category = "أمثلة"
keep_days = 30
unread_again = "any"    # off, substantial, any: corrections that make an article unread
identity = "link"       # guid, link, title: only for feeds whose articles come twice
"""


_THEME_EXAMPLE = """\
base = "light"                  # dark, light, newspaper or contrast: for the roles that are not given
ground = "#fdf6e3"
raised = "#f5eeda"
ink = ["#2b3b40", 236]          # with the number for 256 colours
accent = ["#7d4f00", 94, 4]     # and with that for 16
"""
_PARTS = ("picker_down", "picker_up")
"""Actions that the help of the screen does not list."""


def _keys(reader: Reader) -> list[Section]:
    from reader.tui.key_bindings import GROUPS, default_keys, key_label

    translate = reader.translate
    bound = default_keys() | {name: keys.split(",") for name, keys in reader.settings.keys.items() if keys}
    page = []
    for group, names in GROUPS.items():
        rows = [
            Row(
                " ".join(key_label(key.strip()) for key in bound[name]),
                f"{translate(f'key.{name}')} [{name}]",
            )
            for name in names
            if bound.get(name)
        ]
        page.append(Section(translate(f"keys.{group}"), rows=tuple(rows)))
    parts = [
        Row(" ".join(map(key_label, bound[name])), f"{translate(f'key.{name}')} [{name}]") for name in _PARTS
    ]
    links = f"{translate('key.link')} {' '.join(f'[link_{digit}]' for digit in range(10))}"
    page.append(Section(translate("keys.parts"), rows=(Row("0 … 9", links), *parts)))
    own = tuple(Row(key_label(each.key), each.name) for each in reader.settings.commands if each.key)
    if own:
        page.append(Section(translate("commands.own"), rows=own))
    notes = tuple(translate(f"keys.{name}") for name in ("rebind", "sides", "escape"))
    return [*page, Section(paragraphs=notes)]


def _search(reader: Reader) -> list[Section]:
    translate = reader.translate
    rows = tuple(Row(queries, translate(key)) for queries, key in _QUERIES)
    return [
        Section(paragraphs=(translate("search.folding"),)),
        Section(rows=rows),
        Section(paragraphs=(translate("search.forgiving"),)),
    ]


def _config(reader: Reader) -> list[Section]:
    from reader.config import Settings
    from reader.config.edit import quoted
    from reader.config.schema import OPTIONS

    translate = reader.translate
    defaults = Settings()
    rows = []
    for option in OPTIONS:
        value = getattr(defaults, option.field)
        words = [translate(f"setting.{option.path}")]
        if option.choices:
            words.append(translate("config.choices", choices=" ".join(option.choices)))
        if option.high:
            words.append(translate("config.range", low=option.low, high=option.high))
        default = "[]" if isinstance(value, tuple) else quoted(value)
        rows.append(Row(f"{option.path} = {default}", " ".join(words)))
    return [
        Section(paragraphs=(translate("config.where", path=reader.paths.config), translate("config.live"))),
        Section(translate("config.settings"), rows=tuple(rows)),
        Section(translate("config.example"), code=_EXAMPLE),
        Section(translate("config.theme_example"), (translate("config.themes"),), code=_THEME_EXAMPLE),
    ]


def _terminals(reader: Reader) -> list[Section]:
    translate = reader.translate
    orders = tuple(
        Row(name, translate(f"terminals.{name}")) for name in ("cells", "words", "fenced", "tinted")
    )
    tested = tuple(Row(f"{names}: {order}", translate(key)) for names, order, key in _TERMINALS)
    steps = tuple(f"{n}. {translate(f'terminals.step.{step}')}" for n, step in enumerate(_STEPS, 1))
    return [
        Section(paragraphs=(translate("terminals.why"),)),
        Section(translate("terminals.orders"), rows=orders),
        Section(translate("terminals.tested"), rows=tested),
        Section(translate("terminals.trouble"), paragraphs=steps),
    ]


def _files(reader: Reader) -> list[Section]:
    translate, paths = reader.translate, reader.paths
    files = (
        Row(paths.config, translate("files.config")),
        Row(str(PurePath(paths.config).parent / "themes" / "*.toml"), translate("files.themes")),
        Row(paths.library, translate("files.library")),
        Row(paths.state, translate("files.state")),
    )
    return [
        Section(translate("files.files"), rows=files),
        Section(
            translate("files.environment"),
            rows=tuple(Row(name, translate(key)) for name, key in _ENVIRONMENT),
        ),
        Section(
            translate("files.codes"),
            rows=tuple(Row(str(code), translate(f"files.code.{code}")) for code in EXIT_CODES),
        ),
    ]


TOPICS: Mapping[str, Callable[[Reader], list[Section]]] = {
    "keys": _keys,
    "search": _search,
    "config": _config,
    "terminals": _terminals,
    "files": _files,
}
"""By the name given to ``khabar help``."""


def topic_page(name: str, reader: Reader) -> list[Section]:
    """Return the page of a topic, a key of `TOPICS`, in the language of the reader."""
    first, *rest = TOPICS[name](reader)
    title = Section(reader.translate(f"topic.{name}"))
    return [title, first, *rest]
