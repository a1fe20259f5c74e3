"""Finding the configuration, and noticing that it has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.config.settings import Config, Problem
from reader.locale.message import Message
from reader.locale.system_error import describe

if TYPE_CHECKING:
    from pathlib import Path


def load(path: str | Path) -> Config:
    """Read what can be read of the file and say what is wrong with the rest; no file gives the defaults."""
    path = os.fspath(path)
    stamp = _stamp(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Config(stamp=stamp, file=path)
    except OSError as error:
        problem = Problem(0, Message("file.unreadable", path=path, why=describe(error)))
        return Config(problems=(problem,), stamp=stamp, file=path)
    # A start without a configuration needs none of this.
    from reader.config.plain import read_plain
    from reader.config.validate import Reading

    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(line, Message("config.not_utf8")))
        text = data.decode("utf-8-sig", errors="replace")
    tables = read_plain(text.replace("\r\n", "\n"))
    if tables is None:
        from reader.config.tolerant_toml import parse

        tables, wrong = parse(text)
        problems += wrong
    reading = Reading(text, problems)
    settings = reading.settings(tables)
    sources = reading.sources(tables.get("source", []))
    return Config(
        settings,
        sources,
        tuple(sorted(reading.problems, key=lambda p: p.line)),
        frozenset(reading.values),
        stamp,
        path,
        text,
    )


def changed_since(path: str | Path, stamp: tuple[int, int]) -> bool:
    """Tell whether the file is another one than when a ``Config`` with this ``stamp`` was read."""
    return _stamp(path) != stamp


def _stamp(path: str | Path) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
