"""The clipboard: through the terminal (OSC 52), which reaches across ssh, and the system's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    _Mixin = App[Any]
else:
    _Mixin = object

_PATIENCE = 2.0
"""Seconds a clipboard program may take; those that stay to serve the text go to the background at once."""
_SCREEN_PART = 512
"""Characters of a control string that GNU screen surely hands on in one piece (it cuts at 768)."""
_COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ("WAYLAND_DISPLAY", ("wl-copy", "--type", "text/plain;charset=utf-8")),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("termux-clipboard-set",)),
    ("", ("clip.exe",)),
)
"""Programs that take text on standard input, and the variable without which they have nowhere to put it."""
_ENCODINGS = {"clip.exe": "utf-16"}
"""With a byte order mark, clip.exe does not fall back on the code page."""
_VARIABLES = {"pbcopy": {"LC_CTYPE": "UTF-8"}}
"""Started outside a terminal's locale, pbcopy takes bytes for Mac OS Roman."""


class Clipboard(_Mixin):
    """Mixin of the application: whatever is copied in it reaches the clipboards of terminal and system."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, as it is: logical, with its marks and joiners."""
        self._clipboard = text
        if self._driver is None or self.is_headless:
            return
        self._driver.write(osc52(text))
        self.run_worker(
            lambda: give(text), name="clipboard", group="clipboard", thread=True, exit_on_error=False
        )


def copy(app: App[Any], text: str) -> None:
    """Copy a text to every clipboard the application can reach."""
    app.copy_to_clipboard(text)


def osc52(text: str, env: Mapping[str, str] = os.environ) -> str:
    """Return the escape that sets the clipboard of the terminal (xterm, Operating System Command 52).

    Inside GNU screen it is cut into pieces that screen hands on; tmux takes it itself or is told by ``give``.
    """
    escape = f"\x1b]52;c;{b64encode(text.encode()).decode('ascii')}\x07"
    if not env.get("STY") or env.get("TMUX"):
        return escape
    parts = (escape[start : start + _SCREEN_PART] for start in range(0, len(escape), _SCREEN_PART))
    return "".join(f"\x1bP{part}\x1b\\" for part in parts)


def commands(env: Mapping[str, str] = os.environ) -> list[list[str]]:
    """Return the clipboard programs that are here and have somewhere to put a text, best first.

    tmux keeps a text for itself and passes it on, so another program is always tried beside it.
    """
    path = env.get("PATH")
    return [
        [found, *rest]
        for variable, (program, *rest) in _COMMANDS
        if (not variable or env.get(variable)) and (found := shutil.which(program, path=path))
    ]


def give(text: str, env: Mapping[str, str] = os.environ) -> bool:
    """Give a text to the clipboard programs of the system, waiting for them; return whether one took it."""
    taken = False
    for command in commands(env):
        program = Path(command[0]).name
        if _run(
            command, text.encode(_ENCODINGS.get(program, "utf-8")), {**env, **_VARIABLES.get(program, {})}
        ):
            taken = True
            if program != "tmux":
                break
    return taken


def _run(command: list[str], data: bytes, env: Mapping[str, str]) -> bool:
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # noqa: S603 - an argument list, no shell
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            timeout=_PATIENCE,
            check=True,
            start_new_session=True,
        )
        return True
    return False
