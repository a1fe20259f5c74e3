"""Query the terminal's name and abilities, before Textual reads keys; imports no Textual.

Later, Textual would take the replies for keys.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from select import select

from reader.typeset.graphics_profiles import Abilities
from reader.typeset.run_tints import Rgb
from reader.typeset.terminal_profiles import Answers

XTVERSION = "\x1b[>q"
DECRQM_8 = "\x1b[8$p"
DECRQM_2027 = "\x1b[?2027$p"
DA1 = "\x1b[c"
"""Every terminal answers this one, and in turn: what has not come before its reply will not come."""

_FONT_NAME = b"kitty-query-font_family".hex()
KITTY_FONT = f"\x1bP+q{_FONT_NAME}\x1b\\"
"""XTGETTCAP, as kitty's own ``query_terminal`` asks for the PostScript name of the font."""
CELL_SIZE = "\x1b[16t"
KITTY_PICTURE = "\x1b_Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""A picture of one pixel, to be taken or refused but not kept."""
TWO_BY_TWO = "\x1b[?1049h\x1b[H\x1b]66;s=2; \x07\x1b[6n\x1b[?1049l"
"""A blank of double size, on the other screen, and where the cursor is after it; only kitty is asked."""

INK, GROUND = "\x1b]10;?\x1b\\", "\x1b]11;?\x1b\\"
"""The colours of text and of what is behind it (xterm, OSC 10 and 11)."""

_COLOUR = rb"\x1b\]%d;rgba?:([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})"
_INK, _GROUND = re.compile(_COLOUR % 10), re.compile(_COLOUR % 11)
_FONT = re.compile(rf"\x1bP1\+r{_FONT_NAME}=([0-9A-Fa-f]+)\x1b\\".encode())
_FONT_SPELLING = re.compile(r"[A-Za-z0-9_-]{1,80}")
_VERSION = re.compile(rb"\x1bP>\|([ -~]{1,120})(?:\x1b\\|\x07|\x9c)")
_MODE = re.compile(rb"\x1b\[8;([0-4])\$y")
_CLUSTERS = re.compile(rb"\x1b\[\?2027;([0-4])\$y")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]*)c")
_CELL = re.compile(rb"\x1b\[6;(\d{1,4});(\d{1,4})t")
_TAKEN = re.compile(rb"\x1b_Gi=1;OK\x1b\\")
_TWO_FURTHER = re.compile(rb"\x1b\[1;3R")
_SILENT = {"", "dumb", "linux"}
"""Values of TERM of those that would print the question."""
_MULTIPLEXERS = ("tmux", "screen")
"""Starts of TERM inside of them."""
_ALEF = 0xFE8D
"""An alef as it is shown: whatever font has it has the others."""
_PATIENCE = 1.0
"""Seconds to wait for tmux or fontconfig."""


def ask(
    timeout: float = 1.0,
    *,
    env: Mapping[str, str] = os.environ,
    tty: str = "/dev/tty",
    drawing: bool = False,
) -> Answers | None:
    """Query the terminal of this process for its name and support of the bidi mode.

    Inside tmux, the terminal around it is tmux' to tell; through screen it is asked directly.

    Args:
        timeout: Seconds to wait for a terminal that never answers; one that does is done in milliseconds.
        env: The environment variables.
        tty: The terminal.
        drawing: Ask also what it can draw beside letters, for the colour behind them and for clusters.

    Returns:
        What it said, or ``None`` when there is no terminal or it must not be asked.
    """
    if env.get("TERM", "") in _SILENT or env.get("TERM_PROGRAM") == "Apple_Terminal":
        return None
    through_screen = bool(env.get("STY")) and not env.get("TMUX")
    kitty = env.get("TERM") == "xterm-kitty"
    ground = drawing
    # tmux and screen take kitty's question for the title of a window, and draw nothing unless told.
    drawing = drawing and not (env.get("TMUX") or env.get("STY") or env["TERM"].startswith(_MULTIPLEXERS))
    replies = _exchange(
        tty,
        make_questions(through_screen=through_screen, kitty=kitty, drawing=drawing, ground=ground),
        timeout,
    )
    if replies is None:
        return None
    xtversion, mode8 = read_replies(replies)
    behind, mode2027 = _read_colour(_GROUND, replies), _CLUSTERS.search(replies)
    clusters = int(mode2027[1]) if mode2027 else -1
    if env.get("TMUX"):
        outer = _outside_tmux()
        covered = guess_font_coverage(outer) if not env.get("SSH_CONNECTION") else ()
        return Answers(
            xtversion, mode8, outer, covered, read_abilities(replies), clusters, _has_rgb_client(), behind
        )
    if through_screen:
        return Answers(outer=xtversion, ground=behind)
    covered = () if env.get("SSH_CONNECTION") else read_font_coverage(replies)
    return Answers(
        xtversion, mode8, covered=covered, able=read_abilities(replies), mode2027=clusters, ground=behind
    )


def ask_ink(
    timeout: float = 0.3, *, env: Mapping[str, str] = os.environ, tty: str = "/dev/tty"
) -> Rgb | None:
    """Ask the terminal for the colour of its text (OSC 10).

    Args:
        timeout: Seconds to wait for a terminal that never answers.
        env: The environment variables.
        tty: The terminal.

    Returns:
        Red, green and blue, 0 to 255; ``None`` when it did not say.
    """
    if env.get("TERM", "") in _SILENT:
        return None
    return _read_colour(_INK, _exchange(tty, INK + DA1, timeout) or b"")


def _read_colour(reply: re.Pattern[bytes], replies: bytes) -> Rgb | None:
    """Return the colour in a reply, 0 to 255 each; None without such a reply."""
    found = reply.search(replies)
    if not found:
        return None
    red, green, blue = (int(part[:2].ljust(2, part[:1]), 16) for part in found.groups())
    return red, green, blue


def make_questions(
    *, through_screen: bool = False, kitty: bool = False, drawing: bool = False, ground: bool = False
) -> str:
    """Return the queries, wrapped for a surrounding terminal of screen if requested."""
    drawn = [CELL_SIZE, KITTY_PICTURE, *([TWO_BY_TWO] if kitty else [])] if drawing else []
    font, screen = [KITTY_FONT] if kitty else [], [GROUND, DECRQM_2027] if ground else []
    each = (XTVERSION, DECRQM_8, *font, *drawn, *screen, DA1)
    return "".join(f"\x1bP{question}\x1b\\" if through_screen else question for question in each)


def read_replies(replies: bytes) -> tuple[str, int]:
    """Return the terminal's name and version ("" if missing) and the value of mode 8 (or -1)."""
    version, mode = _VERSION.search(replies), _MODE.search(replies)
    return version[1].decode("ascii") if version else "", int(mode[1]) if mode else -1


def read_abilities(replies: bytes) -> Abilities:
    """Return the drawing abilities in the terminal's replies."""
    attributes, cell = _ATTRIBUTES.search(replies), _CELL.search(replies)
    return Abilities(
        frozenset(int(each) for each in attributes[1].split(b";") if each) if attributes else frozenset(),
        kitty=_TAKEN.search(replies) is not None,
        cell=(int(cell[2]), int(cell[1])) if cell else (0, 0),
        double=_TWO_FURTHER.search(replies) is not None,
    )


def read_font_coverage(replies: bytes) -> tuple[frozenset[int], ...]:
    """Return the code points of kitty's font and of its fallback for Arabic.

    As this machine's fontconfig knows them; nothing when it does not.
    """
    found = _FONT.search(replies)
    name = (
        bytes.fromhex(found[1].decode("ascii")).decode("utf-8", "replace")
        if found and len(found[1]) % 2 == 0
        else ""
    )
    own = _charset("fc-list", f":postscriptname={name}") if _FONT_SPELLING.fullmatch(name) else frozenset()
    if not own or _ALEF in own:
        return (own,) if own else ()
    return own, _charset("fc-match", f"monospace:charset={_ALEF:x}")


def guess_font_coverage(terminal: str) -> tuple[frozenset[int], ...]:
    """Return the code points of kitty's probable fonts, without a query."""
    return (frozenset(), _charset("fc-match", f"monospace:charset={_ALEF:x}")) if "kitty" in terminal else ()


def _charset(program: str, pattern: str) -> frozenset[int]:
    """Return the code points of fontconfig's first font for a pattern; empty without one."""
    with suppress(OSError, subprocess.SubprocessError, ValueError):
        command = [program, pattern, "charset"]
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603
        return parse_charset(done.stdout.decode("ascii", "replace").partition("\n")[0])
    return frozenset()


def parse_charset(line: str) -> frozenset[int]:
    """Return the code points of a fontconfig character set (``:charset=20-7e a0``).

    Raises:
        ValueError: it is something else.
    """
    points: set[int] = set()
    for each in line.rpartition("=")[2].split():
        first, _, last = each.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def cell_size() -> tuple[int, int]:
    """Return width and height of a cell in pixels from the system; zeros if unknown."""
    with suppress(ImportError, OSError, ValueError):
        import fcntl
        import termios
        from struct import unpack

        size = (
            fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8)) if sys.__stdout__ else bytes(8)
        )
        lines, columns, width, height = unpack("HHHH", size)
        return (width // columns, height // lines) if lines and columns else (0, 0)
    return (0, 0)


def _exchange(tty: str, question: str, timeout: float) -> bytes | None:
    """Write to the terminal and return its answer, settings restored; ``None`` without one."""
    try:
        import termios
        import tty as modes
    except ImportError:
        return None
    try:
        terminal = os.open(tty, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        # Changing the terminal from the background would stop the process.
        if os.tcgetpgrp(terminal) != os.getpgrp():
            return None
        before = termios.tcgetattr(terminal)
        try:
            modes.setcbreak(terminal, termios.TCSANOW)
            os.write(terminal, question.encode("ascii"))
            replies = _listen(terminal, timeout)
            if not replies:
                os.write(terminal, b"\r\x1b[K")
            return replies
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(terminal)


def _listen(terminal: int, timeout: float) -> bytes:
    """Read until the last question is answered or the time is over."""
    replies = b""
    end = time.monotonic() + timeout
    while not _ATTRIBUTES.search(replies) and (left := end - time.monotonic()) > 0:
        if select([terminal], [], [], left)[0]:
            part = os.read(terminal, 1024)
            if not part:
                break
            replies += part
    return replies


def _outside_tmux() -> str:
    """Return tmux's name for its surrounding terminal, else that terminal's TERM."""
    return _ask_tmux("#{client_termtype}") or _ask_tmux("#{client_termname}")


def _has_rgb_client() -> bool:
    """Return whether tmux passes true colours to its terminal, not the nearest of 256."""
    return "RGB" in _ask_tmux("#{client_termfeatures}").split(",")


def _ask_tmux(question: str) -> str:
    """Return tmux's expansion of a format; "" on failure."""
    with suppress(OSError, subprocess.SubprocessError):
        command = ["tmux", "display-message", "-p", question]
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603
        return re.sub(rb"[^ -~]", b"", done.stdout).decode("ascii").strip()
    return ""
