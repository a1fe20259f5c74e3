"""Read the password of the account from a command or a file, and write that file."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
from pathlib import Path

from reader.config import Settings, paths
from reader.core.account.state import AccountError
from reader.locale.message import Message
from reader.locale.system_error import describe

COMMAND_SECONDS = 60
"""Time a password command may take: a password manager may ask for its own password."""


async def read_password(settings: Settings) -> str:
    """Return the password of the account, from its command or file.

    Raises:
        AccountError: there is none.
    """
    if settings.account_password_command:
        return await asyncio.to_thread(_run_command, settings.account_password_command)
    return await asyncio.to_thread(_read_file, settings.account_password_file or default_password_file())


def _read_file(name: str) -> str:
    path = Path(name).expanduser()
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = describe(error)
        raise AccountError(Message("account.password_file", path=str(path), why=why)) from error


def _run_command(command: str) -> str:
    """Run a person's own command, never by a shell, and return its first line."""
    try:
        done = subprocess.run(  # noqa: S603 - a command line of the person's own configuration
            shlex.split(command), stdout=subprocess.PIPE, timeout=COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise AccountError(Message("account.password_command")) from error
    line = done.stdout.decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if done.returncode or not line:
        raise AccountError(Message("account.password_command"))
    return line


def default_password_file() -> str:
    """Return the file, readable by its owner only, for the password of ``khabar account add``."""
    return str(Path(paths().state) / "account-password")


def write_password(password: str) -> None:
    """Write the password file with mode 0600.

    Raises:
        AccountError: it cannot be written.
    """
    path = Path(default_password_file())
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(password + "\n")
    except OSError as error:
        raise AccountError(Message("file.unwritable", path=str(path), why=describe(error))) from error
