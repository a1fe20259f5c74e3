"""Run other programs, such as browsers and pipes, by argument lists and never by a shell."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from reader.core.command_line import insert_address
from reader.locale.message import LocalizedError, Message
from reader.locale.system_error import describe
from reader.sources.media_types import is_playable

READ_SECONDS = 1.0
"""A program that ends sooner was not looked at."""
_OPENERS = (["xdg-open"], ["open"], ["wslview"], ["termux-open-url"], ["w3m"], ["lynx"])

_ALIKE = frozenset("یکىہھەۀٱ")
"""Letters that look like those of Arabic, which hosts of these domains have."""
_ALIKE_DOMAINS = ("ایران", "پاکستان")
_NAMES_A_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:[:/?#]\S*)?", re.IGNORECASE)


class ExternalProgramError(LocalizedError):
    """Another program could not be run; the sentence says which and why."""


def browser_command(configured: str, env: Mapping[str, str] = os.environ) -> list[str]:
    """Return the browser's argument list: of the setting, ``$BROWSER``, or the system.

    Raises:
        ExternalProgramError: there is none, or the setting is unbalanced in its quotes.
    """
    wishes = [_split(configured)]
    for wish in env.get("BROWSER", "").split(os.pathsep):
        with suppress(ExternalProgramError):  # the system's own is better than none
            wishes.append(_split(wish))
    for command in wishes:
        if command and shutil.which(command[0]):
            return command
    for command in _OPENERS:
        if shutil.which(command[0]):
            return list(command)
    raise ExternalProgramError(Message("program.no_browser"))


def spell_address(url: str) -> str:
    """Return an address with a host that is not ASCII in punycode, so that none can pose."""
    parts = urlsplit(url)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = ascii(parts.hostname or "").strip("'")
    return f"{parts.scheme}://{host}{parts.path}"


def is_deceptive(url: str, words: Iterable[str] = ()) -> bool:
    """Return whether an address may pass for another: look-alike letters or another host's name.

    Hosts wholly in ASCII or wholly in Arabic letters can be read by whoever reads the news; a host that says
    it is punycode, or is in any other script, can look like one of them.

    Args:
        url: the address.
        words: texts of the links that lead there.
    """
    host = _host(url)
    if any(not _is_legible(label) for label in host.split(".")):
        return True
    if not _ALIKE.isdisjoint(host) and not host.endswith(_ALIKE_DOMAINS):
        return True
    named = (_NAMES_A_HOST.fullmatch(text.strip()) for text in words)
    return any(match is not None and not _is_same_site(host, _host(f"//{match[1]}")) for match in named)


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _is_legible(label: str) -> bool:
    if label.isascii():
        return not label.startswith("xn--")
    return all("\u0620" <= char <= "\u06ff" for char in label if char.isalpha())


def _is_same_site(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def open_url(url: str, configured: str = "", player: str = "", *, media_type: str = "") -> None:
    """Open a web address in the browser, or a sound or film in the player, without waiting.

    Args:
        url: http or https.
        configured: the browser's command line; empty for what the system has.
        player: the player's command line; empty for the browser.
        media_type: of the file at the address, where known; else its ending decides.

    Raises:
        ExternalProgramError: it is no http(s) address, or the program could not be started.
    """
    from reader.sources import clean_line, clean_url

    address = clean_url(url)
    if not address:
        raise ExternalProgramError(Message("core.not_web_address", url=clean_line(url)))
    command = _split(player) if is_playable(address, media_type) else []
    command = command or browser_command(configured)
    if any("%s" in part for part in command[1:]):
        _start(insert_address(command, address))
    else:
        _start([*command, address])


def open_file(path: str, media_type: str = "", player: str = "") -> None:
    """Open a downloaded sound or film in the player, or another file by the system's program.

    Args:
        path: of the file.
        media_type: as declared for it, where known.
        player: the player's command line; empty for what the system opens such files with.

    Raises:
        ExternalProgramError: the program could not be started.
    """
    command = _split(player) if is_playable(path, media_type) else []
    command = command or next((list(one) for one in _OPENERS[:3] if shutil.which(one[0])), [])
    if not command:
        raise ExternalProgramError(Message("program.no_player", path=path))
    if any("%s" in part for part in command[1:]):
        _start([command[0], *(part.replace("%s", path) for part in command[1:])])
    else:
        _start([*command, path])


def _split(command: str) -> list[str]:
    """Return a command line split as by a shell; empty for an empty one.

    Raises:
        ExternalProgramError: it is unbalanced in its quotes.
    """
    try:
        return shlex.split(command)
    except ValueError as error:
        raise ExternalProgramError(Message("program.not_complete", why=str(error))) from error


def pipe(text: str, command: str, url: str = "") -> int:
    """Run a program with ``text`` on its standard input and wait; return its exit code.

    What a program wrote that ends within ``READ_SECONDS`` stays on the screen until Enter.

    Args:
        text: for its input.
        command: its command line.
        url: stands in place of each ``%s`` of it; see ``insert_address``.

    Raises:
        ExternalProgramError: the command is empty, unbalanced in its quotes, or not to be found.
    """
    argv = _split(command)
    if not argv:
        raise ExternalProgramError(Message("program.empty"))
    return _run(insert_address(argv, url) if url else argv, text)


def _start(argv: Sequence[str]) -> None:
    try:
        subprocess.Popen(  # noqa: S603 - an argument list, no shell
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(argv[0], error) from error


def _run(argv: Sequence[str], text: str) -> int:
    started = time.monotonic()
    try:
        done = subprocess.run(list(argv), input=text.encode(), check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise _failed(argv[0], error) from error
    if time.monotonic() - started < READ_SECONDS:
        _wait_for_enter()
    return done.returncode


def _wait_for_enter() -> None:
    """Wait for Enter, so that output can be read; do nothing without a terminal."""
    if sys.stdin and sys.stdin.isatty():
        print("\n[Enter]", end=" ", flush=True)
        with suppress(KeyboardInterrupt, OSError):
            sys.stdin.readline()


def _failed(program: str, error: OSError) -> ExternalProgramError:
    return ExternalProgramError(Message("program.failed", program=program, why=describe(error)))
