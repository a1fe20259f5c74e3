"""Define the table of keys: each action with its name and default keys. Imports no Textual.

The screens, the help, the man page and ``khabar help keys`` are made of it. The description of an action is
looked up in the interface language under ``key.NAME``.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.config.key_names import key_label as key_label


class KeyBinding(NamedTuple):
    """One action and its default keys."""

    name: str
    """In the configuration, the help and the command palette."""
    keys: str
    """Separated by commas, as Textual names keys."""
    action: str
    """The Textual action; the same as the name unless it takes arguments."""


def key(name: str, keys: str, action: str = "", *, owner: str = "") -> KeyBinding:
    """Return a binding; ``action`` defaults to the name, ``owner`` is a controller or a pane."""
    action = action or name
    return KeyBinding(name, keys, f"run('{owner}', '{action}')" if owner else action)


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
    key("space", "space", owner="articles"),
    key("next", "n", owner="articles"),
    key("previous", "N", owner="articles"),
    key("browser", "o", owner="sharing"),
    key("bookmark", "b", owner="library"),
    key("shelf", "B", owner="navigation"),
    key("read_unread", "m", owner="library"),
    key("mark_all_read", "M", owner="library"),
    key("mark_many", "K", owner="library"),
    key("tags", "T,number_sign", owner="library"),
    key("note", "w", owner="library"),
    key("refresh", "r", owner="news"),
    key("refresh_all", "R", owner="news"),
    key("older", "P", owner="news"),
    key("take_along", "D", owner="pack"),
    key("search", "slash", owner="filters"),
    key("find", "ctrl+f", owner="filters"),
    key("filter", "f", owner="filters"),
    key("save_list", "F", owner="lists"),
    key("rule_like", "X", owner="rules"),
    key("rules", "ctrl+x", owner="rules"),
    key("only_unread", "u", owner="filters"),
    key("today", "h", owner="filters"),
    key("group", "v", owner="filters"),
    key("stories", "W", owner="filters"),
    key("briefing", "I", "show", owner="briefing"),
    key("order", "O", owner="filters"),
    key("larger", "plus", owner="article"),
    key("smaller", "minus", owner="article"),
    key("normal_size", "equals_sign", owner="article"),
    key("justify", "J", owner="article"),
    key("harakat", "H", owner="article"),
    key("pictures", "p", owner="article"),
    key("links", "l", owner="article"),
    key("changes", "c", owner="article"),
    key("refetch", "ctrl+r", owner="article"),
    key("density", "d", owner="appearance"),
    key("theme", "t", owner="appearance"),
    key("language", "L", owner="appearance"),
    key("digits", "i", owner="appearance"),
    key("copy_link", "y", owner="sharing"),
    key("copy_article", "Y", owner="sharing"),
    key("pipe", "vertical_line", owner="user_commands"),
    key("export", "e", owner="sharing"),
    key("sidebar", "s", owner="navigation"),
    key("sources", "S", owner="sources"),
    key("account", "at", owner="account"),
    key("next_pane", "tab", owner="navigation"),
    key("previous_pane", "shift+tab", owner="navigation"),
    key("zoom", "z", owner="navigation"),
    key("wider", "right_square_bracket", owner="navigation"),
    key("narrower", "left_square_bracket", owner="navigation"),
    key("pause", "full_stop", owner="ticker"),
    key("undo", "U", owner="library"),
    key("calibrate", "C", "app.calibrate"),
    key("help", "question_mark"),
    key("commands", "colon,ctrl+p"),
    key("back", "escape", owner="navigation"),
    key("redraw", "ctrl+l", "app.redraw"),
    key("suspend", "ctrl+z", "app.suspend_process"),
    key("quit", "q", "app.quit"),
)
"""Of the reading screen, whichever pane is in front."""

SOURCES = (
    key("source_add", "a", "add", owner="editor"),
    key("source_catalogue", "c", "catalogue", owner="editor"),
    key("source_import", "i", "import_file", owner="editor"),
    key("source_rename", "n", "rename", owner="editor"),
    key("source_move", "f", "move", owner="editor"),
    key("source_switch", "space", "switch", owner="editor"),
    key("source_remove", "d,delete", "remove", owner="editor"),
    key("refresh", "r"),
    key("refresh_all", "R"),
    key("undo", "U", owner="editor"),
    key("help", "question_mark"),
    key("commands", "colon,ctrl+p"),
    key("redraw", "ctrl+l", "app.redraw"),
    key("suspend", "ctrl+z", "app.suspend_process"),
    key("back", "escape,q"),
)
"""Of the sources screen."""

OPEN = key("open", "enter")
"""Of every list whose rows can be opened."""
BRIEFING = (
    key("bookmark", "b"),
    key("read_unread", "m"),
    key("mark_all_read", "M"),
    key("density", "d"),
    key("undo", "U"),
    key("help", "question_mark"),
    key("commands", "colon,ctrl+p"),
    key("redraw", "ctrl+l", "app.redraw"),
    key("suspend", "ctrl+z", "app.suspend_process"),
    key("back", "escape,q"),
)
"""Of the screen of what came since the person left."""
SIDEBAR = (
    OPEN,
    key("fold", "space"),
    key("next_source", "n"),
    key("previous_source", "N"),
    key("refresh_source", "r"),
)
"""Of the sidebar."""
HEADLINES = (OPEN, key("pick", "x"), key("newsrooms", "a"))
"""Of the headlines pane."""
BOOKMARKS = (
    key("remove", "d,delete"),
    key("archive", "a"),
    key("archived", "A"),
)
"""Of the bookmarks pane."""
ARTICLE = (
    key("select_down", "shift+down", "select(1)"),
    key("select_up", "shift+up", "select(-1)"),
)
"""Of the article pane."""
LINKS = tuple(key(f"link_{digit}", str(digit), f"digit({digit})") for digit in range(10))
"""Of the article pane while its links are numbered."""
FILES = (key("download_file", "d"),)
"""Of the article pane while its entry has files."""
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
HELP = (key("back", "escape,q,question_mark", "cancel"), key("search", "slash"))
"""Of the help."""

FOOT = {
    "headlines": (
        "open",
        "space",
        "bookmark",
        "read_unread",
        "pick",
        "density",
        "search",
        "filter",
        "sidebar",
        "help",
    ),
    "picked": ("bookmark", "read_unread", "tags", "export", "copy_link", "back", "help"),
    "article": (
        "space",
        "bookmark",
        "links",
        "browser",
        "changes",
        "tags",
        "note",
        "zoom",
        "back",
        "help",
    ),
    "bookmarks": ("open", "remove", "tags", "note", "archive", "search", "back", "help"),
    "sources": ("open", "fold", "next_source", "refresh_source", "sources", "back", "help"),
    "briefing": (
        "open",
        "newsrooms",
        "bookmark",
        "read_unread",
        "mark_all_read",
        "pick",
        "undo",
        "back",
        "help",
    ),
    "sources_screen": ("open", "source_add", "source_catalogue", "source_remove", "refresh", "undo", "help"),
}
"""The actions whose keys the status bar shows, by the pane in front; the last one always stays."""

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
        "changes",
        "refetch",
        "browser",
        "zoom",
        "wider",
        "narrower",
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
        "download_file",
        "undo",
    ],
    "news": [
        "refresh",
        "refresh_all",
        "older",
        "take_along",
        "read_unread",
        "mark_all_read",
        "mark_many",
        "pick",
        "search",
        "filter",
        "save_list",
        "rule_like",
        "rules",
        "only_unread",
        "today",
        "newsrooms",
        "stories",
        "briefing",
        "group",
        "order",
        "pause",
        "ticker_forward",
        "ticker_back",
    ],
    "sources": [
        "sidebar",
        "fold",
        "next_source",
        "previous_source",
        "refresh_source",
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
        "account",
        "density",
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
"""The actions in the order the help and the command palette list them; its halves are about as long."""

ACTIONS = {
    *(name for names in GROUPS.values() for name in names),
    *(f"link_{digit}" for digit in range(10)),
    "picker_down",
    "picker_up",
}
"""Every name a key can be bound to."""


def default_keys() -> dict[str, list[str]]:
    """Return the keys of every action before anything is rebound, by the name of the action."""
    tables = (
        MOVEMENT,
        READING,
        SIDEBAR,
        HEADLINES,
        ARTICLE,
        BOOKMARKS,
        SOURCES,
        LINKS,
        FILES,
        TICKER,
        PICKER,
    )
    found: dict[str, list[str]] = {}
    for each in (each for table in tables for each in table):
        keys = found.setdefault(each.name, [])
        keys += [one for one in each.keys.split(",") if one not in keys]
    return found
