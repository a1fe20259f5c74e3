"""Where things live, by the XDG base directory specification."""

from __future__ import annotations

import os
from pathlib import Path

from reader.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Paths(NamedTuple):
    """The files of one reader; none need exist."""

    config: Path
    library: Path
    state: Path
    """A folder for logs."""


def paths(env: Mapping[str, str] | None = None) -> Paths:
    """Return the paths for an environment (the process's own by default).

    A relative value of an XDG variable is ignored, as the specification asks.
    """
    env = os.environ if env is None else env
    home = Path(env.get("HOME") or Path.home())

    def base(variable: str, default: str) -> Path:
        given = Path(env.get(variable, ""))
        return (given if given.is_absolute() else home / default) / "khabar"

    return Paths(
        config=base("XDG_CONFIG_HOME", ".config") / "config.toml",
        library=base("XDG_DATA_HOME", ".local/share") / "library.db",
        state=base("XDG_STATE_HOME", ".local/state"),
    )
