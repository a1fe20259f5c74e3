"""Find the files of a reader by the XDG base directory specification, on every system."""

from __future__ import annotations

import os
from typing import NamedTuple


class Paths(NamedTuple):
    """The files of one reader; none need exist."""

    config: str
    library: str
    state: str
    """A folder for logs."""


DOCUMENTED = Paths(
    config="~/.config/khabar/config.toml",
    library="~/.local/share/khabar/library.db",
    state="~/.local/state/khabar",
)
"""The paths without XDG variables."""


def paths() -> Paths:
    """Return the paths by the process's environment; a relative XDG variable is ignored."""
    from platformdirs.unix import Unix

    folders = Unix("khabar")
    return Paths(
        config=os.path.join(folders.user_config_dir, "config.toml"),
        library=os.path.join(folders.user_data_dir, "library.db"),
        state=folders.user_state_dir,
    )
