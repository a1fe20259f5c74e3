"""Copy text to the clipboard by the terminal (OSC 52, also over ssh) and system programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_TIMEOUT_SECONDS = 2.0
"""Time a clipboard program may take; those that serve the text later go to the background at once."""
_SCREEN_CHARACTERS = 512
"""Length of a control string that GNU screen passes on in one piece (it cuts at 768)."""
_COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ("WAYLAND_DISPLAY", ("wl-copy", "--type", "text/plain;charset=utf-8")),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("termux-clipboard-set",)),
    ("", ("clip.exe",)),
)
"""Programs that read text from standard input, and the environment variable each of them needs."""
_ENCODINGS = {"clip.exe": "utf-16"}
"""With a byte order mark, clip.exe does not fall back on the code page."""
_VARIABLES = {"pbcopy": {"LC_CTYPE": "UTF-8"}}
"""Started outside a terminal's locale, pbcopy takes bytes for Mac OS Roman."""


def osc52(text: str, env: Mapping[str, str] = os.environ) -> str:
    """Return the escape that sets the terminal's clipboard (xterm, OSC 52).

    Inside GNU screen it is cut into pieces that screen passes on; tmux handles it itself.
    """
    escape = f"\x1b]52;c;{b64encode(text.encode()).decode('ascii')}\x07"
    if not env.get("STY") or env.get("TMUX"):
        return escape
    starts = range(0, len(escape), _SCREEN_CHARACTERS)
    parts = (escape[start : start + _SCREEN_CHARACTERS] for start in starts)
    return "".join(f"\x1bP{part}\x1b\\" for part in parts)


def commands(env: Mapping[str, str] = os.environ) -> list[list[str]]:
    """Return the clipboard programs that are installed and usable, best first.

    tmux keeps a text in its own buffer, so another program is always tried as well.
    """
    path = env.get("PATH")
    return [
        [found, *rest]
        for variable, (program, *rest) in _COMMANDS
        if (not variable or env.get(variable)) and (found := shutil.which(program, path=path))
    ]


def copy_by_program(text: str, env: Mapping[str, str] = os.environ) -> bool:
    """Run the clipboard programs of the system with a text; return whether one succeeded."""
    copied = False
    for command in commands(env):
        program = Path(command[0]).name
        if _run(
            command, text.encode(_ENCODINGS.get(program, "utf-8")), {**env, **_VARIABLES.get(program, {})}
        ):
            copied = True
            if program != "tmux":
                break
    return copied


def _run(command: list[str], data: bytes, env: Mapping[str, str]) -> bool:
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # noqa: S603 - an argument list, no shell
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            timeout=_TIMEOUT_SECONDS,
            check=True,
            start_new_session=True,
        )
        return True
    return False
