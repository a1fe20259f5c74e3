"""Find and read the sheets, themes and row styles, in a checkout and in an installed wheel.

Importing the module does not import Textual: the first paint uses it before Textual is loaded.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from rich.style import Style

from reader.typeset.colour_depth import ColourDepth

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

    from reader.config import Settings

AUTO = "auto"
"""The setting of a theme that follows the ground of the terminal."""
THEME_PREFIX = "khabar-"
"""Of the names of themes here; the configuration writes them without."""
READING_SHEETS = ("app", "article", "ticker")
"""Sheets of the reading screen; its start parses no others (a thirtieth of it; tests/bench terminal)."""
CARD_SHEETS = ("cards", "sources")
"""Sheets of the dialogs and of the screen of sources, beside those of the reading screen."""
_PACKAGE = Path(__file__).resolve().parents[1]
_CUBE = (0, 95, 135, 175, 215, 255)
"""Shares of red, green and blue in the colour cube of 256-colour terminals (numbers 16 to 231)."""
_BASIC = (
    "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
    "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
)  # fmt: skip
"""Colours that Rich sends as the numbers 0 to 15 where a terminal has 16."""
_NOT_BOLD = Style(bold=False)
_COLUMNS = {ColourDepth.TRUE: 0, ColourDepth.INDEXED: 1, ColourDepth.BASIC: 2, ColourDepth.NONE: 2}
"""Places of the colours of a role in its list in ``styles/themes.toml``."""
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
    """Return the folder of the sheets: ``reader/styles`` in a wheel, ``styles`` in a checkout."""
    installed = _PACKAGE / "styles"
    return installed if installed.is_dir() else _PACKAGE.parent / "styles"


def sheets(*names: str) -> list[str | PurePath]:
    """Return the paths of sheets by their names without ``.tcss``."""
    return [str(folder() / f"{name}.tcss") for name in names]


def all_sheets() -> list[str]:
    """Return the paths of every sheet there is.

    Raises:
        FileNotFoundError: when the installation holds no sheets.
    """
    found = sorted(str(path) for path in folder().glob("*.tcss"))
    if not found:
        raise FileNotFoundError(f"no style sheets in {folder()}")
    return found


def themes(depth: ColourDepth = ColourDepth.TRUE) -> list[Theme]:
    """Return the themes of ``styles/themes.toml`` in a terminal's colours, dark first."""
    from textual.theme import Theme

    made = []
    for name, table in _tables().items():
        roles = palette(name, depth)
        own: dict[str, Any] = {textual: roles[role] for textual, role in _TEXTUAL.items()}
        made.append(Theme(name=name, dark=table["dark"], variables=roles | {"muted": roles["quiet"]}, **own))
    return made


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes, the default one first."""
    return tuple(_tables())


@lru_cache(maxsize=16)
def palette(theme: str, depth: ColourDepth = ColourDepth.TRUE) -> dict[str, str]:
    """Return the colours of a theme's roles as ``#rrggbb``; default theme's if unknown."""
    tables = _tables()
    table = tables.get(theme) or next(iter(tables.values()))
    column = _COLUMNS[depth]
    return {
        role: rgb_of(value[column]) if column and value[column] is not None else value[0]
        for role, value in table.items()
        if isinstance(value, list)
    }


def choose_theme(settings: Settings, *, light: bool) -> str:
    """Return the name of the theme to use: for ``auto`` the one for the ground of the terminal.

    Args:
        settings: the theme and the two that stand in for ``auto``.
        light: whether the terminal's ground is light.
    """
    if settings.theme != AUTO:
        return settings.theme
    return settings.light_theme if light else settings.dark_theme


def builtin_table(name: str) -> dict[str, Any]:
    """Return a copy of a theme's table by its short name; unknown names give the default theme."""
    tables = _tables()
    return dict(tables.get(THEME_PREFIX + name) or next(iter(tables.values())))


def add_theme(name: str, table: dict[str, Any]) -> None:
    """Add a theme, or replace one of that name, for this run of the program."""
    _tables()[THEME_PREFIX + name] = table
    palette.cache_clear()
    row_styles.cache_clear()


def rgb_of(number: int) -> str:
    """Return the ``#rrggbb`` that Rich sends as ``number`` of 16 (0 to 15) or of 256 colours."""
    if number < 16:
        return _BASIC[number]
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


@lru_cache(maxsize=512)
def keep_colour(style: Style) -> Style:
    """Return a style of 16 colours without bold where many terminals would brighten its colour.

    Black in bold would be grey, and blue or red on white hard to read. Unread rows keep their sign.
    """
    colour = style.color.triplet if style.bold and style.color else None
    return style + _NOT_BOLD if colour and colour.hex in _BASIC[:7] else style


class RowStyles:
    """The styles of ``styles/rows.toml`` in the colours of a theme.

    Args:
        theme: its name, ``khabar-dark``.
        depth: colours of the terminal.

    Attributes:
        few: Whether it has sixteen colours or none.
    """

    def __init__(self, theme: str, depth: ColourDepth = ColourDepth.TRUE) -> None:
        self.few = depth in (ColourDepth.BASIC, ColourDepth.NONE)
        self._colours = palette(theme, depth)
        tables = _rows()
        rules = tables["styles"] | (tables["few-colours"] if self.few else {})
        self._styles = {name: self._style(rule) for name, rule in rules.items()}

    def __getitem__(self, name: str) -> Style:
        """Return the style called ``name``."""
        return self._styles[name]

    def _style(self, rule: dict[str, Any]) -> Style:
        colour, ground = (self._colours.get(rule.get(key, "")) for key in ("color", "background"))
        attributes = {name: on for name, on in rule.items() if name not in ("color", "background")}
        return Style(color=colour, bgcolor=ground, **attributes)


@lru_cache(maxsize=8)
def row_styles(theme: str, depth: ColourDepth = ColourDepth.TRUE) -> RowStyles:
    """Return the row styles of a theme; the same object for the same arguments."""
    return RowStyles(theme, depth)


def app_row_styles(app: App[Any]) -> RowStyles:
    """Return the row styles of an application's theme in the terminal's colours."""
    if app.has_class("few-colours"):
        return row_styles(app.theme, ColourDepth.BASIC)
    return row_styles(app.theme, ColourDepth.INDEXED if app.has_class("colours-256") else ColourDepth.TRUE)
