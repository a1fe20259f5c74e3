"""Choose the application's theme: by name, or by the terminal's background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.tui.stylesheets import AUTO, THEME_PREFIX, choose_theme, theme_names, themes
from reader.typeset.colour_depth import ColourDepth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

    from reader.tui.first_paint import StartState

_FIELDS = frozenset({"theme", "dark_theme", "light_theme"})
"""Of ``Settings``."""


class ThemeSwitch:
    """Registry of an application's themes, which also changes the theme in use.

    Args:
        app: the application, before it runs.
        begin: the settings, the colours of the terminal and whether its ground is light.

    Attributes:
        depth: Colours of the terminal.
        setting: The theme as the configuration names it; ``auto`` follows the ground of the terminal.
    """

    def __init__(self, app: App[Any], begin: StartState) -> None:
        self._app = app
        self._settings, self._light = begin.settings, begin.light
        self.depth = begin.depth
        self.setting = begin.settings.theme
        app.set_class(begin.depth is ColourDepth.INDEXED, "colours-256")
        app.set_class(begin.depth in (ColourDepth.BASIC, ColourDepth.NONE), "few-colours")
        for theme in themes(begin.depth):
            app.register_theme(theme)

    @property
    def wanted(self) -> str:
        """The full name of the theme to use; the first one's where there is none of the name."""
        return self._full_name(self.setting)

    def _full_name(self, setting: str) -> str:
        name = THEME_PREFIX + choose_theme(self._settings._replace(theme=setting), light=self._light)
        return name if name in self._app.available_themes else theme_names()[0]

    def set(self, setting: str) -> None:
        """Use a theme by its name in the configuration."""
        self.setting = setting
        self._app.theme = self.wanted

    def set_light_ground(self, light: bool) -> None:
        """Use the theme for a light or a dark ground, where the setting is ``auto``."""
        self._light = light
        self._app.theme = self.wanted

    def apply(self, new: Mapping[str, Any]) -> None:
        """Apply settings that changed, by field of ``Settings``."""
        self._settings = self._settings._replace(**{name: new[name] for name in _FIELDS & new.keys()})
        self.set(new.get("theme", self.setting))

    def next(self) -> None:
        """Use the next theme; the one for the terminal's background is set as automatic."""
        names = [name for name in self._app.available_themes if name.startswith(THEME_PREFIX)]
        name = names[(names.index(self._app.theme) + 1) % len(names)]
        self.set(AUTO if name == self._full_name(AUTO) else name.removeprefix(THEME_PREFIX))
