"""A screen whose actions can be listed and carried out by name: in its help, its palette, its foot."""

from __future__ import annotations

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.locale.translator import Translator


class Commanded(Screen[None]):
    """Base of the screens that have keys of their own."""

    strings: Translator
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Where the keys go; not to paint the whole screen anew whenever they go elsewhere, as Textual does."""

    def bound(self) -> dict[str, list[str]]:
        """Return the keys each action is bound to now, on the screen and in everything on it."""
        found: dict[str, list[str]] = {}
        for widget in (self, *self.query("*")):
            bindings = widget._bindings.copy()
            bindings.apply_keymap(self.app._keymap)
            for key, each in bindings.key_to_bindings.items():
                for binding in each:
                    if binding.id and key not in found.setdefault(binding.id, []):
                        found[binding.id].append(key)
        return found

    async def carry_out(self, name: str) -> None:
        """Do what the key bound to ``name`` does: where the keys go now, else wherever its widget is."""
        nearest = self.focused.ancestors_with_self if self.focused else ()
        for widget in (*nearest, self, *self.query("*")):
            for bindings in widget._bindings.key_to_bindings.values():
                for binding in bindings:
                    if binding.id == name:
                        await self.app.run_action(binding.action, default_namespace=widget)
                        return

    def action_help(self) -> None:
        """Show the keys as they are bound now."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.strings, self.bound()))

    def action_commands(self) -> None:
        """Show every action, to choose one by name."""
        self.app.action_command_palette()
