"""The table of keys: each action under the name it is rebound by. Imports no Textual.

The screens, the help, the man page and ``khabar help keys`` are made of it. The description of an action is
looked up in the interface language under ``key.NAME``.
"""

from __future__ import annotations

from typing import NamedTuple


class KeyBinding(NamedTuple):
    """One action and the keys it is bound to at first."""

    name: str
    """In the configuration, the help and the command palette."""
    keys: str
    """Separated by commas, as Textual names keys."""
    action: str
    """The Textual action; the same as the name unless it takes arguments."""


def key(name: str, keys: str, action: str = "") -> KeyBinding:
    """Return a binding of ``keys`` (comma separated); ``action`` defaults to the name."""
    return KeyBinding(name, keys, action or name)


def pane_key(name: str, keys: str, pane: str, action: str = "") -> KeyBinding:
    """Return a binding that works on the whole screen and runs an action of one of its panes."""
    return key(name, keys, f"on_pane('{pane}', '{action or name}')")


MOVEMENT = (
    key("down", "j,down"),
    key("up", "k,up"),
    key("first", "g,home"),
    key("last", "G,end"),
    key("page_down", "pagedown,ctrl+d"),
    key("page_up", "pageup,ctrl+u"),
)
"""Of every list and every text."""

READING = (
    key("space", "space"),
    key("next", "n"),
    key("previous", "N"),
    key("browser", "o"),
    key("bookmark", "b"),
    key("shelf", "B"),
    key("read_unread", "m"),
    key("mark_all_read", "M"),
    key("refresh", "r"),
    key("refresh_all", "R"),
    key("take_along", "D"),
    key("search", "slash"),
    key("find", "ctrl+f"),
    key("filter", "f"),
    key("save_list", "F"),
    key("only_unread", "u"),
    key("today", "h"),
    key("group", "v"),
    pane_key("larger", "plus", "article"),
    pane_key("smaller", "minus", "article"),
    pane_key("normal_size", "equals_sign", "article"),
    pane_key("justify", "J", "article"),
    pane_key("harakat", "H", "article"),
    pane_key("pictures", "p", "article"),
    pane_key("links", "l", "article"),
    key("theme", "t"),
    key("language", "L"),
    key("digits", "i"),
    key("copy_link", "y"),
    key("copy_article", "Y"),
    key("pipe", "vertical_line"),
    key("export", "e"),
    key("sources", "S"),
    key("next_pane", "tab"),
    key("previous_pane", "shift+tab"),
    key("zoom", "z"),
    key("wider", "right_square_bracket"),
    key("narrower", "left_square_bracket"),
    pane_key("pause", "full_stop", "ticker"),
    key("undo", "U"),
    key("calibrate", "C", "app.calibrate"),
    key("help", "question_mark"),
    key("commands", "colon,ctrl+p"),
    key("back", "escape"),
    key("redraw", "ctrl+l", "app.redraw"),
    key("suspend", "ctrl+z", "app.suspend_process"),
    key("quit", "q"),
)
"""Of the reading screen, whichever pane is in front."""

SOURCES = (
    key("source_add", "a"),
    key("source_catalogue", "c"),
    key("source_import", "i"),
    key("source_rename", "n"),
    key("source_move", "f"),
    key("source_switch", "space"),
    key("source_remove", "d,delete"),
    key("refresh", "r"),
    key("refresh_all", "R"),
    key("undo", "U"),
    key("help", "question_mark"),
    key("commands", "colon,ctrl+p"),
    key("redraw", "ctrl+l", "app.redraw"),
    key("suspend", "ctrl+z", "app.suspend_process"),
    key("back", "escape,q"),
)
"""Of the sources screen."""

OPEN = key("open", "enter")
"""Of every list whose rows can be opened."""
HEADLINES = (OPEN, key("pick", "x"))
"""Of the headlines pane."""
BOOKMARKS = (
    key("remove", "d,delete"),
    key("archive", "a"),
    key("archived", "A"),
    key("tags", "T"),
    key("note", "w"),
)
"""Of the bookmarks pane."""
ARTICLE = (
    key("select_down", "shift+down", "select(1)"),
    key("select_up", "shift+up", "select(-1)"),
)
"""Of the article pane."""
LINKS = tuple(key(f"link_{digit}", str(digit), f"digit({digit})") for digit in range(10))
"""Of the article pane while its links are numbered."""
TICKER = (
    OPEN,
    key("ticker_forward", "left", "step(1)"),
    key("ticker_back", "right", "step(-1)"),
)
"""Of the ticker."""
DIALOG = (key("back", "escape", "cancel"),)
"""Of every dialog."""
PICKER = (
    *DIALOG,
    key("picker_down", "down,ctrl+n", "move(1)"),
    key("picker_up", "up,ctrl+p", "move(-1)"),
)
"""Of a list narrowed by typing."""
HELP = (key("back", "escape,q,question_mark", "cancel"),)
"""Of the help."""

GROUPS = {
    "move": [
        "down",
        "up",
        "first",
        "last",
        "page_down",
        "page_up",
        "open",
        "next_pane",
        "previous_pane",
        "back",
    ],
    "read": [
        "space",
        "next",
        "previous",
        "larger",
        "smaller",
        "normal_size",
        "justify",
        "harakat",
        "pictures",
        "find",
        "select_down",
        "select_up",
        "links",
        "browser",
        "zoom",
        "wider",
        "narrower",
    ],
    "news": [
        "refresh",
        "refresh_all",
        "take_along",
        "read_unread",
        "mark_all_read",
        "pick",
        "search",
        "filter",
        "save_list",
        "only_unread",
        "today",
        "group",
        "pause",
    ],
    "keep": [
        "bookmark",
        "shelf",
        "remove",
        "archive",
        "archived",
        "tags",
        "note",
        "copy_link",
        "copy_article",
        "pipe",
        "export",
        "undo",
    ],
    "sources": [
        "source_add",
        "source_catalogue",
        "source_import",
        "source_rename",
        "source_move",
        "source_switch",
        "source_remove",
    ],
    "program": [
        "sources",
        "theme",
        "language",
        "digits",
        "calibrate",
        "help",
        "commands",
        "redraw",
        "suspend",
        "quit",
    ],
}
"""The actions in the order the help and the command palette list them."""

ACTIONS = {
    *(name for names in GROUPS.values() for name in names),
    *(f"link_{digit}" for digit in range(10)),
    "picker_down",
    "picker_up",
    "ticker_forward",
    "ticker_back",
}
"""Every name a key can be bound to."""

_LABELS = {
    "full_stop": ".",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "vertical_line": "|",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}


def key_label(key: str) -> str:
    """Return a key of the table as people write it: ``ctrl+p`` as ``Ctrl+P``, ``slash`` as ``/``."""
    if key in _LABELS:
        return _LABELS[key]
    return key.replace("ctrl+", "Ctrl+").replace("shift+", "Shift+") if "+" in key else key


def default_keys() -> dict[str, list[str]]:
    """Return the keys of every action before anything is rebound, by the name of the action."""
    tables = (MOVEMENT, READING, HEADLINES, ARTICLE, BOOKMARKS, SOURCES, LINKS, TICKER, PICKER)
    found: dict[str, list[str]] = {}
    for each in (each for table in tables for each in table):
        keys = found.setdefault(each.name, [])
        keys += [one for one in each.keys.split(",") if one not in keys]
    return found
