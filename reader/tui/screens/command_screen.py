"""A screen that lists and runs actions by name, for help, palette and status bar."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from inspect import isawaitable

from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.locale.translator import Translator
from reader.tui.key_bindings import default_keys, key_label
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.textual_internals import list_bindings


class CommandScreen(VisualOrder, Screen[None]):
    """Base of the screens that have keys of their own.

    Args:
        strings: the interface language.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget that has the keys; unlike Textual's, a change does not repaint the whole screen."""

    def __init__(self, strings: Translator) -> None:
        super().__init__()
        self.strings = strings
        self.controllers: Mapping[str, object] = {}
        """By the names the table of keys uses."""
        self._hints: dict[object, list[tuple[str, str]]] = {}
        """Hints by the actions they name and the keys the person rebound: finding them walks all widgets."""

    def action_run(self, owner: str, action: str) -> Awaitable[object] | None:
        """Run an action of a controller, or of the pane with that id."""
        results: list[object] = []
        if owner in self.controllers:
            results = [getattr(self.controllers[owner], action)()]
        else:
            results = [getattr(pane, f"action_{action}")() for pane in self.query(f"#{owner}")]
        return next((each for each in results if isawaitable(each)), None)

    def bound(self) -> dict[str, list[str]]:
        """Return the keys now bound to each action, on the screen and in its widgets.

        They stand in the order of the table of keys, whichever widget has them.
        """
        found: dict[str, list[str]] = {}
        for widget in (self, *self.query("*")):
            for key, binding in list_bindings(widget):
                if binding.id and key not in found.setdefault(binding.id, []):
                    found[binding.id].append(key)
        order = default_keys()
        for name, keys in found.items():
            known = order.get(name, [])
            found[name] = [key for key in known if key in keys] + [key for key in keys if key not in known]
        return found

    async def carry_out(self, name: str) -> None:
        """Run an action by name: of the focused widget or its ancestors, else of any other."""
        nearest = self.focused.ancestors_with_self if self.focused else ()
        for widget in (*nearest, self, *self.query("*")):
            for _, binding in list_bindings(widget):
                if binding.id == name:
                    await self.app.run_action(binding.action, default_namespace=widget)
                    return

    def action_help(self) -> None:
        """Show the keys as they are bound now."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.strings, self.bound(), self.own_commands))

    @property
    def foot(self) -> Sequence[str]:
        """Names of the actions that fit the pane in front, the most used first."""
        return ()

    @property
    def own_commands(self) -> Sequence[tuple[str, str]]:
        """Names and keys of commands that the person wrote."""
        return ()

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys of `foot` as they are bound now, each with the name of its action."""
        rebound = getattr(self.app, "rebound_keys", {})
        state = (tuple(self.foot), tuple(rebound.items()))
        if state not in self._hints:
            bound = self.bound()
            hints = [(key_label(bound[name][0]), name) for name in self.foot if bound.get(name)]
            if len(hints) < len(self.foot):  # not everything is mounted
                return hints
            self._hints[state] = hints
        return self._hints[state]

    def action_commands(self) -> None:
        """Show every action, to choose one by name."""
        from reader.tui.screens.command_palette import PaletteScreen, list_commands

        async def run(name: str | None) -> None:
            if name:
                await self.carry_out(name)

        commands = list_commands(self.bound(), self.foot, self.strings, self.own_commands)
        self.app.push_screen(PaletteScreen(self.strings, commands), run)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the screen once: Textual would close the one below for a second Enter."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
