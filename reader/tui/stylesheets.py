"""Where the style sheets and themes are, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.theme import Theme

_PACKAGE = Path(__file__).resolve().parents[1]


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


def themes() -> list[Theme]:
    """Return the program's themes as ``styles/themes.toml`` declares them, first one the default."""
    from textual.theme import Theme

    return [Theme(name=name, **table) for name, table in palettes().items()]


@cache
def palettes() -> dict[str, dict[str, Any]]:
    """Return the colours of the themes by name, as ``styles/themes.toml`` declares them."""
    import tomllib

    with (folder() / "themes.toml").open("rb") as file:
        return tomllib.load(file)
