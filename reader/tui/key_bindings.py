"""The keys of the design, each under the name it is rebound by.

A binding's id is its name in the configuration, in the help and in the command palette;
its description is looked up in the interface language when shown.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType


def bind(name: str, keys: str, action: str = "") -> Binding:
    """Return a hidden binding ``name`` for ``keys`` (comma separated); ``action`` defaults to the name."""
    return Binding(keys, action or name, description=name, id=name, show=False)


def on_pane(name: str, keys: str, pane: str, action: str = "") -> Binding:
    """Return a binding that works anywhere on the screen and is carried out by one of its panes."""
    return bind(name, keys, f"on_pane('{pane}', '{action or name}')")


MOVES: list[BindingType] = [
    bind("down", "j,down"),
    bind("up", "k,up"),
    bind("first", "g,home"),
    bind("last", "G,end"),
    bind("page_down", "pagedown,ctrl+d"),
    bind("page_up", "pageup,ctrl+u"),
]
"""Moving in a list or a text: bound by every pane that has lines."""

READING: list[BindingType] = [
    bind("space", "space"),
    bind("next", "n"),
    bind("previous", "N"),
    bind("browser", "o"),
    bind("bookmark", "b"),
    bind("shelf", "B"),
    bind("read_unread", "m"),
    bind("mark_all_read", "M"),
    bind("refresh", "r"),
    bind("refresh_all", "R"),
    bind("take_along", "D"),
    bind("search", "slash"),
    bind("find", "ctrl+f"),
    bind("filter", "f"),
    bind("save_list", "F"),
    bind("only_unread", "u"),
    bind("today", "h"),
    bind("group", "v"),
    on_pane("larger", "plus", "article"),
    on_pane("smaller", "minus", "article"),
    on_pane("normal_size", "equals_sign", "article"),
    on_pane("justify", "J", "article"),
    on_pane("harakat", "H", "article"),
    on_pane("pictures", "p", "article"),
    on_pane("links", "l", "article"),
    bind("theme", "t"),
    bind("language", "L"),
    bind("digits", "i"),
    bind("copy_link", "y"),
    bind("copy_article", "Y"),
    bind("pipe", "vertical_line"),
    bind("export", "e"),
    bind("sources", "S"),
    bind("next_pane", "tab"),
    bind("previous_pane", "shift+tab"),
    bind("zoom", "z"),
    bind("wider", "right_square_bracket"),
    bind("narrower", "left_square_bracket"),
    on_pane("pause", "full_stop", "ticker"),
    bind("undo", "U"),
    bind("calibrate", "C", "app.calibrate"),
    bind("help", "question_mark"),
    bind("commands", "colon,ctrl+p"),
    bind("back", "escape"),
    bind("redraw", "ctrl+l", "app.redraw"),
    bind("suspend", "ctrl+z", "app.suspend_process"),
    bind("quit", "q"),
]
"""What the reading screen answers to, whichever pane is in front."""

SOURCES: list[BindingType] = [
    bind("source_add", "a"),
    bind("source_catalogue", "c"),
    bind("source_import", "i"),
    bind("source_rename", "n"),
    bind("source_move", "f"),
    bind("source_switch", "space"),
    bind("source_remove", "d,delete"),
    bind("refresh", "r"),
    bind("refresh_all", "R"),
    bind("undo", "U"),
    bind("help", "question_mark"),
    bind("commands", "colon,ctrl+p"),
    bind("redraw", "ctrl+l", "app.redraw"),
    bind("suspend", "ctrl+z", "app.suspend_process"),
    bind("back", "escape,q"),
]
"""What the sources screen answers to."""

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
