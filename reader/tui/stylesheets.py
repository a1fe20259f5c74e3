"""Find and read the sheets, themes and row styles, in a checkout and in an installed wheel.

Importing the module does not import Textual: the first paint uses it before Textual is loaded.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.style import Style

if TYPE_CHECKING:
    from textual.theme import Theme

_PACKAGE = Path(__file__).resolve().parents[1]
_CUBE = (0, 95, 135, 175, 215, 255)
"""Shares of red, green and blue in the colour cube of 256-colour terminals (numbers 16 to 231)."""
_TEXTUAL = {
    "primary": "accent",
    "secondary": "quote",
    "accent": "accent",
    "warning": "warn",
    "error": "breaking",
    "success": "good",
    "foreground": "ink",
    "background": "ground",
    "surface": "raised",
    "panel": "band",
}
"""Textual's names of theme colours and the roles they have here."""


def folder() -> Path:
    """Return the folder of the sheets: ``reader/styles`` in a wheel, top-level ``styles`` in a checkout."""
    installed = _PACKAGE / "styles"
    return installed if installed.is_dir() else _PACKAGE.parent / "styles"


def stylesheets() -> list[Path]:
    """Return every sheet in load order: ``app.tcss`` first, then the panes.

    Raises:
        FileNotFoundError: when the installation holds no sheets.
    """
    sheets = sorted(folder().glob("*.tcss"), key=lambda path: (path.name != "app.tcss", path.name))
    if not sheets:
        raise FileNotFoundError(f"no style sheets in {folder()}")
    return sheets


def themes(*, colours_256: bool = False) -> list[Theme]:
    """Return the themes as ``styles/themes.toml`` declares them, first one the default.

    Args:
        colours_256: whether the terminal has 256 colours: the numbers of the table are used then.
    """
    from textual.theme import Theme

    made = []
    for name, table in _tables().items():
        roles = palette(name, colours_256=colours_256)
        own: dict[str, Any] = {textual: roles[role] for textual, role in _TEXTUAL.items()}
        made.append(Theme(name=name, dark=table["dark"], variables=roles | {"muted": roles["quiet"]}, **own))
    return made


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes, the default one first."""
    return tuple(_tables())


@lru_cache(maxsize=16)
def palette(theme: str, *, colours_256: bool = False) -> dict[str, str]:
    """Return the colour of each role of a theme as ``#rrggbb``; the default theme's for an unknown name."""
    tables = _tables()
    table = tables.get(theme) or next(iter(tables.values()))
    return {
        role: rgb_of(value[1]) if colours_256 and value[1] is not None else value[0]
        for role, value in table.items()
        if isinstance(value, list)
    }


def builtin_table(name: str) -> dict[str, Any]:
    """Return a copy of the table of a theme by its short name; the default theme's for an unknown name."""
    tables = _tables()
    return dict(tables.get(f"khabar-{name}") or next(iter(tables.values())))


def add_theme(name: str, table: dict[str, Any]) -> None:
    """Add a theme, or replace one of that name, for this run of the program."""
    _tables()[f"khabar-{name}"] = table
    palette.cache_clear()
    row_styles.cache_clear()


def rgb_of(number: int) -> str:
    """Return the ``#rrggbb`` that Rich sends as ``number`` (16 to 255) of 256 colours."""
    if number >= 232:
        # Rich spreads 25 steps over the greys where the terminal has 24.
        level = round((number - 231) / 25 * 255)
        return f"#{level:02x}{level:02x}{level:02x}"
    red, rest = divmod(number - 16, 36)
    return "#" + "".join(f"{_CUBE[part]:02x}" for part in (red, *divmod(rest, 6)))


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return _read("themes.toml")


def _read(name: str) -> dict[str, dict[str, Any]]:
    import tomllib

    with (folder() / name).open("rb") as file:
        return tomllib.load(file)


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return _read("rows.toml")


class RowStyles:
    """The styles of ``styles/rows.toml`` in the colours of a theme.

    Args:
        theme: its name, ``khabar-dark``.
        few: whether the terminal has sixteen colours or none.
        colours_256: whether it has 256.
    """

    def __init__(self, theme: str, *, few: bool = False, colours_256: bool = False) -> None:
        self.few = few
        self._colours = palette(theme, colours_256=colours_256)
        tables = _rows()
        rules = tables["styles"] | (tables["few-colours"] if few else {})
        self._styles = {name: self._style(rule) for name, rule in rules.items()}

    def __getitem__(self, name: str) -> Style:
        """Return the style called ``name``."""
        return self._styles[name]

    def _style(self, rule: dict[str, Any]) -> Style:
        colour, ground = (self._colours.get(rule.get(key, "")) for key in ("color", "background"))
        attributes = {name: on for name, on in rule.items() if name not in ("color", "background")}
        return Style(color=colour, bgcolor=ground, **attributes)


@lru_cache(maxsize=8)
def row_styles(theme: str, *, few: bool = False, colours_256: bool = False) -> RowStyles:
    """Return the row styles of a theme; the same object for the same arguments."""
    return RowStyles(theme, few=few, colours_256=colours_256)
