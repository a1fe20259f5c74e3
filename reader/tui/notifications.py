"""Desktop notifications through the terminal: OSC 9, OSC 777, OSC 99, or the bell.

Sources: iTerm2's escape codes (OSC 9), urxvt's extension "notify" (OSC 777), kitty's desktop notifications
(OSC 99), tmux(1) ``allow-passthrough``.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

BELL = "\a"
_LONGEST = 240  # characters; screen cuts control strings at 768 bytes


def escape(way: str, title: str, body: str, env: Mapping[str, str] = os.environ) -> str:
    """Return the control sequence of a notification; empty when none is wanted.

    Texts are sent in logical order: the desktop sets them itself.

    Args:
        way: ``off``, ``bell``, ``osc9``, ``osc777`` or ``osc99``.
        title: what kind of news it is.
        body: the news, in one line.
        env: tells of tmux and screen, which have to be asked to pass it on.
    """
    if way == "bell":
        return BELL
    title, body = _plain(title).replace(";", ","), _plain(body)
    # ConEmu's commands are digits after OSC 9: a text of ours begins with the title.
    sequences = {
        "osc9": [f"9;{title}: {body}"],
        "osc777": [f"777;notify;{title};{body}"],
        "osc99": [f"99;i=khabar:d=0;{title}", f"99;i=khabar:d=1:p=body;{body}"],
    }
    return "".join(_passed_on(f"\x1b]{each}{BELL}", env) for each in sequences.get(way, ()))


def _passed_on(sequence: str, env: Mapping[str, str]) -> str:
    """Return a control string wrapped for the multiplexer around us."""
    if env.get("TMUX"):
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return f"\x1bP{sequence}\x1b\\" if env.get("STY") else sequence


def _plain(text: str) -> str:
    from reader.sources import clean_line

    line = "".join(each for each in clean_line(text) if unicodedata.category(each) not in ("Cc", "Cs"))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
