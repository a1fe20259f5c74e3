"""Read the configuration file, and detect its changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.config.problem import Problem
from reader.config.settings import Config
from reader.locale.message import Message
from reader.locale.system_error import describe

if TYPE_CHECKING:
    from pathlib import Path

MAX_CONFIG_BYTES = 8 << 20
"""Of a configuration; 20,000 sources have 1 MB."""


def load(path: str | Path) -> Config:
    """Read a configuration file; report wrong lines and omit them; defaults without a file."""
    path = os.fspath(path)
    stamp = _stamp(path)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_CONFIG_BYTES + 1)
    except FileNotFoundError:
        return Config(stamp=stamp, file=path)
    except OSError as error:
        problem = Problem(0, Message("file.unreadable", path=path, why=describe(error)))
        return Config(problems=(problem,), stamp=stamp, file=path)
    if len(data) > MAX_CONFIG_BYTES:
        problem = Problem(
            0, Message("file.too_large", path=path, size=Message("size.mb", number=MAX_CONFIG_BYTES >> 20))
        )
        return Config(problems=(problem,), stamp=stamp, file=path)
    from reader.config.tolerant_toml import parse  # a start without a configuration needs none of this
    from reader.config.validate import Validator

    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(line, Message("config.not_utf8")))
        text = data.decode("utf-8-sig", errors="replace")
    tables, wrong = parse(text)
    validator = Validator(text, [*problems, *wrong])
    settings = validator.settings(tables)
    sources = validator.sources(tables.get("source", []))
    return Config(
        settings,
        sources,
        tuple(sorted(validator.problems, key=lambda p: p.line)),
        frozenset(validator.values),
        stamp,
        path,
        text,
    )


def source_lines(config: Config) -> tuple[int, ...]:
    """Return the line, from 1, of each ``[[source]]`` of a configuration; 0 for unknown."""
    from reader.config.tolerant_toml import elements

    lines = elements(config.text, ("source",))
    return (*lines, *[0] * len(config.sources))[: len(config.sources)]


def changed_since(path: str | Path, stamp: tuple[int, int]) -> bool:
    """Return whether a file has changed since the ``Config`` with ``stamp`` was read."""
    return _stamp(path) != stamp


def _stamp(path: str | Path) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
