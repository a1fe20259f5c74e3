"""Read, check and change the configuration, a TOML file; a wrong line costs only itself.

Only ``edit`` and ``template`` write, when a person asks for it.
"""

from reader.config.load import changed_since, load, source_lines
from reader.config.paths import Paths, paths
from reader.config.problem import Problem
from reader.config.settings import Command, Config, Rule, Settings, SmartList

__all__ = [
    "Command",
    "Config",
    "Paths",
    "Problem",
    "Rule",
    "Settings",
    "SmartList",
    "changed_since",
    "load",
    "paths",
    "source_lines",
]
