"""Where things live, by the XDG base directory specification."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Paths(NamedTuple):
    """The files of one reader; none need exist."""

    config: str
    library: str
    state: str
    """A folder for logs."""


def paths(env: Mapping[str, str] | None = None) -> Paths:
    """Return the paths for an environment (the process's own by default).

    A relative value of an XDG variable is ignored, as the specification asks.
    """
    env = os.environ if env is None else env
    home = env.get("HOME") or _home()

    def base(variable: str, default: str) -> str:
        given = env.get(variable, "")
        return os.path.join(given if os.path.isabs(given) else os.path.join(home, default), "khabar")

    return Paths(
        config=os.path.join(base("XDG_CONFIG_HOME", ".config"), "config.toml"),
        library=os.path.join(base("XDG_DATA_HOME", ".local/share"), "library.db"),
        state=base("XDG_STATE_HOME", ".local/state"),
    )


def _home() -> str:
    """Return the home folder the system knows."""
    from pathlib import Path

    return str(Path.home())
